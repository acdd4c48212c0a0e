"""Law: what is fast agrees with what is plain: the automaton with a scan by hand, the chosen spans with the longest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from strategies_link import plain, rough

from cnfin_terms.match.bound import bound
from cnfin_terms.match.engine import places
from cnfin_terms.match.segment import Words, cut

if TYPE_CHECKING:
    from cnfin_terms import Linker
    from cnfin_terms.lexicon.store import Store


def naive(text: str, patterns: dict[str, int]) -> list[tuple[int, int, int]]:
    """Every substring looked up, by their ends, longest first."""
    longest = max(map(len, patterns), default=0)
    return [
        (start, end, patterns[text[start:end]]) for end in range(1, len(text) + 1) for start in range(max(0, end - longest), end) if text[start:end] in patterns
    ]


def numbered(store: Store) -> dict[str, int]:
    return {text: number for number, text in enumerate(store.patterns())}


class TestScan:
    """The automaton finds every occurrence of every pattern, and nothing else."""

    @given(rough)
    def test_every_occurrence(self, tiny: Linker, text: str) -> None:
        store = tiny.lexicon.store
        folded = store.folder.fold(text).text
        assert list(map(tuple, store.automaton.find_overlapping(folded))) == naive(folded, numbered(store))


class TestPlaces:
    """Words of the document's own are found as the lexicon's are, whatever else it has."""

    @given(st.text("abc中\ud800\U00020000", max_size=30), st.sets(st.text("abc中", min_size=1, max_size=3)))
    def test_every_occurrence(self, text: str, words: set[str]) -> None:
        numbers = {word: number for number, word in enumerate(sorted(words))}
        assert places(text, sorted(words)) == [(start, end, text[start:end]) for start, end, _ in naive(text, numbers)]


class TestBound:
    """What stands is among what was found, and falls for a reason that shows."""

    @given(rough)
    def test_spans_are_hits(self, tiny: Linker, text: str) -> None:
        store = tiny.lexicon.store
        folded = store.folder.fold(text)
        hits = set(naive(folded.text, numbered(store)))
        for span in bound(store, folded):
            assert tuple(span[:3]) in hits
            assert span.forms is None or set(span.forms) <= set(store.readings[store.pattern_first[span.pattern] : store.pattern_first[span.pattern + 1]])

    @given(plain)
    def test_every_mention_is_a_span_or_inferred(self, tiny: Linker, text: str) -> None:
        store = tiny.lexicon.store
        folded = store.folder.fold(text)
        spans = {folded.span(span.start, span.end) for span in bound(store, folded)}
        for mention in tiny.link(text):
            assert (mention.start, mention.end) in spans or mention.reason in ("surname", "rivals", "unknown-person")


class TestSegments:
    """The small dynamic programme agrees with trying every way to cut the text."""

    WORDS = {"一": 90, "二": 70, "三": 50, "一二": 40, "二三": 600, "三一": 20, "一二三": 9, "二一": 100}  # noqa: RUF012

    def test_all_short_texts(self) -> None:
        from itertools import product
        from math import log

        from cnfin_terms.match.segment import FLOOR, UNKNOWN

        words = {word: log(count / 6e7) for word, count in self.WORDS.items()}
        compiled = Words.of(self.WORDS)

        def ways(text: str) -> list[list[str]]:
            if not text:
                return [[]]
            return [[text[:k], *rest] for k in range(1, min(5, len(text)) + 1) if k == 1 or text[:k] in self.WORDS for rest in ways(text[k:])]

        def weight(word: str) -> float:
            return words.get(word, UNKNOWN)

        for size in range(2, 7):
            for text in map("".join, product("一二三", repeat=size)):
                for start in range(size - 1):
                    for end in range(start + 2, min(start + 3, size) + 1):
                        form = text[start:end]
                        own = max(words.get(form, FLOOR), FLOOR)
                        kept = max(sum(map(weight, left)) for left in ways(text[:start])) + own + max(sum(map(weight, right)) for right in ways(text[end:]))
                        broken = [sum(map(weight, way)) for way in ways(text) if _breaks(way, start, end)]
                        assert cut(text, start, end, compiled) == (max(broken, default=float("-inf")) > kept), (text, start, end)


def _breaks(way: list[str], start: int, end: int) -> bool:
    at = 0
    for word in way:
        stop = at + len(word)
        if at < start < stop or at < end < stop or (at <= start and end <= stop and len(word) > end - start):
            return True
        at = stop
    return False
