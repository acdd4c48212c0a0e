"""Words of finance: whole words, in two strengths, and what they do to a score."""

from __future__ import annotations

import pytest

from cnfin_terms import Linker
from cnfin_terms.text.cues import CUES, NOTHING, STRONG, WEAK, cue_at


def _strongest(text: str) -> int:
    """The most that any hit of a cue says."""
    hits = [(at, at + len(cue)) for cue in CUES for at in range(len(text)) if text.startswith(cue, at)]
    return max((cue_at(text, start, end)[0] for start, end in hits), default=NOTHING)


@pytest.mark.parametrize("text", [
    "supermarket", "embankment", "fundamentally", "stockpiled", "an investigation", "treasure", "security", "hippo",
    "屁股", "河水暴涨", "涨潮", "跌倒", "债主", "保险箱",
])
def test_words_that_only_contain_one_say_nothing(text: str) -> None:
    assert _strongest(text) == NOTHING


@pytest.mark.parametrize("text", [
    "the river bank", "the fish market", "capital of france", "shares a flat", "insured his cat", "economics at school", "in exchange for",
])
def test_words_of_daily_life_say_little(text: str) -> None:
    assert _strongest(text) == WEAK


@pytest.mark.parametrize("text", [
    "a banker", "banking", "securities", "investors", "insurance", "the economy", "two billion", "股票", "债券", "上涨", "保险", "利率",
])
def test_words_of_finance_say_much(text: str) -> None:
    assert _strongest(text) == STRONG


@pytest.mark.parametrize(("plain", "more"), [
    ("Bill Winters walked along the river bank.", "Bill Winters said the bank would raise capital."),
    ("Bill Winters went to the supermarket.", "Bill Winters met investors."),
    ("谷澍屁股疼。", "谷澍谈股票。"),
])
def test_a_person_wants_one_of_those_or_two_of_daily_life(real: Linker, plain: str, more: str) -> None:
    assert real.link(plain).mentions[0].score < real.link(more).mentions[0].score


def test_the_same_word_twice_is_one(real: Linker) -> None:
    once, twice, two = (real.link(text).mentions[0].score for text in (
        "Bill Winters sat on a bank.", "Bill Winters sat on a bank by a bank.", "Bill Winters sat on a bank by a market."))
    assert once == twice < two
