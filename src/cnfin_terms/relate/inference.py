"""Mentions that no form made: short names that the document defines, surnames alone, and people named by a role frame."""

from __future__ import annotations

from collections.abc import Sequence

from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.relate.definitions import find_defined
from cnfin_terms.relate.named import DEFINED, HOW, Named
from cnfin_terms.relate.owned import find_owned
from cnfin_terms.relate.shortened import find_shortened
from cnfin_terms.relate.strangers import find_strangers
from cnfin_terms.relate.surnames import find_surnames
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.frames import tie_titles
from cnfin_terms.resolution.marks import Mark, sense_of, sense_of_types
from cnfin_terms.resolution.nodes import nodes_of
from cnfin_terms.resolution.posts import is_of
from cnfin_terms.resolution.senses import decide_title, find_meant
from cnfin_terms.resolution.weights import INFERRED
from cnfin_terms.result import Evidence
from cnfin_terms.text.fold import FoldedText

__all__ = ["with_inferred"]

_PEOPLE = frozenset({v.TYPES.index("person")})


def with_inferred(folded: FoldedText, context: Context, marks: list[Mark], fallen: Sequence[Mark]) -> list[Mark]:
    """Marks with those of short names defined, of surnames alone and of people whom the lexicon does not have, and titles tied to them.

    :param marks: those that were settled.
    :param fallen: those that fell: a title beside a surname stands again.
    """
    named = _named(context, [*find_defined(context, folded, marks), *find_owned(context, folded, marks), *find_shortened(context, folded, marks)])
    if named:
        marks = sorted([*marks, *named], key=lambda mark: mark.start)
    if not any(mark.is_title or not mark.types.isdisjoint(_PEOPLE) for mark in (*marks, *fallen)):
        return marks
    surnames = find_surnames(context, folded, marks, fallen)
    strangers = find_strangers(folded, marks, context.store.words)
    if not surnames and not strangers and not named:
        return marks
    added = []
    for start, end, _ in strangers:
        mark = Mark(start, end, -1, sense_of_types(_PEOPLE, han=not context.text[start].isascii(), soft=True))
        mark.status, mark.reason = "unresolved", "unknown-person"
        added.append(mark)
    alone = {(mark.start, mark.end) for mark in added}
    for start, end, entities, contested in surnames:
        if any(a < end and start < b for a, b in alone):
            continue
        readings = tuple((entity, (), -1) for entity in entities)
        mark = Mark(start, end, -1, sense_of(context.store, readings, soft=True, han=not context.text[start].isascii()))
        if len(entities) == 1 and not contested:
            mark.won, mark.status, mark.score, mark.reason = mark.readings[0], "resolved", INFERRED["surname"], "surname"
            mark.shares = [(mark.readings[0], INFERRED["surname"])]
        else:  # the one named last is the likelier, but not surely so
            mark.status, mark.score, mark.reason = "ambiguous", INFERRED["surname-first"], "rivals"
            rest = INFERRED["surname-others"] / max(1, len(entities) - 1)
            mark.shares = [(reading, rest if i else INFERRED["surname-first"]) for i, reading in enumerate(mark.readings)]
        mark.evidence = [Evidence("surname", context.store.ids[entity], 1.0, context.text[start:end]) for entity in entities]
        added.append(mark)
    edges = {surname.end for surname in surnames} | {surname.start - 1 for surname in surnames} | {mark.end + blank for mark in named for blank in (0, 1)}
    revived = [mark.fresh() for mark in fallen if mark.is_title and (mark.start in edges or mark.end in edges)]
    merged = sorted([*marks, *added, *revived], key=lambda mark: mark.start)
    meant = {id(mark): (mark.institution, mark.persons) for mark in marks if mark.is_title}
    tie_titles(folded, nodes_of(context.text, merged), is_of(context.store, context.facts))
    for mark in marks:  # what was inferred from the document stands where the frame says nothing
        if mark.is_title:
            institution, persons = meant[id(mark)]
            mark.institution = mark.institution or institution
            mark.persons = mark.persons or persons
    _weigh_titles(context, merged)
    for mark in merged:
        tied = mark.persons or (mark.institution is not None and mark.institution.reason == DEFINED)
        if mark.is_title and tied and (not mark.status or mark.reason == "kind-open" or _is_meant(mark)):
            mark.won = None
            decide_title(context, mark, last=True)
        if mark.is_title:
            find_meant(context, mark)
    return [mark for mark in merged if mark.status and mark.status != "dropped"]


def _named(context: Context, places: Sequence[Named]) -> list[Mark]:
    """Marks of what the text makes names, none across another."""
    marks: list[Mark] = []
    for start, end, entity, how in sorted(places):
        if marks and start < marks[-1].end:
            continue
        reason, feature = HOW[how]
        mark = Mark(start, end, -1, sense_of(context.store, ((entity, (), -1),), soft=False, han=not context.text[start].isascii()))
        mark.won, mark.status, mark.score, mark.reason = mark.readings[0], "resolved", INFERRED[how], reason
        mark.shares = [(mark.readings[0], INFERRED[how])]
        mark.evidence = [Evidence(feature, context.store.ids[entity], 1.0, context.text[start:end])]
        marks.append(mark)
    return marks


def _is_meant(title: Mark) -> bool:
    """Whether a title of people whom the lexicon does not have was decided by the body named last: that is where they have it."""
    return bool(title.persons) and title.institution is None and all(person.reason == "unknown-person" for person in title.persons) and any(
        evidence.feature == "nearest-institution" for evidence in title.evidence)


def _weigh_titles(context: Context, marks: Sequence[Mark]) -> None:
    """Surnames beside a title belong to whoever holds or held it: to nobody for sure if none of the bearers did."""
    given: dict[str, set[int]] = {}  # who was given a title of the same words before
    for title in marks:
        if not title.is_title:
            continue
        before = given.setdefault(context.text[title.start : title.end], set())
        for mark in title.persons:
            if mark.pattern >= 0 or not mark.shares:
                continue
            senses = title.entities()
            held = [reading for reading in mark.readings if any(post.title in senses for post in context.facts(reading[0]).posts)]
            if len(held) > 1:  # 李云泽局长和李超副主席……李局长: who was given the title before
                held = [reading for reading in held if reading[0] in before] or held
            if len(held) == 1:
                mark.won, mark.status, mark.score, mark.reason = held[0], "resolved", INFERRED["surname"], "surname"
                mark.shares = [(held[0], INFERRED["surname"])]
            elif not held:
                mark.won, mark.status, mark.score, mark.reason = None, "ambiguous", INFERRED["surname-others"], "weak-form"
                mark.shares = [(reading, INFERRED["surname-others"] / len(mark.readings)) for reading in mark.readings]
        before |= {person.won[0] for person in title.persons if person.won is not None and person.pattern >= 0}
