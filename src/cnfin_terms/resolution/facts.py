"""What evidence needs to know of an entity: its kind, region, ties and posts, by number, each decoded once per lexicon."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.store import Store

__all__ = ["OF_A_STATE", "Facts", "FactsOf", "Held"]

#: Bodies of a state: another country's name before them means another body.
OF_A_STATE = frozenset({"central-bank", "regulator", "government", "cabinet", "legislature", "department", "exchange"})
#: Boards and tools that every country has of its own.
_OF_A_MARKET = frozenset({"board", "policy-tool", "rate"})


#: Entities whose names are kept folded.
_NAMED = 1024


class Held(NamedTuple):
    """A post that a person holds or held, by numbers; -1 for a title or institution that the lexicon lacks."""

    title: int
    modifiers: tuple[str, ...]
    at: int
    since: str | None
    until: str | None
    seen: str | None


class Facts(NamedTuple):
    """Facts of one entity.

    :ivar kinds: its kind and the kinds above, nearest first.
    :ivar ties: entities that it belongs to, came from, has as members, or (a person) served.
    :ivar at: of a title, the kinds and IDs that have the post.
    :ivar whole: what it is a part of (``of``), -1 if nothing.
    :ivar tickers: its tickers without their exchange, folded, without leading zeros.
    :ivar of_state: whether it is a body of a state.
    :ivar local: whether it is a financial company of the mainland, which another of its group has the name of, with a place.
    :ivar surnames: of a person, what stands before the comma in the catalogue forms of the name (``Yi, Gang``), folded.
    :ivar of_market: whether it is a board or tool that every country has of its own.
    """

    type: str
    kinds: tuple[str, ...]
    region: str
    since: str | None
    until: str | None
    ties: frozenset[int]
    posts: tuple[Held, ...]
    at: frozenset[str]
    whole: int
    tickers: frozenset[str]
    of_state: bool
    of_market: bool
    local: bool
    surnames: tuple[str, ...]


class FactsOf(dict[int, Facts]):
    """Facts by entity number, read when first asked for; reading them twice at once does no harm, so no lock is needed."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.names = lru_cache(_NAMED)(self._names)
        self._heads: dict[int, dict[str, tuple[int, ...]]] = {}

    def __missing__(self, entity: int) -> Facts:
        facts = self[entity] = self._read(entity)
        return facts

    def _read(self, entity: int) -> Facts:
        store = self._store
        raw = store.raw(entity)
        type_ = v.TYPES[store.entity_type[entity]]

        def number(id_: str | None) -> int:
            found = store.index(id_) if id_ else None
            return -1 if found is None else found

        posts = tuple(Held(number(p["title"]), tuple(p.get("modifiers", ())), number(p["at"]), p.get("since"), p.get("until"), p.get("seen"))
                      for p in raw.get("posts", ()))
        ties = {number(raw.get("of")), *(p.at for p in posts), *(number(r["id"]) for r in raw.get("relations", ())),
                *(number(m["id"]) for m in raw.get("members", ()))}
        tickers = raw.get("ids", {}).get("ticker", ())
        tickers = (tickers,) if isinstance(tickers, str) else tickers
        kinds = v.ancestors(type_, raw.get("kind", ""))
        return Facts(type_, kinds, raw.get("region") or "mainland", raw.get("since"), raw.get("until"),
                     frozenset(ties - {-1}), posts, frozenset(raw.get("at", ())), number(raw.get("of")),
                     frozenset(str(code).partition(":")[2].lower().lstrip("0") for code in tickers),
                     not OF_A_STATE.isdisjoint(kinds), not _OF_A_MARKET.isdisjoint(kinds),
                     "financial-company" in kinds and (raw.get("region") or "mainland") == "mainland",
                     self._surnames(entity) if type_ == "person" else ())

    def heads(self, body: int) -> Mapping[str, tuple[int, ...]]:
        """Who heads or headed a body, in a post without a modifier, by surname, folded."""
        if not self._heads:
            person = v.TYPES.index("person")
            for entity, type_ in enumerate(self._store.entity_type):
                for at in {post.at for post in self[entity].posts if not post.modifiers} if type_ == person else ():
                    for surname in self[entity].surnames or self._last_words(entity):
                        of_body = self._heads.setdefault(at, {})
                        of_body[surname] = (*of_body.get(surname, ()), entity)
        return self._heads.get(body, {})

    def _last_words(self, entity: int) -> tuple[str, ...]:
        """The surname of a person whose Latin name begins with the given one, folded."""
        raw = self._store.raw(entity)
        name = raw.get("en", "")
        words = (name if isinstance(name, str) else name["text"]).lower().split()
        return (words[-1],) if raw.get("order") == "given-first" and len(words) > 1 else ()

    def _names(self, entity: int) -> tuple[str, ...]:
        """The forms of an entity, folded; asked of few, and again and again."""
        store = self._store
        return tuple(dict.fromkeys(store.folder.key(store.form_text[form]) for form in store.forms(entity)))

    def _surnames(self, entity: int) -> tuple[str, ...]:
        parts = (self._store.form_text[form].partition(",") for form in self._store.forms(entity))
        return tuple(dict.fromkeys(surname.lower() for surname, comma, _ in parts if comma))
