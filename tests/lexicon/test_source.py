"""A lexicon folder's other tables: traps, ambiguities, templates, places, redirects."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import tiny as tiny_lexicon

from cnfin_terms.errors import LexiconError
from cnfin_terms.lexicon.source import Ambiguity, Trap, read_ambiguities, read_lexicon, read_traps

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tests' own lexicon, to break."""
    return shutil.copytree(tiny_lexicon.FOLDER, tmp_path / "lexicon")


class TestTraps:
    def test_a_trap_says_what_it_is_and_may_name_forms(self) -> None:
        text = '["人行道"]\nis = "ordinary word"\n\n["甲行家"]\nis = "a person"\ncovers = ["甲行"]\n'
        assert read_traps(text, "traps.toml") == [Trap("人行道", "ordinary word", ()), Trap("甲行家", "a person", ("甲行",))]

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ('["人行道"]\n', 1),
            ('["人行道"]\nis = 3\n', 1),
            ('\n["人行道"]\nis = "w"\nwhy = "x"\n', 2),
            ('is = "w"\n', 0),
            ('["人行道"]\nis = "w"\ncovers = "人行"\n', 1),
        ],
    )
    def test_what_a_trap_lacks_is_placed(self, text: str, line: int) -> None:
        with pytest.raises(LexiconError) as caught:
            read_traps(text, "traps.toml")
        assert (caught.value.file, caught.value.line) == ("traps.toml", line)
        assert "write" in caught.value.remedy


class TestAmbiguities:
    def test_an_ambiguity_has_ids_a_reason_and_may_have_shares(self) -> None:
        text = '["甲会"]\nids = ["a", "b"]\nreason = "both"\nprior = { a = 0.9, b = 0.1 }\n'
        assert read_ambiguities(text, "ambiguous.toml") == [Ambiguity("甲会", ("a", "b"), "both", {"a": 0.9, "b": 0.1})]

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ('["甲会"]\nids = ["a", "b"]\n', "has `ids`, `reason`"),
            ('["甲会"]\nids = "a"\nreason = "r"\n', "ids must be a list of strings"),
            ('["甲会"]\nids = ["a"]\nreason = "r"\nprior = { c = 0.5 }\n', "to the ids named"),
            ('["甲会"]\nids = ["a", "b"]\nreason = "r"\nprior = { a = 0.9, b = 0.2 }\n', "at most 1 in all"),
            ('["甲会"]\nids = ["a"]\nreason = "r"\nwhy = 1\n', "has `ids`, `reason`"),
        ],
    )
    def test_what_is_wrong_with_one_is_placed(self, text: str, words: str) -> None:
        with pytest.raises(LexiconError) as caught:
            read_ambiguities(text, "ambiguous.toml")
        assert words in caught.value.message
        assert (caught.value.line, caught.value.id) == (1, "甲会")


class TestTemplates:
    def test_each_place_makes_a_record_of_origin_template(self) -> None:
        tables = read_lexicon(tiny_lexicon.FOLDER)
        made = {s.id: s.record for s in tables.records if tables.origins.get(s.id) == "template"}
        assert {id_: (r.zh.text, r.en.text if r.en else None, r.of) for id_, r in made.items()} == {
            "qpb-beiwan": ("青屿人民银行北湾分行", "QPB Beiwan Branch", "qpb"),
            "qpb-nanzhou": ("青屿人民银行南洲分行", "QPB Nanzhou Branch", "qpb"),
        }

    @pytest.mark.parametrize(
        ("wanted", "ids"),
        [
            ("all", {"qpb-beiwan", "qpb-nanzhou"}),
            ("provinces", {"qpb-beiwan", "qpb-nanzhou"}),
            ("harbours", {"qpb-nanzhou"}),
        ],
    )
    def test_a_template_takes_all_places_or_those_of_one_set(self, folder: Path, wanted: str, ids: set[str]) -> None:
        path = folder / "offices" / "qpb.toml"
        path.write_text(path.read_text("utf-8").replace('"all"', f'"{wanted}"'), "utf-8")
        assert set(read_lexicon(folder).origins) == ids

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('of = "qpb"', 'off = "qpb"'),
            ('regions = "all"\n', ""),
            pytest.param("{zh}", "{zhh}", marks=pytest.mark.xfail(reason="an unknown placeholder is a bare KeyError", raises=KeyError)),
            ('id = "qpb-{region}"\n', ""),
        ],
    )
    def test_a_broken_template_is_named(self, folder: Path, old: str, new: str) -> None:
        path = folder / "offices" / "qpb.toml"
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
        with pytest.raises(LexiconError, match=r"offices/qpb\.toml"):
            read_lexicon(folder)


class TestFolder:
    def test_the_rest_is_read(self) -> None:
        tables = read_lexicon(tiny_lexicon.FOLDER)
        assert tables.version == "7.1"
        assert ("香港", "hk", "") in tables.places
        assert {id_: gone.to for id_, gone in tables.retired.items()} == {"qingyu-prime": ("qingyu-prime-rate",), "old-qingyu-prime": ("qingyu-prime",)}
        assert [t.text for t in tables.traps] == ["沧海银行家", "观潮论坛报"]
        assert {a.text for a in tables.ambiguities} == {"QDB", "青证会"}
        assert [s.id for s in tables.records] == sorted(s.id for s in tables.records)

    def test_what_may_be_absent_may_be(self, folder: Path) -> None:
        for name in ("traps.toml", "ambiguous.toml", "places.tsv", "retired.tsv", "VERSION"):
            (folder / name).unlink()
        shutil.rmtree(folder / "offices")
        tables = read_lexicon(folder)
        assert (tables.version, tables.traps, tables.ambiguities, tables.places, tables.retired, tables.origins) == ("0", [], [], [], {}, {})
