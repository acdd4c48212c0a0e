"""Do ordinary words cut through a hit? A small dynamic programme over the words that the compiler kept.

The two readings of the neighbourhood are weighed as a unigram segmenter would: with the form as one word,
and with the best word that straddles an edge of it or swallows it. What lies outside is the same for both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from math import log

from cnfin_terms.lexicon.segments import is_han
from cnfin_terms.match.engine import Automaton, build

__all__ = ["FLOOR", "UNKNOWN", "Words", "cut", "in_order", "pairs_of", "weight"]

#: Characters looked at on each side: the decision at an edge is that of the whole document from 8 on; a little more takes in a longer name.
_WINDOW = 10
#: The longest word that is kept.
_LONGEST = 4
#: A form counts for at least 300 of jieba's 60 million words, however rare the dictionary thinks it: it is a name that somebody entered.
FLOOR = -12.2
#: A character that no word is.
UNKNOWN = -16.3
_NEVER = float("-inf")
#: The sum of the counts in jieba's dictionary, nearly.
_IN_ALL = 6e7
#: Which of so many bits stands for two characters.
_PAIR_BITS = (1 << 20) - 1
_FIRST, _SECOND = 0x2F0B, 0x9E37


def in_order(words: Mapping[str, int]) -> list[str]:
    """Words in the order that :class:`Words` wants: those of several characters first, each part sorted."""
    return sorted(words, key=lambda word: (len(word) == 1, word))


def weight(count: int) -> float:
    """The log probability of a word that occurs so often."""
    return log(max(count, 1) / _IN_ALL)


def pairs_of(words: Iterable[str]) -> bytes:
    """A bit for every two characters that stand side by side in a word; two pairs may share one, so that it only ever says too much.

    >>> len(pairs_of(["其中"])), sum(map(int.bit_count, pairs_of(["其中", "行使"])))
    (131072, 2)
    """
    bits = bytearray((_PAIR_BITS + 1) // 8)
    for word in words:
        for first, second in pairwise(word):
            bit = (ord(first) * _FIRST ^ ord(second) * _SECOND) & _PAIR_BITS
            bits[bit >> 3] |= 1 << (bit & 7)
    return bytes(bits)


class Words:
    """Ordinary words with how common they are.

    :param texts: gives all of them, those of several characters first.
    :param weights: their log probabilities, in that order.
    :param automaton: finds those of several characters by their numbers in that order.
    :param pairs: what :func:`pairs_of` makes of them.
    """

    def __init__(self, texts: Callable[[], Sequence[str]], weights: Sequence[float], automaton: Automaton, pairs: Sequence[int]) -> None:
        self._texts = texts
        self._pairs = pairs
        self.weights = weights
        self.find = automaton.find_overlapping

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Words:
        """Words from their counts.

        >>> len(Words.of({"其中": 24000, "行使": 3000}))
        2
        """
        texts = in_order(counts)
        return cls(lambda: texts, [weight(counts[text]) for text in texts], build([text for text in texts if len(text) > 1] or ["\0"]), pairs_of(texts))

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts())

    def __len__(self) -> int:
        return len(self.weights)

    def may_cross(self, text: str, start: int, end: int) -> bool:
        """Whether a word may straddle an edge of a stretch: no, if no word has the two characters at either edge side by side."""
        pairs = self._pairs
        if start:
            bit = (ord(text[start - 1]) * _FIRST ^ ord(text[start]) * _SECOND) & _PAIR_BITS
            if pairs[bit >> 3] >> (bit & 7) & 1:
                return True
        if end < len(text):
            bit = (ord(text[end - 1]) * _FIRST ^ ord(text[end]) * _SECOND) & _PAIR_BITS
            if pairs[bit >> 3] >> (bit & 7) & 1:
                return True
        return False

    @cached_property
    def characters(self) -> Mapping[str, float]:
        """The log probabilities of the words of one character."""
        return {text: weight for text, weight in zip(self._texts(), self.weights, strict=True) if len(text) == 1}


def cut(text: str, start: int, end: int, words: Words, names: Callable[[], Mapping[int, Sequence[int]]] | None = None) -> bool:
    """Whether the best segmentation of the neighbourhood breaks the hit or swallows it in a longer word.

    :param text: folded text.
    :param start: the hit's start in it; ``end`` its end.
    :param names: gives other hits by their starts, with their ends: words too.
    """
    if not words.may_cross(text, start, end):
        return False  # so it is nearly always
    low = start - _LONGEST + 1 if start >= _LONGEST else 0
    left, right = start - low, end - low
    for a, b, _ in words.find(text[low : end + _LONGEST - 1]):
        if a < left < b or a < right < b:  # it straddles an edge of the hit or swallows it
            return _broken(text, start, end, words, names() if names is not None else {})
    return False


def _broken(text: str, start: int, end: int, words: Words, names: Mapping[int, Sequence[int]]) -> bool:
    """Whether a word that crosses an edge of the hit is likelier than the hit as a word of its own."""
    low = start
    while low > 0 and start - low < _WINDOW and is_han(text[low - 1]):
        low -= 1
    high = end
    while high < len(text) and high - end < _WINDOW and is_han(text[high]):
        high += 1
    if low == start and high == end:
        return False
    here = text[low:high]
    start, end, size = start - low, end - low, high - low
    characters = words.characters
    weights = words.weights
    arcs = [[(i + 1, characters.get(char, UNKNOWN))] for i, char in enumerate(here)]
    own = FLOOR
    for a, b, number in words.find(here):
        arcs[a].append((b, weights[number]))
        if a == start and b == end:
            own = max(own, weights[number])
    for i in range(size):
        if low + i in names:
            arcs[i] += [(stop - low, FLOOR) for stop in names[low + i] if stop <= high]
    before = [0.0] + [_NEVER] * size  # the best segmentation of what comes before
    for i in range(end):
        here_best = before[i]
        for j, arc in arcs[i]:
            before[j] = max(before[j], here_best + arc)
    after = [_NEVER] * size + [0.0]
    for i in range(size - 1, start - 1, -1):
        after[i] = max([arc + after[j] for j, arc in arcs[i]])
    own = before[start] + own + after[end]
    for i in range(end):
        for j, arc in arcs[i]:
            if (i < start < j or i < end < j or (i <= start and end <= j and j - i > end - start)) and before[i] + arc + after[j] > own:
                return True
    return False
