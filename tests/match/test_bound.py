"""Which hits stand as words of their own: edges, letter case, traps, addresses, blanks, line breaks and tags within."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cnfin_terms.match.bound import bound, is_letter

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnfin_terms import Linker

    Overlaid = Callable[[str], Linker]


def found(linker: Linker, text: str) -> list[tuple[str, str | None]]:
    return [(m.text, m.id) for m in linker.link(text)]


class TestEdges:
    @pytest.mark.parametrize(
        "text",
        [
            "QPB",
            "(QPB)",
            "“QPB”",
            "QPB.",
            "the QPB, too",
            "QPB/QFRA",
            "QPB-led",
            "non-QPB",
            "\u300aQPB\u300b",
            "*QPB*",
            "a QPB\nb",
            "QPB\u2014again",
            "[QPB]",
            "QPB:",
            "…QPB…",
        ],
    )
    def test_a_latin_form_stands_between_marks_and_blanks(self, tiny: Linker, text: str) -> None:
        assert ("QPB", "qpb") in found(tiny, text)

    @pytest.mark.parametrize("text", ["QPBs2", "XQPB", "QPBX", "1QPB", "QPB2", "éQPB", "QPBé", "ДQPB", "QPBß"])
    def test_a_letter_or_digit_that_touches_makes_it_another_word(self, tiny: Linker, text: str) -> None:
        assert found(tiny, text) == []

    @pytest.mark.parametrize("text", ["在QPB的", "QPB行长", "经QPB、QFRA批准", "称QPB将", "「QPB」", "QPBが", "のQPB"])
    def test_next_to_han_or_kana_is_an_edge(self, tiny: Linker, text: str) -> None:
        assert ("QPB", "qpb") in found(tiny, text)

    @pytest.mark.parametrize(("text", "words"), [("QPB's plan", "QPB"), ("QPB’s plan", "QPB"), ("People's Bank of Qingyu's", "People's Bank of Qingyu")])
    def test_a_possessive_stays_outside(self, tiny: Linker, text: str, words: str) -> None:
        assert [m.text for m in tiny.link(text)] == [words]

    @pytest.mark.parametrize(
        ("text", "words"), [("《观潮论坛》", "观潮论坛"), ("the Guanchao Forum", "Guanchao Forum"), ("“Guanchao Forum”", "Guanchao Forum")]
    )
    def test_articles_and_quotation_marks_stay_outside(self, tiny: Linker, text: str, words: str) -> None:
        assert [m.text for m in tiny.link(text)] == [words]

    def test_letters_are_of_alphabets(self) -> None:
        assert all(map(is_letter, "aZé1Дא가"))
        assert not any(map(is_letter, "中㐀𠀀〇のカ -。'"))


class TestCase:
    @pytest.mark.parametrize("text", ["TIDE", "ＴＩＤＥ", "the TIDE’s", "TIDE的", "在TIDE"])
    def test_an_exact_form_shows_its_letters_width_aside(self, tiny: Linker, text: str) -> None:
        assert [id_ for _, id_ in found(tiny, text)] == ["tide-administration"]

    @pytest.mark.parametrize("text", ["tide", "Tide", "tIDE", "the tide turns", "ｔｉｄｅ", "stellar", "Stellar results"])
    def test_other_letters_are_another_word(self, tiny: Linker, text: str) -> None:
        assert found(tiny, text) == []

    @pytest.mark.parametrize("text", ["QFRA", "Qfra", "the harbour connect scheme", "HARBOUR CONNECT", "blue-tide bonds", "people's bank of Qingyu"])
    def test_other_forms_are_found_in_any_case(self, tiny: Linker, text: str) -> None:
        assert len(found(tiny, text)) == 1

    @pytest.mark.parametrize("text", ["qfra", "the qpb", "lin wangshu"])
    def test_a_proper_name_in_small_letters_alone_is_none(self, tiny: Linker, text: str) -> None:
        assert found(tiny, text) == []


class TestTraps:
    def test_a_form_within_what_its_not_in_names_is_none(self, tiny: Linker) -> None:
        assert found(tiny, "TIDE POOL") == []
        assert found(tiny, "a TIDE POOL, not TIDE") == [("TIDE", "tide-administration")]

    @pytest.mark.parametrize("text", ["Tide Pool TIDE", "TIDE pool"])
    def test_not_in_is_folded_too(self, tiny: Linker, text: str) -> None:
        assert found(tiny, text) == ([("TIDE", "tide-administration")] if text.endswith("TIDE") else [])

    def test_a_trap_covers_the_forms_it_names(self, tiny: Linker) -> None:
        assert found(tiny, "沧海银行家们与沧海银行") == [("沧海银行", "canghai-bank")]

    def test_a_trap_without_forms_covers_every_one_inside(self, tiny: Linker) -> None:
        assert found(tiny, "据观潮论坛报报道") == []

    def test_a_trap_is_folded_like_the_text(self, tiny: Linker) -> None:
        assert found(tiny, "滄海銀行家與觀潮論壇報") == []

    def test_a_trap_ends_where_it_ends(self, tiny: Linker) -> None:
        assert found(tiny, "沧海银行，家") == [("沧海银行", "canghai-bank")]


class TestAddresses:
    @pytest.mark.parametrize(
        "text",
        [
            "www.qpb.gov.qy",
            "http://qpb.gov.qy/en",
            "https://example.org/qpb/news",
            "mail@qfra.org",
            "@QFRA",
            "#QPB",
            "qpb_data",
            "news.qpb.qy",
            "data/qpb.csv",
            "\\qpb\\x",
        ],
    )
    def test_no_part_of_an_address_a_file_name_or_a_handle_is_a_name(self, tiny: Linker, text: str) -> None:
        assert found(tiny, text) == []

    @pytest.mark.parametrize("text", ["QPB/QFRA", "the QPB.", "QPB.It said", "QPB. QFRA"])
    def test_lists_and_ends_of_sentences_are_no_addresses(self, tiny: Linker, text: str) -> None:
        assert ("QPB", "qpb") in found(tiny, text)


class TestGaps:
    """What folding takes out of a name, and how much of that is believed."""

    @pytest.mark.parametrize(
        "text",
        [
            "青 屿 人 民 银 行",
            "青屿\n人民银行",
            "青屿人民\r\n银行",
            "青屿<b>人民</b>银行",
            "青屿\u200b人民\u00ad银行",
            "青\u3000屿\u3000人\u3000民\u3000银\u3000行",
            "青&#23679;人民银行",
            "青屿人民<br/>银行",
        ],
    )
    def test_a_long_han_name_is_believed_with_blanks_breaks_and_tags_inside(self, tiny: Linker, text: str) -> None:
        assert found(tiny, text) == [(text, "qpb")]

    @pytest.mark.parametrize(
        "text",
        [
            "People's\nBank of Qingyu",
            "People's <i>Bank</i> of Qingyu",
            "People&rsquo;s Bank&nbsp;of Qingyu",
            "People’s  Bank of\u00a0Qingyu",
            "Peo\u00adple's Bank of Qingyu",
        ],
    )
    def test_an_english_name_too(self, tiny: Linker, text: str) -> None:
        assert found(tiny, text) == [(text, "qpb")]

    @pytest.mark.parametrize("text", ["云 创 板", "(云 创 板)", "云\u3000创\u3000板"])
    def test_a_short_name_spaced_out_whole_is_believed(self, tiny: Linker, text: str) -> None:
        assert [id_ for _, id_ in found(tiny, text)] == ["yunchuang-board"]

    @pytest.mark.parametrize("text", ["白云 创板", "云 创板", "云创 板", "云\n创板", "云创\n板"])
    def test_a_short_name_with_one_blank_or_break_is_two_words_that_met(self, tiny: Linker, text: str) -> None:
        assert found(tiny, text) == []

    @pytest.mark.parametrize("text", ["青屿人民\n\n银行", "青屿\u2029人民银行", "People's\n\nBank of Qingyu"])
    def test_no_name_crosses_a_blank_line(self, tiny: Linker, text: str) -> None:
        assert ("qpb" in {id_ for _, id_ in found(tiny, text)}) is False

    def test_what_was_deleted_around_a_name_stays_outside(self, tiny: Linker) -> None:
        assert found(tiny, "<b>QPB</b>\u200b<i>青屿人民银行</i>\u00ad") == [("QPB", "qpb"), ("青屿人民银行", "qpb")]


class TestSpans:
    def test_spans_may_overlap_and_come_by_their_ends(self, tiny: Linker) -> None:
        store = tiny.lexicon.store
        folded = store.folder.fold("青屿人民银行北湾分行行长")
        spans = bound(store, folded)
        assert {folded.text[s.start : s.end] for s in spans} >= {"青屿人民银行", "青屿人民银行北湾分行", "行长"}
        assert [s.end for s in spans] == sorted(s.end for s in spans)

    def test_the_longest_mention_wins(self, tiny: Linker) -> None:
        assert found(tiny, "青屿人民银行北湾分行") == [("青屿人民银行北湾分行", "qpb-beiwan")]
        assert found(tiny, "QPB Beiwan Branch") == [("QPB Beiwan Branch", "qpb-beiwan")]


class TestUse:
    def test_a_form_for_look_up_alone_never_fires_in_text(self, tiny: Linker) -> None:
        assert found(tiny, "Tidehead said. QPB") == [("QPB", "qpb")]
        assert tiny.resolve("Tidehead").id == "qpb"

    def test_a_form_with_context_links_only_beside_other_evidence(self, tiny: Linker) -> None:
        assert found(tiny, "去潮头行办事") == []
        assert ("潮头行", "qpb") in found(tiny, "青屿人民银行（潮头行）今日开会")
        assert ("潮头行", "qpb") in found(tiny, "潮头行行长林望舒")


class TestOverlaidForms:
    def test_an_overlays_forms_obey_the_same_rules(self, overlaid: Overlaid) -> None:
        linker = overlaid("""
[moss]
type = "institution"
kind = "company"
zh = "苔原集团"
abbreviation = [{ text = "MOSS", case = "exact", not_in = ["MOSS GREEN"] }]
""")
        assert found(linker, "MOSS, moss, MOSS GREEN, MOSSY") == [("MOSS", "moss")]
