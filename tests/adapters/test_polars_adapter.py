"""Polars: eager, lazy and streaming, every type that holds strings."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import tables

from cnfin_terms import Linker, OptionError

pa = pytest.importorskip("pyarrow", reason="needs pip install 'cnfin-terms[polars]'")
pl = pytest.importorskip("polars", reason="needs pip install 'cnfin-terms[polars]'")

from cnfin_terms.adapters import polars as adapter  # noqa: E402

FRAME = pl.DataFrame({"id": list(range(len(tables.TEXTS))), "body": list(tables.TEXTS)}, schema={"id": pl.Int64, "body": pl.String})
ROWS_FIRST = ["page", "start"]


@pytest.mark.parametrize("dtype", [pl.String, pl.Categorical], ids=str)
def test_lists_beside_the_texts(tiny: Linker, dtype: Any) -> None:
    found = FRAME.with_columns(pl.col("body").cast(dtype)).with_columns(adapter.mentions("body", linker=tiny))
    assert found["mentions"].to_list() == tables.lists_of(tiny)
    assert found["id"].to_list() == FRAME["id"].to_list()


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_lazy_queries_know_their_schema_and_give_the_same(tiny: Linker, engine: Any) -> None:
    query = FRAME.lazy().with_columns(adapter.mentions(pl.col("body"), linker=tiny)).filter(pl.col("id") > 2)
    found = query.collect(engine=engine).sort("id")
    assert query.collect_schema() == found.schema
    assert found["mentions"].to_list() == tables.lists_of(tiny)[3:]


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_rows_eager_and_lazy(tiny: Linker, engine: Any) -> None:
    wanted = [{"page": row.pop("row"), **row} for row in tables.rows_of(tiny)]
    eager = adapter.mention_rows(FRAME, "body", keys={"id": "page"}, linker=tiny)
    assert eager.to_dicts() == wanted
    query = adapter.mention_rows(FRAME.lazy(), "body", keys={"id": "page"}, linker=tiny)
    lazy = query.collect(engine=engine).sort("page", "start")
    assert query.collect_schema() == lazy.schema == eager.schema
    assert lazy.to_dicts() == wanted


def test_offsets_count_as_slices_do(tiny: Linker) -> None:
    """Beyond the basic plane too: a mention is found again by an expression."""
    rows = adapter.mention_rows(FRAME, "body", keys={"body": "page"}, linker=tiny)
    assert rows["page"].str.starts_with("😀").any()
    assert rows.select((pl.col("page").str.slice(pl.col("start"), pl.col("end") - pl.col("start")) == pl.col("text")).all()).item()


def test_nothing(tiny: Linker) -> None:
    assert FRAME.clear().with_columns(adapter.mentions("body", linker=tiny)).height == 0
    assert adapter.mention_rows(FRAME.clear(), "body", keys={"id": "page"}, linker=tiny).columns[:2] == ["page", "start"]


@pytest.mark.parametrize("dates", [["2017-06-01", None], [date(2017, 6, 1), None], [datetime(2017, 6, 1, 23), None]], ids=["strings", "dates", "datetimes"])  # noqa: DTZ001
def test_dates_and_regions(tiny: Linker, dates: Any) -> None:
    frame = pl.DataFrame({"body": ["QFRA"] * 2, "when": dates, "where": ["hk", None]})
    wanted = [tables.mentions_of(tiny.link("QFRA", "2017-06-01", "hk")), tables.mentions_of(tiny.link("QFRA"))]
    assert frame.select(adapter.mentions("body", as_of="when", region="where", linker=tiny))["mentions"].to_list() == wanted


def test_mistakes_are_named(tiny: Linker) -> None:
    with pytest.raises(OptionError, match="column of strings, not of int64"):
        FRAME.select(adapter.mentions("id", linker=tiny))
    with pytest.raises(OptionError, match="keys="):
        adapter.mention_rows(FRAME, "body", keys=["id"], linker=tiny)
    with pytest.raises(OptionError, match="one of code-point"):
        adapter.mentions("body", offsets="bytes")  # type: ignore[arg-type]


def test_the_documentations_example_runs(tmp_path: Path) -> None:
    assert tables.run_example("Polars", tmp_path) >= {"pboc", "pan-gongsheng", "csrc", "wu-qing"}
