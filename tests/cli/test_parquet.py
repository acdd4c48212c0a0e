"""Parquet in, Parquet out: the columns as they are and the mentions beside them, whoever works, and a bad row alone is null."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import pytest
from fragile import Fragile

from cnfin_terms import Linker
from cnfin_terms.cli import commands, main

pa = pytest.importorskip("pyarrow", reason="pyarrow is not here: pip install cnfin-terms[arrow]")
pq = pytest.importorskip("pyarrow.parquet")

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _one_lexicon(monkeypatch: pytest.MonkeyPatch, real: Linker) -> None:
    monkeypatch.setattr(commands, "linker_of", lambda _: Fragile(real.lexicon))
    monkeypatch.setattr("cnfin_terms.cli.parquet.ROWS", 16)


def table(rows: int = 100) -> Any:
    """Texts with nulls, dates and other columns."""
    return pa.table({
        "id": list(range(rows)), "body": [None if n % 10 == 9 else f"第{n}条：央行" for n in range(rows)],
        "day": [dt.date(2025, 1, 1)] * rows, "tags": [["a", "b"]] * rows,
    })


def test_columns_stay_and_mentions_come_beside_them(tmp_path: Path, capsys: Captured, real: Linker) -> None:
    from cnfin_terms.arrow import with_mentions

    pq.write_table(table(), tmp_path / "in.parquet", row_group_size=37)
    for workers in ("1", "2"):
        out = tmp_path / f"out{workers}.parquet"
        assert main(["link", str(tmp_path / "in.parquet"), "--field", "body", "--as-of-field", "day", "-o", str(out), "--workers", workers]) == 0
        found = pq.read_table(out)
        assert found.equals(with_mentions(table(), "body", as_of="day", linker=real, into="linked"))
        assert found.schema.metadata == with_mentions(table(1), "body", linker=real, into="linked").schema.metadata
    assert capsys.readouterr().err == ""
    assert (tmp_path / "out1.parquet").read_bytes() == (tmp_path / "out2.parquet").read_bytes()


def test_a_key_gives_a_row_for_each_mention_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    pq.write_table(table(20), tmp_path / "in" / "a.parquet")
    pq.write_table(table(5), tmp_path / "in" / "b.parquet")
    out = tmp_path / "rows.parquet"
    assert main(["link", str(tmp_path / "in"), "--field", "body", "--key-field", "tags", "-o", str(out)]) == 0
    found = pq.read_table(out)
    assert found.column_names[0] == "tags"
    assert found["id"].to_pylist() == ["pboc"] * (18 + 5)


def test_no_rows_are_a_table_without_rows(tmp_path: Path) -> None:
    pq.write_table(table(0), tmp_path / "in.parquet")
    out = tmp_path / "out.parquet"
    assert main(["link", str(tmp_path / "in.parquet"), "--field", "body", "-o", str(out), "--workers", "2"]) == 0
    assert pq.read_table(out).column_names == ["id", "body", "day", "tags", "linked"]


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_bad_rows_alone_are_null(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, workers: str) -> None:
    monkeypatch.setattr("cnfin_terms.cli.parquet.ROWS", 4)  # few workers have to die
    given = table(60)
    bodies = given["body"].to_pylist()
    bodies[30] = "raise"
    bodies[50] = "exit" if workers == "2" else "raise"
    pq.write_table(given.set_column(1, "body", [bodies]), tmp_path / "in.parquet", row_group_size=40)
    out = tmp_path / "out.parquet"
    assert main(["link", str(tmp_path / "in.parquet"), "--field", "body", "-o", str(out), "--workers", workers]) == 1
    found = pq.read_table(out)
    assert found["body"].to_pylist() == bodies
    assert [n for n, one in enumerate(found["linked"].to_pylist()) if one is None] == sorted([30, 50, *range(9, 60, 10)])
    said = capsys.readouterr().err.splitlines()
    assert [line.partition(": row ")[2].split(": ")[0] for line in said] == ["31", "51"]
    assert "RecursionError: too deep; not linked" in said[0]


@pytest.mark.parametrize(("argv", "message"), [
    (["in.parquet", "-o", "out.parquet"], "'text'"),
    (["in.parquet", "--field", "body"], "name it with --output"),
    (["in.parquet", "--field", "body", "-o", "out.parquet", "--resume"], "leave out --resume"),
    (["in.parquet", "--field", "body", "-o", "in.parquet"], "one of the inputs"),
    (["a.txt", "-o", "out.parquet"], "made of Parquet files"),
    (["in.parquet", "b.parquet", "--field", "body", "-o", "out.parquet"], "has other columns than"),
    (["bad.parquet", "--field", "body", "-o", "out.parquet"], "are Parquet files"),
    (["in.parquet", "--field", "body", "--result-field", "id", "-o", "out.parquet"], "called 'id' already"),
])
def test_mistakes_say_what_would_be_right(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, argv: list[str], message: str) -> None:
    monkeypatch.chdir(tmp_path)
    pq.write_table(table(3), "in.parquet")
    pq.write_table(table(3).select(["id", "body"]), "b.parquet")
    Path("a.txt").write_text("央行", "utf-8")
    Path("bad.parquet").write_bytes(b"PAR1 no PAR1")
    before = Path("in.parquet").read_bytes()
    assert main(["link", *argv]) == 2
    assert message in capsys.readouterr().err
    assert Path("in.parquet").read_bytes() == before
    assert not Path("out.parquet").exists()


def test_other_outputs_do_not_read_parquet(tmp_path: Path, capsys: Captured) -> None:
    pq.write_table(table(3), tmp_path / "in.parquet")
    assert main(["link", str(tmp_path / "in.parquet"), "--format", "jsonl"]) == 1
    assert "write --output NAME.parquet" in capsys.readouterr().err


def test_without_pyarrow_it_is_told_how_to_get(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    pq.write_table(table(3), tmp_path / "in.parquet")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert main(["link", str(tmp_path / "in.parquet"), "-o", str(tmp_path / "out.parquet")]) == 2
    assert 'pip install "cnfin-terms[arrow]"' in capsys.readouterr().err
