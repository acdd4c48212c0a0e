"""Columns of texts, dates and regions, of whatever Arrow type holds them, as Python reads them: one value at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from cnfin_terms.errors import InputError, OptionError

__all__ = ["dates_of", "strings_of"]


def _is_text(type_: pa.DataType) -> bool:
    if pa.types.is_dictionary(type_):
        type_ = type_.value_type
    return bool(pa.types.is_string(type_) or pa.types.is_large_string(type_) or pa.types.is_string_view(type_) or pa.types.is_null(type_))


def strings_of(column: pa.Array, what: str) -> Iterator[str | None]:
    """The strings of a column, plain, large, as views or in a dictionary; None for null. One is held at a time.

    :param what: how messages call the column.
    :raises OptionError: at once, if it is of another type.
    :raises InputError: at a value that is not UTF-8.
    """
    if not _is_text(column.type):
        hint = "; decode it first, as in pyarrow.compute.cast(column, 'string')" if "binary" in str(column.type) else ""
        raise OptionError(f"{what} is a column of strings, not of {column.type}{hint}")
    return _values(column, what)


def _values(column: pa.Array, what: str) -> Iterator[str | None]:
    for row, value in enumerate(column):
        try:
            yield value.as_py()
        except UnicodeDecodeError as error:
            raise InputError(f"{what}, row {row}: byte {error.start} is not UTF-8, which Arrow strings must be; mend it where the column is made") from None


def dates_of(column: pa.Array, what: str) -> Iterator[str | None]:
    """Dates as the library writes them, of a column of dates, of timestamps (the day in their own zone) or of strings.

    :raises OptionError: if it is of another type. Strings are taken as they are.
    """
    if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
        column = column.cast(pa.date32(), safe=False).cast(pa.string())
    elif not _is_text(column.type):
        raise OptionError(f"{what} is a column of dates, timestamps or strings (YYYY, YYYY-MM, YYYY-MM-DD), not of {column.type}")
    return strings_of(column, what)
