"""Inputs: the files, folders and ``-`` of the command line as a list of places to read from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from cnfin_terms.cli.compressed import SUFFIXES, inner_suffix

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnfin_terms.cli.progress import Report

__all__ = ["FOLDER_SUFFIXES", "Layout", "Source", "find_sources", "total_size"]

Layout = Literal["text", "lines", "jsonl", "parquet"]

#: Files of JSON lines, by their name.
JSONL_SUFFIXES = frozenset((".jsonl", ".ndjson"))

#: What is read of a folder, compressed or not; other files in it are counted and named by a note. A file given by name is read
#: whatever its suffix.
FOLDER_SUFFIXES = frozenset((".txt", ".text", ".md", ".parquet")) | JSONL_SUFFIXES


class Source(NamedTuple):
    """One place to read from.

    :ivar path: the file; None for standard input.
    :ivar name: how messages call it.
    """

    path: Path | None
    name: str
    layout: Layout


def _layout_of(path: Path | None, asked: Literal["auto", "text", "lines", "jsonl"], *, fields_named: bool) -> Layout:
    """How a file is laid out: as told, or by its name; of standard input, JSONL if any field was named."""
    if asked != "auto":
        return asked
    if path is None:
        return "jsonl" if fields_named else "text"
    if path.suffix.lower() == ".parquet":
        return "parquet"
    return "jsonl" if inner_suffix(path) in JSONL_SUFFIXES else "text"


def find_sources(names: Sequence[str], asked: Literal["auto", "text", "lines", "jsonl"], report: Report, *, fields_named: bool = False) -> list[Source]:
    """Every file that the names on the command line mean, folders walked in a fixed order.

    Hidden files and folders are passed over, links to folders not followed. Missing files, folders without texts
    and standard input named twice are reported.

    :param asked: the layout that the command line asks for.
    :param fields_named: whether it names a field, which makes standard input JSONL.
    """
    found: list[Source] = []

    def source(path: Path | None, name: str) -> Source:
        return Source(path, name, _layout_of(path, asked, fields_named=fields_named))

    for name in names:
        path = Path(name)
        if name == "-":
            if any(one.path is None for one in found):
                report.problem("<stdin>", "named twice; standard input can be read once")
            else:
                found.append(source(None, "<stdin>"))
        elif path.is_dir():
            inside = list(_walk(path, report))
            taken = [one for one in inside if inner_suffix(one) in FOLDER_SUFFIXES]
            suffixes = ", ".join(f"*{suffix}" for suffix in sorted(FOLDER_SUFFIXES))
            if not taken:
                report.problem(name, f"the folder holds none of {suffixes}; name the files themselves to read others as plain text")
            elif others := len(inside) - len(taken):
                report.note(name, f"{others} file{'s' * (others > 1)} passed over, being none of {suffixes}, nor one of them with {', '.join(SUFFIXES)}")
            found += [source(one, str(one)) for one in taken]
        elif path.exists():
            found.append(source(path, name))
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
    """Bytes of all sources, compressed as they are; None where one of them cannot say."""
    if any(source.path is None or not source.path.is_file() for source in sources):
        return None
    return sum(source.path.stat().st_size for source in sources if source.path is not None)
