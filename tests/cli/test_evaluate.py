"""The command line's eval: tables, data, and broken lines that are reported while the rest goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cnfin_terms.cli import main


@pytest.fixture
def marked(tmp_path: Path) -> str:
    path = tmp_path / "gold.txt"
    path.write_text("[[央行|pboc]][[行长|governor-central-bank]][[潘功胜|pan-gongsheng]]\n\n[[NFRA|csrc]]\n", "utf-8")
    return str(path)


def test_tables(marked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", marked]) == 0
    out = capsys.readouterr().out
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines() if line}
    assert rows["all"] == ["4", "4", "3", "0.750", "0.750", "0.750"]
    assert rows["person"] == ["1", "1", "1", "1.000", "1.000", "1.000"]
    assert rows["wrong"][1:3] == ["nfra", "csrc"]
    assert "over 4 candidates" in out


def test_data_and_the_number_of_errors(marked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", marked, "--format", "json", "--worst", "1"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["types"]["all"]["right"] == 3
    assert len(data["faults"]) == 1


def test_a_broken_line_is_reported_and_the_rest_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "NFRA", "mentions": [{"start": 0, "end": 4, "id": "nfra"}]}\n{\n', "utf-8")
    assert main(["eval", str(path)]) == 1
    told = capsys.readouterr()
    assert "gold.jsonl:2: no JSON" in told.err
    assert told.out.splitlines()[2].split()[:4] == ["all", "1", "1", "1"]


def test_what_is_no_utf8_and_what_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"{\xff")
    assert main(["eval", str(path)]) == 2
    assert "byte 1 is no UTF-8" in capsys.readouterr().err
    assert main(["eval", str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl" in capsys.readouterr().err
