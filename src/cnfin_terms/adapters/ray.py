"""Ray Data: a pool of actors, each with one linker, whose lexicon must be the driver's.

Needs ``pip install 'cnfin-terms[ray]'``, and the same version of cnfin-terms on every node.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa
from ray.data import ActorPoolStrategy, Dataset

from cnfin_terms.arrow.columns import Offsets
from cnfin_terms.arrow.link import checked
from cnfin_terms.arrow.plans import Plan, Rows, Source, With, keys_of
from cnfin_terms.arrow.shipped import Shipped, ship
from cnfin_terms.errors import OptionError
from cnfin_terms.linker import Linker

__all__ = ["mention_rows", "with_mentions"]

#: Rows of a batch: some ten megabytes of web pages.
_ROWS = 1024


class _Actor:
    """One worker: the linker is made when it starts."""

    def __init__(self, shipped: Shipped) -> None:
        self.linker = shipped.linker()
        self.plan = shipped.plan

    def __call__(self, table: pa.Table) -> pa.Table:
        stamp = (self.linker.lexicon.version, self.linker.lexicon.fingerprint)
        return pa.Table.from_batches(list(self.plan.batches(self.linker, table.to_batches())), schema=self.plan.schema(table.schema, stamp))


def _run(dataset: Dataset, plan: Plan, linker: Linker | None, workers: int | tuple[int, int], options: dict[str, Any]) -> Dataset:
    fewest, most = (workers, workers) if isinstance(workers, int) else workers
    return dataset.map_batches(
        _Actor, fn_constructor_args=(ship(plan, linker),), compute=ActorPoolStrategy(min_size=fewest, max_size=most), batch_format="pyarrow",
        **{"batch_size": _ROWS, **options})


def with_mentions(
    dataset: Dataset, text: str, *, as_of: str | None = None, region: str | None = None, linker: Linker | None = None, into: str = "mentions",
    roles: str | None = None, offsets: Offsets = "code-point", workers: int | tuple[int, int] = 1, **options: Any,  # noqa: ANN401
) -> Dataset:
    """The dataset as it is, with a column of lists of mentions at its end. Nothing runs before its rows are asked for.

    The parameters are those of :func:`cnfin_terms.arrow.with_mentions`, and:

    :param workers: actors, or the fewest and the most of them. Each has the lexicon in memory once, and holds a CPU while the dataset is
        worked on: leave the cluster some for what comes before and after.
    :param options: further ones of ``Dataset.map_batches`` (``batch_size``, ``num_cpus``, ``memory`` ...).
    """
    return _run(dataset, With(Source(text, as_of, region), into, roles, checked(offsets)), linker, workers, options)


def mention_rows(
    dataset: Dataset, text: str, *, keys: Iterable[str] | Mapping[str, str], as_of: str | None = None, region: str | None = None,
    linker: Linker | None = None, offsets: Offsets = "code-point", workers: int | tuple[int, int] = 1, **options: Any,  # noqa: ANN401
) -> Dataset:
    """One row for each mention: the keys of its text, then the mention's attributes.

    The parameters are those of :func:`cnfin_terms.arrow.mention_rows` and of :func:`with_mentions`; a key there must be, since a block of a
    dataset knows no row numbers.

    :raises OptionError: for no key, or one whose name is taken.
    """
    pairs = keys_of(keys)
    if not pairs:
        raise OptionError("keys are columns of the dataset, one at least")
    return _run(dataset, Rows(Source(text, as_of, region), pairs, checked(offsets)), linker, workers, options)
