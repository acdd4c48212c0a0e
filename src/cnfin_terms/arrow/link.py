"""Tables and streams of record batches to mentions: beside each text, or one row for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import repeat
from typing import Any

import pyarrow as pa

from cnfin_terms.arrow.columns import Offsets, codes
from cnfin_terms.arrow.plans import Plan, Rows, Source, With, keys_of, link_values
from cnfin_terms.arrow.schema import ENTITY, MENTIONS, metadata
from cnfin_terms.arrow.texts import dates_of, strings_of
from cnfin_terms.errors import OptionError
from cnfin_terms.lexicon.lexicon import Lexicon
from cnfin_terms.lexicon.vocabulary import TYPES
from cnfin_terms.linker import Linker, default_linker

__all__ = ["checked", "entities", "mention_rows", "mentions", "with_mentions"]

_UNITS = ("code-point", "utf-8", "utf-16")

#: Rows of a table that are worked on at a time.
_ROWS = 1 << 13


def checked(offsets: Offsets) -> Offsets:
    """The unit, if it is one.

    :raises OptionError: if not.
    """
    if offsets not in _UNITS:
        raise OptionError(f"{offsets!r} is no unit of offsets; one of {', '.join(_UNITS)}")
    return offsets


def _run(plan: Plan, linker: Linker | None, data: Any) -> Any:  # noqa: ANN401
    """Carry a plan out on whatever holds record batches, and give the same kind back."""
    linker = linker or default_linker()
    stamp = (linker.lexicon.version, linker.lexicon.fingerprint)
    if isinstance(data, pa.RecordBatch):
        return next(plan.batches(linker, [data]))
    if isinstance(data, pa.Table):
        schema = plan.schema(data.schema, stamp)
        return pa.Table.from_batches(list(plan.batches(linker, data.to_batches(max_chunksize=_ROWS))), schema=schema)
    if not isinstance(data, pa.RecordBatchReader) and hasattr(data, "__arrow_c_stream__"):
        data = pa.RecordBatchReader.from_stream(data)
    if isinstance(data, pa.RecordBatchReader):
        return pa.RecordBatchReader.from_batches(plan.schema(data.schema, stamp), plan.batches(linker, data))
    if isinstance(data, Iterable) and not isinstance(data, str | bytes | Mapping):
        return plan.batches(linker, data)
    raise OptionError(f"a Table, a RecordBatch, a RecordBatchReader or an iterable of RecordBatches is wanted, not {type(data).__name__}")


def mentions(
    texts: pa.Array | pa.ChunkedArray, as_of: pa.Array | pa.ChunkedArray | None = None, region: pa.Array | pa.ChunkedArray | None = None, *,
    linker: Linker | None = None, offsets: Offsets = "code-point",
) -> pa.Array | pa.ChunkedArray:
    """An array of texts to an array of lists of mentions, of the same length; null for null.

    :param texts: strings of any Arrow type for them.
    :param as_of: the texts' dates: dates, timestamps or strings, null for none. One date for all is an option of the linker.
    :param region: where the texts are from, likewise.
    :param linker: None takes the default.
    :param offsets: what ``start`` and ``end`` count.
    :raises OptionError: for a column of another type or length, or a value that is no date or region.

    >>> mentions(pa.array(["上交所", None])).to_pylist()[0][0]["id"]
    'sse'
    """
    checked(offsets)
    given = [column for column in (as_of, region) if column is not None]
    if any(len(column) != len(texts) for column in given):
        raise OptionError(f"texts, dates and regions are columns of one length, not {', '.join(str(len(column)) for column in (texts, *given))}")
    linker = linker or default_linker()

    def link(texts: Any, first: int) -> Any:  # noqa: ANN401
        dates = dates_of(as_of.slice(first, len(texts)), "as_of") if as_of is not None else repeat(None)
        regions = strings_of(region.slice(first, len(texts)), "region") if region is not None else repeat(None)
        return link_values(linker, strings_of(texts, "texts"), dates, regions, offsets)

    if not isinstance(texts, pa.ChunkedArray):
        return link(texts, 0)
    first = 0
    chunks = []
    for chunk in texts.chunks:
        chunks.append(link(chunk, first))
        first += len(chunk)
    return pa.chunked_array(chunks, type=MENTIONS)


def with_mentions(
    data: Any, text: str, *, as_of: str | None = None, region: str | None = None, linker: Linker | None = None,  # noqa: ANN401
    into: str = "mentions", roles: str | None = None, offsets: Offsets = "code-point",
) -> Any:  # noqa: ANN401
    """The table as it is, with a column of lists of mentions at its end.

    :param data: a Table, RecordBatch or RecordBatchReader, which gives the same kind back; an iterable of RecordBatches, which gives an
        iterator; or whatever exports an Arrow stream (a DataFrame), which gives a RecordBatchReader. Streams are worked on a batch at a time.
    :param text: the column of texts; null gives null.
    :param as_of: the column of the texts' dates: dates, timestamps or strings. One date for all is an option of the linker.
    :param region: the column that says where the texts are from.
    :param linker: None takes the default.
    :param into: what to call the new column.
    :param roles: what to call a column of roles and posts beside it; None adds none.
    :param offsets: what ``start`` and ``end`` count.
    :raises OptionError: for an absent column, one of another type, a name that is taken, or a value that is no date or region.

    >>> table = with_mentions(pa.table({"url": ["a"], "body": ["证监会主席吴清"]}), "body", roles="roles")
    >>> table.column_names, [mention["id"] for mention in table["mentions"][0].as_py()]
    (['url', 'body', 'mentions', 'roles'], ['csrc', 'chairman', 'wu-qing'])
    """
    checked(offsets)
    return _run(With(Source(text, as_of, region), into, roles, offsets), linker, data)


def mention_rows(
    data: Any, text: str, *, keys: Iterable[str] | Mapping[str, str] = (), as_of: str | None = None, region: str | None = None,  # noqa: ANN401
    linker: Linker | None = None, offsets: Offsets = "code-point",
) -> Any:  # noqa: ANN401
    """One row for each mention: the keys of its text, then the mention's attributes.

    The parameters are those of :func:`with_mentions`, and:

    :param keys: columns to repeat for each mention; a mapping gives them other names. None: a column ``row`` has the number of the
        text in the input, from 0.
    :raises OptionError: also for a key that is called as a column of the mentions is.

    >>> mention_rows(pa.table({"id": [7], "body": ["QFII与沪港通"]}), "body", keys={"id": "page"}).select(["page", "start", "text", "id"]).to_pylist()
    [{'page': 7, 'start': 0, 'text': 'QFII', 'id': 'qfii'}, {'page': 7, 'start': 5, 'text': '沪港通', 'id': 'shanghai-hk-stock-connect'}]
    """
    checked(offsets)
    return _run(Rows(Source(text, as_of, region), keys_of(keys), offsets), linker, data)


def entities(lexicon: Lexicon | None = None) -> pa.Table:
    """The lexicon as a table, one row for each record: what mentions' ``id`` joins with.

    :param lexicon: None takes the default linker's.
    """
    lexicon = lexicon if lexicon is not None else default_linker().lexicon
    rows = list(lexicon)
    columns = [
        [entity.id for entity in rows], codes([entity.type for entity in rows], TYPES), [entity.kind for entity in rows],
        [entity.label("zh") for entity in rows], [entity.label("en") for entity in rows], [entity.since for entity in rows],
        [entity.until for entity in rows], [entity.origin for entity in rows],
    ]
    return pa.table(columns, schema=ENTITY.with_metadata(metadata((lexicon.version, lexicon.fingerprint))))
