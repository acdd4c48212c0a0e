"""Titles of documents in 《》: what is named in the title of a rule is part of it, and no mention by itself (mentions are the longest names)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.resolution.marks import Mark, sense_of_types
from cnfin_terms.text.fold import FoldedText

__all__ = ["REASON", "with_documents"]

REASON = "unknown-document"
_TERM = sense_of_types(frozenset({v.TYPES.index("term")}), han=True, soft=False)
#: A title that ends in the word for a rule, a plan or a contract, and the stage that it is in.
_RULE = regex(
    r"《([^《》\n]{4,80}?(?:办法|规定|条例|细则|指引|通知|意见|决定|准则|规则|规程|规范|方案|规划|计划|纲要|通则|章程|公告|公约|协议|协定|备忘录|目录|清单|标准|"
    r"指南|制度|要求|措施|批复|函|法|决议|声明|宣言|共识))(\((?:[^()《》]{1,20})\))?》")


def with_documents(folded: FoldedText, marks: list[Mark]) -> list[Mark]:
    """The marks, in text order, with those of the rules whose titles hold some of them and are nobody's names; what is in such a title gives way."""
    text = folded.text
    if "《" not in text:
        return marks
    starts = [mark.start for mark in marks]
    gone: set[int] = set()
    added = []
    for match in _RULE.finditer(text):
        start, end = match.span(1)
        inside = _inside(marks, starts, start, match.end() - 1)
        if inside and not any(mark.start == start and mark.end >= end for mark in inside):
            gone |= {id(mark) for mark in inside}
            mark = Mark(start, end, -1, _TERM)
            mark.status, mark.reason = "unresolved", REASON
            added.append(mark)
    if not added:
        return marks
    return sorted([*(mark for mark in marks if id(mark) not in gone), *added], key=lambda mark: mark.start)


def _inside(marks: Sequence[Mark], starts: Sequence[int], start: int, end: int) -> list[Mark]:
    """The marks that lie in a stretch or across its ends."""
    low = max(0, bisect_left(starts, start) - 1)
    return [mark for mark in marks[low : bisect_left(starts, end)] if mark.end > start]
