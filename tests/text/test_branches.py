"""The words of a branch after a body's name."""

from __future__ import annotations

import pytest

from cnfin_terms.text.branches import branch_after, branch_of


@pytest.mark.parametrize(("text", "form", "branch"), [
    ("招商银行深圳分行", "招商银行", "深圳分行"),
    ("中国人寿保险股份有限公司四川省分公司", "中国人寿保险股份有限公司", "四川省分公司"),
    ("Bank of China, Tokyo Branch", "Bank of China", "Tokyo Branch"),
    ("ICBC Shanghai Branch", "ICBC", "Shanghai Branch"),
    ("招商银行", "招商银行", ""),
    ("ICBC", "ICBC", ""),
])
def test_the_branch_of_a_mention(text: str, form: str, branch: str) -> None:
    assert branch_of(text, form) == branch


@pytest.mark.parametrize("after", ["各分行", "海外分行", "31家省分行", "的分行", "在上海开设分行", "分行", "行长", " The Branch", " branch", " Retail Branch"])
def test_a_class_of_branches_is_none(after: str) -> None:
    assert branch_after(f"工行{after}", 2) is None
