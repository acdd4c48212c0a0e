"""The project's own regression corpus: the texts that ``regression.tsv`` lists, without their labels."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from cnfin_terms.curate.bench import mentions_of
from cnfin_terms.errors import LexiconError
from cnfin_terms.evaluation import read_marked
from cnfin_terms.result import Text

__all__ = ["LIST", "named_in", "regression_texts"]

#: The list, from the root of the repository: a glob from there, and how its files are read.
LIST = "tests/regression.tsv"


def _cases(text: str, name: str) -> Iterator[Text]:
    """Cases as ``tests/cases/README.md`` has them."""
    for claim, case in tomllib.loads(text).items():
        yield Text(case["text"], case.get("as_of"), case.get("region"), f"{name}: {claim}")


def _marked(text: str, name: str) -> Iterator[Text]:
    """Marked text, as ``evaluation`` reads it."""
    for gold in read_marked(text.splitlines(), name):
        yield Text(gold.text, gold.as_of, gold.region, gold.key)


def _paragraphs(text: str, name: str) -> Iterator[Text]:
    """Plain text, a text a line."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield Text(line, key=f"{name}:{number}")


READERS: dict[str, Callable[[str, str], Iterator[Text]]] = {"cases": _cases, "marked": _marked, "lines": _paragraphs}


def _files(root: Path) -> Iterator[tuple[Path, str]]:
    """The files that the list names, each with the way to read it."""
    path = root / LIST
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for line, row in enumerate(rows, 2):
        files = sorted(root.glob(row["files"]))
        if not files or row["reading"] not in READERS:
            raise LexiconError("no such file" if not files else f"{row['reading']!r} is no way to read it", file=LIST, line=line,
                               remedy=f"name files of the repository, and one of {', '.join(READERS)}")
        yield from ((one, row["reading"]) for one in files)


def named_in(root: Path, ids: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Files of the corpus that name one of these IDs in their labels, and how often; and the library's own code, where there is any."""
    listed = [one for one, _ in _files(root)]
    for one in [*listed, *sorted((root / "src").rglob("*.py"))]:
        text = one.read_text("utf-8")
        # code names an ID as a string; elsewhere it is a word like others
        number = sum(text.count(f'"{id_}"') if one.suffix == ".py" else mentions_of(text, id_) for id_ in ids)
        if number:
            yield one.relative_to(root).as_posix(), number


def regression_texts(root: Path) -> Iterator[Text]:
    """Every text of the corpus, each with its place as key; none where the repository has no list.

    :param root: the repository: the folder that holds ``lexicon/`` and ``tests/``.
    :raises LexiconError: for a row that names no file or no reader.
    """
    for one, reading in _files(root):
        yield from READERS[reading](one.read_text("utf-8"), one.relative_to(root).as_posix())
