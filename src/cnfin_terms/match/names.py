"""Do ordinary words cut through a person's name of three characters? 潘功胜利归来 is the victory of one 潘功.

The segmenter of :mod:`cnfin_terms.match.segment` gives a form the weight of a name, and what is left of it that of characters that make no word. Of a
person's name the rest may be a name as well: two characters are as good a name as three.
"""

from __future__ import annotations

from cnfin_terms.lexicon.segments import is_han
from cnfin_terms.match.segment import UNKNOWN, Words

__all__ = ["FULL_NAME", "ends_in_a_word"]

FULL_NAME = 3
_LONGEST = 4


def ends_in_a_word(text: str, end: int, words: Words) -> bool:
    """Whether the last character of a name of three begins a word that makes more sense than what follows the name does by itself.

    :param text: folded text.
    :param end: the name's end in it.

    >>> words = Words.of({"胜": 7000, "胜利": 6700, "利": 2200, "利用": 11000, "用": 44000, "归": 2700, "来": 54000, "会": 99000})
    >>> ends_in_a_word("潘功胜利归来", 3, words), ends_in_a_word("潘功胜利用会", 3, words)
    (True, False)
    """
    if end >= len(text) or not is_han(text[end]):
        return False
    here = text[end - 1 : end + _LONGEST]
    found = list(words.find(here))
    if all(a for a, _, _ in found):  # none begins with the name's last character
        return False
    size = len(here)
    arcs = [[(i + 1, words.characters.get(char, UNKNOWN))] for i, char in enumerate(here)]
    for a, b, number in found:
        arcs[a].append((b, words.weights[number]))
    best = [0.0] * (size + 1)  # of what is left from each place on
    for i in range(size - 1, 0, -1):
        best[i] = max(arc + best[j] for j, arc in arcs[i])
    return any(arc + best[j] > best[1] for j, arc in arcs[0] if j > 1)
