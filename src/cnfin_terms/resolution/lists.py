"""A list that ends in what its members are: 南方、嘉实、国泰在内的5家基金公司; 中信、华泰等券商."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from cnfin_terms.lazy import regex
from cnfin_terms.resolution.marks import Mark

__all__ = ["class_of", "in_list", "members", "sector_of"]

#: What a Chinese word for a class of institutions says of their kind.
KINDS = {
    "fund-manager": "基金管理公司|公募基金公司|基金公司|公募机构|公募基金|公募|基金管理人",
    "broker": "证券公司|券商|投行",
    "bank": "商业银行|上市银行|股份行|国有大行|城商行|大行|银行",
    "insurer": "保险公司|保险集团|险企|险资|寿险公司|财险公司|保险机构",
    "trust-company": "信托公司",
    "futures-company": "期货公司",
    "wealth-manager": "理财公司|理财子公司|银行理财子",
    "leasing-company": "金融租赁公司|金租公司|租赁公司",
    "exchange": "交易所",
}
_NOUN = "|".join(f"(?P<{kind.replace('-', '_')}>{words})" for kind, words in KINDS.items())
_MANY = r"(?:多|数|几|[0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
_AFTER = regex(
    rf"(?:(?:等|在内的?|为代表的|这|的){{1,2}}|(?={_MANY}家))(?:{_MANY}[家大])?(?:头部|大型|中小|国有|股份制|上市|中资|外资|全国性|系统重要性){{0,2}}(?:{_NOUN})(?!家|卡|间|业)")
_BEFORE = regex(rf"(?:{_NOUN})(?:包括|如|例如|有|分别[是为]|:|——|,包括|,如|\(){{1,2}}$")
#: The shares of a sector, then some of them: 银行股集体走强，招商、平安、兴业涨超2%.
_SECTOR = regex(r"(?:(?P<insurer>保险)|(?P<bank>银行)|(?P<broker>券商|证券))(?:板块|股)[^。;\n、,]{0,8}[,:]$")
#: Between two members: nothing but the mark of a list, or members that are no names of the lexicon.
_BETWEEN = regex(r"(?:[、,/]|和|及|以及|与)(?:[\u3400-\u9fffA-Za-z]{2,6}[、,]){0,3}")
_PARTED = regex(r"\s?[、,/;]\s?(?:and\s|or\s)?|\s?(?:和|及|以及|与)\s?|\s(?:and|or|&)\s")
#: With what the words between two members begin.
_PARTS = frozenset("、,/;和及以与 \t\n")
_LONGEST_BETWEEN = 22
_LONGEST_BEFORE = 14
_MOST = 30


def class_of(text: str, marks: Sequence[Mark], starts: Sequence[int], mark: Mark) -> str | None:
    """The kind that a list says its members are of, where the mark is one of two members or more; None if there is no such list.

    :param marks: all of the text, in order.
    :param starts: where they start.
    """
    first, last = _reach(text, marks, starts, mark, _BETWEEN)
    if first == last:
        return None
    found = _AFTER.match(text, marks[last].end) or _BEFORE.search(text, max(0, marks[first].start - _LONGEST_BEFORE), marks[first].start)
    return found.lastgroup.replace("_", "-") if found is not None and found.lastgroup is not None else None


def sector_of(text: str, marks: Sequence[Mark], starts: Sequence[int], mark: Mark) -> str | None:
    """The kind of those whose shares the words before a list speak of: its members are mostly of it, but need not be."""
    first, last = _reach(text, marks, starts, mark, _BETWEEN)
    if first == last:
        return None
    found = _SECTOR.search(text, max(0, marks[first].start - _LONGEST_BEFORE), marks[first].start)
    return found.lastgroup if found is not None else None


def members(text: str, marks: Sequence[Mark], starts: Sequence[int], mark: Mark) -> list[Mark]:
    """The other marks of the list that a mark stands in, with nothing between them but what parts a list's members."""
    first, last = _reach(text, marks, starts, mark, _PARTED)
    return [other for other in marks[first : last + 1] if other is not mark]


def _reach(text: str, marks: Sequence[Mark], starts: Sequence[int], mark: Mark, between: re.Pattern[str]) -> tuple[int, int]:
    """The numbers of the first and the last mark of the list that a mark stands in."""
    at = bisect_left(starts, mark.start)
    if at >= len(marks) or marks[at] is not mark:
        return 0, 0
    first = last = at
    while first and last - first < _MOST and _joined(text, marks[first - 1], marks[first], between):
        first -= 1
    while last + 1 < len(marks) and last - first < _MOST and _joined(text, marks[last], marks[last + 1], between):
        last += 1
    return first, last


def in_list(text: str, marks: Sequence[Mark], number: int) -> bool:
    """Whether a mark may stand in a list with the one before it or after it: a cheap question that spares most of them the dear one."""
    return (number > 0 and _near(text, marks[number - 1], marks[number])) or (number + 1 < len(marks) and _near(text, marks[number], marks[number + 1]))


def _near(text: str, left: Mark, right: Mark) -> bool:
    return 0 < right.start - left.end <= _LONGEST_BETWEEN and text[left.end] in _PARTS


def _joined(text: str, left: Mark, right: Mark, between: re.Pattern[str]) -> bool:
    return _near(text, left, right) and not right.is_title and between.fullmatch(text, left.end, right.start) is not None
