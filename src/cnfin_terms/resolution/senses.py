"""Titles in context: 行长 is Governor at the central bank and President at a bank.

A title's sense follows, in this order, from the institution beside it, from the posts of the person beside it, from
the last institution named before it that has such a post. Where none of these decides it stays open.
"""

from __future__ import annotations

from collections.abc import Sequence

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon.store import VIAS, FormFlags
from cnfin_terms.lexicon.titles import in_order
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.facts import Facts
from cnfin_terms.resolution.marks import Mark, Reading
from cnfin_terms.resolution.weights import TITLE
from cnfin_terms.result import Evidence

__all__ = ["decide_title", "find_meant", "fit"]

#: How far back an institution may stand and still be meant by a title on its own.
_REACH = 160
#: How far a body that the lexicon does not have may stand from a title of its own, with a surname between.
_WHOSE = 2
_TOGETHER = regex(r"、|和|与|及|\sand\s(?:the\s)?")
#: Before what somebody becomes, is or ceases to be.
_BECOMES = regex(r"(?:^|\s)(?:as|became|becomes?|appointed|named|elected)\s(?:its\s|their\s|the\s)?(?:new\s)?$")
_LONGEST_BECOMES = 24
#: A name by the head of which it is a body's.
_OF_NAME = regex(
    r"\s(?:of|at)\s(?:the\s)?(?:[A-Z][\w&'’-]*\s){1,5}?(?:Bank|Securities|Group|Holdings?|Insurance|Trust|Fund|Exchange|Commission|Committee|Association|"
    r"Bureau|Department|Company|Corp|Co\.|Ltd|Capital|Partners|Institute|Cent(?:re|er)|Headquarters|Office|Branch|Authority|Board|Futures|Leasing|Assets?)\b")
_OF_REACH = 80
_ACRONYM = 3
_LONG_TITLE = 3
_PLURAL = VIAS.index("plural")


def fit(title: Facts, kinds: Sequence[str], id_: str) -> int:
    """How closely the title's places take in an institution of these kinds: 0 not, else higher for the nearer kind, highest for its ID."""
    if id_ in title.at:
        return 100
    for distance, kind in enumerate(kinds):
        if kind in title.at:
            return 50 - distance
    return 0


def _by_institution(context: Context, mark: Mark, institution: Mark) -> list[tuple[int, Reading]]:
    """Readings that fit the institution (any of its candidates where it is open), with how closely."""
    entities = {institution.won[0]} if institution.won is not None else institution.entities()
    bodies = [(context.facts(entity).kinds, context.store.ids[entity]) for entity in entities] or [(institution.kinds, "")]
    found = []
    for reading in mark.readings:
        facts = context.facts(reading[0])
        best = max(fit(facts, kinds, id_) for kinds, id_ in bodies)
        if best:
            found.append((best, reading))
    return found


def _best(context: Context, found: Sequence[tuple[int, Reading]]) -> list[Reading]:
    top = max(rank for rank, _ in found)
    flags = context.store.form_flags
    # of equally fitting senses the one that bears the word as its own name stands before one that has it as an alias
    kept = [reading for rank, reading in found if rank == top]
    formal = min(flags[form] >> FormFlags.TYPE & 15 for _, _, form in kept)
    return [reading for reading in kept if flags[reading[2]] >> FormFlags.TYPE & 15 == formal]


def _settle(context: Context, mark: Mark, readings: Sequence[Reading], score: float, reason: str, evidence: tuple[str, str]) -> bool:
    """One reading: resolved; several: ambiguous among them."""
    ids = context.store.ids
    ordered = sorted(readings, key=lambda r: (ids[r[0]], r[1]))
    feature, detail = evidence
    mark.evidence = [Evidence(feature, ids[entity], 1.0, detail) for entity, _, _ in ordered]
    if len({(entity, modifiers) for entity, modifiers, _ in ordered}) == 1:
        entity, modifiers, form = ordered[0]
        mark.won, mark.status, mark.score, mark.reason = (entity, in_order((*modifiers, *mark.outer)), form), "resolved", score, reason
        mark.shares = [(ordered[0], score)]
        return True
    share = score / len(ordered)
    mark.status, mark.reason, mark.score = "ambiguous", "kind-open", share
    mark.shares = [(reading, share) for reading in ordered]
    return True


def _by_person(context: Context, mark: Mark, person: Mark) -> list[Reading]:
    """Readings that are posts of the person: with these modifiers if there are such, else of this sense."""
    if person.won is None:
        return []
    posts = context.facts(person.won[0]).posts
    found = [r for r in mark.readings if any(post.title == r[0] and post.modifiers == r[1] for post in posts)]
    return found or [r for r in mark.readings if any(post.title == r[0] for post in posts)]


def decide_title(context: Context, mark: Mark, *, last: bool) -> bool:
    """Answer a title; False where it should wait for more of the document to be settled."""
    institution = mark.institution
    person = mark.persons[0] if mark.persons else None
    free = [r for r in mark.readings if not context.store.form_flags[r[2]] >> FormFlags.USE & 3]
    if (not free and person is None) or (_plural(context, mark) and (mark.han or (institution is None and len(mark.persons) == 1))):
        mark.status = "dropped"
        return True
    if institution is not None and institution.status != "dropped":
        found = _by_institution(context, mark, institution)
        if found:
            readings = _best(context, found)
            if len(readings) > 1 and person is not None and (held := [r for r in _by_person(context, mark, person) if r in readings]):
                readings = held
            return _settle(context, mark, readings, TITLE["kind"], "kind", ("kind", context.text[institution.start : institution.end]))
    if person is not None and person.status != "dropped" and not mark.elsewhere:
        if not last and person.status == "":
            return False
        held = _by_person(context, mark, person)
        if held:
            return _settle(context, mark, held, TITLE["post"], "post", ("person-post", context.text[person.start : person.end]))
    if not last:
        return False
    tied = institution is not None or person is not None or mark.apart or _named_elsewhere(context, mark)
    if not tied and (not free or not _stands_alone(context, mark)):
        mark.status = "dropped"
        return True
    # "of" another body, in English, which is known and has no such post or is not known
    stated = not mark.han and (mark.elsewhere or (institution is not None and institution.won is not None and not mark.meant))
    near = None if stated else _nearest(context, mark, mark.readings)
    readings = list(mark.readings) if tied else free
    # a post of named bodies alone is not what a word means where none of them stands near
    readings = [r for r in readings if not _named_office(context, r)] or readings
    if near:
        senses, other = near
        if person is not None and institution is None and not mark.elsewhere:
            mark.institution = other
        return _settle(context, mark, senses, TITLE["nearest"], "kind", ("nearest-institution", context.text[other.start : other.end]))
    if len({(entity, modifiers) for entity, modifiers, _ in readings}) == 1:
        in_field = bool(context.sure) and (not mark.han or context.has_cue(mark))
        if not tied and not in_field and not _named_office(context, readings[0]):
            mark.status = "dropped"  # 校长, 委员, 秘书: a word of daily life where nothing of this field stands near
            return True
        return _settle(context, mark, readings, TITLE["single"] if tied else TITLE["lone"], "unique-form", ("form", ""))
    return _settle(context, mark, readings, TITLE["open"], "kind-open", ("form", ""))


def _named_office(context: Context, reading: Reading) -> bool:
    """Whether the title belongs to named bodies alone: 总书记, 特首, Financial Secretary."""
    at = context.facts(reading[0]).at
    return bool(at) and all(context.store.index(place) is not None for place in at)


def find_meant(context: Context, mark: Mark) -> None:
    """Tie a title of a known person to the institution plainly meant: the last one named before where they have this very post.

    What "its" seemed to mean gives way where the person never served there: the bank told the regulator that its president ...
    """
    if (mark.institution is not None and not mark.meant) or mark.won is None or not mark.persons or mark.elsewhere:
        return
    holder = mark.persons[0].won
    if holder is None:
        return
    held = context.facts(holder[0]).posts
    if mark.meant and mark.institution is not None and mark.institution.won is not None and (
            not held or any(post.at == mark.institution.won[0] for post in held)):
        return
    posts = [post for post in context.facts(holder[0]).posts if post.title == mark.won[0]]
    places = {post.at for post in posts if post.modifiers == mark.won[1]} or {post.at for post in posts}
    mark.institution = context.last_of(places, mark.start)


def _plural(context: Context, mark: Mark) -> bool:
    """Whether a title names several at once: 行长们; or in English is matched in its plural only, as "leaders Wu and Hua" gives neither a post."""
    if mark.han:
        return context.text.startswith("们", mark.end)
    return all(context.store.form_flags[form] >> FormFlags.VIA & 31 == _PLURAL for _, _, form in mark.readings)


def _stands_alone(context: Context, mark: Mark) -> bool:
    """Whether the word is a title by itself.

    Chinese titles are; an English one as an acronym (CEO), of several words in capitals, of three (chief financial officer), or as what somebody becomes.
    """
    if not context.text[mark.start : mark.end].isascii():
        return True
    source = context.shown(mark)
    words = source.split()
    if len(words) == 1:
        return (source.isupper() and len(source) == _ACRONYM) or _BECOMES.search(context.text, max(0, mark.start - _LONGEST_BECOMES), mark.start) is not None
    return len(words) >= _LONG_TITLE or all(word[:1].isupper() for word in words if word not in ("of", "the", "for", "and", "in", "to"))


def _named_elsewhere(context: Context, mark: Mark) -> bool:
    """Whether an English title is of a body that the lexicon does not have: chairman of Vosberg Securities."""
    if not mark.elsewhere or mark.han:
        return False
    end = mark.span(context.folded)[1]
    return _OF_NAME.match(context.folded.show(end, end + _OF_REACH)) is not None


def _nearest(context: Context, mark: Mark, readings: Sequence[Reading]) -> tuple[list[Reading], Mark] | None:
    """Readings that fit the last institution named before the title within reach."""
    for other in context.before(mark.start):
        if mark.start - other.end > _REACH:
            return None
        if other.won is None:
            if other.kinds and mark.han and mark.start - other.end <= _WHOSE and (senses := _by_institution(context, mark, other)):
                return _best(context, senses), other  # a body that the lexicon does not have: 农商行的潘行长
            continue
        if context.facts(other.won[0]).type != "institution":
            continue
        found = _fitting(context, mark, other, readings)
        if found:
            # 人民银行与工商银行……行长: of two bodies named together neither is meant more
            beside = next(context.before(other.start), None)
            if beside is not None and beside.won is not None and _TOGETHER.fullmatch(context.text, beside.end, other.start):
                found += [r for r in _fitting(context, mark, beside, readings) if r not in found]
            return found, other
    return None


def _fitting(context: Context, mark: Mark, institution: Mark, readings: Sequence[Reading]) -> list[Reading]:
    """The readings that fit an institution best."""
    if institution.won is None or context.facts(institution.won[0]).type != "institution":
        return []
    found = [(rank, r) for rank, r in _by_institution(context, mark, institution) if r in readings]
    return _best(context, found) if found else []
