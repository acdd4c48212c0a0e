"""``cnfin-terms lexicon retire | rename | merge | split | release`` from end to end, on a copy of the tests' own lexicon."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
import tiny

from cnfin_terms.cli import main
from cnfin_terms.lexicon.source import read_retired

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(tiny.FOLDER, tmp_path / "lexicon")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "own.txt").write_text("[[中行|zhongze-bank]]与[[中泽银行|zhongze-bank]]\n", "utf-8")
    (tmp_path / "tests" / "regression.tsv").write_text("files\treading\ntests/own.txt\tmarked\n", "utf-8")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "code.py").write_text('STATE = "zhongze-bank"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_rename_says_what_it_did_what_to_look_at_and_what_users_must_know(root: Path, capsys: Captured) -> None:
    assert main(["lexicon", "rename", "zhongze-bank", "bank-of-zhongze", "--reason", "its own name", "--on", "2026-11-22"]) == 0
    out, err = capsys.readouterr()
    assert out == (
        "zhongze-bank → bank-of-zhongze, 2026-11-22: its own name\n"
        "people/people.toml gao-feng: posts names bank-of-zhongze instead of zhongze-bank\n"
        "\nLook at:\n- tests/own.txt names a retired ID 2 times\n- src/code.py names a retired ID 1 time\n"
        "\nFor the changelog:\n- `zhongze-bank` is `bank-of-zhongze` now: answers bear the new ID, and the old one still opens the record.\n")
    assert err == ("wrote institutions/companies.toml, people/people.toml, retired.tsv; "
                   "then run: cnfin-terms lexicon check, and: cnfin-terms lexicon impact HEAD\n")
    assert read_retired(root / "lexicon" / "retired.tsv")["zhongze-bank"].to == ("bank-of-zhongze",)


@pytest.mark.parametrize("words", [
    ["retire", "zhongze-bank", "--to", "canghai-bank"], ["merge", "zhongze-bank", "--into", "canghai-bank"],
    ["split", "zhongze-bank", "--into", "canghai-bank", "cangjiang-bank"], ["rename", "zhongze-bank", "bank-of-zhongze"],
])
class TestAll:
    def test_the_day_is_today_unless_said(self, root: Path, capsys: Captured, words: list[str]) -> None:
        before = dt.datetime.now(dt.UTC).date().isoformat()
        assert main(["lexicon", *words, "--reason", "x"]) == 0
        capsys.readouterr()
        assert before <= (read_retired(root / "lexicon" / "retired.tsv")["zhongze-bank"].on or "") <= dt.datetime.now(dt.UTC).date().isoformat()

    def test_a_dry_run_writes_nothing(self, root: Path, capsys: Captured, words: list[str]) -> None:
        before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
        assert main(["lexicon", *words, "--reason", "x", "--dry-run"]) == 0
        out, err = capsys.readouterr()
        assert out.startswith("zhongze-bank → ")
        assert err == "nothing was written (--dry-run)\n"
        assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before

    @pytest.mark.usefixtures("root")
    def test_without_a_reason_it_ends_with_2(self, capsys: Captured, words: list[str]) -> None:
        assert main(["lexicon", *words]) == 2
        assert "--reason" in capsys.readouterr().err

    @pytest.mark.usefixtures("root")
    def test_of_nothing_it_ends_with_2(self, capsys: Captured, words: list[str]) -> None:
        assert main(["lexicon", *("no-such" if word == "zhongze-bank" else word for word in words), "--reason", "x"]) == 2
        assert "no record has the ID 'no-such'" in capsys.readouterr().err


def test_withdrawing_what_is_named_elsewhere_ends_with_2(root: Path, capsys: Captured) -> None:
    assert main(["lexicon", "retire", "zhongze-bank", "--reason", "x"]) == 2
    assert "named elsewhere" in capsys.readouterr().err
    assert main(["lexicon", "retire", "cangjiang-bank", "--reason", "never was"]) == 0
    assert capsys.readouterr().out.startswith("cangjiang-bank → withdrawn, ")
    assert read_retired(root / "lexicon" / "retired.tsv")["cangjiang-bank"].to == ()


def test_release_writes_version_and_ledger(root: Path, capsys: Captured) -> None:
    (root / "lexicon" / "VERSION").write_text("2026.1\n", "utf-8")
    assert main(["lexicon", "release", "--year", "2026"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("2026.2: ")
    assert out.endswith(" new IDs in ledger.tsv\n")
    assert "lexicon diff" in err
    assert main(["lexicon", "release", "--year", "20x6"]) == 2


@pytest.mark.parametrize("words", [["rename", "a", "b", "--reason", "x"], ["release"]])
def test_a_folder_that_is_no_lexicon_ends_with_2(tmp_path: Path, capsys: Captured, words: list[str]) -> None:
    assert main(["lexicon", *words, "--folder", str(tmp_path)]) == 2
    assert "name it with --folder" in capsys.readouterr().err


def test_get_tells_what_became_of_a_retired_id(capsys: Captured) -> None:
    """On the lexicon that is shipped."""
    assert main(["get", "zce", "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    assert '"id": "czce"' in out
    assert err.startswith("zce: retired 2026-11-22: two records of one thing; now czce")
    assert main(["get", "family-farm"]) == 1
    assert "was withdrawn, 2026-11-22: " in capsys.readouterr().err
