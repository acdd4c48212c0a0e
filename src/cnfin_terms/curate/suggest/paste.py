"""Suggestions as TOML to paste, with their evidence as comments, and as plain data.

The TOML is an overlay: ``--overlay`` links with it at once, before anything is in the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cnfin_terms.curate.fmt import emit
from cnfin_terms.curate.new import mint
from cnfin_terms.curate.suggest.gather import Evidence, Suggestion
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.text.romanise import is_han, person_readings, reads_as

__all__ = ["as_data", "as_toml"]

_FORMS = ("short", "abbreviation", "alias")
_MOST_POSTS = 2
_SHORT_ACRONYM = 4


def _record(found: Suggestion) -> dict[str, Any]:
    """The fields of a record, as far as they are known."""
    record: dict[str, Any] = {"overlay": "patch"} if found.id else {"type": found.type}
    kind = found.kinds.most_common(1)[0][0] if found.kinds else ""
    if kind and not found.id and kind in v.KINDS[found.type]:
        record["kind"] = kind
    for part in ("zh", "en"):
        if found.names.get(part):
            first, *others = (name for name, _ in found.names[part].most_common())
            record[part if not found.id else "alias"] = first if not found.id else [first, *others]
            if others and not found.id:
                record.setdefault("alias", []).extend(others)
    for part in _FORMS:
        if found.names.get(part):
            record[part] = [*record.get(part, []), *(_form(name) for name, _ in found.names[part].most_common())]
    source = next((seen.source for seen in found.evidence if seen.source), None) or (found.evidence[0].place if found.evidence else "")
    if found.type == "person":
        record |= _reading(found)
        posts = [_post(title, modifiers, at, source, found.evidence) for (title, modifiers, at), _ in found.posts.most_common(_MOST_POSTS)]
        if posts:
            record["posts"] = posts
    if source:
        record["sources"] = [source]
    return record


def _form(name: str) -> str | dict[str, str]:
    """A form as it goes into a list: letters alone are mostly words or other bodies too, and need their capitals and some support."""
    if name.isascii() and len(name) <= _SHORT_ACRONYM:
        return {"text": name, "case": "exact", "use": "with-context"}
    return name


def _reading(found: Suggestion) -> dict[str, Any]:
    """The pinyin that the texts wrote, where the generated one is open or another."""
    if not found.names.get("latin") or not is_han(found.name):
        return {}
    written = reads_as(found.name, found.names["latin"].most_common(1)[0][0])
    usual = person_readings(found.name)
    if written is None or (usual and usual[0].sure and usual[0][:2] == written[:2]):
        return {}
    return {"pinyin": [" ".join((*written.surname, *written.given))]}


def _post(title: str, modifiers: tuple[str, ...], at: str, source: str, evidence: list[Evidence]) -> dict[str, Any]:
    post: dict[str, Any] = {"title": title, "at": at}
    if modifiers:
        post["modifiers"] = list(modifiers)
    if seen := next((one.as_of for one in evidence if one.as_of), None):
        post["seen"] = seen
    return post | {"source": source}


def _said(found: Suggestion) -> Iterator[str]:
    """The comments above a block: how often, how recognised, where."""
    ways = ", ".join(f"{how} {count}" for how, count in found.how.most_common())
    yield f"# seen {found.count} time{'s' * (found.count > 1)} in {found.texts} text{'s' * (found.texts > 1)} ({ways}), score {found.score:.2f}"
    for seen in found.evidence:
        yield f"# {' '.join(seen.place.split())}: {seen.snippet}"


def as_toml(suggestions: Iterable[Suggestion], taken: Iterable[str]) -> Iterator[str]:
    """One block of TOML for each suggestion; a record whose Chinese name no text gave is commented out, for it is not complete.

    :param taken: the IDs that are in use.
    """
    used = dict.fromkeys(taken)
    for found in suggestions:
        record = _record(found)
        name = found.name
        zh = record.get("zh", "")
        id_ = found.id or mint(found.type, zh or name, record.get("en"), used, record.get("pinyin", ()))
        used[id_] = None
        lines = list(_said(found))
        if found.id:
            lines.append(f"# add to the record of {found.id}:")
        block = emit(id_, record).splitlines()
        if not found.id and not zh:
            lines.append("# zh is missing, the official Chinese name; then take the # away:")
            block = [f"# {line}" for line in block]
        yield "\n".join((*lines, *block)) + "\n"


def as_data(found: Suggestion) -> dict[str, Any]:
    """A suggestion as plain data, for JSON lines."""
    return {
        "id": found.id, "type": found.type, "name": found.name, "names": {part: dict(names.most_common()) for part, names in found.names.items()},
        "record": _record(found), "count": found.count, "texts": found.texts, "how": dict(found.how.most_common()), "score": round(found.score, 3),
        "evidence": [seen._asdict() for seen in found.evidence],
    }
