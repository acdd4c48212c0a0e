"""What a text says that an acronym stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["expansion"]

_SMALL_WORDS = frozenset("of the and for in on to a an".split())


def expansion(source: str, acronym: str) -> str:
    """What a text says that an acronym stands for, in brackets after it or before it in brackets; "" if nothing.

    >>> expansion("A lawful permanent resident (LPR) may apply; an LPR needs no visa.", "LPR")
    'lawful permanent resident'
    >>> expansion("through a SAFE (simple agreement for future equity)", "SAFE")
    'simple agreement for future equity'
    """
    letters = acronym.lower()
    for match in re.finditer(rf"(?<![A-Za-z]){re.escape(acronym)}(?:s)?\s?[(（]([A-Za-z][A-Za-z' -]{{4,80}})[)）]", source):
        if _spells(match[1].split(), letters):
            return match[1]
    for match in re.finditer(rf"((?:[A-Za-z][A-Za-z'’-]*\s){{2,9}})[(（][\"“]?{re.escape(acronym)}[\"”]?[)）]", source):
        words = match[1].split()
        for first in range(len(words)):
            if words[first].lower() not in _SMALL_WORDS and _spells(words[first:], letters):
                return " ".join(words[first:])
    return ""


def _spells(words: Iterable[str], letters: str) -> bool:
    initials = [part[0].lower() for word in words for part in word.replace("-", " ").split() if part.lower() not in _SMALL_WORDS]
    return "".join(initials) == letters
