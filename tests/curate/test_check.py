"""A folder checked: format, schema and rules in one list; exemptions with their reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from folders import BANK, HEIR, table, write

from cnfin_terms.curate import check as checker
from cnfin_terms.curate.check import check, unformatted

if TYPE_CHECKING:
    from pathlib import Path

BANKS = "institutions/banks.toml"
CLEAN = f"{BANK}\n{HEIR}"
UNSOURCED = CLEAN.replace('sources = ["https://example.org/hexi"]\n', "")


@pytest.fixture(autouse=True)
def _table_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "build_table", table)


def brief(folder: Path) -> list[tuple[str, int, str, str]]:
    return [finding[:4] for finding in check(folder)]


def test_a_clean_folder_has_no_findings(tmp_path: Path) -> None:
    assert check(write(tmp_path, {BANKS: CLEAN})) == []


def test_findings_stand_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    files = {BANKS: UNSOURCED.replace("新河汐", "新河\u200b汐"), "institutions/a.toml": '[zz]\ntype = "institution"\nkind = "bank"\nzh = "末行"\n'}
    assert brief(write(tmp_path, files)) == [
        ("institutions/a.toml", 1, "zz", "sourced"),
        (BANKS, 1, "hexi-bank", "sourced"),
        (BANKS, 12, "new-hexi-bank", "spelling"),
    ]


class TestFormat:
    def test_a_file_that_fmt_would_change_is_a_finding(self, tmp_path: Path) -> None:
        assert brief(write(tmp_path, {BANKS: f"{HEIR}\n{BANK}"})) == [(BANKS, 1, "", "format")]
        assert "lexicon fmt" in unformatted(tmp_path)[0].remedy

    def test_so_is_one_that_it_refuses_at_its_line(self, tmp_path: Path) -> None:
        assert brief(write(tmp_path, {BANKS: f"{CLEAN}# the end\n"})) == [(BANKS, 17, "", "format")]

    def test_every_toml_file_is_looked_at(self, tmp_path: Path) -> None:
        write(tmp_path, {BANKS: CLEAN, "traps.toml": "['人行道']\nis = 'ordinary word'\n", "ambiguous.toml": "\n\n"})
        assert brief(tmp_path) == [("ambiguous.toml", 1, "", "format"), ("traps.toml", 1, "", "format")]


class TestSchema:
    @pytest.mark.parametrize(
        ("old", "new", "line", "words"),
        [
            ('kind = "city-bank"', 'kind = "river-bank"', 1, "river-bank"),
            ('since = "1997"', 'since = "1997-13"', 6, "1997-13"),
            ('since = "1997"', "since = 1997", 6, "since"),
            ("[hexi-bank]", "[Hexi]", 1, "no ID"),
            ('en = "Bank', 'english = "Bank', 5, "english"),
        ],
    )
    def test_what_breaks_it_is_a_finding_at_its_line(self, tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
        found = [finding for finding in check(write(tmp_path, {BANKS: BANK.replace(old, new, 1)})) if finding.rule == "schema"]
        assert [(finding.file, finding.line) for finding in found] == [(BANKS, line)]
        assert words in found[0].message + found[0].id + str(found[0])
        assert found[0].remedy

    def test_so_is_a_file_that_is_no_toml(self, tmp_path: Path) -> None:
        found = check(write(tmp_path, {BANKS: f"{CLEAN}zh =\n"}))
        assert {(finding.file, finding.line, finding.rule) for finding in found} == {(BANKS, 17, "format"), (BANKS, 17, "schema")}

    def test_so_is_an_id_that_stands_in_two_files(self, tmp_path: Path) -> None:
        found = check(write(tmp_path, {BANKS: CLEAN, "terms/terms.toml": BANK}))
        assert [finding[:4] for finding in found] == [("terms/terms.toml", 1, "hexi-bank", "schema")]


class TestExemptions:
    def test_what_is_exempt_is_left_out(self, tmp_path: Path) -> None:
        assert check(write(tmp_path, {BANKS: UNSOURCED, "exemptions.toml": '[sourced]\nhexi-bank = "told by the miller"\n'})) == []

    def test_an_exemption_of_nothing_is_a_finding(self, tmp_path: Path) -> None:
        files = {BANKS: UNSOURCED, "exemptions.toml": '[sourced]\nhexi-bank = "told by the miller"\nnew-hexi-bank = "once upon a time"\n'}
        assert brief(write(tmp_path, files)) == [("exemptions.toml", 3, "new-hexi-bank", "sourced")]

    def test_it_covers_its_own_rule_alone(self, tmp_path: Path) -> None:
        files = {BANKS: UNSOURCED, "exemptions.toml": '[spelling]\nhexi-bank = "r"\n'}
        assert brief(write(tmp_path, files)) == [("exemptions.toml", 2, "hexi-bank", "spelling"), (BANKS, 1, "hexi-bank", "sourced")]

    @pytest.mark.parametrize("text", ["[sourced\n", 'sourced = "hexi-bank"\n'])
    def test_a_file_of_them_that_cannot_be_read_exempts_nothing_and_is_a_finding(self, tmp_path: Path, text: str) -> None:
        found = brief(write(tmp_path, {BANKS: UNSOURCED, "exemptions.toml": text}))
        assert [(file, rule) for file, _, _, rule in found] == [("exemptions.toml", "format"), (BANKS, "sourced")]
