"""Short names that a text defines: 国家金融监督管理总局（以下简称“金融监管总局”）, National Financial Regulatory Administration (NFRA).

A definition counts only where the short name is made of the long one: its characters in their order, its initials.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cnfin_terms.curate.suggest.heads import EN_HEAD, ZH_HEAD, agree, kind_en, kind_zh, term_kind
from cnfin_terms.curate.suggest.sighting import Ground, Sighting
from cnfin_terms.resolution.unknowns import own_part
from cnfin_terms.result import Mention

__all__ = ["bilingual", "defined_en", "defined_zh", "made_of"]

_CALLED = r"(?:以下|下文|本文|统|合)*(?:简称|下称|统称)(?:为|作|：|:)?\s?"
_DEFINED_ZH = re.compile(
    rf"[（(]{_CALLED}[“\"「『‘]?([\u4e00-\u9fffA-Za-z0-9]{{2,12}})[”\"」』’]?"
    r"(?:\s?或\s?[“\"「『]([\u4e00-\u9fffA-Za-z]{2,12})[”\"」』])?\s?[)）]")
_RUN_ZH = re.compile(rf"[\u4e00-\u9fff（）()]{{2,30}}?(?:{ZH_HEAD})(?:股份有限公司|有限责任公司|有限公司)?$")
_REACH = 40
#: What is left of a short name when these are taken away must still tell whose it is: 总局, 本公司 and 该集团 are nobody's.
_HEADS_ONLY = re.compile(
    "股份|有限|责任|公司|集团|银行|本行|证券|基金|保险|信托|管理|中心|协会|学会|商会|大学|学院|总局|分局|局|委员会|委|总行|分行|支行|行|部|会|院|所|办|"
    "标的|上市|发行人|甲方|乙方|本|该|我|中国|国家|企业|项目|方案|办法|规定|意见|通知|条例|计划|规划|协议|平台|联盟|论坛|大会|峰会|指引|指南|纲要|行动|报告|工程|机制|试点|示范|区")
_LEAST_LEFT = 2
_DEFINED_EN = re.compile(r" ?[（(](?:the |hereinafter |hereafter |hereinafter referred to as |known as )*[“\"‘']?([A-Z][A-Za-z&-]{1,9})[”\"’']?[)）]")
_WORD = r"[A-Z][A-Za-z’'-]*"
_LINK = r"(?:of the|for the|on the|in the|of|for|and|the|on|in|&|to|with)"
_RUN_EN = re.compile(rf"(?<![A-Za-z’'&-])((?:{_WORD},?\s(?:{_LINK}\s)?){{1,10}}{_WORD}\.?)$")
_LINKS = frozenset("of for and the on in & to with".split())
_SMALLEST_ACRONYM = 3
_EN_IN_ZH = re.compile(
    rf"[（(](?:英文(?:名称?|全称|简称|缩写)?[：:为]?\s?)?({_WORD}(?:,?\s(?:{_LINK}\s)?{_WORD}\.?){{1,10}}\.?)"
    r"(?:\s?[,，;；]\s?(?:简称|英文简称|缩写)?[：:为]?\s?[“\"]?([A-Z]{2,8})[”\"]?)?[)）]")
_ACRONYM_IN_ZH = re.compile(r"[（(](?:英文)?(?:简称|缩写)[：:为]?\s?[“\"]?([A-Z]{3,8})[”\"]?[)）]")
_ZH_IN_EN = re.compile(rf" ?[（(]([\u4e00-\u9fff]{{2,20}}(?:{ZH_HEAD})(?:股份有限公司|有限责任公司|有限公司)?)[)）]")


def made_of(short: str, name: str) -> bool:
    """Whether the characters of a short name stand in the long one in this order, and it tells more than a class.

    >>> made_of("金融监管总局", "国家金融监督管理总局"), made_of("总局", "国家金融监督管理总局"), made_of("外管局", "国家金融监督管理总局")
    (True, False, False)
    """
    rest = iter(name)
    return short != name and all(char in rest for char in short) and len(_HEADS_ONLY.sub("", short)) >= _LEAST_LEFT


def _form(mention: Mention, field: str, text: str, span: tuple[int, int]) -> Sighting | None:
    """A new form of a record that the lexicon has, of the mention's type."""
    if mention.id is None or mention.type in ("person", "title"):
        return None
    return Sighting("definition", mention.type, "", ((field, text),), *span, id=mention.id)


def _body_before(ground: Ground, at: int) -> tuple[int, str] | None:
    """Where the name of an unknown body that ends here begins, and the name."""
    match = _RUN_ZH.search(ground.text, max(0, at - _REACH), at)
    if match is None:
        return None
    offset = own_part(_wide(match[0]))
    if offset is None:
        return None
    start = match.start() + offset
    return None if ground.cut(start, at) else (start, ground.text[start:at])


def _wide(text: str) -> str:
    """Brackets as folded text has them."""
    return text.replace("（", "(").replace("）", ")")


def defined_zh(ground: Ground) -> Iterator[Sighting]:
    """Chinese short names in brackets after the long one."""
    for match in _DEFINED_ZH.finditer(ground.text):
        shorts = [short for short in match.groups() if short]
        mention = ground.ending(match.start())
        if mention is not None and mention.id is not None:
            for short in shorts:
                if made_of(short, mention.text) and (form := _form(mention, "short", short, (mention.start, match.end()))):
                    yield form
            continue
        if mention is not None and mention.type == "institution":
            start, name = ground.unknown(mention)
        elif (found := _body_before(ground, match.start())) is not None:
            start, name = found
        else:
            continue
        good = [short for short in shorts if made_of(short, name)]
        if good:
            yield Sighting("definition", "institution", kind_zh(name), (("zh", name), *(("short", short) for short in good)), start, match.end())


def _initials(words: list[str], acronym: str) -> int | None:
    """From which word on the initials spell an acronym, small words counted or not; None if from none."""
    letters = "".join(char for char in acronym if char.isupper() or char == "&").replace("&", "")
    for start in range(len(words) - 1, -1, -1):
        if words[start] in _LINKS:
            continue
        pieces = [piece for word in words[start:] for piece in re.split("-", word)]
        every = "".join(piece[0] for piece in pieces if piece and piece != "&").upper()
        big = "".join(piece[0] for piece in pieces if piece and piece not in _LINKS).upper()
        whole = "".join(word[0] for word in words[start:] if word not in _LINKS).upper()
        if letters in (every, big, whole):
            return start
    return None


def defined_en(ground: Ground) -> Iterator[Sighting]:
    """English abbreviations in brackets after the words whose initials they are."""
    for match in _DEFINED_EN.finditer(ground.text):
        acronym = match[1].removesuffix("s")
        if sum(map(str.isupper, acronym)) < _SMALLEST_ACRONYM or ground.known(*match.span(1)):
            continue
        run = _RUN_EN.search(ground.text, max(0, match.start() - _REACH * 3), match.start())
        words = run[1].split() if run else []
        first = _initials([word.strip(",") for word in words], acronym)
        if run is None or first is None:
            continue
        start = run.end(1) - len(" ".join(words[first:]))
        name = ground.text[start : run.end(1)]
        whole = next((mention for mention in ground.within(start, run.end(1)) if mention.end == run.end(1) and mention.start in (start, start - 4)), None)
        if whole is not None and whole.id is not None:
            if form := _form(whole, "abbreviation", acronym, (start, match.end())):
                yield form
            continue
        names = (("en", name), ("abbreviation", acronym))
        if " " not in name or ground.cut(start, run.end(1)) or ground.text[max(0, start - 4) : start].endswith((" of ", " &amp;")):
            continue
        if kind := kind_en(name):
            yield Sighting("definition", "institution", kind, names, start, match.end())
        elif kind := term_kind(name):
            yield Sighting("definition", "term", kind, names, start, match.end())


def bilingual(ground: Ground) -> Iterator[Sighting]:
    """Names of a body in both languages, one in brackets after the other, whose heads agree."""
    for match in _EN_IN_ZH.finditer(ground.text):
        en, acronym = " ".join(match[1].split()), match[2]
        mention = ground.ending(match.start())
        if ground.known(*match.span(1)):
            continue
        found = ground.unknown(mention) if mention is not None and mention.type == "institution" else _body_before(ground, match.start())
        if found is None or not agree(found[1], en):
            continue
        names = [("en", en)] + ([("abbreviation", acronym)] if acronym else [])
        if mention is not None and mention.id is not None:
            yield Sighting("bilingual", "institution", "", tuple(names), mention.start, match.end(), id=mention.id)
        else:
            yield Sighting("bilingual", "institution", kind_zh(found[1]), (("zh", found[1]), *names), found[0], match.end())
    for match in _ACRONYM_IN_ZH.finditer(ground.text):
        mention = ground.ending(match.start())
        if mention is None or ground.known(*match.span(1)):
            continue
        if form := _form(mention, "abbreviation", match[1], (mention.start, match.end())):
            yield form
    for match in _ZH_IN_EN.finditer(ground.text):
        if ground.known(*match.span(1)):
            continue
        mention = ground.ending(match.start())
        if mention is not None and mention.id is not None and mention.type == "institution":
            if agree(match[1], mention.text):
                yield Sighting("bilingual", "institution", "", (("zh", match[1]),), mention.start, match.end(), id=mention.id)
            continue
        name = _english_before(ground, match.start())
        if name is not None and agree(match[1], name[1]):
            yield Sighting("bilingual", "institution", kind_zh(match[1]), (("zh", match[1]), ("en", name[1])), name[0], match.end())


_BEGINS = re.compile(r"(?:The|A|An|In|At|On|By|For|From|With|And|As|Of|To)\s")
_HEAD_EN = re.compile(rf"\b(?:{EN_HEAD})\b")


def _english_before(ground: Ground, at: int) -> tuple[int, str] | None:
    """The run of words in capitals that ends here and has a head in it."""
    run = _RUN_EN.search(ground.text, max(0, at - _REACH * 3), at)
    if run is None or not _HEAD_EN.search(run[1]):
        return None
    article = _BEGINS.match(run[1])
    start = run.start(1) + (article.end() if article else 0)
    return None if ground.cut(start, at) else (start, ground.text[start:at].strip())
