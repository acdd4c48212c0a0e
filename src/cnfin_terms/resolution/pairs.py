"""Two lists in one order: ``the governors of the PBOC and the Bank of Japan, Pan Gongsheng and Kazuo Ueda respectively``."""

from __future__ import annotations

from collections.abc import Sequence

from cnfin_terms.lazy import regex
from cnfin_terms.resolution.nodes import Node

__all__ = ["pair_up"]

_WORD = "respectively"
_RESPECTIVELY = regex(r",?\s(?:[-–—]\s)?respectively")
#: Between two members of a list.
_LISTED = regex(r",\s(?:and\s)?(?:the\s)?|\sand\s(?:the\s)?")
#: Between the two lists: people after bodies, or their title after people.
_BETWEEN = regex(r",\s(?:the\s)?|\s?[-–—]+\s?")
_OF = regex(r"\s(?:of|at)\s(?:the\s)?")


def pair_up(text: str, nodes: Sequence[Node]) -> None:
    """Set the people of a title in the plural and the body of each, where the text says that they go respectively.

    :param text: folded text, ``nodes`` all of it in order; titles are tied already.
    """
    if _WORD not in text:
        return
    for node in nodes:
        for mark in node.marks:
            mark.bodies = {}
    for at, node in enumerate(nodes):
        if not node.is_title and _RESPECTIVELY.match(text, node.end):
            _pair(text, nodes, at)


def _pair(text: str, nodes: Sequence[Node], last: int) -> None:
    """Pair the list that ends in a node with the list before it, if both are as long and a title stands before or between them."""
    second = _list_before(text, nodes, last)
    if nodes[last].is_person:  # governors of X and Y, A and B
        bodies = _list_before(text, nodes, second - 1) if second else 0
        title, people, places = bodies - 1, nodes[second : last + 1], nodes[bodies:second]
        apart = _gap(text, nodes, second - 1)
    else:  # A and B, governors of X and Y
        title = second - 1
        people, places = nodes[_list_before(text, nodes, title - 1) : max(title, 0)] if title > 0 else (), nodes[second : last + 1]
        apart = _gap(text, nodes, title - 1)
    if title < 0 or not nodes[title].is_title or not _OF.fullmatch(_gap(text, nodes, title)) or not _BETWEEN.fullmatch(apart):
        return
    if len(people) != len(places) or len(people) < 2 or not all(n.is_person for n in people) or not all(n.is_institution for n in places):  # noqa: PLR2004
        return
    for mark in nodes[title].marks:
        mark.persons = [node.marks[0] for node in people]
        mark.institution = places[0].marks[0]
        mark.bodies = {id(person.marks[0]): place.marks[0] for person, place in zip(people, places, strict=True)}


def _list_before(text: str, nodes: Sequence[Node], last: int) -> int:
    """The number of the first node of the list of people, or of bodies, that ends in a node."""
    first = last
    while first > 0 and nodes[first - 1].is_person == nodes[last].is_person and not nodes[first - 1].is_title \
            and _LISTED.fullmatch(_gap(text, nodes, first - 1)):
        first -= 1
    return first


def _gap(text: str, nodes: Sequence[Node], left: int) -> str:
    """The words between a node and the next."""
    return text[nodes[left].end : nodes[left + 1].start] if left >= 0 else ""
