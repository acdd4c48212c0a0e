"""Where a person's name ends, as the words after it tell: 潘功胜利归来 is the victory of one 潘功, 李强来到 the arrival of 李强.

The segmenter of :mod:`cnfin_terms.match.segment` gives a form the weight of a name, and what is left of it that of characters that make no word. Of a
person's name the rest may be a name as well: two characters are as good a name as three.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cnfin_terms.lexicon.segments import is_han
from cnfin_terms.match.segment import UNKNOWN, Words
from cnfin_terms.text.given import ends_a_name

__all__ = ["FULL_NAME", "ends_in_a_word", "is_followed", "reads_on"]

FULL_NAME = 3
_LONGEST = 4
_NONE: Mapping[str, float] = MappingProxyType({})
#: As many characters after a name are read as words.
_AFTER = 6
#: So much likelier, as log odds, what follows must be by itself to end a name of two characters: more names have three. After a title a name of two that
#: the lexicon has needs less, and least where a word of several characters follows it.
_CLEARLY = 3.0
_AFTER_TITLE = 1.0
_WORD_AFTER_TITLE = -3.0


def _best(here: str, words: Words, followers: Mapping[str, float] = _NONE) -> tuple[list[list[tuple[int, float]]], list[float]]:
    """The words that begin at each place of a text, as ends and weights; and the weight of the best segmentation from each place on."""
    size = len(here)
    arcs = [[(i + 1, words.characters.get(char, UNKNOWN))] for i, char in enumerate(here)]
    for a, b, number in words.find(here):
        arcs[a].append((b, words.weights[number]))
    for i in range(size - 1 if followers else 0):
        if here[i : i + 2] in followers:
            arcs[i].append((i + 2, followers[here[i : i + 2]]))
    best = [0.0] * (size + 1)
    for i in range(size - 1, -1, -1):
        best[i] = max(arc + best[j] for j, arc in arcs[i])
    return arcs, best


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
    if all(a for a, _, _ in words.find(here)):  # none begins with the name's last character
        return False
    arcs, best = _best(here, words)
    return any(arc + best[j] > best[1] for j, arc in arcs[0] if j > 1)


def is_followed(text: str, end: int, words: Words, followers: Mapping[str, float] = _NONE, *, titled: bool) -> bool:
    """Whether the Han after a name of two characters read better as words than with the first of them as its third character.

    :param text: folded text.
    :param end: the name's end in it.
    :param followers: more words of two characters that follow names.
    :param titled: whether the lexicon has the name, and a title stands right before it.

    >>> words = Words.of({"来": 54000, "来到": 8800, "到": 220000, "源": 2000, "源自": 240, "自": 60000, "国": 25000, "表": 3000, "表示": 30000, "示": 400})
    >>> is_followed("李强来到", 2, words, titled=True), is_followed("李强国表示", 2, words, titled=True)
    (True, False)
    >>> is_followed("吴清源自", 2, words, titled=False), is_followed("吴清源自", 2, words, titled=True)
    (False, True)
    """
    here = text[end : end + _AFTER]
    here = here[: next((i for i, char in enumerate(here) if not is_han(char)), len(here))]
    if not here:
        return False
    arcs, best = _best(here, words, followers)
    gain = best[0] - ends_a_name(here[0]) - best[1]
    if not titled:
        return gain > _CLEARLY
    word = max((arc + best[j] for j, arc in arcs[0] if j > 1), default=UNKNOWN * _AFTER) > max(arc + best[1] for j, arc in arcs[0] if j == 1)
    return gain > (_WORD_AFTER_TITLE if word else _AFTER_TITLE)


def reads_on(text: str, end: int, tail: int, words: Words) -> bool:
    """Whether the Han after a name read better as words of which the first goes on past so many characters than with these by themselves.

    :param text: folded text, ``end`` the name's end in it.

    >>> words = Words.of({"业": 2000, "业绩": 3000, "绩": 100, "主要": 60000, "业主": 900, "主": 30000, "要": 90000, "增长": 9000, "增": 900, "长": 9000})
    >>> reads_on("上海银行业绩增长", 4, 1, words), reads_on("上海银行业主要", 4, 1, words)
    (True, False)
    """
    here = text[end : end + _AFTER]
    here = here[: next((i for i, char in enumerate(here) if not is_han(char)), len(here))]
    if len(here) <= tail:
        return False
    arcs, best = _best(here, words)
    longer = [arc + best[j] for j, arc in arcs[0] if j > tail]
    return bool(longer) and max(longer) > max((arc + best[j] for j, arc in arcs[0] if j == tail), default=UNKNOWN * _AFTER)
