"""Do ordinary words cut through a hit? A small dynamic programme over the words that the compiler kept.

The two readings of the neighbourhood are weighed as a unigram segmenter would: with the form as one word,
and with the best word that straddles an edge of it or swallows it. What lies outside is the same for both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cnfin_terms.lexicon.segments import is_han

__all__ = ["FLOOR", "UNKNOWN", "cut"]

#: Characters looked at on each side: the decision at an edge is that of the whole document from 8 on; a little more takes in a longer name.
_WINDOW = 10
_LONGEST = 4
#: A form counts for at least 300 of jieba's 60 million words, however rare the dictionary thinks it: it is a name that somebody entered.
FLOOR = -12.2
#: A character that no word is.
UNKNOWN = -16.3
_NEVER = float("-inf")


def cut(text: str, start: int, end: int, words: Mapping[str, float], names: Mapping[int, Sequence[int]] | None = None) -> bool:
    """Whether the best segmentation of the neighbourhood breaks the hit or swallows it in a longer word.

    :param text: folded text.
    :param start: the hit's start in it; ``end`` its end.
    :param words: word to log probability, single characters included.
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
    start, end, size = start - low, end - low, high - low
    known = {i: [stop - low for stop in names[low + i] if stop <= high] for i in range(size) if low + i in names} if names else {}
    arcs = [_words_at(here, i, words, known.get(i, ())) for i in range(size)]
    before = [0.0] + [_NEVER] * size  # the best segmentation of what comes before
    for i in range(end):
        for j, weight in arcs[i]:
            before[j] = max(before[j], before[i] + weight)
    after = [_NEVER] * size + [0.0]
    for i in range(size - 1, start - 1, -1):
        after[i] = max((weight + after[j] for j, weight in arcs[i]), default=_NEVER)
    own = before[start] + max(words.get(form, FLOOR), FLOOR) + after[end]
    return any(
        before[i] + weight + after[j] > own
        for i in range(end) for j, weight in arcs[i]
        if i < start < j or i < end < j or (i <= start and end <= j and j - i > end - start))


def _words_at(text: str, start: int, words: Mapping[str, float], names: Sequence[int]) -> list[tuple[int, float]]:
    """The words that begin here: their ends and weights; a single character is always one."""
    arcs = [(start + 1, words.get(text[start], UNKNOWN))]
    for end in range(start + 2, min(start + _LONGEST, len(text)) + 1):
        weight = words.get(text[start:end])
        if weight is not None:
            arcs.append((end, weight))
    arcs.extend((end, FLOOR) for end in names)
    return arcs


def _crossed(text: str, start: int, end: int, words: Mapping[str, float]) -> bool:
    """Whether any ordinary word here straddles an edge of the hit or swallows it: nearly always not, and then all is said."""
    for i in range(max(0, start - _LONGEST + 1), end):
        least = start if i < start else end  # from before the hit past its start, or from within it past its end
        for j in range(max(least, i + 1) + 1, min(i + _LONGEST, len(text)) + 1):
            if text[i:j] in words:
                return True
    return start > 0 and text[start - 1 : end + 1] in words
