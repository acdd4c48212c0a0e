"""pandas: a Series of texts to a Series of lists of mentions, or to a DataFrame with one row for each mention.

Needs ``pip install 'cnfin-terms[pandas]'``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from cnfin_terms.arrow.columns import Offsets
from cnfin_terms.arrow.link import checked
from cnfin_terms.arrow.plans import link_values
from cnfin_terms.errors import OptionError
from cnfin_terms.linker import Linker, default_linker

__all__ = ["mention_rows", "mentions"]


def mentions(
    texts: pd.Series, *, as_of: pd.Series | None = None, region: pd.Series | None = None, linker: Linker | None = None, offsets: Offsets = "code-point",
) -> pd.Series:
    """A Series of lists of mentions beside the texts: of their index, missing where the text is.

    :param texts: strings in a Series of any dtype that holds them (``str``, ``string``, ``object``, ``category``, Arrow).
    :param as_of: the texts' dates, of the same index: datetimes or strings. One date for all is an option of the linker.
    :param region: where the texts are from, likewise.
    :raises OptionError: for another length or index, a value that is no string, date or region.

    >>> mentions(pd.Series(["上交所", None], index=["a", "b"]))["a"][0]["id"]
    'sse'
    """
    return pd.Series(pd.arrays.ArrowExtensionArray(_lists(texts, as_of, region, linker, offsets)), index=texts.index, name="mentions")


def mention_rows(
    texts: pd.Series, *, as_of: pd.Series | None = None, region: pd.Series | None = None, linker: Linker | None = None, offsets: Offsets = "code-point",
) -> pd.DataFrame:
    """A DataFrame with one row for each mention, by the index of its text: join it with what the texts came from.

    The parameters are those of :func:`mentions`.

    >>> pages = pd.DataFrame({"url": ["a", "b"], "body": ["QFII与沪港通", None]})
    >>> mention_rows(pages["body"]).join(pages[["url"]])[["url", "start", "id"]].values.tolist()
    [['a', 0, 'qfii'], ['a', 5, 'shanghai-hk-stock-connect']]
    """
    lists = _lists(texts, as_of, region, linker, offsets)
    rows = lists.values  # noqa: PD011  (an Arrow array's)
    columns = {field.name: pd.arrays.ArrowExtensionArray(column) for field, column in zip(rows.type.fields, rows.flatten(), strict=True)}
    return pd.DataFrame(columns, index=texts.index.take(pc.list_parent_indices(lists).to_numpy()))


def _lists(texts: pd.Series, as_of: pd.Series | None, region: pd.Series | None, linker: Linker | None, offsets: Offsets) -> pa.Array:
    for series, what in ((texts, "texts"), (as_of, "as_of"), (region, "region")):
        if series is None and what != "texts":
            continue
        if not isinstance(series, pd.Series):
            raise OptionError(f"{what} is a pandas Series, not {type(series).__name__}")
        if not series.index.equals(texts.index):
            raise OptionError(f"{what} has another index than the texts; take both from one DataFrame")
    if as_of is not None and pd.api.types.is_datetime64_any_dtype(as_of.dtype):
        as_of = as_of.dt.strftime("%Y-%m-%d")
    return link_values(
        linker or default_linker(), _strings(texts, "texts"), _strings(as_of, "as_of") if as_of is not None else repeat(None),
        _strings(region, "region") if region is not None else repeat(None), checked(offsets))


def _strings(series: pd.Series, what: str) -> Iterator[str | None]:
    """Strings, None for whatever pandas takes for missing. Not by way of Arrow: a Python str may hold what UTF-8 cannot."""
    value: Any
    for row, value in enumerate(series):
        if isinstance(value, str):
            yield value
        elif pd.api.types.is_scalar(value) and pd.isna(value):
            yield None
        elif hasattr(value, "isoformat"):  # a date in a column of objects
            yield value.isoformat()[:10]
        else:
            raise OptionError(f"{what} is a Series of strings; row {row}, counted from 0, is a {type(value).__name__}")
