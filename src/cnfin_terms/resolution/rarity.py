"""How many can bear a name of two characters: 谷澍 is hardly anybody else, 王江 is many."""

from __future__ import annotations

from collections.abc import Sequence

from cnfin_terms.lexicon.store import FormFlags
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.facts import Facts
from cnfin_terms.resolution.marks import ANYWHERE, Mark, Reading
from cnfin_terms.resolution.surroundings import SILENT, Heard
from cnfin_terms.text.given import FIRST_60, NEXT_140, NEXT_300

__all__ = ["rare_name"]

_SHORT_NAME = 2
_COMMON = frozenset(FIRST_60 + NEXT_140 + NEXT_300)


def rare_name(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """A name of two characters that ends in one with which few names end, of the one bearer whom the lexicon has and lets stand by itself."""
    if facts.type != "person" or not mark.han or mark.end - mark.start != _SHORT_NAME or context.text[mark.end - 1] in _COMMON:
        return SILENT
    flags = context.store.form_flags[reading[2]]
    if len(mark.entities()) > 1 or flags >> FormFlags.USE & 3 != ANYWHERE or flags >> FormFlags.WEAK & 1:
        return SILENT
    return (("rare-name", 1.0, context.text[mark.start : mark.end]),)
