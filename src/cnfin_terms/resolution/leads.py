"""Where a company's name begins in a run of Han: after the words that lead up to it, as 据 and 走访调研 in 走访调研江苏华能科技有限公司."""

from __future__ import annotations

from collections.abc import Container

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon.store import Store
from cnfin_terms.match.segment import Words
from cnfin_terms.text.cities import CITIES
from cnfin_terms.text.trades import ACTS, TRADES

__all__ = ["Lead", "lead"]

#: Characters that are words by themselves before a name and stand in few names.
_SINGLE = frozenset("据系获拟因属现原均且其则仍曾已")
#: A name that has one of these after such words begins there.
_PLACE = regex(f"{CITIES}|中国")
_TRADE = regex(f"{TRADES}|{ACTS}")
_LEAD = 2
_LONGEST_WORD = 4
#: What bodies do to companies, as the dictionary does not have it.
_NEW_VERB = regex("约谈|函询|诉|告")


class Lead:
    """The words of one lexicon, asked where names begin; called with a run it answers as :func:`lead` does."""

    __slots__ = ("_store",)

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, run: str) -> int:
        """How many characters of a run lead up to a name."""
        return lead(run, self._store.leads, self._store.words)

    def is_word(self, run: str) -> bool:
        """Whether a run begins with an ordinary word of several characters, which its first is a part of: 向日葵, but not 向恒达."""
        return run[:_LEAD] in self._store.leads or any(not a and b > 1 for a, b, _ in self._store.words.find(run[:_LONGEST_WORD]))

    def verb(self, run: str) -> int:
        """How long the verb is with which a run begins that stands after a whole name, 0 if it is none: 保荐|恒达, 诉|恒达, but 投资|恒达 may be a name."""
        if _TRADE.match(run) or _PLACE.match(run):
            return 0
        if match := _NEW_VERB.match(run):
            return match.end()
        return _LEAD if self.is_word(run[:_LEAD]) else 0



def lead(run: str, leads: Container[str], words: Words) -> int:
    """How many characters of a run lead up to a name that its rest is: none where the rest would begin with an ordinary word and say no name.

    Where a place's name stands after such a word, the name begins with it, whatever stands before.

    :param run: the Han before a legal form or a head; all of it leads where nothing is left for a name.
    :param leads: words of two characters that lead up to names.

    >>> words = Words.of({"系统": 9000, "江": 300})
    >>> lead("走访调研江苏华能科技", {"走访", "调研"}, words), lead("系江苏恒达", (), words), lead("系统集成", (), words), lead("听取", {"听取"}, words)
    (4, 1, 0, 2)
    >>> lead("腾飞科技", {"腾飞"}, words), lead("开封粮食", {"开封"}, Words.of({"粮食": 9000}))
    (0, 0)
    """
    for place in _PLACE.finditer(run, 1):
        if run[max(0, place.start() - _LEAD) : place.start()] in leads or run[place.start() - 1] in _SINGLE:
            return place.start()
    at = end = 0
    while end < len(run):
        if run[end : end + _LEAD] in leads:
            end += _LEAD
        elif run[end] in _SINGLE and (_PLACE.match(run, end + 1) or not words.find(run[end : end + _LEAD])):
            end += 1
        else:
            break
        if end >= len(run) or _PLACE.match(run, end) or not (_TRADE.match(run, end) or words.find(run[end : end + _LEAD])):
            at = end
    return at
