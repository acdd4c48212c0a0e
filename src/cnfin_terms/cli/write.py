"""Results to tables, JSON lines, TSV and HTML pages."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import shutil
import sys
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from cnfin_terms.cli.compressed import inner_suffix
from cnfin_terms.errors import OptionError
from cnfin_terms.html import to_html
from cnfin_terms.table import mentions_table, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cnfin_terms.cli.read import Item
    from cnfin_terms.cli.sources import Source
    from cnfin_terms.result import Document

__all__ = ["choose_format", "dump", "heading", "line_of", "open_output", "plain", "rendered", "terminal_width", "tsv_line", "write_pages"]

SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".tsv": "tsv", ".html": "html", ".htm": "html", ".txt": "text", ".parquet": "parquet"}

TSV_COLUMNS = ("source", "start", "end", "text", "type", "status", "id", "modifiers", "score", "reason", "zh", "en", "candidates")


def choose_format(asked: str | None, output: str | None, sources: Sequence[Source], formats: Sequence[str]) -> str:
    """The format asked for; else the one of the output's suffix; else JSON lines for JSON lines; else the first.

    :param formats: those that the command can write, its usual one first.
    """
    if asked is not None:
        return asked
    by_suffix = SUFFIXES.get(inner_suffix(output)) if output else None
    if by_suffix in formats:
        return str(by_suffix)
    if "parquet" in formats and sources and all(source.layout == "parquet" for source in sources):
        return "parquet"
    return "jsonl" if sources and all(source.layout == "jsonl" for source in sources) else formats[0]


@contextmanager
def open_output(path: str | None, sources: Sequence[Source] = ()) -> Iterator[TextIO]:
    """A stream for the results, in UTF-8; lone surrogates, which UTF-8 has not, are written as escapes.

    :raises OptionError: if the file cannot be written, or is one of the inputs.
    """
    if path is None or path == "-":
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        yield sys.stdout
        sys.stdout.flush()
        return
    target = Path(path)
    if any(source.path is not None and target.exists() and target.samefile(source.path) for source in sources):
        raise OptionError(f"{path}: the output is one of the inputs; write to another file")
    try:
        stream = target.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise OptionError(f"{path}: {error.strerror}; choose another --output") from None
    with stream:
        yield stream


def terminal_width(stream: TextIO) -> int | None:
    """The cells of a line where the stream is a terminal; None, for no limit, where it is not."""
    return shutil.get_terminal_size().columns if stream.isatty() else None


def plain(value: Any) -> Any:  # noqa: ANN401
    """A result value as data that JSON can hold: named tuples and dataclasses as objects."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: plain(part) for name, part in value._asdict().items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value) if one.repr}
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(part) for part in value]
    return value


def dump(value: Any) -> str:  # noqa: ANN401
    r"""One line of JSON that encodes as UTF-8, whatever strings are in it.

    >>> print(dump({"id": "pboc", "zh": "中国人民银行"}), dump(["\ud800"]))
    {"id": "pboc", "zh": "中国人民银行"} ["\ud800"]
    """
    line = json.dumps(value, ensure_ascii=False)
    return line if _SURROGATE.search(line) is None else json.dumps(value)


_SURROGATE = re.compile("[\ud800-\udfff]")


def tsv_line(cells: Iterable[object]) -> str:
    r"""A line of TSV: backslash, tab, line feed and carriage return are written as ``\\``, ``\t``, ``\n``, ``\r``; None is empty.

    >>> tsv_line(["央行", None, "a\tb"])
    '央行\t\ta\\tb'
    """
    return "\t".join("" if cell is None else str(cell).translate(_ESCAPES) for cell in cells)


_ESCAPES = {ord("\\"): "\\\\", ord("\t"): "\\t", ord("\n"): "\\n", ord("\r"): "\\r"}


def line_of(item: Item, field: str, result: object) -> str:
    """The item's own fields with the result beside them, as a JSON line; plain text gets ``source`` and ``text``."""
    row: dict[str, Any] = dict(item.row) if item.row is not None else {"source": item.place, "text": item.text}
    row[field] = result
    return dump(row)


def _document_line(item: Item, doc: Document, field: str) -> str:
    """A JSON line; what the document repeats of the item is left out."""
    return line_of(item, field, {name: value for name, value in doc.to_dict().items() if name not in ("text", "key")})


def _tsv_lines(item: Item, doc: Document) -> Iterator[str]:
    for mention in doc.mentions:
        resolved = mention.status == "resolved"
        candidates = " ".join(f"{one.id}:{one.score:.4f}" for one in mention.candidates)
        yield tsv_line((
            item.key, mention.start, mention.end, mention.text, mention.type, mention.status, mention.id, " ".join(mention.modifiers),
            f"{mention.score:.4f}", mention.reason, mention.label("zh") if resolved else None, mention.label("en") if resolved else None, candidates,
        ))


def heading(form: str) -> bytes:
    """What comes before the first result."""
    return (tsv_line(TSV_COLUMNS) + "\n").encode() if form == "tsv" else b""


def rendered(item: Item, doc: Document, form: str, field: str, width: int | None) -> str:
    """One linked text in any format but HTML, with the line feed that ends it; a table with the blank line before it.

    :param width: cells of the terminal, None for no limit.
    """
    if form == "jsonl":
        return _document_line(item, doc, field) + "\n"
    if form == "tsv":
        return "".join(line + "\n" for line in _tsv_lines(item, doc))
    return f"\n{printable(str(item.key))}\n{mentions_table(doc, width)}\n"


def write_pages(pairs: Iterable[tuple[Item, Document]], output: str | None, title: str | None, sources: Sequence[Source]) -> None:
    """Write HTML: one page, or into a folder one page for each text.

    :raises OptionError: for several texts and no folder to put them in.
    """
    if output is not None and (output.endswith("/") or Path(output).is_dir()):
        folder = Path(output)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OptionError(f"{output}: {error.strerror}; choose another --output") from None
        taken: set[str] = set()
        for item, doc in pairs:
            name = _page_name(str(item.key), taken)
            with open_output(str(folder / name), sources) as stream:
                stream.write(to_html(doc, title or str(item.key)))
        return
    waiting = iter(pairs)
    first = next(waiting, None)
    if first is None:
        return
    if next(waiting, None) is not None:
        raise OptionError("HTML of several texts needs a folder: write --output FOLDER/")
    with open_output(output, sources) as stream:
        stream.write(to_html(first[1], title or str(first[0].key)))


def _page_name(key: str, taken: set[str]) -> str:
    """A file name of its own for a text's page."""
    base = re.sub(r"[^\w.-]+", "-", key.removeprefix("./")).strip("-.")[:80] or "text"
    name, number = f"{base}.html", 2
    while name.lower() in taken:
        name, number = f"{base}-{number}.html", number + 1
    taken.add(name.lower())
    return name
