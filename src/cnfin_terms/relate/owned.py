"""Surnames right after the body that they head, with nobody named in full: the Fed's Powell, PBOC's Pan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.relate.named import Named
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.marks import Mark, is_free
from cnfin_terms.text.fold import FoldedText

__all__ = ["find_owned"]

_BODIES = frozenset({v.TYPES.index("institution")})
#: A capitalised word after the possessive, and no second one that would make it a name in full or the name of a thing.
_SURNAME = regex(r"['’]s\s([A-Z][a-z]{1,15})(?![A-Za-z-])(?!\s(?:[A-Z][a-z]|[&]))")
_POSSESSIVE = frozenset("'’")


def find_owned(context: Context, folded: FoldedText, marks: Sequence[Mark]) -> Iterator[Named]:
    """Surnames after the possessive of a body that one person alone bears of all who head or headed it, so far as the lexicon knows.

    :param marks: those that stand, in text order.
    """
    starts = [mark.start for mark in marks]
    for mark in marks:
        if mark.types != _BODIES or mark.won is None or folded.text[mark.end : mark.end + 1] not in _POSSESSIVE:
            continue
        match = _SURNAME.match(folded.shown, mark.span(folded)[1])
        if match is None:
            continue
        start, end = folded.position(match.start(1)), folded.position(match.end(1))
        bearers = context.facts_of.heads(mark.won[0]).get(match[1].lower(), ())
        if len(bearers) == 1 and is_free(marks, starts, start, end):
            yield Named(start, end, bearers[0], "owned")
