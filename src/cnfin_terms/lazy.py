"""Regular expressions compiled when first used.

A class of all Han characters takes Python a millisecond to compile, and the package has a hundred expressions with such classes: compiled
at import they were a third of what the first link in a process took, and most texts need few of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

__all__ = ["regex"]


class _Lazy:
    """What stands for a pattern: from the first use on its methods are the pattern's own, called without a detour."""

    def __init__(self, source: str, flags: re.RegexFlag | int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        if name.startswith("__"):
            raise AttributeError(name)
        pattern = re.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn", "pattern", "flags", "groups", "groupindex"):
            setattr(self, method, getattr(pattern, method))  # two threads at once set the same
        return getattr(pattern, name)


if TYPE_CHECKING:

    def regex(source: str, flags: re.RegexFlag | int = 0) -> re.Pattern[str]:
        """A pattern that is compiled at its first use."""
else:

    def regex(source, flags=0):  # noqa: ANN001, ANN201  (typed above: a _Lazy does all that a pattern does)
        """A pattern that is compiled at its first use.

        >>> digits = regex("[0-9]+")
        >>> digits.sub("#", "10 of 200")
        '# of #'
        """
        return _Lazy(source, flags)
