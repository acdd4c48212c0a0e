"""Ordinary words that cut a hit or swallow it, judged with the words that were compiled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cnfin_terms.lexicon.segments import words_around
from cnfin_terms.match.segment import Words, cut

if TYPE_CHECKING:
    from cnfin_terms import Linker

COUNTS = {
    "其中": 24000,
    "行使": 3000,
    "中": 240000,
    "行": 15000,
    "其": 35000,
    "使": 16000,
    "人行道": 600,
    "人": 230000,
    "道": 15000,
    "在": 700000,
    "走": 12000,
    "去": 50000,
    "贷款": 5000,
}
WORDS = Words.of(COUNTS)


@pytest.mark.parametrize(("text", "form"), [("其中行使", "中行"), ("在其中行使贷款", "中行"), ("走在人行道", "人行"), ("人行道", "人行")])
def test_words_that_straddle_or_swallow_a_hit_rule_it_out(text: str, form: str) -> None:
    start = text.index(form)
    assert cut(text, start, start + len(form), WORDS)


@pytest.mark.parametrize(("text", "form"), [("中行", "中行"), ("去中行贷款", "中行"), ("人行，道", "人行"), ("其，中行，使", "中行"), ("在人行贷款", "人行")])
def test_without_such_words_a_hit_stands(text: str, form: str) -> None:
    start = text.index(form)
    assert not cut(text, start, start + len(form), WORDS)


def test_other_names_beside_it_are_words_too() -> None:
    """其中行使 would be cut; were 其 the end of a longer name, it would not."""
    text = "苔原其中行使"
    assert cut(text, 3, 5, WORDS)
    assert not cut(text, 3, 5, Words.of({**COUNTS, "行使": 1}), lambda: {0: [3]})


def test_only_the_neighbourhood_counts() -> None:
    far = "去" * 40
    assert cut(f"{far}其中行使{far}", 41, 43, WORDS)
    assert not cut(f"其中{far}中行{far}行使", 42, 44, WORDS)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("其中行使权利的是股东", []),
        ("行人走在人行道上", []),
        ("中行发布年报", ["zhongze-bank"]),
        ("人行决定降息", ["qpb"]),
        ("据人行网站消息", ["qpb"]),
        ("向中行申请贷款", ["zhongze-bank"]),
        ("中行、沧海银行", ["zhongze-bank", "canghai-bank"]),
        ("银行间，中行", ["zhongze-bank"]),
    ],
)
def test_short_names_in_sentences(tiny: Linker, text: str, ids: list[str]) -> None:
    assert [m.id for m in tiny.link(text) if m.type == "institution"] == ids


def test_traditional_text_is_judged_alike(tiny: Linker) -> None:
    assert [m.id for m in tiny.link("行人走在人行道上，其中行使權利；中行發佈年報")] == ["zhongze-bank"]


class TestWordsAround:
    def test_it_keeps_words_that_straddle_or_contain_a_form_and_all_single_characters(self) -> None:
        kept, risky = words_around(["中行"], {"其中": 99, "行使": 99, "中行街": 99, "天空": 99, "天": 99})
        assert set(kept) == {"其中", "行使", "中行街", "天"}
        assert risky == {"中行"}

    def test_a_word_that_is_a_part_of_the_form_cuts_nothing(self) -> None:
        assert words_around(["上海银行"], {"银行": 99, "上海": 99})[1] == set()

    def test_rare_words_and_very_long_ones_are_left_out(self) -> None:
        assert words_around(["中行"], {"其中": 2, "一行行行其中": 500})[0] == {}

    def test_a_long_name_is_endangered_only_by_words_that_share_two_characters(self) -> None:
        assert words_around(["中国人民银行"], {"其中": 99})[1] == set()
        assert words_around(["中国人民银行"], {"银行家": 99})[1] == {"中国人民银行"}
