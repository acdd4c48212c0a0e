"""Overlays: a user's records added, patched, replaced and dropped, and every mistake in one placed and named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import tiny as tiny_lexicon

from cnfin_terms import Lexicon, Linker
from cnfin_terms.errors import LexiconError
from cnfin_terms.lexicon import compile as compiler
from cnfin_terms.lexicon.overlay import draft_of, read_overlay

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Overlaid = Callable[[str], Linker]

NEW = '[moon-bank]\ntype = "institution"\nkind = "bank"\nzh = "月球开拓银行"\nen = "Lunar Pioneer Bank"\nshort = ["月行"]\n'


@pytest.fixture(autouse=True)
def _words_once(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("CNFIN_TERMS_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))  # nothing of an earlier run counts
    monkeypatch.setattr(compiler, "dictionary", tiny_lexicon.words)


def ids(linker: Linker, text: str) -> list[str | None]:
    return [m.id for m in linker.link(text)]


class TestAdd:
    def test_a_new_record_links_with_its_made_forms(self, overlaid: Overlaid) -> None:
        linker = overlaid(NEW)
        assert ids(linker, "月球开拓银行、月行、the Lunar Pioneer Bank，QPB") == ["moon-bank", "moon-bank", "moon-bank", "qpb"]
        assert linker.lexicon.get("moon-bank").origin == "mine.toml"
        assert linker.lexicon.get("qpb").origin == "record"

    def test_the_base_is_untouched(self, overlaid: Overlaid, tiny: Linker, small: Lexicon) -> None:
        fingerprint = small.fingerprint
        assert overlaid(NEW).lexicon.fingerprint != fingerprint
        assert small.fingerprint == fingerprint
        assert ids(tiny, "月球开拓银行") == []

    def test_an_empty_overlay_changes_no_answer_and_no_byte(self, overlaid: Overlaid, small: Lexicon) -> None:
        assert overlaid("# nothing\n").lexicon.fingerprint == small.fingerprint

    def test_one_on_another(self, small: Lexicon, tmp_path: Path) -> None:
        first, second = tmp_path / "a.toml", tmp_path / "b.toml"
        first.write_text(NEW, "utf-8")
        second.write_text('[moon-bank]\noverlay = "patch"\nalias = ["Bank of the Moon"]\n', "utf-8")
        linker = Linker(small.overlay(first).overlay(second))
        assert ids(linker, "Bank of the Moon, Lunar Pioneer Bank") == ["moon-bank", "moon-bank"]

    def test_a_folder_with_traps_and_ambiguities(self, small: Lexicon, tmp_path: Path) -> None:
        (tmp_path / "deep").mkdir()
        (tmp_path / "deep" / "banks.toml").write_text(NEW.replace('["月行"]', '["月行", "QPB"]'), "utf-8")
        (tmp_path / "traps.toml").write_text('["月行路"]\nis = "a road"\n', "utf-8")
        (tmp_path / "ambiguous.toml").write_text('["QPB"]\nids = ["qpb", "moon-bank"]\nreason = "both"\nprior = { qpb = 0.97, moon-bank = 0.01 }\n', "utf-8")
        linker = Linker(small.overlay(tmp_path))
        assert ids(linker, "月行路") == []
        assert ids(linker, "月行") == ["moon-bank"]
        assert ids(linker, "QPB") == ["qpb"]
        assert {e.id for e in linker.link("QPB").mentions[0].evidence} == {"qpb", "moon-bank"}

    def test_a_form_that_the_base_has_too_makes_rivals(self, overlaid: Overlaid) -> None:
        mention = overlaid(NEW.replace('["月行"]', '["青交所"]')).link("青交所").mentions[0]
        assert (mention.status, {c.id for c in mention.candidates}) == ("ambiguous", {"moon-bank", "qingyu-stock-exchange"})


class TestPatch:
    def test_lists_are_appended_to_and_the_rest_is_set(self, overlaid: Overlaid) -> None:
        entity = (linker := overlaid('[qpb]\noverlay = "patch"\nen = "Central Bank of Qingyu"\nshort = ["屿行"]\n')).lexicon.get("qpb")
        assert entity.label("en") == "Central Bank of Qingyu"
        assert ids(linker, "屿行、青屿央行、QPB") == ["qpb"] * 3
        assert (entity.kind, entity.origin, dict(entity.ids)) == ("central-bank", "mine.toml", {"bic": "QPBKXXXX"})

    def test_remove_takes_away_what_is_named(self, overlaid: Overlaid) -> None:
        linker = overlaid('[qpb]\noverlay = "patch"\nremove = { short = ["人行"], alias = ["潮头行"] }\n')
        assert ids(linker, "人行决定，青屿央行、潮头行（青屿人民银行）") == ["qpb", "qpb"]

    def test_a_persons_post_can_be_added(self, overlaid: Overlaid) -> None:
        linker = overlaid('[lin-wangchuan]\noverlay = "patch"\nposts = [{ title = "president-bank", at = "cangjiang-bank", since = "2025", source = "s" }]\n')
        assert linker.link("沧江银行行长林望川", as_of="2026").roles[0].known == "yes"

    def test_the_result_is_validated(self, overlaid: Overlaid) -> None:
        with pytest.raises(LexiconError, match=r"^mine\.toml:1: \[qpb\]"):
            overlaid('[qpb]\noverlay = "patch"\nkind = "bnak"\n')


class TestReplaceAndDrop:
    def test_replace_leaves_nothing_of_the_old(self, overlaid: Overlaid) -> None:
        linker = overlaid('[qpb]\noverlay = "replace"\ntype = "institution"\nkind = "central-bank"\nzh = "新青屿央行"\n')
        assert ids(linker, "QPB、青屿人民银行、新青屿央行") == ["qpb"]
        assert linker.lexicon.get("qpb").ids == {}

    def test_replace_of_nothing_adds(self, overlaid: Overlaid) -> None:
        assert ids(overlaid(NEW.replace("type =", 'overlay = "replace"\ntype =')), "月行") == ["moon-bank"]

    def test_drop_takes_the_record_and_its_forms(self, overlaid: Overlaid) -> None:
        linker = overlaid('[canghai-securities]\noverlay = "drop"\n')
        assert linker.lexicon.find("canghai-securities") is None
        assert ids(linker, "沧海证券") == []
        assert ids(linker, "QDB") == ["qingyu-development-bank"]

    def test_a_made_form_that_a_record_shadowed_comes_back_no_worse(self, overlaid: Overlaid) -> None:
        assert ids(overlaid('[lin-wangshu]\noverlay = "drop"\n'), "林望川（Lin Wangchuan）") == ["lin-wangchuan", "lin-wangchuan"]


class TestMistakes:
    @pytest.mark.parametrize(
        ("text", "line", "id_", "words"),
        [
            (
                '[qpb]\ntype = "institution"\nkind = "bank"\nzh = "甲"\n',
                1,
                "qpb",
                'this ID is in the lexicon already; say overlay = "patch", "replace" or "drop"',
            ),
            ('\n[qpb]\noverlay = "merge"\n', 2, "qpb", 'say overlay = "patch"'),
            ('[qbp]\noverlay = "patch"\nshort = ["x"]\n', 2, "qbp", "there is no record to patch; mend the ID"),
            ('[qbp]\noverlay = "drop"\n', 2, "qbp", "there is no record to drop"),
            (NEW + 'remove = { short = ["月行"] }\n', 7, "moon-bank", "only a patch can remove"),
            ('[qpb]\noverlay = "patch"\nremove = { short = ["没有"] }\n', 3, "qpb", "remove only what is there"),
            ('[qpb]\noverlay = "patch"\nremove = { kind = ["central-bank"] }\n', 3, "qpb", "remove takes lists of short"),
            ('[qpb]\noverlay = "patch"\nremove = { short = "人行" }\n', 3, "qpb", "remove takes lists of short"),
            (NEW + 'shrot = ["x"]\n', 7, "moon-bank", "shrot"),
            ("[Moon]\ntype = 'institution'\n", 1, "Moon", "this is no ID"),
            ("zh = '甲'\n", 0, None, "stands outside any record"),
            ("[moon-bank\n", 1, None, "mend the TOML"),
        ],
    )
    def test_each_is_placed_in_the_overlays_own_file(self, overlaid: Overlaid, text: str, line: int, id_: str | None, words: str) -> None:
        with pytest.raises(LexiconError) as caught:
            overlaid(text)
        error = caught.value
        assert (error.file, error.line, error.id) == ("mine.toml", line, id_)
        assert words in str(error)

    def test_remove_that_is_no_table(self, overlaid: Overlaid) -> None:
        with pytest.raises(LexiconError, match=r"^mine\.toml:3: \[qpb\] remove is a table of lists"):
            overlaid('[qpb]\noverlay = "patch"\nremove = ["人行"]\n')

    def test_a_file_that_is_not_there(self, small: Lexicon, tmp_path: Path) -> None:
        with pytest.raises(LexiconError, match=r"absent\.toml:0: there is no such file; check the path"):
            small.overlay(tmp_path / "absent.toml")

    def test_a_folder_without_a_file(self, small: Lexicon, tmp_path: Path) -> None:
        with pytest.raises(LexiconError, match=r"the folder holds no \.toml file"):
            small.overlay(tmp_path)

    def test_a_file_in_another_encoding(self, small: Lexicon, tmp_path: Path) -> None:
        path = tmp_path / "gb.toml"
        path.write_bytes(NEW.encode("gb18030"))
        with pytest.raises(LexiconError, match="is not UTF-8; save the file as UTF-8"):
            small.overlay(path)


class TestRoundTrip:
    def test_a_store_taken_apart_and_assembled_again_is_the_same(self, small: Lexicon) -> None:
        from cnfin_terms.lexicon.artifact import pack

        again = tiny_lexicon.lexicon_of(pack(compiler.assemble(draft_of(small.store)), small.version))
        assert again.fingerprint == small.fingerprint

    def test_the_digest_is_of_the_files_texts(self, tmp_path: Path) -> None:
        path = tmp_path / "x.toml"
        path.write_text(NEW, "utf-8")
        first = read_overlay(path).digest
        assert first == read_overlay(path).digest
        path.write_text(f"{NEW}# more\n", "utf-8")
        assert read_overlay(path).digest != first
