"""PySpark: ``mapInArrow`` with one linker in each worker process, whose lexicon must be the driver's.

Needs ``pip install 'cnfin-terms[spark]'``, and the same version of cnfin-terms on every worker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.types import ArrayType, DataType, DoubleType, IntegerType, StringType, StructField, StructType

from cnfin_terms.arrow.columns import Offsets
from cnfin_terms.arrow.link import checked
from cnfin_terms.arrow.plans import Plan, Rows, Source, With, keys_of
from cnfin_terms.arrow.schema import MENTION, MENTIONS, ROLES, plain
from cnfin_terms.arrow.shipped import Shipped, ship
from cnfin_terms.errors import OptionError
from cnfin_terms.linker import Linker

__all__ = ["mention_rows", "with_mentions"]

_TYPES = {pa.int32(): IntegerType(), pa.float64(): DoubleType(), pa.string(): StringType()}


def _spark(type_: pa.DataType) -> DataType:
    """The Spark type of an Arrow type. Spark has no dictionaries: their values stand for themselves."""
    if pa.types.is_struct(type_):
        return StructType([StructField(field.name, _spark(field.type), field.nullable) for field in type_.fields])
    if pa.types.is_list(type_):
        return ArrayType(_spark(type_.value_type), containsNull=type_.value_field.nullable)
    return _TYPES[type_.value_type if pa.types.is_dictionary(type_) else type_]


class _Plain:
    """A task: the shipped plan, with strings for dictionaries in what it gives."""

    def __init__(self, shipped: Shipped) -> None:
        self.shipped = shipped

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in self.shipped(batches):
            yield batch.cast(pa.schema([field.with_type(plain(field.type)) for field in batch.schema]))


def _run(frame: DataFrame, plan: Plan, source: Source, linker: Linker | None, schema: StructType) -> DataFrame:
    for name in (source.text, source.as_of, source.region):
        if name is not None and name not in frame.columns:
            raise OptionError(f"there is no column {name!r}; the columns are {', '.join(frame.columns)}")
    return frame.mapInArrow(_Plain(ship(plan, linker)), schema)


def with_mentions(
    frame: DataFrame, text: str, *, as_of: str | None = None, region: str | None = None, linker: Linker | None = None, into: str = "mentions",
    roles: str | None = None, offsets: Offsets = "code-point",
) -> DataFrame:
    """The frame as it is, with a column of arrays of mentions at its end. Nothing runs before an action asks for it.

    The parameters are those of :func:`cnfin_terms.arrow.with_mentions`. A linker travels by its lexicon's version and fingerprint and its
    overlays' texts, and each worker process makes it once.

    :raises OptionError: for an absent column, or a name that is taken.
    """
    names = [*frame.columns, into, *([roles] if roles is not None else [])]
    taken = next((name for name in names if names.count(name) > 1), None)
    if taken is not None:
        raise OptionError(f"two columns would be called {taken!r}; name the new ones with into=... and roles=...")
    source = Source(text, as_of, region)
    fields = [StructField(into, _spark(MENTIONS))] + ([StructField(roles, _spark(ROLES))] if roles is not None else [])
    return _run(frame, With(source, into, roles, checked(offsets)), source, linker, StructType([*frame.schema.fields, *fields]))


def mention_rows(
    frame: DataFrame, text: str, *, keys: Iterable[str] | Mapping[str, str], as_of: str | None = None, region: str | None = None,
    linker: Linker | None = None, offsets: Offsets = "code-point",
) -> DataFrame:
    """One row for each mention: the keys of its text, then the mention's attributes.

    The parameters are those of :func:`cnfin_terms.arrow.mention_rows`; a key there must be, since a part of a frame knows no row numbers.

    :raises OptionError: for an absent column, or a name that is taken.
    """
    pairs = keys_of(keys)
    source = Source(text, as_of, region)
    given = {field.name: field for field in frame.schema.fields}
    absent = next((name for name, _ in pairs if name not in given), None)
    if absent is not None or not pairs:
        raise OptionError(f"keys are columns of the frame, one at least: {', '.join(frame.columns)}; not {absent!r}")
    columns = [StructField(called, given[name].dataType, given[name].nullable) for name, called in pairs]
    wanted = list(dict.fromkeys([text, *(name for name, _ in pairs), *(name for name in (as_of, region) if name is not None)]))
    if not set(wanted) <= set(given):
        wanted = frame.columns
    plan = Rows(source, pairs, checked(offsets))
    return _run(frame.select(*wanted), plan, source, linker, StructType([*columns, *_spark(MENTION).fields]))
