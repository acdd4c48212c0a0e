"""Modifiers of a title that stand before its institution: former PBOC governor, 前央行副行长."""

from __future__ import annotations

from cnfin_terms.lazy import regex

__all__ = ["modifiers_before"]

_LONGEST_OUTER = 8
#: A modifier before the institution of its title (former PBOC governor, 前央行副行长). 前 after another Han character is mostly the end
#: of a time (三年前, 此前), but not after a preposition or a conjunction.
_OUTER = regex(
    r"(?:(?<![a-z])(?:(deputy|vice|acting|former)\s|(ex|then)-)|(?:(?<![\u3400-\u9fff])|(?<=[与和及由对向让被]))([副代前原]|[前原时]任))$")
_OUTER_MODIFIERS = {
    "deputy": "deputy", "vice": "deputy", "acting": "acting", "former": "former", "ex": "former", "then": "former",
    "副": "deputy", "代": "acting", "前": "former", "原": "former", "前任": "former", "原任": "former", "时任": "former",
}


def modifiers_before(text: str, head: int) -> tuple[str, ...]:
    """The modifiers that end where an institution begins, nearest first."""
    found = []
    while match := _OUTER.search(text, max(0, head - _LONGEST_OUTER), head):
        found.append(_OUTER_MODIFIERS[match[1] or match[2] or match[3]])
        head = match.start()
    return tuple(found)
