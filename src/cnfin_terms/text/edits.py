"""Where a text was made longer or shorter: a sparse, exact map between the offsets before and after."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right

__all__ = ["Edits"]


class Edits:
    """The replacements of one pass over a text, in order; between them every character keeps its place.

    ``before`` is the text that the pass read, ``after`` the one that it wrote; offsets are in code points. One edit
    replaces ``before[a:b]`` by ``after[c:d]``; it is a deletion where ``c == d``. Memory grows with the number of
    edits, not with the text.

    >>> edits = Edits()
    >>> edits.add(1, 3, 1, 1)  # 中\u3000\u3000国 -> 中国
    >>> edits.add(4, 5, 2, 4)  # ㈱ -> (株) and so on
    >>> edits.start(1), edits.end(1), edits.forward(3)
    (3, 1, 1)
    """

    __slots__ = ("after_end", "after_start", "before_end", "before_start")

    def __init__(self) -> None:
        self.before_start, self.before_end = array("q"), array("q")
        self.after_start, self.after_end = array("q"), array("q")

    def __len__(self) -> int:
        return len(self.before_start)

    def add(self, start: int, end: int, after_start: int, after_end: int) -> None:
        """Note that ``before[start:end]`` became ``after[after_start:after_end]``; in ascending order."""
        self.before_start.append(start)
        self.before_end.append(end)
        self.after_start.append(after_start)
        self.after_end.append(after_end)

    def start(self, offset: int) -> int:
        """Where in the text before the character at ``offset`` of the text after begins; deletions lie before it."""
        last = bisect_right(self.after_start, offset) - 1
        if last < 0:
            return offset
        if offset < self.after_end[last]:
            return self.before_start[last]
        return self.before_end[last] + offset - self.after_end[last]

    def end(self, offset: int) -> int:
        """Where in the text before the character that ends at ``offset`` of the text after ends."""
        if offset == 0:
            return 0
        last = bisect_right(self.after_start, offset - 1) - 1
        if last < 0:
            return offset
        if offset <= self.after_end[last]:
            return self.before_end[last]
        return self.before_end[last] + offset - self.after_end[last]

    def forward(self, offset: int) -> int:
        """Where in the text after ``offset`` of the text before lies: inside an edit, where its outcome begins."""
        last = bisect_right(self.before_start, offset) - 1
        if last < 0:
            return offset
        if offset < self.before_end[last]:
            return self.after_start[last]
        return self.after_end[last] + offset - self.before_end[last]

    def within(self, start: int, end: int) -> range:
        """Numbers of the edits that lie in ``before[start:end]``."""
        return range(bisect_left(self.before_start, start), bisect_left(self.before_start, end))
