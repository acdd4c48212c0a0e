"""How names are written: their characters, their scripts, and nothing twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cnfin_terms.curate.rules.house import Finding, House
from cnfin_terms.lexicon.load import Source
from cnfin_terms.lexicon.schema import Form

__all__ = ["duplicates", "script", "spelling"]

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
#: What looks like something else or like nothing, each with its name.
_STRANGE = (
    (re.compile(r"[\uff01-\uff5e]"), "fullwidth letters", "write them in halfwidth"),
    (re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"), "characters of no width", "delete it and type it anew"),
    (re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]|  "), "stray blanks", "write single plain blanks"),
    (re.compile(r"[\uf900-\ufaff\U0002f800-\U0002fa1f\u2e80-\u2fdf]"), "compatibility ideographs or radicals", "type the ordinary characters"),
    (re.compile(r"[\ue000-\uf8ff\ufffd]"), "private characters", "type the characters meant"),
)
#: Fullwidth brackets and marks that Chinese names have.
_CHINESE_MARKS = frozenset("（），：；！？－～")
_LOOKALIKE = re.compile(r"[\u0370-\u03ff\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z]")
#: Regions whose bodies have a Chinese name of their own.
_CHINESE = (None, "mainland", "hk", "mo", "tw")
#: Standard characters of names (通用规范汉字表: 哪吒, 乾坤, 欧冠昇) that folding takes for Traditional ones.
_STANDARD = frozenset("乾吒昇邨甦陞氾迺")


def _field(source: Source, kind: str, form: Form) -> str:
    """The field that a form stands in."""
    record = source.record
    if kind == "official":
        return "zh" if form is record.zh else "en"
    return "regional" if kind == "alias" and form in record.regional else kind


def spelling(house: House) -> Iterator[Finding]:
    """Forms are NFC, with single blanks, without fullwidth letters, characters of no width or look-alikes of other scripts."""
    for source in house.tables.records:
        for kind, form in source.record.written():
            text, field = form.text, _field(source, kind, form)
            plain = "".join(char for char in text if char not in _CHINESE_MARKS)
            for pattern, what, remedy in _STRANGE:
                if pattern.search(plain):
                    yield house.at(source, "spelling", f"{text!r} has {what}", remedy, field)
            if unicodedata.normalize("NFC", text) != text and not _STRANGE[3][0].search(text):
                yield house.at(source, "spelling", f"{text!r} has marks apart from their letters", "type the letter with its mark as one (NFC)", field)
            for word in re.split(r"[\s-]", text):
                if _LOOKALIKE.search(word) and _LATIN.search(word):
                    alike = ", ".join(f"{char} is {unicodedata.name(char)}" for char in dict.fromkeys(word) if _LOOKALIKE.match(char))
                    yield house.at(source, "spelling", f"{text!r} mixes Latin with look-alike letters ({alike})", "type it in Latin", field)


def script(house: House) -> Iterator[Finding]:
    """Chinese forms are Simplified but for regional ones; English and romanised ones hold no Han; Chinese bodies have a Chinese name."""
    for source in house.tables.records:
        record = source.record
        for kind, form in record.written():
            field = _field(source, kind, form)
            han = _HAN.search(form.text) is not None
            lang = form.lang or ("zh" if han else "en")
            if lang == "zh" and field != "regional" and form.region in (None, "mainland") and _traditional(house, form.text):
                yield house.at(source, "script", f"{field} {form.text!r} has Traditional characters", "write Simplified: folding finds the Traditional", field)
            if han and field in ("en", "romanised"):
                yield house.at(source, "script", f"{field} {form.text!r} has Han characters", "move it to zh or alias", field)
            if field == "regional" and form.region is None:
                yield house.at(source, "script", f"regional {form.text!r} says no region", 'write { text = "...", region = "hk" }', field)
        if record.type in ("institution", "person") and record.region in _CHINESE and not _HAN.search(record.zh.text):
            yield house.at(source, "script", f"zh {record.zh.text!r} has no Han character", "write the Chinese name, or say the region it is at home in", "zh")
        for reading in record.pinyin:
            if not re.fullmatch(r"[a-zü]+(?: [a-zü]+)*", reading):
                yield house.at(source, "script", f"pinyin {reading!r} is no row of plain syllables", 'write pinyin = ["pan gong sheng"]', "pinyin")


def _traditional(house: House, text: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" and char not in _STANDARD and house.folder.key(char) != char for char in text)


def duplicates(house: House) -> Iterator[Finding]:
    """A record writes no form, source or identifier twice; a body whose Latin name is the Chinese one too writes it in both."""
    for source in house.tables.records:
        record = source.record
        seen: dict[tuple[str, str], str] = {}
        for kind, form in record.written():
            field = _field(source, kind, form)
            key = (form.text, form.region or "")
            first = seen.get(key)
            seen.setdefault(key, field)
            if first is not None and (first, field) != ("zh", "en"):
                yield house.at(source, "duplicates", f"{form.text!r} stands in {first} and in {field}", "keep the one in the more formal field", field)
        if len(set(record.sources)) < len(record.sources):
            yield house.at(source, "duplicates", "a source stands twice", "keep one", "sources")

