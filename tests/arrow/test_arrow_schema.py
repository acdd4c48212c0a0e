"""The schema of version 1, written out: whatever fails here breaks the tables that people keep."""

from __future__ import annotations

import pytest
import tables

import cnfin_terms
from cnfin_terms import Linker
from cnfin_terms.reasons import REASONS, STATUSES

pa = pytest.importorskip("pyarrow", reason="needs pip install 'cnfin-terms[arrow]'")

from cnfin_terms import arrow  # noqa: E402

MENTION = """
start: int32 not null
end: int32 not null
text: string not null
type: dictionary<values=string, indices=int8, ordered=0> not null
status: dictionary<values=string, indices=int8, ordered=0> not null
id: string
modifiers: list<item: string not null> not null
  child 0, item: string not null
branch: string not null
candidates: list<item: struct<id: string not null, score: double not null> not null> not null
  child 0, item: struct<id: string not null, score: double not null> not null
      child 0, id: string not null
      child 1, score: double not null
score: double not null
form: struct<text: string not null, lang: string not null, type: string not null>
  child 0, text: string not null
  child 1, lang: string not null
  child 2, type: string not null
reason: dictionary<values=string, indices=int8, ordered=0> not null
""".strip()

ROLE = """
person: int32
title: int32 not null
institution: int32
known: dictionary<values=string, indices=int8, ordered=0>
""".strip()

ENTITY = """
id: string not null
type: dictionary<values=string, indices=int8, ordered=0> not null
kind: string not null
zh: string not null
en: string not null
since: string
until: string
origin: string not null
""".strip()


def written(schema: object) -> str:
    return str(schema.to_string(show_schema_metadata=False, truncate_metadata=False))  # type: ignore[attr-defined]


@pytest.mark.parametrize(("fields", "as_written"), [(arrow.MENTION.fields, MENTION), (arrow.ROLE.fields, ROLE), (arrow.ENTITY, ENTITY)])
def test_fields_are_as_written_here(fields: object, as_written: str) -> None:
    assert arrow.SCHEMA_VERSION == "1"
    assert written(pa.schema(fields)) == as_written


def test_tables_have_the_schemas_fields_and_no_other(tiny: Linker) -> None:
    given = pa.table({"body": list(tables.TEXTS)})
    beside = arrow.with_mentions(given, "body", roles="roles", linker=tiny)
    assert beside.schema.names == ["body", "mentions", "roles"]
    assert beside.schema.field("mentions").equals(pa.field("mentions", pa.list_(pa.field("item", arrow.MENTION, nullable=False))))
    assert beside.schema.field("roles").equals(pa.field("roles", pa.list_(pa.field("item", arrow.ROLE, nullable=False))))
    rows = arrow.mention_rows(given, "body", linker=tiny)
    assert rows.schema.equals(pa.schema([pa.field("row", pa.int64(), nullable=False), *arrow.MENTION.fields]))


def test_metadata_says_version_lexicon_and_unit(tiny: Linker) -> None:
    given = pa.table({"body": ["QFRA"]}).replace_schema_metadata({"mine": "kept"})
    version, fingerprint = tiny.lexicon.version.encode(), tiny.lexicon.fingerprint.encode()
    library = {b"cnfin_terms.schema": b"1", b"cnfin_terms.lexicon": version, b"cnfin_terms.fingerprint": fingerprint}
    assert arrow.with_mentions(given, "body", linker=tiny).schema.metadata == {b"mine": b"kept", **library, b"cnfin_terms.offsets": b"code-point"}
    assert arrow.mention_rows(given, "body", linker=tiny, offsets="utf-8").schema.metadata == {**library, b"cnfin_terms.offsets": b"utf-8"}
    assert arrow.entities(tiny.lexicon).schema.metadata == library


def test_every_batch_has_the_same_dictionaries(tiny: Linker) -> None:
    """Even one without a row: a file of batches needs no dictionary twice, and a code means the same in all."""
    batches = [pa.record_batch({"body": pa.array(texts, pa.string())}) for texts in (["QFRA"], [], [None], ["行长与副行长"])]
    for batch in arrow.mention_rows(batches, "body", linker=tiny):
        assert batch["type"].dictionary.to_pylist() == ["institution", "market", "person", "title", "term", "event"]
        assert batch["status"].dictionary.to_pylist() == list(STATUSES)
        assert batch["reason"].dictionary.to_pylist() == list(REASONS)


def test_entities_join_with_every_id(tiny: Linker) -> None:
    table = arrow.entities(tiny.lexicon)
    assert table.column("id").to_pylist() == [entity.id for entity in tiny.lexicon]
    row = table.filter(pa.compute.equal(table["id"], "qfra")).to_pylist()[0]
    record = tiny.lexicon.get("qfra")
    assert row == {
        "id": "qfra", "type": record.type, "kind": record.kind, "zh": record.label("zh"), "en": record.label("en"), "since": record.since,
        "until": record.until, "origin": "record"}


def test_a_schema_is_known_before_any_text_is_read(tiny: Linker) -> None:
    def never() -> object:
        pytest.fail("a text was read")
        yield

    reader = pa.RecordBatchReader.from_batches(pa.schema([("id", pa.int64()), ("body", pa.string())]), never())
    assert arrow.with_mentions(reader, "body", linker=tiny).schema.names == ["id", "body", "mentions"]
    reader = pa.RecordBatchReader.from_batches(pa.schema([("url", pa.string()), ("body", pa.string())]), never())
    assert arrow.mention_rows(reader, "body", keys=["url"], linker=tiny).schema.names == ["url", *[field.name for field in arrow.MENTION.fields]]


def test_asking_for_arrow_without_pyarrow_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util
    import sys

    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    monkeypatch.delitem(sys.modules, "cnfin_terms.arrow")
    monkeypatch.delattr(cnfin_terms, "arrow")
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'cnfin-terms\[arrow\]'"):
        importlib.import_module("cnfin_terms.arrow")
