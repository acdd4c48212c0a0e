"""Law: the same text always has the same answer; what was normalised stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from strategies_link import NAMES, plain, rough

from cnfin_terms import Linker
from cnfin_terms.rewriting import normalize

if TYPE_CHECKING:
    from cnfin_terms import Lexicon


class TestSameAnswer:
    """No state is kept between texts."""

    @given(rough, rough)
    def test_whatever_was_linked_between(self, tiny: Linker, text: str, other: str) -> None:
        first = tiny.link(text)
        tiny.link(other, as_of="2010", region="hk")
        assert tiny.link(text) == first

    @given(st.lists(plain, max_size=4))
    def test_by_a_linker_that_has_answered_nothing_yet(self, small: Lexicon, tiny: Linker, texts: list[str]) -> None:
        fresh = Linker(small)
        assert list(fresh.link_many(texts)) == [tiny.link(text) for text in texts]

    @given(st.sampled_from(NAMES), rough)
    def test_resolving_whatever_was_linked_between(self, tiny: Linker, name: str, other: str) -> None:
        first = tiny.resolve(name)
        tiny.link(other)
        assert tiny.resolve(name) == first


class TestNormalising:
    """Twice is once, where the preferred name is itself a name."""

    @given(st.lists(st.sampled_from([n for n in NAMES if n not in ("行长", "主席", "副行长", "前主席")]), max_size=5), st.sampled_from(["zh", "en"]))
    def test_names_in_a_list(self, tiny: Linker, names: list[str], to: str) -> None:
        once = normalize(tiny.link("；".join(names)), to).text
        assert normalize(tiny.link(once), to).text == once
