"""Words of finance and economy, folded: what a text about them has near its names, and a recipe or a match report has not.

The scan finds them as strings; what the word around a hit says is asked when evidence wants to know, and of few: ``supermarket`` and
``investigation`` say nothing, and English words of daily life (market, bank, shares) say something only two of them together.
"""

from __future__ import annotations

from functools import lru_cache

from cnfin_terms.lazy import regex

__all__ = ["CUES", "NOTHING", "STRONG", "WEAK", "cue_at"]

NOTHING, WEAK, STRONG = range(3)

#: Among the single Han characters are none that words of daily life are full of: 屁股, 涨潮, 跌倒.
_HAN = (
    "银行|金融|证券|基金|a股|h股|b股|港股|美股|个股|新股|股市|股票|股价|股份|股东|股权|股指|股民|股息|股本|控股|持股|参股|入股|债|利率|汇率|货币|央行|监管|投资|亿元|万亿|资本|保险|信贷|"
    "贷款|存款|上市|交易所|经济|财政|融资|资产|理财|期货|指数|上涨|下跌|涨幅|跌幅|涨停|跌停|大涨|大跌|收涨|收跌|领涨|领跌|涨跌|普涨|普跌|涨超|跌超|跌破|人民币|行长|董事长|外汇|税")
#: The heads of the English words.
_LATIN = (
    "bank|financ|securit|bond|stock|shares|shareholder|invest|fund|currenc|yuan|renminbi|rmb|regulat|monetary|interest rate|credit|loan|lend|insur|capital|"
    "econom|trading|trader|billion|trillion|fiscal|listed|listing|ipo|equit|asset|tariff|market|yield|inflation|treasur|exchange")
CUES = (*_HAN.split("|"), *_LATIN.split("|"))

#: Words that are of this field wherever they stand.
_STRONG = regex(
    r"bank(?:ing|ers?|rupt(?:cy|cies)?|notes?)|financ(?:e|es|ed|ing|ial|ially|ier|iers)|securities|bondholders?|stock(?:holder|broker)s?|shareholders?|"
    r"invest(?:ors?|ing|ments?)|funding|currenc(?:y|ies)|yuan|renminbi|rmb|regulat(?:ors?|ory|ions?)|monetary|creditors?|lend(?:ers?|ing)|insur(?:ance|ers?)|"
    r"capitali[sz]ation|econom(?:y|ies|ic|ists?)|traders?|billion(?:s|aires?)?|trillions?|fiscal|listings?|ipos?|equit(?:y|ies)|(?:dis)?inflation(?:ary)?|treasur(?:y|ies)")
#: Words that daily life has too.
_WEAK = regex(
    r"banks?|stocks?|shares|bonds?|funds?|capital|credits?|loans?|trading|markets?|listed|yields?|exchanges?|exchanged|insur(?:es?|ed|ing)|assets?|"
    r"econom(?:ics|ical|ically)|tariffs?|regulat(?:es?|ed|ing)|invest(?:s|ed)?|lends?|funded|marketing|banked")
#: What comes after the Han words where they are no words of finance: 债主, 保险箱.
_NOT_BEFORE = {"债": "主", "保险": "箱杠丝柜套绳带"}


def cue_at(text: str, start: int, end: int) -> tuple[int, str]:
    """How much a hit says (:data:`NOTHING`, :data:`WEAK`, :data:`STRONG`), and its word.

    >>> cue_at("supermarket", 5, 11)[0], cue_at("the market", 4, 10)[0], cue_at("banking", 0, 4)[0], cue_at("债券", 0, 1)[0]
    (0, 1, 2, 2)
    """
    hit = text[start:end]
    if not hit[-1].isascii():
        return (NOTHING if text[end : end + 1] and text[end] in _NOT_BEFORE.get(hit, "") else STRONG), hit
    if start and text[start - 1].isascii() and text[start - 1].isalpha():
        return NOTHING, hit
    stop = end
    while stop < len(text) and text[stop].isascii() and text[stop].isalpha():
        stop += 1
    if " " in hit:
        return STRONG, hit
    return _of_word(text[start:stop]), hit


@lru_cache(maxsize=4096)
def _of_word(word: str) -> int:
    return STRONG if _STRONG.fullmatch(word) else WEAK if _WEAK.fullmatch(word) else NOTHING
