"""Ranked search for people: which record did I mean? Never used for linking."""

from __future__ import annotations

from typing import NamedTuple

from cnfin_terms.errors import OptionError
from cnfin_terms.lexicon.entity import Entity, Name
from cnfin_terms.lexicon.lexicon import Lexicon
from cnfin_terms.lexicon.segments import is_han
from cnfin_terms.lexicon.store import FormFlags

__all__ = ["Found", "search"]


class Found(NamedTuple):
    """A record found: the entity, the name that fits best, and how well (0 to 1; a rank, not a probability)."""

    entity: Entity
    name: Name
    score: float


def _grams(text: str) -> set[str]:
    size = 2 if any(map(is_han, text)) else 3
    padded = f" {text} " if size == 3 else text  # noqa: PLR2004
    return {padded[i : i + size] for i in range(max(1, len(padded) - size + 1))}


def search(lexicon: Lexicon, query: str, limit: int = 10) -> list[Found]:
    """Records whose names hold or resemble the query, best first.

    :param limit: at most this many, each entity once.
    :raises OptionError: if ``limit`` is not positive.
    """
    if limit < 1:
        raise OptionError(f"limit is a positive number, not {limit!r}")
    store = lexicon.store
    key = store.folder.key(query).strip()
    if not key:
        return []
    wanted = _grams(key)
    words = set(key.split())
    best: dict[int, tuple[float, int]] = {}
    for pattern, text in enumerate(store.patterns()):
        forms = store.forms_of(pattern)
        if not forms:
            continue
        if text == key:
            score = 1.0
        elif text.startswith(key):
            score = 0.9 - 0.2 * (1 - len(key) / len(text))
        elif key in text:
            score = 0.75 - 0.2 * (1 - len(key) / len(text))
        elif len(words) > 1 and words <= set(text.split()):
            score = 0.7 - 0.2 * (1 - len(key) / max(len(text), len(key)))
        else:
            grams = _grams(text)
            shared = len(wanted & grams)
            if shared * 2 < len(wanted):
                continue
            score = 0.6 * 2 * shared / (len(wanted) + len(grams))
        for form in forms:
            if store.form_flags[form] >> FormFlags.MODIFIERS:
                continue
            entity = store.form_entity[form]
            rank = score - 0.005 * (store.form_flags[form] & 15)
            if entity not in best or rank > best[entity][0]:
                best[entity] = (rank, form)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], store.ids[item[0]]))[:limit]
    return [Found(store.entity(entity), store.name(form), round(max(0.0, score), 4)) for entity, (score, form) in ranked]
