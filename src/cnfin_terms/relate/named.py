"""A stretch of text that the text itself makes somebody's or something's name, where no form of the lexicon stands."""

from __future__ import annotations

from typing import Literal, NamedTuple

__all__ = ["DEFINED", "HOW", "How", "Named"]

How = Literal["defined", "owned", "shortened"]
DEFINED = "defined-here"
#: How it was made a name, to the reason and the evidence that say so.
HOW: dict[How, tuple[str, str]] = {
    "defined": (DEFINED, "defined"), "owned": ("surname-of-head", "surname"), "shortened": ("full-form-earlier", "full-form"),
}


class Named(NamedTuple):
    """Where it stands in folded text, whose name it is, and how it was made one."""

    start: int
    end: int
    entity: int
    how: How
