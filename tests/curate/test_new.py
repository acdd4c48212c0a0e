"""A record begun: ID, pinyin, and what to look out for."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from folders import BANK, TITLE, write

from cnfin_terms.curate.new import Draft, draft_record, mint
from cnfin_terms.errors import OptionError
from cnfin_terms.lexicon.load import parse_records
from cnfin_terms.lexicon.schema import ID
from cnfin_terms.lexicon.source import Tables, read_lexicon

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
        fields = {"zh": "苏禾", "title": "president-hexi", "at": "hexi-bank", "post_since": "2001", "source": URL, "checked": "2002-02-02"}
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
