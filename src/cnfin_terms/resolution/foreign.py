"""Foreign names in Chinese, whose parts are joined by dots: 约翰·鲍威尔 is not the 鲍威尔 whom the lexicon has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon.store import Store
from cnfin_terms.resolution.facts import Facts
from cnfin_terms.resolution.marks import Mark
from cnfin_terms.text.fold import FoldedText

__all__ = ["DOT", "without_parts"]

#: As all the dots between parts of a name are folded.
DOT = "·"
_CHINESE = frozenset({"mainland", "hk", "mo", "tw"})
#: What may stand between the first and the last part of a name: one more, or its initial.
_MIDDLE = regex(r"(?:[\u3400-\u9fff]{1,6}|[a-z]\.?)·")
_BEFORE = regex(r"[\u3400-\u9fffa-z.]·$|·[a-z]\.$")
_AFTER = regex(r"·[\u3400-\u9fff]")
_NEAR = 3
_LONGEST = 16


def without_parts(store: Store, facts: Callable[[int], Facts], folded: FoldedText, marks: list[Mark]) -> list[Mark]:
    """The marks without those of people from abroad that are a part of a longer name; a longer name of theirs is marked as a whole.

    Once another bearer was named in full, their last part alone is theirs too, unless a full name of the one whom the lexicon has stands in the text.

    :param marks: in text order; none of them decided.
    """
    text = folded.text
    if DOT not in text:
        return marks
    kept: list[Mark] = []
    others: set[str] = set()  # last parts of people whom the lexicon does not have
    for mark in marks:
        words = text[mark.start : mark.end]
        if _is_part(facts, text, mark):
            whole = next((place for name in _names(store, mark) if (place := _whole(text, name, mark)) is not None), None)
            if whole is None or (kept and kept[-1].end > whole[0]):
                others.add(words)
                continue
            mark.start, mark.end = whole
        elif words in others and not any(DOT in text[other.start : other.end] and other.entities() & mark.entities() for other in marks):
            continue
        kept.append(mark)
    return kept


def _is_part(facts: Callable[[int], Facts], text: str, mark: Mark) -> bool:
    """Whether a name of a foreigner touches a dot, or an initial after one, with another part of a name on its other side."""
    start, end = mark.start, mark.end
    if not mark.is_person or not (_BEFORE.search(text, max(0, start - _NEAR), start) or _AFTER.match(text, end)):
        return False
    return all(facts(entity).region not in _CHINESE for entity in mark.entities())


def _names(store: Store, mark: Mark) -> Iterator[list[str]]:
    """The parts of the names in several parts of those whom a mark may be."""
    for entity in mark.entities():
        for form in store.forms(entity):
            parts = store.folder.key(store.form_text[form]).split(DOT)
            if len(parts) > 1:
                yield parts


def _whole(text: str, name: Sequence[str], mark: Mark) -> tuple[int, int] | None:
    """Where a name in several parts stands about a mark, without its first part (维勒鲁瓦·德加洛) or with one more in its middle (杰罗姆·海登·鲍威尔)."""
    start, end = mark.start, mark.end
    family = DOT.join(name[1:])
    if text.startswith(family, start) and start + len(family) > end and text[start - 1 : start] != DOT:
        return start, start + len(family)
    if not text.startswith(family, start):
        return None
    first = f"{name[0]}{DOT}"
    at = text.rfind(first, max(0, start - _LONGEST), start)
    return (at, max(end, start + len(family))) if at >= 0 and _MIDDLE.fullmatch(text, at + len(first), start) else None
