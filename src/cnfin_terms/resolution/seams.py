"""Seams: what touches a name on either side, where it may go on into a longer name that the lexicon does not have.

``Rules on the Monetary Policy Committee of the PBOC`` names a rule, 万得A500 an index, and 《中国证监会行政处罚决定书》 a document:
what is found in them is likelier a part than a mention. None of it is sure, so each is a feature with a weight and not a filter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.resolution.marks import Mark
from cnfin_terms.resolution.subsidiaries import trades_after
from cnfin_terms.text.fold import FoldedText

__all__ = ["SEAMS", "seams"]

SEAMS = ("capital-after", "capital-before", "glued", "in-title", "trade-after")
_BODIES = frozenset({v.TYPES.index("institution")})
_REACH = 40
_FEW = 3
#: A word in capitals that goes on after a Latin name, or that it goes on from.
_AFTER = regex(r"(?:\s(?:of|for|and|on|in)(?:\sthe)?)?\s[A-Z][a-z]{2,}")
_BEFORE = regex(r"(?<![.!?:;\n\"“(])\s([A-Z][A-Za-z&.-]*[a-z])\s(?:(?:of|for|and|on|to)\s)?(?:the\s)?$")
#: Words that may stand between, and how many words are looked at for that.
_SMALL = frozenset({"of", "for", "and", "on", "to", "the"})
_LAST_WORDS = 3
_ALNUM = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def seams(folded: FoldedText, marks: Sequence[Mark], starts: Sequence[int], mark: Mark) -> tuple[str, ...]:
    """The seams of a mark, as names of :data:`SEAMS`.

    :param marks: all marks, in text order, and ``starts`` their starts: what another mark covers is no seam.
    """
    text, start, end = folded.text, mark.start, mark.end
    found = []
    if mark.han:
        # what touches it in the source touches it in the folded text too
        if (text[end : end + 1] in _ALNUM or text[start - 1 : start] in _ALNUM) and _glued(folded, marks, starts, mark):
            found.append("glued")
        if mark.types == _BODIES and trades_after(text, start, end)[0]:
            found.append("trade-after")
    elif text[end : end + 1].isspace() or text[start - 1 : start].isspace():
        found += _capitals(folded, marks, starts, mark)
    if text.rfind("《", max(0, start - _REACH), start) >= 0 and _in_title(folded, mark):
        found.append("in-title")
    return tuple(found)


def _neighbours(folded: FoldedText, marks: Sequence[Mark], starts: Sequence[int], mark: Mark) -> tuple[int, int]:
    """Where in the source the mark before ends and the mark after starts, of those that stand."""
    at = bisect_left(starts, mark.start)
    before = next((other for other in reversed(marks[max(0, at - _FEW) : at]) if other.status != "dropped"), None)
    after = next((other for other in marks[at + 1 : at + 1 + _FEW] if other.status != "dropped"), None)
    return before.span(folded)[1] if before is not None else 0, after.span(folded)[0] if after is not None else len(folded.source)


def _glued(folded: FoldedText, marks: Sequence[Mark], starts: Sequence[int], mark: Mark) -> bool:
    """Whether a letter or digit touches a Han name and is no mark's."""
    start, end = mark.span(folded)
    last, following = _neighbours(folded, marks, starts, mark)
    after, before = folded.show(end, end + 1), folded.show(start - 1, start) if start else ""
    return (end < following and after.lower() in _ALNUM) or (last < start and before.lower() in _ALNUM)


def _capitals(folded: FoldedText, marks: Sequence[Mark], starts: Sequence[int], mark: Mark) -> Iterator[str]:
    """The seams of a Latin name: words in capitals on either side that are no mark's."""
    start, end = mark.span(folded)
    after = _AFTER.match(folded.show(end, end + _REACH))
    words = folded.show(max(0, start - _REACH), start).rsplit(None, _LAST_WORDS)
    while words and words[-1] in _SMALL:
        words.pop()
    before = bool(words) and words[-1][:1].isupper()
    if after is None and not before:
        return
    last, following = _neighbours(folded, marks, starts, mark)
    if after is not None and _AFTER.match(folded.show(end, min(end + _REACH, following))):
        yield "capital-after"
    low = max(last, start - _REACH)
    if before and low < start and _BEFORE.search(folded.show(max(0, low - 1), start), min(low, 1)):
        yield "capital-before"


def _in_title(folded: FoldedText, mark: Mark) -> bool:
    """Whether it is a part of the title of a document."""
    source = folded.source
    start, end = mark.span(folded)
    opened = source.rfind("《", max(0, start - _REACH), start)
    if opened < 0 or source.rfind("》", opened, start) >= 0:
        return False
    closed = source.find("》", end, end + _REACH)
    return closed >= 0 and (opened + 1 < start or end < closed)
