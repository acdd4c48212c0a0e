"""Learn the weights of the evidence from the texts in ``calibration/sentences``.

    python calibration/learn.py            # print what was learned, and how well it predicts sentences that it did not see
    python calibration/learn.py --write    # and write it to src/cnfin_terms/resolution/weights.py

Each contested mark is a choice among its readings and "none of these": a reading's log odds are the weights of its features times their values.
Each form without rivals is right or wrong; so is each title, and each surname alone. Weights stay near the table that is there (a normal prior)
unless the sentences say otherwise. Evidence depends on what else was decided, so linking and learning take turns: run it again after --write.
"""

from __future__ import annotations

import argparse
import pprint
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import exp, log
from pathlib import Path
from typing import NamedTuple

from cnfin_terms import Linker
from cnfin_terms.evaluation import Gold, read_marked
from cnfin_terms.match.bound import scan
from cnfin_terms.relate.inference import with_inferred
from cnfin_terms.resolution import weights
from cnfin_terms.resolution.decide import none_of, plain_features
from cnfin_terms.resolution.facts import FactsOf
from cnfin_terms.resolution.marks import Mark, Senses, choose
from cnfin_terms.resolution.rounds import settle

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent / "src" / "cnfin_terms" / "resolution" / "weights.py"
#: Standard deviation of the prior, in log odds: a weight moves far from what was judged only where many texts say so.
SPREAD = 0.35
#: The tables of weights; the others are rates.
LEARNED = ("FORM", "EVIDENCE", "NONE", "PLAIN")
RATES_OF = ("TITLE", "INFERRED")
#: A rate counts as if it had been seen this often already.
SEEN = 20
#: What a choice of "none" counts in the hard texts. Half of their labels are such, by design; in ordinary texts it is one in eight. Where the lexicon says
#: that a form is a word as well (it wants context, it is weak, it is written small), they count whole: texts of finance do not show what it means elsewhere.
HARD_NONE = 0.25
WORDS_TOO = ("NONE with-context", "NONE weak", "NONE lower-case")
STEPS = 300
FOLDS = 5
#: A weight of nothing could never be learned again, since values are told from what they weigh.
LEAST = 0.05
#: Features of a title's answer, and the rate that each stands for.
RATES = {"kind": "kind", "person-post": "post", "nearest-institution": "nearest"}

#: What by its meaning never speaks against a link, whatever a few sentences say.
SPEAKS_FOR = frozenset({
    "again", "related", "cue", "cue-wanted", "full-form", "apposition", "post-held", "institution-beside", "people-beside", "people-near", "own-title",
    "among-han", "list-class", "moves", "ticker", "defined", "honorific", "posted", "own-region", "peers", "date-decides", "region-given", "region-near",
    "region-text"})

Features = dict[str, float]


class Case(NamedTuple):
    """A choice to be made: log odds that are not learned and features of each option, the last of them "none of these"; which was right; how much it counts."""

    offsets: tuple[float, ...]
    options: tuple[Features, ...]
    right: int
    weight: float = 1.0


def lesson(linker: Linker, gold: Gold) -> tuple[list[Case], list[tuple[str, bool]]]:
    """What a labelled text teaches: choices, and rates with whether they held."""
    store = linker.lexicon.store
    labels = {(label.start, label.end): label for label in gold.mentions}
    folded = store.folder.fold(gold.text)
    senses = Senses(store)
    spans, signals = scan(store, folded)
    marks, fallen, context = settle(senses, FactsOf(store), folded, choose(senses, spans), signals, gold.as_of, gold.region)
    decided = [*with_inferred(folded, context, marks, fallen), *fallen]
    cases: list[Case] = []
    rates: list[tuple[str, bool]] = []
    for mark in decided:
        start, end = folded.span(mark.start, mark.end)
        label = labels.get((start, end))
        ids = label.ids if label is not None else ()
        if label is not None and label.optional and not (mark.won is not None and store.ids[mark.won[0]] in ids):
            continue
        hit = mark.won is not None and store.ids[mark.won[0]] in ids
        if mark.is_title:
            if mark.won is not None and mark.evidence:
                rates.append((f"TITLE {_rate(mark)}", hit))
        elif mark.reason == "surname":
            rates.append(("INFERRED surname", hit))
        elif mark.evidence and mark.readings and mark.pattern >= 0:
            cases.append(_choice(store.ids, mark, ids, none_of(context, mark)))
        elif mark.won is not None and mark.pattern >= 0:
            cases.append(Case((0.0, 0.0), (dict.fromkeys((f"PLAIN {name}" for name in plain_features(context, mark)), 1.0), {}), 0 if hit else 1))
    return cases, rates


def _lighter(cases: Iterable[Case]) -> list[Case]:
    """The choices of a hard text, those where none was right counting less."""
    return [case._replace(weight=HARD_NONE) if case.right == len(case.options) - 1 and not case.options[-1].keys() & WORDS_TOO else case for case in cases]


def _rate(mark: Mark) -> str:
    feature = mark.evidence[0].feature
    return RATES.get(feature) or ("single" if mark.institution is not None or mark.persons else "lone")


def _choice(names: Sequence[str], mark: Mark, ids: Iterable[str], none: str) -> Case:
    """A contested mark as a case."""
    offsets: list[float] = []
    options: list[Features] = []
    right = len(mark.readings)
    for number, (entity, _, _) in enumerate(mark.readings):
        offset, features = 0.0, Counter[str]()
        for said in mark.evidence:
            if said.id != names[entity]:
                continue
            if said.feature == "form":
                features[f"FORM {said.detail}"] = 1.0
            elif said.feature == "prior":
                offset += said.weight
            else:
                features[f"EVIDENCE {said.feature}"] += said.weight / weights.EVIDENCE[said.feature]
        offsets.append(offset)
        options.append(dict(features))
        if names[entity] in ids:
            right = number
    return Case((*offsets, 0.0), (*options, {f"NONE {none}": 1.0}), right)


def table() -> dict[str, float]:
    """The weights in use, by table and feature."""
    return {f"{name} {feature}": weight for name in LEARNED for feature, weight in getattr(weights, name).items()}


def judged(names: Iterable[str] = LEARNED) -> dict[str, float]:
    """The weights that were judged by hand, in the same form: where learning starts, so that learning again gives the same."""
    tables = tomllib.loads((HERE / "judged.toml").read_text(encoding="utf-8"))
    return {f"{name} {feature}": weight for name in names for feature, weight in tables[name].items()}


def shares(case: Case, at: Mapping[str, float]) -> list[float]:
    """The probability of each option."""
    odds = [offset + sum(at[name] * value for name, value in option.items()) for offset, option in zip(case.offsets, case.options, strict=True)]
    top = max(odds)
    parts = [exp(x - top) for x in odds]
    total = sum(parts)
    return [part / total for part in parts]


def learn(cases: Sequence[Case], prior: Mapping[str, float]) -> dict[str, float]:
    """The weights of greatest posterior probability, by gradient steps that grow and shrink with the gradient's sign (Rprop)."""
    at = dict(prior)
    step = dict.fromkeys(at, 0.1)
    last = dict.fromkeys(at, 0.0)
    for _ in range(STEPS):
        gradient = {name: (prior[name] - weight) / SPREAD**2 for name, weight in at.items()}
        for case in cases:
            parts = shares(case, at)
            for number, option in enumerate(case.options):
                push = case.weight * ((number == case.right) - parts[number])
                for name, value in option.items():
                    gradient[name] += push * value
        for name, slope in gradient.items():
            turn = slope * last[name]
            step[name] = min(1.0, step[name] * 1.2) if turn > 0 else max(1e-4, step[name] * 0.5) if turn < 0 else step[name]
            last[name] = 0.0 if turn < 0 else slope
            if turn >= 0:
                at[name] += step[name] * ((slope > 0) - (slope < 0))
            if name.partition(" ")[2] in SPEAKS_FOR:
                at[name] = max(LEAST, at[name])
    return at


def surprise(cases: Sequence[Case], at: Mapping[str, float]) -> float:
    """Mean log loss, in nats."""
    return -sum(case.weight * log(max(1e-9, shares(case, at)[case.right])) for case in cases) / max(1.0, sum(case.weight for case in cases))


def learned_rates(seen: Iterable[tuple[str, bool]]) -> dict[str, float]:
    """Rates of what decided, each near the one that is there by as much as SEEN cases."""
    held: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for name, hit in seen:
        held[name] += hit
        total[name] += 1
    return {name: (held[name] + SEEN * rate) / (total[name] + SEEN) for name, rate in judged(RATES_OF).items()}


def write(at: Mapping[str, float]) -> None:
    """Put learned numbers into the table's file; what was not learned and the words stay."""
    text = TABLE.read_text(encoding="utf-8")
    for name in ("FORM", "EVIDENCE", "NONE", "PLAIN", "TITLE", "INFERRED"):
        part = {full.partition(" ")[2]: round(weight, 2) for full, weight in at.items() if full.startswith(f"{name} ")}
        start = text.index(f"\n{name} = ") + 1
        end = text.index("}", start) + 1
        body = pprint.pformat(part, width=150, compact=True, sort_dicts=False).replace("'", '"')
        text = f"{text[:start]}{name} = {{\n    {body[1:-1].replace(chr(10) + ' ', chr(10) + '    ')},\n}}{text[end:]}"
    TABLE.write_text(text, encoding="utf-8")


def main(say: Callable[[str], object] = lambda line: sys.stdout.write(line + "\n")) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the table")
    options = parser.parse_args()
    linker = Linker()
    lessons = []
    labels = links = 0
    for path in sorted((HERE / "sentences").rglob("*.txt")):
        with path.open(encoding="utf-8") as lines:
            for gold in read_marked(lines, path.name):
                labels += len(gold.mentions)
                links += sum(bool(label.ids) for label in gold.mentions)
                taught, seen = lesson(linker, gold)
                lessons.append((_lighter(taught) if path.parent.name == "hard" else taught, seen))
    cases = [case for some, _ in lessons for case in some]
    prior = judged()
    say(f"{len(lessons)} texts, {labels} labels, {links} of them links; {len(cases)} choices")
    unseen = [surprise([c for n, (some, _) in enumerate(lessons) if n % FOLDS == fold for c in some],
                       learn([c for n, (some, _) in enumerate(lessons) if n % FOLDS != fold for c in some], prior)) for fold in range(FOLDS)]
    say(f"log loss a choice, judged: {surprise(cases, prior):.4f}; in use: {surprise(cases, table()):.4f}; "
        f"learned, on texts not seen: {sum(unseen) / FOLDS:.4f}")
    at = learn(cases, prior) | learned_rates(rate for _, some in lessons for rate in some)
    before = judged((*LEARNED, *RATES_OF))
    for name, weight in at.items():
        say(f"{name:28} {before[name]:7.2f} -> {weight:7.2f}")
    if options.write:
        write(at)


if __name__ == "__main__":
    main()
