"""Which ordinary words straddle or contain a form: what the run time must know to tell 中行 from 其中行使.

jieba's dictionary is read as data, once, when compiling; the words that matter go into the artifact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

__all__ = ["dictionary", "entries", "following_words", "is_han", "leading_words", "place_names", "words_around"]

#: A short form is judged against words that share one character with it; a longer one only against those that share two.
_SHORT = 3
_REACH = 3
_MIN_COUNT = 10
_KNOWN_PLACE = 100
_KNOWN_LEAD = 300
_KNOWN_FOLLOWER = 50
_LEAD = 2
#: As jieba tags verbs, adverbs, prepositions, conjunctions, pronouns and times.
_LEADS = frozenset("v vn vd d ad p c r t".split())
#: ... and, as after a name, of places and times seen from it: 之后, 以来.
_FOLLOWERS = _LEADS | {"f"}
#: Words commoner than the longest that matter are names of things, not cuts.
_MAX_WORD = 4




def is_han(char: str) -> bool:
    """Whether the character is a Chinese one (after folding no compatibility ideograph is left)."""
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff" or char == "\u3007"


def dictionary() -> dict[str, int]:
    """Give jieba's words with their counts, without loading jieba's model."""
    words, counts, _ = _columns()
    return dict(zip(words, map(int, counts), strict=True))


def entries() -> Iterator[tuple[str, int, str]]:
    """Give jieba's words with their counts and tags (n, v, ns: a place, nr: a person ...)."""
    words, counts, tags = _columns()
    return zip(words, map(int, counts), tags, strict=True)


def place_names() -> frozenset[str]:
    """The words of jieba's dictionary that are tagged as places, without those so rare that the tag tells little."""
    return frozenset(word for word, count, tag in zip(*_columns(), strict=True) if tag == "ns" and int(count) >= _KNOWN_PLACE)


def leading_words() -> frozenset[str]:
    """Words of two characters with which a sentence leads up to a name: 听取, 走访, 近日; those so rare that their tag tells little are left out."""
    return frozenset(word for word, count, tag in zip(*_columns(), strict=True) if len(word) == _LEAD and tag in _LEADS and int(count) >= _KNOWN_LEAD)


def following_words() -> dict[str, int]:
    """Words of two characters with which a sentence goes on after a person's name: 慰问, 担心, 之后; with their counts."""
    return {word: int(count) for word, count, tag in zip(*_columns(), strict=True)
            if len(word) == _LEAD and tag in _FOLLOWERS and int(count) >= _KNOWN_FOLLOWER}


def _columns() -> tuple[list[str], list[str], list[str]]:
    """The dictionary's words, counts and tags: a line has one of each, parted by spaces."""
    from importlib.resources import files  # noqa: PLC0415

    cells = files("jieba").joinpath("dict.txt").read_text("utf-8").rstrip("\n").replace("\n", " ").split(" ")
    return cells[0::3], cells[1::3], cells[2::3]


def words_around(forms: Iterable[str], words: dict[str, int]) -> tuple[dict[str, int], set[str]]:
    """Words that straddle an edge of a form or contain it, all single characters, and the forms so endangered.

    :param forms: folded forms written in Han alone.
    :param words: word to count.
    """
    heads: dict[str, list[str]] = {}
    tails: dict[str, list[str]] = {}
    short: set[str] = set()
    for form in forms:
        for k in range(1 if len(form) <= _SHORT else 2, min(_REACH, len(form) - 1) + 1):
            heads.setdefault(form[:k], []).append(form)
            tails.setdefault(form[-k:], []).append(form)
        if len(form) <= _SHORT + 1:
            short.add(form)
    found: dict[str, int] = {}
    before: dict[str, list[str]] = {}  # words that end as some form begins
    after: dict[str, list[str]] = {}
    risky: set[str] = set()
    for word, count in words.items():
        size = len(word)
        if size == 1 or word in short:
            found[word] = count
        if size == 1 or count < _MIN_COUNT or size > _MAX_WORD:
            continue
        for k in range(1, min(_REACH, size - 1) + 1):
            if word[-k:] in heads:
                before.setdefault(word[-k:], []).append(word)
                found[word] = count
            if word[:k] in tails:
                after.setdefault(word[:k], []).append(word)
                found[word] = count
        inside = {word[i : i + n] for n in range(2, size) for i in range(size - n + 1)} & short
        if inside:
            risky |= inside
            found[word] = count
    for known, straddling in ((heads, before), (tails, after)):
        for key, endangered in known.items():
            # a word that is itself part of the form (银行 in 上海银行) cuts nothing
            risky.update(form for form in endangered if any(word not in form for word in straddling.get(key, ())))
    return found, risky
