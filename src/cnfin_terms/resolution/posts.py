"""Which bodies have which posts, as far as the lexicon tells: a politburo has members and no foreign minister."""

from __future__ import annotations

from collections.abc import Callable

from cnfin_terms.lexicon.store import Store
from cnfin_terms.resolution.facts import Facts
from cnfin_terms.resolution.marks import Mark

__all__ = ["is_of"]


def is_of(store: Store, facts: Callable[[int], Facts]) -> Callable[[Mark, Mark], bool]:
    """A function that says whether a title's mark can be a post at an institution's, by any sense of the one and any bearer of the other.

    A title that the lexicon gives to no kind of body may be any body's, and any title a body's of which nothing is known.
    """
    def answer(title: Mark, body: Mark) -> bool:
        kinds = {*body.kinds, *(name for entity in body.entities() for name in (*facts(entity).kinds, store.ids[entity]))}
        return not kinds or any(not (at := facts(sense).at) or not at.isdisjoint(kinds) for sense in title.entities())

    return answer
