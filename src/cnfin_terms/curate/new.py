"""A new record begun: ID minted, pinyin filled in, the file it belongs in, and what to look out for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cnfin_terms.curate.fmt import emit
from cnfin_terms.curate.place import FOLDERS, Place, place_of
from cnfin_terms.errors import OptionError
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.source import Tables
from cnfin_terms.text.romanise import is_han, name_syllables, person_readings, polyphones

__all__ = ["Draft", "draft_record", "mint", "missing"]

_ABSENT = {"en": "the body's own English name, if it has one", "sources": "a page that you looked at"}


_LEGAL = re.compile("(?<=.{2})(?:股份有限公司|有限责任公司|有限公司)$")
_OF_POST = {"since": "its first day, as far as the source tells", "checked": "the day that you looked"}


class Draft(NamedTuple):
    """A record to paste.

    :ivar folder: the folder of the lexicon that it belongs in; ``place`` the file and the line.
    :ivar text: the record as canonical TOML.
    :ivar warnings: what to look out for: polyphones, homonyms, fields still missing.
    """

    id: str
    folder: str
    text: str
    warnings: tuple[str, ...]
    place: Place


def mint(type_: str, zh: str, en: str | None, taken: Mapping[str, object], pinyin: Sequence[str] = ()) -> str:
    """An ID by the rules: people by the pinyin of the full name, others by their English name, else pinyin; a number for homonyms.

    :param pinyin: a person's stated reading.

    >>> mint("person", "王江", None, {"wang-jiang": 1})
    'wang-jiang-2'
    >>> mint("institution", "上海银行", "Bank of Shanghai Co., Ltd.", {})
    'bank-of-shanghai'
    >>> mint("institution", "婺源银行股份有限公司", None, {})
    'wu-yuan-yin-hang'
    >>> mint("person", "何塞·路易", None, {})
    'he-sai-lu-yi'
    """
    readings = person_readings(zh, pinyin) if type_ == "person" else []
    if readings:
        reading = readings[0]
        base = f"{''.join(reading.surname)}-{''.join(reading.given)}"
    elif en:
        plain = "".join(char for char in unicodedata.normalize("NFKD", en.lower()) if not unicodedata.combining(char) and char not in "'’")
        words = "".join(char if char.isalnum() and char.isascii() else " " for char in plain).split()
        tail = {"co", "ltd", "limited", "company", "inc", "corporation", "corp", "plc"}
        while len(words) > 1 and words[-1] in tail:
            words.pop()
        base = "-".join(word for word in words if word not in ("the", "and")) or "x"
    else:
        han = "".join(filter(is_han, _LEGAL.sub("", zh)))
        base = re.sub(r"[^a-z0-9-]", "u", "-".join(name_syllables(han))) or "x"
    base = base if base[:1].isalpha() else f"x-{base}"
    id_, number = base, 2
    while id_ in taken:
        id_, number = f"{base}-{number}", number + 1
    return id_


def missing(type_: str, fields: Mapping[str, Any]) -> dict[str, str]:
    """What a record of this type needs and is not given: field to what stands in it.

    >>> sorted(missing("person", {"zh": "苏禾", "title": "chairman"}))
    ['at', 'source']
    """
    needed = {"zh": "the official Chinese name, in Simplified characters", "source": "the address of a page that you looked at"}
    if type_ == "person":
        needed |= {"title": "the ID of the title (cnfin-terms search finds it)", "at": "the ID of the body"} if fields.get("title") or fields.get("at") else {}
    elif type_ in v.KINDS:
        needed["kind"] = f"one of {', '.join(kind for kind in v.KINDS[type_] if kind)}"
    return {name: what for name, what in needed.items() if not fields.get(name)}


def _namesakes(tables: Tables, id_: str, record: Mapping[str, Any]) -> list[str]:
    """Warnings of records that bear a form of the new one already, or whose ID it would have taken."""
    mine = {str(form).casefold() for field in ("zh", "en") if (form := record.get(field))}
    mine |= {str(form).casefold() for field in ("short", "abbreviation", "alias") for form in record.get(field, ())}
    found = []
    for source in tables.records:
        for _, form in source.record.written():
            if form.text.casefold() in mine:
                found.append(f"{form.text} has the ID {source.id} already ({source.file}:{source.line}); is it the same?")
                break
        else:
            if source.id == re.sub(r"-\d+$", "", id_) and source.id != id_:
                found.append(f"{source.record.zh.text} is spelt alike ({source.id}, {source.file}:{source.line}): text may have to tell them apart")
    return found


def draft_record(tables: Tables, type_: str, fields: Mapping[str, Any]) -> Draft:
    """Begin a record.

    :param type_: institution, market, person, title, term or event.
    :param fields: what is known: zh is required; kind, en, short, abbreviation, since, source, of a person title and at, and then since,
        until and checked of the post; of others since and until of the thing itself.
    :raises OptionError: if ``type_`` or kind is unknown, zh is missing, or a post names no record.
    """
    if type_ not in v.TYPES:
        raise OptionError(f"{type_!r} is no type; one of {', '.join(v.TYPES)}")
    zh = fields.get("zh")
    if not zh:
        raise OptionError("a record needs its Chinese name: --zh")
    kind = fields.get("kind") or ""
    if kind and kind not in v.KINDS[type_]:
        raise OptionError(f"{kind!r} is no kind of {type_}; one of {', '.join(k for k in v.KINDS[type_] if k)}")
    by_id = {source.id: source for source in tables.records}
    taken = by_id.keys() | tables.retired.keys() | tables.ledger.keys()
    id_ = mint(type_, zh, fields.get("en"), dict.fromkeys(taken))
    record: dict[str, Any] = {"type": type_, "zh": zh}
    given = ["kind", "en", "region", "short", "abbreviation", "alias"] + (["since", "until"] if type_ != "person" else [])
    record |= {key: fields[key] for key in given if fields.get(key)}
    warnings = _namesakes(tables, id_, record)
    if type_ == "person":
        readings = person_readings(zh)  # none for a foreign name
        if readings:
            record["pinyin"] = [" ".join([*readings[0].surname, *readings[0].given])]
        if len(readings) > 1 or not all(reading.sure for reading in readings):
            said = "; ".join(" ".join([*reading.surname, *reading.given]) for reading in readings)
            warnings.append(f"check the reading: {said}")
        if fields.get("title") or fields.get("at"):
            record["posts"] = [_post(by_id, fields)]
            warnings += [f"{field} of the post is missing: {what}" for field, what in _OF_POST.items() if field not in record["posts"][0]]
    elif (doubtful := polyphones(_LEGAL.sub("", zh))) and type_ != "title":
        warnings.append("characters with several readings: " + "; ".join(f"{char} {'/'.join(found)}" for char, found in doubtful.items()))
    if fields.get("source"):
        record["sources"] = [fields["source"]]
    warnings += [f"{field} is missing: {what}" for field, what in _ABSENT.items() if field not in record and not (field == "en" and type_ == "person")]
    if type_ != "person" and not kind:
        warnings.append(f"kind is missing: one of {', '.join(k for k in v.KINDS[type_] if k)}")
    return Draft(id_, FOLDERS[type_], emit(id_, record), tuple(warnings), place_of(tables.records, id_, record))


def _post(by_id: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    post: dict[str, Any] = {}
    for key in ("title", "at"):
        value = fields.get(key)
        if not value or value not in by_id:
            raise OptionError(f"--{key} names a record of the lexicon, not {value!r}; cnfin-terms search finds its ID")
        post[key] = value
    post |= {key: fields[key] for key in ("since", "until", "source", "checked") if fields.get(key)}
    if "source" not in post:
        raise OptionError("a post needs --source, a page that you looked at")
    return post
