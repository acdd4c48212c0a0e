"""The schema of mentions in Arrow, version 1: it does not change between minor versions of the library.

What may change without a new version: the values behind a dictionary (a new reason code), never a name, type, order or meaning.
"""

from __future__ import annotations

import pyarrow as pa

__all__ = ["ENTITY", "MENTION", "MENTIONS", "ROLE", "ROLES", "SCHEMA_VERSION", "metadata", "plain"]

SCHEMA_VERSION = "1"

#: Few values for many rows: one byte each.
_CODE = pa.dictionary(pa.int8(), pa.string())


def _required(name: str, type_: pa.DataType) -> pa.Field:
    return pa.field(name, type_, nullable=False)


_CANDIDATE = pa.struct([_required("id", pa.string()), _required("score", pa.float64())])
_FORM = pa.struct([_required("text", pa.string()), _required("lang", pa.string()), _required("type", pa.string())])

#: One mention: the attributes of ``Mention`` by their names. ``id`` and ``form`` are null where they are None.
MENTION = pa.struct([
    _required("start", pa.int32()),
    _required("end", pa.int32()),
    _required("text", pa.string()),
    _required("type", _CODE),
    _required("status", _CODE),
    pa.field("id", pa.string()),
    _required("modifiers", pa.list_(_required("item", pa.string()))),
    _required("branch", pa.string()),
    _required("candidates", pa.list_(_required("item", _CANDIDATE))),
    _required("score", pa.float64()),
    pa.field("form", _FORM),
    _required("reason", _CODE),
])

#: The column beside the texts. Null where the text is null, empty where nothing was found.
MENTIONS = pa.list_(_required("item", MENTION))

#: One role or post: numbers of mentions, from 0, in the list beside it. A post without a person has neither ``person`` nor ``known``.
ROLE = pa.struct([
    pa.field("person", pa.int32()),
    _required("title", pa.int32()),
    pa.field("institution", pa.int32()),
    pa.field("known", _CODE),
])

ROLES = pa.list_(_required("item", ROLE))

#: One record of the lexicon, for joins on ``id``.
ENTITY = pa.schema([
    _required("id", pa.string()),
    _required("type", _CODE),
    _required("kind", pa.string()),
    _required("zh", pa.string()),
    _required("en", pa.string()),
    pa.field("since", pa.string()),
    pa.field("until", pa.string()),
    _required("origin", pa.string()),
])


def plain(type_: pa.DataType) -> pa.DataType:
    """The same type with strings for dictionaries, at any depth: for engines that read none.

    >>> plain(ROLE).field("known").type
    DataType(string)
    """
    if pa.types.is_dictionary(type_):
        return type_.value_type
    if pa.types.is_struct(type_):
        return pa.struct([field.with_type(plain(field.type)) for field in type_.fields])
    if pa.types.is_list(type_):
        return pa.list_(type_.value_field.with_type(plain(type_.value_type)))
    return type_


def metadata(stamp: tuple[str, str], offsets: str | None = None) -> dict[bytes, bytes]:
    """What the metadata of every schema says: this schema's version, the lexicon that answered, the unit of the offsets.

    :param stamp: version and fingerprint.
    """
    says = {"schema": SCHEMA_VERSION, "lexicon": stamp[0], "fingerprint": stamp[1]} | ({"offsets": offsets} if offsets is not None else {})
    return {f"cnfin_terms.{name}".encode(): value.encode() for name, value in says.items()}
