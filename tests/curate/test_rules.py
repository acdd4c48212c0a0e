"""Each rule with a lexicon that it accepts and one that it does not, alike but for the point in question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from folders import BANK, HEIR, TITLE, findings

from cnfin_terms.curate.rules import RULES, Finding, lei_ok

if TYPE_CHECKING:
    from pathlib import Path

BANKS = "institutions/banks.toml"
PEOPLE = "people/people.toml"
AMBIGUOUS = "ambiguous.toml"
SOURCE = 'sources = ["https://example.org/x"]\n'


def bank(id_: str, rest: str = "", zh: str = "", source: str = SOURCE) -> str:
    name = zh or f"{id_[0]}银行"
    return f'[{id_}]\ntype = "institution"\nkind = "city-bank"\nzh = "{name}"\n{rest}\n{source}\n'


def person(posts: str) -> str:
    post = f'title = "president-hexi", at = "hexi-bank", {posts}, source = "https://example.org"'
    return f'[lin-qing]\ntype = "person"\nzh = "林青"\nposts = [{{ {post} }}]\n{SOURCE}'


# rule, what it is about, the files it accepts, those it does not, the ID it names, words of its message
CASES: list[tuple[str, str, dict[str, str], dict[str, str], str, str]] = [
    ("sourced", "a record without a source", {BANKS: bank("a")}, {BANKS: bank("a", source="")}, "a", "no source"),
    ("references", "of", {BANKS: bank("a") + bank("b", 'of = "a"')}, {BANKS: bank("b", 'of = "a"')}, "b", "of names 'a'"),
    (
        "references",
        "a retired ID is known",
        {BANKS: bank("b", 'of = "a"'), "retired.tsv": "id\tversion\treplaced_by\treason\na\t1\tb\tmerged\n"},
        {BANKS: bank("b", 'of = "a"'), "retired.tsv": "id\tversion\treplaced_by\treason\nc\t1\tb\tmerged\n"},
        "b",
        "of names 'a'",
    ),
    ("references", "relations", {BANKS: BANK + HEIR}, {BANKS: HEIR}, "new-hexi-bank", "relations names 'hexi-bank'"),
    (
        "references",
        "members of a group",
        {BANKS: bank("a") + bank("g", 'members = [{ id = "a" }]').replace("city-bank", "group")},
        {BANKS: bank("a") + bank("g", 'members = [{ id = "c" }]').replace('"city-bank"\nzh = "g', '"group"\nzh = "g')},
        "g",
        "members names 'c'",
    ),
    (
        "references",
        "posts",
        {BANKS: BANK, "titles/t.toml": TITLE, PEOPLE: person('since = "2000"')},
        {BANKS: BANK, PEOPLE: person('since = "2000"')},
        "lin-qing",
        "posts names 'president-hexi'",
    ),
    (
        "references",
        "at of a title: a kind or a record",
        {BANKS: bank("a"), "titles/t.toml": TITLE.replace('["bank"]', '["bank", "a"]')},
        {BANKS: bank("a"), "titles/t.toml": TITLE.replace('["bank"]', '["bank", "b"]')},
        "president-hexi",
        "at names 'b'",
    ),
    ("spelling", "fullwidth letters", {BANKS: bank("a", 'alias = ["ABC"]')}, {BANKS: bank("a", 'alias = ["ＡＢＣ"]')}, "a", "fullwidth"),
    ("spelling", "two blanks", {BANKS: bank("a", 'en = "Bank of Hexi"')}, {BANKS: bank("a", 'en = "Bank of  Hexi"')}, "a", "stray blanks"),
    ("spelling", "zero width", {BANKS: bank("a", 'alias = ["河汐"]')}, {BANKS: bank("a", 'alias = ["河\\u200b汐"]')}, "a", "stray blanks"),
    ("spelling", "not NFC", {BANKS: bank("a", 'en = "Crédit"')}, {BANKS: bank("a", 'en = "Cre\\u0301dit"')}, "a", "marks"),
    ("spelling", "look-alikes", {BANKS: bank("a", 'en = "Banka"')}, {BANKS: bank("a", 'en = "B\\u0430nka"')}, "a", "look-alike"),
    ("script", "Traditional", {BANKS: bank("a", zh="汐银行")}, {BANKS: bank("a", zh="汐銀行")}, "a", "Traditional"),
    (
        "script",
        "Traditional in a regional name",
        {BANKS: bank("a", 'regional = [{ text = "汐灣銀行", region = "hk" }]')},
        {BANKS: bank("a", 'alias = ["汐灣銀行"]')},
        "a",
        "Traditional",
    ),
    ("script", "Han in en", {BANKS: bank("a", 'en = "Xi"')}, {BANKS: bank("a", 'en = "Xi 银行"')}, "a", "has Han"),
    (
        "collisions",
        "undeclared",
        {BANKS: bank("a", 'short = ["甲行"]') + bank("b", 'short = ["甲行"]'), AMBIGUOUS: '["甲行"]\nids = ["a", "b"]\nreason = "both"\n'},
        {BANKS: bank("a", 'short = ["甲行"]') + bank("b", 'short = ["甲行"]')},
        "b",
        "borne by a, b",
    ),
    (
        "collisions",
        "one bearer more than declared",
        {BANKS: bank("a", 'short = ["QX"]') + bank("b", 'short = ["Qx"]'), AMBIGUOUS: '["QX"]\nids = ["a", "b"]\nreason = "both"\n'},
        {
            BANKS: bank("a", 'short = ["QX"]') + bank("b", 'short = ["Qx"]') + bank("c", 'short = ["qx"]'),
            AMBIGUOUS: '["QX"]\nids = ["a", "b"]\nreason = "both"\n',
        },
        "c",
        "borne by a, b, c",
    ),
    (
        "stale",
        "a declared bearer that bears it no more",
        {BANKS: bank("a", 'short = ["甲行"]') + bank("b", 'short = ["甲行"]'), AMBIGUOUS: '["甲行"]\nids = ["a", "b"]\nreason = "both"\n'},
        {BANKS: bank("a", 'short = ["甲行"]') + bank("b"), AMBIGUOUS: '["甲行"]\nids = ["a", "b"]\nreason = "both"\n'},
        "甲行",
        "not borne by b",
    ),
    (
        "lives",
        "a post that begins when the bank is gone",
        {BANKS: BANK, "titles/t.toml": TITLE, PEOPLE: person('since = "2020-06"')},
        {BANKS: BANK, "titles/t.toml": TITLE, PEOPLE: person('since = "2020-07"')},
        "lin-qing",
        "begins in 2020-07",
    ),
    (
        "lives",
        "a post that ends before the bank was",
        {BANKS: BANK, "titles/t.toml": TITLE, PEOPLE: person('until = "1997"')},
        {BANKS: BANK, "titles/t.toml": TITLE, PEOPLE: person('until = "1996"')},
        "lin-qing",
        "ends in 1996",
    ),
    (
        "lives",
        "a predecessor that lives on",
        {BANKS: BANK + HEIR},
        {BANKS: BANK.replace("2020-06-30", "2021") + HEIR},
        "new-hexi-bank",
        "hexi-bank still lives (2021)",
    ),
    (
        "identifiers",
        "lei",
        {BANKS: bank("a", 'ids = { lei = "5493002ERZU2K9PZDL40" }')},
        {BANKS: bank("a", 'ids = { lei = "5493002ERZU2K9PZDL04" }')},
        "a",
        "is no lei",
    ),
    ("identifiers", "bic", {BANKS: bank("a", 'ids = { bic = "HEXICNBJ" }')}, {BANKS: bank("a", 'ids = { bic = "HEXICNB" }')}, "a", "is no bic"),
    ("identifiers", "mic", {BANKS: bank("a", 'ids = { mic = "XHEX" }')}, {BANKS: bank("a", 'ids = { mic = "xhex" }')}, "a", "is no mic"),
    (
        "identifiers",
        "one ticker of several",
        {BANKS: bank("a", 'ids = { ticker = ["SSE:600000", "HKEX:00700"] }')},
        {BANKS: bank("a", 'ids = { ticker = ["SSE:600000", "00700.HK"] }')},
        "a",
        "'00700.HK' is no ticker",
    ),
    (
        "identifiers",
        "wikidata",
        {BANKS: bank("a", 'ids = { wikidata = "Q42" }')},
        {BANKS: bank("a", 'ids = { wikidata = "Q042" }')},
        "a",
        "is no wikidata",
    ),
    (
        "fields",
        "a title that nobody has",
        {"titles/t.toml": TITLE},
        {"titles/t.toml": TITLE.replace('at = ["bank"]\n', "")},
        "president-hexi",
        "no kind of institution",
    ),
]


@pytest.mark.parametrize(("rule", "about", "good", "bad", "id_", "words"), CASES, ids=[f"{case[0]}-{case[1]}" for case in CASES])
def test_a_rule_accepts_the_one_and_finds_the_other(
    tmp_path: Path, rule: str, about: str, good: dict[str, str], bad: dict[str, str], id_: str, words: str
) -> None:
    assert findings(tmp_path / "good", good, rule) == []
    found = findings(tmp_path / "bad", bad, rule)
    assert [(finding.id, finding.rule) for finding in found] == [(id_, rule)]
    assert words in found[0].message
    assert found[0].remedy


def test_every_rule_has_its_case() -> None:
    assert {rule.__name__ for rule in RULES} == {case[0] for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=[f"{case[0]}-{case[1]}" for case in CASES])
def test_a_bad_lexicon_breaks_no_other_rule(tmp_path: Path, case: tuple[str, str, dict[str, str], dict[str, str], str, str]) -> None:
    assert {finding.rule for finding in findings(tmp_path, case[3])} == {case[0]}


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
