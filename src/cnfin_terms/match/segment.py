"""Do ordinary words cut through a hit? A small dynamic programme over the words that the compiler kept.

The two readings of the neighbourhood are weighed as a unigram segmenter would: with the form as one word,
and as the dictionary alone would have it. What lies outside the neighbourhood is the same for both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

from cnfin_terms.lexicon.segments import is_han

__all__ = ["cut"]

#: Characters looked at on each side: the decision at an edge is that of the whole document from 8 on; a little more takes in a longer name.
_WINDOW = 10
_LONGEST = 4
_TOTAL = 6e7
#: A form counts for at least this much, however rare the dictionary thinks it: it is a name that somebody entered.
_FLOOR = 300
_UNKNOWN = log(5 / _TOTAL)
_NAME = log(_FLOOR / _TOTAL)


def cut(text: str, start: int, end: int, words: Mapping[str, int], names: Mapping[int, Sequence[int]] | None = None) -> bool:
    """Whether the best segmentation of the neighbourhood breaks the hit or swallows it in a longer word.

    :param text: folded text.
    :param start: the hit's start in it; ``end`` its end.
    :param words: word to count, single characters included.
    :param names: other hits by their starts, with their ends: words too.
    """
    if not _crossed(text, start, end, words):
        return False
    low = start
    while low > 0 and start - low < _WINDOW and is_han(text[low - 1]):
        low -= 1
    high = end
    while high < len(text) and high - end < _WINDOW and is_han(text[high]):
        high += 1
    if low == start and high == end:
        return False
    here, form = text[low:high], text[start:end]
    start, end = start - low, end - low
    known = {i: [stop - low for stop in names[low + i] if stop <= high] for i in range(high - low) if low + i in names} if names else {}
    rival = _best(here, words, known, start, end, None)
    own = _best(here, words, known, start, end, log(max(words.get(form, 0), _FLOOR) / _TOTAL))
    return rival > own


def _crossed(text: str, start: int, end: int, words: Mapping[str, int]) -> bool:
    """Whether any ordinary word here straddles an edge of the hit or swallows it: nearly always not, and then all is said."""
    for i in range(max(0, start - _LONGEST + 1), end):
        least = start if i < start else end  # from before the hit past its start, or from within it past its end
        for j in range(max(least, i + 1) + 1, min(i + _LONGEST, len(text)) + 1):
            if text[i:j] in words:
                return True
    return start > 0 and text[start - 1 : end + 1] in words


def _best(text: str, words: Mapping[str, int], names: Mapping[int, Sequence[int]], start: int, end: int, whole: float | None) -> float:
    """Log probability of the best path; ``whole`` given: of those that keep the hit as a word of that weight, else of those that do not."""
    size = len(text)
    # best[i][k]: up to i; k says whether an ordinary word has crossed an edge of the hit or swallowed it
    ends = [float("-inf")] * (size + 1)
    ends[0] = 0.0
    crossed = [float("-inf")] * (size + 1)
    for i in range(size):
        plain, over = ends[i], crossed[i]
        if plain == over == float("-inf"):
            continue
        for j in range(i + 1, min(i + _LONGEST, size) + 1):
            word = text[i:j]
            count = words.get(word)
            if count is None:
                if j > i + 1:
                    continue
                weight = _UNKNOWN
            else:
                weight = log(max(count, 1) / _TOTAL)
            breaks = (i < start < j) or (i < end < j) or (i <= start and end <= j and j - i > end - start)
            if whole is not None:
                if breaks or (start <= i and j <= end):
                    continue
                ends[j] = max(ends[j], plain + weight)
            elif breaks:
                crossed[j] = max(crossed[j], max(plain, over) + weight)
            else:
                ends[j] = max(ends[j], plain + weight)
                crossed[j] = max(crossed[j], over + weight)
        for j in names.get(i, ()):
            if j <= start or i >= end:
                ends[j] = max(ends[j], plain + _NAME)
                crossed[j] = max(crossed[j], over + _NAME)
        if whole is not None and i == start:
            ends[end] = max(ends[end], plain + whole)
    return ends[size] if whole is not None else crossed[size]
