"""Pieces of inputs to texts with what is known of each.

Nothing is lost in silence: what cannot be read is reported with its place, and the rest goes on.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from cnfin_terms.cli.compressed import DAMAGED
from cnfin_terms.cli.pieces import REWRITTEN, pieces, say_encoding, undecodable, whole
from cnfin_terms.cli.progress import Notes
from cnfin_terms.dates import check
from cnfin_terms.errors import OptionError
from cnfin_terms.lexicon.vocabulary import REGIONS
from cnfin_terms.text.encoding import UndecodableError, decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnfin_terms.cli.pieces import Piece
    from cnfin_terms.cli.progress import Report
    from cnfin_terms.cli.sources import Source

__all__ = ["Item", "Reading", "Replaced", "items_of", "lines_in", "read_items"]


@dataclass(frozen=True, slots=True)
class Item:
    """One text to work on.

    :ivar place: where it came from: ``file``, or ``file:line``.
    :ivar row: the other fields of its JSON line, with the text; None for plain text.
    :ivar size: bytes, for the progress bar.
    """

    text: str
    place: str
    as_of: str | None = None
    region: str | None = None
    key: Any = None
    row: dict[str, Any] | None = None
    size: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """How inputs are to be read: the options that concern it, checked.

    :ivar field: the field that holds the text.
    :ivar reserved: the field that the output adds; an input that has it is refused, since it would be lost.
    """

    encoding: str = "auto"
    errors: str = "strict"
    field: str = "text"
    as_of_field: str | None = None
    region_field: str | None = None
    key_field: str | None = None
    as_of: str | None = None
    region: str | None = None
    reserved: str | None = None


class Replaced(NamedTuple):
    """Undecodable places replaced so far in the source that is being read; told once, at its end."""

    name: str = ""
    encoding: str = ""
    places: int = 0

    def counted(self, piece: Piece, places: int, report: Report) -> Replaced:
        """With those of one more piece; tells of the source before, if it is another."""
        same = piece.source.name == self.name
        if not same:
            self.tell(report)
        return Replaced(piece.source.name, _codec(piece.at.encoding) if places else self.encoding, (self.places if same else 0) + places)

    def tell(self, report: Report) -> None:
        """Say it, if there is anything to say."""
        say_encoding(self.name, self.encoding, self.places, report, guessed=False)


def read_items(sources: Sequence[Source], reading: Reading, report: Report) -> Iterator[Item]:
    """The texts of all sources, in order, one at a time; what is bad is reported and skipped."""
    replaced = Replaced()
    for piece in pieces(sources, reading.encoding, reading.errors, report):
        notes = Notes()
        for item in items_of(piece, reading, notes):
            notes.tell(report)
            yield item
        notes.tell(report)
        replaced = replaced.counted(piece, notes.replaced, report)
    replaced.tell(report)


def items_of(piece: Piece, reading: Reading, notes: Notes) -> Iterator[Item]:
    """The texts of a piece; what is to be said of it goes to the notes."""
    if piece.data is None:
        try:
            yield from _whole(whole(piece.source), piece, reading, notes)
        except DAMAGED as error:
            notes.problem(piece.source.name, f"{getattr(error, 'strerror', None) or error}; the file was not read to its end")
    else:
        yield from _lines(piece.data, piece, reading, notes)


def _whole(data: bytes, piece: Piece, reading: Reading, notes: Notes) -> Iterator[Item]:
    """A file as one text."""
    name = piece.source.name
    try:
        text, encoding, guessed, replaced = decode(data, reading.encoding, reading.errors)
    except UndecodableError as error:
        notes.problem(f"{name}:{error.line}", undecodable(error, 0))
        return
    say_encoding(name, encoding, replaced, notes, guessed=guessed)
    _tell_nul(text, name, notes)
    yield Item(text, name, reading.as_of, reading.region, name, None, piece.size or len(data))


def _tell_nul(text: str, place: str, notes: Notes) -> None:
    """Name a stray NUL, which is text to the library but rarely meant."""
    at = text.find("\x00")
    if at >= 0:
        many = text.count("\x00")
        notes.note(place, f"holds {many} NUL character{'s' * (many > 1)}, the first at character {at}; kept as text")


def _codec(encoding: str) -> str:
    """The codec of a piece."""
    return "utf-8" if encoding == REWRITTEN else encoding


def lines_in(data: bytes) -> Iterator[bytes]:
    """Lines with their line feeds, parted at line feeds alone."""
    return iter(io.BytesIO(data))


def _lines(data: bytes, piece: Piece, reading: Reading, notes: Notes) -> Iterator[Item]:
    """Line by line: a bad line costs no other."""
    offset, codec, jsonl = piece.at.offset, _codec(piece.at.encoding), piece.source.layout == "jsonl"
    for number, raw in enumerate(lines_in(data), piece.at.line + 1):
        place = f"{piece.source.name}:{number}"
        try:
            # a line of its own cannot be UTF-16, whose line feeds are two bytes
            text, _, _, replaced = decode(raw.rstrip(b"\r\n"), codec, reading.errors)
        except UndecodableError as error:
            notes.problem(place, f"{undecodable(error, offset)}; line skipped")
            continue
        finally:
            offset += len(raw)
        notes.replaced += replaced
        if not text.strip():
            continue
        if not jsonl:
            _tell_nul(text, place, notes)
            yield Item(text, place, reading.as_of, reading.region, place, None, len(raw))
            continue
        try:
            yield _row(text, place, reading, len(raw))
        except OptionError as error:
            notes.problem(place, f"{error}; line skipped")


def _row(line: str, place: str, reading: Reading, size: int) -> Item:
    """A JSON line as an item.

    :raises OptionError: for whatever keeps it from being one.
    """
    try:
        row = json.loads(line, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise OptionError(f"not JSON: {error.msg} at column {error.colno}; mend the line") from None
    except (ValueError, RecursionError) as error:
        raise OptionError(f"not usable JSON: {error}; mend the line") from None
    if not isinstance(row, dict):
        raise OptionError(f'{_kind(row)}, not an object; each line must be like {{"{reading.field}": "..."}}')
    if reading.field not in row:
        raise OptionError(f"no field {reading.field!r}; it has {_fields(row)}; choose one with --field")
    text = row[reading.field]
    if not isinstance(text, str):
        raise OptionError(f"the field {reading.field!r} holds {_kind(text)}, not a string; choose another with --field")
    if reading.reserved is not None and reading.reserved in row:
        raise OptionError(f"it has a field {reading.reserved!r}, which the result would overwrite; choose another for it with --result-field")
    as_of = _value(row, reading.as_of_field, reading.as_of)
    region = _value(row, reading.region_field, reading.region)
    check(as_of)
    if region is not None and region not in REGIONS:
        raise OptionError(f"{region!r} is no region; one of {', '.join(REGIONS)}")
    key = row.get(reading.key_field, place) if reading.key_field else place
    return Item(text, place, as_of, region, key, row, size)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object whose every field stands once: of two, JSON readers drop the first in silence."""
    row = dict(pairs)
    if len(row) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the field {twice!r} stands twice")
    return row


def _value(row: dict[str, Any], name: str | None, default: str | None) -> str | None:
    """A field's string; the default where the field is not asked for, absent, null or empty."""
    value = row.get(name) if name else None
    if value is None or value == "":
        return default
    if not isinstance(value, str):
        raise OptionError(f"the field {name!r} holds {_kind(value)}, not a string; write it in quotes")
    return value


def _kind(value: object) -> str:
    """What a JSON value is."""
    for type_, name in ((bool, "true or false"), (dict, "an object"), (list, "a list"), (str, "a string"), ((int, float), "a number")):
        if isinstance(value, type_):
            return name
    return "null"


def _fields(row: dict[str, Any], most: int = 12) -> str:
    """The names of the fields."""
    if not row:
        return "no fields"
    names = [repr(name) for name in row]
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
