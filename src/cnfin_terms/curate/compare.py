"""The same texts linked with two lexicons: which mentions change their answer, and how."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import NamedTuple

from cnfin_terms.curate.sieve import Sieve
from cnfin_terms.errors import WorkerError
from cnfin_terms.lexicon.artifact import unpack
from cnfin_terms.lexicon.lexicon import Lexicon
from cnfin_terms.lexicon.store import Store
from cnfin_terms.linker import Linker
from cnfin_terms.pool import Fault, run
from cnfin_terms.result import Document, Mention, Text

__all__ = ["KINDS", "Answer", "Change", "Outcome", "changes_of", "compare", "speeds"]

#: Ways in which a mention changes, what matters most to users first.
KINDS = ("vanished", "opened", "another", "moved", "candidates", "renamed", "settled", "appeared")

_AROUND = 20
#: Rounds of which the fastest counts.
_ROUNDS = 3


class Answer(NamedTuple):
    """What one lexicon says of a stretch of text.

    :ivar candidates: IDs with their scores, of a mention that is ambiguous; else none.
    """

    words: str
    status: str
    id: str | None
    modifiers: tuple[str, ...]
    candidates: tuple[tuple[str, float], ...]


class Change(NamedTuple):
    """A mention whose answer is another.

    :ivar kind: one of :data:`KINDS`: it vanished; opened (became ambiguous or unresolved); is of another record, or a title with other modifiers; moved
        (other ends); has other candidates; is the same record under its new ID; settled (was open); appeared.
    :ivar place: the text's key.
    :ivar start: where it begins, and ``end`` where it ends, in code points; of one that moved, both mentions.
    :ivar left: the text right before it; ``right``: right after.
    """

    kind: str
    place: str
    start: int
    end: int
    words: str
    left: str
    right: str
    before: Answer | None
    after: Answer | None


class Outcome(NamedTuple):
    """What came of a comparison.

    :ivar texts: how many were given; ``linked``: how many of them were linked with both lexicons, for the others cannot change.
    :ivar size: bytes of the texts as UTF-8.
    """

    texts: int
    linked: int
    size: int
    seconds: float
    changes: tuple[Change, ...]


def _answer(mention: Mention) -> Answer:
    open_ = mention.status == "ambiguous"
    return Answer(mention.text, mention.status, mention.id, mention.modifiers,
                  tuple((one.id, round(one.score, 2)) for one in mention.candidates) if open_ else ())


def _kind(old: Answer, new: Answer, moved: Mapping[str, str]) -> str | None:
    """How one answer to the same words parts from another; None if it does not."""
    if old.status == new.status == "resolved":
        if old.id == new.id or moved.get(old.id or "") == new.id:
            return "another" if old.modifiers != new.modifiers else "renamed" if old.id != new.id else None
        return "another"
    if old.status == "resolved":
        return "opened"
    if new.status == "resolved":
        return "settled"
    ids, others = ({id_ for id_, _ in answer.candidates} for answer in (old, new))
    return "candidates" if old.status != new.status or ids != others else None


def changes_of(old: Document, new: Document, moved: Mapping[str, str]) -> Iterator[Change]:
    """The mentions of a text whose answers differ.

    :param moved: retired IDs and the one that each answers with.
    """
    text, place = old.text, str(old.key)
    were = {(m.start, m.end): _answer(m) for m in old.mentions}
    are = {(m.start, m.end): _answer(m) for m in new.mentions}

    def change(kind: str, start: int, end: int, before: Answer | None, after: Answer | None) -> Change:
        return Change(kind, place, start, end, text[start:end], text[max(0, start - _AROUND) : start], text[end : end + _AROUND], before, after)

    for (start, end), answer in were.items():
        if (start, end) in are:
            kind = _kind(answer, are[start, end], moved)
            if kind is not None:
                yield change(kind, start, end, answer, are[start, end])
    gone = [span for span in were if span not in are]
    come = [span for span in are if span not in were]
    for span in gone:
        other = next((one for one in come if one[0] < span[1] and span[0] < one[1]), None)
        if other is None:
            yield change("vanished", *span, were[span], None)
        else:
            come.remove(other)
            yield change("moved", min(span[0], other[0]), max(span[1], other[1]), were[span], are[other])
    for span in come:
        yield change("appeared", *span, None, are[span])


class _Pair:
    """Both lexicons, with the sieve that spares most texts."""

    def __init__(self, base: bytes, head: bytes, strings: frozenset[str] | None) -> None:
        self.base, self.head = (Linker(Lexicon(Store(*unpack(data, "artifact")))) for data in (base, head))
        self.sieve = Sieve(strings)
        self.moved = {id_: gone.to[0] for id_, gone in self.head.lexicon.store.retired.items() if gone.to}

    def compare(self, text: Text) -> list[Change] | None:
        """The changes found; None where the text need not be linked."""
        if not self.sieve.holds(self.base.lexicon.store.folder.fold(text.text).text):
            return None
        old, new = (linker.link(text.text, text.as_of, text.region, key=text.key) for linker in (self.base, self.head))
        return list(changes_of(old, new, self.moved))


class _Job:
    """Comparing as work for a pool: both lexicons travel as bytes, and each process reads them once."""

    def __init__(self, base: bytes, head: bytes, strings: frozenset[str] | None) -> None:
        self.parts = (base, head, strings)

    def open(self) -> Callable[[Text], list[Change] | None]:
        return _Pair(*self.parts).compare

    def size(self, text: Text) -> int:
        return len(text.text)

    def split(self, text: Text) -> tuple[Text, ...]:  # noqa: ARG002  (half a text would have other answers)
        return ()


def compare(base: bytes, head: bytes, texts: Iterable[Text], sieve: Sieve, workers: int = 1) -> Outcome:
    """Link texts with two compiled lexicons and tell what changes, in the order of the texts.

    :param texts: each with its name as ``key``.
    :param sieve: spares texts that cannot change; ``Sieve(None)`` spares none, and gives the same changes.
    :param workers: processes to use.
    :raises WorkerError: for a text that could not be linked.
    """
    began = time.perf_counter()
    given = size = linked = 0
    found: list[Change] = []
    for text, changes in _answers(_Job(base, head, sieve.strings), texts, workers):
        given += 1
        size += len(text.text.encode("utf-8", "surrogatepass"))
        linked += changes is not None
        found += changes or ()
    return Outcome(given, linked, size, time.perf_counter() - began, tuple(found))


def _answers(job: _Job, texts: Iterable[Text], workers: int) -> Iterator[tuple[Text, list[Change] | None]]:
    if workers == 1:
        work = job.open()
        yield from ((text, work(text)) for text in texts)
        return
    with closing(run(job, texts, workers)) as answers:
        for text, answer in answers:
            if isinstance(answer, Fault):
                raise WorkerError(f"{text.key} could not be linked: {answer.message}")
            yield text, answer


def speeds(base: bytes, head: bytes, texts: Sequence[Text]) -> tuple[float, float]:
    """Seconds that each lexicon takes for the same texts: taken in turn, the fastest of a few rounds, after one that does not count."""
    pair = _Pair(base, head, None)
    best = [float("inf"), float("inf")]
    for number in range(_ROUNDS + 1):
        for side, linker in enumerate((pair.base, pair.head)):
            began = time.perf_counter()
            for text in texts:
                linker.link(text.text, text.as_of, text.region)
            if number:
                best[side] = min(best[side], time.perf_counter() - began)
    return best[0], best[1]
