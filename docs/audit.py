"""Audit the lexicon: draw facts at random, and read the verdicts that a reader wrote beside them.

    python docs/audit.py draw --seed 1 --size 300 [--avoid docs/audits/*.tsv] > docs/audits/NAME.tsv
    python docs/audit.py table docs/audits/NAME.tsv

A fact is the value of one field of one record: a name, a date, an identifier, a post, a relation. The draw is stratified by category:
each has a floor, and the rest goes by the number of its facts. Readers fill in ``verdict`` (right, wrong, unseen) and ``evidence``.
``unseen`` is a value that the reader found neither shown nor contradicted.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from math import comb
from pathlib import Path
from typing import Any

from cnfin_terms.lexicon.load import record_files

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = ("category", "file", "id", "field", "value", "sources", "verdict", "evidence")
VERDICTS = ("right", "wrong", "unseen")
FLOOR = 16
#: Beginnings of file names by category; what none of them claims is among the companies that news names.
INSTITUTIONS = {
    "party-state and regulators": (
        "central-bank", "hong-kong", "local", "macau-taiwan", "mainland-departments", "ministries", "party-state", "regulators", "groups"),
    "exchanges, infrastructure, associations": ("associations", "exchanges", "infrastructure", "raters-data", "media"),
    "banks": ("banks", "rural-credit-unions", "wealth-managers"),
    "insurers, brokers, funds and the like": (
        "asset-management", "brokers", "consumer-finance", "finance-companies", "fund-managers", "futures", "insurers", "leasing", "payment", "trust",
        "state-investors"),
    "multilaterals and foreign": ("foreign", "multilateral"),
}
#: Fields that say how a record is filed and used, not what is so.
NO_FACTS = frozenset({"type", "kind", "sources", "pinyin", "order", "prior", "takes", "regions", "id", "overlay"})


def category(file: str) -> str:
    """The category of a record's file, as the lexicon's breadth is counted."""
    folder, name = file.split("/")[-2:]
    if folder == "terms" and name.startswith(("indices", "rates", "schemes")):
        return "markets, indices, benchmarks"
    if folder != "institutions":
        return {"markets": "markets, indices, benchmarks", "offices": "party-state and regulators"}.get(folder, folder)
    return next((label for label, starts in INSTITUTIONS.items() if name.startswith(starts)), "companies")


def facts(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The facts of a record as (field, value), each a claim that a source can show or contradict."""
    for field, value in record.items():
        if field in NO_FACTS or not value:
            continue
        items = value.items() if field == "ids" else value if isinstance(value, list) else [value]
        for item in items:
            yield from _claims(field, item)


def _claims(field: str, item: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  (a value of TOML)
    if not isinstance(item, dict):
        yield (f"ids.{item[0]}", str(item[1])) if field == "ids" else (field, str(item))
    elif field == "posts":
        post = f"{' '.join([*item.get('modifiers', ()), item['title']])} at {item['at']}"
        yield field, post
        yield from ((f"posts.{end}", f"{item[end]}: {post}") for end in ("since", "until", "seen") if item.get(end))
    elif field in {"relations", "members"}:
        what = f"{item.get('how', 'has')} {item['id']}"
        yield field, what
        yield from ((f"{field}.{end}", f"{item[end]}: {what}") for end in ("on", "since", "until") if item.get(end))
    else:
        yield field, f"{item['text']} ({item['region']})" if item.get("region") else item["text"]
        yield from ((f"{field}.{end}", f"{item[end]}: {item['text']}") for end in ("since", "until") if item.get(end))


def draw(seed: int, size: int, avoid: set[tuple[str, str, str]]) -> list[dict[str, str]]:
    """Facts at random, the same for the same seed and lexicon: a floor for each category, the rest by its number of facts."""
    pools: dict[str, list[dict[str, str]]] = {}
    for path in record_files(ROOT / "lexicon"):
        file = path.relative_to(ROOT / "lexicon").as_posix()
        for id_, record in tomllib.loads(path.read_text("utf-8")).items():
            sources = " | ".join([*record["sources"], *(post["source"] for post in record.get("posts", ()) if post["source"] not in record["sources"])])
            pools.setdefault(category(file), []).extend(
                {"category": category(file), "file": file, "id": id_, "field": field, "value": value, "sources": sources}
                for field, value in facts(record) if (id_, field, value) not in avoid)
    rng = random.Random(seed)  # noqa: S311  (a draw that can be repeated)
    total = sum(map(len, pools.values()))
    spare = size - FLOOR * len(pools)
    drawn: list[dict[str, str]] = []
    for label in sorted(pools):
        drawn += rng.sample(pools[label], FLOOR + spare * len(pools[label]) // total)
    while len(drawn) < size:  # what rounding left
        fact = rng.choice(rng.choice([pools[label] for label in sorted(pools)]))
        if fact not in drawn:
            drawn.append(fact)
    return drawn


def interval(wrong: int, size: int, level: float = 0.95) -> tuple[float, float]:
    """Clopper and Pearson's exact interval of a share, found by halving.

    >>> [round(end, 4) for end in interval(3, 300)]
    [0.0021, 0.0289]
    """
    def at_most(count: int, rate: float) -> float:
        return sum(comb(size, k) * rate**k * (1 - rate) ** (size - k) for k in range(count + 1))

    def solve(count: int, tail: float) -> float:
        low, high = 0.0, 1.0
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if at_most(count, middle) > tail else (low, middle)
        return low

    tail = (1 - level) / 2
    return (0.0 if wrong == 0 else solve(wrong - 1, 1 - tail), 1.0 if wrong == size else solve(wrong, tail))


def table(rows: list[dict[str, str]]) -> str:
    """The verdicts by category as a Markdown table, with the interval of the share that is wrong."""
    counts = Counter((row["category"], row["verdict"]) for row in rows)
    lines = ["| category | facts | right | wrong | unseen |", "|---|---|---|---|---|"]
    for label in [*sorted({row["category"] for row in rows}), "all"]:
        found = [sum(n for (c, v), n in counts.items() if v == verdict and label in {c, "all"}) for verdict in VERDICTS]
        lines.append(f"| {label} | {sum(found)} | {' | '.join(map(str, found))} |")
    wrong, size = found[1], sum(found)
    low, high = interval(wrong, size)
    return "\n".join([*lines, "", f"Wrong: {wrong} of {size}, {wrong / size:.1%}; 95 % interval {low:.1%} to {high:.1%}."])


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("--seed", type=int, required=True)
    drawing.add_argument("--size", type=int, default=300)
    drawing.add_argument("--avoid", type=Path, nargs="*", default=[])
    tabling = commands.add_parser("table")
    tabling.add_argument("file", type=Path)
    options = parser.parse_args()
    if options.command == "table":
        rows = read(options.file)
        if bad := [f"{row['id']} {row['field']}" for row in rows if row["verdict"] not in VERDICTS]:
            sys.exit(f"no verdict (one of {', '.join(VERDICTS)}): {'; '.join(bad[:5])}")
        sys.stdout.write(table(rows) + "\n")
        return
    avoid = {(row["id"], row["field"], row["value"]) for file in options.avoid for row in read(file)}
    writer = csv.DictWriter(sys.stdout, COLUMNS, delimiter="\t", lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(draw(options.seed, options.size, avoid))


def read(file: Path) -> list[dict[str, str]]:
    """The rows of an audit's file."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


if __name__ == "__main__":
    main()
