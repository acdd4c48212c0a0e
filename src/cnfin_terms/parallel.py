"""Many texts through one linker: in order, in bounded memory; here, in threads, in processes, or in the caller's own executor."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from cnfin_terms import dates
from cnfin_terms.errors import OptionError, TextError, WorkerError
from cnfin_terms.pool import Blocks, Fault, fault_of, run
from cnfin_terms.result import Document, Text

if TYPE_CHECKING:
    from cnfin_terms.linker import Linker

__all__ = ["By", "Failure", "OnError", "link_many"]

OnError: TypeAlias = Literal["raise", "report"]
#: Who links: the names of ``METHODS``, ``"processes"``, ``"threads"``, or an executor of the caller's.
By: TypeAlias = Literal["processes", "threads", "spawn", "fork", "forkserver"] | Executor

METHODS = ("spawn", "fork", "forkserver")
_AHEAD = 3

#: What is sent of an item: text, date, region; or what is wrong with it, which comes back as it went.
_Wire: TypeAlias = tuple[str, str | None, str | None] | Fault


class Failure(NamedTuple):
    """In the place of a document: a text that could not be linked, where ``on_error="report"`` asked for that.

    :ivar number: its place among the items, from 0.
    :ivar key: the caller's own, of its ``Text``; of an item that is none, None.
    :ivar kind: ``"option"``: the item is no text, or its date or region is none; ``"raised"``: linking raised; ``"died"``: the worker
        process died of it, twice and with no other text beside it.
    :ivar message: the exception, or how the process died.
    """

    number: int
    key: Any
    kind: Literal["option", "raised", "died"]
    message: str


class _LinkJob:
    """Linking as work for a pool."""

    def __init__(self, linker: Linker) -> None:
        self.linker = linker

    def open(self) -> Callable[[_Wire], Document | Fault]:
        linker = self.linker
        return lambda wire: wire if isinstance(wire, Fault) else linker.link(*wire)

    def size(self, wire: _Wire) -> int:
        return 0 if isinstance(wire, Fault) else len(wire[0])

    def split(self, wire: _Wire) -> tuple[_Wire, ...]:  # noqa: ARG002  (half a text would have other answers)
        return ()


def _linked(linker: Linker, wire: _Wire) -> Document | Fault:
    if isinstance(wire, Fault):
        return wire
    try:
        return linker.link(*wire)
    except Exception as error:  # noqa: BLE001  (whatever it is, it is told in the text's place)
        return fault_of(error)._replace(error=error)


class _Recipe(NamedTuple):
    """A linker for an executor whose workers may be other processes: each makes it once."""

    digest: str
    pickled: bytes


class _Made:
    """The linker that this worker made last; written by the worker alone."""

    latest: tuple[str, Linker] | None = None


def _link_block(linker: Linker | _Recipe, wires: list[_Wire]) -> list[Document | Fault]:
    """Link a block, in whatever worker the executor has."""
    if isinstance(linker, _Recipe):
        made = _Made.latest
        if made is None or made[0] != linker.digest:
            made = _Made.latest = (linker.digest, pickle.loads(linker.pickled))  # noqa: S301  (a Linker of the caller's own process)
        return [answer._replace(error=None) if isinstance(answer, Fault) else answer for answer in (_linked(made[1], wire) for wire in wires)]
    return [_linked(linker, wire) for wire in wires]


def _wire(item: Any) -> tuple[Any, _Wire]:  # noqa: ANN401
    """An item's key, and what is sent of it."""
    if isinstance(item, Text):
        text, as_of, region, key = item
    else:
        text, as_of, region, key = item, None, None, None
    if not isinstance(text, str):
        what = "the text of an item is a str" if isinstance(item, Text) else "an item to link is a str or a Text"
        return key, Fault("option", f"{what}, not {type(text).__name__}")
    try:  # what the linker would refuse too, but here, where it need not pickle
        dates.check(as_of)
    except OptionError as error:
        return key, fault_of(error)
    if region is not None and not isinstance(region, str):
        return key, Fault("option", f"a region is a str, not {type(region).__name__}")
    return key, (text if type(text) is str else str.__str__(text), as_of, region)


def link_many(linker: Linker, items: Iterable[str | Text], workers: int | None, by: By, on_error: OnError) -> Iterator[Document | Failure]:
    """See :meth:`cnfin_terms.linker.Linker.link_many`."""
    if workers is not None and (not isinstance(workers, int) or isinstance(workers, bool) or workers < 1):
        raise OptionError(f"workers is a positive number of processes or threads, not {workers!r}")
    if not isinstance(by, Executor) and by not in ("processes", "threads", *METHODS):
        raise OptionError(f"{by!r} is no way to work; one of processes, threads, {', '.join(METHODS)}, or an Executor")
    if on_error not in ("raise", "report"):
        raise OptionError(f"{on_error!r} is no way to treat errors; one of raise, report")
    return _told(linker, items, workers, by, on_error)


def _told(linker: Linker, items: Iterable[Any], workers: int | None, by: By, on_error: OnError) -> Iterator[Document | Failure]:
    """Answers with their keys; what failed as the caller wants it told."""
    waiting: deque[Any] = deque()

    def wires() -> Iterator[_Wire]:
        for item in items:
            key, wire = _wire(item)
            waiting.append(key)
            yield wire

    with closing(_answers(linker, wires(), workers, by)) as answers:
        for number, answer in enumerate(answers):
            key = waiting.popleft()
            if not isinstance(answer, Fault):
                yield answer if key is None else replace(answer, key=key)
            elif on_error == "report":
                yield Failure(number, key, answer.kind, answer.message)
            elif answer.kind == "option":
                raise OptionError(f"item {number}: {answer.message}")
            else:
                raise TextError(number, key, answer.message) from answer.error


def _answers(linker: Linker, wires: Iterator[_Wire], workers: int | None, by: By) -> Generator[Document | Fault, None, None]:
    """Each item's answer, in order, from where the work is done."""
    if isinstance(by, Executor):
        yield from _in_executor(linker, wires, workers or os.cpu_count() or 1, by)
    elif workers is None or (workers == 1 and by in ("processes", "threads")):
        for wire in wires:
            yield _linked(linker, wire)
    elif by == "threads":
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

        pool = ThreadPoolExecutor(workers, thread_name_prefix="cnfin_terms")
        try:
            yield from _in_executor(linker, wires, workers, pool)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    else:
        with closing(run(_LinkJob(linker), wires, workers, by if by in METHODS else None)) as pairs:
            for _, answer in pairs:
                yield answer if isinstance(answer, Fault) else answer.bind(linker.lexicon)


def _in_executor(linker: Linker, wires: Iterator[_Wire], workers: int, executor: Executor) -> Generator[Document | Fault, None, None]:
    """Blocks to an executor, answers back in order; at most a few blocks wait at a time."""
    with_it = linker if _shares_memory(executor) else _recipe(linker)
    pending: deque[Future[list[Document | Fault]]] = deque()
    waiting = Blocks(wires, _LinkJob(linker).size)
    try:
        while True:
            while len(pending) < workers * _AHEAD and (block := waiting.take()):
                pending.append(executor.submit(_link_block, with_it, block))
            if not pending:
                break
            for answer in pending.popleft().result():
                yield answer if isinstance(answer, Fault) else answer.bind(linker.lexicon)
    except BrokenExecutor as error:
        raise WorkerError(f'the executor is broken: {error}; by="processes" survives the death of a worker') from error
    finally:
        for future in pending:
            future.cancel()
    if waiting.error is not None:
        raise waiting.error


def _shares_memory(executor: Executor) -> bool:
    """Whether an executor's workers are threads of this interpreter."""
    import concurrent.futures  # noqa: PLC0415

    apart: Any = getattr(concurrent.futures, "InterpreterPoolExecutor", ())  # 3.14: threads, but each with an interpreter of its own
    return isinstance(executor, concurrent.futures.ThreadPoolExecutor) and not isinstance(executor, apart)


def _recipe(linker: Linker) -> _Recipe:
    pickled = pickle.dumps(linker, pickle.HIGHEST_PROTOCOL)
    return _Recipe(hashlib.sha256(pickled).hexdigest(), pickled)
