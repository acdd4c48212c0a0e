"""Inputs: files, folders and ``-``, plain or JSONL, to texts with what is known of each.

Nothing is lost in silence: what cannot be read is reported with its place, and the rest goes on.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from cnfin_terms.dates import check
from cnfin_terms.errors import OptionError
from cnfin_terms.lexicon.vocabulary import REGIONS
from cnfin_terms.text.encoding import BOMS, UndecodableError, decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnfin_terms.cli.progress import Report

__all__ = ["FOLDER_SUFFIXES", "Item", "Reading", "Source", "find_sources", "read_items", "total_size"]

Layout = Literal["text", "lines", "jsonl"]

#: Files of JSON lines, by their name.
JSONL_SUFFIXES = frozenset((".jsonl", ".ndjson"))

#: What is read of a folder; other files in it are counted and named by a note. A file given by name is read whatever its suffix.
FOLDER_SUFFIXES = frozenset((".txt", ".text", ".md")) | JSONL_SUFFIXES

#: How the reader hears of an encoding that was guessed.
KNOWN_AS = {"cp950": "Big5 (cp950)", "big5hkscs": "Big5 with Hong Kong's additions (big5hkscs)", "gb18030": "GB18030", "cp1252": "Windows-1252"}

#: Encodings whose line feeds are more than one byte: such a file is decoded before it is parted into lines.
WIDE = ("utf-16", "utf_16", "utf16", "u16", "utf-32", "utf_32", "utf32", "u32")
WIDE_MARKS = tuple(mark for mark, name in BOMS if name.startswith(WIDE))

#: How far a reader of lines looks ahead when it must guess.
LOOKAHEAD = 1 << 18


class Source(NamedTuple):
    """One place to read from.

    :ivar path: the file; None for standard input.
    :ivar name: how messages call it.
    """

    path: Path | None
    name: str
    layout: Layout


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

    :ivar layout: text, lines, jsonl, or auto: by the file's name.
    :ivar field: the field that holds the text.
    :ivar fields_named: whether the command line names a field, which makes standard input JSONL.
    :ivar reserved: the field that the output adds; an input that has it is refused, since it would be lost.
    """

    layout: Literal["auto", "text", "lines", "jsonl"] = "auto"
    encoding: str = "auto"
    errors: str = "strict"
    field: str = "text"
    as_of_field: str | None = None
    region_field: str | None = None
    key_field: str | None = None
    as_of: str | None = None
    region: str | None = None
    reserved: str | None = None
    fields_named: bool = False


def _layout_of(path: Path | None, reading: Reading) -> Layout:
    """How a file is laid out: as told, or by its name; of standard input, JSONL if any field was named."""
    if reading.layout != "auto":
        return reading.layout
    if path is None:
        return "jsonl" if reading.fields_named else "text"
    return "jsonl" if path.suffix.lower() in JSONL_SUFFIXES else "text"


def find_sources(names: Sequence[str], reading: Reading, report: Report) -> list[Source]:
    """Every file that the names on the command line mean, folders walked in a fixed order.

    Hidden files and folders are passed over, links to folders not followed. Missing files, folders without texts
    and standard input named twice are reported.
    """
    found: list[Source] = []
    for name in names:
        path = Path(name)
        if name == "-":
            if any(source.path is None for source in found):
                report.problem("<stdin>", "named twice; standard input can be read once")
            else:
                found.append(Source(None, "<stdin>", _layout_of(None, reading)))
        elif path.is_dir():
            inside = list(_walk(path, report))
            taken = [one for one in inside if one.suffix.lower() in FOLDER_SUFFIXES]
            suffixes = ", ".join(f"*{suffix}" for suffix in sorted(FOLDER_SUFFIXES))
            if not taken:
                report.problem(name, f"the folder holds none of {suffixes}; name the files themselves to read others as plain text")
            elif others := len(inside) - len(taken):
                report.note(name, f"{others} file{'s' * (others > 1)} passed over, being none of {suffixes}")
            found += [Source(one, str(one), _layout_of(one, reading)) for one in taken]
        elif path.exists():
            found.append(Source(path, name, _layout_of(path, reading)))
        else:
            report.problem(name, "no such file or folder; check the path")
    return found


def _walk(folder: Path, report: Report) -> Iterator[Path]:
    """The files under a folder, sorted, without the hidden ones."""
    def unreadable(error: OSError) -> None:
        report.problem(str(error.filename), f"{error.strerror}; check the permissions")

    for root, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in sorted(files) if not name.startswith("."))


def total_size(sources: Sequence[Source]) -> int | None:
    """Bytes of all sources; None where one of them cannot say."""
    if any(source.path is None or not source.path.is_file() for source in sources):
        return None
    return sum(source.path.stat().st_size for source in sources if source.path is not None)


def read_items(sources: Sequence[Source], reading: Reading, report: Report) -> Iterator[Item]:
    """The texts of all sources, in order, one at a time; what is bad is reported and skipped."""
    for source in sources:
        try:
            with _open(source) as stream:
                if source.layout == "text":
                    yield from _whole(stream.read(), source, reading, report)
                else:
                    yield from _lines(stream, source, reading, report)
        except OSError as error:
            report.problem(source.name, f"{error.strerror or error}; the file was not read to its end")


@contextmanager
def _open(source: Source) -> Iterator[BufferedReader[Any]]:
    """The bytes of a source, to be looked ahead into; a file is closed after, standard input is not."""
    if source.path is not None:
        with source.path.open("rb", LOOKAHEAD) as file:
            buffered: Any = file  # typeshed does not say that the buffer is a BufferedReader
            yield buffered
        return
    # an unbuffered view, so that lines of a live pipe are worked on as they come
    raw: Any = getattr(sys.stdin.buffer, "raw", sys.stdin.buffer)
    stream: BufferedReader[Any] = BufferedReader(raw, LOOKAHEAD)
    try:
        yield stream
    finally:
        stream.detach()


def _say(name: str, encoding: str, replaced: int, report: Report, *, guessed: bool) -> None:
    """Tell of a guess, of a marked encoding that is not UTF-8, and of replacements."""
    known = KNOWN_AS.get(encoding, encoding.upper())
    if guessed:
        report.note(name, f"read as {known}, a guess; if that is wrong, name the encoding with --encoding")
    if replaced:
        report.note(name, f"{replaced} undecodable place{'s' * (replaced > 1)} in {known} replaced by U+FFFD")


def _whole(data: bytes, source: Source, reading: Reading, report: Report) -> Iterator[Item]:
    """A file as one text."""
    try:
        text, encoding, guessed, replaced = decode(data, reading.encoding, reading.errors)
    except UndecodableError as error:
        report.problem(f"{source.name}:{error.line}", f"byte offset {error.offset}: {error.message}{_hint(error)}")
        return
    _say(source.name, encoding, replaced, report, guessed=guessed)
    _tell_nul(text, source.name, report)
    yield Item(text, source.name, reading.as_of, reading.region, source.name, None, len(data))


def _hint(error: UndecodableError) -> str:
    """The options that the library's advice means on the command line."""
    if error.message.endswith("replace such bytes"):
        return " (--encoding, --errors replace)"
    return " (--encoding)" if error.message.endswith("name the encoding") else ""


def _tell_nul(text: str, place: str, report: Report) -> None:
    """Name a stray NUL, which is text to the library but rarely meant."""
    at = text.find("\x00")
    if at >= 0:
        many = text.count("\x00")
        report.note(place, f"holds {many} NUL character{'s' * (many > 1)}, the first at character {at}; kept as text")


def _lines(stream: BufferedReader[Any], source: Source, reading: Reading, report: Report) -> Iterator[Item]:
    """A file line by line: bounded memory, and a bad line costs no other."""
    encoding, told_replaced, offset = reading.encoding, 0, 0
    head = stream.peek(4)[:4]
    if encoding.lower().startswith(WIDE) or head.startswith(WIDE_MARKS) or (encoding == "auto" and b"\x00" in head):
        yield from _wide_lines(stream.read(), source, reading, report)
        return
    for number, raw in enumerate(stream, 1):
        line = raw.rstrip(b"\r\n")
        place = f"{source.name}:{number}"
        try:
            if encoding == "auto" and not raw.isascii():
                # the first line that tells anything, judged with what follows it
                encoding = _settle(raw + stream.peek(LOOKAHEAD), raw, source, report)
            # a line of its own cannot be UTF-16, whose line feeds are two bytes
            text, _, _, replaced = decode(line, encoding, reading.errors)
        except UndecodableError as error:
            report.problem(place, f"byte offset {offset + error.offset}: {error.message}{_hint(error)}; line skipped")
            continue
        finally:
            offset += len(raw)
        told_replaced += replaced
        yield from _one_line(text, place, reading, report, len(raw))
    if told_replaced:
        _say(source.name, encoding, told_replaced, report, guessed=False)


def _settle(sample: bytes, line: bytes, source: Source, report: Report) -> str:
    """The encoding of a file of lines, from the first line beyond ASCII and as much as can be seen after it.

    :raises UndecodableError: where it cannot be told.
    """
    whole = sample[:sample.rfind(b"\n") + 1] if b"\n" in sample else sample
    try:
        decoded = decode(whole, errors="replace")
    except UndecodableError:
        decoded = decode(line, errors="replace")
    _say(source.name, decoded.encoding, 0, report, guessed=decoded.guessed and decoded.encoding != "utf-8")
    return decoded.encoding


def _wide_lines(data: bytes, source: Source, reading: Reading, report: Report) -> Iterator[Item]:
    """The lines of UTF-16 and UTF-32, which cannot be parted before they are decoded."""
    try:
        text, encoding, guessed, replaced = decode(data, reading.encoding, reading.errors)
    except UndecodableError as error:
        report.problem(f"{source.name}:{error.line}", f"byte offset {error.offset}: {error.message}{_hint(error)}")
        return
    _say(source.name, encoding, replaced, report, guessed=guessed)
    for number, line in enumerate(text.split("\n"), 1):
        yield from _one_line(line.removesuffix("\r"), f"{source.name}:{number}", reading, report, len(line))


def _one_line(line: str, place: str, reading: Reading, report: Report, size: int) -> Iterator[Item]:
    """The item of a line; none if it is blank or bad."""
    if not line.strip():
        return
    if reading.layout == "lines":
        _tell_nul(line, place, report)
        yield Item(line, place, reading.as_of, reading.region, place, None, size)
        return
    try:
        yield _row(line, place, reading, size)
    except OptionError as error:
        report.problem(place, f"{error}; line skipped")


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
