"""Words that tell a later step what the text holds: the scan finds them with the names, so that no step searches the text again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cnfin_terms.text.branches import OFFICES

__all__ = ["COMPANY", "COMPANY_EN", "COMPANY_ZH", "CUE", "OFFICE", "PLACE", "SIGNALS", "Places", "Signals"]

COMPANY_ZH, COMPANY_EN, OFFICE, CUE, PLACE = 1, 2, 4, 8, 16
#: Either of the two: the text may name a body even where it has no form of the lexicon.
COMPANY = COMPANY_ZH | COMPANY_EN

#: Words of finance and economy, folded: what a text about them has near its names, and a recipe or a match report has not.
_CUES = (
    "银行|金融|证券|基金|股|债|利率|汇率|货币|央行|监管|投资|亿元|万亿|资本|保险|信贷|贷款|存款|上市|交易所|经济|财政|融资|资产|理财|期货|指数|涨|跌|人民币|行长|董事长|外汇|税|"
    "bank|financ|securit|bond|stock|shares|investor|invest|fund|currenc|yuan|renminbi|rmb|regulat|monetary|interest rate|credit|loan|insur|capital|"
    "econom|trading|trader|billion|trillion|fiscal|listed|listing|ipo|equit|asset|tariff|market|yield|inflation|treasur|exchange")

#: Folded words, each with the bit that it sets; the lexicon's names of places come to these, with PLACE.
SIGNALS: dict[str, int] = {
    "有限": COMPANY_ZH,
    **dict.fromkeys(("ltd", "limited", "inc.", "plc", "llc", "gmbh", "s.a."), COMPANY_EN),  # the legal form of a company
    **dict.fromkeys(OFFICES, OFFICE),
    **dict.fromkeys(_CUES.split("|"), CUE),
}


#: Where signals stand: start, end and the pattern's number, in order of their ends.
Places = Sequence[tuple[int, int, int]]


class Signals(NamedTuple):
    """What a text has of them.

    :ivar bits: of those found.
    :ivar cues: where words of finance stand.
    :ivar regions: where names of countries and regions stand, in whatever they are a part of.
    :ivar others: where the rest stand.
    """

    bits: int
    cues: Places
    regions: Places
    others: Places
