"""Evidence to answers: the candidates' shares, the status, the score and the reason."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import exp

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.segments import is_han
from cnfin_terms.lexicon.store import FormFlags
from cnfin_terms.resolution.asking import EVIDENCE_OF
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.employers import is_of_others
from cnfin_terms.resolution.evidence import (
    POINTING,
    bare_again,
    determiner,
    list_class,
    other_owner,
    other_region,
    prior_of,
)
from cnfin_terms.resolution.facts import Facts
from cnfin_terms.resolution.lists import in_list
from cnfin_terms.resolution.marks import STEM, Mark, Reading
from cnfin_terms.resolution.places import is_place
from cnfin_terms.resolution.ranks import other_rank
from cnfin_terms.resolution.subsidiaries import trades_after
from cnfin_terms.resolution.surroundings import other_expansion, too_early
from cnfin_terms.resolution.trades import other_trade
from cnfin_terms.resolution.weights import EVIDENCE, NONE, PLAIN
from cnfin_terms.result import Evidence

__all__ = ["decide", "decide_plain", "goes_back", "goes_on", "none_of", "plain_features", "rate_plain", "weigh"]

_CAPITALISED = frozenset(v.TYPES.index(t) for t in ("institution", "person", "event"))
_INSTITUTION = v.TYPES.index("institution")
_TERMS = frozenset({v.TYPES.index("term")})
_INDEXED = frozenset(v.TYPES.index(t) for t in ("institution", "market", "term"))
_BODIES = frozenset({_INSTITUTION})
_LONGEST_TAIL = 20
_LONGEST_TAIL_EN = 48
_LONGEST_ASIDE = 40
_ASIDES = (", a ", ", an ", ", the ", ", my ", ", our ", ", his ", ", her ", ", their ")
_SMALL_WORDS = frozenset({"of", "the", "and", "for"})
#: Words in capitals by which the name of a company becomes that of another.
_GOES_ON = regex(
    r"\s(?:International|Capital|Securities|Insurance|Life|Tower|Building|Plaza|Leasing|Trust|Futures|University|Foundation|Ventures|Wealth|Asset|"
    r"Business School|Pictures|Cloud|Health|Music|Video|Good Doctor|Stadium|Street|Road|Avenue|Bowl|Cup|Open|Championships?|Marathon|Arena|Hall|"
    r"Financ(?:e|ial) Cent(?:re|er)|Scholars?|Prize|Sevens|"
    r"Cent(?:er|re)|Field(?!\sOffice)|Park|Champions|Classic|Invitational|Press(?!\s(?:Release|Conference|Office|Statement|Club))|Publishing|Mansion|coils?|tower|building|stadium|marathon)\b(?!\s?\()"
    r"|(?:\s[A-Z][\w'’]*){1,3}\s(?:Championships?|Marathon|Invitational|Masters|Trophy|Grand Prix)\b")
#: What no company is, in apposition to its name: Ping An, a village in Guangxi; Didi, the dog.
_IS_NONE = regex(
    r",\s(?:a|an|the|my|our|his|her|their)\s(?:[a-z-]+\s){0,2}(?:village|hamlet|town|township|county|mountain|hill|river|lake|island|street|temple|park|dog|cat|puppy|kitten|horse|panda|"
    r"parrot|boy|girl|baby|toddler|song|novel|poem|film|movie|play|opera|ship|ferry|school|planet|star|goddess|god|spirit|grandmother|nanny)\b")
_GOES_ON_HAN = regex(
    "人[寿壽]|[产產][险險]|财险|財險|投信(?!服)|[国國][际際](?=[为是、,，。;；:：]|$)|[资資][产產]管理(?:有限|股份|公司)|大[厦廈]|大[楼樓]|大[学學]|[医醫]院|[广廣][场場]|酒店|中[学學]|小[学學]|[学學]校|幼[儿兒][园園]|[体體]育[馆館场場]|球[场場]|[马馬]拉松|杯(?!水)|大院|路口|街(?!道办)")
#: With what these words begin.
_GOES_ON_HEADS = frozenset("人产產财財投国國资資大医广酒中小学幼体球马杯路街")
#: Words by which the name of a market, a company or an index becomes that of an index or a fund: 科创板创新药指数, 沪深300ETF. A word that
#: is no part of such names (的, 推出, 相关 ...) stands between the two where they are two.
_INDEX_GOES_ON = regex(
    r"(?:(?![的了在和与及或等将是为对从由到]|上市|公司|推出|发布|编制|跟踪|纳入|调整|相关|首[只个批]|增持|减持|买入|投资|持有|加大|收购)"
    r"[\u3400-\u9fffA-Za-z0-9]){1,10}?指数"
    r"|[0-9]{0,4}(?:\s[A-Z][A-Za-z]+){0,3}\s?(?:ETFs?|LOF)(?![A-Za-z])")
#: The same of a fund, after a market or an index: 沪深300医药ETF; after a company it is the company's fund (嘉实基金旗下宽基ETF).
_FUND_GOES_ON = regex(
    "(?:(?![的了在和与及或等将是为对从由到买卖购批大小多]|上[市半]|公司|推出|发布|跟踪|相关|首[只个批]|投资|持有|旗下|下半|期间)[\u3400-\u9fff]){1,6}(?:ETF|LOF)(?![A-Za-z])")
#: A kind of bank, which stands before its head in its name.
_KIND_OF_BANK = regex(
    r"\b(?:Agricultural|Commercial|Development|Industrial|Savings|Investment|Merchants?|Cooperative|Co-operative|Land|Mortgage|Reserve|Export-Import|Postal|"
    r"Rural)\s$")
_BANK_OF = "bank of "
#: Words in capitals by which a term in capitals becomes the name of a rule or a body: Green Bond|Principles.
_TERM_GOES_ON = regex(
    r"\s(?:Principles|Act|Ordinance|Protocol|Taxonomy|Guidelines|Standards?|Catalogue|Association|Alliance|Forum|Summit|Conference|Academy|Institute|Company)\b")
#: A code right after who makes indices: 万得A500, 国证2000 are names of its indices; not an amount or a year.
_CODE = regex(r"(?:[A-Z]{1,3}[0-9]{2,4}|[1-9]0{2,3}|50|全[A-Z])(?![A-Za-z0-9年月日亿万元多家个名位人只支股点%.,+-])")
_CODE_HEADS = frozenset("abcdefghijklmnopqrstuvwxyz123456789全")
_MAKERS = frozenset({"index-provider", "data-vendor"})
#: How the name of a body of state begins that is surely China's.
_OWN = ("中国", "中华", "国家", "国务院", "中共", "中央")
_QUOTES = frozenset("\"'")
_SHORT_NAME = 2
_SHORT_FORM = 3
_FEW_WORDS = 4
#: A share from which an answer is settled in the first round and may serve as evidence for others.
_SURE = 0.85
#: A contested mark is answered from this share on, and where rivals bear the form too from a greater one: a wrong link is worse than none.
_LIKELY = 0.55
_CLEAR = 0.65
#: Beside a post that is theirs, a name with another first part is as likely theirs as not.
_OPEN = 0.5
#: Evidence that says nothing of the one candidate.
_UNSPECIFIC = frozenset({"form", "prior", "cue", "cue-wanted"})
#: A candidate with a smaller share is none.
_NEGLIGIBLE = 0.02
#: With no more than this for its best candidate a mark is no mention.
_HOPELESS = 0.1


def lower_case(context: Context, mark: Mark) -> bool:
    """Whether a Latin name that wants capitals is written without any but a place's: ``china life``, ``China life expectancy``."""
    if mark.han or not mark.types <= _CAPITALISED or not context.text[mark.start : mark.end].isascii():
        return False
    source = context.shown(mark)
    if source.islower():
        return True
    words = source.split()
    if len(words) == 1:
        return False
    for word in words:
        if word.islower() and word not in _SMALL_WORDS:
            break
    else:
        return False
    form = context.store.form_text[mark.readings[0][2]].split()
    if len(words) != len(form) or not 1 < len(words) <= _FEW_WORDS:
        return False
    bare = [word for word, written in zip(words, form, strict=True) if written[:1].isupper() and not is_place(context.store, word.lower())]
    return bool(bare) and all(word.islower() for word in bare)


def goes_on(context: Context, mark: Mark) -> int:
    """How far a name goes on past the mark in the source, 0 if it ends there: Bank of China Tower, 建行大厦, 科创板创新药指数 are others' names."""
    tail = context.text[mark.end : mark.end + _LONGEST_TAIL]
    indexed = "指数" in tail or "etf" in tail or "lof" in tail
    body = mark.types == _BODIES and (tail[:1] in _GOES_ON_HEADS if mark.han else tail[:1].isspace() or tail.startswith(_ASIDES))
    reach, placed = trades_after(context.text, mark.start, mark.end) if mark.han and mark.types == _BODIES else (0, False)
    if placed and any("company" in context.facts(entity).kinds for entity in mark.entities()):
        return context.folded.span(mark.start, reach)[1] - mark.span(context.folded)[1]
    coded = mark.han and mark.types == _BODIES and (tail[:1] in _CODE_HEADS)
    if not (indexed or body or coded or (mark.types == _TERMS and not mark.han and tail[:1] == " ")):  # so it is nearly always
        return 0
    end = mark.span(context.folded)[1]
    tail = context.folded.show(end, end + (_LONGEST_TAIL if mark.han else _LONGEST_TAIL_EN))
    match = None
    if indexed and not mark.types.isdisjoint(_INDEXED):
        match = _INDEX_GOES_ON.match(tail) if _may_be_indexed(context, mark) else None
        if match is None and is_han(context.text[mark.start]) and _INSTITUTION not in mark.types:
            match = _FUND_GOES_ON.match(tail)
    if coded and any(not _MAKERS.isdisjoint(context.facts(entity).kinds) for entity in mark.entities()):
        match = _CODE.match(tail)
    if match is None and mark.types == _TERMS and not mark.han and tail[:1] == " " and context.shown(mark)[:1].isupper():
        match = _TERM_GOES_ON.match(tail)
    if match is None and body:
        aside = tail[:1] == ","
        match = _IS_NONE.match(context.folded.show(end, end + _LONGEST_ASIDE)) if aside else (_GOES_ON_HAN if mark.han else _GOES_ON).match(tail)
    return match.end() if match is not None else 0


def goes_back(context: Context, mark: Mark) -> bool:
    """Whether a Latin name that begins with its head goes on before it: Agricultural|Bank of Greece is not the Bank of Greece."""
    if mark.han or mark.types != _BODIES or not context.text.startswith(_BANK_OF, mark.start):
        return False
    start = mark.span(context.folded)[0]
    return _KIND_OF_BANK.search(context.folded.show(max(0, start - _LONGEST_TAIL), start)) is not None


def _may_be_indexed(context: Context, mark: Mark) -> bool:
    """Whether indices and funds are named after it: after an index, in Chinese after markets and companies too."""
    if mark.types.isdisjoint(_TERMS):
        return is_han(context.text[mark.start])
    return any("index" in context.facts(entity).kinds for entity in mark.entities())


def decide_plain(context: Context, mark: Mark, number: int) -> bool:
    """Answer a mark that the compiler decided; False if it needs evidence after all.

    :param number: the mark's among the context's marks.
    """
    if mark.han:
        if mark.is_person and mark.end - mark.start <= _SHORT_NAME:
            return False
    elif lower_case(context, mark):
        return False
    if mark.open:
        return False
    reading = mark.readings[0]
    facts = context.facts(reading[0])
    if context.as_of is not None and (facts.since or facts.until) and not mark.types.isdisjoint(_CAPITALISED):
        return False
    if _doubted(context, mark, number, reading, facts):
        return False
    mark.won, mark.status, mark.reason, mark.score = reading, "resolved", "unique-form", 1.0
    return True


def _may_be_foreign(context: Context, mark: Mark) -> bool:
    """Whether a body of state that the name does not call Chinese stands in a text that is mostly about other countries: 公安部 in a piece on Vietnam."""
    return not context.text.startswith(_OWN, mark.start) and context.is_abroad


def _doubted(context: Context, mark: Mark, number: int, reading: Reading, facts: Facts) -> bool:
    """Whether any evidence speaks against a form without rivals. Each is asked only where it can have something to say."""
    if (facts.of_state or facts.of_market or (facts.local and context.text.startswith(("(", " "), mark.end))) and other_region(context, mark, reading, facts):
        return True
    if facts.type == "institution":
        if facts.whole >= 0 and other_owner(context, mark, reading, facts):
            return True
        if mark.han:
            if facts.of_state and reading[0] not in context.sure and bare_again(context, mark, reading, facts):
                return True
            if facts.of_state and facts.region == "mainland" and _may_be_foreign(context, mark):
                return True
            if (context.titled or context.text[mark.start - 1 : mark.start] in POINTING) and determiner(context, mark, reading, facts):
                return True
            if in_list(context.text, context.marks, number) and any(said[0] == "list-of-others" for said in list_class(context, mark, reading, facts)):
                return True
    if facts.type == "person":
        if other_trade(context, mark, reading, facts):
            context.strangers.add(mark.pattern)
            return True
        return bool(too_early(context, mark, reading, facts)
                    or (context.titles_of and other_rank(context, mark, reading, facts)))
    return not mark.han and bool(other_expansion(context, mark, reading, facts))


@lru_cache(maxsize=4096)
def _rate(features: tuple[str, ...]) -> float:
    """The probability that a plain mark with these features is right."""
    return 1 / (1 + exp(-sum(PLAIN[feature] for feature in features)))


def plain_features(context: Context, mark: Mark) -> tuple[str, ...]:
    """What speaks for and against a form without rivals: how formal and short it is, and whether the document names the entity or its kin elsewhere."""
    assert mark.won is not None  # noqa: S101  (the caller passes what decide_plain settled)
    entity, _, form = mark.won
    facts = context.facts(entity)
    latin = context.text[mark.start].isascii() and context.text[mark.start] not in _QUOTES  # “一带一路”绿色投资原则
    found: tuple[str, ...] = _form_features(v.NAME_TYPES[context.store.form_flags[form] >> FormFlags.TYPE & 15], facts.type,
                                            mark.end - mark.start if mark.han else 0, latin)
    if context.sure.get(entity, 0) > 1:
        found = (*found, "again")
    if entity in context.tied or not context.sure.keys().isdisjoint(facts.ties):
        found = (*found, "related")
    elif not context.has_cue(mark):
        found = (*found, "no-cue", *(("no-cue-latin",) if latin else ()), *(("no-cue-person",) if mark.is_person else ()))
    seams = context.seams(mark)
    return (*found, *seams) if seams else found


@lru_cache(maxsize=4096)
def _form_features(name_type: str, type_: str, han: int, latin: bool) -> tuple[str, ...]:  # noqa: FBT001  (a key)
    """What a form by itself says: its type, its entity's, how short it is in Han."""
    short = (f"han-{max(han, _SHORT_NAME)}",) if 0 < han <= _SHORT_FORM else ()
    return ("", name_type, type_, *short, *(("latin",) if latin else ()))


def rate_plain(context: Context, marks: Sequence[Mark]) -> None:
    """Give the marks that :func:`decide_plain` settled their score, now that the rest of the document is known."""
    for mark in marks:
        if mark.reason == "unique-form" and not mark.shares and mark.won is not None:
            mark.score = _rate(plain_features(context, mark))
            mark.shares = ((mark.won, mark.score),)


def none_of(context: Context, mark: Mark) -> str:
    """What speaks for "none of these", as :data:`cnfin_terms.resolution.weights.NONE` names it."""
    if not mark.none:
        mark.none = _none_of(context, mark)
    return mark.none


def _none_of(context: Context, mark: Mark) -> str:
    flags = context.store.form_flags
    free = [form for _, _, form in mark.readings if not flags[form] >> FormFlags.USE & 3]
    if not free:
        return "with-context"
    if lower_case(context, mark):
        return "lower-case"
    if all(flags[form] >> FormFlags.WEAK & 1 for form in free):
        return "weak"
    if mark.han and mark.is_person and mark.end - mark.start <= _SHORT_NAME:
        return "short-name"
    return "form"


def weigh(context: Context, mark: Mark) -> list[tuple[Reading, float, list[Evidence]]]:
    """Each reading's share and evidence, best first; what is missing to 1 is the share of none."""
    ids = context.store.ids
    scored = []
    for reading in mark.readings:
        entity = reading[0]
        facts = context.facts(entity)
        name, odds, detail = prior_of(context, mark, reading)
        evidence = [Evidence(name, ids[entity], odds, detail)]
        for signal in EVIDENCE_OF[facts.type, mark.han]:
            for feature, value, detail in signal(context, mark, reading, facts):
                weight = EVIDENCE[feature] * value
                odds += weight
                evidence.append(Evidence(feature, ids[entity], weight, detail))
        scored.append((reading, odds, evidence))
    none = NONE[none_of(context, mark)]
    base = max(none, *[odds for _, odds, _ in scored])
    parts = [exp(odds - base) for _, odds, _ in scored]
    total = sum(parts) + exp(none - base)
    shares = [(reading, part / total, evidence) for (reading, _, evidence), part in zip(scored, parts, strict=True)]
    if len(shares) > 1:
        shares.sort(key=lambda item: (-item[1], ids[item[0][0]], item[0][1]))
    return shares


#: The reason given for a link is the first of these features that spoke for it.
_REASON = (
    ("ticker", "context"), ("moves", "context"), ("post-held", "role-frame"), ("institution-beside", "role-frame"), ("people-beside", "role-frame"),
    ("people-near", "role-frame"),
    ("apposition", "apposition"), ("defined", "full-form-earlier"),
    ("full-form", "full-form-earlier"), ("region-given", "region"), ("title-beside", "role-frame"), ("own-title", "role-frame"), ("list-class", "context"),
    ("peers", "context"), ("posted", "role-frame"), ("own-region", "region"), ("date-decides", "context"),
    ("related", "context"), ("region-near", "region"), ("region-text", "region"), ("prior", "prior"), ("form", "unique-form"),
)


def _several(context: Context, mark: Mark) -> bool:
    """Whether a form that wants context is surely somebody's name, or an acronym, and only whose is open: it is told, not dropped."""
    named = [reading for reading in mark.readings if context.store.form_flags[reading[2]] >> FormFlags.VIA & 31 != STEM]
    if len({entity for entity, _, _ in named}) <= 1 or lower_case(context, mark):
        return False
    source = context.shown(mark)
    return mark.is_person or (not mark.han and source.isupper() and source.isalpha()) or (mark.han and len(source) >= _SHORT_FORM)


def _alone(context: Context, mark: Mark) -> list[Evidence]:
    """What speaks against a mark that can be nothing but a bare stem; nothing, if it stands in a list of its kind."""
    found = []
    for reading in mark.readings:
        for feature, value, detail in list_class(context, mark, reading, context.facts(reading[0])):
            if feature == "list-class":
                return []
            found.append(Evidence(feature, context.store.ids[reading[0]], EVIDENCE[feature] * value, detail))
    return found


def decide(context: Context, mark: Mark, *, last: bool) -> bool:
    """Weigh a contested mark; settle it if it is sure, or if this is the last round.

    :returns: whether it was settled.
    """
    if mark.sense.stem and (alone := _alone(context, mark)):
        mark.status, mark.evidence = "dropped", alone  # so are most: no other evidence makes a bare stem a name
        return True
    if mark.weighed is None or mark.weighed[0] != context.settled:
        mark.weighed = context.settled, weigh(context, mark)
        if mark.is_person and any(e.feature == "other-trade" for _, _, es in mark.weighed[1] for e in es):
            context.strangers.add(mark.pattern)
    shares = mark.weighed[1]
    best, share, evidence = shares[0]
    if not last and share < _SURE:
        return False
    mark.shares = [(reading, part) for reading, part, _ in shares if part >= _NEGLIGIBLE or reading is best]
    mark.evidence = [e for _, _, es in shares for e in es]
    if mark.open:
        mark.shares = [(reading, part * _OPEN) for reading, part in mark.shares]
        share *= _OPEN
    mark.score = share
    none = none_of(context, mark)
    # Han that are a word as well are nobody's name for a word of finance somewhere near
    bare = mark.han and none == "with-context" and all(e.weight <= 0 or e.feature in _UNSPECIFIC for e in evidence)
    if not mark.open and share >= (_CLEAR if len(mark.entities()) > 1 or bare else _LIKELY):
        mark.won, mark.status = best, "resolved"
        heard = {e.feature: e.weight for e in evidence}
        mark.reason = next(reason for feature, reason in _REASON if heard.get(feature, 0) > 0 or feature == "form")
        if mark.reason == "unique-form" and len(mark.entities()) > 1:
            mark.reason = "prior"
        return True
    a_word = not mark.open and none in ("with-context", "lower-case") and not _several(context, mark)
    if a_word or sum(part for _, part, _ in shares) < _HOPELESS:
        mark.status = "dropped"
        return True
    if mark.is_person and len(mark.entities()) > 1 and is_of_others(context, mark):
        mark.status, mark.reason, mark.shares, mark.score = "unresolved", "unknown-person", (), 0.0
        return True
    mark.status = "ambiguous"
    mark.reason = "rivals" if len(mark.entities()) > 1 else "weak-form"
    return True
