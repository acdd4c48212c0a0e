"""A lexicon folder as its tables: records, expanded templates, traps, ambiguities, places, retired IDs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from cnfin_terms.errors import LexiconError
from cnfin_terms.lexicon.entity import Redirect
from cnfin_terms.lexicon.load import Source, load_records, read_table, record_files, validate
from cnfin_terms.lexicon.titles import ModifierTable, read_modifiers

__all__ = ["Ambiguity", "Minted", "Tables", "Trap", "read_ledger", "read_lexicon", "read_retired"]


class Trap(NamedTuple):
    """A string that must not link: what it is, and which forms it covers (empty: every one inside it)."""

    text: str
    what: str
    covers: tuple[str, ...]


class Ambiguity(NamedTuple):
    """A form that rightly belongs to several records; ``prior`` says how often it means each, where that was judged."""

    text: str
    ids: tuple[str, ...]
    reason: str
    prior: dict[str, float]


class Minted(NamedTuple):
    """What an ID was given to: a line of ``ledger.tsv``."""

    type: str
    zh: str


#: A place's name, the region that it speaks for, and "beside" where it does so only right beside a name: 河内公安部, 越公安部.
Place = tuple[str, str, str]


@dataclass(frozen=True)
class Tables:
    """Everything that a lexicon folder holds."""

    version: str
    records: list[Source]
    modifiers: ModifierTable
    traps: list[Trap]
    ambiguities: list[Ambiguity]
    places: list[Place]
    retired: dict[str, Redirect]
    origins: dict[str, str]
    ledger: dict[str, Minted] = field(default_factory=dict)


def _strings(value: object, field: str, file: str, line: int, key: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise LexiconError(f"{field} must be a list of strings", file=file, line=line, id=key, remedy=f'write {field} = ["..."]')
    return tuple(value)


def read_traps(text: str, name: str) -> list[Trap]:
    """Parse traps.toml: ``["人行道"] is = "ordinary word"``, optionally ``covers = ["人行"]``."""
    table, places = read_table(text, name)
    traps = []
    for key, raw in table.items():
        line = places.get(key, {}).get("", 0)
        if not isinstance(raw, dict) or not isinstance(raw.get("is"), str) or set(raw) - {"is", "covers"}:
            raise LexiconError("a trap has `is` (what the string is) and may have `covers`", file=name, line=line, id=key, remedy='write is = "ordinary word"')
        traps.append(Trap(key, raw["is"], _strings(raw.get("covers", []), "covers", name, line, key)))
    return traps


def read_ambiguities(text: str, name: str) -> list[Ambiguity]:
    """Parse ambiguous.toml: ``["证监会"] ids = ["csrc", "sfc-hk"]  reason = "..."``, optionally ``prior = { csrc = 0.9 }``."""
    table, places = read_table(text, name)
    found = []
    for key, raw in table.items():
        line = places.get(key, {}).get("", 0)
        if not isinstance(raw, dict) or not isinstance(raw.get("reason"), str) or set(raw) - {"ids", "reason", "prior"}:
            raise LexiconError("an ambiguity has `ids`, `reason` and may have `prior`", file=name, line=line, id=key,
                               remedy='write ids = ["a", "b"], reason = "..."')
        prior = raw.get("prior", {})
        ids = _strings(raw.get("ids", []), "ids", name, line, key)
        if not isinstance(prior, dict) or set(prior) - set(ids) or sum(prior.values()) > 1 + 1e-9:
            raise LexiconError("prior gives shares, at most 1 in all, to the ids named", file=name, line=line, id=key, remedy="mend prior")
        found.append(Ambiguity(key, ids, raw["reason"], {k: float(x) for k, x in prior.items()}))
    return found


def _tsv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _rows(path: Path, required: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with their lines; none where there is no file.

    :raises LexiconError: for a row without one of the columns.
    """
    for line, row in enumerate(_tsv(path) if path.exists() else [], 2):
        if missing := [name for name in required if row.get(name) is None]:
            raise LexiconError(f"no {missing[0]}", file=path.name, line=line, id=row.get("id"), remedy="tabs part the columns that the first line names")
        yield line, row


def read_retired(path: Path) -> dict[str, Redirect]:
    """Parse retired.tsv: ``id``, ``version``, ``replaced_by`` (IDs parted by blanks), ``reason``, and ``on``, which older files lack.

    :raises LexiconError: for a row without its columns, or an ID that stands twice.
    """
    found: dict[str, Redirect] = {}
    for line, row in _rows(path, ("id", "version", "replaced_by")):
        if row["id"] in found:
            raise LexiconError("the ID was retired above already", file=path.name, line=line, id=row["id"], remedy="keep one of the lines")
        # the first files called the reason `why`
        found[row["id"]] = Redirect(tuple(row["replaced_by"].split()), row.get("reason") or row.get("why") or "", row.get("on") or None, row["version"])
    return found


def read_ledger(path: Path) -> dict[str, Minted]:
    """Parse ledger.tsv: every ID of every release, with the type and the Chinese name that it was given to.

    :raises LexiconError: for a row without its columns.
    """
    return {row["id"]: Minted(row["type"], row["zh"]) for _, row in _rows(path, ("id", "type", "zh"))}


def _expand(template: dict[str, Any], place: dict[str, str]) -> dict[str, Any]:
    def fill(value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, str):
            return value.format(region=place["id"], **{k: x for k, x in place.items() if k not in ("id", "set")})
        if isinstance(value, list):
            return [fill(item) for item in value]
        if isinstance(value, dict):
            return {key: fill(item) for key, item in value.items()}
        return value

    return {key: fill(value) for key, value in template.items() if key not in ("regions", "id")}


def expand_templates(folder: Path) -> dict[str, tuple[dict[str, Any], str, int]]:
    """Records made of offices/*.toml and offices/regions.tsv, by ID, not yet validated, each with its template's file and line.

    :raises LexiconError: for a template without ``regions`` or ``id``, or two that make one ID.
    """
    regions = folder / "regions.tsv"
    if not regions.exists():
        return {}
    places = [(set(place["set"].split("|")), place) for place in _tsv(regions)]
    records: dict[str, tuple[dict[str, Any], str, int]] = {}
    for path in sorted(folder.glob("*.toml")):
        file = f"{folder.name}/{path.name}"
        table, lines = read_table(path.read_text("utf-8"), file)
        for name, template in table.items():
            line = lines.get(name, {}).get("", 0)
            if not isinstance(template, dict) or not {"regions", "id"} <= set(template):
                raise LexiconError("a template has `regions` and `id`", file=file, line=line, id=name, remedy="see lexicon/offices/README.md")
            wanted = {"provinces", "planned-cities"} if template["regions"] == "all" else {template["regions"]}
            for sets, place in places:
                if sets & wanted:
                    id_ = template["id"].format(region=place["id"])
                    if id_ in records:
                        raise LexiconError(f"two templates make {id_}", file=file, line=line, id=name, remedy="give one another id")
                    records[id_] = (_expand(template, place), file, line)
    return records


def read_lexicon(folder: Path) -> Tables:
    """Read and validate a lexicon folder.

    :raises LexiconError: with file, line, record and remedy at the first thing that is wrong.
    """
    def text(name: str) -> str:
        path = folder / name
        return path.read_text("utf-8") if path.exists() else ""

    records = load_records(record_files(folder), folder)
    known = {source.id: source for source in records}
    origins = {}
    for id_, (raw, file, line) in expand_templates(folder / "offices").items():
        if id_ in known:
            raise LexiconError(f"the template's {id_} is a record in {known[id_].file} too", file=file, line=line, id=id_,
                               remedy="leave the place out of the template's set")
        known[id_] = Source(id_, validate(raw, id_, file, {"": line}), file, line)
        origins[id_] = "template"
    places = [(row["place"], row["region"], row.get("use") or "") for _, row in _rows(folder / "places.tsv", ("place", "region"))]
    return Tables(
        version=text("VERSION").strip() or "0", records=[known[id_] for id_ in sorted(known)],
        modifiers=read_modifiers(folder / "titles" / "modifiers.tsv"),
        traps=read_traps(text("traps.toml"), "traps.toml"), ambiguities=read_ambiguities(text("ambiguous.toml"), "ambiguous.toml"),
        places=places, retired=read_retired(folder / "retired.tsv"), origins=origins, ledger=read_ledger(folder / "ledger.tsv"))
