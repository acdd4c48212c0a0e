"""Ray Data, a local pool of two actors: byte for byte what this process answers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tables

from cnfin_terms import Linker, OptionError

pa = pytest.importorskip("pyarrow", reason="needs pip install 'cnfin-terms[ray]'")
ray = pytest.importorskip("ray", reason="needs pip install 'cnfin-terms[ray]', of which there is none for this Python")
pytest.importorskip("ray.data", reason="needs pip install 'cnfin-terms[ray]'")

pytestmark = pytest.mark.filterwarnings("default")  # Ray's own are not ours to mend

from cnfin_terms import arrow  # noqa: E402
from cnfin_terms.adapters import ray as adapter  # noqa: E402


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    ray.init(num_cpus=4, include_dashboard=False, log_to_driver=False, logging_level="ERROR", object_store_memory=100_000_000)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    yield
    ray.shutdown()


@pytest.fixture(scope="module")
def pages() -> Any:
    return pa.table({"id": range(len(tables.PAGES["url"]) * 4), **{name: column * 4 for name, column in tables.PAGES.items()}})


def gathered(dataset: Any, *order: str) -> Any:
    """Its blocks as one table, in order."""
    blocks = [block for block in ray.get(dataset.to_arrow_refs()) if block.num_rows]
    return pa.concat_tables(blocks).sort_by([(name, "ascending") for name in order]).combine_chunks()


@pytest.mark.usefixtures("cluster")
def test_lists_and_roles_are_the_local_ones(pages: Any, real: Linker) -> None:
    dataset = ray.data.from_arrow(pages).repartition(4)
    found = adapter.with_mentions(dataset, "body", as_of="day", roles="roles", linker=real, workers=2, batch_size=3, memory=300_000_000)
    there = gathered(found, "id")
    here = arrow.with_mentions(pages, "body", as_of="day", roles="roles", linker=real)
    assert there.schema.equals(here.schema)
    assert there.to_pydict() == here.to_pydict()
    assert there.to_batches()[0].serialize().equals(here.combine_chunks().to_batches()[0].serialize())


@pytest.mark.usefixtures("cluster")
def test_rows_are_the_local_ones(pages: Any, real: Linker) -> None:
    found = adapter.mention_rows(ray.data.from_arrow(pages).repartition(4), "body", keys={"id": "page"}, linker=real)
    there = gathered(found, "page", "start")
    here = arrow.mention_rows(pages, "body", keys={"id": "page"}, linker=real)
    assert there.schema.equals(here.schema)
    assert there.to_pydict() == here.to_pydict()
    assert there.to_batches()[0].serialize().equals(here.combine_chunks().to_batches()[0].serialize())


@pytest.mark.usefixtures("cluster")
def test_actors_are_other_processes(pages: Any, real: Linker) -> None:
    found = adapter.mention_rows(ray.data.from_arrow(pages.slice(0, 1)), "body", keys=["url"], linker=real)
    assert os.getpid() not in {row["process"] for row in found.map(lambda row: {**row, "process": os.getpid()}).take_all()}


@pytest.mark.usefixtures("cluster")
def test_a_worker_with_another_lexicon_fails_and_says_so(pages: Any, tiny: Linker) -> None:
    with pytest.raises(Exception, match=r"the worker on .* cannot answer as the driver does"):
        adapter.with_mentions(ray.data.from_arrow(pages), "body", linker=tiny).take(1)


@pytest.mark.usefixtures("cluster")
def test_mistakes_are_named(pages: Any, real: Linker) -> None:
    dataset = ray.data.from_arrow(pages)
    with pytest.raises(OptionError, match="keys are columns of the dataset"):
        adapter.mention_rows(dataset, "body", keys=[], linker=real)
    with pytest.raises(Exception, match="there is no column 'txt'"):
        adapter.with_mentions(dataset, "txt", linker=real).take(1)


@pytest.mark.usefixtures("cluster")
def test_the_documentations_example_runs(tmp_path: Path) -> None:
    assert tables.run_example("Ray Data", tmp_path) >= {"pboc", "pan-gongsheng", "csrc", "wu-qing"}
