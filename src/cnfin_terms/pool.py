"""Work spread over processes: answers in order, memory bounded, and a death costs only the item that brought it.

The parent runs no thread and shares no lock: each worker has a pipe of its own, so it is always known who died over what. A
worker that dies gives its items back; they are tried again alone, then in halves, until the one that kills stands alone.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import connection as connections
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, Protocol, TypeVar

from cnfin_terms.errors import OptionError, WorkerError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

__all__ = ["Blocks", "Fault", "Job", "fault_of", "run"]

T = TypeVar("T")
A_co = TypeVar("A_co", covariant=True)
A = TypeVar("A")

#: A block is closed at so many items, or at so much of what ``Job.size`` counts.
_ITEMS, _SIZE = 64, 1 << 16
#: Blocks under way for each worker: one in work, one waiting in its pipe, one answered that waits for its turn.
_AHEAD = 3
_SENT = 2
#: How often an item may take its worker with it before it is given up: once may be chance (the out-of-memory killer chose badly).
_TRIES = 2
#: Workers that may die in a row before they begin.
_STILLBORN = 3
_SECONDS_TO_DIE = 5.0


class Fault(NamedTuple):
    """Why an item has no answer.

    :ivar kind: ``"option"``: the caller's mistake (no text, no date); ``"raised"``: the work raised; ``"died"``: its worker process died.
    :ivar error: the exception itself where it was raised in this process: others may not pickle.
    """

    kind: Literal["option", "raised", "died"]
    message: str
    error: Exception | None = None


class Job(Protocol[T, A_co]):
    """What is to be done with each item. It pickles, or the processes are forked."""

    def open(self) -> Callable[[T], A_co]:
        """Make ready, once in each worker; gives what answers an item."""

    def size(self, item: T) -> int:
        """How much work and memory an item is, roughly in characters."""

    def split(self, item: T) -> Sequence[T]:
        """Parts of an item that brings death, to be tried apart; () where it has none."""


def fault_of(error: Exception) -> Fault:
    """What an exception says of the item that it was raised for."""
    if isinstance(error, OptionError):
        return Fault("option", str(error))
    told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Fault("raised", told)


class Blocks(Generic[T]):
    """Items in lists of bounded length and size.

    >>> waiting = Blocks(["a", "b" * 70_000, "c"], len)
    >>> [len(waiting.take()), len(waiting.take()), len(waiting.take())]
    [2, 1, 0]

    :ivar error: what the items themselves raised; it is the taker's to raise, once what came before it is answered.
    """

    def __init__(self, items: Iterable[T], size: Callable[[T], int]) -> None:
        self._items, self._size = iter(items), size
        self._more = True
        self.error: Exception | None = None

    def take(self) -> list[T]:
        """The next block; an empty one when there are no more."""
        block: list[T] = []
        held = 0
        try:
            while self._more and len(block) < _ITEMS and held < _SIZE:
                block.append(next(self._items))
                held += self._size(block[-1])
        except StopIteration:
            self._more = False
        except Exception as error:  # noqa: BLE001  (the caller's own, whatever it is)
            self._more, self.error = False, error
        return block


def _answers(work: Callable[[Any], Any], items: Iterable[Any]) -> list[Any]:
    """Each item's answer, or its fault: one that raises costs no other."""
    found: list[Any] = []
    for item in items:
        try:
            found.append(work(item))
        except Exception as error:  # noqa: BLE001  (whatever it is, it is told in the item's place)
            found.append(fault_of(error))
    return found


def _packed(answers: list[Any]) -> bytes:
    """Answers as bytes; one that cannot be packed becomes a fault."""
    try:
        return pickle.dumps(answers, pickle.HIGHEST_PROTOCOL)
    except Exception:  # noqa: BLE001  (whatever it is, it is told in its place)
        return pickle.dumps([pickle.loads(_packed_one(answer)) for answer in answers], pickle.HIGHEST_PROTOCOL)  # noqa: S301  (written a line above)


def _packed_one(answer: Any) -> bytes:  # noqa: ANN401
    try:
        return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001  (whatever it is, it is told in its place)
        return pickle.dumps(fault_of(error), pickle.HIGHEST_PROTOCOL)


def _serve(pipe: Connection, job: Any, inherited: tuple[Connection, ...]) -> None:  # noqa: ANN401
    """A worker's life: what comes through the pipe is answered, until the pipe or the process is ended from outside.

    Two threads stand at the pipe, so that the parent never waits for a worker to read, nor the work for the parent to read.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    for other in inherited:  # the parent's ends: while a copy is open here, a sibling would not see the parent die
        other.close()
    tasks: SimpleQueue[bytes] = SimpleQueue()
    answers: SimpleQueue[bytes] = SimpleQueue()

    def receive() -> None:
        with suppress(EOFError, OSError):
            while True:
                tasks.put(pipe.recv_bytes())
        os._exit(0)  # the parent is gone: so is the reason to work

    def send() -> None:
        with suppress(OSError):
            while True:
                pipe.send_bytes(answers.get())

    threading.Thread(target=receive, daemon=True).start()
    threading.Thread(target=send, daemon=True).start()
    try:
        work = (pickle.loads(job) if isinstance(job, bytes) else job).open()  # noqa: S301  (from the parent, over its own pipe)
    except Exception as error:  # noqa: BLE001  (whatever it is, it is told in its place)
        answers.put(pickle.dumps(fault_of(error).message))
    else:
        answers.put(pickle.dumps(None))
        while True:
            answers.put(_packed(_answers(work, pickle.loads(tasks.get()))))  # noqa: S301  (our own pickle, over our own pipe)
    threading.Event().wait()  # the parent ends it


class _Task(Generic[T, A]):
    """A block of items on its way.

    :ivar suspect: a worker died while it had this: it is tried again with nothing beside it.
    """

    __slots__ = ("answers", "deaths", "items", "suspect")

    def __init__(self, items: list[T], *, suspect: bool = False) -> None:
        self.items, self.suspect = items, suspect
        self.answers: list[A | Fault] | None = None
        self.deaths = 0


class _Worker(Generic[T, A]):
    """A worker process as the parent sees it: its pipe and what it was given, in order."""

    __slots__ = ("pipe", "process", "ready", "tasks")

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process, self.pipe = process, pipe
        self.ready = False
        self.tasks: deque[_Task[T, A]] = deque()

    def free_for(self, task: _Task[T, A]) -> bool:
        if not self.ready:
            return False
        return not self.tasks if task.suspect else len(self.tasks) < _SENT and not any(one.suspect for one in self.tasks)


@contextmanager
def _uninterrupted(method: str) -> Iterator[None]:
    """Hold Ctrl-C back while a process starts, so that a worker is born with it held back and never prints a traceback."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    if method == "forkserver":  # a server started in here would hold Ctrl-C back for all its later children
        from multiprocessing import forkserver  # noqa: PLC0415

        forkserver.ensure_running()
    else:
        from multiprocessing import resource_tracker  # noqa: PLC0415

        resource_tracker.ensure_running()  # it would let Ctrl-C through again
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _method(asked: str | None) -> str:
    """The start method asked for, or the interpreter's own; not fork, where other threads could hold a lock that the child needs."""
    if asked is not None:
        return asked
    method = multiprocessing.get_start_method(allow_none=True) or multiprocessing.get_all_start_methods()[0]
    return "forkserver" if method == "fork" and _threads() > 1 else method


def _threads() -> int:
    """The threads of this process, those that Python knows nothing of among them where the system tells."""
    try:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208  (names are enough)
    except OSError:
        return threading.active_count()


class _Pool(Generic[T, A]):
    """The parent's side: who works on what, and what comes next in order."""

    def __init__(self, job: Job[T, A], workers: int, method: str) -> None:
        self._context: BaseContext = multiprocessing.get_context(method)
        self._method = method
        self._job = job
        self._sent_job: Job[T, A] | bytes = job if method == "fork" else pickle.dumps(job, pickle.HIGHEST_PROTOCOL)
        self._most = workers
        self._workers: list[_Worker[T, A]] = []
        self._order: list[_Task[T, A]] = []
        self._todo: deque[_Task[T, A]] = deque()
        self._stillborn = 0
        self._owner = os.getpid()

    def answers(self, items: Iterable[T]) -> Iterator[tuple[T, A | Fault]]:
        """Every item with its answer, in order."""
        waiting = Blocks(items, self._job.size)
        while True:
            head = self._order.pop(0) if self._order and self._order[0].answers is not None else None
            while len(self._order) < self._most * _AHEAD and (block := waiting.take()):
                task: _Task[T, A] = _Task(block)
                self._order.append(task)
                self._todo.append(task)
                self._hire()
                self._hand_out()
            if head is not None and head.answers is not None:
                yield from zip(head.items, head.answers, strict=True)
            elif self._order:
                self._listen()
            elif waiting.error is not None:
                raise waiting.error
            else:
                return

    def _hire(self) -> None:
        """Start workers, as many as there is work for."""
        while len(self._workers) < min(self._most, len(self._order)):
            mine, theirs = self._context.Pipe()
            inherited = (mine, *(worker.pipe for worker in self._workers)) if self._method == "fork" else ()
            # Process is an attribute of every context but of their base
            process: BaseProcess = self._context.Process(target=_serve, args=(theirs, self._sent_job, inherited), daemon=True)  # type: ignore[attr-defined]
            try:
                with _uninterrupted(self._method):
                    process.start()
            except AssertionError as error:  # multiprocessing's own refusal: a daemonic process may have no children
                raise WorkerError(f"no worker can be started here: {error}; link without workers") from None
            finally:
                theirs.close()
            self._workers.append(_Worker(process, mine))

    def _hand_out(self) -> None:
        """Give blocks to workers, the least busy first; a suspect waits until one has nothing else."""
        while self._todo:
            task = self._todo[0]
            free = [worker for worker in self._workers if worker.free_for(task)]
            if not free:
                return
            worker = min(free, key=lambda one: len(one.tasks))
            worker.tasks.append(self._todo.popleft())
            try:
                worker.pipe.send_bytes(pickle.dumps(task.items, pickle.HIGHEST_PROTOCOL))
            except OSError:
                self._bury(worker)

    def _listen(self) -> None:
        """Wait until some worker answers or dies, and take in all that has come."""
        told = set(connections.wait([end for worker in self._workers for end in (worker.pipe, worker.process.sentinel)]))
        for worker in [one for one in self._workers if one.pipe in told or one.process.sentinel in told]:
            try:
                while worker.pipe.poll():
                    self._take(worker, pickle.loads(worker.pipe.recv_bytes()))  # noqa: S301  (from a worker of ours)
            except (EOFError, OSError):
                self._bury(worker)
            else:
                if not worker.process.is_alive() and not worker.pipe.poll():
                    self._bury(worker)
        self._hire()
        self._hand_out()

    def _take(self, worker: _Worker[T, A], message: Any) -> None:  # noqa: ANN401
        """A worker's word: that it is ready, that it cannot begin, or the answers to its first block."""
        if not worker.ready:
            if message is not None:
                raise WorkerError(f"a worker could not begin: {message}")
            worker.ready, self._stillborn = True, 0
            return
        worker.tasks.popleft().answers = message

    def _bury(self, worker: _Worker[T, A]) -> None:
        """Take a dead worker off, and its blocks back: alone, then in parts, then given up."""
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join(_SECONDS_TO_DIE)
        how = _death(worker.process.exitcode)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= _STILLBORN:
                advice = "" if self._method == "fork" else '; a script that starts workers does so under if __name__ == "__main__":'
                raise WorkerError(f"workers die before they begin ({how}){advice}")
        again: list[_Task[T, A]] = []
        alone = len(worker.tasks) == 1 and worker.tasks[0].suspect
        for task in worker.tasks:
            again += self._parted(task, how) if alone else [task]
            task.suspect = True
        self._todo.extendleft(reversed(again))

    def _parted(self, task: _Task[T, A], how: str) -> list[_Task[T, A]]:
        """What is left to do of a block that killed its worker: its parts, itself once more, or nothing."""
        items = task.items
        half = len(items) // 2
        lists = [items[:half], items[half:]] if half else [[part] for part in self._job.split(items[0])]
        if lists:
            parts: list[_Task[T, A]] = [_Task(part, suspect=True) for part in lists]
            at = self._order.index(task)
            self._order[at : at + 1] = parts
            return parts
        task.deaths += 1
        if task.deaths < _TRIES:
            return [task]
        task.answers = [Fault("died", f"its worker process died, again and again ({how})")]
        return []

    def close(self) -> None:
        """End every worker, whatever it does; nothing of theirs is left to be saved."""
        if os.getpid() != self._owner:  # a forked child's copy of this pool has no say
            return
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(_SECONDS_TO_DIE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.pipe.close()
            worker.process.close()
        self._workers.clear()


def _death(code: int | None) -> str:
    """How a process ended, in words."""
    if code is None or code >= 0:
        return f"exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"{name}, as when memory runs out" if name == "SIGKILL" else name


def run(job: Job[T, A], items: Iterable[T], workers: int, method: str | None = None) -> Generator[tuple[T, A | Fault], None, None]:
    """Every item with its answer or its fault, in order; no more than a few blocks for each worker are held.

    An item that :meth:`Job.split` parts comes back as its parts. Closing the iterator ends the workers; an exception of ``items``
    itself comes through after the answers to what came before it.

    :param method: ``"spawn"``, ``"fork"``, ``"forkserver"``; None: what ``multiprocessing`` is set to, but no fork beside other threads.
    :raises WorkerError: where no worker can be started.
    """
    pool: _Pool[T, A] = _Pool(job, workers, _method(method))
    try:
        yield from pool.answers(items)
    finally:
        pool.close()
