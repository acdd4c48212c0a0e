"""Whole strings: what they answer, and what a typo may never do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnfin_terms.lookup import within_one

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnfin_terms import Linker, Resolution

    Overlaid = Callable[[str], Linker]


def answer(resolution: Resolution) -> tuple[str, str | None, str]:
    return resolution.status, resolution.id, resolution.reason


class TestExact:
    @pytest.mark.parametrize(
        ("string", "id_"),
        [
            ("青屿人民银行", "qpb"),
            ("QPB", "qpb"),
            ("qpb", "qpb"),
            ("ＱＰＢ", "qpb"),
            (" QPB ", "qpb"),
            ("青嶼人民銀行", "qpb"),
            ("青 屿 人 民 银 行", "qpb"),
            ("the QPB", "qpb"),
            ("QPB.", "qpb"),
            ("QPB”", "qpb"),
            ("PEOPLE’S BANK OF QINGYU", "qpb"),
            ("People&rsquo;s Bank of Qingyu", "qpb"),
            ("青屿国家银行", "qpb"),
            ("Tidehead", "qpb"),
            ("潮头行", "qpb"),
            ("林望舒", "lin-wangshu"),
            ("Lin, Wangshu", "lin-wangshu"),
            ("单云ze", "shan-yunze"),
            ("Shàn Yúnzé", "shan-yunze"),
            ("高峰", "gao-feng"),
            ("TIDE", "tide-administration"),
        ],
    )
    def test_a_string_that_is_a_form_answers_its_record(self, tiny: Linker, string: str, id_: str) -> None:
        assert answer(tiny.resolve(string)) == ("resolved", id_, "exact")

    @pytest.mark.parametrize("string", ["“QPB”", '"QPB"', "(QPB)", "《青屿人民银行》"])
    def test_quotation_marks_and_brackets_are_no_part_of_a_name(self, tiny: Linker, string: str) -> None:
        assert tiny.resolve(string).id == "qpb"

    @pytest.mark.parametrize("string", ["", " ", "。", "the", "the ", "x", "QPB QFRA", "在QPB", "QPBs and more", "\ud800", "\0", "行" * 1000, "tide", "Tide"])
    def test_any_other_string_is_unresolved(self, tiny: Linker, string: str) -> None:
        assert answer(tiny.resolve(string)) == ("unresolved", None, "no-form")

    def test_the_form_is_the_one_it_is(self, tiny: Linker) -> None:
        form = tiny.resolve("青屿央行").form
        assert form is not None
        assert (form.text, form.type) == ("青屿央行", "short")


class TestRivals:
    def test_without_a_context_rivals_are_ambiguous(self, tiny: Linker) -> None:
        resolution = tiny.resolve("QDB")
        assert answer(resolution) == ("ambiguous", None, "rivals")
        assert {c.id for c in resolution.candidates} == {"canghai-securities", "qingyu-development-bank"}
        assert sum(c.score for c in resolution.candidates) <= 1

    @pytest.mark.parametrize(("context", "id_"), [("沧海证券发布年报", "canghai-securities"), ("青屿开拓银行发布年报", "qingyu-development-bank")])
    def test_a_context_that_names_one_of_them_decides(self, tiny: Linker, context: str, id_: str) -> None:
        assert tiny.resolve("QDB", context=context).id == id_

    def test_a_context_that_says_nothing_decides_nothing(self, tiny: Linker) -> None:
        assert tiny.resolve("QDB", context="天气很好").id is None

    def test_a_title_of_two_senses_is_open_unless_the_context_has_the_institution(self, tiny: Linker) -> None:
        assert answer(tiny.resolve("行长")) == ("ambiguous", None, "kind-open")
        assert tiny.resolve("行长", context="沧海银行今日开会").id == "president-bank"

    def test_a_titles_modifiers_come_with_it(self, tiny: Linker) -> None:
        resolution = tiny.resolve("Deputy Director")
        assert (resolution.id, resolution.modifiers, resolution.label("zh")) == ("director-administration", ("deputy",), "副局长")


class TestTypos:
    """A slip is forgiven in the words that many names share, where it can hide no other name."""

    @pytest.mark.parametrize(
        ("string", "id_"),
        [
            ("青屿证券监督管里委员会", "qsrc"),
            ("青屿保险监督管理委圆会", "qirc"),
            ("青屿银行业监督管理委会", "qbrc"),
            ("Qingyu Securities Regulatry Commission", "qsrc"),
            ("Qingyu Insurance Regulatroy Commission", "qirc"),
            ("Bnk of Canghai", "canghai-bank"),
        ],
    )
    def test_one_slip_in_a_long_name_is_forgiven(self, tiny: Linker, string: str, id_: str) -> None:
        resolution = tiny.resolve(string)
        assert answer(resolution) == ("resolved", id_, "fuzzy")
        assert resolution.score < tiny.resolve("QPB").score
        assert resolution.form is not None

    @pytest.mark.parametrize(
        "string",
        [
            "沧湖银行",
            "沧海银杭",
            "沧海很行",
            "中泽很行",
            "青交索",
            "云创版",
            "港屿桶",
            "林望书",
            "单云则",
            "高锋",
            "蓝朝债",
            "青屿央航",
            "欧阳名月",
            "QPC",
            "QFRB",
        ],
    )
    def test_one_character_of_a_short_name_never_resolves(self, tiny: Linker, string: str) -> None:
        assert answer(tiny.resolve(string)) == ("unresolved", None, "no-form")

    def test_no_short_han_form_of_the_lexicon_resolves_with_one_character_changed_dropped_or_added(self, tiny: Linker) -> None:
        """Every Han pattern under six characters, at every place."""
        store = tiny.lexicon.store
        patterns = set(store.patterns())
        short = [text for text in patterns if all("\u4e00" <= char <= "\u9fff" for char in text) and len(text) < 6]
        assert len(short) > 40
        for text in short:
            for at in range(len(text)):
                for slip in (text[:at] + "鑫" + text[at + 1 :], text[:at] + text[at + 1 :], text[:at] + "鑫" + text[at:]):
                    if slip not in patterns and len(slip) < 6:
                        assert tiny.resolve(slip).status == "unresolved", slip

    def test_where_a_second_record_is_one_slip_away_the_answer_is_open(self, tiny: Linker) -> None:
        """One character between 农业 and 工业: a third could be either."""
        assert tiny.resolve("青屿渔业发展银行").id is None
        assert tiny.resolve("青屿农业发展银行").id == "qingyu-agricultural-development-bank"
        assert tiny.resolve("青屿工业发展银行").id == "qingyu-industrial-development-bank"

    def test_a_latin_name_next_to_two_records_is_open_too(self, overlaid: Overlaid) -> None:
        linker = overlaid(
            '[a]\ntype = "institution"\nkind = "bank"\nzh = "甲开拓银行"\nen = "Harbor Trust"\n\n'
            '[b]\ntype = "institution"\nkind = "bank"\nzh = "乙开拓银行"\nen = "Harmor Trust"\n'
        )
        assert linker.resolve("Hartor Trust").id is None
        assert linker.resolve("Harbor Trust").id == "a"

    @pytest.mark.parametrize("string", ["青屿证卷监督管里委员会", "Qingyu Securites Regulatry Commission"])
    def test_two_slips_are_not_forgiven(self, tiny: Linker, string: str) -> None:
        assert answer(tiny.resolve(string)) == ("unresolved", None, "no-form")

    def test_nothing_is_forgiven_when_asked_not_to(self, tiny: Linker) -> None:
        assert tiny.resolve("青屿证券监督管里委员会", fuzzy=False).status == "unresolved"
        assert [r.status for r in tiny.resolve_many(["青屿证券监督管里委员会"], fuzzy=False)] == ["unresolved"]

    def test_a_linked_text_forgives_nothing(self, tiny: Linker) -> None:
        assert tiny.link("青屿证券监督管里委员会").mentions == ()

    @pytest.mark.parametrize("string", ["李云则", "李云择", "潘功圣", "广发银行股份", "北景银行", "上海很行", "上交锁", "科创版", "证坚会", "人民银杭"])
    def test_real_names_too(self, real: Linker, string: str) -> None:
        assert real.resolve(string).status == "unresolved"

    @pytest.mark.parametrize(
        ("string", "id_"),
        [
            ("Microprudential Policy Bureau of the PBOC", None),
            ("Macroprudental Policy Bureau of the PBOC", "pboc-macroprudential-policy-bureau"),
            ("华中证券股份有限公司", None),
        ],
    )
    def test_a_slip_that_makes_another_word_is_none(self, real: Linker, string: str, id_: str | None) -> None:
        assert real.resolve(string).id == id_

    def test_a_real_long_name(self, real: Linker) -> None:
        assert answer(real.resolve("中国证券监督管里委员会")) == ("resolved", "csrc", "fuzzy")


class TestOneSlip:
    @pytest.mark.parametrize(("a", "b"), [("", ""), ("", "a"), ("ab", "ab"), ("ab", "b"), ("ab", "ba"), ("ab", "xb"), ("ab", "axb"), ("中国银行", "中国很行")])
    def test_within_one(self, a: str, b: str) -> None:
        assert within_one(a, b)
        assert within_one(b, a)

    @pytest.mark.parametrize(("a", "b"), [("", "ab"), ("ab", "cd"), ("abc", "cba"), ("abcd", "badc"), ("ab", "xaby"), ("abc", "bca")])
    def test_not_within_one(self, a: str, b: str) -> None:
        assert not within_one(a, b)
        assert not within_one(b, a)

    @given(st.text("abc", max_size=6), st.text("abc", max_size=6))
    def test_it_agrees_with_the_textbook(self, a: str, b: str) -> None:
        assert within_one(a, b) == (_distance(a, b) <= 1)


def _distance(a: str, b: str) -> int:
    """Edits, a swap of neighbours counted as one (optimal string alignment)."""
    table = [[i + j if not i or not j else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]
