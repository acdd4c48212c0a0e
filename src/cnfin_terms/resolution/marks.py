"""Marks: the spans chosen to become mentions, with the readings each can have."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.store import DECIDED, HAN, TITLE, VIAS, FormFlags, Store
from cnfin_terms.match.bound import Span
from cnfin_terms.result import Evidence

__all__ = ["ANYWHERE", "LOOKUP_ONLY", "STEM", "WITH_CONTEXT", "Mark", "Reading", "choose", "readings_of"]

ANYWHERE, WITH_CONTEXT, LOOKUP_ONLY = range(3)
_PERSON = v.TYPES.index("person")
STEM = VIAS.index("stem")
_TITLE = v.TYPES.index("title")

#: An entity, a title's modifiers, and the form (its number) that stands for both.
Reading = tuple[int, tuple[str, ...], int]


class Mark:
    """A span on its way to becoming a mention. Lives within one call of link; positions are in folded text.

    :ivar readings: what it can be, one per entity and modifiers, the most formal form of each.
    :ivar soft: it links only if evidence speaks for it.
    :ivar spares: spans within or across it that take its place if it falls.
    """

    __slots__ = (
        "branch", "elsewhere", "end", "evidence", "han", "institution", "kinds", "loose", "meant", "outer", "pattern", "persons", "readings", "reason", "score",
        "shares", "soft", "spares", "start", "status", "types", "won",
    )

    def __init__(self, start: int, end: int, pattern: int, readings: tuple[Reading, ...], types: frozenset[int], *, soft: bool, han: bool) -> None:
        self.start = start
        self.end = end
        self.pattern = pattern
        self.readings = readings
        self.types = types
        self.soft = soft
        self.han = han
        self.spares: tuple[Span, ...] = ()
        self.won: Reading | None = None  # the answer
        self.score = 0.0
        self.status = ""  # "" until decided; "dropped" where it is no mention after all
        self.reason = ""
        self.shares: Sequence[tuple[Reading, float]] = ()
        self.evidence: Sequence[Evidence] = ()
        self.institution: Mark | None = None  # of a title: the institution beside it
        self.elsewhere = False  # of an English title: "of" and words that are no mark follow, so its institution is named but unknown
        self.outer: tuple[str, ...] = ()  # of a title: modifiers that stand before its institution (deputy PBOC governor)
        self.meant = False  # of a title: its institution is not beside it but named before (its governor)
        self.loose = False  # of a Chinese title: only a blank ties it to the name after it, as between two headlines
        self.persons: Sequence[Mark] = ()  # of a title: those in the post
        self.branch = False  # of an institution: the words of a branch are part of the mark
        self.kinds: tuple[str, ...] = ()  # of an institution that the lexicon does not have: its kind by its head, and the kinds above

    @property
    def is_title(self) -> bool:
        """Whether it can be nothing but a title."""
        return self.types == {_TITLE}

    @property
    def is_person(self) -> bool:
        """Whether it can be nothing but a person."""
        return self.types == {_PERSON}

    def entities(self) -> set[int]:
        """Numbers of the entities that it can be."""
        return {entity for entity, _, _ in self.readings}


def readings_of(store: Store, span: Span) -> tuple[Reading, ...]:
    """What a span can be: its forms grouped by entity and modifiers, forms for look-up alone left out."""
    flags = store.form_flags
    best: dict[tuple[int, tuple[str, ...]], int] = {}
    first = store.pattern_first
    for form in span.forms if span.forms is not None else store.readings[first[span.pattern] : first[span.pattern + 1]]:
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


def _mark(store: Store, span: Span) -> Mark | None:
    readings = readings_of(store, span)
    if not readings:
        return None
    types = frozenset(store.entity_type[entity] for entity, _, _ in readings)
    flags = store.pattern_flags[span.pattern]
    soft = not flags & DECIDED and all(_rank(store.form_flags[form])[:2] != (ANYWHERE, 0) for _, _, form in readings)
    mark = Mark(span.start, span.end, span.pattern, readings, types, soft=soft or bool(flags & TITLE), han=bool(flags & HAN))
    mark.branch = span.branch
    return mark


def choose(store: Store, spans: Iterable[Span], taken: Sequence[Mark] = ()) -> list[Mark]:
    """The spans that together cover most, by the fewest and longest, as marks in text order.

    A span that loses to a soft mark is kept as its spare.

    :param taken: marks, in text order, that stand already: what overlaps one is out.
    """
    starts = [mark.start for mark in taken]
    marks: list[Mark] = []
    cluster: list[Span] = []
    reach = 0
    for span in sorted(spans):
        if starts:
            at = bisect_left(starts, span.end) - 1
            if at >= 0 and taken[at].end > span.start:
                continue
        if cluster and span.start >= reach:
            marks += _of_cluster(store, cluster)
            cluster = []
        cluster.append(span)
        reach = max(reach, span.end)
    return [*marks, *_of_cluster(store, cluster)]


def _of_cluster(store: Store, cluster: list[Span]) -> list[Mark]:
    """The marks of spans that hang together by overlaps."""
    if len(cluster) == 1:
        mark = _mark(store, cluster[0])
        return [mark] if mark else []
    found = [(span, mark) for span in cluster if (mark := _mark(store, span)) is not None]
    # a bare stem gives way to whatever overlaps it
    found = [item for item in found if store.form_flags[item[1].readings[0][2]] >> FormFlags.VIA & 31 != STEM] or found
    kept = _widest(found)
    for span, _ in found:
        for mark in kept:
            if mark.soft and mark.start < span.end and span.start < mark.end and (mark.start, mark.end) != span[:2]:
                mark.spares = (*mark.spares, span)
    return kept


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
