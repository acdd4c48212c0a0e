"""Names of countries and regions right beside a name: 日本|央行, 瑞银证券|(香港), the central bank|of Korea."""

from __future__ import annotations

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon.store import Store
from cnfin_terms.match.sides import is_side
from cnfin_terms.resolution.marks import Mark
from cnfin_terms.text.fold import FoldedText

__all__ = ["is_place", "place_after", "place_before", "place_in_name"]

#: With what the words end that may stand between a place and a name.
_GLUE = frozenset(" 的")
_BEFORE_PLACE = frozenset(" \t\n(")
_AFTER = regex(r"\s?\(\s?(?:the\s)?|\sof\s(?:the\s)?")


def is_place(store: Store, word: str) -> bool:
    """Whether a folded word is the name of a place."""
    return any(place == word for place, _ in store.places_by_start.get(word[:2], ()))


def place_after(store: Store, text: str, end: int) -> str | None:
    """The region of a place name right after ``end``, in brackets or after "of"; None if there is none."""
    if text[end : end + 1] not in _BEFORE_PLACE:
        return None
    glue = _AFTER.match(text, end)
    if glue is None:
        return None
    start = glue.end()
    for place, region in store.places_by_start.get(text[start : start + 2], ()):
        if text.startswith(place, start) and not (place.isascii() and text[start + len(place) : start + len(place) + 1].isalpha()):
            return region
    return None


def place_in_name(store: Store, folded: FoldedText, mark: Mark) -> str | None:
    """The region of a place that a name goes on with, in brackets or in capitals right after a Latin one: 瑞银证券(香港), UBS Securities Hong Kong."""
    text, end = folded.text, mark.end
    start = end + 1 if text.startswith(("(", " "), end) else end
    if start == end:
        return None
    start += text.startswith(" (", end)
    for place, region in store.places_by_start.get(text[start : start + 2], ()):
        if text.startswith(place, start):
            after = text[start + len(place) : start + len(place) + 1]
            if text[start - 1] == "(" and after == ")":
                return region
            shown = "" if mark.han else folded.show(*folded.span(start, start + len(place)))
            if text[start - 1] == " " and shown[:1].isupper() and not (after.isalnum() or after in ("-", "'", "’")):
                return region
    return None


def place_before(store: Store, text: str, start: int) -> str | None:
    """The region of a place name that ends right before ``start``, or None."""
    end = start
    if start and text[start - 1] in _GLUE:
        for glue in ("'s ", "的", " "):
            if text.endswith(glue, 0, start):
                end = start - len(glue)
                break
    for place, region in store.places_by_end.get(text[max(0, end - 2) : end], ()):
        if text.endswith(place, 0, end) and (end == start or not place.isascii() or end - len(place) == 0 or not text[end - len(place) - 1].isalnum()):
            return region
    return _side_before(store, text, start) if end == start else None


def _side_before(store: Store, text: str, end: int) -> str | None:
    """The region of a country named by one character, as a word of its own or as a side: 埃|央行, 英方|财政部, but not 复印|财政部, nor 英|美财政部."""
    at = end - 2 if text[end - 1 : end] == "方" else end - 1
    sides = store.sides
    region = sides.get(text[at]) if at >= 0 else None
    return region if region and text[end] not in sides and (at == end - 2 or is_side(store, text, at)) else None
