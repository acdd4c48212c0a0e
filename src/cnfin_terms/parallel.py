"""Many texts through one linker: in order, in bounded memory, in this process or in several."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from cnfin_terms.errors import OptionError
from cnfin_terms.result import Document, Text

if TYPE_CHECKING:
    from concurrent.futures import Future

    from cnfin_terms.linker import Linker

__all__ = ["link_many"]

_BLOCK = 32
#: Blocks under way for each worker: enough to keep it busy, few enough to bound memory.
_AHEAD = 3


class _Worker:
    """A worker process's linker, set once by the pool's initialiser in that process."""

    linker: Linker | None = None


def _start(linker: Linker) -> None:
    _Worker.linker = linker


def _item(item: Any) -> Text:  # noqa: ANN401
    if isinstance(item, Text):
        return item
    if isinstance(item, str):
        return Text(item)
    raise OptionError(f"an item to link is a str or a Text, not {type(item).__name__}")


def _link(linker: Linker, item: Text) -> Document:
    return linker.link(item.text, item.as_of, item.region, key=item.key)


def _link_block(items: list[Text]) -> list[Document]:
    linker = _Worker.linker
    if linker is None:
        raise RuntimeError("the worker was not started by link_many")
    return [_link(linker, item) for item in items]


def link_many(linker: Linker, items: Iterable[str | Text], workers: int | None = None) -> Iterator[Document]:
    """See :meth:`cnfin_terms.linker.Linker.link_many`."""
    if workers is not None and (not isinstance(workers, int) or isinstance(workers, bool) or workers < 1):
        raise OptionError(f"workers is a positive number of processes, not {workers!r}")
    if workers is None or workers == 1:
        return (_link(linker, _item(item)) for item in items)
    return _in_processes(linker, items, workers)


def _in_processes(linker: Linker, items: Iterable[str | Text], workers: int) -> Iterator[Document]:
    """Blocks of texts to a pool, answers back in order; at most a few blocks wait at a time."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    texts = map(_item, items)
    pending: deque[Future[list[Document]]] = deque()
    pool = ProcessPoolExecutor(workers, initializer=_start, initargs=(linker,))
    try:
        while True:
            while len(pending) < workers * _AHEAD and (block := list(islice(texts, _BLOCK))):
                pending.append(pool.submit(_link_block, block))
            if not pending:
                break
            for document in pending.popleft().result():
                yield document.bind(linker.lexicon)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
