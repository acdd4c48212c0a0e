"""Are the scores probabilities? Tables of forecasts against what was right, as docs/calibration.md shows them.

    python calibration/report.py FORECASTS.jsonl

A forecast is one candidate of one mention: {"document": ..., "lang": "zh" | "en" | "mixed", "score": 0.98, "right": true, "link": true}; "link" says that
the candidate is the answer given. The map from the model's log odds to probability that fits them best, one slope and one shift, is fitted leaving one
document out at a time, and printed with what it would change.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from math import exp, log
from pathlib import Path
from typing import NamedTuple

BINS = 10
THRESHOLDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
CONFIDENT = 0.9
STEPS = 400
#: The slope and shift of a map that changes nothing, and how near to it a fitted one stays (a normal prior's standard deviation).
NEUTRAL, SPREAD = (1.0, 0.0), 0.5


class Forecast(NamedTuple):
    """One candidate and whether it was right."""

    document: str
    lang: str
    score: float
    right: bool
    link: bool


def read(lines: Iterable[str]) -> list[Forecast]:
    """Forecasts from JSON lines."""
    return [Forecast(**json.loads(line)) for line in lines if line.strip()]


def ece(forecasts: Sequence[Forecast]) -> float:
    """Expected calibration error over bins of equal width."""
    return sum(abs(sum(f.score - f.right for f in inside)) for _, inside in bins(forecasts)) / len(forecasts)


def bins(forecasts: Sequence[Forecast]) -> list[tuple[int, list[Forecast]]]:
    """The forecasts by tenths of their score."""
    found: dict[int, list[Forecast]] = {}
    for forecast in forecasts:
        found.setdefault(min(BINS - 1, int(forecast.score * BINS)), []).append(forecast)
    return sorted(found.items())


def skill(forecasts: Sequence[Forecast]) -> float:
    """Brier skill against always saying the share of the right ones."""
    base = sum(f.right for f in forecasts) / len(forecasts)
    if base in (0.0, 1.0):
        return float("nan")
    return 1 - sum((f.score - f.right) ** 2 for f in forecasts) / len(forecasts) / (base * (1 - base))


def auroc(forecasts: Sequence[Forecast]) -> float:
    """The chance that a right candidate has the greater score than a wrong one; ties count half."""
    right = [f.score for f in forecasts if f.right]
    wrong = [f.score for f in forecasts if not f.right]
    if not right or not wrong:
        return float("nan")
    return sum((a > b) + (a == b) / 2 for a in right for b in wrong) / len(right) / len(wrong)


def fitted(forecasts: Sequence[Forecast]) -> tuple[float, float]:
    """The slope and shift of log odds under which the forecasts are likeliest, given that they are near 1 and 0."""
    slope, shift = NEUTRAL
    rate = 0.5 / max(1, len(forecasts))
    points = [(_logit(f.score), f.right) for f in forecasts]
    for _ in range(STEPS):
        errors = [(x, right - _probability(slope * x + shift)) for x, right in points]
        slope += rate * (sum(x * error for x, error in errors) / 4 - (slope - NEUTRAL[0]) / SPREAD**2)
        shift += rate * (sum(error for _, error in errors) - (shift - NEUTRAL[1]) / SPREAD**2)
    return slope, shift


def mapped(forecasts: Sequence[Forecast]) -> list[Forecast]:
    """Each forecast by the map that was fitted to the other documents."""
    maps = {name: fitted([f for f in forecasts if f.document != name]) for name in {f.document for f in forecasts}}
    return [f._replace(score=_probability(maps[f.document][0] * _logit(f.score) + maps[f.document][1])) for f in forecasts]


def _logit(score: float) -> float:
    score = min(max(score, 1e-4), 1 - 1e-4)
    return log(score / (1 - score))


def _probability(odds: float) -> float:
    return 1 / (1 + exp(-odds))


def row(name: str, forecasts: Sequence[Forecast]) -> str:
    """One line of the table by language."""
    links = [f for f in forecasts if f.link]
    sure = [f for f in links if f.score >= CONFIDENT]
    return (f"| {name} | {len(forecasts)} | {sum(f.right for f in forecasts) / len(forecasts):.3f} | {ece(forecasts):.4f} | {skill(forecasts):.3f} | "
            f"{auroc(forecasts):.3f} | {sum(f.right for f in sure) / max(1, len(sure)):.4f} | {len(sure) / max(1, len(links)):.3f} |")


def report(forecasts: Sequence[Forecast], say: Callable[[str], object]) -> None:
    """All tables, as Markdown."""
    say("| texts | forecasts | right | ECE | Brier skill | AUROC | precision at 0.9 | share at 0.9 |\n|---|---|---|---|---|---|---|---|")
    say(row("all", forecasts))
    for lang in sorted({f.lang for f in forecasts}):
        say(row(lang, [f for f in forecasts if f.lang == lang]))
    say(row("all, mapped", mapped(forecasts)))
    slope, shift = fitted(forecasts)
    say(f"\nThe map over all documents: slope {slope:.2f}, shift {shift:.2f}.\n")
    say("| score | forecasts | mean score | right |\n|---|---|---|---|")
    for number, inside in bins(forecasts):
        say(f"| {number / BINS:.1f} to {(number + 1) / BINS:.1f} | {len(inside)} | {sum(f.score for f in inside) / len(inside):.3f} | "
            f"{sum(f.right for f in inside) / len(inside):.3f} |")
    say("\n| links from | kept | precision |\n|---|---|---|")
    links = [f for f in forecasts if f.link]
    for threshold in THRESHOLDS:
        kept = [f for f in links if f.score >= threshold]
        if kept:
            say(f"| {threshold:.2f} | {len(kept) / len(links):.3f} | {sum(f.right for f in kept) / len(kept):.4f} |")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("forecasts", type=Path)
    with parser.parse_args().forecasts.open(encoding="utf-8") as lines:
        report(read(lines), lambda line: sys.stdout.write(line + "\n"))


if __name__ == "__main__":
    main()
