"""Words that say whether a text can hold what a later step looks for: the scan finds them with the names, so that no step searches the text again."""

from __future__ import annotations

from cnfin_terms.text.branches import OFFICES

__all__ = ["COMPANY", "OFFICE", "SIGNALS"]

COMPANY = 1
OFFICE = 2

#: Folded words, each with the bit that it sets.
SIGNALS: dict[str, int] = {
    **dict.fromkeys(("有限", "ltd", "limited", "inc.", "plc", "llc", "gmbh", "s.a."), COMPANY),  # the legal form of a company
    **dict.fromkeys(OFFICES, OFFICE),
}
