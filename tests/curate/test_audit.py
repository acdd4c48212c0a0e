"""The audit's draw can be repeated, reaches every category, and its table counts what it is given."""

import runpy
from collections import Counter
from pathlib import Path
from typing import Any

AUDIT: dict[str, Any] = runpy.run_path(str(Path(__file__).resolve().parent.parent.parent / "docs" / "audit.py"))


def keys(rows: list[dict[str, str]]) -> list[tuple[str, str, str]]:
    return [(row["id"], row["field"], row["value"]) for row in rows]


def test_the_same_seed_draws_the_same_facts_once_each() -> None:
    first, again, other = (AUDIT["draw"](seed, 300, set()) for seed in (5, 5, 6))
    assert first == again
    assert len(set(keys(first))) == len(first) == 300
    assert keys(first) != keys(other)


def test_every_category_has_its_floor() -> None:
    counts = Counter(row["category"] for row in AUDIT["draw"](7, 300, set()))
    assert set(counts) == {
        *AUDIT["INSTITUTIONS"], "companies", "people", "titles", "terms", "events", "markets, indices, benchmarks"}
    assert min(counts.values()) >= AUDIT["FLOOR"]


def test_what_was_drawn_before_is_not_drawn_again() -> None:
    before = set(keys(AUDIT["draw"](8, 300, set())))
    assert not before & set(keys(AUDIT["draw"](8, 300, before)))


def test_a_fact_is_one_value_of_one_field() -> None:
    record = {
        "type": "person", "zh": "林望舒", "romanised": ["Lin Wang-shu", {"text": "Wangshu Lin", "region": "hk"}], "ids": {"ticker": ["A:1", "B:2"]},
        "posts": [{"title": "governor", "modifiers": ["deputy"], "at": "qpb", "since": "2001", "source": "s", "checked": "2002"}], "sources": ["s"],
    }
    assert list(AUDIT["facts"](record)) == [
        ("zh", "林望舒"), ("romanised", "Lin Wang-shu"), ("romanised", "Wangshu Lin (hk)"), ("ids.ticker", "['A:1', 'B:2']"),
        ("posts", "deputy governor at qpb"), ("posts.since", "2001: deputy governor at qpb"),
    ]


def test_the_table_counts_the_verdicts() -> None:
    rows = [{"category": c, "verdict": v} for c, v in (("a", "right"), ("a", "wrong"), ("b", "unseen"), ("b", "right"))]
    lines = AUDIT["table"](rows).splitlines()
    assert lines[2:5] == ["| a | 2 | 1 | 1 | 0 |", "| b | 2 | 1 | 0 | 1 |", "| all | 4 | 2 | 1 | 1 |"]
    assert lines[-1] == "Wrong: 1 of 4, 25.0%; 95 % interval 0.6% to 80.6%."
