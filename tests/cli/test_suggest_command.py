"""``cnfin-terms lexicon suggest`` from end to end. The names are made up."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest

from cnfin_terms.cli import main

if TYPE_CHECKING:
    from pathlib import Path

Captured = pytest.CaptureFixture[str]

FIRST = "会上，陆鹤鸣（Lu Heming）表示。中国证监会副主席何向晚说。"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(FIRST, "utf-8")
    rows = [{"text": "江西梧塘银行股份有限公司（以下简称“梧塘银行”）", "url": "https://example.org/b", "date": "2026-05-02"}, {"text": "无"}, {"text": ""}]
    (tmp_path / "b.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return tmp_path


def test_it_prints_blocks_to_paste_with_their_evidence(texts: Path, capsys: Captured) -> None:
    assert main(["lexicon", "suggest", str(texts)]) == 0
    out, err = capsys.readouterr()
    table = tomllib.loads(out)
    assert set(table) == {"jiang-xi-wu-tang-yin-hang", "lu-heming"}
    assert table["jiang-xi-wu-tang-yin-hang"]["sources"] == ["https://example.org/b"]
    assert "a.txt: 会上，[陆鹤鸣（Lu Heming]）表示。" in out
    assert err == "4 texts: 2 sure suggestions, 1 others; 2 shown\n"


def test_doubtful_ones_come_on_demand_after_the_sure_ones(texts: Path, capsys: Captured) -> None:
    assert main(["lexicon", "suggest", str(texts), "--all", "--format", "jsonl", "--as-of-field", "date"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["name"] for row in rows][-1] == "何向晚"
    assert rows[-1]["score"] < 0.9 <= min(row["score"] for row in rows[:-1])
    assert {row["evidence"][0]["as_of"] for row in rows} == {None, "2026-05-02"}
    assert main(["lexicon", "suggest", str(texts), "--limit", "1"]) == 0
    assert len(tomllib.loads(capsys.readouterr().out)) == 1


def test_what_was_found_can_be_laid_over_at_once(texts: Path, capsys: Captured) -> None:
    assert main(["lexicon", "suggest", str(texts / "a.txt")]) == 0
    found = texts / "found.toml"
    found.write_text(capsys.readouterr().out, "utf-8")
    assert main(["lexicon", "suggest", str(texts / "a.txt"), "--overlay", str(found)]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("words", [["--limit", "0"], ["--least", "0"], ["--workers", "0"]])
def test_numbers_begin_at_one(texts: Path, capsys: Captured, words: list[str]) -> None:
    assert main(["lexicon", "suggest", str(texts), *words]) == 2
    assert "take numbers from 1" in capsys.readouterr().err


def test_a_missing_file_is_named_and_ends_with_1(tmp_path: Path, capsys: Captured) -> None:
    assert main(["lexicon", "suggest", str(tmp_path / "none.txt")]) == 1
    assert "no such file" in capsys.readouterr().err
