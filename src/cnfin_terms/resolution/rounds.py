"""The rounds in which marks are decided: what is plain first, then the rest in the light of it."""

from __future__ import annotations

from cnfin_terms.lexicon.store import Store
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.decide import LONGEST_TAIL, decide, decide_plain, goes_on, rate_plain
from cnfin_terms.resolution.evidence import DENIALS, OF_A_STATE
from cnfin_terms.resolution.facts import FactsOf
from cnfin_terms.resolution.frames import nodes_of, tie_titles
from cnfin_terms.resolution.marks import Mark, choose
from cnfin_terms.resolution.senses import decide_title, find_meant
from cnfin_terms.resolution.unknowns import REASON, with_unknown
from cnfin_terms.text.fold import FoldedText

__all__ = ["fresh_mark", "settle"]

_RANKS = (0, 1, 2)


def settle(
    store: Store, facts: FactsOf, folded: FoldedText, marks: list[Mark], as_of: str | None, region: str | None,
) -> tuple[list[Mark], list[Mark], Context]:
    """Decide every mark: what is plain first, then the rest in the light of it; what falls gives way to its spares.

    :returns: the marks that stand, those that fell last, and the context.
    """
    def is_state(mark: Mark) -> bool:
        return any(not OF_A_STATE.isdisjoint(facts(entity).kinds) for entity in mark.entities())

    while True:
        marks = with_unknown(folded, [mark for mark in marks if mark.reason != REASON], is_state)
        nodes = nodes_of(folded.text, marks)
        tie_titles(folded, nodes)
        context = Context(store, facts, folded, marks, nodes, as_of=as_of, region=region)
        sources = [folded.shown[a:b] for a, b in (folded.span(m.start, m.end) for m in marks)]
        past = 0  # where the longer name ends that the marks before were part of
        for mark in marks:
            _, end = folded.span(mark.start, mark.end)
            length = goes_on(context, mark, folded.shown[end : end + LONGEST_TAIL])
            if length or mark.start < past:
                mark.status, mark.spares = "dropped", ()
            if length:
                past = max(past, folded.position(end + length))
        for mark, source in zip(marks, sources, strict=True):
            if not mark.status and not mark.is_title and decide_plain(context, mark, source):
                context.settle(mark)
        for last in (False, True):
            for rank in _RANKS:
                for mark, source in zip(marks, sources, strict=True):
                    if not mark.status and _rank(mark) == rank and (decide_title if mark.is_title else decide)(context, mark, source, last=last):
                        context.settle(mark)
        fallen = [mark for mark in marks if mark.status == "dropped"]
        marks = [mark for mark in marks if mark.status != "dropped"]
        # what stands inside a longer name takes its place, unless the longer name is another body's: the Bank of China in that of Taiwan
        # a title without its modifier is another title
        spares = [span for mark in fallen if not mark.is_title and DENIALS.isdisjoint(e.feature for e in mark.evidence) for span in mark.spares]
        fresh = choose(store, spares, marks) if spares else []
        if not fresh:
            for mark in marks:
                if mark.institution is not None and mark.institution.status == "dropped":
                    mark.institution = None
                mark.persons = [person for person in mark.persons if person.status != "dropped"]
                if mark.is_title:
                    find_meant(context, mark)
            rate_plain(context, marks)
            return marks, fallen, context
        marks = sorted([*(mark if mark.reason == REASON else fresh_mark(mark) for mark in marks), *fresh], key=lambda mark: mark.start)


def _rank(mark: Mark) -> int:
    """When a mark is decided within a round: bodies and things before people, people before titles, which lean on both."""
    return 2 if mark.is_title else 1 if mark.is_person else 0


def fresh_mark(mark: Mark) -> Mark:
    """The mark as it was before it was decided: a spare that came in may change its frame."""
    fresh = Mark(mark.start, mark.end, mark.pattern, mark.readings, mark.types, soft=mark.soft, han=mark.han)
    fresh.branch = mark.branch
    return fresh
