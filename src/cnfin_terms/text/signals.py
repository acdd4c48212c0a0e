"""Words that tell a later step what the text holds: the scan finds them with the names, so that no step searches the text again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cnfin_terms.text.branches import OFFICES
from cnfin_terms.text.cues import CUES

__all__ = ["COMPANY", "COMPANY_EN", "COMPANY_ZH", "CUE", "OFFICE", "PLACE", "SIGNALS", "Places", "Signals"]

COMPANY_ZH, COMPANY_EN, OFFICE, CUE, PLACE = 1, 2, 4, 8, 16
#: Either of the two: the text may name a body even where it has no form of the lexicon.
COMPANY = COMPANY_ZH | COMPANY_EN

#: Folded words, each with the bit that it sets; the lexicon's names of places come to these, with PLACE.
SIGNALS: dict[str, int] = {
    "有限": COMPANY_ZH,
    **dict.fromkeys(("ltd", "limited", "inc.", "plc", "llc", "llp", "gmbh", "s.a."), COMPANY_EN),  # the legal form of a company
    **dict.fromkeys(OFFICES, OFFICE),
    **dict.fromkeys(CUES, CUE),
}


#: Where signals stand: start, end and the pattern's number, in order of their ends.
Places = Sequence[tuple[int, int, int]]


class Signals(NamedTuple):
    """What a text has of them.

    :ivar bits: of those found.
    :ivar cues: where words of finance stand, or what looks like their heads: see :mod:`cnfin_terms.text.cues`.
    :ivar regions: where names of countries and regions stand, in whatever they are a part of.
    :ivar others: where the rest stand.
    """

    bits: int
    cues: Places
    regions: Places
    others: Places
