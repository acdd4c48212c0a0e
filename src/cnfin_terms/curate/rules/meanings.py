"""What else a form could mean: other records, whether written or generated, ordinary words, and the lexicon's own traps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cnfin_terms.curate.rules.english import WORDS
from cnfin_terms.curate.rules.house import Finding, House
from cnfin_terms.lexicon.schema import Person
from cnfin_terms.lexicon.segments import entries

__all__ = ["collisions", "exclusions", "generated", "ordinary", "stale", "traps"]

_SEVERAL = 2
#: An ordinary word of jieba's dictionary: counted so often, and no noun, place or idiom.
_COMMON = 100
_LONGEST_WORD = 3
_NAMES = ("n", "j", "i", "l")
_BODIES = ("institution", "market", "person")


def collisions(house: House) -> Iterator[Finding]:
    """A form that several records bear stands in ambiguous.toml, with all of them."""
    for key, bearers in sorted(house.bearers.items()):
        ids = {source.id for source, _ in bearers}
        if len(ids) < _SEVERAL or all(source.record.type == "title" for source, _ in bearers):
            continue
        if key.isascii() and all(isinstance(source.record, Person) for source, _ in bearers):
            continue  # people of one Latin name are told apart in text
        if not ids <= house.declared.get(key, set()):
            source = max((source for source, _ in bearers), key=lambda s: (bool(s.file), s.id))  # of a pack and the shipped lexicon, the pack's
            named = ", ".join(f'"{id_}"' for id_ in sorted(ids))
            yield house.at(source, "collisions", f"{bearers[0][1].text!r} is borne by {', '.join(sorted(ids))}",
                           f'add to ambiguous.toml ["{bearers[0][1].text}"] ids = [{named}] and the reason, or take it from one of them')


def generated(house: House) -> Iterator[Finding]:
    """A form that a rule makes of one record's names is none of another's, where ambiguous.toml does not have the two together.

    Latin names of people, and forms that another record writes, are left out: text tells the first apart, and what is written wins over what is made.
    """
    together = [ids for ids in house.declared.values() if len(ids) >= _SEVERAL]
    made: dict[str, dict[str, tuple[str, str]]] = {}
    for id_, rows in house.forms.items():
        if house.by_id[id_].record.type not in ("title", "person"):
            for row in rows:
                if row.via != "written" and not row.weak and row.use == "anywhere":
                    made.setdefault(house.folder.key(row.text), {}).setdefault(id_, (row.text, row.via))
    told: set[tuple[str, ...]] = set()
    for key, bearers in sorted(made.items()):
        ids = tuple(sorted(bearers))
        if len(ids) < _SEVERAL or ids in told or key in house.bearers or any(set(ids) <= known for known in together):
            continue
        told.add(ids)
        text, via = bearers[ids[-1]]
        yield house.at(house.by_id[ids[-1]], "generated", f"{text!r} ({via}) is made of a name of {', '.join(ids[:-1])} too",
                       "declare the names that it is made of in ambiguous.toml, or exempt it in exemptions.toml with the reason")


def stale(house: House) -> Iterator[Finding]:
    """What ambiguous.toml declares is so."""
    for item in house.tables.ambiguities:
        ids = {source.id for source, _ in house.bearers.get(house.folder.key(item.text), [])}
        missing = [id_ for id_ in item.ids if id_ not in ids]
        if missing:
            yield Finding("ambiguous.toml", house.line("ambiguous.toml", item.text), item.text, "stale", f"not borne by {', '.join(missing)}",
                          "mend ids, or remove the entry")


def traps(house: House) -> Iterator[Finding]:
    """A trap covers what stands in it, and no form falls whole into a trap: it would never link."""
    for trap in house.tables.traps:
        key = house.folder.key(trap.text)
        line = house.line("traps.toml", trap.text)
        for covered in trap.covers:
            if house.folder.key(covered) not in key:
                yield Finding("traps.toml", line, trap.text, "traps", f"covers {covered!r}, which does not stand in it", "mend covers, or take it away")
        if not trap.covers or any(house.folder.key(covered) == key for covered in trap.covers):
            for source, form in house.bearers.get(key, []):
                if form.use != "lookup-only":
                    yield house.at(source, "traps", f"{form.text!r} is a trap ({trap.what}; traps.toml:{line}) and would never link",
                                   'remove the trap, or write { text = "...", use = "lookup-only" }')


def exclusions(house: House) -> Iterator[Finding]:
    """What not_in says has a form that it guards inside, or cuts into it."""
    for source in house.tables.records:
        guarded = {text for _, form in source.record.written() for text in form.not_in}
        if not guarded:
            continue
        keys = {house.folder.key(row.text) for row in house.forms[source.id]}
        for text in sorted(guarded):
            key = house.folder.key(text)
            if not any((form in key and form != key) or _overlap(form, key) or _overlap(key, form) for form in keys):
                yield house.at(source, "exclusions", f"not_in {text!r} neither has a form of this record inside nor cuts into one", "mend it, or take it away")


def _overlap(first: str, second: str) -> bool:
    """Whether one ends as the other begins, by two characters or more: 群众诚 takes the beginning of 众诚车险."""
    return any(first.endswith(second[:size]) for size in range(2, min(len(first), len(second))))


@cache
def _common_words() -> frozenset[str]:
    return frozenset(word for word, count, tag in entries() if count >= _COMMON and len(word) <= _LONGEST_WORD and not tag.startswith(_NAMES))


def ordinary(house: House) -> Iterator[Finding]:
    """A name of a body that is a word of every day needs its capitals, or other evidence beside it: SAFE, STAR, 同行."""
    common = _common_words()
    for source in house.tables.records:
        if source.record.type not in _BODIES:
            continue
        for _, form in source.record.written():
            if form.use != "anywhere":
                continue
            if form.text in common:
                yield house.at(source, "ordinary", f"{form.text!r} is an ordinary word", 'write { text = "...", use = "with-context" }')
            elif form.case == "fold" and re.fullmatch(r"[A-Za-z]+", form.text) and form.text.lower() in WORDS:
                yield house.at(source, "ordinary", f"{form.text!r} is an English word", f'write {{ text = "{form.text}", case = "exact" }}')
