"""From tables to the artifact: every form folded, grouped into patterns, each pattern's needs decided once.

What can be decided here is not decided in a text: a pattern that only one entity bears, under no condition,
is DECIDED. The rest carries its candidates.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cnfin_terms.lexicon import store as s
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.artifact import pack, pack_floats, pack_ints, pack_lines, pack_rows, pack_strings
from cnfin_terms.lexicon.entity import Redirect
from cnfin_terms.lexicon.forms import FormRow, forms_of, unshadowed
from cnfin_terms.lexicon.inherit import with_inherited
from cnfin_terms.lexicon.quoted import with_quoted_parts
from cnfin_terms.lexicon.segments import dictionary, following_words, is_han, leading_words, place_names, words_around
from cnfin_terms.lexicon.source import Ambiguity, Place, Tables, Trap, read_lexicon
from cnfin_terms.lexicon.stems import VIA as STEM_VIA
from cnfin_terms.lexicon.stems import with_stems
from cnfin_terms.lexicon.titles import ModifierTable
from cnfin_terms.match import engine
from cnfin_terms.match.segment import in_order, pairs_of, weight
from cnfin_terms.text.chardata import FoldTable, build_table
from cnfin_terms.text.fold import Folder
from cnfin_terms.text.signals import PLACE, SIGNALS

__all__ = ["NOTHING", "Draft", "EntityRow", "Known", "assemble", "compile_lexicon", "draft", "fields_of"]

_STEM = s.VIAS.index(STEM_VIA)
#: Bits that follow from a pattern's characters.
_OF_TEXT = s.EDGE_LEFT | s.EDGE_RIGHT | s.EDGE_DIGIT | s.HAN


@dataclass(frozen=True)
class EntityRow:
    """A record and its forms, ready to be compiled."""

    id: str
    type: str
    raw: dict[str, Any]
    forms: list[FormRow]


@dataclass(frozen=True)
class Draft:
    """All that the artifact is made of; an overlay changes this and assembles again."""

    version: str
    rows: list[EntityRow]
    modifiers: ModifierTable
    traps: list[Trap]
    ambiguities: list[Ambiguity]
    places: list[Place]
    retired: dict[str, Redirect]
    table: FoldTable


@dataclass(frozen=True)
class Known:
    """What a lexicon that is assembled already tells of its strings and records: an overlay need not find it out again, and changes nothing of it.

    :ivar keys: strings with what they fold to.
    :ivar flags: the bits of each pattern that has forms.
    :ivar words: ordinary words around those that are written in Han alone.
    :ivar settled: IDs of records whose forms are the compiler's own, to which it has nothing to add.
    """

    keys: Mapping[str, str]
    flags: Mapping[str, int]
    words: frozenset[str]
    settled: frozenset[str]


#: Of a lexicon that is assembled from its files.
NOTHING = Known({}, {}, frozenset(), frozenset())


def is_letter(char: str) -> bool:
    """Whether a form that begins or ends with it needs a word's edge there: letters and digits, but not Han or kana."""
    return char.isalnum() and not is_han(char) and not "\u3040" <= char <= "\u30ff"


def fields_of(record: Any) -> dict[str, Any]:  # noqa: ANN401
    """A validated record's fields, without what is as by default."""
    return {**record.model_dump(mode="json", exclude_defaults=True), "type": record.type}


def entity_row(id_: str, record: Any, modifiers: ModifierTable, origin: str) -> EntityRow:  # noqa: ANN401
    """A validated record with all its forms."""
    raw = fields_of(record)
    if origin != "record":
        raw["origin"] = origin
    return EntityRow(id_, record.type, raw, forms_of(id_, record, modifiers))


def draft(tables: Tables) -> Draft:
    """Make every form of every record; the slow part (pypinyin)."""
    rows = [entity_row(source.id, source.record, tables.modifiers, tables.origins.get(source.id, "record")) for source in tables.records]
    return Draft(tables.version, rows, tables.modifiers, tables.traps, tables.ambiguities, tables.places, tables.retired, build_table())


def _completed(rows: list[EntityRow], key: Callable[[str], str], counts: dict[str, int], settled: Container[str]) -> list[EntityRow]:
    """Rows with the names that a part has from the whole, and stems, and without those that a rule makes and another record writes."""
    places = {row.id: tuple(row.raw.get("at", ())) for row in rows if row.type == "title"}
    whole_of = {row.id: row.raw["of"] for row in rows if row.type == "institution" and "of" in row.raw}
    open_ = {id_: whole for id_, whole in whole_of.items() if id_ not in settled or whole not in settled}
    kept = unshadowed(with_inherited({row.id: row.forms for row in rows}, open_), places, key)
    kept = with_quoted_parts(kept, {row.id: row.type for row in rows})
    kept = with_stems(kept, {row.id: row.raw.get("kind", "") for row in rows}, counts, place_names())
    return [EntityRow(row.id, row.type, row.raw, kept[row.id]) for row in rows]


class _Patterns:
    """Folded strings and what is known of each, in the order of first sight."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}
        self.forms: list[list[int]] = []
        self.flags: list[int] = []

    def add(self, text: str) -> int:
        number = self.number.get(text)
        if number is None:
            number = self.number[text] = len(self.forms)
            self.forms.append([])
            self.flags.append(0)
        return number


def _edges(text: str) -> int:
    if is_han(text[0]) and text[-1].isdigit():
        return s.EDGE_DIGIT
    return (s.EDGE_LEFT if is_letter(text[0]) else 0) | (s.EDGE_RIGHT if is_letter(text[-1]) else 0)


def _around(han: Collection[str], counts: dict[str, int], known: Known) -> tuple[dict[str, int], set[str]]:
    """See :func:`words_around`; where no form is gone, only new ones are looked at."""
    before = {text for text, bits in known.flags.items() if bits & s.HAN}
    if not before <= set(han) or not known.words <= counts.keys():  # another release of the dictionary may have made what is known
        return words_around(han, counts)
    words, risky = words_around((text for text in han if text not in before), counts)
    return words | {word: counts[word] for word in known.words}, risky | {text for text in before if known.flags[text] & s.RISKY}


def assemble(parts: Draft, known: Known = NOTHING) -> dict[str, bytes]:
    """The artifact's sections. Deterministic: the order of records, files and lists changes nothing but numbers, and what is known nothing but time."""
    folder = Folder(parts.table)
    counts = dictionary()

    def key_of(text: str) -> str:
        key = known.keys.get(text)
        return folder.key(text).strip() if key is None else key

    rows = _completed(sorted(parts.rows, key=lambda row: row.id), key_of, counts, known.settled)
    numbers = {row.id: number for number, row in enumerate(rows)}
    modifier_sets: dict[tuple[str, ...], int] = {(): 0}
    patterns = _Patterns()
    texts: list[str] = []
    form_entity: list[int] = []
    form_flags: list[int] = []
    entity_first = [0]
    extras: dict[int, dict[str, Any]] = {}
    not_in: dict[int, set[int]] = {}
    for number, row in enumerate(rows):
        for form in row.forms:
            key = key_of(form.text)
            if not key:
                continue
            index = len(texts)
            extra = {name: value for name in ("since", "until", "region") if (value := getattr(form, name)) is not None}
            if extra:
                extras[index] = extra
            texts.append(form.text)
            form_entity.append(number)
            form_flags.append(s.FormFlags.pack(
                type_=form.type, use=form.use, exact=form.case == "exact", weak=form.weak, via=form.via, lang=form.lang, extra=bool(extra),
                modifiers=modifier_sets.setdefault(form.modifiers, len(modifier_sets))))
            patterns.forms[patterns.add(key)].append(index)
            for longer in form.not_in:
                not_in.setdefault(patterns.add(key_of(longer)), set()).add(index)
        entity_first.append(len(texts))
    for pattern, forms in enumerate(patterns.forms):
        patterns.flags[pattern] = _needs(forms, form_flags, form_entity, extras, rows)
    for text, pattern in patterns.number.items():
        bits = known.flags.get(text)
        patterns.flags[pattern] |= _edges(text) | (s.HAN if all(map(is_han, text)) else 0) if bits is None else bits & _OF_TEXT
    han = [text for text, pattern in patterns.number.items() if patterns.flags[pattern] & s.HAN and patterns.forms[pattern]]
    words, risky = _around(han, counts, known)
    for text in risky:
        patterns.flags[patterns.number[text]] |= s.RISKY
    for pattern in not_in:
        patterns.flags[pattern] |= s.NOT_IN
    traps: dict[int, tuple[str, ...]] = {}  # what each is, and which forms it covers
    for trap in parts.traps:
        pattern = patterns.add(folder.key(trap.text))
        patterns.flags[pattern] |= s.TRAP | (_edges(folder.key(trap.text)) & s.EDGE_LEFT)
        traps[pattern] = (trap.what, *(folder.key(text) for text in trap.covers))
    signals = {patterns.add(word): bit for word, bit in SIGNALS.items()}
    regions = {patterns.add(folder.key(place)): region for place, region, use in parts.places if not use}
    for pattern in regions:
        signals[pattern] = signals.get(pattern, 0) | PLACE
    for pattern in signals:
        patterns.flags[pattern] |= s.SIGNAL
    for pattern, forms in enumerate(patterns.forms):
        if not forms:
            patterns.flags[pattern] |= s.EMPTY
        elif all(rows[form_entity[form]].type == "person" for form in forms):
            patterns.flags[pattern] |= s.PEOPLE
    sides = {place for place, _, _ in parts.places if len(place) == 1}
    for text, pattern in patterns.number.items():
        rest = patterns.number.get(text[1:]) if text[0] in sides else None
        if rest is not None and patterns.forms[pattern] and not {form_entity[form] for form in patterns.forms[rest]} <= {
                form_entity[form] for form in patterns.forms[pattern]}:  # 日|央行 is another body than 央行; 美|联储 is the same
            patterns.flags[pattern] |= s.SIDE
    tables = {
        "modifier_sets": [list(m) for m in modifier_sets], "extras": extras, "priors": _priors(parts.ambiguities, folder, patterns, numbers),
        "places": [[folder.key(place), region, use] for place, region, use in parts.places], "retired": parts.retired,
        "heirs": _heirs(rows, numbers), "modifiers": parts.modifiers.to_data(), "signals": signals, "regions": regions,
    }
    readings: list[int] = []
    first = [0]
    for forms in patterns.forms:
        readings += forms
        first.append(len(readings))
    kept = in_order(words)
    return {
        "fold": parts.table.to_bytes(),
        "automaton": engine.serialise(engine.build(list(patterns.number))) or b"",
        "patterns": pack_strings(patterns.number),
        "pattern_flags": pack_ints(patterns.flags), "pattern_first": pack_ints(first), "readings": pack_ints(readings),
        "form_text": pack_strings(texts), "form_entity": pack_ints(form_entity), "form_flags": pack_ints(form_flags),
        "ids": pack_lines(row.id for row in rows), "entity_first": pack_ints(entity_first),
        "entity_type": bytes(v.TYPES.index(row.type) for row in rows),
        "entities": pack_strings(json.dumps(row.raw, ensure_ascii=False, separators=(",", ":")) for row in rows),
        "words": pack_lines(kept), "word_weights": pack_floats(weight(words[word]) for word in kept),
        "word_pairs": pairs_of(kept),
        "leads": pack_lines(sorted(leading_words())),
        "followers": pack_lines(f"{word}{count}" for word, count in sorted(following_words().items())),
        "word_automaton": engine.serialise(engine.build([word for word in kept if len(word) > 1] or ["\0"])),
        "not_in": pack_rows(not_in), "traps": pack_ints(traps), "trap_texts": pack_strings("\n".join(texts) for texts in traps.values()),
        "tables": json.dumps(tables, ensure_ascii=False, separators=(",", ":")).encode(),
    }


def _needs(forms: Sequence[int], flags: Sequence[int], entities: Sequence[int], extras: dict[int, Any], rows: Sequence[EntityRow]) -> int:
    """The bits of a pattern that follow from the forms that share it."""
    bits = 0
    meanings = set()
    free = False
    titles = 0
    for form in forms:
        flag = flags[form]
        if flag >> s.FormFlags.VIA & 31 == _STEM:  # it counts in a list of its kind alone, which is asked for
            continue
        meanings.add((entities[form], flag >> s.FormFlags.MODIFIERS))
        exact, weak, use = flag >> s.FormFlags.EXACT & 1, flag >> s.FormFlags.WEAK & 1, flag >> s.FormFlags.USE & 3
        bits |= s.CASE if exact else 0
        titles += rows[entities[form]].type == "title"
        free |= not (weak or use or form in extras)
    if titles:
        bits |= s.TITLE
    if len(meanings) == 1 and free and not titles:
        bits |= s.DECIDED
    return bits


def _heirs(rows: Sequence[EntityRow], numbers: dict[str, int]) -> dict[int, list[tuple[int, str | None]]]:
    """Bodies that followed each body by merger or reorganisation, with the day: what ``follow="successor"`` walks."""
    found: dict[int, list[tuple[int, str | None]]] = {}
    for number, row in enumerate(rows):
        for relation in row.raw.get("relations", ()):
            if relation["how"] in ("merged-from", "reorganised-from") and relation["id"] in numbers:
                found.setdefault(numbers[relation["id"]], []).append((number, relation.get("on")))
    return found


def _priors(ambiguities: Iterable[Ambiguity], folder: Folder, patterns: _Patterns, numbers: dict[str, int]) -> dict[int, dict[int, float]]:
    """Judged shares of the forms that several records bear."""
    found: dict[int, dict[int, float]] = {}
    for item in ambiguities:
        pattern = patterns.number.get(folder.key(item.text))
        if pattern is not None and item.prior:
            found[pattern] = {numbers[id_]: share for id_, share in item.prior.items() if id_ in numbers}
    return found


def compile_lexicon(folder: Path) -> bytes:
    """Compile a lexicon folder to the bytes of its artifact.

    :raises LexiconError: if a file breaks a rule.
    """
    parts = draft(read_lexicon(folder))
    return pack(assemble(parts), parts.version)
