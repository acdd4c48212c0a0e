"""Branches without a record of their own: 中国工商银行股份有限公司上海市分行 is the bank, at a place.

A body's name that goes on with a place and a word for an office is one name with it. The answer is the body's ID; ``Mention.branch`` tells the place.
"""

from __future__ import annotations

from bisect import bisect_left

from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.store import Store
from cnfin_terms.match.bound import Span
from cnfin_terms.resolution.facts import FactsOf
from cnfin_terms.text.branches import branch_after
from cnfin_terms.text.fold import FoldedText
from cnfin_terms.text.signals import OFFICE, Signals

__all__ = ["with_branches"]

#: A word for an office stands no further than this after the body's name.
_FAR = 80
_INSTITUTION = v.TYPES.index("institution")
_HAVE_BRANCHES = frozenset({"central-bank", "company"})


def with_branches(store: Store, facts: FactsOf, folded: FoldedText, known: list[Span], signals: Signals) -> list[Span]:
    """The spans, and for each body that a branch follows one that takes it in, where the lexicon has no record of that branch.

    :param signals: the signals that the text has: without a word for an office it has no branch.
    """
    if not signals.bits & OFFICE:
        return known
    source = folded.shown
    taken = {(span.start, span.end) for span in known}
    ends: set[int] = set()
    added = []
    offices = sorted(start for start, _, _ in signals.others)
    near = [span for span in known if (at := bisect_left(offices, span.end)) < len(offices) and offices[at] <= span.end + _FAR]
    for span in sorted(near, key=lambda span: (span.start - span.end, span.start)):  # the longest name that the branch follows
        forms = span.forms if span.forms is not None else store.forms_of(span.pattern)
        entities = {store.form_entity[form] for form in forms}
        if any(store.entity_type[entity] != _INSTITUTION or _HAVE_BRANCHES.isdisjoint(facts[entity].kinds) for entity in entities):
            continue
        match = branch_after(source, folded.span(span.start, span.end)[1])
        if match is None or (match[1].isascii() and not store.places_in(match[1].strip().lower())):
            continue
        end = folded.position(match.end())
        if (span.start, end) not in taken and end not in ends:
            ends.add(end)
            added.append(Span(span.start, end, span.pattern, span.forms, branch=True))
    return sorted([*known, *added], key=lambda span: (span.end, span.start)) if added else known
