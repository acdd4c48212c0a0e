"""Countries named by one character: 据埃|央行 is of Egypt, 参加|央行 and 5月1日|央行 of none."""

from __future__ import annotations

from cnfin_terms.lexicon.segments import is_han
from cnfin_terms.lexicon.store import Store

__all__ = ["is_side"]

#: What may stand before a country that one character names, besides what is no Han and another such country.
_LEADS = frozenset("中据与和及由")
#: Those that are oftener the end of a word, or a word: 近日, 增加, 办法, 同意. After other Han they name no country.
_WORDS = frozenset("日加法意土希波西罗奥塞哈古委智秘哥阿沙瑞葡荷黎捷匈丹挪芬马巴台港")
_LONGEST = 4


def is_side(store: Store, text: str, at: int) -> bool:
    """Whether a character stands for a country there, and is no part of another word.

    :param at: the place of one of :attr:`Store.sides` in the folded text.
    """
    before = text[at - 1] if at else ""
    if not is_han(before or " "):
        return text[at] != "日" or not before.isdigit()
    if before in _LEADS or before in store.sides:
        return True
    if text[at] in _WORDS:
        return False
    here = text[max(0, at - _LONGEST + 1) : at + 1]
    return all(stop < len(here) for _, stop, _ in store.words.find(here))
