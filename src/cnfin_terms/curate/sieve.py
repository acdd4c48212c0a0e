"""Which texts cannot change their answers between two lexicons, found without linking them.

An answer depends on the text, and on the lexicon through what the text holds: patterns with their flags and readings, facts of the records that these
name, ordinary words beside them, and places. So a text that holds no pattern, word or place that differs, and no form of a record whose facts differ, has the
same answer in both. The few things that bear on every text (the table of characters, modifiers, words that are signals) leave no short cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from cnfin_terms.curate.delta import View
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.store import Store
from cnfin_terms.match import engine
from cnfin_terms.text.signals import PLACE

__all__ = ["Sieve", "sieve"]

#: Fields that no answer depends on, or only through forms, which are compared themselves.
_NO_FACTS = frozenset((*v.NAME_TYPES, "zh", "en", "regional", "pinyin", "sources", "source", "checked", "origin"))
_LATIN = re.compile("[A-Za-z]")
#: A title's words may name a body that the text does not: see ``_office_of`` in ``resolution.evidence``.
_MINISTRY = "ministry of "


class Sieve:
    """Tells of a folded text whether its answer may differ.

    :param strings: folded strings, one of which a text must hold; None if every text may differ.
    """

    def __init__(self, strings: frozenset[str] | None) -> None:
        self.strings = strings

    @cached_property
    def _automaton(self) -> engine.Automaton:
        return engine.build(sorted(self.strings or ()))

    def holds(self, text: str) -> bool:
        """Whether the answer to a folded text may differ."""
        if self.strings is None:
            return True
        return bool(self.strings) and bool(self._automaton.find_overlapping(text))


def _named(raw: Mapping[str, Any]) -> Iterator[str]:
    """The IDs that a record refers to."""
    yield from filter(None, (raw.get("of"), *raw.get("at", ())))
    yield from (item["id"] for item in (*raw.get("relations", ()), *raw.get("members", ())))
    for post in raw.get("posts", ()):
        yield post["title"]
        yield post["at"]


def _flags(view: View) -> dict[str, int]:
    return dict(zip(view.patterns, view.store.pattern_flags, strict=True))


def _conditions(store: Store, texts: list[str]) -> set[tuple[Any, ...]]:
    """What patterns carry besides flags and readings, each beginning with the pattern: traps, longer words, priors."""
    found: set[tuple[Any, ...]] = {(texts[pattern], "trap", *sorted(trap.covers)) for pattern, trap in store.traps.items()}
    found |= {(texts[pattern], "not-in", store.ids[store.form_entity[form]], store.form_text[form])
              for pattern, forms in store.not_in.items() for form in forms}
    found |= {(texts[pattern], "prior", store.ids[entity], share) for pattern, shares in store.priors.items() for entity, share in shares.items()}
    return found


def _of_all(store: Store) -> tuple[Any, ...]:
    """What bears on every text."""
    texts = store.patterns()
    return store.fold_table.to_bytes(), store.modifiers.to_data(), {texts[pattern]: rest for pattern, bit in store.signals.items() if (rest := bit & ~PLACE)}


def _facts(view: View, id_: str) -> tuple[str, dict[str, Any]] | None:
    """What an answer may depend on besides forms; None of an ID that is no record."""
    if id_ not in view.records:
        return None
    fields = {field: value for field, value in view.raw(id_).items() if field not in _NO_FACTS}
    fields["posts"] = [{key: value for key, value in post.items() if key not in _NO_FACTS} for post in fields.get("posts", ())]
    return view.records[id_][0], fields


def _forms(base: View, head: View) -> Iterator[str]:
    """The forms that count: all those of a record whose facts differ, or that refers to one that is new or gone; else those that differ.

    A Latin form is weighed by its words too, against what the text says that an acronym stands for: where one differs, all the record's forms count.
    """
    come_or_gone = base.records.keys() ^ head.records.keys()
    for id_ in base.records.keys() | head.records.keys():
        old, new = base.forms.get(id_, ()), head.forms.get(id_, ())
        differ = set(old) ^ set(new) if old != new else set()
        same = id_ not in come_or_gone and not any(_LATIN.search(form.text) for form in differ) \
            and (base.records[id_] == head.records[id_] or _facts(base, id_) == _facts(head, id_)) \
            and (not come_or_gone or come_or_gone.isdisjoint(_named(head.raw(id_))))
        # forms in another order: the first of two of one text stands for both
        yield from (form.text for form in ((differ or {*old, *new} if old != new else ()) if same else (*old, *new)))


def _strings(base: View, head: View) -> Iterator[Iterable[str]]:
    yield (text for text, _ in _flags(base).items() ^ _flags(head).items())
    yield (condition[0] for condition in _conditions(base.store, base.patterns) ^ _conditions(head.store, head.patterns))
    yield (place for place, *_ in set(base.store.places) ^ set(head.store.places))
    words, others = ({*zip(view.store.words, view.store.words.weights, strict=True)} for view in (base, head))
    yield (word for word, _ in words ^ others)
    fold = head.store.folder.key
    yield (fold(text).strip() for text in _forms(base, head))


def sieve(base: View, head: View) -> Sieve:
    """What a text must hold for its answer to differ between two lexicons."""
    if _of_all(base.store) != _of_all(head.store):
        return Sieve(None)
    strings = {text for part in _strings(base, head) for text in part}
    strings |= {text.removeprefix(_MINISTRY) for text in strings if text.startswith(_MINISTRY)}
    return Sieve(frozenset(filter(None, strings)))
