"""Evidence to answers: the candidates' shares, the status, the score and the reason."""

from __future__ import annotations

import re
from math import exp

from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.segments import is_han
from cnfin_terms.lexicon.store import DECIDED, FormFlags
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.evidence import EVIDENCE, determiner, other_region, prior_of
from cnfin_terms.resolution.marks import Mark, Reading
from cnfin_terms.result import Evidence

__all__ = ["DECIDED_SCORE", "NONE", "decide", "decide_plain", "weigh"]

#: Score of a form without rivals, by its type: how often such a form is that entity in real text.
DECIDED_SCORE = {
    "official": 0.995, "short": 0.985, "abbreviation": 0.98, "alias": 0.975, "former": 0.98, "nickname": 0.95, "romanised": 0.96, "generated": 0.93,
}

#: Log odds of "none of these", by what the form is like.
NONE = {"plain": -2.0, "with-context": 2.6, "weak": 2.4, "short-name": 2.5, "lower-case": 2.4}

_PERSON = v.TYPES.index("person")
_PLACED = frozenset(v.TYPES.index(t) for t in ("institution", "person", "event", "market", "term"))
_CAPITALISED = frozenset(v.TYPES.index(t) for t in ("institution", "person", "event"))
_INSTITUTION = v.TYPES.index("institution")
_TERMS = frozenset({v.TYPES.index("term")})
_INDEXED = frozenset(v.TYPES.index(t) for t in ("institution", "market", "term"))
LONGEST_TAIL = 20
#: Words in capitals by which the name of a company becomes that of another.
_GOES_ON = re.compile(
    r"\s(?:International|Capital|Securities|Insurance|Life|Tower|Building|Plaza|Leasing|Trust|Futures|University|Foundation|Ventures|Wealth|Asset|"
    r"Business School|Pictures|Cloud|Health|Music|Video|Good Doctor|Stadium)\b(?!\s?\()")
_GOES_ON_HAN = re.compile("大厦|大学|医院|广场|酒店|中学|小学|体育馆")
#: Words by which the name of a market, a company or an index becomes that of an index or a fund: 科创板创新药指数, 沪深300ETF. A word that
#: is no part of such names (的, 推出, 相关 ...) stands between the two where they are two.
_INDEX_GOES_ON = re.compile(
    r"(?:(?![的了在和与及或等将是为对从由到]|上市|公司|推出|发布|编制|跟踪|纳入|调整|相关|首[只个批])[\u3400-\u9fffA-Za-z0-9]){1,10}?指数"
    r"|[0-9]{0,4}\s?(?:ETFs?|LOF)(?![A-Za-z])")
_SHORT_NAME = 2
_FEW_WORDS = 4
#: A share from which an answer is settled in the first round and may serve as evidence for others.
_SURE = 0.85
_HALF = 0.5
#: Where rivals bear the form too the answer must be clearer.
_CLEAR = 0.65
#: A candidate with a smaller share is none.
_NEGLIGIBLE = 0.02
#: With no more than this for its best candidate a mark is no mention.
_HOPELESS = 0.1


def lower_case(context: Context, mark: Mark, source: str) -> bool:
    """Whether a Latin name that wants capitals is written without any but a place's: ``china life``, ``China life expectancy``."""
    text = context.text[mark.start : mark.end]
    if mark.han or not mark.types <= _CAPITALISED or not text.isascii():
        return False
    if source.islower():
        return True
    words = source.split()
    form = context.store.form_text[mark.readings[0][2]].split()
    if len(words) != len(form) or not 1 < len(words) <= _FEW_WORDS:
        return False
    bare = [word for word, written in zip(words, form, strict=True) if written[:1].isupper() and not context.is_place(word.lower())]
    return bool(bare) and all(word.islower() for word in bare)


def goes_on(context: Context, mark: Mark, tail: str) -> int:
    """How far a name goes on past the mark, 0 if it ends there: Bank of China Tower, 建行大厦, ICBC Leasing, 科创板创新药指数 are others' names.

    :param tail: what follows in the source.
    """
    if not tail:
        return 0
    match = _INDEX_GOES_ON.match(tail) if not mark.types.isdisjoint(_INDEXED) and _may_be_indexed(context, mark) else None
    if match is None and mark.types == {_INSTITUTION}:
        match = (_GOES_ON_HAN if mark.han else _GOES_ON).match(tail)
    return match.end() if match is not None else 0


def _may_be_indexed(context: Context, mark: Mark) -> bool:
    """Whether indices and funds are named after it: after an index, in Chinese after markets and companies too."""
    if mark.types.isdisjoint(_TERMS):
        return is_han(context.text[mark.start])
    return any("index" in context.facts(entity).kinds for entity in mark.entities())


def decide_plain(context: Context, mark: Mark, source: str) -> bool:
    """Answer a mark that the compiler decided; False if it needs evidence after all."""
    store = context.store
    if not store.pattern_flags[mark.pattern] & DECIDED or lower_case(context, mark, source):
        return False
    reading = mark.readings[0]
    if mark.han and mark.types == {_PERSON} and mark.end - mark.start <= _SHORT_NAME:
        return False
    if not mark.types.isdisjoint(_PLACED):
        facts = context.facts(reading[0])
        if context.as_of is not None and (facts.since or facts.until) and not mark.types.isdisjoint(_CAPITALISED):
            return False
        if other_region(context, mark, reading, facts) is not None or determiner(context, mark, reading, facts) is not None:
            return False
    name_type = v.NAME_TYPES[store.form_flags[reading[2]] >> FormFlags.TYPE & 15]
    mark.won, mark.status, mark.reason = reading, "resolved", "unique-form"
    mark.score = DECIDED_SCORE[name_type]
    mark.shares = [(reading, mark.score)]
    return True


def _none(context: Context, mark: Mark, source: str) -> tuple[str, float]:
    """What speaks for "none of these"."""
    flags = context.store.form_flags
    free = [form for _, _, form in mark.readings if not flags[form] >> FormFlags.USE & 3]
    if not free:
        return "with-context", NONE["with-context"]
    if lower_case(context, mark, source):
        return "lower-case", NONE["lower-case"]
    if all(flags[form] >> FormFlags.WEAK & 1 for form in free):
        return "weak-form", NONE["weak"]
    if mark.han and mark.types == {_PERSON} and mark.end - mark.start <= _SHORT_NAME:
        return "weak-form", NONE["short-name"]
    return "form", NONE["plain"]


def weigh(context: Context, mark: Mark, source: str) -> list[tuple[Reading, float, list[Evidence]]]:
    """Each reading's share and evidence, best first; what is missing to 1 is the share of none."""
    scored = []
    for reading in mark.readings:
        facts = context.facts(reading[0])
        id_ = context.store.ids[reading[0]]
        heard = [prior_of(context, mark, reading)] + [said for feature in EVIDENCE if (said := feature(context, mark, reading, facts)) is not None]
        evidence = [Evidence(name, id_, weight, detail) for name, weight, detail in heard]
        scored.append((reading, sum(e.weight for e in evidence), evidence))
    top = max(odds for _, odds, _ in scored)
    none = _none(context, mark, source)[1]
    base = max(top, none)
    total = sum(exp(odds - base) for _, odds, _ in scored) + exp(none - base)
    shares = [(reading, exp(odds - base) / total, evidence) for reading, odds, evidence in scored]
    shares.sort(key=lambda item: (-item[1], context.store.ids[item[0][0]], item[0][1]))
    return shares


#: The reason given for a link is the first of these features that spoke for it.
_REASON = (
    ("post-held", "role-frame"), ("institution-beside", "role-frame"), ("people-beside", "role-frame"), ("apposition", "apposition"),
    ("full-form", "full-form-earlier"), ("region-given", "region"), ("title-beside", "role-frame"), ("own-title", "role-frame"), ("related", "context"),
    ("region-near", "region"), ("region-text", "region"), ("prior", "prior"), ("form", "unique-form"),
)


def decide(context: Context, mark: Mark, source: str, *, last: bool) -> bool:
    """Weigh a contested mark; settle it if it is sure, or if this is the last round.

    :returns: whether it was settled.
    """
    shares = weigh(context, mark, source)
    best, share, evidence = shares[0]
    if not last and share < _SURE:
        return False
    mark.shares = [(reading, part) for reading, part, _ in shares if part >= _NEGLIGIBLE or reading is best]
    mark.evidence = [e for _, _, es in shares for e in es]
    mark.score = share
    if share >= (_CLEAR if len(mark.entities()) > 1 else _HALF):
        mark.won, mark.status = best, "resolved"
        heard = {e.feature: e.weight for e in evidence}
        mark.reason = next(reason for feature, reason in _REASON if heard.get(feature, 0) > 0 or feature == "form")
        if mark.reason == "unique-form" and len(mark.entities()) > 1:
            mark.reason = "prior"
        return True
    kind, _ = _none(context, mark, source)
    if kind in ("with-context", "lower-case") or share < _HOPELESS:
        mark.status = "dropped"
        return True
    mark.status = "ambiguous"
    mark.reason = "rivals" if len(mark.entities()) > 1 else "weak-form"
    return True
