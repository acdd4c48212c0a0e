"""Ranked search: for people who look for a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cnfin_terms import OptionError
from cnfin_terms.searching import search

if TYPE_CHECKING:
    from cnfin_terms import Lexicon


def ids(lexicon: Lexicon, query: str, limit: int = 10) -> list[str]:
    return [found.entity.id for found in search(lexicon, query, limit)]


@pytest.mark.parametrize(
    ("query", "id_"),
    [
        ("QPB", "qpb"),
        ("青屿人民银行", "qpb"),
        ("青嶼人民銀行", "qpb"),
        ("people's bank of q", "qpb"),
        ("bank of cangh", "canghai-bank"),
        ("agricultural development", "qingyu-agricultural-development-bank"),
        ("lin wangs", "lin-wangshu"),
        ("林望川", "lin-wangchuan"),
        ("tide", "tide-administration"),
        ("结算所", "house-east"),
        ("Forum Guanchao", "guanchao-forum"),
        ("Yunchang Board", "yunchuang-board"),
        ("青屿证卷监督管理委员会", "qsrc"),
        ("tidehead", "qpb"),
    ],
)
def test_the_record_meant_comes_first(small: Lexicon, query: str, id_: str) -> None:
    assert ids(small, query)[0] == id_


def test_best_first_each_entity_once(small: Lexicon) -> None:
    found = search(small, "青屿", 100)
    assert len(found) > 10
    assert [f.score for f in found] == sorted((f.score for f in found), reverse=True)
    assert len({f.entity.id for f in found}) == len(found)
    assert all(0 <= f.score <= 1 for f in found)


def test_an_exact_name_outranks_one_that_begins_with_it(small: Lexicon) -> None:
    assert ids(small, "青屿人民银行", 3) == ["qpb", "qpb-beiwan", "qpb-nanzhou"]


def test_the_name_that_fits_is_given(small: Lexicon) -> None:
    assert search(small, "青银监会")[0].name.text == "青银监会"


@pytest.mark.parametrize("query", ["", "  ", "\u200b", "zzzzqqqq", "鑫鑫鑫", "\ud800"])
def test_what_resembles_nothing_finds_nothing(small: Lexicon, query: str) -> None:
    assert ids(small, query) == []


def test_at_most_as_many_as_asked(small: Lexicon) -> None:
    assert ids(small, "青屿", 2) == ids(small, "青屿", 50)[:2]


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_that_is_none(small: Lexicon, limit: int) -> None:
    with pytest.raises(OptionError, match="limit is a positive number"):
        search(small, "QPB", limit)
