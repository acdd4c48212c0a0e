"""Companies called after their parent, a place and a trade, or after their parent and two trades: 国家电网|浙江电力, 中石化|炼化工程."""

from __future__ import annotations

from cnfin_terms.lazy import regex
from cnfin_terms.text.cities import CITIES
from cnfin_terms.text.trades import TRADES

__all__ = ["trades_after"]

#: After a trade these make a part of the parent's own business of it.
_OWN = "(?!业务|市场|中心|基地|项目|产品|产业|产量|产能|销量|行业|园|客户|事业|板块|领域|价格|需求|部|站|板|股|指数|危机|安全|建设|革命|革新|改革|的)"
_PLACED = regex(rf"(?:{CITIES})(?:[省市]|自治区)?(?:{TRADES}){_OWN}")
_TWICE = regex(rf"(?:{TRADES})(?:{TRADES}){_OWN}")
#: With what either begins: the cheap question.
_HEADS = frozenset(word[0] for word in f"{CITIES}|{TRADES}".split("|"))
_LEGAL = "公司"


def trades_after(text: str, start: int, end: int) -> tuple[int, bool]:
    """How far a company's name goes on past its end into another's, 0 if it does not, and whether a place makes that sure.

    :param text: folded text, ``start`` and ``end`` the company's name in it.

    >>> trades_after("国家电网浙江电力称", 0, 4), trades_after("中石化炼化工程称", 0, 3)
    ((8, True), (7, False))
    >>> trades_after("中石化在浙江称", 0, 3), trades_after("华为上海汽车业务", 0, 2)
    ((0, False), (0, False))
    """
    if text[end : end + 1] not in _HEADS or text.endswith(_LEGAL, start, end):
        return 0, False
    if match := _PLACED.match(text, end):
        return match.end(), True
    match = _TWICE.match(text, end)
    return (match.end(), False) if match else (0, False)
