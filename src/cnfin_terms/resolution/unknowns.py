"""Institutions that the lexicon does not have, told by their heads: 江西婺源农村商业银行股份有限公司, 天府银行|行长, Zhongyuan Trust Co., Ltd.

Such a name is surely a mention of the kind, and of no record: it is ``unresolved``, and a title beside it is its own and not that of a body named before.
A legal form at its end makes it sure, or a title right after it; a bare 银行 or "Bank" is as often a class of banks (民营银行, Village Bank).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.resolution.leads import Lead
from cnfin_terms.resolution.legal import legal_forms
from cnfin_terms.resolution.marks import Mark, sense_of_types
from cnfin_terms.text.cities import CITIES
from cnfin_terms.text.fold import FoldedText
from cnfin_terms.text.signals import COMPANY_EN, COMPANY_ZH, Places, Signals
from cnfin_terms.text.surnames import COMMON
from cnfin_terms.text.trades import ACTS, TRADES

__all__ = ["REASON", "own_part", "with_unknown"]

REASON = "unknown-institution"
_INSTITUTION = v.TYPES.index("institution")
_BODIES = frozenset({_INSTITUTION})
_HAN, _LATIN = (sense_of_types(_BODIES, han=han, soft=False) for han in (True, False))
_KIND_ZH = {
    "银行": "bank", "农商行": "rural-bank", "信用社": "rural-bank", "信用联社": "rural-bank", "合作联社": "rural-bank", "证券": "broker",
    "期货": "futures-company",
    "保险": "insurer", "人寿": "insurer", "财险": "insurer", "再保险": "insurer", "基金": "fund-manager", "基金管理": "fund-manager", "信托": "trust-company",
    "金融租赁": "leasing-company", "消费金融": "consumer-finance-company", "理财": "wealth-manager", "集团": "company-group", "控股": "company",
}
_HEAD_ZH = "|".join(sorted(_KIND_ZH, key=len, reverse=True))
_HEADS_ZH = tuple(_KIND_ZH)
_LEGAL_ZH = "股份有限公司|有限责任公司|集团有限公司|有限公司"
_RUN = r"[\u4e00-\u9fff()]"
_RUN_CHAR = regex(_RUN)
_FULL_ZH = regex(rf"({_RUN}{{2,}}?)({_HEAD_ZH})?(?:{_LEGAL_ZH})$")
_ENDS_ZH = regex("有限(?:责任)?公司")
_BEFORE_TITLE_ZH = regex(rf"({_RUN}{{2,12}}?)({_HEAD_ZH})$")
#: Whose somebody is, by surname and title: 农商行|的潘|行长 is no president of a body named before.
_WHOSE_ZH = regex(rf"(村镇银行|农商行|农信社|信用社|信用联社|[支分]行)(?:的?[{COMMON}]|的)$")
_WHOSE_REACH = 3
#: What stands before a name in a sentence and belongs to none: the name begins after the last of them.
_LEADS = regex(
    "请告诉我|告诉我|计算得出|得出|计算出|根据|依据|按照|针对|涉及|提供|查询|介绍|收到|向法院申请|披露|公告|显示|以及|包括|其中|对于|关于|通过|同意|批准|核准|批复|设立|成立|组建|收购|入股|增持|减持|控股股东|实际控制人|子公司|旗下|股东|公司名称|名称|参股|持有|转让|委托|聘请|任命|担任|现任|曾任|时任|兼任|"
    "(?:被|申请)?(?:申请|上诉|执行|担保|保证|抵押)人|被告人?|原告|第三人|债[务权]人|异议人|案外人|出租人|承租人|借款人|贷款人|发包人|承包人|买受人|出卖人|法院|检察院|仲裁委|事务所|"
    "下称|简称|更名为|变更为|改制为|联合|携手|签约|起诉|作为|来自|加入|会见|会晤|走访|考察|拜访|接待|陪同|发起人|承销商|管理人|托管人|保荐人|投资者|[与和及由向对从在为是的于将被给让把了称即或至到并、]")
#: A single character among them is no lead where the name began with a place before it: 上海锦和商业.
_PLACED = regex(CITIES)
#: Those with which a sentence, or a cell of a table, opens before a name; 和, 及 or 拟 join nothing there and begin a name.
_OPENERS = frozenset("据在由对向经与将从被给让把")
_OPENS = frozenset("。!?;:、\n\t|\"'“”‘’「」《》()[]【】")
#: No company's own name is one character: 至诚|贸易 is not led up to by 至.
_ONE = regex(rf"[\u4e00-\u9fff](?:{TRADES}|{ACTS})")
#: A name that ends so is whole: a verb stands between it and the next (中金公司|辅导|恒达科技有限公司), but for its subsidiaries' names.
_WHOLE = ("有限公司", "有限责任公司", "事务所", "法院", "检察院", "交易所")
#: After these a verb stands before a name, whatever the dictionary calls it: 法院|裁定|恒达置业有限公司.
_DOERS = ("法院", "检察院", "仲裁委", "事务所")
_WHOLE_SHORT = ("公司",)
_SUBSIDIARY = regex("[(]|集团|控股|国际|子公司|分公司|资管")
_PLACE_ENDS = regex(rf"(?:{CITIES})[省市]?$")
_LONGEST_PLACE = 5
#: What may part a company's name from the last of its legal form.
_LEGAL_MIDDLE = regex(r"(?:\(集团\)|集团)?(?:股份)?")
_DATE = regex("[年月日]")
#: What makes a class of a name: 多家农商行, 部分证券公司, 本行.
_CLASS = regex(
    "[某此这那每些类的]|我国|当地|全国性|一位|昨[日天]|今[日年]|去年|全资|上市|独资|一人|非公|^[该本其各多]|[一二三四五六七八九十百几两多各数0-9][家个所类]|部分|有关|相关|上述|下属|所属|大型|中小|地方|国有|民营|外资|中资|境[内外]|海外|股份制|"
    "^(?:商业|农村|城市|投资|政策性|开发|中央|世界|村镇|农村商业|城市商业)$")
_HAN_BEFORE = regex(rf"{_RUN}+$")
_LONGEST = 40
_LONGEST_EN = 100
_LONGEST_WORD_EN = 24
_SHORTEST_BODY = 2
_LONGEST_BODY = 16
#: A body before a head and a title: 梧塘|农商行|行长.
_LONGEST_SHORT = 6
_TITLE_REACH = 24
_WORDS = regex(r"\S+")
#: Those of the words in :data:`_NOT_FIRST` with which a company's name may begin.
_IN_NAMES = frozenset({"China", "Hong", "Kong", "New", "World", "National", "Central", "Global"})
_WORD = r"[A-Z][A-Za-z&'’-]*"
_HEAD_EN = {
    "Bank": "bank", "Securities": "broker", "Futures": "futures-company", "Insurance": "insurer", "Assurance": "insurer", "Trust": "trust-company",
    "Leasing": "leasing-company", "Group": "company-group", "Holdings": "company",
}
#: What may stand between a name and its legal form: (Hong Kong), and a comma.
_ASIDE_EN = regex(r"(?:\s\([A-Z][A-Za-z ]+\))?,?$")
_FULL_EN = regex(rf"(?<![A-Za-z.&-])((?:{_WORD}\s(?:(?:of|&|&\sCo\.)\s)?){{0,6}}{_WORD})$")
_BEFORE_TITLE_EN = regex(rf"(?<![A-Za-z.&-])((?:{_WORD}\s){{1,4}}({'|'.join(_HEAD_EN)}))(?:['’]s?)?\s$")
#: A head that stands first too: Bank|Julius Baer|& Co. Ltd.
_HEAD_FIRST = "bank "
_UNIT_KIND = "department"
_OF = (" of ", " of the ")
_UNIT_EN = regex(
    rf"(?<![A-Za-z.&-])((?:{_WORD}\s(?:and\s|&\s|of\s)?){{1,5}}(?:Committee|Commission|Department|Bureau|Division|Institute|Secretariat|Sub-?committee))\sof\s(?:the\s)?$")
_UNIT_AFTER_EN = regex(rf"(?:\s(?:{_WORD}|and|&)){{0,3}}\s{_WORD}\s(?:Department|Bureau|Division|Institute|Unit|Team)(?![A-Za-z-])")
_ARTICLE = regex(r"(?:The|A|An|In|At|On|By|For|From|With|As|Its|His|Her|Director|Chairman|Head|Former|Member)\s(?:of\s(?:the\s)?)?")
#: Words in capitals that begin a sentence or make a class, and no name.
_NOT_FIRST = frozenset(
    "The A An In On At For From And But Or As By Of To With He She It They His Her Its Their This That New Former Central Commercial Investment Foreign "
    "National State Our Chinese China Hong Kong Private Rural City Village World Development Policy Global Under Since While When After Before Meanwhile "
    "However".split())


def with_unknown(
    folded: FoldedText, marks: list[Mark], signals: Signals, is_state: Callable[[Mark], bool], is_of: Callable[[Mark, str], bool],
    lead: Lead,
) -> list[Mark]:
    """The marks, in text order, with those of unknown institutions; what is only a part of one of these gives way to it.

    :param signals: the signals that the text has: without a word of a legal form, no legal name is looked for.
    :param is_state: whether a mark may be a body of state: it stays, for a verb stands between it and a company (央行处罚乐刷科技有限公司).
    :param is_of: whether a name of what a mark may be begins with a place: a legal name after any other place is another legal person's.
    :param lead: how many characters of a run of Han lead up to the name in it.
    """
    found = [*_before_titles(folded, marks, lead), *_units_en(folded, marks), *_units_after_en(folded, marks)]
    if signals.bits & COMPANY_ZH:
        found += _full_zh(folded, marks, lead, is_state)
    if signals.bits & COMPANY_EN:
        found += _full_en(folded, signals.others, marks)
    if not found:
        return marks
    found.sort()
    kept: list[Mark] = list(marks)
    starts = [mark.start for mark in marks]
    gone: set[int] = set()
    reach = 0
    for start, end, kind in found:
        low = max(0, bisect_left(starts, start) - 1)
        inside = [mark for mark in marks[low : bisect_left(starts, end)] if mark.end > start]
        # a longer legal name that the lexicon has not is another legal person than the one whose name it begins with: Bond Connect Company Limited
        longer = all(
            mark.soft or mark.start == start or (mark.end == end and kind == _UNIT_KIND)
            or folded.text[start : mark.start] == _HEAD_FIRST or _is_placed(folded.text[start : mark.start], mark, is_of)
            for mark in inside)
        within = all(start <= mark.start and mark.end <= end and mark.end - mark.start < end - start
            and (not mark.is_title or folded.text.endswith("& ", 0, mark.start)) for mark in inside)  # Smith|& Partners|Ltd.
        if start < reach or not longer or not within or (kind != _UNIT_KIND and any(is_state(mark) for mark in inside)):
            continue
        gone |= {id(mark) for mark in inside}
        reach = end
        mark = Mark(start, end, -1, _HAN if not folded.text[start].isascii() else _LATIN)
        mark.status, mark.reason, mark.kinds = "unresolved", REASON, v.ancestors("institution", kind)
        kept.append(mark)
    return sorted((mark for mark in kept if id(mark) not in gone), key=lambda mark: mark.start)


def _is_placed(before: str, mark: Mark, is_of: Callable[[Mark, str], bool]) -> bool:
    """Whether what stands before a mark in a legal name is a place that is not its own: 浙江|交通银行股份有限公司."""
    place = _PLACED.match(before)
    return place is not None and before[place.end() :] in ("", "省", "市") and not is_of(mark, place[0])


def _body(words: str, lead: Callable[[str], int], *, opens: bool = False) -> int | None:
    """Where in a run of Han the name's own part begins, or None if it is none.

    :param opens: whether nothing stands before the run: a name may begin with what would lead up to it elsewhere (和而泰).
    """
    start = 0
    for match in _LEADS.finditer(words):
        if len(match[0]) > 1 or not (_PLACED.match(words, start) or _is_first(words, match.start(), lead, opens=opens)):
            start = match.end()
    moved = lead(words[start:])
    if not moved and words.endswith(_DOERS, 0, start) and isinstance(lead, Lead):
        moved = lead.verb(words[start:])
    if not (moved and not start and opens and ((moved == 1 and words[0] not in _OPENERS) or _ONE.match(words, moved))):
        start += moved
    body = words[start:]
    if not _SHORTEST_BODY <= len(body) <= _LONGEST_BODY or _CLASS.search(body) or body.count("(") != body.count(")") or body[0] in "()":
        return None
    return start


def _is_first(words: str, at: int, lead: Callable[[str], int], *, opens: bool) -> bool:
    """Whether a character that leads up to names elsewhere begins one here: 至诚贸易, and where nothing stands before it 和而泰, 向日葵."""
    if _PLACED.match(words, at + 1):
        return False
    if _ONE.match(words, at + 1):
        return True
    return not at and opens and (words[0] not in _OPENERS or (isinstance(lead, Lead) and lead.is_word(words)))


def _nothing(_run: str) -> int:
    return 0


def own_part(words: str) -> int | None:
    """Where in a run of Han with a body's name at its end the name begins, as far as the words before names tell; None if it is a class of bodies.

    >>> own_part("披露婺源"), own_part("多家")
    (2, None)
    """
    return _body(words, _nothing)


def _full_zh(folded: FoldedText, marks: Sequence[Mark], lead: Lead, is_state: Callable[[Mark], bool]) -> Iterator[tuple[int, int, str]]:
    """Chinese names that end in a legal form."""
    text = folded.text
    sure = [mark for mark in marks if not mark.soft]
    ends = [mark.end for mark in sure]
    past = 0  # where the legal name before ends
    for legal in _ENDS_ZH.finditer(text):
        at = bisect_left(ends, legal.end())
        if at < len(ends) and ends[at] == legal.end() and sure[at].start < legal.start() and not _RUN_CHAR.match(text, max(0, sure[at].start - 1)):
            continue  # it is the lexicon's, and begins where it seems to
        # what a sure mark covers is no part of it, nor is another legal name
        low = max(ends[at - 1] if at else 0, legal.start() - _LONGEST, past)
        after, past = past, legal.end()
        run = _HAN_BEFORE.search(text, low, legal.end())
        body = sure[at - 1] if at and ends[at - 1] == low and sure[at - 1].types == {_INSTITUTION} else None
        place = _PLACE_ENDS.search(text, max(0, body.start - _LONGEST_PLACE), body.start) if body is not None else None
        if place is not None and _LEGAL_MIDDLE.fullmatch(text, low, legal.start()):  # 绍兴|城投控股|有限公司
            yield place.start(), legal.end(), "company"
        match = _FULL_ZH.match(run[0]) if run is not None else None
        if run is None or match is None:
            continue
        first = run.start()
        touched = first > 0 and text[first - 1].isascii() and text[first - 1].isalnum()
        dated = int(touched and _DATE.match(text, first) is not None)  # 2020年宁波银行股份有限公司
        branded = match[1].startswith("(") and at > 0 and first == ends[at - 1]  # 中信证券|(新西兰)有限公司
        known = sure[at - 1] if at and first == ends[at - 1] else None
        whole = first == after > 0 if known is None else not branded and _is_whole(text, known, match[1], lead, is_state)
        if whole and not match[1].startswith("("):
            verb = 0 if _body(match[1], lead) else lead.verb(match[1])
            offset = _body(match[1][verb:], lead)
            if offset is not None and offset + verb:
                yield first + verb + offset, legal.end(), _KIND_ZH.get(match[2] or "", "company")
            continue
        # after another name a trade may look like a verb (格力电器|安装服务有限公司): only before a place is it one
        goes_on = known is not None and not _PLACED.match(match[1], lead(match[1])) and not any(doer in match[1] for doer in _DOERS)
        opens = not first or text[first - 1] in _OPENS or folded.source[max(0, folded.span(first, first + 1)[0] - 1)] == "\n"
        offset = 0 if branded else _body(match[1][dated:], _nothing if goes_on else lead, opens=opens and not dated)
        if offset is None:
            continue
        if not offset and at and first == ends[at - 1] and sure[at - 1].types == _BODIES:  # 中央汇金|资产管理有限责任公司
            yield sure[at - 1].start, legal.end(), _KIND_ZH.get(match[2] or "", "company")
        elif offset or dated or not touched:  # what begins in letters or digits is not a name seen whole
            yield first + dated + offset, legal.end(), _KIND_ZH.get(match[2] or "", "company")


def _is_whole(text: str, mark: Mark, after: str, lead: Lead, is_state: Callable[[Mark], bool]) -> bool:
    """Whether no other legal name begins with a body's: it ends in a legal form or in the words of a branch, or it is a body of state."""
    if mark.types != _BODIES or _SUBSIDIARY.match(after):
        return False
    if mark.branch or text.endswith(_WHOLE, mark.start, mark.end) or is_state(mark):
        return True
    return text.endswith(_WHOLE_SHORT, mark.start, mark.end) and lead(after) > 0


def _full_en(folded: FoldedText, places: Places, marks: Sequence[Mark]) -> Iterator[tuple[int, int, str]]:
    """English names that end in a legal form.

    :param places: where words of such forms stand.
    """
    source = folded.shown
    whole = {mark.end: mark for mark in marks if not mark.soft and not mark.han}
    for legal in legal_forms(folded, places):
        known = whole.get(folded.position(legal.end()))
        if known is not None and not _goes_back(folded, known):
            continue  # it is the lexicon's, and begins where it seems to
        low = max(0, legal.start() - _LONGEST_EN)
        aside = _ASIDE_EN.search(source, low, legal.start())
        match = _FULL_EN.search(source, low, aside.start() if aside is not None else legal.start())
        if match is None:
            continue
        words = list(_WORDS.finditer(match[1]))
        while words and words[0][0] in _NOT_FIRST - _IN_NAMES:
            words = words[1:]
        if not words or all(word[0] in _NOT_FIRST for word in words):
            continue
        kind = _HEAD_EN.get(words[-1][0], "company")
        yield folded.position(match.start(1) + words[0].start()), folded.position(legal.end()), kind


def _goes_back(folded: FoldedText, mark: Mark) -> bool:
    """Whether a Latin name may begin before the mark: a word in capitals stands there, or one that joins two."""
    start = mark.span(folded)[0]
    before = folded.show(max(0, start - _LONGEST_WORD_EN), start).rsplit(None, 1)
    return bool(before) and (before[-1][:1].isupper() or before[-1] in ("of", "&"))


def _units_en(folded: FoldedText, marks: Sequence[Mark]) -> Iterator[tuple[int, int, str]]:
    """Committees and departments of a body that the lexicon has: the Budget Committee of the NPC."""
    for mark in marks:
        if mark.han or not folded.text.endswith(_OF, 0, mark.start) or mark.types != _BODIES:
            continue
        start, _ = folded.span(mark.start, mark.end)
        match = _UNIT_EN.search(folded.shown, max(0, start - _LONGEST_EN), start)
        if match is None:
            continue
        first = _ARTICLE.match(match[1])
        begin = match.start(1) + (first.end() if first is not None else 0)
        if " " in folded.shown[begin : match.end(1)]:
            yield folded.position(begin), mark.end, _UNIT_KIND


def _units_after_en(folded: FoldedText, marks: Sequence[Mark]) -> Iterator[tuple[int, int, str]]:
    """Departments that stand behind their body in capitals: SCIO Press Bureau."""
    for number, mark in enumerate(marks):
        if mark.han or mark.types != _BODIES or not folded.text.startswith(" ", mark.end):
            continue
        match = _UNIT_AFTER_EN.match(folded.shown, mark.span(folded)[1])
        end = folded.position(match.end()) if match is not None else 0
        if end and not any(other.end <= end for other in marks[number + 1 : number + 2]):
            yield mark.start, end, _UNIT_KIND


def _before_titles(folded: FoldedText, marks: Sequence[Mark], lead: Lead) -> Iterator[tuple[int, int, str]]:
    """Names that end in a head right before a title."""
    text = folded.text
    for number, title in enumerate(marks):
        if not title.is_title:
            continue
        last = marks[number - 1].end if number else 0
        if title.han:
            low = max(last, title.start - _TITLE_REACH)
            if not text.endswith(_HEADS_ZH, last, title.start):
                near = text[max(last, title.start - _WHOSE_REACH) : title.start]
                whose = _WHOSE_ZH.search(text, low, title.start) if "行" in near or "社" in near else None
                if whose is not None:
                    yield whose.start(1), whose.end(1), _KIND_ZH.get(whose[1], "bank")
                continue
            match = _BEFORE_TITLE_ZH.search(text, low, title.start)
            if match is None:
                continue
            offset = _body(match[1], lead)
            if offset is not None and len(match[1]) - offset <= _LONGEST_SHORT:
                kind = "central-bank" if match[2] == "银行" and match[1].endswith(("国家", "中央", "储备")) else _KIND_ZH[match[2]]
                yield match.start(1) + offset, match.end(2), kind
            continue
        start = folded.span(title.start, title.end)[0]
        low = max(folded.span(last, last + 1)[0] if last else 0, start - _TITLE_REACH * 2)
        match = _BEFORE_TITLE_EN.search(folded.shown, low, start)
        if match is not None and not set(match[1].split()[:-1]) <= _NOT_FIRST and match[1].split()[0] not in _NOT_FIRST:
            yield folded.position(match.start(1)), folded.position(match.end(1)), _HEAD_EN[match[2]]
