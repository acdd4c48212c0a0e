"""What parts two compiled lexicons: records, forms, posts, collisions and sizes; no text is read here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.entity import Redirect
from cnfin_terms.lexicon.store import VIAS, FormFlags, Store

__all__ = ["Collision", "Delta", "Form", "PostChange", "Side", "View", "delta"]

_STEM = VIAS.index("stem")
_WRITTEN = VIAS.index("written")
_PLAIN = (1 << FormFlags.MODIFIERS) - 1
#: Fields that stand in a form's place, and so are told as forms.
_FORM_FIELDS = frozenset((*v.NAME_TYPES, "zh", "en", "regional", "origin"))


class Form(NamedTuple):
    """A form of a record, with all that an answer may depend on.

    :ivar flags: its properties as :class:`FormFlags` packs them, without its modifiers.
    :ivar extra: since, until and region, where it has them.
    """

    id: str
    text: str
    flags: int
    modifiers: tuple[str, ...]
    extra: tuple[tuple[str, Any], ...]

    @property
    def written(self) -> bool:
        """Whether a record says it, and no rule made it."""
        return self.flags >> FormFlags.VIA & 31 == _WRITTEN

    @property
    def stem(self) -> bool:
        """Whether it means the record in lists of its kind alone."""
        return self.flags >> FormFlags.VIA & 31 == _STEM

    @property
    def type(self) -> str:
        """Short, abbreviation, former ..."""
        return v.NAME_TYPES[self.flags & 15]


class View:
    """A compiled lexicon by IDs and texts, with none of its numbers, so that two can be laid side by side."""

    def __init__(self, store: Store, size: int) -> None:
        self.store = store
        self.size = size
        texts = store.form_text.all()
        raws = store.entity_text.all()
        sets, flags, extras = store.modifier_sets, store.form_flags, store.extras
        self.records: dict[str, tuple[str, str]] = {}
        self.forms: dict[str, tuple[Form, ...]] = {}
        for number, id_ in enumerate(store.ids):
            self.records[id_] = (v.TYPES[store.entity_type[number]], raws[number])
            self.forms[id_] = tuple(
                Form(id_, texts[form], flags[form] & _PLAIN, sets[flags[form] >> FormFlags.MODIFIERS], tuple(sorted(extras.get(form, {}).items())))
                for form in store.forms(number))

    def raw(self, id_: str) -> dict[str, Any]:
        """A record's fields; none of an ID that it lacks."""
        fields: dict[str, Any] = json.loads(self.records[id_][1]) if id_ in self.records else {}
        return fields

    @cached_property
    def patterns(self) -> list[str]:
        """Every pattern, folded."""
        return self.store.patterns()

    @cached_property
    def bearers(self) -> dict[str, frozenset[str]]:
        """Folded forms with the records that bear them, where they are several."""
        store = self.store
        found = {}
        for pattern, text in enumerate(self.patterns):
            forms = store.forms_of(pattern)
            if len(forms) > 1:
                entities = {store.form_entity[form] for form in forms if store.form_flags[form] >> FormFlags.VIA & 31 != _STEM}
                if len(entities) > 1:
                    found[text] = frozenset(store.ids[entity] for entity in entities)
        return found

    def all_bearers(self, form: str) -> tuple[str, ...]:
        """The records that bear a folded form, by ID, be it one or none."""
        return tuple(sorted(self.store.ids[entity] for entity in self.store.bearers(form)))


class Side(NamedTuple):
    """One of the two in numbers; ``size`` is the artifact's in bytes."""

    version: str
    fingerprint: str
    records: int
    forms: int
    patterns: int
    size: int


class PostChange(NamedTuple):
    """A post that began or ended, on the day that the record says."""

    person: str
    title: str
    modifiers: tuple[str, ...]
    at: str
    on: str | None


class Collision(NamedTuple):
    """A folded form that several records bear, and who bore it before."""

    form: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Delta:
    """All that parts ``base`` from ``head``, each list sorted.

    :ivar changed: IDs of records in both that differ, with the fields in which they do; ``forms`` where only what rules make of them does.
    :ivar retired: IDs that became redirects.
    :ivar deleted: IDs that are gone without one: a mistake.
    :ivar reused: IDs that were retired and are records again: a mistake.
    :ivar made: folded forms that more records bear than before, the new bearers among several.
    :ivar parted: folded forms that several records bore and fewer do.
    """

    base: Side
    head: Side
    added: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]
    retired: Mapping[str, Redirect]
    deleted: tuple[str, ...]
    reused: tuple[str, ...]
    gained: tuple[Form, ...]
    lost: tuple[Form, ...]
    begun: tuple[PostChange, ...]
    ended: tuple[PostChange, ...]
    made: tuple[Collision, ...]
    parted: tuple[Collision, ...]


def _side(view: View) -> Side:
    return Side(view.store.version, view.store.fingerprint, len(view.records), len(view.store.form_entity), len(view.patterns), view.size)


def _fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(sorted(key for key in (old.keys() | new.keys()) - {"origin"} if old.get(key) != new.get(key))) or ("forms",)


def _posts(view: View, ids: Iterable[str], moved: Mapping[str, str]) -> dict[tuple[Any, ...], str | None]:
    """Posts by what tells them apart, with the day that they ended; retired IDs as those that replace them, for that begins no post."""
    def now(id_: str) -> str:
        return moved.get(id_, id_)

    return {(now(id_), now(post["title"]), tuple(post.get("modifiers", ())), now(post["at"]), post.get("since")): post.get("until")
            for id_ in ids for post in view.raw(id_).get("posts", ())}


def _in_order(posts: Iterable[tuple[tuple[Any, ...], str | None]]) -> tuple[PostChange, ...]:
    found = [PostChange(person, title, modifiers, at, on) for (person, title, modifiers, at, _), on in posts]
    return tuple(sorted(found, key=lambda post: (post[:4], post.on or "")))


def _key(form: Form) -> tuple[str, str]:
    return form.id, form.text


def delta(base: View, head: View) -> Delta:
    """Lay two lexicons side by side."""
    old, new = base.records, head.records
    differ = sorted(id_ for id_ in old.keys() & new.keys() if old[id_] != new[id_] or base.forms[id_] != head.forms[id_])
    touched = {*differ, *(old.keys() ^ new.keys())}
    before = {_key(form): form for id_ in touched for form in base.forms.get(id_, ())}
    after = {_key(form): form for id_ in touched for form in head.forms.get(id_, ())}
    moved = {id_: gone.to[0] for id_, gone in head.store.retired.items() if gone.to}
    were, are = _posts(base, touched, moved), _posts(head, touched, moved)
    # a date of a post put right neither begins nor ends it
    open_before = {key[:4] for key, until in were.items() if until is None}
    open_after = {key[:4] for key, until in are.items() if until is None}
    fresh = [(key, key[4]) for key, until in are.items() if until is None and key[:4] not in open_before]
    over = [(key, until) for key, until in are.items() if until is not None and key[:4] in open_before - open_after]
    held, shared = {form: frozenset(moved.get(id_, id_) for id_ in ids) for form, ids in base.bearers.items()}, head.bearers
    gone = old.keys() - new.keys()
    return Delta(
        base=_side(base), head=_side(head), added=tuple(sorted(new.keys() - old.keys())),
        changed={id_: _fields(base.raw(id_), head.raw(id_)) for id_ in differ},
        retired={id_: head.store.retired[id_] for id_ in sorted(head.store.retired.keys() - base.store.retired.keys())},
        deleted=tuple(sorted(gone - head.store.retired.keys())), reused=tuple(sorted(head.store.retired.keys() & new.keys())),
        gained=tuple(sorted(after[key] for key in after.keys() - before.keys())), lost=tuple(sorted(before[key] for key in before.keys() - after.keys())),
        begun=_in_order(fresh), ended=_in_order(over),
        made=tuple(Collision(form, base.all_bearers(form), head.all_bearers(form)) for form, ids in sorted(shared.items()) if ids - held.get(form, set())),
        parted=tuple(Collision(form, base.all_bearers(form), head.all_bearers(form)) for form, ids in sorted(held.items()) if ids - shared.get(form, set())))
