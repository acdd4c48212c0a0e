"""The files that the search reads: one with what is shown of each record, one with names in Han, one with names in Latin letters.

Each is a script that hands over one string, so that a page opened as a file may load it. A line is a record; names within it are parted by tabs, those
written by hand before a vertical tab, those made by rules behind it. They are spelt as in the lexicon: the search folds them and the query
with one function of its own.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator

from cnfin_terms.lexicon.entity import Entity
from cnfin_terms.lexicon.forms import FormRow
from cnfin_terms.markup import is_chinese
from cnfin_terms.site.facts import Facts

__all__ = ["shards"]

#: Rules whose forms a search finds by the form that they were made of, since it looks at letters alone.
_FOUND_ANYWAY = frozenset({"mixed", "legal-form", "plural", "pinyin-joined", "comma", "hyphen", "ampersand", "apostrophe", "brackets", "spaced",
                           "given-hyphenated", "quoted-part", "initials", "stem"})
_NOT_LETTERS = re.compile(r"[\W_]+")


def _squashed(name: str) -> str:
    """The letters of a name, much as the search has them: names that are one to it need only stand once."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return _NOT_LETTERS.sub("", plain.lower())


def _once(names: Iterable[str], seen: set[str]) -> Iterator[str]:
    for name in names:
        key = _squashed(name)
        if key and key not in seen:
            seen.add(key)
            yield re.sub(r"\s+", " ", name)


def _line(written: Iterable[str], made: Iterable[str]) -> str:
    seen: set[str] = set()
    first, rest = "\t".join(_once(written, seen)), "\t".join(_once(made, seen))
    return f"{first}\v{rest}" if rest else first


def _identifiers(entity: Entity) -> Iterator[str]:
    """Identifiers, and tickers without their exchange too."""
    for kind, value in entity.ids.items():
        for one in [value] if isinstance(value, str) else value:
            if kind != "website":
                yield one
            if kind == "ticker":
                yield one.partition(":")[2]


def _readings(entity: Entity, forms: Iterable[FormRow]) -> Iterator[str]:
    """The pinyin of the Chinese name, and its initials (zgrmyh)."""
    if entity.type == "title":
        return
    spaced = [form.text for form in forms if form.via in ("pinyin-spaced", "pinyin") and " " in form.text]
    label = entity.label("pinyin")
    for reading in dict.fromkeys([*([] if is_chinese(label) else [label]), *spaced]):
        yield reading
        initials = "".join(word[0] for word in reading.split())
        if len(initials) > 1:
            yield initials


def _pairs(facts: Facts) -> str:
    """Traditional characters, each with its Simplified one after it."""
    return "".join(chr(code) + simple for code, simple in sorted(facts.lexicon.store.fold_table.one.items()) if is_chinese(chr(code)) and is_chinese(simple))


def _script(*arguments: str) -> str:
    # U+2028 and U+2029 end a line in old scripts; "<" is no matter in a file of its own
    return f"cnfin.take({', '.join(json.dumps(one, ensure_ascii=False) for one in arguments)});\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def shards(facts: Facts) -> dict[str, str]:
    """The search's files, by name."""
    shown, han, latin = [], [], []
    old: dict[str, list[str]] = {}
    for before, id_ in facts.retired.items():
        old.setdefault(id_, []).append(before)
    for entity in facts.entities.values():
        forms = [form for form in facts.forms[entity.id] if form.via not in _FOUND_ANYWAY and len(form.modifiers) <= 1]
        written = [form.text for form in forms if form.via == "written"]
        made = [form.text for form in forms if form.via != "written"]
        chinese, english = facts.labels[entity.id]
        shown.append("\t".join([entity.id, entity.type, str(facts.weight[entity.id]), chinese, english]))
        han.append(_line(filter(is_chinese, written), filter(is_chinese, made)))
        more = [*old.get(entity.id, ()), *_identifiers(entity), *_readings(entity, facts.forms[entity.id])]
        latin.append(_line([*(name for name in written if not is_chinese(name)), entity.id], [*more, *(name for name in made if not is_chinese(name))]))
    return {
        "records.js": _script("records", "\n".join(shown)),
        "han.js": _script("han", "\n".join(han), _pairs(facts)),
        "latin.js": _script("latin", "\n".join(latin)),
    }
