"""PySpark, local with two workers: byte for byte what this process answers."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tables

from cnfin_terms import Linker, OptionError

pa = pytest.importorskip("pyarrow", reason="needs pip install 'cnfin-terms[spark]'")
pyspark = pytest.importorskip("pyspark", reason="needs pip install 'cnfin-terms[spark]'")

pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None and "JAVA_HOME" not in os.environ, reason="Spark needs Java 17 or later, and there is none"),
    pytest.mark.filterwarnings("default"),  # Spark's own are not ours to mend
]

from cnfin_terms import arrow  # noqa: E402
from cnfin_terms.adapters import spark as adapter  # noqa: E402
from cnfin_terms.arrow.plans import Source, With  # noqa: E402
from cnfin_terms.arrow.schema import plain  # noqa: E402
from cnfin_terms.arrow.shipped import ship  # noqa: E402


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYSPARK_PYTHON", sys.executable)
        environment.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        options = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.memory": "1g", "spark.sql.session.timeZone": "UTC",
                   "spark.sql.execution.arrow.maxRecordsPerBatch": "3", "spark.log.level": "OFF"}
        session = SparkSession.builder.master("local[2]").config(map=options).getOrCreate()
        yield session
        session.stop()


@pytest.fixture(scope="module")
def pages() -> Any:
    return pa.table({"id": range(len(tables.PAGES["url"]) * 4), **{name: column * 4 for name, column in tables.PAGES.items()}})


def plainly(table: Any) -> Any:
    """As Spark can hold it: strings for dictionaries, its own names within lists, no metadata."""
    table = table.replace_schema_metadata()
    return table.cast(pa.schema([field.with_type(plain(field.type)) for field in table.schema]))


def bits(table: Any, like: Any) -> bytes:
    """The table as the bytes of one batch, under one schema: equal bytes, equal floats to the last bit."""
    return bytes(table.cast(like.schema).combine_chunks().to_batches()[0].serialize())


def test_lists_and_roles_are_the_local_ones(spark: Any, pages: Any, real: Linker) -> None:
    frame = spark.createDataFrame(pages).repartition(2)
    found = adapter.with_mentions(frame, "body", as_of="day", roles="roles", linker=real)
    assert found.schema.names == [*frame.schema.names, "mentions", "roles"]
    there = found.toArrow().sort_by("id")
    here = plainly(arrow.with_mentions(pages, "body", as_of="day", roles="roles", linker=real))
    assert there.to_pydict() == here.to_pydict()
    assert bits(there, here) == bits(here, here)


def test_rows_are_the_local_ones(spark: Any, pages: Any, real: Linker) -> None:
    found = adapter.mention_rows(spark.createDataFrame(pages).repartition(2), "body", keys={"id": "page", "url": "url"}, linker=real)
    there = found.toArrow().sort_by([("page", "ascending"), ("start", "ascending")])
    here = plainly(arrow.mention_rows(pages, "body", keys={"id": "page", "url": "url"}, linker=real))
    assert there.to_pydict() == here.to_pydict()
    assert bits(there, here) == bits(here, here)
    assert adapter.mention_rows(spark.createDataFrame(pages).filter("id < 0"), "body", keys=["url"], linker=real).count() == 0


def test_offsets_count_as_substr_does(spark: Any, pages: Any, real: Linker) -> None:
    """Beyond the basic plane too: a mention is found again in SQL."""
    rows = adapter.mention_rows(spark.createDataFrame(pages.slice(3, 1)), "body", keys={"body": "page"}, linker=real)
    found = rows.selectExpr("start", "text", "substr(page, start + 1, `end` - start) AS cut").collect()
    assert max(row.start for row in found) > tables.PAGES["body"][3].index("😀")
    assert all(row.text == row.cut for row in found)


def test_each_worker_process_makes_one_linker(spark: Any, real: Linker) -> None:
    """Over tasks and jobs: a frame of four parts, gone through twice by two workers."""
    shipped = ship(With(Source("body")), real)

    def made(batches: Any) -> Any:
        for _ in batches:
            yield pa.record_batch({"process": [os.getpid()], "linker": [id(shipped.linker())]})

    seen = [tuple(row) for _ in range(2) for row in spark.range(0, 4, 1, 4).mapInArrow(made, "process long, linker long").collect()]
    assert len(seen) == 8
    assert len(set(seen)) == len({process for process, _ in seen}) <= 2
    assert os.getpid() not in {process for process, _ in seen}


def test_a_worker_with_another_lexicon_fails_and_says_so(spark: Any, pages: Any, tiny: Linker) -> None:
    """The driver's linker is on the tests' own lexicon, which no worker has."""
    with pytest.raises(pyspark.errors.PythonException, match=r"ArtifactError: the worker on .* cannot answer as the driver does"):
        adapter.with_mentions(spark.createDataFrame(pages).limit(1), "body", linker=tiny).collect()


def test_mistakes_are_named_before_anything_runs(spark: Any, pages: Any, real: Linker) -> None:
    frame = spark.createDataFrame(pages)
    with pytest.raises(OptionError, match="there is no column 'txt'"):
        adapter.with_mentions(frame, "txt", linker=real)
    with pytest.raises(OptionError, match="two columns would be called 'url'"):
        adapter.with_mentions(frame, "body", into="url", linker=real)
    with pytest.raises(OptionError, match="keys are columns of the frame"):
        adapter.mention_rows(frame, "body", keys=[], linker=real)
    with pytest.raises(OptionError, match=r"keys=.*my_id"):
        adapter.mention_rows(frame, "body", keys=["id"], linker=real)
    with pytest.raises(OptionError, match="there is no column 'when'"):
        adapter.mention_rows(frame, "body", keys=["url"], as_of="when", linker=real)


@pytest.mark.usefixtures("spark")
def test_the_documentations_example_runs(tmp_path: Path) -> None:
    assert tables.run_example("PySpark", tmp_path) >= {"pboc", "pan-gongsheng", "csrc", "wu-qing"}
