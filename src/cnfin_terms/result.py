"""What the library answers: frozen, typed, picklable values over a small ``Names`` protocol.

They hold IDs, numbers and a handle that pickles as (version, fingerprint, overlays), never the lexicon.
All offsets are half-open and count Unicode code points of the text as given.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Literal, NamedTuple, Protocol

from cnfin_terms.errors import OptionError
from cnfin_terms.lexicon.entity import Name
from cnfin_terms.text.branches import branch_of

__all__ = ["Candidate", "Document", "Edit", "Evidence", "LexiconStamp", "Mention", "Names", "Normalized", "Post", "Resolution", "Role", "Text"]

MentionType = Literal["institution", "market", "person", "title", "term", "event"]
Status = Literal["resolved", "ambiguous", "unresolved"]


class Names(Protocol):
    """What results ask of a lexicon."""

    def bind(self, lexicon: Any) -> None:  # noqa: ANN401
        """Attach the lexicon that an unpickled handle names."""

    def label_of(self, id: str, modifiers: tuple[str, ...], lang: str) -> str:  # noqa: A002
        """The preferred name of an entity, a title's with its modifiers."""

    def form_name(self, form: int) -> Name:
        """A form by its number."""

    def modifiers_of(self, form: int) -> tuple[str, ...]:
        """A title form's own modifiers."""

    def trace_of(self, source: str, form: int) -> tuple[str, ...]:
        """The folding steps that ``source`` needed to match the form."""


class LexiconStamp(NamedTuple):
    """Which lexicon answered.

    :ivar version: its data version.
    :ivar fingerprint: its checksum; equal fingerprints answer alike.
    """

    version: str
    fingerprint: str


class Candidate(NamedTuple):
    """A possible answer and its probability."""

    id: str
    score: float


class Evidence(NamedTuple):
    """One thing that counted: the feature (see ``reasons.FEATURES``), for whom, and by how much (log odds)."""

    feature: str
    id: str
    weight: float
    detail: str = ""


class Mention(NamedTuple):
    """A stretch of text that names something, and what.

    :ivar start: first code point in ``Document.text``; ``end`` is past the last.
    :ivar text: ``doc.text[start:end]``.
    :ivar id: the canonical ID when resolved, else None; of a title, its sense.
    :ivar modifiers: of a title, in canonical order (``("executive", "deputy")``); those before its institution count
        (*former* PBOC governor), though they stand outside the span.
    :ivar candidates: best first; the scores sum to at most 1, the rest is "none of these".
    :ivar score: probability that ``id`` is right; ambiguous: the best candidate's; unresolved: 0.0.
    :ivar reason: a code of ``reasons.REASONS``.
    """

    start: int
    end: int
    text: str
    type: MentionType
    status: Status
    id: str | None
    modifiers: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    score: float
    reason: str
    form_number: int
    evidence: tuple[Evidence, ...]
    names: Names

    @property
    def form(self) -> Name | None:
        """The lexicon form that matched; None where inferred (surname alone, role frame)."""
        return self.names.form_name(self.form_number) if self.form_number >= 0 else None

    @property
    def trace(self) -> tuple[str, ...]:
        """The folding steps that this match really needed, such as ``("fullwidth", "t2s")``; () if verbatim."""
        return self.names.trace_of(self.text, self.form_number) if self.form_number >= 0 else ()

    @property
    def branch(self) -> str:
        """Of a branch that the lexicon has no record of, whose ID is its head's: its place and office as written (``上海市分行``); else ""."""
        form = self.form
        if self.type != "institution" or self.id is None or form is None:
            return ""
        return branch_of(self.text, form.text)

    def label(self, lang: str = "zh") -> str:
        """The preferred name; a title's with its modifiers; of an ambiguous or unresolved mention, its own text.

        A *former* before the institution is left to the text: it tells of the whole post (former PBOC governor), where *deputy*
        there tells which post.

        :param lang: zh, zh-Hant, zh-HK, zh-TW, en or pinyin.
        :raises OptionError: for another language.
        """
        from cnfin_terms.lexicon.entity import LABELS  # noqa: PLC0415

        if lang not in LABELS:
            raise OptionError(f"{lang!r} is no label language; one of {', '.join(LABELS)}")
        if self.id is None:
            return self.text
        modifiers = self.modifiers
        if "former" in modifiers and self.form_number >= 0 and "former" not in self.names.modifiers_of(self.form_number):
            modifiers = tuple(m for m in modifiers if m != "former")
        return self.names.label_of(self.id, modifiers, lang)

    def explain(self) -> str:
        """A sentence or two: the answer, why, what spoke for and against, and who lost."""
        from cnfin_terms.explain import explain_mention  # noqa: PLC0415

        return explain_mention(self)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as ``models.MentionModel`` validates it."""
        form = self.form
        return {
            "start": self.start, "end": self.end, "text": self.text, "type": self.type, "status": self.status, "id": self.id,
            "modifiers": list(self.modifiers), "branch": self.branch, "candidates": [{"id": c.id, "score": round(c.score, 6)} for c in self.candidates],
            "score": round(self.score, 6), "form": {"text": form.text, "lang": form.lang, "type": form.type} if form else None,
            "trace": list(self.trace), "reason": self.reason, "zh": self.label("zh"), "en": self.label("en"),
        }


class Role(NamedTuple):
    """A person in a post.

    :ivar institution: None where the text neither writes nor plainly means one.
    :ivar known: what the lexicon says of it at ``as_of``: "yes", "no" (it contradicts: the post had ended, the body
        was gone) or "unknown".
    """

    person: Mention
    title: Mention
    institution: Mention | None
    known: Literal["yes", "no", "unknown"]


class Post(NamedTuple):
    """A title beside an institution, without a person: "the governor of the PBOC"."""

    title: Mention
    institution: Mention


@dataclass(frozen=True, slots=True)
class Document:
    """A text and all that was found in it.

    :ivar mentions: in text order, never overlapping.
    :ivar lexicon: the version and fingerprint that answered.
    """

    text: str
    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...]
    posts: tuple[Post, ...]
    lexicon: LexiconStamp
    key: Any = None

    def __iter__(self) -> Iterator[Mention]:
        return iter(self.mentions)

    @property
    def entities(self) -> Mapping[str, tuple[Mention, ...]]:
        """ID to its resolved mentions, in text order of their first."""
        found: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            if mention.id is not None:
                found.setdefault(mention.id, []).append(mention)
        return {id_: tuple(mentions) for id_, mentions in found.items()}

    def spans(self, unit: Literal["utf-8", "utf-16", "code-point"] = "utf-8") -> tuple[tuple[int, int], ...]:
        """The mentions' offsets in other units: bytes of UTF-8, or code units of UTF-16 (JavaScript, Java).

        A lone surrogate counts as its three bytes of UTF-8 (surrogatepass) or its one unit of UTF-16.

        :raises OptionError: for another unit.
        """
        if unit == "code-point":
            return tuple((m.start, m.end) for m in self.mentions)
        if unit not in ("utf-8", "utf-16"):
            raise OptionError(f"{unit!r} is no unit; one of utf-8, utf-16, code-point")
        if not self.mentions or (unit == "utf-8" and self.text.isascii()):
            return tuple((m.start, m.end) for m in self.mentions)
        codec, size = ("utf-8", 1) if unit == "utf-8" else ("utf-16-le", 2)
        cuts = sorted({at for m in self.mentions for at in (m.start, m.end)})
        lengths = [len(self.text[a:b].encode(codec, "surrogatepass")) // size for a, b in zip([0, *cuts], cuts, strict=False)]
        offsets = list(accumulate(lengths))
        return tuple((offsets[bisect_left(cuts, m.start)], offsets[bisect_left(cuts, m.end)]) for m in self.mentions)

    def bind(self, lexicon: Any) -> Document:  # noqa: ANN401
        """Give an unpickled document the lexicon that made it, for its names; only one with overlays needs that. Returns itself.

        :raises ArtifactError: if it was made with another lexicon.
        """
        for mention in self.mentions[:1]:  # all mentions of a document share one handle
            mention.names.bind(lexicon)
        return self

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as ``models.DocumentModel`` validates it; roles and posts point to mentions by number."""
        number = {m.start: i for i, m in enumerate(self.mentions)}
        return {
            "text": self.text, "key": self.key, "mentions": [m.to_dict() for m in self.mentions],
            "roles": [{"person": number[r.person.start], "title": number[r.title.start],
                       "institution": number[r.institution.start] if r.institution else None, "known": r.known} for r in self.roles],
            "posts": [{"title": number[p.title.start], "institution": number[p.institution.start]} for p in self.posts],
            "lexicon": {"version": self.lexicon.version, "fingerprint": self.lexicon.fingerprint},
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """:meth:`to_dict` as JSON text; lone surrogates are escaped."""
        encoded = json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)
        try:
            encoded.encode("utf-8")
        except UnicodeEncodeError:
            return json.dumps(self.to_dict(), ensure_ascii=True, indent=indent)
        return encoded

    def to_html(self, title: str | None = None) -> str:
        """A self-contained page with the mentions highlighted."""
        from cnfin_terms.html import to_html  # noqa: PLC0415

        return to_html(self, title)


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer to one whole string.

    :ivar query: the string as given.
    :ivar form: the form that it is, or that it is a slip away from; None if unresolved.
    """

    query: str
    status: Status
    id: str | None
    type: MentionType | None
    modifiers: tuple[str, ...]
    score: float
    candidates: tuple[Candidate, ...]
    form: Name | None
    reason: str
    names: Names = field(repr=False)

    def label(self, lang: str = "zh") -> str:
        """The preferred name, or the query where it is not resolved.

        :raises OptionError: for an unknown language.
        """
        from cnfin_terms.lexicon.entity import LABELS  # noqa: PLC0415

        if lang not in LABELS:
            raise OptionError(f"{lang!r} is no label language; one of {', '.join(LABELS)}")
        return self.names.label_of(self.id, self.modifiers, lang) if self.id is not None else self.query

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as ``models.ResolutionModel`` validates it."""
        return {
            "query": self.query, "status": self.status, "id": self.id, "type": self.type, "modifiers": list(self.modifiers),
            "score": round(self.score, 6), "candidates": [{"id": c.id, "score": round(c.score, 6)} for c in self.candidates],
            "form": {"text": self.form.text, "lang": self.form.lang, "type": self.form.type} if self.form else None,
            "reason": self.reason, "zh": self.label("zh"), "en": self.label("en"),
        }


class Text(NamedTuple):
    """An item for ``link_many``: a text with what the caller knows of it.

    :ivar key: anything; comes back as ``Document.key``.
    """

    text: str
    as_of: str | None = None
    region: str | None = None
    key: Any = None


class Edit(NamedTuple):
    """One replacement: ``start`` and ``end`` in the new text, what stood there, and the ID that it was replaced for."""

    start: int
    end: int
    old: str
    new: str
    id: str


@dataclass(frozen=True, slots=True)
class Normalized:
    """A text with its mentions by their preferred names, and the way back.

    :ivar edits: in text order; offsets are of ``text``.
    """

    text: str
    edits: tuple[Edit, ...]

    def undo(self) -> str:
        """The text as it was given."""
        pieces = []
        at = 0
        for edit in self.edits:
            pieces += [self.text[at : edit.start], edit.old]
            at = edit.end
        return "".join([*pieces, self.text[at:]])
