"""Words that say whether a text can hold what a later step looks for: the scan finds them with the names, so that no step searches the text again."""

from __future__ import annotations

from cnfin_terms.text.branches import OFFICES

__all__ = ["COMPANY", "COMPANY_EN", "COMPANY_ZH", "OFFICE", "SIGNALS"]

COMPANY_ZH, COMPANY_EN, OFFICE = 1, 2, 4
#: Either of the two: the text may name a body even where it has no form of the lexicon.
COMPANY = COMPANY_ZH | COMPANY_EN

#: Folded words, each with the bit that it sets.
SIGNALS: dict[str, int] = {
    "有限": COMPANY_ZH,
    **dict.fromkeys(("ltd", "limited", "inc.", "plc", "llc", "gmbh", "s.a."), COMPANY_EN),  # the legal form of a company
    **dict.fromkeys(OFFICES, OFFICE),
}
