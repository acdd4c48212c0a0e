"""The rounds in which marks are decided: what is plain first, then the rest in the light of it."""

from __future__ import annotations

from collections.abc import Sequence

from cnfin_terms.resolution.asking import DENIALS
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.decide import decide, decide_plain, goes_back, goes_on, rate_plain
from cnfin_terms.resolution.documents import with_documents
from cnfin_terms.resolution.facts import FactsOf
from cnfin_terms.resolution.foreign import without_parts
from cnfin_terms.resolution.frames import tie_titles
from cnfin_terms.resolution.leads import Lead
from cnfin_terms.resolution.local import with_local
from cnfin_terms.resolution.marks import Mark, Senses, choose
from cnfin_terms.resolution.nodes import nodes_of
from cnfin_terms.resolution.posts import is_of
from cnfin_terms.resolution.senses import decide_title, find_meant
from cnfin_terms.resolution.unknowns import REASON, with_unknown
from cnfin_terms.text.fold import FoldedText
from cnfin_terms.text.signals import Signals

__all__ = ["settle"]

#: What says of a longer name only what kind of thing it names.
_KINDS = frozenset({"etf", "etfs", "lof", "指数"})


def settle(
    senses: Senses, facts: FactsOf, folded: FoldedText, marks: list[Mark], signals: Signals, as_of: str | None, region: str | None,
) -> tuple[list[Mark], list[Mark], Context]:
    """Decide every mark: what is plain first, then the rest in the light of it; what falls gives way to its spares.

    :param signals: the signals that the text has.
    :returns: the marks that stand, those that fell last, and the context.
    """
    def is_state(mark: Mark) -> bool:
        return any(facts[entity].of_state for entity in mark.entities())

    def is_named_after(mark: Mark, place: str) -> bool:
        store = senses.store
        return any(store.folder.key(store.form_text[form]).startswith(place) for entity in mark.entities() for form in store.forms(entity))

    leading = Lead(senses.store)
    marks = with_local(facts.__getitem__, folded, without_parts(senses.store, facts.__getitem__, folded, marks), senses.store.words)
    while True:
        marks = with_unknown(folded, [mark for mark in marks if mark.pattern >= 0], signals, is_state, is_named_after, leading)
        marks = with_documents(folded, marks)
        nodes = None
        if any(mark.is_title for mark in marks):
            nodes = nodes_of(folded.text, marks)
            tie_titles(folded, nodes, is_of(senses.store, facts.__getitem__))
        context = Context(senses.store, facts, folded, marks, nodes, signals=signals, as_of=as_of, region=region)
        _drop_parts(context, marks)
        for number, mark in enumerate(marks):
            if mark.decided and not mark.status and decide_plain(context, mark, number):
                context.settle(mark)
        if open_ := [mark for mark in marks if not mark.status]:
            _decide_open(context, open_)
        fallen = [mark for mark in marks if mark.status == "dropped"]
        fresh: Sequence[Mark] = ()
        if fallen:
            marks = [mark for mark in marks if mark.status != "dropped"]
            # what stands inside a longer name takes its place, unless the longer name is another body's: the Bank of China in that of Taiwan
            # a title without its modifier is another title
            spares = [span for mark in fallen if mark.spares and not mark.is_title and DENIALS.isdisjoint(e.feature for e in mark.evidence)
                      for span in mark.spares]
            fresh = choose(senses, spares, marks) if spares else ()
        if not fresh:
            if context.titled:
                _untie(context, marks)
            rate_plain(context, marks)
            return marks, fallen, context
        marks = sorted([*(mark if mark.reason == REASON else mark.fresh() for mark in marks), *fresh], key=lambda mark: mark.start)


def _drop_parts(context: Context, marks: Sequence[Mark]) -> None:
    """Drop the marks that are a part of a longer name, which the lexicon does not have."""
    past = 0  # where the longer name ends that the marks before were part of
    for number, mark in enumerate(marks):
        length = goes_on(context, mark)
        end = context.folded.position(mark.span(context.folded)[1] + length) if length else 0
        if length and number + 1 < len(marks) and _is_whole(context, mark, marks[number + 1], end):
            length = 0
        if length or mark.start < past or (not mark.han and goes_back(context, mark)):
            mark.status, mark.spares = "dropped", ()
        if length:
            past = max(past, end)


def _is_whole(context: Context, mark: Mark, after: Mark, end: int) -> bool:
    """Whether what follows a mark up to ``end`` is a name by itself: 北交所|北证50指数, but not 沪深300|ETF, nor the bare code in 万得|A500."""
    words = context.text[after.start : after.end]
    return after.start == mark.end and after.end >= end and words not in _KINDS and not words.isascii()


def _decide_open(context: Context, marks: Sequence[Mark]) -> None:
    """Decide what is not plain, as far as it is sure; then, in the light of that, all."""
    ranked = sorted(marks, key=_rank)
    for last in (False, True):
        for mark in ranked:
            if not mark.status and (decide_title if mark.is_title else decide)(context, mark, last=last):
                context.settle(mark)


def _rank(mark: Mark) -> int:
    """When a mark is decided within a round: bodies and things before people, people before titles, which lean on both."""
    return 2 if mark.is_title else 1 if mark.is_person else 0


def _untie(context: Context, marks: Sequence[Mark]) -> None:
    """Take from titles the institutions and people that fell, and find what is meant by those that have none."""
    for mark in marks:
        if mark.institution is not None and mark.institution.status == "dropped":
            mark.institution = None
        if mark.persons:
            mark.persons = [person for person in mark.persons if person.status != "dropped"]
        if mark.is_title:
            find_meant(context, mark)
