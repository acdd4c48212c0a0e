"""The Chinese and English names that a text needs: for translators, and for prompts."""

from __future__ import annotations

from typing import NamedTuple

from cnfin_terms.result import Document

__all__ = ["Entry", "glossary"]


class Entry(NamedTuple):
    """One pair: the entity, its preferred names, its type, and the words of the text that name it."""

    id: str
    type: str
    zh: str
    en: str
    surfaces: tuple[str, ...]


def glossary(doc: Document) -> list[Entry]:
    """Each resolved entity of the document once, in text order; a title with other modifiers is another entry."""
    found: dict[tuple[str, tuple[str, ...]], tuple[str, str, str, dict[str, None]]] = {}
    for mention in doc.mentions:
        if mention.id is None:
            continue
        key = (mention.id, mention.modifiers)
        if key not in found:
            found[key] = (mention.type, mention.label("zh"), mention.label("en"), {})
        found[key][3][mention.text] = None
    return [Entry(id_, type_, zh, en, tuple(surfaces)) for (id_, _), (type_, zh, en, surfaces) in found.items()]
