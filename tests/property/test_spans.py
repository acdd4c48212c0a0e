"""Law: any string links, and every offset slices back to what it says."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies_link import NAMES, plain, rough
from strategies_text import texts

from cnfin_terms import models

if TYPE_CHECKING:
    from cnfin_terms import Linker

ODD = (
    "",
    "\0",
    "\ud800",
    "\udc00\ud800",
    "\u202e青屿人民银行\u202c",
    "QPB" + "\u0301" * 1000,
    "&" * 500,
    "<" * 500,
    "青\u0301屿\u0302人民银行",
    "\ufeffQPB",
    "﷽" * 50,
    "QPB\udfff" * 50,
    "\r" * 100,
)


class TestAnyText:
    """Text never raises."""

    @given(rough)
    @example("")
    def test_every_mention_slices_back_in_order_without_overlap(self, tiny: Linker, text: str) -> None:
        doc = tiny.link(text)
        assert doc.text == text
        assert all(0 <= m.start < m.end <= len(text) and text[m.start : m.end] == m.text for m in doc.mentions)
        assert all(a.end <= b.start for a, b in pairwise(doc.mentions))

    @pytest.mark.parametrize("text", ODD)
    def test_odd_ones(self, tiny: Linker, text: str) -> None:
        assert all(text[m.start : m.end] == m.text for m in tiny.link(text).mentions)

    @given(texts)
    def test_with_the_lexicon_that_is_shipped(self, real: Linker, text: str) -> None:
        doc = real.link(text)
        assert all(text[m.start : m.end] == m.text for m in doc.mentions)
        assert all(a.end <= b.start for a, b in pairwise(doc.mentions))

    @given(rough)
    def test_no_mention_begins_or_ends_in_a_blank(self, tiny: Linker, text: str) -> None:
        assert all(m.text.strip() == m.text for m in tiny.link(text).mentions)

    @given(rough)
    def test_resolve_and_search_and_normalize_take_any_string_too(self, tiny: Linker, text: str) -> None:
        from cnfin_terms.rewriting import normalize
        from cnfin_terms.searching import search

        assert tiny.resolve(text).query == text
        search(tiny.lexicon, text, 3)
        for to in ("en", "zh"):
            assert normalize(tiny.link(text), to).undo() == text


class TestUnits:
    """Offsets in other units cut the encoded text at the same places."""

    @given(rough, st.sampled_from([("utf-8", "utf-8", 1), ("utf-16", "utf-16-le", 2)]))
    def test_utf_8_and_utf_16(self, tiny: Linker, text: str, unit: tuple[Any, str, int]) -> None:
        name, codec, size = unit
        doc = tiny.link(text)
        data = text.encode(codec, "surrogatepass")
        assert [data[a * size : b * size].decode(codec, "surrogatepass") for a, b in doc.spans(name)] == [m.text for m in doc]


class TestPlainData:
    """What is serialised is what the model says, and points to mentions that are there."""

    @given(rough)
    def test_to_dict_validates(self, tiny: Linker, text: str) -> None:
        data = tiny.link(text).to_dict()
        if text.isprintable():  # the model's strings are valid Unicode
            assert models.DocumentModel.model_validate(data).model_dump() == data
        tiny.link(text).to_json().encode("utf-8")

    @given(plain)
    def test_scores_are_probabilities(self, tiny: Linker, text: str) -> None:
        for mention in tiny.link(text):
            scores = [c.score for c in mention.candidates]
            assert scores == sorted(scores, reverse=True)
            assert sum(scores) <= 1 + 1e-9
            assert mention.score == (scores[0] if scores and mention.status != "unresolved" else 0.0)

    @given(plain)
    def test_roles_and_posts_are_of_mentions_of_their_types(self, tiny: Linker, text: str) -> None:
        doc = tiny.link(text)
        for role in doc.roles:
            assert (role.person.type, role.title.type) == ("person", "title")
            assert {role.person, role.title} <= set(doc.mentions)
            assert role.institution is None or role.institution in doc.mentions
        for post in doc.posts:
            assert post.title.type == "title"
            assert {post.title, post.institution} <= set(doc.mentions)


def test_the_texts_drawn_are_full_of_mentions(tiny: Linker) -> None:
    """Without this the laws could hold of nothing."""
    linked = sum(bool(tiny.link(name).mentions) for name in NAMES)
    assert linked > len(NAMES) * 0.6
