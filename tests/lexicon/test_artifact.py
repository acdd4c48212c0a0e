"""The compiled file: what is packed comes back, and nothing damaged is ever read in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import tiny as tiny_lexicon
from hypothesis import given
from hypothesis import strategies as st

from cnfin_terms.errors import ArtifactError
from cnfin_terms.lexicon import artifact
from cnfin_terms.lexicon.artifact import Rows, Strings, ints, lines, pack, pack_ints, pack_lines, pack_rows, pack_strings, unpack

if TYPE_CHECKING:
    from collections.abc import Callable

SECTIONS = {"one": b"abc", "empty": b"", "two": "甲乙".encode()}


@given(st.lists(st.integers(0, 2**32 - 1)))
def test_numbers_come_back(numbers: list[int]) -> None:
    assert list(ints(pack_ints(numbers))) == numbers
    assert len(pack_ints(numbers)) == 4 * len(numbers)


@given(st.lists(st.text(st.characters(codec="utf-8"))))
def test_strings_come_back_one_by_one_and_all_at_once(strings: list[str]) -> None:
    packed = Strings(memoryview(pack_strings(strings)))
    assert packed.all() == strings == [packed[i] for i in range(len(packed))]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1)))
def test_lines_come_back(strings: list[str]) -> None:
    assert lines(memoryview(pack_lines(strings))) == strings


def test_a_line_break_in_a_list_of_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="line break"):
        pack_lines(["one", "t\nwo"])


@given(st.dictionaries(st.integers(0, 2**32 - 1), st.sets(st.integers(0, 2**32 - 1))))
def test_rows_come_back(rows: dict[int, set[int]]) -> None:
    packed = Rows(memoryview(pack_rows(rows)))
    assert dict(packed) == rows == {key: packed[key] for key in packed}
    assert list(packed) == sorted(rows)
    assert len(packed) == len(rows)
    assert all(key + 1 in rows or key + 1 not in packed for key in rows)


def test_numbers_are_little_endian() -> None:
    assert pack_ints([1]) == b"\x01\0\0\0"


def test_sections_come_back_under_a_fingerprint_of_their_bytes() -> None:
    header, sections = unpack(pack(SECTIONS, "7"), "x.bin")
    assert {name: bytes(data) for name, data in sections.items()} == SECTIONS
    assert (header["version"], header["format"]) == ("7", artifact.FORMAT)
    assert unpack(pack(SECTIONS, "8"), "x.bin")[0]["fingerprint"] == header["fingerprint"]
    assert unpack(pack({**SECTIONS, "two": b"x"}, "7"), "x.bin")[0]["fingerprint"] != header["fingerprint"]


def _flip(at: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda _: b"", "is no compiled lexicon"),
        (lambda _: b"PK\x03\x04 a zip file of some length and more", "is no compiled lexicon"),
        (lambda data: data[:20], "is no compiled lexicon"),
        (lambda data: data[:22], "is no compiled lexicon"),
        (lambda data: data[:60], "the header is damaged"),
        (lambda data: data[:-1], "is damaged (its checksum differs)"),
        (lambda data: data + b"\0", "is damaged (its checksum differs)"),
        (_flip(-1), "is damaged (its checksum differs)"),
        (lambda data: data.replace(b'"format": 5', b'"format": 9'), "has format 9, this version reads 5"),
        (lambda data: data.replace(b'"format"', b'"farmot"'), "the header is damaged"),
    ],
)
def test_a_damaged_file_is_refused_by_name_with_the_way_to_mend_it(damage: Callable[[bytes], bytes], words: str) -> None:
    with pytest.raises(ArtifactError) as caught:
        unpack(damage(pack(SECTIONS, "7")), "somewhere/x.bin")
    assert words in str(caught.value)
    assert "somewhere/x.bin" in str(caught.value)
    assert "reinstall cnfin-terms" in str(caught.value)


def test_no_bit_of_the_body_can_flip_unseen() -> None:
    """Every byte of a small body in turn: the automaton's loader would take damaged bytes in silence."""
    data = pack(SECTIONS, "7")
    for at in range(len(data) - sum(map(len, SECTIONS.values())), len(data)):
        with pytest.raises(ArtifactError, match="checksum"):
            unpack(_flip(at)(data), "x.bin")


def test_a_real_one_with_one_bit_flipped_anywhere_is_refused() -> None:
    data = tiny_lexicon.data()
    for at in range(200, len(data), len(data) // 7):
        with pytest.raises(ArtifactError):
            unpack(data[:at] + bytes([data[at] ^ 16]) + data[at + 1 :], "x.bin")


def test_a_truncated_real_one_is_refused_wherever_it_ends() -> None:
    data = tiny_lexicon.data()
    for size in (*range(0, 200, 13), len(data) // 2, len(data) - 1):
        with pytest.raises(ArtifactError):
            unpack(data[:size], "x.bin")
