"""Labelled texts: how they are read, and that the figures count what the linker said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnfin_terms.errors import InputError, UnknownId
from cnfin_terms.evaluation import Gold, Labelled, Report, Tally, evaluate, parse_marked, read_gold, read_marked

if TYPE_CHECKING:
    from cnfin_terms import Linker

_WORDS = st.text(st.characters(blacklist_characters="[]|\n\r", blacklist_categories=("Cs", "Cc")), min_size=1, max_size=6)


@given(st.lists(st.tuples(_WORDS, st.none() | st.sampled_from(["qpb", "qpb,qdb", "", "?qpb", "governor-central-bank deputy"])), max_size=6))
def test_marked_text_is_its_words_and_labels(pieces: list[tuple[str, str | None]]) -> None:
    text, labels = parse_marked("".join(words if label is None else f"[[{words}|{label}]]" for words, label in pieces))
    assert text == "".join(words for words, _ in pieces)
    assert [text[a:b] for a, b, *_ in labels] == [words for words, label in pieces if label is not None]


@pytest.mark.parametrize("text", ["[[x|y", "[[x]]", "x]]", "[[a|b|c]]", "[[行长|president vice]]", "[[|qpb]]"])
def test_brackets_that_are_no_label(text: str) -> None:
    with pytest.raises(InputError, match=r"no label|no modifier"):
        parse_marked(text)


class TestMarkedFiles:
    def test_texts_stand_between_blank_lines(self) -> None:
        lines = ["# said by nobody\n", "[[QPB|qpb]]\n", "and more\n", "\n", "\n", "@as_of=2024 region=hk\n", "none\n"]
        assert list(read_marked(lines, "f")) == [
            Gold("QPB\nand more", (Labelled(0, 3, ("qpb",)),), "f:2"), Gold("none", (), "f:6", "2024", "hk")]

    @pytest.mark.parametrize(("line", "words"), [
        ("[[x", "f:3: brackets"), ("@when=2024\nx", "f:3: 'when' is no setting"), ("@region=mars\nx", "f:3: 'mars' is no region"),
        ("@as_of=soon\nx", "f:3: 'soon' is not a date")])
    def test_a_broken_text_is_placed_and_the_rest_goes_on(self, line: str, words: str) -> None:
        lines = ["one", "", *line.split("\n"), "", "two"]
        with pytest.raises(InputError, match=words):
            list(read_marked(lines, "f"))
        told: list[str] = []
        assert [gold.text for gold in read_marked(lines, "f", told.append)] == ["one", "two"]
        assert len(told) == 1


class TestJsonLines:
    def test_every_field(self) -> None:
        line = {"id": "a", "text": "QPB行长", "as_of": "2024", "region": "hk", "mentions": [
            {"start": 3, "end": 5, "id": ["x", "y"], "modifiers": []}, {"start": 0, "end": 3, "id": None, "optional": True}]}
        assert list(read_gold([json.dumps(line), "\n"])) == [
            Gold("QPB行长", (Labelled(0, 3, (), None, True), Labelled(3, 5, ("x", "y"), ())), "a", "2024", "hk")]

    @pytest.mark.parametrize(
        ("line", "words"),
        [("{", "no JSON"), ("[]", "another kind"), ('{"text": "x"}', "'mentions' is missing"),
         ('{"text": "x", "mentions": [{"start": 0, "end": 2, "id": "a"}]}', "does not lie"),
         ('{"text": "x", "mentions": [], "as_of": "now"}', "not a date"),
         ('{"text": "x", "mentions": [], "region": "mars"}', "no region")],
    )
    def test_a_broken_line_is_placed_and_the_rest_goes_on(self, line: str, words: str) -> None:
        lines = ['{"text": "one", "mentions": []}', line, '{"text": "two", "mentions": []}']
        with pytest.raises(InputError, match=f"f:2: .*{words}"):
            list(read_gold(lines, "f"))
        told: list[str] = []
        assert [gold.text for gold in read_gold(lines, "f", told.append)] == ["one", "two"]
        assert len(told) == 1


def report(linker: Linker, *texts: str) -> Report:
    return evaluate(linker, read_marked("\n\n".join(texts).splitlines(keepends=True)))


class TestFigures:
    def test_all_right(self, tiny: Linker) -> None:
        found = report(tiny, "[[QPB|qpb]][[副行长|governor-central-bank deputy]][[林望舒|lin-wangshu]]")
        assert found.types["all"] == Tally(3, 3, 3)
        assert found.types["person"] == Tally(1, 1, 1)
        assert found.faults == ()

    def test_a_wrong_link_a_miss_and_a_wrong_end(self, tiny: Linker) -> None:
        found = report(tiny, "[[QPB|qfra]] [[青屿|qpb]] [[QFRA|]]")
        assert found.types["all"] == Tally(2, 2, 0)
        assert [(fault.said, fault.ids) for fault in found.faults] == [("qpb", ("qfra",)), ("qfra", ()), (None, ("qfra",)), (None, ("qpb",))]
        assert found.faults[1].context == "QPB 青屿 ⟦QFRA⟧"

    def test_modifiers_count_where_they_are_given(self, tiny: Linker) -> None:
        assert report(tiny, "[[QPB|qpb]][[副行长|governor-central-bank]]").types["title"] == Tally(1, 1, 1)
        assert report(tiny, "[[QPB|qpb]][[副行长|governor-central-bank former]]").types["title"] == Tally(1, 1, 0)

    def test_the_optional_is_neither_miss_nor_gain(self, tiny: Linker) -> None:
        assert report(tiny, "[[QPB|?qpb]] [[青屿|?qpb]]").types == {}

    def test_any_of_several_ids_is_right(self, tiny: Linker) -> None:
        assert report(tiny, "[[QPB|qfra,qpb]]").types["all"].right == 1

    def test_an_id_of_no_lexicon(self, tiny: Linker) -> None:
        with pytest.raises(UnknownId):
            report(tiny, "[[QPB|no-such-bank]]")

    def test_calibration(self) -> None:
        sure = Report({}, {}, ((0.9, True), (0.9, True), (0.1, False)), ())
        assert sure.reliability() == [(0.1, 0.0, 1), (0.9, 1.0, 2)]
        assert sure.ece == pytest.approx(0.1)
        assert sure.brier_skill == pytest.approx(1 - 0.01 / (2 / 9))
        assert Report({}, {}, ((0.9, True),), ()).brier_skill is None
        assert Report({}, {}, (), ()).ece is None

    def test_plain_data(self, tiny: Linker) -> None:
        data = json.loads(json.dumps(report(tiny, "[[QPB|qpb]] [[QFRA|qpb]]").to_dict()))
        assert data["types"]["all"] == {"gold": 2, "said": 2, "right": 1, "precision": 0.5, "recall": 0.5, "f1": 0.5}
        assert data["langs"]["en"]["gold"] == 2
        assert {"ece", "brier_skill", "reliability", "faults"} <= data.keys()


@pytest.mark.parametrize(("text", "lang"), [("央行说", "zh"), ("the PBOC said", "en"), ("the PBOC said 央行说", "mixed"), ("", "en")])
def test_the_language_of_a_text(text: str, lang: str) -> None:
    assert Gold(text, ()).lang == lang
