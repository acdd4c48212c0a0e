"""Slips that make another word, and those that do not."""

from __future__ import annotations

import pytest

from cnfin_terms.text.opposites import is_another


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("microprudential policy", "macroprudential policy"), ("prelisting", "prolisting"), ("deregulation", "reregulation"), ("anti money", "ante money"),
        ("onshore", "inshore"), ("csi 300", "csi 500"), ("华东证券", "华西证券"), ("上海支线", "下海支线"),
        ("非银行金融机构", "银行金融机构"), ("借款人", "贷款人"),
        ("甲类", "乙类"), ("第一批", "第二批"), ("m1", "m2"), ("import", "export"), ("unlisted", "listed"),
    ],
)
def test_another_word(one: str, other: str) -> None:
    assert is_another(one, other)
    assert is_another(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("regulatery", "regulatory"), ("securites", "securities"), ("macroprudental", "macroprudential"), ("中国证卷监督", "中国证券监督"),
        ("银行间市", "银行间市场"),
        ("aab", "ab"), ("", ""), ("a", ""), ("same", "same"), ("mcro", "macro"), ("bank of", "bankof"), ("intre", "inter"),
    ],
)
def test_a_misprint(one: str, other: str) -> None:
    assert not is_another(one, other)
    assert not is_another(other, one)
