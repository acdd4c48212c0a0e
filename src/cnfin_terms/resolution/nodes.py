"""Nodes: marks that stand side by side for one thing, as ``Wu Qing (吴清)`` or Governor (行长)."""

from __future__ import annotations

from collections.abc import Sequence

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.resolution.marks import Mark

__all__ = ["LONGEST_GAP", "Node", "nodes_of"]

_TITLE = v.TYPES.index("title")
_PERSON = v.TYPES.index("person")
_INSTITUTION = v.TYPES.index("institution")
#: Words between two nodes that have to do with each other are no longer than this.
LONGEST_GAP = 40
#: Names of one thing side by side are no more than this.
_MOST_APPOSED = 6
#: Between two names of one thing.
_APPOSED = regex(
    r"|\s|\s?[(\[]\s?|\s?[,/、-]\s?|\s?\(?(?:hereinafter |以下简称|下称|简称|又称|also known as |a\.k\.a\. |or )[\"'“「]?")

#: The end of an aside.
_CLOSE = regex(r"[\"'”」]?\s?[)\]]")


class Node:
    """One or more marks that stand for one thing side by side (``Wu Qing (Wu Qing 吴清)``), brackets included.

    :ivar types: type numbers that every mark of it can have.
    """

    __slots__ = ("end", "entities", "marks", "start", "types")

    def __init__(self, mark: Mark) -> None:
        self.marks = [mark]
        self.start = mark.start
        self.end = mark.end
        self.types = mark.types
        self.entities = mark.entities()

    def join(self, other: Mark, end: int) -> None:
        """Take in a mark in apposition, up to ``end``."""
        self.marks.append(other)
        self.entities &= other.entities()
        self.end = end
        self.types = self.types & other.types or self.types

    @property
    def is_title(self) -> bool:
        """A title and nothing else."""
        return self.types == {_TITLE}

    @property
    def is_person(self) -> bool:
        """It can be a person."""
        return _PERSON in self.types

    @property
    def is_institution(self) -> bool:
        """It can be an institution."""
        return _INSTITUTION in self.types


def nodes_of(text: str, marks: Sequence[Mark]) -> list[Node]:
    """Marks in text order, those in apposition joined: neighbours that share an entity and differ in script or stand in brackets."""
    nodes: list[Node] = []
    for mark in marks:
        if nodes and (end := _apposed(text, nodes[-1], mark)):
            nodes[-1].join(mark, end)
        else:
            nodes.append(Node(mark))
    return nodes


def _apposed(text: str, node: Node, mark: Mark) -> int:
    """Where the node ends if the mark stands in apposition to it, else 0."""
    last = node.marks[-1]
    gap = text[last.end : min(mark.start, last.end + LONGEST_GAP + 1)]
    if len(gap) > LONGEST_GAP or len(node.marks) == _MOST_APPOSED or not _APPOSED.fullmatch(gap):
        return 0
    bracketed = "(" in gap or "[" in gap
    if mark.is_title:  # 行政总裁（CEO）, Governor (行长): two words for one post, though the senses may be two
        end = _close(text, mark.end)
        return end if node.is_title and bracketed and end > mark.end else 0
    if node.entities.isdisjoint(mark.entities()) or not (bracketed or last.han != mark.han or "称" in gap):
        return 0
    return _close(text, mark.end) if bracketed or _open(text, node.start, mark.end) else mark.end


def _close(text: str, end: int) -> int:
    match = _CLOSE.match(text, end)
    return match.end() if match else end


def _open(text: str, start: int, end: int) -> bool:
    return text.count("(", start, end) > text.count(")", start, end)
