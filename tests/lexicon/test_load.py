"""Reading record files: what is wrong is named by file, line and record, with the way to mend it."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest
import tiny as tiny_lexicon

from cnfin_terms.errors import LexiconError
from cnfin_terms.lexicon.load import lines_of, load_records, parse_records, read_table, record_files

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
# a bank
[a-bank]
type = "institution"
kind = "bank"
zh = "甲开拓银行"
short = [
  "甲行",
]

["b-bank"]  # quoted, as TOML allows
type = "institution"
kind = "bank"
zh = "乙开拓银行"
"""


def broken(text: str) -> LexiconError:
    with pytest.raises(LexiconError) as caught:
        list(parse_records(text, "institutions/x.toml"))
    error = caught.value
    assert error.file == "institutions/x.toml"
    assert error.remedy
    assert str(error).startswith(f"institutions/x.toml:{error.line}: ")
    assert str(error).endswith(error.remedy)
    return error


def test_records_come_with_their_file_and_line() -> None:
    assert [(s.id, s.file, s.line, s.record.zh.text) for s in parse_records(GOOD, "f.toml")] == [
        ("a-bank", "f.toml", 2, "甲开拓银行"),
        ("b-bank", "f.toml", 10, "乙开拓银行"),
    ]


def test_lines_of_tables_and_fields() -> None:
    assert lines_of(GOOD) == {"a-bank": {"": 2, "type": 3, "kind": 4, "zh": 5, "short": 6}, "b-bank": {"": 10, "type": 11, "kind": 12, "zh": 13}}


@pytest.mark.parametrize(
    ("text", "line", "id_", "words"),
    [
        ('[a]\ntype = "institution"\nkind = "bank"\nzh = "甲"\nnick = ["x"]\n', 5, "a", "nick"),
        ('[a]\ntype = "institution"\nkind = "bank"\n', 1, "a", "zh: Field required"),
        ('[a]\ntype = "institution"\nkind = "bnak"\nzh = "甲"\n', 1, "a", "'bnak' is no kind of institution; one of party"),
        ('[a]\ntype = "institution"\nkind = "bank"\nzh = 7\n', 4, "a", "zh"),
        ('[a]\ntype = "institution"\nkind = "bank"\nzh = "甲"\nshort = "乙"\n', 5, "a", "short"),
        ('[a]\ntype = "institution"\nkind = "bank"\nzh = " 甲"\n', 4, "a", "has blanks at its ends"),
        ('[a]\ntype = "institution"\nkind = "bank"\nzh = "甲"\nshort = [""]\n', 5, "a", "is empty"),
        ('[a]\ntype = "institution"\nkind = "bank"\nzh = "甲"\n\nsince = "2023-02-30"\n', 6, "a", "'2023-02-30' is not a date"),
        ('[a]\ntype = "institution"\nkind = "bank"\nzh = "甲"\nsince = "2023"\nuntil = "2020"\n', 1, "a", "until (2020) lies before since (2023)"),
        ('[a]\ntype = "institution"\nkind = "bank"\nzh = "甲"\nregion = "cn"\n', 5, "a", "'cn' is no region; one of mainland"),
        ('[a]\ntype = "institution"\nkind = "bank"\nzh = "甲"\nids = { swift = "X" }\n', 1, "a", "'swift' is no identifier"),
        ('[a]\ntype = "institution"\nkind = "bank"\nzh = "甲"\nalias = [{ text = "X", case = "upper" }]\n', 5, "a", "case"),
        ('[a]\ntype = "institution"\nkind = "bank"\nzh = "甲"\nrelations = [{ how = "ate", id = "b" }]\n', 5, "a", "'ate' is no relation"),
        ('[a]\ntype = "institution"\nkind = "bank"\nzh = "甲"\nof = "The Bank"\n', 5, "a", "'The Bank' is no ID"),
        ('[p]\ntype = "person"\nzh = "甲乙丙"\nposts = [{ title = "t", at = "a" }]\n', 4, "p", "source"),
        (
            '[p]\ntype = "person"\nzh = "甲乙丙"\nposts = [{ title = "t", at = "a", source = "s", modifiers = ["deputy", "former"] }]\n',
            4,
            "p",
            "modifiers are written in the order former",
        ),
        (
            '[p]\ntype = "person"\nzh = "甲乙丙"\nposts = [{ title = "t", at = "a", source = "s", since = "2023", until = "2022" }]\n',
            4,
            "p",
            "cannot end (2022) before it begins (2023)",
        ),
        (
            '[p]\ntype = "person"\nzh = "甲乙丙"\nposts = [{ title = "t", at = "a", source = "s", until = "2022", seen = "2023-01-02" }]\n',
            4,
            "p",
            "cannot be seen (2023-01-02) when it was not held",
        ),
        ('[g]\ntype = "institution"\nkind = "group"\nzh = "甲乙"\n', 1, "g", "members: Field required"),
        ('[t]\ntype = "title"\nkind = "bank"\nzh = "行长"\ntakes = ["vice"]\n', 5, "t", "'vice' is no modifier"),
        ('[Bank]\ntype = "institution"\n', 1, "Bank", "this is no ID"),
        ('[a--b]\ntype = "institution"\n', 1, "a--b", "this is no ID"),
        ('[1a]\ntype = "institution"\n', 1, "1a", "this is no ID"),
        ('["a b"]\ntype = "institution"\n', 1, "a b", "this is no ID"),
        ("zh = '甲'\n", 0, None, "'zh' stands outside any record"),
    ],
)
def test_a_broken_rule_is_placed_and_named(text: str, line: int, id_: str | None, words: str) -> None:
    error = broken(text)
    assert (error.line, error.id) == (line, id_)
    assert words in str(error)


def test_a_type_that_is_none_is_named() -> None:
    assert broken('[a]\ntype = "bank"\nzh = "甲"\n').id == "a"


@pytest.mark.parametrize(
    ("text", "line"),
    [('[a]\ntype = "institution\n', 2), ("[a]\nzh = 甲\n", 2), ("[a]\nzh = '甲'\nzh = '乙'\n", 3), ("\n\n[a\n", 3), ("[a]\ndate = 2023-13-45\n", 2)],
)
def test_what_is_no_toml_is_placed(text: str, line: int) -> None:
    assert broken(text).line == line


def test_an_id_twice_in_one_file_is_named() -> None:
    error = broken(f"{GOOD}\n[a-bank]\ntype = 'institution'\n")
    assert (error.line, error.id, error.remedy) == (15, "a-bank", "give each record an ID of its own")


def test_an_id_in_two_files_names_both(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(GOOD, "utf-8")
    with pytest.raises(LexiconError, match=r"^b\.toml:2: \[a-bank\] the ID stands in a\.toml:2 too; give one of them another ID"):
        load_records(sorted(tmp_path.glob("*.toml")), tmp_path)


def test_records_come_sorted_by_id_whatever_the_order_of_files(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD.replace("a-bank", "z-bank"), "utf-8")
    (tmp_path / "b.toml").write_text(GOOD.replace("b-bank", "c-bank"), "utf-8")
    files = sorted(tmp_path.glob("*.toml"))
    ids = [source.id for source in load_records(files)]
    assert ids == ["a-bank", "b-bank", "c-bank", "z-bank"]
    assert [source.id for source in load_records(files[::-1])] == ids


def test_strings_stay_strings() -> None:
    table, _ = read_table('[a]\nticker = "000001"\nanswer = "no"\n', "f.toml")
    assert table["a"] == {"ticker": "000001", "answer": "no"}


def test_only_the_folders_of_records_are_read(tmp_path: Path) -> None:
    for folder in ("institutions", "offices", "drafts"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.toml").touch()
    assert record_files(tmp_path) == [tmp_path / "institutions" / "x.toml"]


def test_the_tests_own_lexicon_has_every_type() -> None:
    records = load_records(record_files(tiny_lexicon.FOLDER), tiny_lexicon.FOLDER)
    assert {source.record.type for source in records} == {"institution", "market", "person", "title", "term", "event"}


def test_an_error_survives_its_pickle() -> None:
    error = broken("zh = '甲'\n")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  (made here)
    assert (str(again), again.file, again.line, again.id, again.remedy) == (str(error), error.file, error.line, error.id, error.remedy)
