"""Which hits fall to a trap, and which stand although they lie in one: 李超重 is no 李超, but 副主席李超重申 is.

A trap of a person's name is a reading of the characters around it, not a fact about the person: what stands before or after may rule that reading out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from cnfin_terms.lexicon.segments import is_han
from cnfin_terms.lexicon.store import PEOPLE, TITLE, FormFlags, Store
from cnfin_terms.match.engine import Hit
from cnfin_terms.match.names import FULL_NAME, is_followed, reads_on

__all__ = ["Around", "cancelled"]

#: A name of so many characters stands where an ordinary word begins after it, whatever its traps say of the word's first characters.
_LONG_NAME = 4
#: After what somebody served as: 担任行长|期间 is no 长期.
_DURING = "期间"
#: Of a trade as a whole: 中国银行业|内人士 is as good as 中国银行|业内人士.
_OF_A_TRADE = ("业内", "业界", "业者", "业态", "业主", "业外")


def cancelled(store: Store, text: str, hits: Sequence[Hit], traps: Iterable[Hit]) -> dict[Hit, set[int] | None]:
    """For hits inside a trap: None where the whole hit falls, or the forms of it that do.

    :param hits: in order of their ends.
    """
    gone: dict[Hit, set[int] | None] = {}
    around = Around(store, text, hits)
    for t_start, t_end, trap in traps:
        covers: Sequence[str] = store.traps[trap].covers if trap in store.traps else ()
        for hit in around.within(t_start, t_end):
            start, end, pattern = hit
            if start < t_start or end - start >= t_end - t_start:
                continue
            if store.pattern_flags[pattern] & PEOPLE and end - start <= FULL_NAME and is_han(text[start]) and around.rules_out(t_start, t_end, hit):
                continue
            if t_end == end + 1 and text.startswith(_DURING, end):
                continue
            if start == t_start and end - start >= _LONG_NAME and _reads_on(store, text, end, t_end):
                continue
            if trap in store.traps and (not covers or text[start:end] in covers):
                gone[hit] = None
            elif trap in store.not_in:
                held = gone.setdefault(hit, set())
                if held is not None:
                    held |= store.not_in[trap]
    return gone


def _reads_on(store: Store, text: str, end: int, t_end: int) -> bool:
    """Whether a word begins where a name ends and goes on past a trap: 中国银行|业绩 and 上海银行|间接 are not 银行业 and 银行间."""
    if t_end >= len(text) or text.startswith(_OF_A_TRADE, end):
        return False
    return reads_on(text, end, t_end - end, store.words)


class Around:
    """What stands around a person's name.

    :param hits: in order of their ends.
    """

    __slots__ = ("_ends", "_fuller", "_hits", "_store", "_text")

    def __init__(self, store: Store, text: str, hits: Sequence[Hit]) -> None:
        self._store = store
        self._text = text
        self._hits = hits
        self._ends = [end for _, end, _ in hits]
        self._fuller: dict[int, bool] = {}

    def within(self, start: int, end: int) -> Sequence[Hit]:
        """The hits that end behind ``start``, up to ``end``."""
        return self._hits[bisect_right(self._ends, start) : bisect_right(self._ends, end)]

    def rules_out(self, t_start: int, t_end: int, name: Hit) -> bool:
        """Whether a trap is not what stands there: a title reaches into it up to the name, and what it has behind the name begins a word of its own.

        What begins a word counts after a title or body that is the person's, or where a fuller name of theirs stands in the text: 副主席李超|重申,
        but 摄影师李超重复了 is read as the trap says.
        """
        start, end, _ = name
        if t_start < start and not any(other[0] < t_start and self._store.pattern_flags[other[2]] & TITLE for other in self._ending(start)):
            return False  # 人马云|集, not 创始|人马云
        return t_end == end or ((self.is_theirs(name) or self._is_fuller(name)) and is_followed(
            self._text, end, self._store.words, self._store.followers, titled=True))

    def is_theirs(self, name: Hit, *, both: bool = False) -> bool:
        """Whether a title or a body of the person's ends right before the name.

        :param both: ask for both, the body before the title; so it is asked for a name that is a word too (丛林).
        """
        store = self._store
        forms = store.forms_of(name[2])
        posts = [post for form in forms for post in store.raw(store.form_entity[form]).get("posts", ())]
        titles, bodies = {post["title"] for post in posts}, {post["at"] for post in posts}
        if both or all(store.form_flags[form] >> FormFlags.USE & 3 for form in forms):
            return any(self._is_one(title, titles) and any(self._is_one(body, bodies) for body in self._ending(title[0]))
                       for title in self._ending(name[0]))
        return any(self._is_one(other, titles | bodies) for other in self._ending(name[0]))

    def _is_fuller(self, name: Hit) -> bool:
        """Whether a longer name that begins with this one, of nobody else, stands in the text: 林郑 beside 林郑月娥."""
        start, end, number = name
        if number not in self._fuller:
            short, entities = self._text[start:end], self._entities(number)
            self._fuller[number] = any(
                stop - first > len(short) and self._text.startswith(short, first) and self._entities(pattern) == entities
                for first, stop, pattern in self._hits)
        return self._fuller[number]

    def _ending(self, end: int) -> Sequence[Hit]:
        """The hits that end there."""
        return self._hits[bisect_left(self._ends, end) : bisect_right(self._ends, end)]

    def _is_one(self, hit: Hit, ids: set[str]) -> bool:
        return any(self._store.ids[entity] in ids for entity in self._entities(hit[2]))

    def _entities(self, pattern: int) -> set[int]:
        return {self._store.form_entity[form] for form in self._store.forms_of(pattern)}
