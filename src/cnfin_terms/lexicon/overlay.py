"""Overlays: a user's own records on top of the shipped ones, compiled into one automaton with them.

Only the overlay's own forms are generated; those of the base come back out of its artifact.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from cnfin_terms.errors import LexiconError
from cnfin_terms.lexicon import compile as compiler
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.artifact import pack, unpack
from cnfin_terms.lexicon.cache import overlaid
from cnfin_terms.lexicon.forms import FormRow
from cnfin_terms.lexicon.load import AnyRecord, read_table, validate
from cnfin_terms.lexicon.source import Ambiguity, Trap, read_ambiguities, read_traps
from cnfin_terms.lexicon.store import VIAS, FormFlags, Store

__all__ = ["Changed", "Overlay", "apply", "changed_records", "draft_of", "read_overlay"]

#: A file of a folder that is no record's: it is the check's.
EXEMPTIONS = "exemptions.toml"
_PLAIN: Mapping[str, Any] = {}  # a form without dates and region
_WAYS = ("patch", "replace", "drop")
_LISTS = ("short", "abbreviation", "alias", "former", "nickname", "romanised", "regional", "relations", "posts", "members", "sources", "at", "takes", "pinyin")


@dataclass(frozen=True)
class Overlay:
    """The texts of an overlay, by file name: it travels in a pickle and is compiled again where it arrives."""

    name: str
    files: tuple[tuple[str, str], ...]

    @cached_property
    def digest(self) -> str:
        """Checksum of its name, which its records bear, and its files."""
        return hashlib.sha256(repr((self.name, self.files)).encode()).hexdigest()[:32]


def read_overlay(path: Path) -> Overlay:
    """Read an overlay: one TOML file, or a folder with any number of them.

    :raises LexiconError: if there is no such file, or it is not UTF-8.
    """
    files = sorted(file for file in path.rglob("*.toml") if file.name != EXEMPTIONS) if path.is_dir() else [path]
    if not files:
        raise LexiconError("the folder holds no .toml file", file=str(path), remedy="name a TOML file, or a folder of them")
    texts = []
    for file in files:
        try:
            texts.append((str(file.relative_to(path)) if path.is_dir() else file.name, file.read_text("utf-8")))
        except FileNotFoundError:
            raise LexiconError("there is no such file", file=str(file), remedy="check the path") from None
        except UnicodeDecodeError as error:
            raise LexiconError(f"byte {error.start} is not UTF-8", file=str(file), remedy="save the file as UTF-8") from None
    return Overlay(path.name, tuple(texts))


def _row(store: Store, form: int, text: str, not_in: tuple[str, ...]) -> FormRow:
    flags = store.form_flags[form]
    extra = store.extras.get(form, _PLAIN) if flags >> FormFlags.EXTRA & 1 else _PLAIN
    return FormRow(
        text=text, lang=v.LANGUAGES[flags >> FormFlags.LANG & 15], type=v.NAME_TYPES[flags & 15], via=VIAS[flags >> FormFlags.VIA & 31],
        case="exact" if flags >> FormFlags.EXACT & 1 else "fold",
        use=v.USES[flags >> FormFlags.USE & 3], not_in=not_in, since=extra.get("since"), until=extra.get("until"), region=extra.get("region"),
        modifiers=store.form_modifiers(form), weak=bool(flags >> FormFlags.WEAK & 1))


def draft_of(store: Store) -> compiler.Draft:
    """What a store was assembled from."""
    patterns = store.patterns()
    longer: dict[int, list[str]] = {}
    for pattern, forms in store.not_in.items():
        for form in forms:
            longer.setdefault(form, []).append(patterns[pattern])
    texts = store.form_text.all()
    rows = [compiler.EntityRow(id_, v.TYPES[store.entity_type[number]], store.raw(number),
                               [_row(store, form, texts[form], tuple(longer.get(form, ()))) for form in store.forms(number)])
            for number, id_ in enumerate(store.ids)]
    traps = [Trap(patterns[pattern], trap.what, trap.covers) for pattern, trap in store.traps.items()]
    ambiguities = [Ambiguity(patterns[pattern], tuple(store.ids[e] for e in shares), "", {store.ids[e]: share for e, share in shares.items()})
                   for pattern, shares in store.priors.items()]
    return compiler.Draft(store.version, rows, store.modifiers, traps, ambiguities, store.places, store.retired, store.fold_table)


def _known(store: Store, rows: Collection[compiler.EntityRow]) -> compiler.Known:
    """What assembling a store has found out, as far as these of its records go."""
    texts = store.form_text.all()
    keys: dict[str, str] = {}
    flags: dict[str, int] = {}
    for pattern, text in enumerate(store.patterns()):
        forms = store.forms_of(pattern)
        if forms:
            flags[text] = store.pattern_flags[pattern]
        else:
            keys[text] = text  # what is folded folds to itself
        for form in forms:
            keys[texts[form]] = text
    return compiler.Known(keys, flags, frozenset(store.words), frozenset(row.id for row in rows))


def apply(store: Store, overlay: Overlay) -> Store:
    """A store with the overlay's records added, patched, replaced or dropped: from the cache, or compiled.

    :raises LexiconError: with file, line, record and remedy.
    """
    return Store(*unpack(overlaid(store.fingerprint, overlay.digest, lambda: compiled(store, overlay)), overlay.name))


def compiled(store: Store, overlay: Overlay) -> bytes:
    """The artifact of a store with an overlay.

    :raises LexiconError: with file, line, record and remedy.
    """
    base = draft_of(store)
    rows = {row.id: row for row in base.rows}
    settled = dict(rows)
    traps, ambiguities = list(base.traps), list(base.ambiguities)
    for name, text in overlay.files:
        file = f"{overlay.name}/{name}" if overlay.name != name else name
        if Path(name).name == "traps.toml":
            traps += read_traps(text, file)
        elif Path(name).name == "ambiguous.toml":
            ambiguities += read_ambiguities(text, file)
        else:
            for id_, record, _ in changed_records({id_: row.raw for id_, row in rows.items()}, text, file):
                settled.pop(id_, None)
                if record is None:
                    del rows[id_]
                else:
                    rows[id_] = compiler.entity_row(id_, record, base.modifiers, overlay.name)
    parts = compiler.Draft(base.version, list(rows.values()), base.modifiers, traps, ambiguities, base.places, base.retired, base.table)
    return pack(compiler.assemble(parts, _known(store, settled.values())), base.version)


class Changed(NamedTuple):
    """A record of an overlay as it is over the base, or None where it drops one, with its line."""

    id: str
    record: AnyRecord | None
    line: int


def changed_records(known_raw: Mapping[str, dict[str, Any]], text: str, file: str) -> Iterator[Changed]:
    """Each record of an overlay file, over the fields of the records that are known.

    :raises LexiconError: with file, line, record and remedy.
    """
    table, places = read_table(text, file)
    for id_, given in table.items():
        raw = given
        place = places.get(id_, {})
        line = place.get("", 0)
        if not isinstance(raw, dict):
            raise LexiconError(f"{id_!r} stands outside any record", file=file, line=line, remedy="put it under an [id] header")
        way = raw.pop("overlay", None)
        known = known_raw.get(id_)
        if known is None and way not in (None, "replace"):
            raise LexiconError(f"there is no record to {way}", file=file, line=place.get("overlay", line), id=id_, remedy="mend the ID, or leave out overlay")
        if known is not None and way not in _WAYS:
            raise LexiconError("this ID is in the lexicon already", file=file, line=line, id=id_, remedy='say overlay = "patch", "replace" or "drop"')
        if way == "drop":
            yield Changed(id_, None, line)
            continue
        if way == "patch" and known is not None:
            raw = _patched(known, raw, file, place, id_)
        elif "remove" in raw:
            raise LexiconError("only a patch can remove", file=file, line=place.get("remove", line), id=id_, remedy='say overlay = "patch"')
        yield Changed(id_, validate(raw, id_, file, place), line)


def _patched(old: dict[str, Any], new: dict[str, Any], file: str, place: dict[str, int], id_: str) -> dict[str, Any]:
    """The old record with the patch's fields: lists are appended to, what ``remove`` names is taken away, the rest is set."""
    raw = {key: value for key, value in old.items() if key != "origin"}
    remove = new.pop("remove", {})
    if not isinstance(remove, dict):
        raise LexiconError("remove is a table of lists", file=file, line=place.get("remove", 0), id=id_, remedy='write remove = { short = ["..."] }')
    for field, gone in remove.items():
        if field not in _LISTS or not isinstance(gone, list):
            raise LexiconError(f"remove takes lists of {', '.join(_LISTS)}", file=file, line=place.get("remove", 0), id=id_,
                               remedy='write remove = { short = ["..."] }')
        held = list(raw.get(field, []))
        kept = [item for item in held if (item["text"] if isinstance(item, dict) and "text" in item else item) not in gone]
        if len(kept) + len(gone) > len(held):
            raise LexiconError(f"{field} has not all of {gone}", file=file, line=place.get("remove", 0), id=id_, remedy="remove only what is there")
        raw[field] = kept
    for field, value in new.items():
        raw[field] = [*raw.get(field, []), *value] if field in _LISTS and isinstance(value, list) else value
    return raw
