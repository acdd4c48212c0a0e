"""The labelled sentences are whole, and what is learned from choices goes the way that they say."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cnfin_terms.evaluation import Gold, read_marked

if TYPE_CHECKING:
    from cnfin_terms import Linker

ROOT = Path(__file__).resolve().parent.parent
SENTENCES = sorted((ROOT / "calibration" / "sentences").rglob("*.txt"))
LEARN: dict[str, Any] = runpy.run_path(str(ROOT / "calibration" / "learn.py"))


def golds(path: Path) -> list[Gold]:
    with path.open(encoding="utf-8") as lines:
        return list(read_marked(lines, path.name))


@pytest.mark.parametrize("path", SENTENCES, ids=lambda path: path.stem)
def test_every_label_names_a_record(real: Linker, path: Path) -> None:
    unknown = {id_ for gold in golds(path) for label in gold.mentions for id_ in label.ids if real.lexicon.find(id_) is None}
    assert not unknown


@pytest.mark.parametrize(("folder", "least", "most"), [("hard", 0.4, 0.6), ("ordinary", 0.05, 0.2)])
def test_there_are_enough_and_as_many_say_no_as_the_folder_promises(folder: str, least: float, most: float) -> None:
    labels = [label for path in SENTENCES if path.parent.name == folder for gold in golds(path) for label in gold.mentions]
    assert len(labels) >= 1500
    assert least <= sum(not label.ids for label in labels) / len(labels) <= most


def test_a_text_teaches_choices_and_rates(real: Linker) -> None:
    gold = next(read_marked(["[[央行|pboc]][[行长|governor-central-bank]][[潘功胜|pan-gongsheng]]走过[[人行|]]道。"]))
    cases, rates = LEARN["lesson"](real, gold)
    assert ("TITLE kind", True) in rates
    assert all(0 <= case.right < len(case.options) for case in cases)
    assert cases


def test_weights_follow_what_was_right_and_stay_where_nothing_was_said() -> None:
    table = LEARN["judged"]()
    case = LEARN["Case"]
    seen = [case((0.0, 0.0), ({"EVIDENCE related": 1.0}, {"NONE form": 1.0}), 0)] * 40
    learned = LEARN["learn"](seen, table)
    assert learned["EVIDENCE related"] > table["EVIDENCE related"]
    assert learned["NONE form"] < table["NONE form"]
    assert learned["EVIDENCE determiner"] == pytest.approx(table["EVIDENCE determiner"], abs=0.01)
    assert LEARN["surprise"](seen, learned) < LEARN["surprise"](seen, table)


def test_what_was_judged_and_what_is_in_use_weigh_the_same_features() -> None:
    assert set(LEARN["judged"]()) == set(LEARN["table"]())


def test_rates_lean_on_what_is_there() -> None:
    found = LEARN["learned_rates"]([("TITLE kind", False)] * 20)
    judged = LEARN["judged"](("TITLE",))
    assert found["TITLE kind"] == pytest.approx(judged["TITLE kind"] / 2)
    assert found["TITLE post"] == pytest.approx(judged["TITLE post"])
