"""Seams: what touches a name on either side, where it may go on into a longer name that the lexicon does not have.

``Rules on the Monetary Policy Committee of the PBOC`` names a rule, 万得A500 an index, and 《中国证监会行政处罚决定书》 a document:
what is found in them is likelier a part than a mention. None of it is sure, so each is a feature with a weight and not a filter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from cnfin_terms.resolution.marks import Mark
from cnfin_terms.text.fold import FoldedText

__all__ = ["SEAMS", "seams"]

SEAMS = ("capital-after", "capital-before", "glued", "in-title")
_REACH = 40
_FEW = 3
#: A word in capitals that goes on after a Latin name, or that it goes on from.
_AFTER = re.compile(r"(?:\s(?:of|for|and|on|in)(?:\sthe)?)?\s[A-Z][a-z]{2,}")
_BEFORE = re.compile(r"(?<![.!?:;\n\"“(])\s([A-Z][A-Za-z&.-]*[a-z])\s(?:(?:of|for|and|on|to)\s)?(?:the\s)?$")
_ALNUM = re.compile(r"[A-Za-z0-9]")


def seams(folded: FoldedText, marks: Sequence[Mark], starts: Sequence[int], mark: Mark) -> tuple[str, ...]:
    """The seams of a mark, as names of :data:`SEAMS`.

    :param marks: all marks, in text order, and ``starts`` their starts: what another mark covers is no seam.
    """
    source = folded.shown
    start, end = folded.span(mark.start, mark.end)
    at = bisect_left(starts, mark.start)
    before = next((other for other in reversed(marks[max(0, at - _FEW) : at]) if other.status != "dropped"), None)
    after = next((other for other in marks[at + 1 : at + 1 + _FEW] if other.status != "dropped"), None)
    last = folded.span(before.start, before.end)[1] if before is not None else 0
    following = folded.span(after.start, after.end)[0] if after is not None else len(source)
    found = []
    if not mark.han:
        if _AFTER.match(source, end, min(end + _REACH, following)):
            found.append("capital-after")
        if _BEFORE.search(source, max(last, start - _REACH), start):
            found.append("capital-before")
    elif (end < following and _ALNUM.match(source, end)) or (last < start and _ALNUM.match(source, start - 1)):
        found.append("glued")
    opened = source.rfind("《", max(0, start - _REACH), start)
    if opened >= 0 and source.rfind("》", opened, start) < 0:
        closed = source.find("》", end, end + _REACH)
        if closed >= 0 and (opened + 1 < start or end < closed):
            found.append("in-title")
    return tuple(found)
