"""One form for every lexicon file: records sorted by ID, fields in order, comments with the record they stand above.

Formatting changes no meaning: what the file parses to is the same before and after, or the file is refused.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cnfin_terms.errors import LexiconError

__all__ = ["FIELDS", "emit", "format_text", "lexicon_files"]

#: The order of a record's fields; others follow in the order of their names.
FIELDS = (
    "overlay", "type", "kind", "zh", "en", "region", "of", "regions", "id", "short", "abbreviation", "alias", "former", "nickname", "romanised",
    "regional", "pinyin", "ids", "since", "until", "order", "at", "takes", "is", "covers", "posts", "members", "relations", "prior", "reason",
    "remove", "sources",
)
_FORM_FIELDS = (
    "text", "lang", "region", "case", "use", "not_in", "title", "modifiers", "how", "id", "at", "on", "since", "until", "source", "checked",
)
_WIDTH = 160
_HEADER = re.compile(r"^\[\s*(?:\"((?:[^\"\\]|\\.)*)\"|([A-Za-z0-9_-]+))\s*\]\s*$")
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def _rank(order: tuple[str, ...], key: str) -> tuple[int, str]:
    return (order.index(key) if key in order else len(order), key)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _inline(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
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


def format_text(text: str, name: str) -> str:
    """The canonical form of a lexicon file.

    :param name: the file's name, for messages.
    :raises LexiconError: if it is not TOML, or has a comment that stands above no record.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(str(error), file=name, remedy="mend the TOML") from None
    comments: dict[str, list[str]] = {}
    pending: list[str] = []
    first = 0
    head: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith("#"):
            first = first or number
            pending.append(stripped)
        elif header := _HEADER.match(stripped):
            comments[json.loads(f'"{header[1]}"') if header[1] is not None else header[2]] = pending
            pending = []
        elif pending and not stripped and not comments and not head:
            head, pending = pending, []  # the file's own comment, at its top and parted by a blank line
        elif pending and stripped:
            raise LexiconError("this comment stands inside a record", file=name, line=number - 1, remedy="put it above the record's header")
    if pending:
        raise LexiconError("this comment stands above no record", file=name, line=first, remedy="put it above a record's header, or at the top of the file")
    blocks = ["".join(f"{line}\n" for line in comments.get(id_, [])) + emit(id_, table[id_]) for id_ in sorted(table) if isinstance(table[id_], dict)]
    result = "\n".join([*(["".join(f"{line}\n" for line in head)] if head else []), *blocks])
    if tomllib.loads(result) != table:
        raise LexiconError("formatting would change what the file says", file=name, remedy="report this, with the file")
    return result


def lexicon_files(folder: Path) -> list[Path]:
    """Every TOML file of a lexicon folder."""
    return sorted(folder.rglob("*.toml"))
