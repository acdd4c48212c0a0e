"""Whether words of finance stand near a name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from cnfin_terms.resolution.marks import Mark
from cnfin_terms.text.cues import STRONG, WEAK, cue_at
from cnfin_terms.text.signals import Places

__all__ = ["cue_near"]

_REACH = 200


def cue_near(text: str, cues: Places, ends: Sequence[int], mark: Mark) -> bool:
    """Whether a word of finance stands near the mark, outside it; for a person, of those words that daily life has too, two different ones.

    :param cues: where the words stand, in order of their ends.
    :param ends: these ends.
    """
    found = "" if mark.is_person else "anything"
    for start, end, _ in _near(cues, ends, mark):
        strength, word = cue_at(text, start, end)
        if strength == STRONG or (strength == WEAK and found not in ("", word)):
            return True
        found = found or (word if strength == WEAK else "")
    return False


def _near(cues: Places, ends: Sequence[int], mark: Mark) -> Iterator[tuple[int, int, int]]:
    """The cues within reach of a mark: those before it from the nearest on, then those after it."""
    for at in range(bisect_left(ends, mark.start + 1) - 1, -1, -1):
        if cues[at][0] < mark.start - _REACH:
            break
        yield cues[at]
    for at in range(bisect_left(ends, mark.end + 1), len(cues)):
        if cues[at][1] > mark.end + _REACH:
            break
        if cues[at][0] >= mark.end:
            yield cues[at]
