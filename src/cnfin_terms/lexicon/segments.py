"""Which ordinary words straddle or contain a form: what the run time must know to tell 中行 from 其中行使.

jieba's dictionary is read as data, once, when compiling; the words that matter go into the artifact.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["HAN", "dictionary", "is_han", "words_around"]

#: A short form is judged against words that share one character with it; a longer one only against those that share two.
_SHORT = 3
_REACH = 3
_MIN_COUNT = 3
#: Words commoner than the longest that matter are names of things, not cuts.
_MAX_WORD = 5

HAN = (("\u3400", "\u9fff"), ("\U00020000", "\U0003ffff"), ("\u3007", "\u3007"))


def is_han(char: str) -> bool:
    """Whether the character is a Chinese one (after folding no compatibility ideograph is left)."""
    return any(low <= char <= high for low, high in HAN)


def dictionary() -> dict[str, int]:
    """jieba's words with their counts, without loading jieba's model."""
    from importlib.resources import files  # noqa: PLC0415

    words: dict[str, int] = {}
    for line in files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines():
        word, count, *_ = line.split(" ")
        words[word] = int(count)
    return words


def words_around(forms: Iterable[str], words: dict[str, int]) -> tuple[dict[str, int], set[str]]:
    """Words that straddle an edge of a form or contain it, all single characters, and the forms so endangered.

    :param forms: folded forms written in Han alone.
    :param words: word to count.
    """
    heads: dict[str, set[str]] = {}
    tails: dict[str, set[str]] = {}
    inside: dict[str, set[str]] = {}
    for form in forms:
        reach = range(1 if len(form) <= _SHORT else 2, min(_REACH, len(form) - 1) + 1)
        for k in reach:
            heads.setdefault(form[:k], set()).add(form)
            tails.setdefault(form[-k:], set()).add(form)
        if len(form) <= _SHORT + 1:
            inside.setdefault(form, set()).add(form)
    found: dict[str, int] = {}
    risky: set[str] = set()
    known = set(inside)
    for word, count in words.items():
        n = len(word)
        if n == 1:
            found[word] = count
            continue
        if count < _MIN_COUNT or n > _MAX_WORD:
            continue
        hit = False
        for k in range(1, min(_REACH, n - 1) + 1):
            # a word that is itself part of the form (银行 in 上海银行) cuts nothing
            if (endangered := heads.get(word[-k:])) and (outer := {f for f in endangered if word not in f}):
                hit, risky = True, risky | outer
            if (endangered := tails.get(word[:k])) and (outer := {f for f in endangered if word not in f}):
                hit, risky = True, risky | outer
        for size in range(2, min(_SHORT + 1, n - 1) + 1):
            for start in range(n - size + 1):
                if (part := word[start : start + size]) in known:
                    hit = True
                    risky.add(part)
        if hit or word in known:
            found[word] = count
    return found, risky
