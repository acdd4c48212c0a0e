"""Each rule with a lexicon that it accepts and one that it does not, alike but for the point in question."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from folders import BANK, HEIR, TITLE, findings, table

from cnfin_terms.curate.id_rules import ID_RULES
from cnfin_terms.curate.rules import RULES, Finding, House, lei_ok
from cnfin_terms.lexicon.source import read_lexicon
from cnfin_terms.text.fold import Folder

BANKS = "institutions/banks.toml"
PEOPLE = "people/people.toml"
SOURCE = 'sources = ["https://example.org/x"]\n'


def bank(id_: str, rest: str = "", zh: str = "", source: str = SOURCE) -> str:
    name = zh or f"{id_[0]}银行"
    return f'[{id_}]\ntype = "institution"\nkind = "city-bank"\nzh = "{name}"\n{rest}\n{source}\n'


def person(posts: str) -> str:
    post = f'title = "president-hexi", at = "hexi-bank", {posts}, source = "https://example.org"'
    return f'[lin-qing]\ntype = "person"\nzh = "林青"\nposts = [{{ {post} }}]\n{SOURCE}'


ALL = (*RULES, *ID_RULES)
ROOT = Path(__file__).parent / "rules"
CASES = sorted(path.parent for path in ROOT.glob("*/*/expect.txt"))
NAMES = [f"{case.parent.name}/{case.name}" for case in CASES]


def looked_at(folder: Path, rule: str | None = None) -> list[Finding]:
    """What one rule, or all of them, find in a folder of examples."""
    house = House(read_lexicon(folder), Folder(table()), folder)
    return [finding for each in ALL if rule is None or each.__name__ == rule for finding in each(house)]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_rule_accepts_the_one_and_finds_the_other(case: Path) -> None:
    """The two folders of a case are alike but for the point in question; expect.txt has the ID that is named and words of the message."""
    rule = case.parent.name
    id_, words = (case / "expect.txt").read_text("utf-8").splitlines()
    assert looked_at(case / "good", rule) == []
    found = looked_at(case / "bad", rule)
    assert [(finding.id, finding.rule) for finding in found] == [(id_, rule)]
    assert words in found[0].message
    assert found[0].remedy
    assert found[0].line or found[0].file.endswith(".tsv")


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_bad_lexicon_breaks_no_other_rule(case: Path) -> None:
    assert {finding.rule for finding in looked_at(case / "bad")} == {case.parent.name}


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_good_one_breaks_none(case: Path) -> None:
    assert looked_at(case / "good") == []


def test_every_rule_has_its_case() -> None:
    assert {rule.__name__ for rule in ALL} == {case.parent.name for case in CASES}


def test_every_rule_is_in_the_documentation() -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "contributing-a-record.md").read_text("utf-8")
    assert re.findall(r"^\| `([a-z]+)` \|", page, re.MULTILINE) == [rule.__name__ for rule in (*RULES, *ID_RULES)]


def test_a_finding_names_file_and_line_of_the_record(tmp_path: Path) -> None:
    found = findings(tmp_path, {BANKS: "# first\n\n" + bank("a") + bank("b", source="")}, "sourced")
    assert found == [Finding(BANKS, 10, "b", "sourced", "no source", found[0].remedy)]
    assert str(found[0]).startswith(f"{BANKS}:10 b sourced: no source; add sources")


class TestCollisions:
    def test_senses_of_a_title_share_words(self, tmp_path: Path) -> None:
        other = TITLE.replace("president-hexi", "boatman-hexi")
        assert findings(tmp_path, {"titles/t.toml": TITLE + other}, "collisions") == []

    def test_people_of_one_latin_name_are_told_apart_in_text(self, tmp_path: Path) -> None:
        named = (("lin-qing", "林青"), ("lin-qing-2", "林清"))
        people = "".join(f'[{id_}]\ntype = "person"\nzh = "{zh}"\nromanised = ["Lin Qing"]\n{SOURCE}\n' for id_, zh in named)
        assert findings(tmp_path, {PEOPLE: people}, "collisions") == []

    def test_people_of_one_han_name_are_declared(self, tmp_path: Path) -> None:
        people = "".join(f'[{id_}]\ntype = "person"\nzh = "林青"\n{SOURCE}\n' for id_ in ("lin-qing", "lin-qing-2"))
        assert [finding.id for finding in findings(tmp_path, {PEOPLE: people}, "collisions")] == ["lin-qing-2"]

    def test_traditional_and_simplified_collide(self, tmp_path: Path) -> None:
        text = bank("a", 'short = ["汐湾行"]') + bank("b", 'regional = [{ text = "汐灣行", region = "hk" }]')
        assert [finding.id for finding in findings(tmp_path, {BANKS: text}, "collisions")] == ["b"]


@pytest.mark.parametrize("name", ["林乾", "哪吒车行", "林昇"])
def test_standard_characters_of_names_are_not_traditional(tmp_path: Path, name: str) -> None:
    assert findings(tmp_path, {BANKS: bank("a", zh=name)}, "script") == []


def test_dates_too_coarse_to_tell_are_no_finding(tmp_path: Path) -> None:
    files = {BANKS: BANK + HEIR.replace("2020-07-01", "2020"), "titles/t.toml": TITLE, PEOPLE: person('since = "2020"')}
    assert findings(tmp_path, files, "lives") == []


@pytest.mark.parametrize("at", range(20))
def test_an_lei_with_one_digit_wrong_is_none(at: int) -> None:
    code = "5493002ERZU2K9PZDL40"
    wrong = "8" if code[at] != "8" else "7"
    assert lei_ok(code)
    assert not lei_ok(code[:at] + wrong + code[at + 1 :])


@pytest.mark.parametrize("code", ["", "5493002erzu2k9pzdl40", "5493002ERZU2K9PZDL4", "5493002ERZU2K9PZDL400", "５493002ERZU2K9PZDL40"])
def test_an_lei_has_twenty_capitals_and_digits(code: str) -> None:
    assert not lei_ok(code)
