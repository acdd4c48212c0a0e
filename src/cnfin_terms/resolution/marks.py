"""Marks: the spans chosen to become mentions, with the readings each can have."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.store import DECIDED, HAN, TITLE, VIAS, FormFlags, Store
from cnfin_terms.match.bound import Span
from cnfin_terms.result import Evidence
from cnfin_terms.text.fold import FoldedText

__all__ = ["ANYWHERE", "LOOKUP_ONLY", "STEM", "WITH_CONTEXT", "Mark", "Reading", "Sense", "Senses", "choose", "is_free", "sense_of", "sense_of_types"]

ANYWHERE, WITH_CONTEXT, LOOKUP_ONLY = range(3)
_PERSON = v.TYPES.index("person")
STEM = VIAS.index("stem")
_TITLE = v.TYPES.index("title")

#: An entity, a title's modifiers, and the form (its number) that stands for both.
Reading = tuple[int, tuple[str, ...], int]


class Sense(NamedTuple):
    """What a pattern can mean, worked out once per lexicon.

    :ivar readings: one per entity and modifiers, the most formal form of each.
    :ivar types: type numbers of these entities.
    :ivar soft: it links only if evidence speaks for it.
    :ivar stem: it can be nothing but the bare stem of names.
    :ivar decided: one entity, no rival, no condition: the compiler decided it.
    """

    readings: tuple[Reading, ...]
    types: frozenset[int]
    entities: frozenset[int]
    soft: bool
    han: bool
    decided: bool
    stem: bool
    is_title: bool
    is_person: bool


class Senses:
    """Senses by pattern, for one lexicon; working one out twice at once does no harm, so no lock is needed."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._known: dict[int, Sense | None] = {}

    def of(self, span: Span) -> Sense | None:
        """What a span can mean; None if nothing, as where all its forms are for look-up alone."""
        if span.forms is not None:
            return self._read(span.pattern, span.forms)
        pattern = span.pattern
        if pattern not in self._known:
            self._known[pattern] = self._read(pattern, self.store.forms_of(pattern))
        return self._known[pattern]

    def _read(self, pattern: int, forms: Iterable[int]) -> Sense | None:
        store = self.store
        readings = _readings(store, forms)
        if not readings:
            return None
        flags = store.pattern_flags[pattern]
        soft = not flags & DECIDED and all(_rank(store.form_flags[form])[:2] != (ANYWHERE, 0) for _, _, form in readings)
        return sense_of(store, readings, soft=soft or bool(flags & TITLE), han=bool(flags & HAN),
                        decided=bool(flags & DECIDED) and store.form_flags[readings[0][2]] >> FormFlags.VIA & 31 != STEM)


def sense_of(store: Store, readings: tuple[Reading, ...], *, soft: bool, han: bool, decided: bool = False) -> Sense:
    """The sense of these readings."""
    entities = frozenset(entity for entity, _, _ in readings)
    stem = all(form >= 0 and store.form_flags[form] >> FormFlags.VIA & 31 == STEM for _, _, form in readings)
    return sense_of_types(frozenset(store.entity_type[entity] for entity in entities), han=han, soft=soft)._replace(
        readings=readings, entities=entities, decided=decided, stem=stem)


def sense_of_types(types: frozenset[int], *, han: bool, soft: bool) -> Sense:
    """The sense of what the lexicon does not have."""
    return Sense((), types, frozenset(), soft, han, decided=False, stem=False, is_title=types == {_TITLE}, is_person=types == {_PERSON})


class Mark:
    """A span on its way to becoming a mention. Lives within one call of link; positions are in folded text."""

    # What most marks keep as it is stands in the class: so a mark is made quickly.
    spares: tuple[Span, ...] = ()  # spans within or across it that take its place if it falls
    won: Reading | None = None  # the answer
    score = 0.0
    status = ""  # "" until decided; "dropped" where it is no mention after all
    reason = ""
    shares: Sequence[tuple[Reading, float]] = ()
    evidence: Sequence[Evidence] = ()
    institution: Mark | None = None  # of a title: the institution beside it
    elsewhere = False  # of an English title: "of" and words that are no mark follow, so its institution is named but unknown
    outer: tuple[str, ...] = ()  # of a title: modifiers that stand before its institution (deputy PBOC governor)
    meant = False  # of a title: its institution is not beside it but named before (its governor)
    apart = False  # of a title: it stands in a row with the title of a body that has no such post
    loose = False  # of a Chinese title: only a blank ties it to the name after it, as between two headlines
    persons: Sequence[Mark] = ()  # of a title: those in the post
    bodies: Mapping[int, Mark] = MappingProxyType({})  # of a title of several people at several bodies: each one's body by the id of their mark
    open = False  # of a person: the name says another first part than the lexicon has, though the post is theirs
    branch = False  # of an institution: the words of a branch are part of the mark
    weighed: tuple[int, Sequence[tuple[Reading, float, Sequence[Evidence]]]] | None = None  # its shares, and when they were worked out
    none = ""  # what speaks for "none of these", once it was asked
    _span: tuple[int, int] | None = None
    kinds: tuple[str, ...] = ()  # of an institution that the lexicon does not have: its kind by its head, and the kinds above

    def __init__(self, start: int, end: int, pattern: int, sense: Sense) -> None:
        self.start = start
        self.end = end
        self.pattern = pattern
        self.sense = sense
        self.readings, self.types, _, self.soft, self.han, self.decided, _, self.is_title, self.is_person = sense

    def span(self, folded: FoldedText) -> tuple[int, int]:
        """Where it is in the source."""
        if folded.identity:
            return self.start, self.end
        if self._span is None:
            self._span = folded.span(self.start, self.end)
        return self._span

    def body_of(self, person: Mark) -> Mark | None:
        """Where one of its people has the title: of A and B, chairmen of X and Y respectively, each has their own."""
        return self.bodies.get(id(person), self.institution)

    def entities(self) -> frozenset[int]:
        """Numbers of the entities that it can be."""
        return self.sense.entities

    def fresh(self) -> Mark:
        """The mark as it was before it was decided: a spare that came in may change its frame."""
        mark = Mark(self.start, self.end, self.pattern, self.sense)
        mark.branch, mark.open = self.branch, self.open
        return mark


def _readings(store: Store, forms: Iterable[int]) -> tuple[Reading, ...]:
    """What forms can mean: grouped by entity and modifiers, those for look-up alone left out."""
    flags = store.form_flags
    best: dict[tuple[int, tuple[str, ...]], int] = {}
    for form in forms:
        if flags[form] >> FormFlags.USE & 3 == LOOKUP_ONLY:
            continue
        key = (store.form_entity[form], store.form_modifiers(form))
        known = best.get(key)
        # the form freest to link stands for the rest, then the more formal
        if known is None or _rank(flags[form]) < _rank(flags[known]):
            best[key] = form
    found = ((entity, modifiers, form) for (entity, modifiers), form in best.items())
    return tuple(sorted(found, key=lambda reading: flags[reading[2]] >> FormFlags.VIA & 31 == STEM))  # a stem is the last thing meant


def _rank(flag: int) -> tuple[int, int, int]:
    return (flag >> FormFlags.USE & 3, flag >> FormFlags.WEAK & 1, flag & 15)


def is_free(marks: Sequence[Mark], starts: Sequence[int], start: int, end: int) -> bool:
    """Whether no mark lies in a stretch of the folded text or across its ends.

    :param marks: in text order, none across another, and ``starts`` their starts.
    """
    at = bisect_left(starts, end) - 1
    return at < 0 or marks[at].end <= start


def choose(senses: Senses, spans: Iterable[Span], taken: Sequence[Mark] = ()) -> list[Mark]:
    """The spans that together cover most, by the fewest and longest, as marks in text order.

    A span that loses to a soft mark is kept as its spare.

    :param taken: marks, in text order, that stand already: what overlaps one is out.
    """
    starts = [mark.start for mark in taken]
    marks: list[Mark] = []
    cluster: list[Span] = []
    reach = 0
    for span in sorted(spans):
        start, end = span[:2]
        if starts and not is_free(taken, starts, start, end):
            continue
        if start >= reach:
            if cluster:
                marks += _of_cluster(senses, cluster, reach)
            cluster = []
        cluster.append(span)
        reach = max(reach, end)
    return [*marks, *_of_cluster(senses, cluster, reach)] if cluster else marks


def _of_cluster(senses: Senses, cluster: Sequence[Span], reach: int) -> Sequence[Mark]:
    """The marks of spans that hang together by overlaps.

    :param cluster: in order of their starts, then ends.
    :param reach: where the last of them ends.
    """
    widest = cluster[0]
    for span in cluster:
        if span[0] != widest[0]:
            break
        widest = span
    if widest[1] == reach:  # one takes in all: nothing covers more by fewer
        sense = senses.of(widest)
        if sense is None:
            if len(cluster) == 1:
                return ()
        elif len(cluster) == 1 or (not sense.soft and not sense.stem):
            return (_mark(widest, sense),)
    found = [(span, _mark(span, sense)) for span in cluster if (sense := senses.of(span)) is not None]
    # a bare stem gives way to whatever overlaps it
    found = [item for item in found if not item[1].sense.stem] or found
    kept = _widest(found)
    for span, _ in found:
        for mark in kept:
            if mark.soft and mark.start < span.end and span.start < mark.end and (mark.start, mark.end) != span[:2]:
                mark.spares = (*mark.spares, span)
    return kept


def _mark(span: Span, sense: Sense) -> Mark:
    mark = Mark(span[0], span[1], span[2], sense)
    if span.branch:
        mark.branch = True
    return mark


def _widest(found: list[tuple[Span, Mark]]) -> list[Mark]:
    """Of overlapping marks those that together cover most, by the fewest, the longest: 平安集团|董事长, not 平安|集团董事长.

    Weighted interval scheduling over the marks by their ends.
    """
    found.sort(key=lambda item: (item[0].end, item[0].start))
    ends = [span.end for span, _ in found]
    # covered, minus the number of marks, the sum of squares of their lengths, the length of those that are no title: 招商局集团|董事长
    best: list[tuple[int, int, int, int]] = [(0, 0, 0, 0)]
    chosen: list[tuple[int, int]] = [(-1, 0)]  # the mark taken for best[i], and the state before it
    for number, (span, mark) in enumerate(found):
        before = bisect_right(ends, span.start, 0, number)
        covered, count, squares, named = best[before]
        size = span.end - span.start
        taking = (covered + size, count - 1, squares + size * size, named + (0 if mark.is_title else size))
        if taking > best[number]:
            best.append(taking)
            chosen.append((number, before))
        else:
            best.append(best[number])
            chosen.append((-1, number))
    marks = []
    state = len(found)
    while state:
        number, state = chosen[state]
        if number >= 0:
            marks.append(found[number][1])
    return marks[::-1]
