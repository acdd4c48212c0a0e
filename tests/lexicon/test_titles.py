"""The grammar of titles, with the lexicon's own table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cnfin_terms.errors import LexiconError
from cnfin_terms.lexicon.titles import CLASHES, MOST_MODIFIERS, ModifierTable, combinations, compose, in_order, plural, read_modifiers, title_label, variants
from cnfin_terms.lexicon.vocabulary import MODIFIERS

PATH = Path(__file__).parents[2] / "lexicon" / "titles" / "modifiers.tsv"
TABLE = read_modifiers(PATH)
ALL = tuple(m for m in MODIFIERS if m != "former")


@pytest.mark.parametrize(("base", "modifiers", "lang", "label"), [
    ("行长", ("deputy",), "zh", "副行长"),
    ("行长", ("executive", "deputy"), "zh", "常务副行长"),
    ("总裁", ("executive", "deputy"), "zh", "执行副总裁"),
    ("行长", ("assistant",), "zh", "行长助理"),
    ("行长", ("former", "deputy"), "zh", "原副行长"),
    ("行长", ("acting",), "zh", "代行长"),
    ("行长", ("deputy", "branch"), "zh", "分行副行长"),
    ("党委书记", ("deputy",), "zh", "党委副书记"),
    ("监事会主席", ("former", "deputy"), "zh", "原监事会副主席"),
    ("秘书长", ("deputy",), "zh", "副秘书长"),
    ("總裁", ("deputy",), "zh-HK", "副總裁"),
    ("總裁", ("assistant",), "zh-HK", "助理總裁"),
    ("主席", ("acting",), "zh-HK", "署理主席"),
    ("主席", ("acting",), "zh-TW", "代理主席"),
    ("行長", ("executive", "deputy"), "zh-Hant", "常務副行長"),
    ("Governor", ("deputy",), "en", "Deputy Governor"),
    ("Governor", ("former",), "en", "former Governor"),
    ("Governor", ("former", "deputy"), "en", "former Deputy Governor"),
    ("Governor", ("acting",), "en", "Acting Governor"),
    ("Governor", ("assistant",), "en", "Assistant Governor"),
    ("Director", ("executive", "deputy"), "en", "Executive Deputy Director"),
    ("President", ("executive", "deputy"), "en", "Executive Vice President"),
    ("President", ("senior", "deputy"), "en", "Senior Vice President"),
    ("Chairman of the Board", ("deputy",), "en", "Vice Chairman of the Board"),
    ("Chairman", ("co",), "en", "Co-Chairman"),
    ("Chairman", ("elect",), "en", "Chairman-elect"),
    ("Chief Executive", ("group",), "en", "Group Chief Executive"),
    ("Hang Zhang", ("deputy",), "pinyin", "Fu Hang Zhang"),
    ("Governor", (), "en", "Governor"),
])
def test_labels(base: str, modifiers: tuple[str, ...], lang: str, label: str) -> None:
    assert compose(base, modifiers, lang, TABLE) == label


def test_a_label_in_a_language_without_words_is_the_base() -> None:
    assert compose("Governador", ("deputy",), "pt", TABLE) == "Governador"


def test_a_label_never_mixes_languages() -> None:
    labels = {"zh": "行长", "en": "Governor"}
    assert title_label(labels, ("deputy",), "en", TABLE) == "Deputy Governor"
    assert title_label(labels, ("deputy",), "pt", TABLE) == "副行长"
    assert title_label(labels, (), "zh-HK", TABLE) == "行长"
    assert title_label({**labels, "zh-Hant": "行長"}, ("executive", "deputy"), "zh-HK", TABLE) == "常務副行長"
    assert title_label({"zh": "行长", "pt": "Governador"}, (), "pt", TABLE) == "Governador"
    assert title_label({"zh": "行长"}, ("branch", "elect", "acting"), "pt", ModifierTable.empty()) == "行长"


def test_the_table_travels_as_plain_data() -> None:
    assert ModifierTable.from_data(json.loads(json.dumps(TABLE.to_data()))) == TABLE


@pytest.mark.parametrize("lang", ["zh", "en", "zh-Hant", "pinyin"])
def test_every_modifier_has_words_in_every_language(lang: str) -> None:
    assert {m for w in TABLE.of(lang) for m in w.modifiers} == set(MODIFIERS)


@pytest.mark.parametrize(("row", "what"), [
    ("chief\tzh\t总\tbefore", "modifier"), ("deputy+executive\tzh\t副\tbefore", "modifier"), ("deputy\txx\t副\tbefore", "lang"),
    ("deputy\tzh\t\tbefore", "text"), ("deputy\tzh\t副\tinside", "position"), ("deputy\tzh\t副\tbefore\thyphen", "joins"),
])
def test_a_broken_row_is_named_with_its_line(row: str, what: str) -> None:
    with pytest.raises(LexiconError, match=f":2: {what}"):
        ModifierTable.parse(f"modifier\tlang\ttext\tposition\tjoins\n{row}\n")


def test_no_file_and_an_empty_one_are_empty_tables(tmp_path: Path) -> None:
    assert read_modifiers(tmp_path / "none.tsv") == ModifierTable.empty() == ModifierTable.parse("")
    assert ModifierTable.parse("modifier\tlang\ttext\tposition\n# a remark\n\n") == ModifierTable.empty()


@pytest.mark.parametrize(("base", "lang"), [("行长", "zh"), ("Governor", "en"), ("书记", "zh"), ("Chairman", "en")])
def test_combinations_are_sensible(base: str, lang: str) -> None:
    made = list(combinations(base, ALL, TABLE, lang))
    assert len(made) == len(set(made))
    for chosen in made:
        assert chosen == in_order(chosen)
        assert 1 <= len(chosen) <= MOST_MODIFIERS
        assert not any(clash <= set(chosen) for clash in CLASHES)


@pytest.mark.parametrize(("base", "lang", "nonsense"), [
    ("行长", "zh", ("executive",)), ("行长", "zh", ("senior",)), ("行长", "zh", ("deputy", "assistant")), ("Governor", "en", ("first",)),
    ("Governor", "en", ("acting", "elect")), ("Governor", "en", ("executive",)),
])
def test_nonsense_is_not_combined(base: str, lang: str, nonsense: tuple[str, ...]) -> None:
    assert nonsense not in set(combinations(base, ALL, TABLE, lang))


def test_a_title_carries_only_what_it_takes_and_former() -> None:
    assert list(combinations("行长", (), TABLE, "zh")) == [("former",)]
    assert ("deputy",) not in set(combinations("首席经济学家", ("senior",), TABLE, "zh"))


def test_some_titles_take_a_modifier_alone() -> None:
    assert ("executive",) in set(combinations("会长", ("executive", "deputy"), TABLE, "zh"))
    assert ("first",) in set(combinations("书记", ("first", "deputy"), TABLE, "zh"))
    assert ("senior",) in set(combinations("经济师", ("senior",), TABLE, "zh")), "it has no deputy"


def test_wordings() -> None:
    def words(base: str, modifiers: tuple[str, ...], lang: str) -> set[str]:
        return {v.text for v in variants(base, modifiers, lang, TABLE)}

    assert words("行长", ("assistant",), "zh") == {"行长助理", "助理行长"}
    assert words("Governor", ("deputy",), "en") == {"Deputy Governor", "Vice Governor", "Vice-Governor"}
    assert "当选主席" not in words("主席", ("elect",), "zh"), "mostly the verb"
    assert "then Governor" not in words("Governor", ("former",), "en"), "mostly the adverb"
    assert words("Governador", ("deputy",), "pt") == set()


def test_a_short_modifier_knows_the_words_that_end_in_it() -> None:
    """此前行长表示, 太原行长, 新一代行长 have no former and no acting governor."""
    guards = {v.text: v.not_in for m in ("former", "acting") for v in variants("行长", (m,), "zh", TABLE)}
    assert {"此前行长", "目前行长", "之前行长"} <= set(guards["前行长"])
    assert {"太原行长", "中原行长"} <= set(guards["原行长"])
    assert guards["代行长"] == ("一代行长",)
    assert guards["时任行长"] == ()


@pytest.mark.parametrize(("one", "many"), [
    ("Governor", "Governors"), ("Deputy Governor", "Deputy Governors"), ("Secretary", "Secretaries"), ("Chairwoman", "Chairwomen"), ("Mayor", "Mayors"),
    ("Vice Chairman of the Board", "Vice Chairmen of the Board"), ("Secretary-General", "Secretaries-General"),
    ("Secretary General", "Secretaries General"), ("General Secretary", "General Secretaries"), ("Director-General", "Directors-General"),
    ("Deputy General Manager", "Deputy General Managers"), ("Chief Executive Officer", "Chief Executive Officers"), ("Coach", "Coaches"),
    ("Assistant to the Governor", "Assistants to the Governor"), ("Secretary for Financial Services", "Secretaries for Financial Services"),
])
def test_plurals(one: str, many: str) -> None:
    assert plural(one) == many
