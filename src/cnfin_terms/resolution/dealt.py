"""Whom a body punishes or calls in is hardly one of its own heads: 证监会对吴清内幕交易案作出处罚."""

from __future__ import annotations

from collections.abc import Sequence

from cnfin_terms.lazy import regex
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.facts import Facts
from cnfin_terms.resolution.marks import Mark, Reading
from cnfin_terms.resolution.surroundings import SILENT, Heard

__all__ = ["dealt_with"]

_DEALS = "约谈|问询|处罚|罚款|立案|调查|警示|通报批评|查处|市场禁入|公开谴责|责令|采取监管措施|出具警示函|行政监管"
#: Between a body and whom it deals with.
_BEFORE = regex(rf"(?:依法|拟|已|将|再次|此前|近日|日前)*(?:(?:{_DEALS})(?:了)?[^,。;、:!?由组局]{{0,14}}|对[^,。;、:!?由]{{0,10}})")
_DOES = regex(rf"(?:{_DEALS})")
#: After whom a body deals with (对吴清内幕交易案作出处罚), and between the two where they stand the other way round.
_AFTER = regex(rf"[^,。;:!?]{{0,14}}(?:{_DEALS})")
_BY = regex("(?:等人?)?(?:因[^,。;:!?]{1,12})?(?:被|遭到?|收到|接到)")
_REACH = 24


def dealt_with(context: Context, mark: Mark, _reading: Reading, facts: Facts) -> Sequence[Heard]:
    """A body where the person serves or served deals with somebody of the name, who has no title of its: 吴清被证监会立案调查."""
    if facts.type != "person" or not mark.han or not facts.posts or context.titles(mark):
        return SILENT
    text = context.text
    before = next(context.before(mark.start), None)
    if before is not None and before.won is not None and 0 < mark.start - before.end <= _REACH and any(post.at == before.won[0] for post in facts.posts):
        gap = text[before.end : mark.start]
        if _BEFORE.fullmatch(gap) and (_DOES.search(gap) or _AFTER.match(text, mark.end)):
            return (("dealt-with", 1.0, text[before.start : before.end]),)
    if by := _BY.match(text, mark.end):
        after = context.at(by.end())
        if after is not None and after.won is not None and any(post.at == after.won[0] for post in facts.posts) and _DOES.match(text, after.end):
            return (("dealt-with", 1.0, text[after.start : after.end]),)
    return SILENT
