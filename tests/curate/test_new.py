"""A record begun: ID, pinyin, and what to look out for."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from folders import BANK, TITLE, write

from cnfin_terms.curate.new import Draft, draft_record, mint, missing
from cnfin_terms.curate.place import place_of
from cnfin_terms.errors import OptionError
from cnfin_terms.lexicon.load import parse_records
from cnfin_terms.lexicon.schema import ID
from cnfin_terms.lexicon.source import Minted, Tables, read_lexicon

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = '[lin-qing]\ntype = "person"\nzh = "林青"\nsources = ["https://example.org"]\n'
RETIRED = "id\tversion\treplaced_by\treason\nlin-hai\t1\tlin-qing\tone person\n"
URL = "https://example.org/page"


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    return read_lexicon(write(tmp_path, {"institutions/b.toml": BANK, "titles/t.toml": TITLE, "people/p.toml": PEOPLE, "retired.tsv": RETIRED}))


def record(draft: Draft) -> dict[str, Any]:
    table = tomllib.loads(draft.text)
    assert list(table) == [draft.id]
    return dict(table[draft.id])


class TestMint:
    @pytest.mark.parametrize(
        ("type_", "zh", "en", "expected"),
        [
            ("person", "林青", None, "lin-qing"),
            ("person", "欧阳明月", None, "ouyang-mingyue"),
            ("person", "单青", None, "shan-qing"),
            ("person", "查理·河汐", "Charlie Hexi", "charlie-hexi"),
            ("institution", "河汐银行", "Bank of Hexi", "bank-of-hexi"),
            ("institution", "河汐公司", "The Hexi Company Co., Ltd.", "hexi"),
            ("institution", "河汐", "Hexi & Daughters' Mill, Inc.", "hexi-daughters-mill"),
            ("institution", "信贷", "Crédit Générale Zürich", "credit-generale-zurich"),
            ("institution", "有限公司", "Limited", "limited"),
            ("institution", "三河", "3 Rivers", "x-3-rivers"),
            ("term", "河汐指数", None, "he-xi-zhi-shu"),
        ],
    )
    def test_an_id_comes_from_the_name(self, type_: str, zh: str, en: str | None, expected: str) -> None:
        assert mint(type_, zh, en, {}) == expected
        assert ID.fullmatch(expected)

    def test_homonyms_take_the_next_number(self) -> None:
        assert mint("person", "林青", None, {"lin-qing": 1}) == "lin-qing-2"
        assert mint("person", "林青", None, {"lin-qing": 1, "lin-qing-2": 1}) == "lin-qing-3"


class TestDraft:
    def test_it_is_a_record_of_the_schema_in_canonical_form(self, tables: Tables) -> None:
        draft = draft_record(tables, "institution", {"zh": "河汐城商", "en": "Hexi City", "kind": "bank", "short": ["河商"], "source": URL})
        assert (draft.id, draft.folder, draft.warnings) == ("hexi-city", "institutions", ())
        assert list(record(draft)) == ["type", "kind", "zh", "en", "short", "sources"]
        assert [source.id for source in parse_records(draft.text, "x.toml")] == ["hexi-city"]

    def test_a_person_has_pinyin_and_a_post(self, tables: Tables) -> None:
        fields = {"zh": "苏禾", "title": "president-hexi", "at": "hexi-bank", "since": "2001", "source": URL, "checked": "2002-02-02"}
        draft = draft_record(tables, "person", fields)
        assert (draft.id, draft.folder, draft.warnings) == ("su-he", "people", ())
        assert record(draft)["pinyin"] == ["su he"]
        assert record(draft)["posts"] == [{"title": "president-hexi", "at": "hexi-bank", "since": "2001", "source": URL, "checked": "2002-02-02"}]
        assert [source.id for source in parse_records(draft.text, "x.toml")] == ["su-he"]

    def test_a_homonym_gets_a_number_and_a_warning(self, tables: Tables) -> None:
        draft = draft_record(tables, "person", {"zh": "林青", "source": URL})
        assert draft.id == "lin-qing-2"
        assert draft.warnings == ("林青 has the ID lin-qing already (people/p.toml:1); is it the same?",)

    def test_an_id_that_was_retired_is_not_used_again(self, tables: Tables) -> None:
        assert draft_record(tables, "person", {"zh": "林海", "source": URL}).id == "lin-hai-2"

    def test_nor_is_one_that_a_release_had(self, tables: Tables) -> None:
        later = replace(tables, ledger={"lin-hai-2": Minted("person", "林海")})
        assert draft_record(later, "person", {"zh": "林海", "source": URL}).id == "lin-hai-3"

    def test_a_reading_in_doubt_is_a_warning(self, tables: Tables) -> None:
        warnings = draft_record(tables, "person", {"zh": "覃伟中", "source": URL}).warnings
        assert warnings == ("check the reading: qin wei zhong; tan wei zhong",)

    def test_so_are_polyphones_of_other_names(self, tables: Tables) -> None:
        (warning,) = draft_record(tables, "institution", {"zh": "河行", "en": "Hexi", "kind": "bank", "source": URL}).warnings
        assert warning.startswith("characters with several readings: ")
        assert warning.endswith("行 xing/hang")

    def test_a_foreign_person_has_no_pinyin(self, tables: Tables) -> None:
        draft = draft_record(tables, "person", {"zh": "查理·河汐", "en": "Charlie Hexi", "source": URL})
        assert draft.id == "charlie-hexi"
        assert "pinyin" not in record(draft)

    @pytest.mark.parametrize("type_", ["institution", "market", "title", "term", "event"])
    def test_what_is_missing_is_said(self, tables: Tables, type_: str) -> None:
        said = " ".join(draft_record(tables, type_, {"zh": "河汐"}).warnings)
        for field in ("en is missing", "sources is missing", "kind is missing: one of"):
            assert field in said


class TestPlace:
    def test_it_is_the_file_of_its_like_in_the_order_of_ids(self, tmp_path: Path) -> None:
        party = BANK.replace("hexi-bank", "wu-party").replace("city-bank", "party").replace("河汐银行", "梧党").replace("Bank of Hexi", "Wu Party")
        later = BANK.replace("hexi-bank", "wu-bank").replace("河汐银行", "梧银行").replace("Bank of Hexi", "Wu Bank")
        tables = read_lexicon(write(tmp_path, {"institutions/banks.toml": f"{BANK}\n{later}", "institutions/parties.toml": party}))
        banks = {"type": "institution", "kind": "city-bank"}
        assert place_of(tables.records, "lu-bank", banks) == ("institutions/banks.toml", 10)
        assert place_of(tables.records, "a-bank", banks) == ("institutions/banks.toml", 1)
        assert place_of(tables.records, "zz", {"type": "institution", "kind": "party"}) == ("institutions/parties.toml", 2)
        assert place_of(tables.records, "zz", {"type": "event", "kind": "forum"}) == ("events/events.toml", 1)

    def test_a_person_stands_with_the_people_of_the_body(self, tmp_path: Path) -> None:
        def person(id_: str, body: str) -> str:
            return f'[{id_}]\ntype = "person"\nzh = "林青"\nposts = [{{ title = "t", at = "{body}", source = "{URL}" }}]\n'

        tables = read_lexicon(write(tmp_path, {"people/a.toml": person("a", "one") + person("b", "one"), "people/b.toml": person("c", "two")}))
        assert place_of(tables.records, "z", {"type": "person", "posts": [{"title": "t", "at": "two"}]}).file == "people/b.toml"
        assert place_of(tables.records, "z", {"type": "person"}).file == "people/a.toml"


@pytest.mark.parametrize(("type_", "fields", "names"), [
    ("person", {}, {"zh", "source"}), ("person", {"zh": "苏禾", "source": URL}, set()), ("person", {"zh": "苏禾", "source": URL, "at": "x"}, {"title"}),
    ("term", {"zh": "河"}, {"kind", "source"}), ("institution", {"zh": "河", "kind": "bank", "source": URL}, set()),
])
def test_what_a_record_needs_is_listed_at_once(type_: str, fields: dict[str, str], names: set[str]) -> None:
    assert set(missing(type_, fields)) == names


def test_a_form_that_another_record_bears_is_a_warning(tables: Tables) -> None:
    draft = draft_record(tables, "institution", {"zh": "汐行", "en": "Xi", "kind": "bank", "source": URL, "short": ["bank of hexi"]})
    assert draft.warnings == ("Bank of Hexi has the ID hexi-bank already (institutions/b.toml:1); is it the same?",
                              "characters with several readings: 行 xing/hang")


def test_so_is_a_name_of_the_same_spelling(tables: Tables) -> None:
    draft = draft_record(tables, "person", {"zh": "林清", "source": URL})
    assert draft.id == "lin-qing-2"
    assert draft.warnings == ("林青 is spelt alike (lin-qing, people/p.toml:1): text may have to tell them apart",)


@pytest.mark.parametrize(
    ("type_", "fields", "words"),
    [
        ("river", {"zh": "河"}, "'river' is no type; one of institution, market"),
        ("institution", {}, "--zh"),
        ("institution", {"zh": "河", "kind": "river"}, "'river' is no kind of institution; one of party"),
        ("person", {"zh": "苏禾", "title": "president-hexi", "at": "hexi-bank"}, "a post needs --source"),
        ("person", {"zh": "苏禾", "title": "president-hexi", "source": URL}, "--at names a record of the lexicon, not None"),
        ("person", {"zh": "苏禾", "title": "boatman", "at": "hexi-bank", "source": URL}, "--title names a record of the lexicon, not 'boatman'"),
    ],
)
def test_what_cannot_be_a_record_is_refused(tables: Tables, type_: str, fields: dict[str, Any], words: str) -> None:
    with pytest.raises(OptionError) as caught:
        draft_record(tables, type_, fields)
    assert words in str(caught.value)
