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
    assert quoted(names, dict.fromkeys(names, "term")) == {"跨境“理财通”"}


def test_a_cipher_may_be_quoted() -> None:
    assert quoted({"system": [row("1+N政策体系")]}, {"system": "term"}) == {"“1+N”政策体系"}


def test_no_part_of_a_body_or_a_person_is_quoted_nor_a_part_that_is_no_name() -> None:
    names = {"bank": [row("跨境理财通银行")], "wealth": [row("理财通")], "other": [row("跨境资金池")]}
    assert quoted(names, {"bank": "institution", "wealth": "term", "other": "term"}) == set()


def test_what_stands_in_quotation_marks_wants_no_context() -> None:
    names = {"connect": [row("北向互换通", use="with-context")], "swap": [row("互换通")]}
    made = [r for some in with_quoted_parts(names, dict.fromkeys(names, "term")).values() for r in some if r.via == VIA]
    assert [(r.text, r.use, r.type) for r in made] == [("北向“互换通”", "anywhere", "generated")]
