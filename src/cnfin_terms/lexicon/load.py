"""TOML files to validated records, with the file and line of everything that is wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cnfin_terms.errors import LexiconError
from cnfin_terms.lexicon.schema import ID, Group, Institution, Person, Thing, Title, adapter

__all__ = ["RECORD_FOLDERS", "Source", "load_records", "parse_records", "read_table", "record_files", "validate"]

AnyRecord = Institution | Group | Person | Title | Thing

#: Folders of the lexicon that hold records, one type of thing each.
RECORD_FOLDERS = ("institutions", "markets", "people", "titles", "terms", "events")

_HEADER = re.compile(r"^\[\s*\"?([^\]\"]+?)\"?\s*\]\s*(?:#.*)?$")
_FIELD = re.compile(r"^([A-Za-z_]+)\s*=")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


class Source(NamedTuple):
    """A record and where it stands."""

    id: str
    record: AnyRecord
    file: str
    line: int


def lines_of(text: str) -> dict[str, dict[str, int]]:
    """Line numbers, 1-based, of each table (under "") and of each of its fields."""
    places: dict[str, dict[str, int]] = {}
    here: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            here = places.setdefault(header[1], {"": number})
        elif field := _FIELD.match(line):
            here.setdefault(field[1], number)
    return places


def read_table(text: str, name: str) -> tuple[dict[str, Any], dict[str, dict[str, int]]]:
    """Parse one TOML file's text; give its table and the lines of its parts.

    :raises LexiconError: if it is not TOML, or two tables bear one ID.
    """
    try:
        return tomllib.loads(text), lines_of(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        line = int(at[1]) if at else 0
        rows = text.splitlines()
        # tomllib places "already declared" on the repeated header; name the record there
        header = _HEADER.match(rows[line - 1]) if 0 < line <= len(rows) else None
        remedy = "give each record an ID of its own" if "declare" in str(error) or "overwrite" in str(error) else "mend the TOML"
        raise LexiconError(_AT_LINE.sub("", str(error)).strip(), file=name, line=line, id=header[1] if header else None, remedy=remedy) from None


def _remedy(error: dict[str, Any]) -> str:
    kind = error["type"]
    if kind == "extra_forbidden":
        return "remove the field, or see the list of fields in lexicon/README.md"
    if kind == "missing":
        return "add the field"
    if kind.endswith("_type"):
        return "strings stand in quotes, lists in brackets"
    return "see lexicon/README.md"


def parse_records(text: str, name: str) -> Iterator[Source]:
    """Validate every record of one file.

    :raises LexiconError: at the first record that breaks the schema, with its line and the way to mend it.
    """
    table, places = read_table(text, name)
    for id_, raw in table.items():
        place = places.get(id_, {})
        line = place.get("", 0)
        if not isinstance(raw, dict):
            raise LexiconError(f"{id_!r} stands outside any record", file=name, line=line, remedy="put it under an [id] header")
        yield Source(id_, validate(raw, id_, name, place), name, line)


def validate(raw: dict[str, Any], id_: str, name: str, place: dict[str, int]) -> AnyRecord:
    """The record of one table.

    :param place: line numbers of the record (under "") and of its fields.
    :raises LexiconError: if it breaks the schema, at the line of the field.
    """
    from pydantic import ValidationError  # noqa: PLC0415

    line = place.get("", 0)
    if not ID.fullmatch(id_):
        raise LexiconError("this is no ID", file=name, line=line, id=id_,
                           remedy="small letters and digits in groups joined by single hyphens, a letter first")
    try:
        return adapter().validate_python(raw)
    except ValidationError as problem:
        first = problem.errors()[0]
        path = [str(part) for part in first["loc"] if part not in ("institution", "group", "person", "title", "thing")]
        field = path[0] if path else ""
        message = f"{'.'.join(path)}: {first['msg'].removeprefix('Value error, ')}" if path else first["msg"].removeprefix("Value error, ")
        raise LexiconError(message, file=name, line=place.get(field, line), id=id_, remedy=_remedy(dict(first))) from None


def record_files(folder: Path) -> list[Path]:
    """The record files of a lexicon folder, in a fixed order."""
    return sorted(path for part in RECORD_FOLDERS for path in (folder / part).glob("*.toml"))


def load_records(files: Iterable[Path], root: Path | None = None) -> list[Source]:
    """Read and validate the records of these files, sorted by ID.

    :raises LexiconError: for a broken file or record, or an ID that stands twice.
    """
    seen: dict[str, Source] = {}
    for path in files:
        name = str(path.relative_to(root)) if root else str(path)
        for source in parse_records(path.read_text("utf-8"), name):
            if (other := seen.get(source.id)) is not None:
                raise LexiconError(f"the ID stands in {other.file}:{other.line} too", file=source.file, line=source.line, id=source.id,
                                   remedy="give one of them another ID; homonyms take a number (wang-jiang-2)")
            seen[source.id] = source
    return [seen[id_] for id_ in sorted(seen)]
