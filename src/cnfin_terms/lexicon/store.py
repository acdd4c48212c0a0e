"""The compiled lexicon at run time: arrays and blobs, read on demand, shared by every Linker.

Nothing here parses records: an entity is decoded when somebody asks for it.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from cnfin_terms import dates
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.artifact import Rows, Strings, floats, ints, lines
from cnfin_terms.lexicon.entity import Entity, Identifiers, Member, Name, Post, Redirect, Relation
from cnfin_terms.lexicon.titles import ModifierTable
from cnfin_terms.match import engine
from cnfin_terms.match.segment import Words, weight
from cnfin_terms.text.chardata import FoldTable
from cnfin_terms.text.fold import Folder

__all__ = [
    "CASE", "DECIDED", "EDGE_DIGIT", "EDGE_LEFT", "EDGE_RIGHT", "EMPTY", "HAN", "NOT_IN", "PEOPLE", "RISKY", "SIDE", "SIGNAL", "TITLE", "TRAP", "VIAS",
    "FormFlags", "Store", "TrapOf", "Traps",
]

# What a pattern needs, as bits: most hits are judged by these alone.
EDGE_LEFT = 1  # begins with a letter or digit: no letter or digit may stand before it
EDGE_RIGHT = 2
RISKY = 4  # a word of ordinary Chinese straddles or contains it: segment here
CASE = 8  # some form of it must show its very letters
TRAP = 16  # a string that must not link
NOT_IN = 32  # a string within which certain forms do not count
DECIDED = 64  # one entity, no rival, no condition: nothing to resolve
TITLE = 128  # some form of it is a title
HAN = 256  # written in Han alone
EDGE_DIGIT = 512  # Han that ends in a digit (沪深300): no digit may follow, a letter may (沪深300ETF)
EMPTY = 1024  # no form: a trap, a longer word, a signal
PEOPLE = 2048  # every form of it is a person's
SIGNAL = 4096  # a word that later steps ask whether the text has
SIDE = 8192  # a country by one character, and the name of a body by itself: 日|央行

#: Rules that make forms; a form keeps the number of its own.
VIAS = (
    "written", "template", "legal-form", "article", "ampersand", "plural", "singular", "spelling", "apostrophe", "hyphen", "prefix", "brackets",
    "pinyin", "pinyin-spaced", "pinyin-joined", "surname-first", "given-first", "given-hyphenated", "given-spaced", "comma", "initials", "mixed",
    "romanised-variant", "modified-title", "parent", "spaced", "stem", "quoted-part", "other", "dotted",
)


class FormFlags:
    """How a form's properties share one 32-bit number."""

    TYPE, USE, EXACT, WEAK, VIA, LANG, EXTRA, MODIFIERS = 0, 4, 6, 7, 8, 13, 17, 18

    @classmethod
    def pack(cls, *, type_: str, use: str, exact: bool, weak: bool, via: str, lang: str, extra: bool, modifiers: int) -> int:
        """All of them in one number; an unlisted rule is filed as "other"."""
        number = VIAS.index(via) if via in VIAS else VIAS.index("other")
        return (v.NAME_TYPES.index(type_) << cls.TYPE | v.USES.index(use) << cls.USE | exact << cls.EXACT | weak << cls.WEAK
                | number << cls.VIA | v.LANGUAGES.index(lang) << cls.LANG | extra << cls.EXTRA | modifiers << cls.MODIFIERS)


class TrapOf(NamedTuple):
    """What a trap is, in a word or two, and the folded forms within it that it covers (none: every one)."""

    what: str
    covers: tuple[str, ...]


class Traps(Mapping[int, TrapOf]):
    """Traps by the number of their pattern, each decoded when first asked for."""

    __slots__ = ("_known", "_place", "_texts")

    def __init__(self, patterns: bytes | memoryview, texts: bytes | memoryview) -> None:
        self._texts = Strings(texts)
        self._place = dict(zip(ints(patterns), range(len(self._texts)), strict=True))
        self._known: dict[int, TrapOf] = {}  # decoding twice at once does no harm

    def __getitem__(self, pattern: int) -> TrapOf:
        trap = self._known.get(pattern)
        if trap is None:
            what, *covers = self._texts[self._place[pattern]].split("\n")
            trap = self._known[pattern] = TrapOf(what, tuple(covers))
        return trap

    def __contains__(self, pattern: object) -> bool:
        return pattern in self._place

    def __iter__(self) -> Iterator[int]:
        return iter(self._place)

    def __len__(self) -> int:
        return len(self._place)


class Store:
    """A compiled lexicon, made from its sections. Immutable; decodes lazily.

    :param header: version and fingerprint.
    :param sections: what :func:`cnfin_terms.lexicon.compile.assemble` makes.
    """

    def __init__(self, header: dict[str, Any], sections: Mapping[str, bytes | memoryview]) -> None:
        # What is kept is copied out of the file's bytes, which are then free: half of them are the automaton, which makes itself a copy.
        self.version: str = header["version"]
        self.fingerprint: str = header["fingerprint"]
        self.pattern_flags = ints(sections["pattern_flags"])
        self.pattern_first = ints(sections["pattern_first"])
        self.readings = ints(sections["readings"])
        self.form_entity = ints(sections["form_entity"])
        self.form_flags = ints(sections["form_flags"])
        self.form_text = Strings(sections["form_text"])
        self.entity_first = ints(sections["entity_first"])
        self.entity_type = bytes(sections["entity_type"])
        self.entity_text = Strings(sections["entities"])
        self.ids = lines(sections["ids"])
        self._patterns = Strings(sections["patterns"])
        self._words = tuple(bytes(sections[name]) for name in ("words", "word_weights", "word_automaton", "word_pairs"))
        self._leads = bytes(sections["leads"])
        self._followers = bytes(sections["followers"])
        self.traps = Traps(sections["traps"], sections["trap_texts"])
        self.not_in = Rows(sections["not_in"])
        tables = json.loads(bytes(sections["tables"]))
        self.modifier_sets: list[tuple[str, ...]] = [tuple(m) for m in tables["modifier_sets"]]
        self.extras: dict[int, dict[str, Any]] = {int(k): x for k, x in tables["extras"].items()}
        self.priors: dict[int, dict[int, float]] = {int(k): {int(e): p for e, p in x.items()} for k, x in tables["priors"].items()}
        self.signals: dict[int, int] = {int(k): bit for k, bit in tables["signals"].items()}
        self.regions: dict[int, str] = {int(k): region for k, region in tables["regions"].items()}
        self.places: list[tuple[str, str, str]] = [(a, b, use) for a, b, use in tables["places"]]
        self._heirs: dict[int, list[tuple[int, str | None]]] = {int(k): [(n, on) for n, on in x] for k, x in tables["heirs"].items()}
        self.retired = {id_: Redirect(tuple(to), *rest) for id_, (to, *rest) in tables["retired"].items()}
        self.modifiers = ModifierTable.from_data(tables["modifiers"])
        self.fold_table = FoldTable.from_bytes(bytes(sections["fold"]))
        self.folder = Folder(self.fold_table)
        self.automaton = engine.load(bytes(sections["automaton"]), self.patterns)

    def patterns(self) -> list[str]:
        """Every pattern, folded, in the order of their numbers."""
        return self._patterns.all()

    def forms_of(self, pattern: int) -> array[int]:
        """Numbers of the forms that a pattern stands for."""
        return self.readings[self.pattern_first[pattern] : self.pattern_first[pattern + 1]]

    @cached_property
    def words(self) -> Words:
        """Ordinary words that straddle or contain forms; loaded when first needed."""
        texts, weights, automaton, pairs = self._words

        def all_texts() -> list[str]:
            return lines(texts)

        return Words(all_texts, floats(weights), engine.load(automaton, lambda: [word for word in all_texts() if len(word) > 1] or ["\0"]), pairs)

    @cached_property
    def leads(self) -> frozenset[str]:
        """Ordinary words with which a sentence leads up to a name; loaded when first needed."""
        return frozenset(lines(self._leads))

    @cached_property
    def followers(self) -> dict[str, float]:
        """Ordinary words of two characters with which a sentence goes on after a person's name, and their log probabilities; loaded when first needed."""
        return {line[:2]: weight(int(line[2:])) for line in lines(self._followers)}

    @cached_property
    def patterns_by_length(self) -> dict[int, list[tuple[int, str]]]:
        """Patterns that are forms, with their numbers, by length: what a search for slips looks through."""
        found: dict[int, list[tuple[int, str]]] = {}
        for pattern, text in enumerate(self.patterns()):
            if self.pattern_first[pattern] < self.pattern_first[pattern + 1]:
                found.setdefault(len(text), []).append((pattern, text))
        return found

    @cached_property
    def word_spread(self) -> dict[str, int]:
        """How many entities have a Latin word in an English name of theirs."""
        bearers: dict[str, set[int]] = {}
        for pattern, text in enumerate(self.patterns()):
            if text.isascii():
                for form in self.forms_of(pattern):
                    if v.LANGUAGES[self.form_flags[form] >> FormFlags.LANG & 15] == "en":
                        for word in text.split():
                            bearers.setdefault(word, set()).add(self.form_entity[form])
        return {word: len(entities) for word, entities in bearers.items()}

    def bearers(self, key: str) -> list[int]:
        """The entities that have a folded string as a form of theirs."""
        return sorted({
            self.form_entity[form] for start, end, pattern in self.automaton.find_overlapping(key) if start == 0 and end == len(key)
            for form in self.forms_of(pattern)})

    def places_in(self, text: str) -> list[tuple[int, int, str]]:
        """Where a folded text names places, and their regions: Latin ones as whole words, none within a longer one."""
        return self.places_at(text, [hit for hit in self.automaton.find_overlapping(text) if hit[2] in self.regions])

    def places_at(self, text: str, hits: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, str]]:
        """The places of :meth:`places_in`, where the scan has found their names already."""
        found: list[tuple[int, int, str]] = []
        for start, end, number in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
            touched = text[start].isascii() and (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha())
            if not touched and (not found or end > found[-1][1]):
                found.append((start, end, self.regions[number]))
        return found

    @cached_property
    def places_by_end(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Place names of several characters with their regions by their last two characters, the longer first."""
        found: dict[str, list[tuple[str, str]]] = {}
        for place, region, _ in sorted(self.places, key=lambda item: (-len(item[0]), item)):
            if len(place) > 1:
                found.setdefault(place[-2:], []).append((place, region))
        return {end: tuple(places) for end, places in found.items()}

    @cached_property
    def places_by_start(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Place names of several characters with their regions by their first two, the longer first."""
        found: dict[str, list[tuple[str, str]]] = {}
        for place, region, _ in sorted(self.places, key=lambda item: (-len(item[0]), item)):
            if len(place) > 1:
                found.setdefault(place[:2], []).append((place, region))
        return {start: tuple(places) for start, places in found.items()}

    @cached_property
    def sides(self) -> dict[str, str]:
        """Characters that name a country by themselves, and its region."""
        return {place: region for place, region, _ in self.places if len(place) == 1}

    def index(self, id_: str) -> int | None:
        """The entity's number, or None. IDs are sorted."""
        at = bisect_left(self.ids, id_)
        return at if at < len(self.ids) and self.ids[at] == id_ else None

    def raw(self, entity: int) -> dict[str, Any]:
        """The entity's fields as the compiler wrote them, without its names."""
        fields: dict[str, Any] = json.loads(self.entity_text[entity])
        return fields

    def forms(self, entity: int) -> range:
        """Numbers of the entity's forms."""
        return range(self.entity_first[entity], self.entity_first[entity + 1])

    def name(self, form: int) -> Name:
        """A form as a Name."""
        flags = self.form_flags[form]
        extra = self.extras.get(form, {}) if flags >> FormFlags.EXTRA & 1 else {}
        made = flags >> FormFlags.VIA & 31 and v.NAME_TYPES[flags & 15] in ("official", "short", "abbreviation", "alias")
        return Name(self.form_text[form], v.LANGUAGES[flags >> FormFlags.LANG & 15], "generated" if made else v.NAME_TYPES[flags & 15],
                    extra.get("since"), extra.get("until"), extra.get("region"))

    def form_modifiers(self, form: int) -> tuple[str, ...]:
        """A title form's modifiers, in canonical order."""
        return self.modifier_sets[self.form_flags[form] >> FormFlags.MODIFIERS]

    def names(self, entity: int) -> tuple[Name, ...]:
        """Every name of the entity; of a title, those of its base."""
        return tuple(self.name(form) for form in self.forms(entity) if not self.form_flags[form] >> FormFlags.MODIFIERS)

    def entity(self, number: int) -> Entity:
        """The record as callers see it."""
        raw = self.raw(number)
        return Entity(
            id=self.ids[number], type=v.TYPES[self.entity_type[number]], kind=raw.get("kind", ""), names=self.names(number),
            region=raw.get("region", "mainland"), of=raw.get("of"), since=raw.get("since"), until=raw.get("until"),
            posts=tuple(Post(p["title"], tuple(p.get("modifiers", ())), p["at"], p.get("since"), p.get("until"), p["source"], p.get("checked"), p.get("seen"))
                        for p in raw.get("posts", ())),
            relations=tuple(Relation(r["how"], r["id"], r.get("on")) for r in raw.get("relations", ())),
            members=tuple(Member(m["id"], m.get("since"), m.get("until")) for m in raw.get("members", ())),
            at=tuple(raw.get("at", ())),
            ids=Identifiers((k, tuple(x) if isinstance(x, list) else x) for k, x in raw.get("ids", {}).items()),
            sources=tuple(raw.get("sources", ())), origin=raw.get("origin", "record"))

    def heirs(self, entity: int, as_of: str | None) -> tuple[int, ...]:
        """Where mergers and reorganisations led from a body, as far as they had come by ``as_of``; itself if nowhere."""
        found: dict[int, None] = {}
        open_ = [entity]
        seen = {entity}
        while open_:
            here = open_.pop()
            nexts = [heir for heir, on in self._heirs.get(here, ()) if as_of is None or on is None or dates.covers(on, None, as_of) is not False]
            if not nexts:
                found[here] = None
            for heir in nexts:
                if heir not in seen:
                    seen.add(heir)
                    open_.append(heir)
        return tuple(sorted(found))

    def __len__(self) -> int:
        return len(self.ids)

    def entities(self) -> Iterator[Entity]:
        """Every record, by ID."""
        return (self.entity(number) for number in range(len(self.ids)))
