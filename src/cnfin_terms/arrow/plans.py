"""What to do with each record batch, as plain data: it pickles, and knows the schema that comes out before any text is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from cnfin_terms.arrow.columns import Mentions, Offsets, Roles
from cnfin_terms.arrow.schema import MENTION, MENTIONS, ROLES, metadata
from cnfin_terms.arrow.texts import dates_of, strings_of
from cnfin_terms.errors import OptionError
from cnfin_terms.linker import Linker

__all__ = ["Plan", "Rows", "Source", "With", "column_of", "keys_of", "link_values"]

#: Characters of a text that a note on an error shows.
_SHOWN = 60


def link_values(
    linker: Linker, texts: Iterable[str | None], as_of: Iterable[str | None], region: Iterable[str | None], offsets: Offsets = "code-point",
    roles: Roles | None = None,
) -> pa.Array:
    """Texts, each with its date and region, to a column of lists of mentions; None becomes null.

    :param roles: takes in the roles of the same texts.
    :raises OptionError: for what is no date, region or unit; a note on it names the row.
    """
    found = Mentions(offsets)
    for row, (text, date, place) in enumerate(zip(texts, as_of, region, strict=False)):
        try:
            document = linker.link(text, date, place) if text is not None else None
        except Exception as error:
            error.add_note(f"in row {row} of a batch of texts, counted from 0: {str(text)[:_SHOWN]!r}")
            raise
        found.add(document)
        if roles is not None:
            roles.add(document)
    return found.column()


def column_of(schema: pa.Schema, name: str) -> int:
    """The place of a column.

    :raises OptionError: if there is none of this name, or two.
    """
    places = schema.get_all_field_indices(name)
    if len(places) != 1:
        problem = f"there is no column {name!r}; the columns are {', '.join(schema.names)}" if not places else f"{len(places)} columns are called {name!r}"
        raise OptionError(problem)
    return int(places[0])


def keys_of(keys: Iterable[str] | Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Key columns as pairs: the name given and the name in the result.

    :raises OptionError: if one would be called as a column of the mentions is, or as another key.
    """
    if isinstance(keys, str):
        raise OptionError(f"keys is a list of columns, not one string; write [{keys!r}]")
    pairs = tuple(keys.items()) if isinstance(keys, Mapping) else tuple((key, key) for key in keys)
    taken = {field.name for field in MENTION.fields}
    for given, name in pairs:
        if name in taken:
            raise OptionError(f"a column of the result is called {name!r} already; give the key another name: keys={{{given!r}: 'my_{name}'}}")
        taken.add(name)
    return pairs


@dataclass(frozen=True)
class Source:
    """Where the texts are: names of columns.

    :ivar as_of: the texts' dates: a column of dates, timestamps or strings. Null is no date.
    :ivar region: where the texts are from, a column of strings. Null is no region.
    """

    text: str
    as_of: str | None = None
    region: str | None = None

    def check(self, schema: pa.Schema) -> None:
        """Find every column, of a type that can be read.

        :raises OptionError: if one is absent or of another type.
        """
        self._columns(schema.empty_table())

    def _columns(self, data: Any) -> tuple[Iterable[str | None], Iterable[str | None], Iterable[str | None]]:  # noqa: ANN401
        def column(name: str) -> Any:  # noqa: ANN401
            return data.column(column_of(data.schema, name))

        return (
            strings_of(column(self.text), f"the text column {self.text!r}"),
            dates_of(column(self.as_of), f"the date column {self.as_of!r}") if self.as_of is not None else repeat(None),
            strings_of(column(self.region), f"the region column {self.region!r}") if self.region is not None else repeat(None),
        )

    def link(self, linker: Linker, batch: pa.RecordBatch, offsets: Offsets, roles: Roles | None = None) -> pa.Array:
        """A batch's texts to a column of lists of mentions."""
        return link_values(linker, *self._columns(batch), offsets, roles)


class Plan(Protocol):
    """One form of the answer."""

    def schema(self, given: pa.Schema, stamp: tuple[str, str]) -> pa.Schema:
        """What comes out of batches of a schema, by a lexicon's version and fingerprint; its errors come before any work."""

    def batches(self, linker: Linker, given: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The answers, one batch for each, no earlier than it is asked for."""


@dataclass(frozen=True)
class With:
    """The input as it is, with a column of lists of mentions, and one of roles if it is named, at its end."""

    source: Source
    into: str = "mentions"
    roles: str | None = None
    offsets: Offsets = "code-point"

    def schema(self, given: pa.Schema, stamp: tuple[str, str]) -> pa.Schema:
        """The input's schema and metadata, with these columns and what the library says."""
        self.source.check(given)
        fields = [pa.field(self.into, MENTIONS)]
        if self.roles is not None:
            fields.append(pa.field(self.roles, ROLES))
        names = [*given.names, *(field.name for field in fields)]
        for field in fields:
            if names.count(field.name) > 1:
                raise OptionError(f"a column is called {field.name!r} already; name the new one with {'into' if field.name == self.into else 'roles'}=...")
        return pa.schema([*given, *fields], metadata={**(given.metadata or {}), **metadata(stamp, self.offsets)})

    def batches(self, linker: Linker, given: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """One for one."""
        stamp = (linker.lexicon.version, linker.lexicon.fingerprint)
        for batch in given:
            schema = self.schema(batch.schema, stamp)
            roles = Roles() if self.roles is not None else None
            columns = [*batch.columns, self.source.link(linker, batch, self.offsets, roles)]
            if roles is not None:
                columns.append(roles.column())
            yield pa.RecordBatch.from_arrays(columns, schema=schema)


@dataclass(frozen=True)
class Rows:
    """One row for each mention: the text's keys, or its row number where no key is named, then the mention's attributes.

    :ivar keys: name in the input and name in the result, of each.
    """

    source: Source
    keys: tuple[tuple[str, str], ...] = ()
    offsets: Offsets = "code-point"

    def schema(self, given: pa.Schema, stamp: tuple[str, str]) -> pa.Schema:
        """The keys' fields, or ``row``, and those of a mention."""
        self.source.check(given)
        keys = [given.field(column_of(given, name)).with_name(called) for name, called in self.keys]
        return pa.schema([*(keys or [pa.field("row", pa.int64(), nullable=False)]), *MENTION.fields], metadata=metadata(stamp, self.offsets))

    def batches(self, linker: Linker, given: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """One for one; rows are numbered over all of them."""
        stamp = (linker.lexicon.version, linker.lexicon.fingerprint)
        first = 0
        for batch in given:
            schema = self.schema(batch.schema, stamp)
            lists = self.source.link(linker, batch, self.offsets)
            rows = pc.list_parent_indices(lists)
            keys = [batch.column(column_of(batch.schema, name)).take(rows) for name, _ in self.keys]
            yield pa.RecordBatch.from_arrays([*(keys or [pc.add(rows, first)]), *lists.values.flatten()], schema=schema)
            first += batch.num_rows
