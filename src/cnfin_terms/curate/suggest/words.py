"""Ordinary words, to tell a name from a phrase: 签名银行 is two of them, 瑞华会计师事务所 begins with none."""

from __future__ import annotations

import re
from functools import cache
from math import log

from cnfin_terms.lexicon.segments import entries

__all__ = ["is_general", "names_somebody", "parts", "phrase_start", "says_something"]

_LONGEST = 5
_LEAST = 5
#: Tags of places, people, bodies and brands.
_PROPER = ("ns", "nr", "nz", "nt")
#: Tags with which no name begins: verbs, adverbs, prepositions, conjunctions, numbers, measures, pronouns, auxiliaries.
_NO_BEGINNING = ("v", "d", "p", "c", "m", "q", "r", "u", "y", "b", "t")
_UNKNOWN = "x"
#: The cost of a word that the dictionary counts a hundred times among its 60 million.
_RARE = 13.3
#: Words that the dictionary has for proper and that make no name of a body alone, with 国家 and the like.
_COUNTRIES = re.compile("(?:中国|国内|国外|我国|美国|全国|国家|中央|国际|世界|全球|中|美|欧洲|亚洲|欧盟|日本|英国|德国|法国|俄罗斯|地方|各地|本地)+")


@cache
def _dictionary() -> dict[str, tuple[float, str]]:
    """Word to cost and tag; read at first use."""
    words = [(word, count, tag) for word, count, tag in entries() if len(word) <= _LONGEST and (count >= _LEAST or len(word) > 1)]
    total = log(sum(count for _, count, _ in words))
    return {word: (total - log(count), tag) for word, count, tag in words}


def parts(text: str) -> list[tuple[str, str]]:
    """Part a run of Han into words with their tags, by the likeliest way; what no word is has the tag x.

    >>> parts("商业银行")
    [('商业银行', 'nt')]
    """
    words = _dictionary()
    unknown = 20.0
    best: list[tuple[float, int, str]] = [(0.0, 0, "")]
    for end in range(1, len(text) + 1):
        options = [(best[end - 1][0] + unknown, end - 1, _UNKNOWN)]
        starts = range(max(0, end - _LONGEST), end)
        options += [(best[start][0] + found[0], start, found[1]) for start in starts if (found := words.get(text[start:end])) is not None]
        best.append(min(options))
    result = []
    at = len(text)
    while at:
        _, start, tag = best[at]
        result.append((text[start:at], tag))
        at = start
    return result[::-1]


#: What the dictionary has for nouns and is none of a name: 蔡奇会见苏丹主权委员会主席.
_ACTS = re.compile("会见|前往|到访|访问|出席|参观|走进|担任|当选|[新本上下][一届]|联合主办|赴|地区$|高级别?$")


def names_somebody(stem: str) -> bool:
    """Whether what stands before the head of a body's name is a name: it has a proper noun in it, or is in no dictionary.

    >>> names_somebody("瑞华"), names_somebody("签名"), names_somebody("冻结委内瑞拉国家石油"), names_somebody("卡塔尔能源")
    (True, False, False, True)
    """
    if _COUNTRIES.fullmatch(stem) or _ACTS.search(stem):
        return False
    found = parts(stem)
    if found[0][1].startswith(_NO_BEGINNING) and len(found[0][0]) > 1:
        return False
    return any(tag.startswith(_PROPER) or len(word) == 1 for word, tag in found)


def phrase_start(run: str) -> int:
    """Where the noun phrase that ends a run of Han begins: after the last verb, preposition, conjunction or number in it.

    >>> "据了解婺源天府"[phrase_start("据了解婺源天府"):]
    '婺源天府'
    """
    at = len(run)
    for word, tag in reversed(parts(run)):
        if tag.startswith(_NO_BEGINNING) and tag != "vn":
            break
        at -= len(word)
    return at


def is_general(name: str) -> bool:
    """Whether a name is of ordinary words alone, none of them a place, a person or a brand.

    >>> is_general("服务中心"), is_general("兰友科技"), is_general("北京服务中心")
    (True, False, False)
    """
    return all(len(word) > 1 and tag[:1] in "nvabd" and not tag.startswith(_PROPER) for word, tag in parts(name))


def says_something(given: str) -> bool:
    """Whether what would be a given name is a verb of every day: 齐发声.

    >>> says_something("发声"), says_something("卫东")
    (True, False)
    """
    cost, tag = _dictionary().get(given, (_RARE, ""))
    return tag.startswith(("v", "d")) and len(given) > 1 and cost < _RARE
