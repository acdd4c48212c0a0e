"""What the pages tell of each record: its own facts, and what other records say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from cnfin_terms.lexicon.entity import Entity, Member, Post, Relation
from cnfin_terms.lexicon.forms import FormRow
from cnfin_terms.lexicon.lexicon import Lexicon
from cnfin_terms.lexicon.overlay import draft_of
from cnfin_terms.lexicon.source import Ambiguity, Tables
from cnfin_terms.lexicon.store import FormFlags

__all__ = ["Facts", "Held", "Place", "Rival"]

Key = TypeVar("Key")
Value = TypeVar("Value")


class Place(NamedTuple):
    """Where a record is written: the file, from the lexicon's folder, and the line of its header."""

    file: str
    line: int


class Held(NamedTuple):
    """A post from the institution's or the title's side."""

    person: str
    post: Post


class Rival(NamedTuple):
    """Another record that bears a form, with how often the bare form means it, where that was judged."""

    id: str
    prior: float | None


@dataclass(frozen=True)
class Facts:
    """A lexicon and its source files, from every side that a page shows.

    :ivar lexicon: the compiled lexicon.
    :ivar tables: the folder that it was compiled from: where records stand, and why forms are ambiguous.
    """

    lexicon: Lexicon
    tables: Tables

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """Every record by ID, in their order."""
        return {entity.id: entity for entity in self.lexicon}

    @cached_property
    def forms(self) -> Mapping[str, list[FormRow]]:
        """Every form of each record, those written by hand first."""
        return {row.id: row.forms for row in draft_of(self.lexicon.store).rows}

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Where each record is written; of one that a template makes, the template."""
        return {source.id: Place(source.file, source.line) for source in self.tables.records}

    @cached_property
    def labels(self) -> Mapping[str, tuple[str, str]]:
        """The Chinese and the English name of each record; the second empty where there is none."""
        found = {}
        for entity in self.entities.values():
            chinese, english = entity.label("zh"), entity.label("en")
            found[entity.id] = (chinese, english if english not in (chinese, entity.id) else "")
        return found

    @cached_property
    def held(self) -> Mapping[str, list[Held]]:
        """Posts by the institution that has them, and by their title: those still held first, then the later."""
        found: dict[str, list[Held]] = {}
        for entity in self.entities.values():
            for post in entity.posts:
                for id_ in {post.at, post.title}:
                    found.setdefault(id_, []).append(Held(entity.id, post))
        for posts in found.values():
            posts.sort(key=lambda held: held.person)
            posts.sort(key=lambda held: (held.post.until is None, held.post.since or held.post.seen or held.post.until or ""), reverse=True)
        return found

    @cached_property
    def parts(self) -> Mapping[str, list[str]]:
        """What says that it belongs to a record (``of``)."""
        return _gathered((entity.of, entity.id) for entity in self.entities.values() if entity.of)

    @cached_property
    def groups(self) -> Mapping[str, list[tuple[str, Member]]]:
        """The groups that a record is a member of."""
        return _gathered((member.id, (entity.id, member)) for entity in self.entities.values() for member in entity.members)

    @cached_property
    def later(self) -> Mapping[str, list[tuple[str, Relation]]]:
        """The records that came from a record, and how."""
        return _gathered((relation.id, (entity.id, relation)) for entity in self.entities.values() for relation in entity.relations)

    @cached_property
    def ambiguities(self) -> Mapping[str, Ambiguity]:
        """Why forms are rightly ambiguous, by folded text."""
        return {self.key(item.text): item for item in self.tables.ambiguities}

    @cached_property
    def retired(self) -> Mapping[str, str]:
        """Retired IDs, each with that of the record that it leads to; "" where it was withdrawn."""
        found = ((old, self.lexicon.find(old)) for old in self.lexicon.store.retired)
        return {old: entity.id if entity is not None else "" for old, entity in found}

    @cached_property
    def weight(self) -> Mapping[str, int]:
        """How much other records speak of each, 0 to 9: which of two equal finds stands first."""
        return {
            id_: min(9, (len(self.held.get(id_, ())) + len(self.parts.get(id_, ())) + len(self.groups.get(id_, ()))
                         + 4 * len(self.later.get(id_, ())) + len(self.entities[id_].posts)).bit_length())
            for id_ in self.entities
        }

    @cached_property
    def _bearers(self) -> Mapping[str, set[str]]:
        """The records that bear each folded form which several bear; a title with its modifiers counts for nothing here."""
        store = self.lexicon.store
        found = {}
        for pattern, text in enumerate(store.patterns()):
            ids = {store.ids[store.form_entity[form]] for form in store.forms_of(pattern) if not store.form_flags[form] >> FormFlags.MODIFIERS}
            if len(ids) > 1:
                found[text] = ids
        return found

    def key(self, text: str) -> str:
        """A text as the lexicon folds it."""
        return self.lexicon.store.folder.key(text).strip()

    def rivals(self, id_: str, form: FormRow) -> list[Rival]:
        """The other records that bear a form of this one, the likelier first."""
        key = self.key(form.text)
        others = self._bearers.get(key, set()) - {id_}
        prior = self.ambiguities[key].prior if key in self.ambiguities else {}
        return sorted((Rival(other, prior.get(other)) for other in others), key=lambda rival: (-(rival.prior or 0), rival.id))


def _gathered(pairs: Iterator[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    found: dict[Key, list[Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
