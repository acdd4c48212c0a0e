"""Tables fit the terminal, whatever the script."""

import unicodedata

import pytest
from handmade import document, empty

from cnfin_terms.table import MENTION_COLUMNS, Column, cut, display_width, layout, mentions_table, printable


def test_han_takes_two_cells_and_marks_none() -> None:
    assert [display_width(text) for text in ("央行", "PBOC", "ＰＢＯＣ", "。", "e\u0301", "\u200b", "ｶ", "📈")] == [4, 4, 8, 2, 1, 0, 1, 2]


def test_every_character_takes_what_its_class_says() -> None:
    """No wide character counts as narrow, over all of Unicode."""
    for point in range(0x110000):
        character = chr(point)
        if unicodedata.east_asian_width(character) in "WF":
            assert display_width(character) == 2


@pytest.mark.parametrize("text", ["中国人民银行", "PBOC 中国人民银行", "", "a", "中"])
@pytest.mark.parametrize("cells", range(14))
def test_cut_never_exceeds_its_cells_and_keeps_what_fits(text: str, cells: int) -> None:
    shown = cut(text, cells)
    assert display_width(shown) <= max(cells, 0)
    assert (shown == text) == (display_width(text) <= cells)
    if shown != text and cells:
        assert shown.endswith("…")
        assert text.startswith(shown[:-1])


def test_every_line_has_the_same_cells_before_a_column() -> None:
    rows = [("pboc", "中国人民银行", "x"), ("hkma", "HKMA 金管局", "y")]
    lines = layout((Column("ID"), Column("name"), Column("last")), rows).splitlines()
    assert {display_width(line[:line.rindex(mark)]) for line, mark in zip(lines, ("last", "────", "x", "y"), strict=True)} == {20}


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 120, 200])
def test_mentions_fit_the_terminal(width: int) -> None:
    for line in mentions_table(document(), width).splitlines()[:-1]:
        assert display_width(line) <= max(width, 32)


def test_columns_go_in_order_of_their_rank() -> None:
    """On a narrow terminal the reason goes first and the text stays."""
    wide, narrow = (mentions_table(document(), width).splitlines()[0].split() for width in (200, 40))
    assert [column.heading for column in MENTION_COLUMNS] == wide
    assert {"text", "ID"} <= set(narrow) < set(wide)
    assert "reason" not in narrow


def test_nothing_is_cut_without_a_width() -> None:
    assert "…" not in mentions_table(document())


def test_statuses_are_told_apart() -> None:
    shown = mentions_table(document())
    assert "? csrc | pboc" in shown
    assert "—" in shown
    assert shown.endswith("5 mentions: 3 resolved, 1 ambiguous, 1 unresolved.")


def test_roles_stand_below() -> None:
    assert mentions_table(document()).split("\n\n")[1].splitlines()[-1].split() == ["潘功胜", "行长", "中国人民银行"]


def test_an_empty_document_says_so() -> None:
    assert mentions_table(empty()) == "No mentions."


def test_nothing_in_a_text_can_steer_the_terminal() -> None:
    shown = printable("".join(map(chr, [*range(0xA0), 0x2028, 0x2029, 0xD800, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])))
    assert not [character for character in shown if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or "\u202a" <= character <= "\u202e"]
    shown.encode()
