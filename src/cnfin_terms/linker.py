"""The whole flow on one page: text -> fold -> scan -> bound -> resolve -> relate -> Document."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from cnfin_terms import dates
from cnfin_terms.errors import OptionError
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.lexicon import Lexicon
from cnfin_terms.lexicon.store import VIAS, FormFlags
from cnfin_terms.match.bound import scan
from cnfin_terms.relate.inference import with_inferred
from cnfin_terms.relate.roles import posts_of, roles_of
from cnfin_terms.resolution.asides import with_asides
from cnfin_terms.resolution.branches import with_branches
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.facts import FactsOf
from cnfin_terms.resolution.legal import with_legal_forms
from cnfin_terms.resolution.marks import Mark, Senses, choose
from cnfin_terms.resolution.rounds import settle
from cnfin_terms.result import Candidate, Document, LexiconStamp, Mention, MentionType, Resolution, Status, Text
from cnfin_terms.text.signals import COMPANY

if TYPE_CHECKING:
    from cnfin_terms.lookup import Lookup
    from cnfin_terms.parallel import By, Failure, OnError
    from cnfin_terms.text.fold import FoldedText

__all__ = ["Linker", "default_linker"]

Follow = Literal["as-written", "successor"]

_new = tuple.__new__
_MIXED = VIAS.index("mixed")


def _region(region: str | None) -> str | None:
    if region is not None and region not in v.REGIONS:
        raise OptionError(f"{region!r} is no region; one of {', '.join(v.REGIONS)}")
    return region


def _text(text: object) -> None:
    if not isinstance(text, str):
        hint = "; decode the bytes first" if isinstance(text, bytes | bytearray) else ""
        raise OptionError(f"a text is a str, not {type(text).__name__}{hint}")


def _many(items: object, what: str) -> None:
    if isinstance(items, str | bytes):
        raise OptionError(f"{what} is an iterable of texts, not one {type(items).__name__}; put it in a list")


class Linker:
    """Links texts with one lexicon and one set of options. Immutable, safe to share between threads, and it pickles.

    :param lexicon: None takes the default.
    :param follow: ``"successor"`` answers with the body that followed the one written, across mergers and reorganisations.
    :param min_score: below it a resolved mention becomes ambiguous; none is dropped.
    :param types: types of mention to give; the others still count as evidence.
    :param as_of: the date (YYYY, YYYY-MM, YYYY-MM-DD) to judge by, where a call does not say its own.
    :param region: where the texts are from, likewise.
    :raises OptionError: for a value that is none of those allowed.
    """

    def __init__(
        self, lexicon: Lexicon | None = None, *, follow: Follow = "as-written", min_score: float = 0.5, types: Collection[str] | None = None,
        as_of: str | None = None, region: str | None = None,
    ) -> None:
        if follow not in ("as-written", "successor"):
            raise OptionError(f"{follow!r} is no way to follow; one of as-written, successor")
        if not isinstance(min_score, int | float) or not 0.0 <= min_score <= 1.0:
            raise OptionError(f"min_score is a probability from 0 to 1, not {min_score!r}")
        unknown = sorted({str(name) for name in types or ()} - set(v.TYPES))
        if unknown or isinstance(types, str):
            raise OptionError(f"{types if isinstance(types, str) else unknown[0]!r} is no type of mention; types is a collection of {', '.join(v.TYPES)}")
        if lexicon is not None and not isinstance(lexicon, Lexicon):
            raise OptionError(f"lexicon is a Lexicon, not {type(lexicon).__name__}; Lexicon.default().overlay(path) reads one's own terms")
        self.lexicon = lexicon if lexicon is not None else Lexicon.default()
        self.follow = follow
        self.min_score = min_score
        self.types = frozenset(types) if types is not None else None
        self.as_of = dates.check(as_of)
        self.region = _region(region)
        self._facts = FactsOf(self.lexicon.store)
        self._senses = Senses(self.lexicon.store)
        self._handle = self.lexicon.handle
        self._stamp = LexiconStamp(self.lexicon.version, self.lexicon.fingerprint)
        self._sealed = True

    def __setattr__(self, name: str, value: object) -> None:
        if getattr(self, "_sealed", False):
            raise AttributeError(f"a Linker cannot be changed; make another one with {name}=...")
        object.__setattr__(self, name, value)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (self.lexicon, self.follow, self.min_score, self.types, self.as_of, self.region))

    def link(self, text: str, as_of: str | None = None, region: str | None = None, *, key: Any = None) -> Document:  # noqa: ANN401
        """Find and tie every mention of a text. Never raises for what the text is.

        :param as_of: the text's date; None assumes none.
        :param region: where the text is from (mainland, hk, mo, tw, sg ...); script alone is never evidence of it.
        :param key: comes back as ``Document.key``.
        :raises OptionError: for what is no date or region.
        """
        _text(text)
        as_of = dates.check(as_of) or self.as_of
        region = _region(region) or self.region
        store = self.lexicon.store
        folded = store.folder.fold(text)
        spans, signals = scan(store, folded)
        if not spans and not signals.bits & COMPANY:
            return Document(text, (), (), (), self._stamp, key)
        spans = with_legal_forms(store, folded, with_branches(store, self._facts, folded, spans, signals), signals)
        marks = choose(self._senses, with_asides(store, folded, spans))
        marks, fallen, context = settle(self._senses, self._facts, folded, marks, signals, as_of, region)
        marks = with_inferred(folded, context, marks, fallen)
        mentions = {mark.start: self._mention(mark, folded, context) for mark in marks}
        titled = any(mark.is_title for mark in marks)
        roles = roles_of(context, marks, mentions) if titled else ()
        posts = posts_of(marks, mentions) if titled else ()
        kept = mentions.values()
        if self.types is not None:
            wanted = self.types
            kept = [m for m in kept if m.type in wanted]  # type: ignore[assignment]
            roles = tuple(r for r in roles if {"person", "title"} <= wanted and (r.institution is None or r.institution.type in wanted))
            posts = tuple(p for p in posts if {"title", "institution"} <= wanted)
        return Document(text, tuple(kept), roles, posts, self._stamp, key)

    def _mention(self, mark: Mark, folded: FoldedText, context: Context) -> Mention:
        """A decided mark as a mention: successors followed, candidates by ID, min_score applied."""
        store = self.lexicon.store
        start, end = mark.span(folded)
        won = mark.won
        if mark.reason == "unique-form" and won is not None and mark.score >= self.min_score and self.follow == "as-written" \
                and store.form_flags[won[2]] >> FormFlags.VIA & 31 != _MIXED and not mark.evidence:  # so are most, and nothing about them is open
            known = store.ids[won[0]]
            return _new(Mention, (start, end, folded.source[start:end], v.TYPES[store.entity_type[won[0]]], "resolved", known, won[1],
                                  (_new(Candidate, (known, mark.score)),), mark.score, mark.reason, won[2], (), self._handle))
        shares: dict[str, float] = {}
        for (entity, _, _), share in mark.shares:
            shares[store.ids[entity]] = shares.get(store.ids[entity], 0.0) + share
        status, reason, score = mark.status, mark.reason, mark.score
        id_ = store.ids[mark.won[0]] if mark.won is not None else None
        modifiers = mark.won[1] if mark.won is not None else ()
        form = mark.won[2] if mark.won is not None else (mark.readings[0][2] if len(mark.readings) == 1 else -1)
        if reason == "unique-form" and form >= 0 and store.form_flags[form] >> FormFlags.VIA & 31 == _MIXED:
            reason = "mixed-script"
        if id_ is not None and self.follow == "successor" and mark.won is not None:
            heirs = store.heirs(mark.won[0], context.as_of)
            if len(heirs) == 1 and heirs[0] != mark.won[0]:
                id_, reason = store.ids[heirs[0]], "successor"
                shares = {store.ids[heirs[0]]: score}
            elif len(heirs) > 1:
                id_, status, reason = None, "ambiguous", "several-successors"
                shares = {store.ids[heir]: score / len(heirs) for heir in heirs}
                score = score / len(heirs)
        if status == "resolved" and score < self.min_score:
            id_, status, reason, modifiers = None, "ambiguous", "below-min-score", ()
        if status == "unresolved":
            score = 0.0
        candidates = tuple(Candidate(*item) for item in sorted(shares.items(), key=lambda item: (-item[1], item[0])))
        if mark.won is not None:
            type_ = v.TYPES[store.entity_type[mark.won[0]]]
        else:
            type_ = v.TYPES[store.entity_type[mark.shares[0][0][0]] if mark.shares else min(mark.types)]
        return Mention(start, end, folded.source[start:end], cast(MentionType, type_), cast(Status, status), id_, modifiers if id_ is not None else (),
                       candidates, score, reason, form, tuple(mark.evidence), self._handle)

    @overload
    def link_many(
        self, items: Iterable[str | Text], workers: int | None = None, *, by: By = "processes", on_error: Literal["raise"] = "raise",
    ) -> Iterator[Document]: ...

    @overload
    def link_many(
        self, items: Iterable[str | Text], workers: int | None = None, *, by: By = "processes", on_error: OnError,
    ) -> Iterator[Document | Failure]: ...

    def link_many(
        self, items: Iterable[str | Text], workers: int | None = None, *, by: By = "processes", on_error: OnError = "raise",
    ) -> Iterator[Document | Failure]:
        """Link many texts, in order, holding no more than a few blocks of them at a time.

        Reading stops while the caller takes no answers; closing the iterator, or dropping it, ends the workers.

        >>> from cnfin_terms import Linker
        >>> [getattr(found, "message", None) for found in Linker().link_many(["央行", None], on_error="report")]
        [None, 'an item to link is a str or a Text, not NoneType']

        :param items: strings, or :class:`Text` with a date, region and key of its own.
        :param workers: processes or threads to use; None or 1 links here.
        :param by: ``"processes"``, started as ``multiprocessing`` is set to, but not forked beside other threads; ``"spawn"``, ``"fork"`` or
            ``"forkserver"`` to start them so; ``"threads"``; or an executor of the caller's, which stays open.
        :param on_error: what becomes of an item that is no text, a text for which linking raises, and one that its worker process
            dies of, twice and alone: ``"raise"`` ends there, ``"report"`` gives a :class:`Failure` in its place and goes on.
        :raises OptionError: if ``workers``, ``by`` or ``on_error`` is none, or an item is neither str nor Text.
        :raises TextError: for a text that could not be linked.
        :raises WorkerError: if workers cannot be started, or the caller's executor breaks.
        """
        from cnfin_terms.parallel import link_many  # noqa: PLC0415

        _many(items, "items")
        return link_many(self, items, workers, by, on_error)

    @property
    def _lookup(self) -> Lookup:
        from cnfin_terms.lookup import Lookup  # noqa: PLC0415

        return Lookup(self)

    def resolve(self, string: str, context: str | None = None, as_of: str | None = None, region: str | None = None, *, fuzzy: bool = True) -> Resolution:
        """Answer one whole string: a cell of a table, a name from a form.

        :param context: a text to judge by (the row, the page), where the string alone is open.
        :param fuzzy: forgive one slip in a long name; a typo never resolves a Han name under six characters, nor where a
            second record is one slip further.
        :raises OptionError: for what is no date or region.
        """
        _text(string)
        return self._lookup.resolve(string, context, dates.check(as_of) or self.as_of, _region(region) or self.region, fuzzy=fuzzy)

    def resolve_many(
        self, strings: Iterable[str], context: str | None = None, as_of: str | None = None, region: str | None = None, *, fuzzy: bool = True,
    ) -> list[Resolution]:
        """:meth:`resolve` for each, in order."""
        _many(strings, "strings")
        return [self.resolve(string, context, as_of, region, fuzzy=fuzzy) for string in strings]


def _rebuild(lexicon: Lexicon, follow: Follow, min_score: float, types: frozenset[str] | None, as_of: str | None, region: str | None) -> Linker:
    """Rebuild a linker from its pickle."""
    return Linker(lexicon, follow=follow, min_score=min_score, types=types, as_of=as_of, region=region)


class _Default:
    """The one piece of module state: the default linker, written once under a lock."""

    lock = threading.Lock()
    linker: Linker | None = None


def default_linker() -> Linker:
    """The linker behind the module's functions, made at the first call."""
    if _Default.linker is None:
        with _Default.lock:
            if _Default.linker is None:
                _Default.linker = Linker()
    return _Default.linker
