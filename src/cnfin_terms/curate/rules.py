"""The rules of a clean lexicon, one small function each: what they look at is a :class:`House`, what they find are Findings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from cnfin_terms import dates
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.load import Source
from cnfin_terms.lexicon.schema import Form, Group, Person, Title
from cnfin_terms.lexicon.source import Tables
from cnfin_terms.text.fold import Folder

__all__ = ["RULES", "Finding", "House", "lei_ok"]


class Finding(NamedTuple):
    """Something wrong: where, in which record, by which rule, and the way to mend it."""

    file: str
    line: int
    id: str
    rule: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.id} {self.rule}: {self.message}; {self.remedy}"


class House:
    """A lexicon under inspection."""

    def __init__(self, tables: Tables, folder: Folder) -> None:
        self.tables = tables
        self.folder = folder
        self.by_id = {source.id: source for source in tables.records}

    @cached_property
    def bearers(self) -> dict[str, list[tuple[Source, Form]]]:
        """Folded form to the records that bear it, written by hand."""
        found: dict[str, list[tuple[Source, Form]]] = {}
        for source in self.tables.records:
            for _, form in source.record.written():
                found.setdefault(self.folder.key(form.text), []).append((source, form))
        return found


def _at(source: Source, rule: str, message: str, remedy: str) -> Finding:
    return Finding(source.file, source.line, source.id, rule, message, remedy)


def sourced(house: House) -> Iterator[Finding]:
    """Every record names a source."""
    for source in house.tables.records:
        if not source.record.sources:
            yield _at(source, "sourced", "no source", 'add sources = ["https://..."], a page that you looked at')


def references(house: House) -> Iterator[Finding]:
    """Every ID that a record names exists."""
    known = house.by_id.keys() | house.tables.retired.keys()
    for source in house.tables.records:
        record = source.record
        named = [("of", record.of)] if record.of else []
        named += [("relations", relation.id) for relation in record.relations]
        if isinstance(record, Group):
            named += [("members", member.id) for member in record.members]
        if isinstance(record, Person):
            named += [("posts", post.title) for post in record.posts] + [("posts", post.at) for post in record.posts]
        if isinstance(record, Title):
            named += [("at", place) for place in record.at if place not in v.KINDS["institution"]]
        for field, id_ in named:
            if id_ not in known:
                yield _at(source, "references", f"{field} names {id_!r}, which is no record", "enter that record, or mend the ID")


def spelling(house: House) -> Iterator[Finding]:
    """Forms are NFC, with single blanks, without fullwidth letters or look-alikes of other scripts."""
    for source in house.tables.records:
        for _, form in source.record.written():
            text = form.text
            if unicodedata.normalize("NFC", text) != text or "  " in text or re.search(r"[\uff10-\uff5a\u00a0\u200b-\u200f\ufeff]", text):
                yield _at(source, "spelling", f"{text!r} has stray blanks, fullwidth letters or marks", "write it plainly")
            if re.search(r"[\u0400-\u04ff\u0370-\u03ff]", text) and re.search(r"[A-Za-z]", text):
                yield _at(source, "spelling", f"{text!r} mixes Latin with look-alike letters", "type it in Latin")


def script(house: House) -> Iterator[Finding]:
    """Chinese forms are Simplified but for regional ones; English ones hold no Han."""
    for source in house.tables.records:
        record = source.record
        regional = {form.text for form in record.regional}
        for kind, form in record.written():
            lang = form.lang or ("zh" if re.search(r"[\u3400-\u9fff]", form.text) else "en")
            if lang == "zh" and form.text not in regional and form.region in (None, "mainland") and _traditional(house, form.text):
                yield _at(source, "script", f"{kind} {form.text!r} has Traditional characters", "write Simplified: folding finds the Traditional")
        if record.en is not None and re.search(r"[\u3400-\u9fff]", record.en.text):
            yield _at(source, "script", f"en {record.en.text!r} has Han characters", "move it to zh or alias")


#: Standard characters of names (通用规范汉字表: 哪吒, 乾坤, 欧冠昇) that folding takes for Traditional ones.
_STANDARD = frozenset("乾吒昇邨甦陞氾迺")


def _traditional(house: House, text: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" and char not in _STANDARD and house.folder.key(char) != char for char in text)


def collisions(house: House) -> Iterator[Finding]:
    """A form that several records bear stands in ambiguous.toml, with all of them."""
    declared = {house.folder.key(item.text): set(item.ids) for item in house.tables.ambiguities}
    for key, bearers in sorted(house.bearers.items()):
        ids = {source.id for source, _ in bearers}
        if len(ids) < 2 or all(source.record.type == "title" for source, _ in bearers):  # noqa: PLR2004
            continue
        if key.isascii() and all(isinstance(source.record, Person) for source, _ in bearers):
            continue  # people of one Latin name are told apart in text
        if not ids <= declared.get(key, set()):
            source = max((source for source, _ in bearers), key=lambda s: (bool(s.file), s.id))  # of a pack and the shipped lexicon, the pack's
            yield _at(source, "collisions", f"{bearers[0][1].text!r} is borne by {', '.join(sorted(ids))}",
                      "declare it in ambiguous.toml with the reason, or take it from one of them")


def stale(house: House) -> Iterator[Finding]:
    """What ambiguous.toml declares is so."""
    for item in house.tables.ambiguities:
        ids = {source.id for source, _ in house.bearers.get(house.folder.key(item.text), [])}
        missing = [id_ for id_ in item.ids if id_ not in ids]
        if missing:
            yield Finding("ambiguous.toml", 0, item.text, "stale", f"not borne by {', '.join(missing)}", "mend ids, or remove the entry")


def lives(house: House) -> Iterator[Finding]:
    """Posts lie within the lives of institutions; a successor begins where its predecessor ends."""
    for source in house.tables.records:
        if isinstance(source.record, Person):
            for post in source.record.posts:
                body = house.by_id.get(post.at)
                if body is None:
                    continue
                for day, name in ((post.since, "begins"), (post.until, "ends")):
                    if day is not None and dates.covers(body.record.since, body.record.until, day) is False:
                        yield _at(source, "lives", f"the post at {post.at} {name} in {day}, outside the body's life "
                                  f"({body.record.since or '?'} to {body.record.until or 'now'})", "mend one of the dates")
        for relation in source.record.relations:
            old = house.by_id.get(relation.id)
            if old is not None and relation.on and old.record.until and relation.how in ("merged-from", "reorganised-from") \
                    and dates.covers(None, relation.on, old.record.until) is False:
                yield _at(source, "lives", f"{relation.id} still lives ({old.record.until}) after {relation.how} on {relation.on}", "mend one of the dates")


def lei_ok(code: str) -> bool:
    """Whether an LEI's check digits are right (ISO 17442: ISO 7064 MOD 97-10).

    >>> lei_ok("5493002ERZU2K9PZDL40"), lei_ok("5493002ERZU2K9PZDL41")
    (True, False)
    """
    return bool(re.fullmatch(r"[A-Z0-9]{18}[0-9]{2}", code)) and int("".join(str(int(c, 36)) for c in code)) % 97 == 1


_CODES: dict[str, Callable[[str], bool]] = {
    "lei": lei_ok,
    "bic": lambda code: bool(re.fullmatch(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", code)),
    "mic": lambda code: bool(re.fullmatch(r"[A-Z0-9]{4}", code)),
    "ticker": lambda code: bool(re.fullmatch(r"[A-Z]+:[A-Z0-9.\-]+", code)),
    "wikidata": lambda code: bool(re.fullmatch(r"Q[1-9][0-9]*", code)),
}


def identifiers(house: House) -> Iterator[Finding]:
    """Identifiers have the form, and the check digits, of their kind."""
    for source in house.tables.records:
        for kind, value in source.record.ids.items():
            for code in (value,) if isinstance(value, str) else value:
                if kind in _CODES and not _CODES[kind](code):
                    yield _at(source, "identifiers", f"{code!r} is no {kind}", "mend it, or leave it out")


def fields(house: House) -> Iterator[Finding]:
    """A dated post of a public person says where it was seen; a title names the kinds that have it."""
    for source in house.tables.records:
        if isinstance(source.record, Title) and not source.record.at and source.record.kind not in ("general", "academic", "honour"):
            yield _at(source, "fields", "no kind of institution has this title", "add at = [...]")


RULES: tuple[Callable[[House], Iterator[Finding]], ...] = (sourced, references, spelling, script, collisions, stale, lives, identifiers, fields)
