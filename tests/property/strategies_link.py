"""Texts for the laws of linking: names of the tests' own lexicon among the words, marks and oddities of real text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

#: Names with an answer of their own, and some that need a neighbour.
NAMES = (
    *(
        "青屿人民银行",
        "青屿央行",
        "QPB",
        "People's Bank of Qingyu",
        "人行",
        "潮头行",
        "QFRA",
        "青金监总局",
        "青银保监会",
        "QBIRC",
        "QSRC",
        "青证会",
        "QDB",
        "TIDE",
        "潮汇局",
    ),
    *(
        "沧海银行",
        "沧行",
        "沧江银行",
        "中行",
        "中泽银行",
        "沧海证券",
        "青交所",
        "Qingyu Stock Exchange",
        "QPB Beiwan Branch",
        "青屿人民银行北湾分行",
        "青屿一行两局",
    ),
    *("林望舒", "Lin Wangshu", "LIN Wangshu", "林望川", "高峰", "欧阳明月", "单云泽", "单云ze", "Shan Yunze", "Chan Tai-man", "陈大民"),
    *("行长", "副行长", "主席", "前主席", "董事长", "局长", "Governor", "Deputy Governor", "Chairman", "President"),
    *("云创板", "STELLAR", "港屿通", "Harbour Connect", "蓝潮债", "QPR", "观潮论坛", "Guanchao Forum"),
)
GLUE = (
    *("，", "。", "、", "（", "）", "：", "兼", "的", "与", "在", "表示，", "出席", "一行", "其", "使", "道", "家", "报", "香港", "土耳其"),
    *(" ", ", ", ". ", " of the ", " and ", "'s ", " (", ") ", " said ", "Mr. ", "Lin ", "林", "\n", "\n\n", "/", "-", "@", ".", "1", "x"),
)
ODD = (
    *(
        "\u200b",
        "\u00ad",
        "\u0301",
        "\u202e",
        "\ufeff",
        "\0",
        "\ud800",
        "\udfff",
        "\U0001f30a",
        "\U00020000",
        "&amp;",
        "&nbsp;",
        "&#23679;",
        "<b>",
        "</b>",
        "<",
        "&",
    ),
    *("\u3000", "\u00a0", "\r\n", "\t", "\u2028", "ＱＰＢ", "青嶼", "ﬁ", "㈱", "Ｌin", "l\u0131n", "İ", "ß", "ŉ", "가", "\u1100\u1161", "\ufdfa"),
)


def _of(*pools: tuple[str, ...], most: int = 14) -> SearchStrategy[str]:
    return st.lists(st.one_of(*map(st.sampled_from, pools)), max_size=most).map("".join)


plain = _of(NAMES, GLUE)
"""Names and what stands between names."""

rough = st.one_of(
    _of(NAMES, GLUE, ODD), st.lists(st.one_of(st.sampled_from(NAMES + ODD), st.characters(codec=None)), max_size=20).map("".join), st.text(max_size=30)
)
"""Anything at all."""
