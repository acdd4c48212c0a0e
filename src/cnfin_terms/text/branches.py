"""The words of a branch after a body's name: 上海市分行, Shanghai Branch."""

from __future__ import annotations

import re

from cnfin_terms.lazy import regex
from cnfin_terms.text.cities import CITIES

__all__ = ["OFFICES", "SMALL_OFFICES", "UNITS", "branch_after", "branch_of"]

#: One of these stands, folded, in every text that names a branch.
OFFICES = ("分行", "支行", "分公司", "营业部", "管理部", "代表处", "branch", "office")
#: Of the branches those whose heads are no heads of the bank, and hardly ever its later ones.
SMALL_OFFICES = ("支行", "营业部", "营业所", "营业厅", "分理处", "储蓄所", "网点")
#: What the units of a body are called, as a pattern: they stand between its name and a title of theirs.
UNITS = "部|司|局|处|室|科|中心|分行|分公司|事业群|委员会|学院|研究院|研究所|总队|支队"
#: A place, then the office: a province or great city and what follows it, a name that says of itself that it is a place, or two or three characters.
_BRANCH_ZH = regex(
    rf"((?:{CITIES})[\u4e00-\u9fff]{{0,7}}?|[\u4e00-\u9fff]{{2,6}}?(?:省|市|区|县|州|盟|新区|自治区)|[\u4e00-\u9fff]{{2,3}}?)(分行|支行|分公司|营业部|营业管理部|代表处|中心支行)")
#: What speaks of a class of branches (各分行, 海外分行) names none, nor does what is no place at all.
_NO_PLACE_ZH = regex(
    "海外|境[外内]|国内外|国内|全国|当地|地方|所有|部分|下属|辖|其他|其它|新设|设立|开设|增设|关闭|省级|[市县]级|[一二三]级|[两数几多首]家|[一二三四五六七八九十百]+家|总行|母行|"
    "人寿|财险|产险|保险|证券|基金|信托|理财|期货|[的与和及在等至到各该某此原将已拟被对向从称说令]")
_BRANCH_EN = regex(
    r"(?:, ?| )((?:[A-Z][A-Za-z'’]+ ){1,3}?)(Provincial Branch|Municipal Branch|[Bb]ranch|[Ss]ub-branch|Representative Office)(?![A-Za-z])")
#: In the possessive only what is written as a name is one: Bank of China's Shanghai Branch, but ICBC's|Luxembourg branch.
_BRANCH_OWNED = regex(r"['’]s ((?:[A-Z][A-Za-z]+ ){1,3}?)(Provincial Branch|Municipal Branch|Branch|Sub-[Bb]ranch|Representative Office)(?![A-Za-z])")
#: The fewest characters of a place and its office, less one.
_SHORTEST = 3
_NO_PLACE = frozenset("The Its A An Each Every Main Local Overseas Foreign Domestic First Retail Bank Mobile Online In At And Of".split())


def branch_after(source: str, end: int) -> re.Match[str] | None:
    """The words of a branch right after a name that ends there."""
    match = _BRANCH_ZH.match(source, end)
    if match is not None:
        return None if _NO_PLACE_ZH.search(match[1]) else match
    match = _BRANCH_EN.match(source, end) or _BRANCH_OWNED.match(source, end)
    return match if match is not None and match[1].split()[0] not in _NO_PLACE else None


def branch_of(text: str, form: str) -> str:
    """What a mention's text says past the body's own name: the place and office, or "".

    >>> branch_of("工商银行上海市分行", "工商银行"), branch_of("工商银行", "工商银行")
    ('上海市分行', '')

    :param form: the lexicon's form that matched.
    """
    if len(text) <= len(form) + _SHORTEST:
        return ""
    # blanks and width make text and form differ by a few characters in length
    for at in sorted(range(len(text)), key=lambda at: abs(at - len(form))):
        match = branch_after(text, at)
        if match is not None and match.end() == len(text):
            return match[0].removeprefix("'s").removeprefix("’s").strip(" ,")
    return ""
