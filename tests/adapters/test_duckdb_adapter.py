"""DuckDB: the functions in SQL, over its own tables, Arrow tables and Parquet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tables

from cnfin_terms import Linker, OptionError

pa = pytest.importorskip("pyarrow", reason="needs pip install 'cnfin-terms[duckdb]'")
duckdb = pytest.importorskip("duckdb", reason="needs pip install 'cnfin-terms[duckdb]'")

from cnfin_terms.adapters import duckdb as adapter  # noqa: E402


@pytest.fixture
def connection(tiny: Linker) -> Any:
    connection = duckdb.connect(config={"threads": 2})
    adapter.register(connection, linker=tiny)
    connection.register("pages", pa.table({"id": range(len(tables.TEXTS)), "body": list(tables.TEXTS)}))
    yield connection
    connection.close()


def test_lists_beside_the_texts(connection: Any, tiny: Linker) -> None:
    found = connection.execute("SELECT mentions(body) FROM pages ORDER BY id").fetchall()
    assert [mentions for (mentions,) in found] == tables.lists_of(tiny)


def test_rows_by_unnest(connection: Any, tiny: Linker) -> None:
    found = connection.execute("SELECT page, m FROM (SELECT id AS page, unnest(mentions(body)) AS m FROM pages) ORDER BY page, m.start").fetchall()
    assert [{"row": page, **mention} for page, mention in found] == tables.rows_of(tiny)


def test_offsets_count_as_substr_does(connection: Any) -> None:
    """Beyond the basic plane too: a mention is found again in SQL."""
    found = connection.execute("""
        SELECT m.text, substr(body, m.start + 1, m."end" - m.start) FROM (SELECT body, unnest(mentions(body)) AS m FROM pages WHERE body LIKE '😀%')
    """).fetchall()
    assert len(found) >= 2
    assert all(text == cut for text, cut in found)


def test_more_rows_than_one_vector(connection: Any) -> None:
    """DuckDB hands over two thousand rows at a time, and on two threads."""
    connection.execute("CREATE TABLE many AS SELECT i, CASE WHEN i % 7 = 0 THEN NULL ELSE 'QFRA ' || i END AS body FROM range(10_000) AS t(i)")
    counted = connection.execute("SELECT count(*), count(m), min(m[1].id), max(m[1].id), sum(len(m)) FROM (SELECT mentions(body) AS m FROM many)").fetchone()
    assert counted == (10_000, 8_571, "qfra", "qfra", 8_571)


def test_a_constant_null_and_nothing(connection: Any) -> None:
    assert connection.execute("SELECT mentions(NULL), mentions(''), len(mentions('QFRA'))").fetchone() == (None, [], 1)
    assert connection.execute("SELECT mentions(body) FROM pages WHERE id < 0").fetchall() == []


def test_dates_and_regions(connection: Any, tiny: Linker) -> None:
    found = connection.execute("SELECT mentions_as_of(t, d::VARCHAR, r) FROM (VALUES ('QFRA', DATE '2017-06-01', 'hk'), ('QFRA', NULL, NULL)) AS v(t, d, r)")
    assert [row[0] for row in found.fetchall()] == [tables.mentions_of(tiny.link("QFRA", "2017-06-01", "hk")), tables.mentions_of(tiny.link("QFRA"))]
    with pytest.raises(duckdb.Error, match="'yesterday' is not a date"):
        connection.execute("SELECT mentions_as_of('QFRA', 'yesterday', NULL)").fetchall()


def test_another_name_and_unit(tiny: Linker) -> None:
    with duckdb.connect() as connection:
        adapter.register(connection, name="found", linker=tiny, offsets="utf-8")
        assert connection.execute("SELECT found('😀QFRA')[1].start, found_as_of('😀QFRA', NULL, NULL)[1].start").fetchone() == (4, 4)
        with pytest.raises(OptionError, match="one of code-point"):
            adapter.register(connection, name="other", linker=tiny, offsets="bytes")  # type: ignore[arg-type]


def test_the_documentations_example_runs(tmp_path: Path) -> None:
    assert tables.run_example("DuckDB", tmp_path) >= {"pboc", "pan-gongsheng", "csrc", "wu-qing"}
