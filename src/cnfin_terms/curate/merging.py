"""Two branches' changes of one lexicon file joined: record by record, field by field, lists item by item.

Git joins lines, and two records added at one place are lines that touch: a conflict, though nobody contradicts anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cnfin_terms.curate.fmt import Parsed, compose, parse
from cnfin_terms.errors import LexiconError

__all__ = ["merge"]

_ABSENT: Any = object()


def merge(base: str, ours: str, theirs: str, name: str) -> str:
    r"""Join what two texts of a lexicon file did to a third, in canonical form.

    What one side alone changed is as that side has it. Where both changed a list, what either added is in and what either took away is out.

    >>> old = '[a]\nzh = "甲"\nshort = ["一"]\n'
    >>> print(merge(old, old.replace('"一"', '"一", "二"'), old.replace('"一"', '"三"'), "x.toml"), end="")
    [a]
    zh = "甲"
    short = ["二", "三"]

    :param name: the file's name, for messages.
    :raises LexiconError: if a side is no lexicon file, or both changed one field that is no list, each in its own way.
    """
    before, here, there = (parse(text, name) for text in (base, ours, theirs))
    table: dict[str, Any] = {}
    comments: dict[str, list[str]] = {}
    for id_ in {**before.table, **here.table, **there.table}:
        old, mine, yours = (parts.table.get(id_, _ABSENT) for parts in (before, here, there))
        kept = _value(old, mine, yours, name, id_, ())
        if kept is not _ABSENT:
            table[id_] = kept
            comments[id_] = _lines(*(parts.comments.get(id_, []) for parts in (before, here, there)))
    return compose(Parsed(_lines(before.head, here.head, there.head), comments, table), name)


def _lines(old: list[str], mine: list[str], yours: list[str]) -> list[str]:
    """Comments: those of the side that changed them, of both one after the other."""
    if mine in (old, yours):
        return yours
    return mine if yours == old else [*mine, *(line for line in yours if line not in mine and line not in old)]


def _value(old: Any, mine: Any, yours: Any, name: str, id_: str, path: tuple[str, ...]) -> Any:  # noqa: ANN401
    """One value of both sides; absent if it is gone."""
    if yours in (mine, old):
        return mine
    if mine == old:
        return yours
    if isinstance(mine, list) and isinstance(yours, list):
        return list(_items(old if isinstance(old, list) else [], mine, yours))
    if isinstance(mine, Mapping) and isinstance(yours, Mapping):
        was = old if isinstance(old, Mapping) else {}
        sides = {key: tuple(side.get(key, _ABSENT) for side in (was, mine, yours)) for key in {**was, **mine, **yours}}
        joined = {key: _value(before, here, there, name, id_, (*path, key)) for key, (before, here, there) in sides.items()}
        return {key: value for key, value in joined.items() if value is not _ABSENT}
    what = ".".join(path) or "the record"
    said = " and ".join("nothing" if value is _ABSENT else repr(value) for value in (mine, yours))
    raise LexiconError(f"both sides changed {what}: {said}", file=name, id=id_, remedy="write what is right by hand, then run: cnfin-terms lexicon fmt")


def _items(old: list[Any], mine: list[Any], yours: list[Any]) -> Iterator[Any]:
    """What is in both lists or was added by either, in our order, then theirs."""
    yield from (item for item in mine if item in yours or item not in old)
    yield from (item for item in yours if item not in mine and item not in old)
