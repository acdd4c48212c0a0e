"""Write the pages into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from cnfin_terms.errors import OptionError
from cnfin_terms.html_assets import COLOURS
from cnfin_terms.lexicon.lexicon import Lexicon
from cnfin_terms.lexicon.source import Tables
from cnfin_terms.site.facts import Facts
from cnfin_terms.site.index import shards
from cnfin_terms.site.lists import file_of, front, kinds, listing
from cnfin_terms.site.record import moved, record
from cnfin_terms.site.shell import Shell

__all__ = ["Written", "build"]

_HERE = Path(__file__).parent
#: A folder with this file is one of ours, and may be written over.
_OURS = "assets/search.js"
_FOLDERS = ("assets", "lists", "records", "search")


class Written(NamedTuple):
    """What was written: pages of records, files in all, their bytes in all, and those of the search's files."""

    records: int
    files: int
    size: int
    search: int


def build(lexicon: Lexicon, tables: Tables, out: Path, repository: str = "") -> Written:
    """Write the lexicon's pages into a folder; what an earlier run left there and no record has any more is deleted.

    :param lexicon: the compiled lexicon.
    :param tables: the folder that it was compiled from, as :func:`~cnfin_terms.lexicon.source.read_lexicon` reads it.
    :param repository: address of the repository, for the links by which readers improve a record; "" for none.
    :raises OptionError: if the folder holds something else, or the address is none.
    """
    if repository and not repository.startswith(("https://", "http://")):
        raise OptionError(f"{repository!r} is no address of a repository; write https://...")
    if out.exists() and not out.is_dir():
        raise OptionError(f"{out} is a file; name a folder")
    if out.is_dir() and any(out.iterdir()) and not (out / _OURS).exists():
        raise OptionError(f"{out} holds other things; name a new folder")
    facts = Facts(lexicon, tables)
    inner, outer = Shell(facts, "../", repository.rstrip("/")), Shell(facts, "", repository.rstrip("/"))
    for folder in _FOLDERS:
        (out / folder).mkdir(parents=True, exist_ok=True)
    sizes: dict[str, int] = {}

    def write(name: str, content: str) -> None:
        data = content.encode()
        (out / name).write_bytes(data)
        sizes[name] = len(data)

    write("assets/style.css", COLOURS + (_HERE / "style.css").read_text("utf-8"))
    write(_OURS, (_HERE / "search.js").read_text("utf-8"))
    write("index.html", front(outer))
    for (type_, kind), entities in kinds(facts).items():
        write(file_of(type_, kind), listing(inner, type_, kind, entities))
    for entity in facts.entities.values():
        write(f"records/{entity.id}.html", record(inner, entity))
    for old, new in facts.retired.items():
        write(f"records/{old}.html", moved(inner, old, new))
    for name, content in shards(facts).items():
        write(f"search/{name}", content)
    for folder in _FOLDERS:
        for path in (out / folder).iterdir():
            if path.is_file() and f"{folder}/{path.name}" not in sizes:
                path.unlink()
    return Written(len(facts.entities), len(sizes), sum(sizes.values()), sum(size for name, size in sizes.items() if name.startswith("search/")))
