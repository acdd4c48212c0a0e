"""Texts for the laws of folding: real names, written with everything that folding takes away."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from cnfin_terms.text.chardata import FoldTable, build_table
from cnfin_terms.text.fold import Folder

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

NAMES = (
    "中国人民银行",
    "國家金融監督管理總局",
    "中國銀行（香港）有限公司",
    "滙豐控股",
    "People's Bank of China",
    "Kē Chuàng Bǎn",
    "Lǚ Yíng",
    "S&P Global",
    "PBoC",
    "新「國九條」",
    "克里斯蒂娜·拉加德",
    "李云ze",
    "ＱＦＩＩ制度",
    "㈱",
    "ﬁnance",
    "ΟΔΥΣΣΕΥΣ",
    "한국은행",
    "İß½⑩",
)

PIECES = (
    *("&", "&amp;", "&#38;", "&amp;nbsp;", "&nbsp", "&lt;", "&gt;", "lt;", "b&gt;", "#60;", "&#x4E2D;", "&#xD800;", "&#150;", "&shy;", "amp;", ";"),
    *("<b>", "</b>", "<br/>", "<B class='x'>", "<p>", "</p>", "<", ">", "<span", "＜b＞", "<a title='", "<wbr>"),
    *("\n", "\r\n", "\r", "\n\n", " \n ", "\u2028", "\u2029", "\f", " ", "  ", "\t", "\u3000", "\u00a0", "\u2009", "-\n", "\u00ad\n", "(", "）"),
    *("\u200b", "\u00ad", "\u200d", "\u202e", "\ufeff", "\ufe0f", "\U000e0100", "\u0301", "\u0304", "\u0338", "\u20e3", "\u3099"),
    *("\0", "\ud800", "\udc00", "\U0001f6a9", "\U00010400", "\u1112", "\u1161", "\u11ab", "ㅎ", "ﾊ", "ﾞ", "가", "…", "™", "〇", "々", "𠮷", "\ufffd"),
)

wild = st.text(max_size=30)
"""Any characters, lone surrogates included."""

names = st.sampled_from(NAMES)


def mixed() -> SearchStrategy[str]:
    """Draw names, pieces that fold, and any characters, one after the other."""
    characters = st.characters(codec=None)
    return st.lists(st.one_of(names, st.sampled_from(PIECES), st.sampled_from("".join(NAMES)), characters), max_size=25).map("".join)


texts = st.one_of(mixed(), wild)


@cache
def table() -> FoldTable:
    """Build the table once for all laws: it takes seconds."""
    return build_table()


@cache
def folder() -> Folder:
    """Make a folder of the table as it is shipped."""
    return Folder(FoldTable.from_bytes(table().to_bytes()))
