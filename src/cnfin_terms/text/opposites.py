"""Slips that make another word: microprudential is no misprint of macroprudential, nor 华东 of 华西."""

from __future__ import annotations

import re

__all__ = ["is_another"]

_WORDS = re.compile(r"[a-z]+")
#: Prefixes of which one makes another word than its neighbours.
_PREFIXES = tuple(tuple(group.split()) for group in (
    "micro macro meso", "pre post pro", "sub super supra", "inter intra", "uni bi di tri multi", "anti ante", "hyper hypo", "under over", "de re dis",
    "in on off out", "im ex in", "up down", "up sub", "north south", "east west", "fore for"))
#: Those that turn a word round, or change its measure, by standing before it.
_TURNING = ("un", "non", "in", "im", "ir", "il", "dis", "de", "re", "pre", "sub", "semi", "co", "counter")
#: Characters of which one makes another name than its neighbours.
_HAN = tuple(map(frozenset, (
    "上中下", "东西南北中", "内外", "前后", "左右", "大中小", "多少", "高低中", "长短中", "新旧老", "进出", "买卖", "增减", "升降", "涨跌", "收支", "借贷",
    "甲乙丙丁戊", "正副", "正负",
    "首次末", "公私", "主次", "宏微", "一二三四五六七八九十两", "省市县区", "松紧", "强弱", "顺逆", "存贷", "供需", "男女", "春夏秋冬", "年季月周日")))
#: Those that turn a name round by standing in it.
_TURNING_HAN = frozenset("非不未无反逆次准副超再前原总分")


def is_another(one: str, other: str) -> bool:
    """Whether the slip by which two strings differ makes another word of the one than the other is; folded strings, at most one slip apart.

    >>> is_another("microprudential", "macroprudential"), is_another("macroprudental", "macroprudential")
    (True, False)
    >>> is_another("华西证券股份有限公司", "华东证券股份有限公司"), is_another("csi 300 index", "csi 500 index"), is_another("证卷公司", "证券公司")
    (True, True, False)
    """
    start = _shared(one, other)
    end = _shared(one[start:][::-1], other[start:][::-1])
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if any(char.isdigit() for char in left + right):
        return True
    if left and right:
        if any(left in group and right in group for group in _HAN):
            return True
    elif (left or right) in _TURNING_HAN:
        return True
    words = _WORDS.findall(one), _WORDS.findall(other)
    if len(words[0]) != len(words[1]):
        return False
    return any(a != b and (_opposed(a, b) or _opposed(b, a)) for a, b in zip(*words, strict=True))


def _shared(one: str, other: str) -> int:
    """How many characters two strings begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _opposed(one: str, other: str) -> bool:
    """Whether a word has another prefix of a group than the other, or one that turns it round."""
    for group in _PREFIXES:
        for prefix in group:
            if one.startswith(prefix) and any(rival != prefix and other == rival + one[len(prefix) :] for rival in group):
                return True
    return any(one == prefix + other for prefix in _TURNING)
