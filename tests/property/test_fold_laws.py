"""Laws of folding; each holds for every text."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from strategies_text import NAMES, folder, mixed, names, table, texts

from cnfin_terms.text.fold import ROUNDS
from cnfin_terms.text.script import to_simplified, to_traditional

SETTINGS = settings(max_examples=400, deadline=None)
BLANK = " \t\n"


def fold(text: str) -> str:
    return folder().fold(text).text


def test_folding_every_character_twice_is_folding_it_once() -> None:
    """The whole domain, each character between two that nothing acts on: draws miss the one in a million."""
    once = fold("ж".join(map(chr, range(sys.maxunicode + 1))))
    assert fold(once) == once


def test_every_character_beside_names_folds_twice_as_once() -> None:
    """A character may act on its neighbours: between Han, between Latin letters, in an entity, in a tag."""
    for char in {*map(chr, range(0x3400)), *map(chr, table().one), *table().many}:
        text = f"中{char}国{char}a{char}b&am{char}p;<{char}b>{char}"
        once = fold(text)
        assert fold(once) == once, hex(ord(char))


@SETTINGS
@given(texts)
@example("<<b>b>")
@example("&am<b></b>p;")
@example("&" + "amp;" * 50 + "lt;b>")
@example("&#38;" * 9 + "#38;#38;lt;")
@example("＜b＞央行")
@example("&lt;a &lt;b>" * 5)
@example("ㅎ\u200b\u1161<b>\u11ab")
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@pytest.mark.parametrize("depth", range(12))
def test_nests_deeper_than_the_rounds_are_made_inert(depth: int) -> None:
    """However deep tags and entities are nested, what comes out is stable."""
    tags, entities = "<b" * depth + ">" * depth, "&lt;b&gt;"
    for _ in range(depth):
        entities = entities.replace("&", "&#38;")
    for text in (tags, entities, tags + entities, f"中{tags}国{entities}行<a {entities}>"):
        once = fold(text)
        assert fold(once) == once
    if depth >= ROUNDS:
        assert "\ufffd" in fold(entities)


@SETTINGS
@given(texts)
def test_offsets_are_in_order_and_inside(text: str) -> None:
    folded = folder().fold(text)
    before = 0
    for i in range(len(folded.text)):
        start, end = folded.span(i, i + 1)
        assert 0 <= start <= end <= len(text)
        assert before <= start
        before = start
        assert folded.position(start) <= i
    positions = [folded.position(i) for i in range(len(text) + 1)]
    assert positions == sorted(positions)
    assert not positions or positions[-1] <= len(folded.text)
    if folded.identity:
        assert len(text) == len(folded.text)
        assert positions == list(range(len(text) + 1))


@SETTINGS
@given(texts, st.data())
def test_the_source_of_a_span_folds_to_it(text: str, data: st.DataObject) -> None:
    """A span's source, cut out, folds to text that contains the span's: to just that, if no expansion is cut in two.

    For spans that neither begin nor end with a blank, as no name does: a blank's fold depends on what is beside it. And
    not where nesting was made inert: a part is nested less deep than the whole.
    """
    folded = folder().fold(text)
    n = len(folded.text)
    i = data.draw(st.integers(0, n))
    j = data.draw(st.integers(i, n))
    part = folded.text[i:j]
    if not part or part[0] in BLANK or part[-1] in BLANK or "\ufffd" in part:
        return
    start, end = folded.span(i, j)
    again = fold(text[start:end])
    assert part in again
    if (i == 0 or folded.span(i - 1, i)[1] <= start) and (j == n or folded.span(j, j + 1)[0] >= end):
        assert part == again


@SETTINGS
@given(texts, names, texts)
def test_a_name_in_a_text_is_found_where_it_is(left: str, name: str, right: str) -> None:
    """Walled off by a letter that nothing folds into, a name's fold lies at its place, and its span is the name."""
    wall = "Ж"
    text = f"{left}{wall}{name}{wall}{right}"
    folded = folder().fold(text)
    start = folded.position(len(left) + 1)
    key = folder().key(name)
    if "<" in left or "＜" in left or "lt;" in left or "&" in left or "\ufffd" in folded.text:
        return  # it may be inside a tag
    assert folded.text[start : start + len(key)] == key
    assert folded.span(start, start + len(key)) == (len(left) + 1, len(left) + 1 + len(name))
    assert folded.trace(start, start + len(key), name) == ()


@SETTINGS
@given(mixed())
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    """NFC and NFD are the same text. (Not where a combining slash makes another sign of a tag's bracket.)"""
    text = text.replace("\u0338", "")
    composed, decomposed = (fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    assert composed == decomposed


def test_every_character_folds_alike_composed_and_decomposed() -> None:
    for char in map(chr, range(sys.maxunicode + 1)):
        for form in ("NFC", "NFD"):
            if not unicodedata.is_normalized(form, char):
                assert fold(char) == fold(unicodedata.normalize(form, char)), hex(ord(char))


@SETTINGS
@given(st.lists(names, min_size=1, max_size=4).map("，".join), st.sampled_from(["zh-Hant", "zh-HK", "zh-TW"]))
def test_both_scripts_fold_alike(text: str, region: str) -> None:
    """A text's Traditional form, of any region, and its Simplified form fold alike."""
    assert fold(to_traditional(text, region)) == fold(to_simplified(text, region)) == fold(text)


@SETTINGS
@given(names, st.data())
def test_width_case_and_invisible_characters_change_nothing(name: str, data: st.DataObject) -> None:
    """Each character may be fullwidth, capital, or have something invisible behind it."""
    name = name.replace("&", "").replace("İ", "").replace("ß", "")
    wide = [chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and data.draw(st.booleans()) else c for c in name]
    case = [c.upper() if c.islower() and len(c.upper()) == 1 and data.draw(st.booleans()) else c for c in wide]
    dirty = "".join(c + data.draw(st.sampled_from(["", "", "\u200b", "\u00ad", "\u2060\ufeff", "<b>", "</font>"])) for c in case)
    assert fold(dirty) == fold(name)


@SETTINGS
@given(texts, texts)
def test_a_blank_line_parts(left: str, right: str) -> None:
    """Nothing reaches over a blank line: both sides fold as they would alone, but for the blanks at the line."""
    if any(char in left + right for char in "<>&＜＞＆;≮≯﹤﹥﹠；;\u00ad"):
        return  # a tag may be broken over lines, and a soft hyphen joins
    assert fold(f"{left}\n\n{right}") == f"{fold(left).rstrip(BLANK)}\n\n{fold(right).lstrip(BLANK)}"


@SETTINGS
@given(texts)
def test_the_table_gives_one_answer_by_every_path(text: str) -> None:
    """The quick ways to fold character by character agree with the table."""
    text = text.replace("\r", "").replace("\u00ad", "")
    one, many = table().one, table().many
    slow = "".join(many.get(char, one.get(ord(char), char)) for char in text)
    if not any("\u1100" <= char <= "\u11ff" for char in slow):
        assert folder()._characters(text, []) == slow


def test_names_are_not_trivial() -> None:
    """The pool has texts of every path: verbatim, one for one, longer and shorter."""
    assert {folder().fold(name).identity for name in NAMES} == {True, False}
