"""A part of a coined name in quotation marks: which parts, of which names."""

from __future__ import annotations

from cnfin_terms.lexicon.forms import FormRow
from cnfin_terms.lexicon.quoted import VIA, with_quoted_parts


def row(text: str, use: str = "anywhere") -> FormRow:
    return FormRow(text, "zh", "official", "written", use=use)


def quoted(names: dict[str, list[FormRow]], types: dict[str, str]) -> set[str]:
    return {r.text for some in with_quoted_parts(names, types).values() for r in some if r.via == VIA}


def test_a_part_that_is_a_name_may_be_quoted() -> None:
    names = {"connect": [row("跨境理财通")], "wealth": [row("理财通")]}
    assert quoted(names, dict.fromkeys(names, "term")) == {"跨境“理财通”", "跨境‘理财通’", "跨境《理财通》"}


def test_a_cipher_may_be_quoted() -> None:
    assert quoted({"system": [row("1+N政策体系")]}, {"system": "term"}) == {"“1+N”政策体系", "‘1+N’政策体系", "《1+N》政策体系"}


def test_no_part_of_a_body_or_a_person_is_quoted_nor_a_part_that_is_no_name() -> None:
    names = {"bank": [row("跨境理财通银行")], "wealth": [row("理财通")], "other": [row("跨境资金池")]}
    assert quoted(names, {"bank": "institution", "wealth": "term", "other": "term"}) == set()


def test_what_stands_in_quotation_marks_wants_no_context() -> None:
    names = {"connect": [row("北向互换通", use="with-context")], "swap": [row("互换通")]}
    made = [r for some in with_quoted_parts(names, dict.fromkeys(names, "term")).values() for r in some if r.via == VIA]
    assert {(r.text, r.use, r.type) for r in made} == {(f"北向{text}", "anywhere", "generated") for text in ("“互换通”", "‘互换通’", "《互换通》")}


def test_a_name_written_with_quotation_marks_has_a_form_without() -> None:
    assert quoted({"plan": [row("扩大消费“十五五”规划")]}, {"plan": "term"}) == {"扩大消费‘十五五’规划", "扩大消费《十五五》规划", "扩大消费十五五规划"}
    assert quoted({"bank": [row("台湾「中央银行」")]}, {"bank": "institution"}) == {"台湾‘中央银行’", "台湾《中央银行》", "台湾中央银行"}


def test_a_name_that_stands_in_them_as_a_whole_has_none() -> None:
    assert quoted({"slogan": [row("“投资中国”")]}, {"slogan": "term"}) == {"‘投资中国’", "《投资中国》"}


def test_another_records_name_is_left_to_it() -> None:
    names = {"tool": [row("新“国九条”")], "other": [row("新国九条")]}
    assert quoted(names, {"tool": "term", "other": "institution"}) == {"新‘国九条’", "新《国九条》"}


def test_a_possessive_is_no_quotation_mark() -> None:
    assert quoted({"rules": [row("Shareholders’ Reductions")]}, {"rules": "term"}) == set()
