"""A linker on its way to other processes: by its lexicon's version and fingerprint and its overlays' texts, and made there once."""

from __future__ import annotations

import pickle
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa

from cnfin_terms.arrow.plans import Plan
from cnfin_terms.errors import ArtifactError
from cnfin_terms.linker import Linker, default_linker

__all__ = ["Shipped", "ship"]

#: Linkers that a worker keeps: a job has one, mostly.
_KEPT = 4


@lru_cache(_KEPT)
def _made(pickled: bytes) -> Linker:
    """Make a linker in this process, unless it was made before."""
    linker = pickle.loads(pickled)  # noqa: S301  (it came within the task's own pickle)
    if not isinstance(linker, Linker):
        raise TypeError(f"a Linker was shipped, and a {type(linker).__name__} arrived")
    return linker


@dataclass(frozen=True)
class Shipped:
    """A plan with the linker to carry it out, small and picklable: tasks of one worker process share one linker.

    :ivar pickled: the linker's own pickle, which holds no lexicon.
    :ivar lexicon: version and fingerprint of the lexicon that must answer.
    """

    plan: Plan
    pickled: bytes
    lexicon: tuple[str, str]

    def linker(self) -> Linker:
        """The linker, made at the first call in a process.

        :raises ArtifactError: if the lexicon installed here is another.
        """
        try:
            return _made(self.pickled)
        except ArtifactError as error:
            version, fingerprint = self.lexicon
            raise ArtifactError(
                f"the worker on {platform.node()} cannot answer as the driver does, with lexicon {version} ({fingerprint[:12]}): {error}. Its own records "
                "travel only as overlays: a lexicon from a folder or an artifact must be installed on every worker") from error

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Carry the plan out."""
        return self.plan.batches(self.linker(), batches)


def ship(plan: Plan, linker: Linker | None) -> Shipped:
    """Pack a plan and its linker; None takes the default."""
    linker = linker or default_linker()
    return Shipped(plan, pickle.dumps(linker), (linker.lexicon.version, linker.lexicon.fingerprint))
