"""What a run says on stderr: problems and notes, one line each, and a bar when it takes long.

Both go through one object, so that a line never lands in the middle of the bar.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from cnfin_terms.table import printable

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

__all__ = ["Report"]

#: Seconds of work before a bar appears, and between two states of it.
PATIENCE = 1.0
INTERVAL = 0.1
CELLS = 24


class Report:
    """The messages and the progress of one run.

    :ivar failed: whether any input was bad.
    :param stream: stderr.
    :param bar: whether a bar may be drawn at all; a pipe never gets one.
    :param clock: seconds, growing; tests give their own.
    """

    def __init__(self, stream: TextIO, *, bar: bool | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self.failed = False
        self._stream, self._clock = stream, clock
        self._bar = stream.isatty() if bar is None else bar
        self._drawn = False
        self._total: int | None = None
        self._done = self._texts = 0
        self._start = self._last = clock()

    def problem(self, place: str, message: str) -> None:
        """Say that an input was bad; the run goes on and will end with exit code 1."""
        self.failed = True
        self.note(place, message)

    def note(self, place: str, message: str) -> None:
        """Say something that the reader should know; no failure."""
        self.clear()
        line = printable(" ".join(message.split()))
        print(f"{printable(place)}: {line}" if place else line, file=self._stream, flush=True)

    def expect(self, total: int | None) -> None:
        """Take the bytes of the whole input, None where nobody knows."""
        self._total = total

    def advance(self, size: int) -> None:
        """Count one text of so many bytes as done; draw the bar if it is time."""
        self._done += size
        self._texts += 1
        now = self._clock()
        if self._bar and now - self._start >= PATIENCE and (now - self._last >= INTERVAL or not self._drawn):
            self._last = now
            self._stream.write("\r\x1b[K" + self._state(now))
            self._stream.flush()
            self._drawn = True

    def _state(self, now: float) -> str:
        """The bar, or counts alone where the total is unknown."""
        texts = f"{self._texts:,} text{'s' * (self._texts != 1)}"
        if not self._total:
            return f"{texts}, {self._done / 1e6:,.1f} MB, {now - self._start:.0f} s"
        share = min(1.0, self._done / self._total)
        full = int(share * CELLS)
        left = (now - self._start) * (1 - share) / share if share else 0.0
        return f"[{'#' * full}{'-' * (CELLS - full)}] {share:4.0%}  {texts}, {left:.0f} s left"

    def clear(self) -> None:
        """Take the bar away, before anything else is written."""
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._drawn = False
