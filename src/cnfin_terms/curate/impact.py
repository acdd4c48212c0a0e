"""What a change of the lexicon does: two compiled lexicons laid side by side, and texts linked with both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cnfin_terms.curate.compare import Outcome, compare, speeds
from cnfin_terms.curate.delta import Delta, View, delta
from cnfin_terms.curate.revisions import Compiled
from cnfin_terms.curate.sieve import Sieve, sieve
from cnfin_terms.lexicon.artifact import unpack
from cnfin_terms.lexicon.store import Store
from cnfin_terms.result import Text

__all__ = ["Impact", "impact"]


@dataclass(frozen=True)
class Impact:
    """The whole difference.

    :ivar base: what the lexicon before was called, and ``head`` the one after.
    :ivar seconds: what the same texts take with each, timed in turn; None where it was not timed.
    """

    base: str
    head: str
    delta: Delta
    outcome: Outcome
    seconds: tuple[float, float] | None


def impact(
    base: Compiled, head: Compiled, texts: Iterable[Text], *, timed: Sequence[Text] = (), workers: int = 1, every: bool = False,
) -> Impact:
    """Compare two lexicons, and what they answer to texts.

    :param texts: each with its name as ``key``.
    :param timed: texts to time both with; none, and neither is timed.
    :param every: link every text with both, rather than those alone that may change; the answer is the same.
    """
    before, after = (View(Store(*unpack(one.data, one.name)), len(one.data)) for one in (base, head))
    spared = Sieve(None) if every else sieve(before, after)
    outcome = compare(base.data, head.data, texts, spared, workers)
    return Impact(base.name, head.name, delta(before, after), outcome, speeds(base.data, head.data, timed) if timed else None)
