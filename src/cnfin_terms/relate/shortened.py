"""The first word of a company's English name, by itself once the name was written: Ant Group ... Ant."""

from __future__ import annotations

from collections.abc import Sequence

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.match.engine import places
from cnfin_terms.relate.named import Named
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.marks import Mark, is_free
from cnfin_terms.resolution.places import is_place
from cnfin_terms.text.fold import FoldedText

__all__ = ["find_shortened"]

_BODIES = frozenset({v.TYPES.index("institution")})
#: A name of one word and what kind of company it is.
_NAME = regex(
    r"([A-Z][a-z]{2,}) (?:Group|Holdings?|Inc\.?|Corp\.?|Corporation|Bank|Securities|Insurance|Capital|Technolog(?:y|ies)|Trust|Motors?|Financial|Futures|"
    r"Pharmaceuticals?|Semiconductor|Energy|Ltd\.?|Limited|Co\.?)(?:,? (?:Group|Holdings?|Co\.?|Inc\.?|Ltd\.?|Limited|Corporation|Corp\.?))*")
#: A word in capitals beside it makes it another name, as does a hyphen; at the head of a sentence a capital shows nothing.
_BESIDE = regex(r"(?:['’]s)?\s?[A-Z]|-")
_ANOTHER = regex(r" [A-Z][a-z]")
_BEFORE = regex(r"(?:[A-Z][A-Za-z&.'’-]*\s|-)$")
_HEAD = regex(r"(?:^|[.!?:;\n\"“”]\s*)$")
_REACH = 24


def find_shortened(context: Context, folded: FoldedText, marks: Sequence[Mark]) -> list[Named]:
    """First words of company names after their names, outside every mark.

    :param marks: those that stand, in text order.
    """
    starts = [mark.start for mark in marks]
    named: dict[str, tuple[int, int]] = {}
    for mark in marks:
        if mark.types == _BODIES and not mark.han and mark.won is not None and " " in folded.text[mark.start : mark.end]:
            match = _NAME.fullmatch(context.shown(mark))
            if match is not None and not is_place(context.store, match[1].lower()):
                known = named.setdefault(match[1], (mark.won[0], mark.end))
                if known[0] != mark.won[0]:  # two of a family: neither is meant more
                    named[match[1]] = (-1, mark.end)
    family = {word for word, (entity, _) in named.items() if entity < 0}
    found = []
    for a, b, word in places(folded.shown, list(named)):
        start, end = folded.position(a), folded.position(b)
        if word in family or not is_free(marks, starts, start, end):
            continue
        if _ANOTHER.match(folded.shown, b):  # it begins another name as well, which may be of the same family
            family.add(word)
        elif start >= named[word][1] and _alone(folded.shown, a, b):
            found.append((word, Named(start, end, named[word][0], "shortened")))
    return [place for word, place in found if word not in family]


def _alone(shown: str, start: int, end: int) -> bool:
    """Whether a word in capitals stands by itself as a name, within a sentence or before the possessive."""
    before, after = shown[max(0, start - _REACH) : start], shown[end : end + _REACH]
    if (before and (before[-1].isalnum() or before[-1] in "-&/.")) or (after and after[0].isalnum()):
        return False
    if _BESIDE.match(after) or _BEFORE.search(before):
        return False
    return _HEAD.search(before) is None or after.startswith(("'s", "’s"))
