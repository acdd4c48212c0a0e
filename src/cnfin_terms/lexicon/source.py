"""A lexicon folder as its tables: records, expanded templates, traps, ambiguities, places, retired IDs."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from cnfin_terms.errors import LexiconError
from cnfin_terms.lexicon.load import Source, load_records, read_table, record_files
from cnfin_terms.lexicon.titles import ModifierTable, read_modifiers

__all__ = ["Ambiguity", "Tables", "Trap", "read_lexicon"]


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


@dataclass(frozen=True)
class Tables:
    """Everything that a lexicon folder holds."""

    version: str
    records: list[Source]
    modifiers: ModifierTable
    traps: list[Trap]
    ambiguities: list[Ambiguity]
    places: list[tuple[str, str]]
    retired: dict[str, str]
    origins: dict[str, str]


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
            raise LexiconError("an ambiguity has `ids`, `reason` and may have `prior`", file=name, line=line, id=key, remedy='write ids = ["a", "b"], reason = "..."')
        prior = raw.get("prior", {})
        ids = _strings(raw.get("ids", []), "ids", name, line, key)
        if not isinstance(prior, dict) or set(prior) - set(ids) or sum(prior.values()) > 1 + 1e-9:
            raise LexiconError("prior gives shares, at most 1 in all, to the ids named", file=name, line=line, id=key, remedy="mend prior")
        found.append(Ambiguity(key, ids, raw["reason"], {k: float(x) for k, x in prior.items()}))
    return found


def _tsv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


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


def expand_templates(folder: Path) -> dict[str, dict[str, Any]]:
    """Records made of offices/*.toml and offices/regions.tsv, by ID, not yet validated."""
    regions = folder / "regions.tsv"
    if not regions.exists():
        return {}
    places = _tsv(regions)
    records: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.toml")):
        for template in tomllib.loads(path.read_text("utf-8")).values():
            wanted = template["regions"]
            for place in places:
                if wanted in ("all", place["set"]) or wanted in place["set"].split(","):
                    id_ = template["id"].format(region=place["id"])
                    records[id_] = _expand(template, place)
    return records


def read_lexicon(folder: Path) -> Tables:
    """Read and validate a lexicon folder.

    :raises LexiconError: with file, line, record and remedy at the first thing that is wrong.
    """
    from cnfin_terms.lexicon.schema import adapter  # noqa: PLC0415

    def text(name: str) -> str:
        path = folder / name
        return path.read_text("utf-8") if path.exists() else ""

    records = load_records(record_files(folder), folder)
    known = {source.id: source for source in records}
    origins = {}
    check = adapter()
    for id_, raw in expand_templates(folder / "offices").items():
        if id_ not in known:  # a record of its own outranks the template
            known[id_] = Source(id_, check.validate_python(raw), "offices", 0)
            origins[id_] = "template"
    places = [(row["place"], row["region"]) for row in _tsv(folder / "places.tsv")] if (folder / "places.tsv").exists() else []
    retired = {row["id"]: row["replaced_by"] for row in _tsv(folder / "retired.tsv")} if (folder / "retired.tsv").exists() else {}
    return Tables(
        version=text("VERSION").strip() or "0", records=[known[id_] for id_ in sorted(known)],
        modifiers=read_modifiers(folder / "titles" / "modifiers.tsv"),
        traps=read_traps(text("traps.toml"), "traps.toml"), ambiguities=read_ambiguities(text("ambiguous.toml"), "ambiguous.toml"),
        places=places, retired=retired, origins=origins)
