"""One form for every lexicon file: records sorted by ID, fields in order, comments with the record they stand above.

Formatting changes no meaning: what the file parses to is the same before and after, or the file is refused.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from cnfin_terms.errors import LexiconError
from cnfin_terms.lexicon.load import read_table

__all__ = ["FIELDS", "Parsed", "compose", "emit", "format_text", "lexicon_files", "parse"]

#: The order of a record's fields; others follow in the order of their names.
FIELDS = (
    "overlay", "type", "kind", "zh", "en", "region", "of", "regions", "id", "short", "abbreviation", "alias", "former", "nickname", "romanised",
    "regional", "pinyin", "ids", "since", "until", "order", "at", "takes", "is", "covers", "posts", "members", "relations", "prior", "reason",
    "remove", "sources",
)
_FORM_FIELDS = (
    "text", "lang", "region", "case", "use", "not_in", "title", "modifiers", "how", "id", "at", "on", "since", "until", "seen", "source", "checked",
)
_WIDTH = 160
#: Strings, so that a # or a line within one is not taken for a comment, and comments.
_TOKEN = re.compile(r'"""(?:\\.|[^\\])*?"""+|\'\'\'.*?\'\'\'+|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL)
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def _rank(order: tuple[str, ...], key: str) -> tuple[int, str]:
    return (order.index(key) if key in order else len(order), key)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _quoted(key)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _inline(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    pairs = sorted(value.items(), key=lambda item: _rank(_FORM_FIELDS, item[0]))
    return f"{{ {', '.join(f'{_key(k)} = {_inline(x)}' for k, x in pairs)} }}"


def _field(key: str, value: Any) -> str:  # noqa: ANN401
    line = f"{_key(key)} = {_inline(value)}"
    if isinstance(value, list) and value and len(line) > _WIDTH:
        return "\n".join([f"{_key(key)} = [", *(f"  {_inline(item)}," for item in value), "]"])
    return line


def emit(id_: str, record: Mapping[str, Any]) -> str:
    """One record as canonical TOML.

    >>> print(emit("sse", {"zh": "上海证券交易所", "type": "institution", "kind": "exchange"}), end="")
    [sse]
    type = "institution"
    kind = "exchange"
    zh = "上海证券交易所"
    """
    fields = sorted(record.items(), key=lambda item: _rank(FIELDS, item[0]))
    return "\n".join([f"[{_key(id_)}]", *(_field(key, value) for key, value in fields)]) + "\n"


def _comments(text: str, name: str) -> dict[int, str]:
    """Comments by their lines, 0-based.

    :raises LexiconError: for one that follows something on its line.
    """
    found = {}
    for token in _TOKEN.finditer(text):
        if token[0].startswith("#"):
            line = text.count("\n", 0, token.start())
            if text[text.rfind("\n", 0, token.start()) + 1 : token.start()].strip(" \t"):
                raise LexiconError("this comment stands behind a field", file=name, line=line + 1, remedy="put it above the record's header")
            found[line] = token[0].strip()
    return found


def _header(line: str, table: Mapping[str, Any]) -> str | None:
    """The record whose header this line is, if it is one."""
    if not line.startswith("["):
        return None
    try:
        header = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return None
    id_, body = next(iter(header.items()))
    return id_ if body == {} and isinstance(table.get(id_), dict) else None


def _check_values(value: Any, name: str, id_: str, line: int) -> None:  # noqa: ANN401
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            _check_values(item, name, id_, line)
    elif not isinstance(value, str | bool | int | float):
        raise LexiconError(f"{value} is not a string", file=name, line=line, id=id_, remedy="dates stand in quotes")


class Parsed(NamedTuple):
    """A lexicon file in parts.

    :ivar head: the file's own comment, line by line.
    :ivar comments: the lines above each record.
    :ivar table: the records.
    """

    head: list[str]
    comments: dict[str, list[str]]
    table: dict[str, Any]


def parse(text: str, name: str) -> Parsed:
    """Take a lexicon file apart.

    :param name: the file's name, for messages.
    :raises LexiconError: if it is not TOML, has a date without quotes or a field outside any record, or a comment that stands above no record.
    """
    text = text.replace("\r\n", "\n")
    table, places = read_table(text, name)
    for id_, record in table.items():
        at = places.get(id_, {}).get("", 0)
        if not isinstance(record, dict):
            raise LexiconError(f"{id_!r} stands outside any record", file=name, line=at, remedy="put it under an [id] header")
        _check_values(record, name, id_, at)
    found = _comments(text, name)
    comments: dict[str, list[str]] = {}
    head: list[str] = []
    pending: list[str] = []
    first = 0
    for number, line in enumerate(text.split("\n")):
        stripped = line.strip()
        if number in found:
            first = number if not pending else first
            pending.append(found[number])
        elif (header := _header(stripped, table)) is not None:
            comments[header] = pending
            pending = []
        elif pending and not stripped and not comments and not head:
            head, pending = pending, []  # the file's own comment, at its top and parted by a blank line
        elif pending and stripped:
            raise LexiconError("this comment stands inside a record", file=name, line=first + 1, remedy="put it above the record's header")
    if pending and not table and not head:
        head, pending = pending, []
    if pending:
        raise LexiconError("this comment stands above no record", file=name, line=first + 1, remedy="put it above a record's header, or at the top of the file")
    return Parsed(head, comments, table)


def compose(parts: Parsed, name: str) -> str:
    """Put a lexicon file together, in canonical form.

    :raises LexiconError: if the text would say something else than the parts.
    """
    head, comments, table = parts
    blocks = ["".join(f"{line}\n" for line in comments.get(id_, [])) + emit(id_, table[id_]) for id_ in sorted(table)]
    result = "\n".join([*(["".join(f"{line}\n" for line in head)] if head else []), *blocks])
    if tomllib.loads(result) != table:
        raise LexiconError("formatting would change what the file says", file=name, remedy="report this, with the file")
    return result


def format_text(text: str, name: str) -> str:
    """The canonical form of a lexicon file.

    :param name: the file's name, for messages.
    :raises LexiconError: if it is not TOML, has a date without quotes or a field outside any record, or a comment that stands above no record.
    """
    return compose(parse(text, name), name)


def lexicon_files(folder: Path) -> list[Path]:
    """Every TOML file of a lexicon folder."""
    return sorted(folder.rglob("*.toml"))
