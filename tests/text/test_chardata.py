"""Facts about characters: the table is closed, says why, and survives being stored."""

from __future__ import annotations

import struct

import pytest

from cnfin_terms.errors import ArtifactError
from cnfin_terms.text.chardata import COMMON, STEPS, FoldTable, build_table, step_names


@pytest.fixture(scope="module")
def table() -> FoldTable:
    return build_table()


def look_up(table: FoldTable, char: str) -> str:
    return table.many.get(char, table.one.get(ord(char), char))


def test_the_table_is_closed(table: FoldTable) -> None:
    """A fold consists of characters that fold to themselves, and lower() leaves it alone."""
    for fold in {*table.one.values(), *table.many.values()}:
        assert all(look_up(table, char) == char for char in fold)
        assert fold.lower() == fold


def test_one_for_one_stays_in_the_basic_plane_but_for_canonical_twins(table: FoldTable) -> None:
    """A text must not double its memory by folding; 𤋮 and its twin U+FA6C are one character by Unicode's word."""
    out = [code for code, fold in table.one.items() if code <= 0xFFFF < ord(fold)]
    assert all(0xF900 <= code <= 0xFAFF for code in out)
    assert len(out) < 20


def test_every_replacement_has_its_steps_and_nothing_else_has(table: FoldTable) -> None:
    listed = "".join(table.steps.values())
    assert len(listed) == len(set(listed))
    assert set(listed) == {*map(chr, table.one), *table.many}
    assert all(step_names(mask) for mask in table.steps)


def test_lengths_are_as_named(table: FoldTable) -> None:
    assert all(len(fold) == 1 and ord(fold) != code for code, fold in table.one.items())
    assert all(len(fold) != 1 for fold in table.many.values())
    assert set(COMMON) <= set(map(chr, table.one))


@pytest.mark.parametrize(
    ("char", "fold", "steps"),
    [
        ("監", "监", ("t2s",)),
        ("臺", "台", ("t2s",)),
        ("滙", "汇", ("t2s",)),
        ("羣", "群", ("t2s",)),
        ("峯", "峰", ("t2s",)),
        ("衞", "卫", ("t2s",)),
        ("著", "着", ("t2s",)),
        ("簷", "檐", ("t2s",)),
        ("敍", "叙", ("t2s",)),
        ("枱", "台", ("t2s",)),
        ("淸", "清", ("compatibility",)),
        ("\uf98a", "力", ("compatibility",)),  # a compatibility ideograph
        ("⼈", "人", ("compatibility",)),  # Kangxi radical
        ("⺠", "民", ("compatibility",)),  # radicals supplement, without a decomposition
        ("⻓", "长", ("compatibility",)),
        ("⻑", "长", ("compatibility", "t2s")),
        ("Ａ", "a", ("fullwidth", "case")),
        ("（", "(", ("fullwidth",)),
        ("．", ".", ("fullwidth",)),
        ("é", "e", ("combining",)),
        ("Ǚ", "u", ("combining", "case")),
        ("ü", "u", ("combining",)),
        ("ɡ", "g", ("compatibility",)),
        ("ß", "ss", ("case",)),
        ("ς", "σ", ("case",)),
        ("Σ", "σ", ("case",)),
        ("İ", "i", ("combining", "case")),
        ("ﬁ", "fi", ("compatibility",)),
        ("㈱", "(株)", ("compatibility",)),
        ("℡", "tel", ("compatibility", "case")),
        ("½", "1/2", ("compatibility", "punctuation")),
        ("①", "1", ("compatibility",)),
        ("⑩", "10", ("compatibility",)),
        ("’", "'", ("punctuation",)),
        ("„", '"', ("punctuation",)),
        ("「", '"', ("punctuation",)),
        ("—", "-", ("punctuation",)),
        ("−", "-", ("punctuation",)),
        ("•", "·", ("punctuation",)),
        ("・", "·", ("punctuation",)),
        ("\u00ad", "", ("zero-width",)),
        ("\u202e", "", ("zero-width",)),
        ("\u0304", "", ("combining",)),
        ("\ufe0f", "", ("combining",)),
        ("\u3000", " ", ("space",)),
        ("\u2029", "\n\n", ("line-break",)),
        ("\ud800", "\ufffd", ("compatibility",)),
    ],
)
def test_what_a_character_folds_to_and_why(table: FoldTable, char: str, fold: str, steps: tuple[str, ...]) -> None:
    assert look_up(table, char) == fold
    assert [step_names(mask) for mask, chars in table.steps.items() if char in chars] == [steps]


@pytest.mark.parametrize(
    "char",
    [
        "么",  # Simplified already, though a regional table of OpenCC takes it for the Traditional 幺
        "后",
        "里",
        "〇",
        "々",
        "、",
        "。",
        "《",
        "…",  # three full stops would lengthen nearly every document
        "™",  # its letters would run on from the name before it
        "ø",  # a letter of its own, not o with a mark
        "가",
        "\0",
        "\n",
        "\U0001f6a9",
    ],
)
def test_what_stays(table: FoldTable, char: str) -> None:
    assert look_up(table, char) == char


def test_the_stored_table_is_the_table(table: FoldTable) -> None:
    data = table.to_bytes()
    assert FoldTable.from_bytes(data) == table
    assert FoldTable.from_bytes(data).to_bytes() == data


def test_a_damaged_table_is_refused(table: FoldTable) -> None:
    """Cut, lengthened, of another format, or with lengths that do not fit."""
    data = table.to_bytes()
    odd = data[:8] + struct.pack("<I", 3) + data[12:]
    for bad in (b"", data[:-1], data[:20], data + b"\0", b"x" + data[1:], odd, data[:40] + b"\xff" * (len(data) - 40)):
        with pytest.raises(ArtifactError, match="compile the lexicon again"):
            FoldTable.from_bytes(bad)


def test_steps_have_stable_names() -> None:
    """Names are part of Mention.trace; the order is the order of traces."""
    assert [step.name for step in STEPS] == [
        *("entity", "tag", "line-break", "letter-spacing", "space", "zero-width"),
        *("combining", "compatibility", "fullwidth", "case", "t2s", "punctuation"),
    ]
    assert step_names(0) == ()
    assert step_names(sum(step.bit for step in STEPS)) == tuple(step.name for step in STEPS)
