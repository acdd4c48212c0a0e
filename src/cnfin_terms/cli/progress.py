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

__all__ = ["Notes", "Report"]

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
        self._done = self._texts = self._before = 0
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

    def skip(self, size: int) -> None:
        """Count so many bytes as done before this run; they say nothing of its pace."""
        self._done += size
        self._before += size

    def advance(self, size: int, texts: int = 1) -> None:
        """Count texts of so many bytes as done; draw the bar if it is time."""
        self._done += size
        self._texts += texts
        now = self._clock()
        if self._bar and now - self._start >= PATIENCE and (now - self._last >= INTERVAL or not self._drawn):
            self._last = now
            self._stream.write("\r\x1b[K" + self._state(now))
            self._stream.flush()
            self._drawn = True

    def _state(self, now: float) -> str:
        """The bar, or counts alone where the total is unknown."""
        seconds = now - self._start
        pace = (self._done - self._before) / seconds
        texts = f"{self._texts:,} text{'s' * (self._texts != 1)}"
        if not self._total:
            return f"{texts}, {self._done / 1e6:,.1f} MB, {pace / 1e6:.2f} MB/s, {_span(seconds)}"
        share = min(1.0, self._done / self._total)
        full = int(share * CELLS)
        left = _span(max(0, self._total - self._done) / pace) if pace else "?"
        return f"[{'#' * full}{'-' * (CELLS - full)}] {share:4.0%}  {texts}, {pace / 1e6:.2f} MB/s, {left} left"

    def clear(self) -> None:
        """Take the bar away, before anything else is written."""
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._drawn = False


def _span(seconds: float) -> str:
    """A time in the units that matter.

    >>> _span(9.6), _span(754), _span(90_000)
    ('10 s', '12 min 34 s', '25 h 00 min')
    """
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return f"{rest} s"
    hours, minutes_over = divmod(minutes, 60)
    return f"{hours} h {minutes_over:02} min" if hours else f"{minutes} min {rest:02} s"


class Notes:
    """What a worker has to say of a piece of input, kept until it is this piece's turn.

    :ivar replaced: undecodable places that were replaced.
    """

    def __init__(self) -> None:
        self.replaced = 0
        self._said: list[tuple[bool, str, str]] = []

    def problem(self, place: str, message: str) -> None:
        """As :meth:`Report.problem`."""
        self._said.append((True, place, message))

    def note(self, place: str, message: str) -> None:
        """As :meth:`Report.note`."""
        self._said.append((False, place, message))

    def tell(self, report: Report) -> None:
        """Say it, once."""
        said, self._said = self._said, []
        for bad, place, message in said:
            (report.problem if bad else report.note)(place, message)
