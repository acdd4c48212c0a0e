"""A linker for tests of what happens to other texts when one is too much."""

from __future__ import annotations

import os
from typing import Any

from cnfin_terms import Document, Linker


class Fragile(Linker):
    """A linker that one text kills, and another is too much for."""

    def link(self, text: str, as_of: str | None = None, region: str | None = None, *, key: Any = None) -> Document:
        if text == "exit":
            os._exit(7)
        if text == "raise":
            raise RecursionError("too deep")
        return super().link(text, as_of, region, key=key)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Fragile, ())
