"""DuckDB: SQL functions that give the list of a text's mentions.

Needs ``pip install 'cnfin-terms[duckdb]'``.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from cnfin_terms import arrow
from cnfin_terms.arrow.columns import Offsets
from cnfin_terms.arrow.link import checked
from cnfin_terms.arrow.schema import MENTIONS, plain
from cnfin_terms.linker import Linker, default_linker

__all__ = ["register"]

_NAMES = {pa.int32(): "INTEGER", pa.float64(): "DOUBLE", pa.string(): "VARCHAR"}


def _sql(type_: pa.DataType) -> str:
    """An Arrow type as DuckDB writes it."""
    if pa.types.is_struct(type_):
        fields = (f'"{field.name}" {_sql(field.type)}' for field in type_.fields)
        return f"STRUCT({', '.join(fields)})"
    return f"{_sql(type_.value_type)}[]" if pa.types.is_list(type_) else _NAMES[type_]


def register(connection: duckdb.DuckDBPyConnection, *, name: str = "mentions", linker: Linker | None = None, offsets: Offsets = "code-point") -> None:
    """Give a connection two functions: ``mentions(text)``, and ``mentions_as_of(text, date, region)``, whose date and region may be NULL.

    Both give a LIST of STRUCTs, NULL for NULL. ``unnest`` makes rows of it.

    :param name: what to call the first; the second has ``_as_of`` after it.
    :raises OptionError: for what is no unit; a query that uses them, for what is no date or region.

    >>> connection = duckdb.connect()
    >>> register(connection)
    >>> connection.sql("SELECT page, m.start, m.id FROM (SELECT 7 AS page, unnest(mentions('QFII与沪港通')) AS m)").fetchall()
    [(7, 0, 'qfii'), (7, 5, 'shanghai-hk-stock-connect')]
    """
    checked(offsets)
    linker = linker or default_linker()
    result = plain(MENTIONS)

    def link(text: pa.ChunkedArray) -> pa.ChunkedArray:
        return arrow.mentions(text, linker=linker, offsets=offsets).cast(result)

    def link_as_of(text: pa.ChunkedArray, as_of: pa.ChunkedArray, region: pa.ChunkedArray) -> pa.ChunkedArray:
        return arrow.mentions(text, as_of, region, linker=linker, offsets=offsets).cast(result)

    returns = connection.dtype(_sql(result))
    connection.create_function(name, link, ["VARCHAR"], returns, type="arrow", null_handling="special")
    connection.create_function(f"{name}_as_of", link_as_of, ["VARCHAR"] * 3, returns, type="arrow", null_handling="special")
