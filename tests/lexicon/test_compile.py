"""Compiling: the same bytes each time, the same answers in any order, and both engines alike."""

from __future__ import annotations

import random
from dataclasses import replace
from unittest.mock import patch

import pytest
import tiny as tiny_lexicon
from hypothesis import given, settings
from hypothesis import strategies as st

from cnfin_terms import Lexicon, Linker
from cnfin_terms.errors import ArtifactError
from cnfin_terms.lexicon import compile as compiler
from cnfin_terms.lexicon.artifact import pack, unpack
from cnfin_terms.lexicon.source import read_lexicon
from cnfin_terms.lexicon.store import DECIDED, HAN, NOT_IN, RISKY, TITLE, TRAP, Store
from cnfin_terms.match import engine

TEXT = (
    "青屿人民银行行长林望舒（Lin Wangshu）與QFRA、青銀保監會、QDB、青证会、TIDE、潮头行开会。其中行使权利；沧海银行家；沧行行长林望川说，林行长；"
    "Shan Yunze, Chairman of the QSRC; 单云ze; QPB Beiwan Branch; 蓝潮债、QPR、云创板、STELLAR、观潮论坛。"
)


@pytest.fixture(scope="module")
def parts() -> compiler.Draft:
    with patch.object(compiler, "build_table", tiny_lexicon.table):
        return compiler.draft(read_lexicon(tiny_lexicon.FOLDER))


def assembled(parts: compiler.Draft) -> Lexicon:
    with patch.object(compiler, "dictionary", tiny_lexicon.words):
        return tiny_lexicon.lexicon_of(pack(compiler.assemble(parts), parts.version))


def flags(lexicon: Lexicon, text: str) -> int:
    store = lexicon.store
    return store.pattern_flags[store.patterns().index(store.folder.key(text))]


def test_compiling_twice_gives_the_same_bytes(small: Lexicon) -> None:
    data = tiny_lexicon.compiled()
    assert data == tiny_lexicon.data()
    assert tiny_lexicon.lexicon_of(data).fingerprint == small.fingerprint


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_records_traps_and_ambiguities_changes_nothing(parts: compiler.Draft, small: Lexicon, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  (an order, no secret)
    shuffled = replace(
        parts,
        rows=chance.sample(parts.rows, len(parts.rows)),
        traps=chance.sample(parts.traps, len(parts.traps)),
        ambiguities=chance.sample(parts.ambiguities, len(parts.ambiguities)),
    )
    other = assembled(shuffled)
    assert list(other) == list(small)
    assert Linker(other).link(TEXT).to_dict()["mentions"] == Linker(small).link(TEXT).to_dict()["mentions"]


def test_the_order_of_a_records_forms_changes_no_answer(parts: compiler.Draft, small: Lexicon) -> None:
    turned = replace(parts, rows=[replace(row, forms=row.forms[::-1]) for row in parts.rows])
    assert [(m.start, m.end, m.id, m.candidates) for m in Linker(assembled(turned)).link(TEXT)] == [
        (m.start, m.end, m.id, m.candidates) for m in Linker(small).link(TEXT)
    ]


def test_what_can_be_decided_is_decided_when_compiling(small: Lexicon) -> None:
    for text in ("青屿人民银行", "QFRA", "林望舒", "蓝潮债"):
        assert flags(small, text) & DECIDED
    for text in ("QDB", "青证会", "潮头行", "行长", "Tidehead"):
        assert not flags(small, text) & DECIDED


def test_patterns_carry_what_they_need(small: Lexicon) -> None:
    assert flags(small, "行长") & TITLE
    assert flags(small, "人行") & RISKY
    assert flags(small, "青屿人民银行") & HAN
    assert not flags(small, "QPB") & HAN
    assert flags(small, "TIDE POOL") & NOT_IN
    assert flags(small, "沧海银行家") & TRAP


def test_a_record_that_no_form_is_left_of_is_still_there(parts: compiler.Draft) -> None:
    bare = replace(parts, rows=[replace(row, forms=[]) if row.id == "qpb" else row for row in parts.rows])
    lexicon = assembled(bare)
    assert lexicon.get("qpb").names == ()
    assert lexicon.get("qpb").label("en") == "qpb"
    assert [m.id for m in Linker(lexicon).link("QPB QFRA")] == ["qfra"]


class TestEngines:
    """daachorse and ahocorasick_rs behind one interface."""

    def test_both_give_the_same_hits_on_the_lexicons_patterns(self, small: Lexicon) -> None:
        pytest.importorskip("daachorse")
        pytest.importorskip("ahocorasick_rs")
        patterns = small.store.patterns()
        text = small.store.folder.fold(TEXT).text
        answers = [list(engine.build(patterns, name).find_overlapping(text)) for name in ("daachorse", "ahocorasick_rs")]
        assert answers[0] == answers[1] == list(small.store.automaton.find_overlapping(text))
        assert answers[0]

    @settings(max_examples=100, deadline=None)
    @given(st.lists(st.text("ab中é\U00020000", min_size=1, max_size=5), min_size=1, max_size=8, unique=True), st.text("ab中é\U00020000", max_size=40))
    def test_both_give_the_same_hits_on_any(self, patterns: list[str], text: str) -> None:
        pytest.importorskip("daachorse")
        pytest.importorskip("ahocorasick_rs")
        daachorse, rival = (list(map(tuple, engine.build(patterns, name).find_overlapping(text))) for name in ("daachorse", "ahocorasick_rs"))
        assert daachorse == rival

    def test_a_saved_one_loads_and_an_unsaved_one_is_built(self) -> None:
        patterns = ["中行", "行"]
        built = engine.build(patterns)
        for automaton in (engine.load(engine.serialise(built), lambda: patterns), engine.load(b"", lambda: patterns)):
            assert list(automaton.find_overlapping("中行")) == list(built.find_overlapping("中行")) == [(0, 2, 0), (1, 2, 1)]

    def test_an_engine_that_is_not_there_is_named(self) -> None:
        with patch.dict("sys.modules", {"daachorse": None}), pytest.raises(ArtifactError, match="pip install daachorse"):
            engine.build(["a"], "daachorse")

    def test_without_the_first_engine_a_saved_automaton_is_built_by_the_second(self, small: Lexicon) -> None:
        pytest.importorskip("daachorse")
        pytest.importorskip("ahocorasick_rs")
        expected = Linker(small).link(TEXT)
        with patch.dict("sys.modules", {"daachorse": None}):
            other = Lexicon(Store(*unpack(tiny_lexicon.data(), "tiny")))
        assert type(other.store.automaton) is not type(small.store.automaton)
        assert Linker(other).link(TEXT) == expected
