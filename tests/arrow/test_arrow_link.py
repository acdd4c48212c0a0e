"""Arrow in, Arrow out: every mention as the linker gives it, whatever holds the texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import tables
from hypothesis import given
from hypothesis import strategies as st

from cnfin_terms import InputError, Linker, OptionError

pa = pytest.importorskip("pyarrow", reason="needs pip install 'cnfin-terms[arrow]'")

from cnfin_terms import arrow  # noqa: E402

STRINGS = {
    "string": pa.string(), "large_string": pa.large_string(), "string_view": pa.string_view(),
    "dictionary": pa.dictionary(pa.int32(), pa.string()), "large dictionary": pa.dictionary(pa.uint32(), pa.large_string()),
}


def strings(type_: Any, texts: Any = tables.TEXTS) -> Any:
    plain = pa.array(texts, pa.string())
    return plain.dictionary_encode().cast(type_) if pa.types.is_dictionary(type_) else plain.cast(type_)


@pytest.mark.parametrize("type_", STRINGS.values(), ids=STRINGS)
def test_texts_of_every_string_type(tiny: Linker, type_: Any) -> None:
    """Scores to the last bit; null stays null, empty stays empty."""
    found = arrow.mentions(strings(type_), linker=tiny)
    found.validate(full=True)
    assert found.to_pylist() == tables.lists_of(tiny)


def test_a_column_of_nulls_alone(tiny: Linker) -> None:
    found = arrow.mentions(pa.nulls(2), linker=tiny)
    assert found.to_pylist() == [None, None]


def test_chunks_stay_chunks(tiny: Linker) -> None:
    texts = pa.chunked_array([["QFRA", None], [], ["QPB"]], pa.string())
    found = arrow.mentions(texts, linker=tiny, as_of=pa.chunked_array([["2020"], ["2021", "2022"]]))
    assert [len(chunk) for chunk in found.chunks] == [2, 0, 1]
    assert found.to_pylist() == [*tables.lists_of(tiny, ["QFRA", None], as_of="2020"), *tables.lists_of(tiny, ["QPB"], as_of="2022")]
    assert arrow.mentions(pa.chunked_array([], pa.string()), linker=tiny).type == found.type


def test_a_slice_is_read_where_it_begins(tiny: Linker) -> None:
    table = pa.table({"n": range(len(tables.TEXTS)), "body": list(tables.TEXTS)}).slice(3, 4)
    assert arrow.with_mentions(table, "body", linker=tiny)["mentions"].to_pylist() == tables.lists_of(tiny)[3:7]
    rows = arrow.mention_rows(table, "body", keys=["n"], linker=tiny)
    assert rows["n"].to_pylist() == [row["row"] for row in tables.rows_of(tiny) if 3 <= row["row"] < 7]


def kinds() -> dict[str, Any]:
    table = pa.table({"n": range(len(tables.TEXTS)), "body": list(tables.TEXTS)})
    batches = table.to_batches(max_chunksize=3)
    return {
        "table": table, "chunked table": pa.Table.from_batches(batches), "batch": table.to_batches()[0], "reader": pa.RecordBatchReader.from_batches(
            table.schema, batches), "list": batches, "generator": (batch for batch in batches),
    }


def as_table(data: Any) -> Any:
    if isinstance(data, pa.Table):
        return data
    if isinstance(data, pa.RecordBatchReader):
        return data.read_all()
    return pa.Table.from_batches([data] if isinstance(data, pa.RecordBatch) else list(data))


@pytest.mark.parametrize("kind", kinds())
def test_what_holds_batches_gives_the_same_kind_back(tiny: Linker, kind: str) -> None:
    wanted = {"batch": pa.RecordBatch, "reader": pa.RecordBatchReader, "list": Iterator, "generator": Iterator}.get(kind, pa.Table)
    beside = arrow.with_mentions(kinds()[kind], "body", linker=tiny)
    rows = arrow.mention_rows(kinds()[kind], "body", linker=tiny)
    assert isinstance(beside, wanted)
    assert isinstance(rows, wanted)
    beside, rows = as_table(beside), as_table(rows)
    beside.validate(full=True)
    rows.validate(full=True)
    assert beside.to_pydict() == {"n": list(range(len(tables.TEXTS))), "body": list(tables.TEXTS), "mentions": tables.lists_of(tiny)}
    assert rows.to_pylist() == tables.rows_of(tiny)


def test_whatever_exports_a_stream_is_read_as_one(tiny: Linker) -> None:
    class Frame:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return pa.table({"body": ["QFRA"]}).__arrow_c_stream__(requested_schema)

    assert as_table(arrow.mention_rows(Frame(), "body", linker=tiny))["id"].to_pylist() == ["qfra"]


def test_no_batch_is_read_before_it_is_asked_for(tiny: Linker) -> None:
    read = []

    def batches() -> Iterator[Any]:
        for number in range(3):
            read.append(number)
            yield pa.record_batch({"body": ["QFRA"]})

    found = arrow.with_mentions(batches(), "body", linker=tiny)
    assert read == []
    next(found)
    assert read == [0]


def test_nothing_in_nothing_out(tiny: Linker) -> None:
    schema = pa.schema([("body", pa.string())])
    for table in (schema.empty_table(), pa.Table.from_batches([], schema), pa.table({"body": pa.array([None, ""], pa.string())})):
        assert arrow.with_mentions(table, "body", linker=tiny)["mentions"].to_pylist() == [None, []][: table.num_rows]
        rows = arrow.mention_rows(table, "body", linker=tiny)
        assert rows.num_rows == 0
        assert rows.schema.names[:2] == ["row", "start"]
    assert list(arrow.with_mentions([], "body", linker=tiny)) == []


def test_roles_point_into_the_list_beside_them(tiny: Linker) -> None:
    table = arrow.with_mentions(pa.table({"body": list(tables.TEXTS)}), "body", roles="roles", linker=tiny)
    table.validate(full=True)
    documents = [tiny.link(text) if text is not None else None for text in tables.TEXTS]
    assert any(document and document.roles for document in documents)
    assert any(document and document.posts for document in documents)
    for document, mentions, roles in zip(documents, table["mentions"].to_pylist(), table["roles"].to_pylist(), strict=True):
        if document is None:
            assert roles is None
            continue
        texts = [tuple(None if role[part] is None else mentions[role[part]]["start"] for part in ("person", "title", "institution")) for role in roles]
        assert texts == [(r.person.start, r.title.start, r.institution and r.institution.start) for r in document.roles] + [
            (None, p.title.start, p.institution.start) for p in document.posts]
        assert [role["known"] for role in roles] == [r.known for r in document.roles] + [None for _ in document.posts]


@pytest.mark.parametrize("unit", ["utf-8", "utf-16", "code-point"])
def test_offsets_in_the_unit_asked_for(tiny: Linker, unit: Any) -> None:
    text = "😀é 青嶼金融監督管理總局 QPB"
    starts = arrow.mention_rows(pa.table({"body": [text]}), "body", linker=tiny, offsets=unit)["start"].to_pylist()
    assert starts == [start for start, _ in tiny.link(text).spans(unit)]
    assert len(starts) == 2


DATES = {
    "strings": pa.array(["2017-06-01", None, "2024"]), "dates": pa.array([date(2017, 6, 1), None, date(2024, 1, 1)]),
    "milliseconds": pa.array([date(2017, 6, 1), None, date(2024, 1, 1)], pa.date64()),
    "timestamps": pa.array([datetime(2017, 5, 31, 23, tzinfo=UTC), None, datetime(2024, 1, 1, tzinfo=UTC)], pa.timestamp("ns", "Asia/Shanghai")),
}


class Spy:
    """A linker that tells how it was asked."""

    def __init__(self, linker: Linker) -> None:
        self.linker, self.lexicon, self.asked = linker, linker.lexicon, []  # type: ignore[var-annotated]

    def link(self, text: str, as_of: str | None = None, region: str | None = None) -> Any:
        self.asked.append((as_of, region))
        return self.linker.link(text, as_of, region)


@pytest.mark.parametrize("dates", DATES.values(), ids=DATES)
def test_each_text_is_judged_by_its_date_and_region(tiny: Linker, dates: Any) -> None:
    """A day of a timestamp is the day in its own zone."""
    table = pa.table({"body": ["QFRA"] * 3, "when": dates, "where": pa.array(["hk", None, "mainland"])})
    spy: Any = Spy(tiny)
    arrow.with_mentions(table, "body", as_of="when", region="where", linker=spy)
    last = "2024" if dates.type == pa.string() else "2024-01-01"
    assert spy.asked == [("2017-06-01", "hk"), (None, None), (last, "mainland")]


def test_a_date_that_is_none_names_its_row(tiny: Linker) -> None:
    with pytest.raises(OptionError, match="2024/05/01") as caught:
        arrow.with_mentions(pa.table({"body": ["QFRA", "QPB"], "when": ["2024", "2024/05/01"]}), "body", as_of="when", linker=tiny)
    assert caught.value.__notes__ == ["in row 1 of a batch of texts, counted from 0: 'QPB'"]


@pytest.mark.parametrize(("options", "says"), [
    ({"text": "txt"}, "there is no column 'txt'; the columns are id, body, n"),
    ({"text": "n"}, "the text column 'n' is a column of strings, not of int64"),
    ({"text": "raw"}, "decode it first"),
    ({"as_of": "n"}, "the date column 'n' is a column of dates, timestamps or strings"),
    ({"region": "n"}, "the region column 'n' is a column of strings"),
    ({"offsets": "bytes"}, "one of code-point, utf-8, utf-16"),
])
def test_mistakes_are_named_before_any_text_is_read(tiny: Linker, options: Any, says: str) -> None:
    table = pa.table({"id": ["a"], "body": ["QFRA"], "n": [1], "raw": [b"QFRA"]})
    for function in (arrow.with_mentions, arrow.mention_rows):
        with pytest.raises(OptionError, match=says):
            function(table, **{"text": "body", "linker": tiny, **options})


def test_no_name_is_taken_twice(tiny: Linker) -> None:
    table = pa.table({"id": ["a"], "body": ["QFRA"], "mentions": [1]})
    with pytest.raises(OptionError, match=r"'mentions' already; name the new one with into="):
        arrow.with_mentions(table, "body", linker=tiny)
    with pytest.raises(OptionError, match=r"'found' already; name the new one with"):
        arrow.with_mentions(table, "body", linker=tiny, into="found", roles="found")
    with pytest.raises(OptionError, match=r"keys=\{'id': 'my_id'\}"):
        arrow.mention_rows(table, "body", keys=["id"], linker=tiny)
    with pytest.raises(OptionError, match="not one string"):
        arrow.mention_rows(table, "body", keys="id", linker=tiny)
    with pytest.raises(OptionError, match="2 columns are called 'body'"):
        arrow.with_mentions(pa.table([["a"], ["b"]], names=["body", "body"]), "body", linker=tiny)
    assert arrow.with_mentions(table, "body", linker=tiny, into="found").column_names == ["id", "body", "mentions", "found"]


@pytest.mark.parametrize("data", ["QFRA", {"body": ["QFRA"]}, 3, None])
def test_what_holds_no_batches_is_refused(tiny: Linker, data: Any) -> None:
    with pytest.raises(OptionError, match="RecordBatch"):
        arrow.with_mentions(data, "body", linker=tiny)


def test_bytes_that_are_no_text_name_their_row(tiny: Linker) -> None:
    offsets, data = pa.py_buffer(b"\0\0\0\0\1\0\0\0\2\0\0\0"), pa.py_buffer(b"a\xff")
    with pytest.raises(InputError, match="row 1: byte 0 is not UTF-8"):
        arrow.mentions(pa.Array.from_buffers(pa.string(), 2, [None, offsets, data]), linker=tiny)


def test_columns_of_another_length_are_refused(tiny: Linker) -> None:
    with pytest.raises(OptionError, match="one length, not 2, 1"):
        arrow.mentions(pa.array(["a", "b"]), pa.array(["2024"]), linker=tiny)


def test_a_long_batch_is_made_in_pieces(tiny: Linker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mentions wait as objects no longer than so many: the answer does not show it."""
    from cnfin_terms.arrow import columns

    monkeypatch.setattr(columns, "_WAITING", 3)
    found = arrow.mentions(strings(pa.string()), linker=tiny)
    found.validate(full=True)
    assert found.to_pylist() == tables.lists_of(tiny)


def test_a_table_goes_through_parquet_and_back(tiny: Linker) -> None:
    import io

    import pyarrow.parquet as pq

    for table in (arrow.with_mentions(pa.table({"body": list(tables.TEXTS)}), "body", linker=tiny, roles="roles"),
                  arrow.mention_rows(pa.table({"body": list(tables.TEXTS)}), "body", linker=tiny)):
        file = io.BytesIO()
        pq.write_table(table, file)
        back = pq.read_table(io.BytesIO(file.getvalue()))
        assert back.equals(table)
        assert back.schema.metadata == table.schema.metadata


@given(texts=st.lists(st.none() | st.text(max_size=8) | st.sampled_from([text for text in tables.TEXTS if text])), cut=st.integers(1, 4))
def test_batches_of_any_size_give_the_rows_of_one(tiny: Linker, texts: list[str | None], cut: int) -> None:
    texts = [text if text is None else text.encode("utf-8", "replace").decode() for text in texts]
    table = pa.table({"body": pa.array(texts, pa.string())})
    rows = arrow.mention_rows(table.to_batches(max_chunksize=cut), "body", linker=tiny)
    assert [row for batch in rows for row in batch.to_pylist()] == tables.rows_of(tiny, texts)


def test_the_documentations_example_runs(tmp_path: Path) -> None:
    assert tables.run_example("Arrow", tmp_path) >= {"pboc", "pan-gongsheng", "csrc", "wu-qing"}
