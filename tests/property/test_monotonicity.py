"""Law: what has nothing to do with a text changes nothing in it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
import tiny as tiny_lexicon
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies_link import plain

from cnfin_terms import Linker
from cnfin_terms.lexicon import compile as compiler

if TYPE_CHECKING:
    from pathlib import Path

    from cnfin_terms import Document, Lexicon

#: They share no form, initials or relation with any other record.
STRANGERS = """
[moon-bank]
type = "institution"
kind = "bank"
zh = "月球开拓银行"
en = "Lunar Pioneer Bank"
abbreviation = ["XLPB"]

[zeng-xuanjing]
type = "person"
zh = "曾玄镜"
posts = [{ title = "president-bank", at = "moon-bank", source = "https://example.org" }]

[moon-note]
type = "term"
kind = "instrument"
zh = "月升票据"
en = "moonrise note"
"""
#: A sentence without a mention and without a place.
IDLE = ("天气很好。", "Nothing happened that day.", "他们吃了午饭，然后回家。", "It rained.")


def answers(doc: Document) -> list[tuple[object, ...]]:
    return [(m.start, m.end, m.status, m.id, m.modifiers, m.candidates, m.reason) for m in doc.mentions]


@pytest.fixture(scope="module")
def larger(small: Lexicon, tmp_path_factory: pytest.TempPathFactory) -> Linker:
    """The tests' own lexicon with strangers added."""
    path: Path = tmp_path_factory.mktemp("overlay") / "strangers.toml"
    path.write_text(STRANGERS, "utf-8")
    with patch.object(compiler, "dictionary", tiny_lexicon.words):
        return Linker(small.overlay(path))


class TestRecords:
    """A record that shares no form, initials or relation with others changes no other answer."""

    @given(plain)
    def test_added(self, tiny: Linker, larger: Linker, text: str) -> None:
        assert answers(larger.link(text)) == answers(tiny.link(text))

    def test_the_strangers_are_there(self, larger: Linker) -> None:
        assert [m.id for m in larger.link("月球开拓银行、曾玄镜、moonrise notes, XLPB")] == ["moon-bank", "zeng-xuanjing", "moon-note", "moon-bank"]


class TestText:
    """A sentence without a mention, at the end, changes no resolved ID."""

    @given(plain, st.sampled_from(IDLE))
    def test_appended(self, tiny: Linker, text: str, idle: str) -> None:
        assert tiny.link(idle).mentions == ()
        before = tiny.link(f"{text}\n\n")
        after = tiny.link(f"{text}\n\n{idle}")
        assert answers(after) == answers(before)

    @given(plain, st.sampled_from(IDLE))
    def test_put_before(self, tiny: Linker, text: str, idle: str) -> None:
        assume(not text.startswith("/"))
        head = f"{idle}\n\n"
        shifted = [(start - len(head), end - len(head), *rest) for start, end, *rest in answers(tiny.link(head + text))]  # type: ignore[operator]
        assert shifted == answers(tiny.link(f"\n\n{text}".removeprefix("\n\n")))


class TestOptions:
    """Options say what is given, not what is found."""

    @given(plain, st.floats(0, 1))
    def test_min_score_moves_no_boundary(self, small: Lexicon, tiny: Linker, text: str, least: float) -> None:
        strict = Linker(small, min_score=least).link(text)
        assert [(m.start, m.end, m.type) for m in strict] == [(m.start, m.end, m.type) for m in tiny.link(text)]
        assert all(m.score >= least for m in strict if m.status == "resolved")

    @given(plain, st.sets(st.sampled_from(["institution", "market", "person", "title", "term", "event"])))
    def test_types_only_leave_out(self, small: Lexicon, tiny: Linker, text: str, types: set[str]) -> None:
        assert Linker(small, types=types).link(text).mentions == tuple(m for m in tiny.link(text) if m.type in types)
