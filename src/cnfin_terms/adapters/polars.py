"""Polars: an expression that gives lists of mentions, eager or lazy, and a frame with one row for each mention.

Needs ``pip install 'cnfin-terms[polars]'``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

import polars as pl
import pyarrow as pa

from cnfin_terms import arrow
from cnfin_terms.arrow.columns import Offsets
from cnfin_terms.arrow.link import checked
from cnfin_terms.arrow.plans import keys_of
from cnfin_terms.arrow.schema import MENTIONS
from cnfin_terms.linker import Linker, default_linker

__all__ = ["mention_rows", "mentions"]

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)


def _dtype(type_: pa.DataType) -> pl.DataType:
    """The Polars type that an Arrow type becomes."""
    return pl.Series(pl.from_arrow(pa.array([], type_))).dtype


def mentions(
    text: str | pl.Expr, *, as_of: str | pl.Expr | None = None, region: str | pl.Expr | None = None, linker: Linker | None = None,
    offsets: Offsets = "code-point",
) -> pl.Expr:
    """An expression called ``mentions``: the list of each text's mentions, null where the text is.

    It works row by row, so that a lazy query may run it on parts and in any order.

    :param text: the column of texts.
    :param as_of: the column of their dates: dates, datetimes or strings. One date for all is an option of the linker.
    :param region: the column that says where they are from.
    :raises OptionError: when the query runs, for a column of another type, or a value that is no date or region.

    >>> frame = pl.DataFrame({"body": ["上交所", None]})
    >>> frame.with_columns(mentions("body").list.eval(pl.element().struct.field("id")))["mentions"].to_list()
    [['sse'], None]
    """
    checked(offsets)
    given = {"text": text, "as_of": as_of, "region": region}
    parts = [(pl.col(part) if isinstance(part, str) else part).alias(name) for name, part in given.items() if part is not None]

    def link(struct: pl.Series) -> pl.Series:
        columns = {name: struct.struct.field(name).to_arrow() for name in struct.struct.fields}
        return pl.Series("mentions", pl.from_arrow(arrow.mentions(
            columns["text"], columns.get("as_of"), columns.get("region"), linker=linker or default_linker(), offsets=offsets)))

    return pl.struct(parts).map_batches(link, return_dtype=_dtype(MENTIONS), is_elementwise=True).alias("mentions")


def mention_rows(
    frame: Frame, text: str, *, keys: Iterable[str] | Mapping[str, str], as_of: str | None = None, region: str | None = None,
    linker: Linker | None = None, offsets: Offsets = "code-point",
) -> Frame:
    """A frame with one row for each mention: the keys of its text, then the mention's attributes; lazy of a lazy one.

    :param keys: columns to repeat for each mention; a mapping gives them other names.
    :raises OptionError: for an absent column, one of another type, a name that is taken, or a value that is no date or region.

    >>> frame = pl.DataFrame({"url": ["a", "b"], "body": ["QFII与沪港通", None]})
    >>> mention_rows(frame, "body", keys=["url"]).select("url", "start", "id").rows()
    [('a', 0, 'qfii'), ('a', 5, 'shanghai-hk-stock-connect')]
    """
    keys = dict(keys_of(keys))

    def link(part: pl.DataFrame) -> pl.DataFrame:
        return pl.DataFrame(pl.from_arrow(arrow.mention_rows(part.to_arrow(), text, keys=keys, as_of=as_of, region=region, linker=linker, offsets=offsets)))

    if isinstance(frame, pl.DataFrame):
        return link(frame)
    wanted = [text, *keys, *(column for column in (as_of, region) if column is not None)]
    part = frame.select(list(dict.fromkeys(wanted)))
    return part.map_batches(link, schema=link(pl.DataFrame(schema=part.collect_schema())).schema, streamable=True)
