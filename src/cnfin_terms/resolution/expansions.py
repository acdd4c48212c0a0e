"""What a text says that an acronym stands for."""

from __future__ import annotations

from collections.abc import Iterable

from cnfin_terms.lazy import regex

__all__ = ["expansion"]

_AFTER = regex(r"s?\s?[(（]([A-Za-z][A-Za-z' -]{4,80})[)）]")
_OPENED = regex(r"\s?[(（][\"“]?$")
_CLOSED = regex(r"s?[\"”]?[)）]")
_LONGEST = 120
_MOST_WORDS = 9
_SMALL_WORDS = frozenset("of the and for in on to a an".split())


def expansion(source: str, acronym: str, start: int = 0) -> str:
    """What a text says that an acronym stands for, in brackets after it or before it in brackets; "" if nothing.

    >>> expansion("A lawful permanent resident (LPR) may apply; an LPR needs no visa.", "LPR")
    'lawful permanent resident'
    >>> expansion("through a SAFE (simple agreement for future equity)", "SAFE")
    'simple agreement for future equity'
    """
    letters = acronym.lower()
    at = source.find(acronym, start)
    while at >= 0:
        end = at + len(acronym)
        behind, ahead = source[end : end + 3], source[max(0, at - 3) : at]
        after = _AFTER.match(source, end) if "(" in behind or "（" in behind else None
        if after is not None and _spells(after[1].split(), letters):
            return after[1]
        if ("(" in ahead or "（" in ahead) and (opened := _OPENED.search(source, max(0, at - 3), at)) is not None and _CLOSED.match(source, end):
            words = [word for word in source[max(0, opened.start() - _LONGEST) : opened.start()].split() if word[0].isalpha()][-_MOST_WORDS:]
            for first in range(len(words)):
                if words[first].lower() not in _SMALL_WORDS and _spells(words[first:], letters):
                    return " ".join(words[first:])
        at = source.find(acronym, end)
    return ""


def _spells(words: Iterable[str], letters: str) -> bool:
    parts = [part for word in words for part in word.replace("-", " ").split()]
    whole = "".join(part[0].lower() for part in parts)
    return letters in (whole, "".join(part[0].lower() for part in parts if part.lower() not in _SMALL_WORDS))
