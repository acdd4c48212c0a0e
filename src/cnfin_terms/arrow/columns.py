"""Documents to Arrow arrays, a column at a time: flat lists of values, then one array of each."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Literal

import pyarrow as pa

from cnfin_terms.arrow.schema import MENTION, MENTIONS, ROLE, ROLES
from cnfin_terms.lexicon.vocabulary import TYPES
from cnfin_terms.reasons import REASONS, STATUSES
from cnfin_terms.result import Document

__all__ = ["Mentions", "Offsets", "Roles", "codes"]

Offsets = Literal["code-point", "utf-8", "utf-16"]

#: Mentions that wait as Python objects before they become arrays: bounds memory, whatever the length of a batch.
_WAITING = 1 << 14


@cache
def _dictionary(values: tuple[str, ...]) -> tuple[dict[str, int], pa.Array]:
    """The numbers of the values, and the values as an array."""
    return {value: number for number, value in enumerate(values)}, pa.array(values, pa.string())


def codes(values: Iterable[str | None], closed: tuple[str, ...]) -> pa.Array:
    """A dictionary column whose dictionary is the whole closed list, in its order: the same in every batch."""
    number, dictionary = _dictionary(closed)
    return pa.DictionaryArray.from_arrays(pa.array([None if value is None else number[value] for value in values], pa.int8()), dictionary)


def _strings(values: Sequence[str | None]) -> pa.Array:
    """Strings; a lone surrogate, which Arrow has not and only a Python str can bring, becomes a question mark."""
    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:
        return pa.array([value if value is None else value.encode("utf-8", "replace").decode() for value in values], pa.string())


def _mask(missing: bytearray) -> pa.Array | None:
    """One byte for each value, 1 where it is null, as Arrow wants it."""
    return pa.Array.from_buffers(pa.uint8(), len(missing), [None, pa.py_buffer(missing)]).cast(pa.bool_()) if any(missing) else None


def _lists(ends: array[int], items: pa.Array, type_: pa.DataType, missing: bytearray) -> pa.Array:
    """Lists, by where each ends among the items."""
    offsets = pa.Array.from_buffers(pa.int32(), len(ends), [None, pa.py_buffer(ends)])
    return pa.ListArray.from_arrays(offsets, items, type=type_, mask=_mask(missing))


class _Waiting:
    """Mentions as flat lists, one for each attribute and one item for each mention; lists within them end at ``*_ends``."""

    def __init__(self) -> None:
        self.starts: array[int] = array("i")
        self.ends: array[int] = array("i")
        self.texts: list[str] = []
        self.types: list[str] = []
        self.statuses: list[str] = []
        self.ids: list[str | None] = []
        self.modifiers: list[str] = []
        self.modifier_ends: array[int] = array("i", [0])
        self.branches: list[str] = []
        self.candidates: list[str] = []
        self.candidate_scores: array[float] = array("d")
        self.candidate_ends: array[int] = array("i", [0])
        self.scores: array[float] = array("d")
        self.forms: list[tuple[str, str, str]] = []
        self.formless = bytearray()
        self.reasons: list[str] = []

    def add(self, document: Document, offsets: Offsets) -> None:
        """Take in a document's mentions."""
        for mention, (start, end) in zip(document.mentions, document.spans(offsets), strict=True):
            self.starts.append(start)
            self.ends.append(end)
            self.texts.append(mention.text)
            self.types.append(mention.type)
            self.statuses.append(mention.status)
            self.ids.append(mention.id)
            self.modifiers += mention.modifiers
            self.modifier_ends.append(len(self.modifiers))
            form = mention.form
            self.forms.append((form.text, form.lang, form.type) if form is not None else ("", "", ""))
            self.formless.append(form is None)
            verbatim = form is None or form.text == mention.text  # then there is nothing after the head's name
            self.branches.append("" if verbatim else mention.branch)
            for candidate in mention.candidates:
                self.candidates.append(candidate.id)
                self.candidate_scores.append(candidate.score)
            self.candidate_ends.append(len(self.candidates))
            self.scores.append(mention.score)
            self.reasons.append(mention.reason)

    def column(self) -> pa.Array:
        """All of them as one struct array."""
        none = bytearray(len(self.texts))
        candidate = MENTION.field("candidates").type.value_type
        form = MENTION.field("form").type
        columns = {
            "start": pa.array(self.starts, pa.int32()), "end": pa.array(self.ends, pa.int32()), "text": _strings(self.texts),
            "type": codes(self.types, TYPES), "status": codes(self.statuses, STATUSES), "id": _strings(self.ids),
            "modifiers": _lists(self.modifier_ends, _strings(self.modifiers), MENTION.field("modifiers").type, none), "branch": _strings(self.branches),
            "candidates": _lists(
                self.candidate_ends,
                pa.StructArray.from_arrays([_strings(self.candidates), pa.array(self.candidate_scores, pa.float64())], fields=candidate.fields),
                MENTION.field("candidates").type, none),
            "score": pa.array(self.scores, pa.float64()),
            "form": pa.StructArray.from_arrays([_strings(column) for column in _columns(self.forms, 3)], fields=form.fields, mask=_mask(self.formless)),
            "reason": codes(self.reasons, tuple(REASONS)),
        }
        return pa.StructArray.from_arrays([columns[field.name] for field in MENTION.fields], fields=MENTION.fields)


def _columns(rows: Sequence[tuple[str, ...]], width: int) -> list[list[str]]:
    return [[row[place] for row in rows] for place in range(width)]


class Mentions:
    """A column of lists of mentions in the making: one item for each text, None where there is none."""

    def __init__(self, offsets: Offsets) -> None:
        self._offsets = offsets
        self._ends: array[int] = array("i", [0])
        self._missing = bytearray()
        self._waiting = _Waiting()
        self._pieces: list[pa.Array] = []

    def add(self, document: Document | None) -> None:
        """Take in the next text's answer."""
        self._missing.append(document is None)
        self._ends.append(self._ends[-1] + (len(document.mentions) if document is not None else 0))
        if document is not None:
            self._waiting.add(document, self._offsets)
            if len(self._waiting.texts) >= _WAITING:
                self._pieces.append(self._waiting.column())
                self._waiting = _Waiting()

    def column(self) -> pa.Array:
        """The column: ``list<MENTION>``."""
        items = pa.concat_arrays([*self._pieces, self._waiting.column()])
        return _lists(self._ends, items, MENTIONS, self._missing)


class Roles:
    """A column of lists of roles in the making, beside that of the mentions."""

    def __init__(self) -> None:
        self._ends: array[int] = array("i", [0])
        self._missing = bytearray()
        self._rows: list[tuple[int | None, int, int | None, str | None]] = []

    def add(self, document: Document | None) -> None:
        """Take in the next text's answer: its roles, then its posts."""
        self._missing.append(document is None)
        if document is not None and (document.roles or document.posts):
            number = {mention.start: place for place, mention in enumerate(document.mentions)}
            self._rows += [(number[role.person.start], number[role.title.start], number[role.institution.start] if role.institution else None, role.known)
                           for role in document.roles]
            self._rows += [(None, number[post.title.start], number[post.institution.start], None) for post in document.posts]
        self._ends.append(len(self._rows))

    def column(self) -> pa.Array:
        """The column: ``list<ROLE>``."""
        columns: list[Any] = [pa.array([row[place] for row in self._rows], pa.int32()) for place in range(3)]
        columns.append(codes([row[3] for row in self._rows], ("yes", "no", "unknown")))
        return _lists(self._ends, pa.StructArray.from_arrays(columns, fields=ROLE.fields), ROLES, self._missing)
