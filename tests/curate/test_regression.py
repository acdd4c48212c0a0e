"""The project's own texts: the list names files that are there, and each is read without its labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnfin_terms.curate.regression import LIST, READERS, regression_texts
from cnfin_terms.errors import LexiconError

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_list_of_this_repository_is_read_whole() -> None:
    texts = list(regression_texts(ROOT))
    assert {str(text.key).partition("/")[0] for text in texts} == {"tests", "calibration", "demo"}
    assert len({text.key for text in texts}) == len(texts)
    assert all(text.text.strip() for text in texts)
    assert not any("[[" in text.text and "]]" in text.text for text in texts)
    assert any(text.as_of for text in texts)
    assert any(text.region for text in texts)


def test_every_case_and_every_labelled_sentence_is_in_it() -> None:
    """A new file of either must not be forgotten."""
    read = {str(text.key).partition(":")[0] for text in regression_texts(ROOT)}
    tests = ROOT / "tests"
    wanted = [*(tests / "cases").glob("*.toml"), *(ROOT / "calibration" / "sentences").rglob("*.txt"), *(tests / "data" / "not-finance").glob("*.txt")]
    assert {path.relative_to(ROOT).as_posix() for path in wanted} <= read


def test_each_reader_names_the_place(tmp_path: Path) -> None:
    texts = {"cases": '["a claim"]\ntext = "央行"\nas_of = "2020"\n', "marked": "# a remark\n@region=hk\n[[央行|pboc]]说\n", "lines": "一\n\n二\n"}
    (tmp_path / "tests").mkdir()
    for name, text in texts.items():
        (tmp_path / f"{name}.x").write_text(text, "utf-8")
    (tmp_path / LIST).write_text("files\treading\n" + "".join(f"{name}.x\t{name}\n" for name in READERS), "utf-8")
    assert [tuple(text) for text in regression_texts(tmp_path)] == [
        ("央行", "2020", None, "cases.x: a claim"), ("央行说", None, "hk", "marked.x:2"), ("一", None, None, "lines.x:1"), ("二", None, None, "lines.x:3")]


def test_a_repository_without_a_list_has_no_texts(tmp_path: Path) -> None:
    assert list(regression_texts(tmp_path)) == []


@pytest.mark.parametrize(("row", "words"), [("no-such/*.txt\tlines", "no such file"), ("x.txt\tbackwards", "'backwards' is no way")])
def test_a_row_that_means_nothing_is_named(tmp_path: Path, row: str, words: str) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "x.txt").write_text("x", "utf-8")
    (tmp_path / LIST).write_text(f"files\treading\n{row}\n", "utf-8")
    with pytest.raises(LexiconError, match=words) as caught:
        list(regression_texts(tmp_path))
    assert (caught.value.file, caught.value.line) == (LIST, 2)
