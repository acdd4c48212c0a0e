"""Packs: what installs is found, laid on when asked for, checked like the lexicon, and never run."""

from __future__ import annotations

import importlib
import json
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import tiny as tiny_lexicon

from cnfin_terms import Lexicon, Linker
from cnfin_terms.cli import main
from cnfin_terms.curate.packs import check_overlay
from cnfin_terms.errors import LexiconError, OptionError
from cnfin_terms.lexicon import compile as compiler
from cnfin_terms.lexicon.overlay import Overlay
from cnfin_terms.lexicon.packs import GROUP, chosen_packs, installed_packs

FUND = '[harbour-fund]\ntype = "term"\nkind = "fund"\nzh = "港湾稳健基金"\nsources = ["our own register"]\n'
PATCH = '[qpb]\noverlay = "patch"\nalias = ["the Bank on the Quay"]\n'

Install = Callable[..., Path]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("CNFIN_TERMS_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setattr(compiler, "dictionary", tiny_lexicon.words)


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install a pack, as an installer leaves it: a package, and what its distribution says of it."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def make(name: str, files: dict[str, str], value: str = "", distribution: str = "") -> Path:
        package = (value or f"{name}_pack").partition(":")[0]
        folder = tmp_path.joinpath(*package.split("."))
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in ({"__init__.py": "raise SystemExit('the code of a pack was run')\n"} | files).items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(text, "utf-8")
        info = tmp_path / f"{distribution or name}-2026.1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution or name}\nVersion: 2026.1\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[{GROUP}]\n{name} = {value or package}\n", "utf-8")
        importlib.invalidate_caches()
        return folder

    return make


class TestFound:
    def test_none_is_installed(self, small: Lexicon) -> None:
        assert small.with_packs() is small

    def test_by_name_with_its_version_and_without_running_it(self, install: Install) -> None:
        b, a = install("b", {"x.toml": PATCH}), install("a", {"deep/x.toml": FUND}, value="outer.inner")
        assert [tuple(pack) for pack in installed_packs()] == [("a", "2026.1", a), ("b", "2026.1", b)]
        assert [pack.name for pack in chosen_packs(["b", "a", "b"])] == ["b", "a"]

    def test_an_unknown_name_names_those_there_are(self, install: Install) -> None:
        with pytest.raises(OptionError, match="there is none"):
            chosen_packs(["acme"])
        install("harbour", {"x.toml": FUND})
        with pytest.raises(OptionError, match="no pack called 'acme' is installed; there are harbour"):
            chosen_packs(["acme"])

    def test_two_of_one_name(self, install: Install) -> None:
        install("harbour", {"x.toml": FUND})
        install("harbour", {"x.toml": FUND}, value="other_pack", distribution="other")
        with pytest.raises(OptionError, match="two packs are called 'harbour'"):
            installed_packs()

    @pytest.mark.parametrize("value", ["no_such_package_at_all", "json.decoder.deep", "sys", "harbour_pack.gone"])
    def test_a_folder_that_is_not_there(self, install: Install, value: str, tmp_path: Path) -> None:
        install("harbour", {"x.toml": FUND}, value=value)
        shutil.rmtree(tmp_path / value.partition(".")[0])
        with pytest.raises(OptionError, match="no folder of an installed package"):
            installed_packs()


class TestLaidOn:
    def test_only_when_asked_for(self, install: Install, small: Lexicon) -> None:
        install("harbour", {"funds.toml": FUND, "traps.toml": '["港湾稳健基金路"]\nis = "a road"\n', "exemptions.toml": "[sourced]\n"})
        assert small.find("harbour-fund") is None
        lexicon = small.with_packs("harbour")
        assert [m.id for m in Linker(lexicon).link("港湾稳健基金；港湾稳健基金路")] == ["harbour-fund"]
        assert lexicon.get("harbour-fund").origin == "harbour"

    def test_one_over_another_in_the_order_given(self, install: Install, small: Lexicon) -> None:
        install("a", {"x.toml": '[harbour-fund]\noverlay = "patch"\nalias = ["Harbour One"]\n'})
        install("b", {"x.toml": FUND})
        assert [m.id for m in Linker(small.with_packs("b", "a")).link("Harbour One")] == ["harbour-fund"]
        with pytest.raises(LexiconError, match="there is no record to patch"):
            small.with_packs()  # by name: a before b

    def test_it_travels_without_being_installed(self, install: Install, small: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = install("harbour", {"x.toml": FUND})
        monkeypatch.setattr(Lexicon, "default", lambda: small)
        packed = pickle.dumps(small.with_packs())
        shutil.rmtree(folder)
        assert pickle.loads(packed).get("harbour-fund").origin == "harbour"  # noqa: S301  (made here)


def found(small: Lexicon, exemptions: Path | None = None, **files: str) -> list[tuple[str, int, str, str]]:
    overlay = Overlay("mine", tuple((f"{name}.toml", text) for name, text in files.items()))
    return [(finding.file, finding.line, finding.id, finding.rule) for finding in check_overlay(small, overlay, exemptions)]


class TestChecked:
    """The rules of the lexicon, over what a pack brings and nothing else: the tests' own lexicon has faults of its own, which are not the pack's."""

    def test_a_clean_one(self, small: Lexicon) -> None:
        assert found(small, a=FUND, b=PATCH, c='[qirc]\noverlay = "drop"\n') == [("mine", 0, "qbirc", "references")]  # what is dropped is missed
        assert found(small, a=FUND, b=PATCH) == []

    @pytest.mark.parametrize(("text", "line", "id_", "rule"), [
        (FUND.replace('sources = ["our own register"]\n', ""), 1, "harbour-fund", "sourced"),
        (FUND.replace("港湾稳健基金", "青屿央行"), 1, "harbour-fund", "collisions"),
        (FUND.replace("港湾稳健基金", "港灣稳健基金"), 1, "harbour-fund", "script"),
        (FUND + "\n" + PATCH.replace('alias = ["the Bank on the Quay"]', 'ids = { bic = "?" }'), 7, "qpb", "identifiers"),
        (FUND.replace("[harbour", "[qpb"), 1, "qpb-fund", ""),
        ('[qpb]\ntype = "term"\nkind = "fund"\nzh = "甲乙"\n', 1, "qpb", "schema"),
        (FUND.replace("sources", "sauces"), 5, "harbour-fund", "schema"),
        (FUND + "\n\n\n", 1, "", "format"),
    ])
    def test_what_it_brings_is_placed_in_its_own_files(self, small: Lexicon, text: str, line: int, id_: str, rule: str) -> None:
        told = [finding for finding in found(small, a=text) if finding[0] != "mine"]  # "mine": what a shipped record has to suffer by it
        assert told == ([("a.toml", line, id_, rule)] if rule else [])

    def test_a_declared_collision_is_none_and_a_stale_one_is(self, small: Lexicon) -> None:
        twice = FUND.replace("港湾稳健基金", "青屿央行")
        said = '["青屿央行"]\nids = ["harbour-fund", "qpb"]\nreason = "both"\n'
        assert found(small, a=twice, ambiguous=said) == []
        assert found(small, a=FUND, ambiguous=said) == [("ambiguous.toml", 0, "青屿央行", "stale")]

    def test_a_patch_of_a_patch(self, small: Lexicon) -> None:
        assert found(small, a=PATCH, b='[qpb]\noverlay = "patch"\nremove = { alias = ["the Bank on the Quay"] }\n') == []

    def test_exemptions_and_stale_ones(self, small: Lexicon, tmp_path: Path) -> None:
        (tmp_path / "exemptions.toml").write_text('[sourced]\nharbour-fund = "ours"\nqpb = "no need"\n', "utf-8")
        bare = FUND.replace('sources = ["our own register"]\n', "")
        assert found(small, tmp_path / "exemptions.toml", a=bare) == [("exemptions.toml", 0, "qpb", "sourced")]

    def test_the_command(self, install: Install, small: Lexicon, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        monkeypatch.setattr(Lexicon, "default", lambda: small)
        folder = install("harbour", {"x.toml": FUND.replace("港湾稳健基金", "青屿央行")})
        assert main(["lexicon", "check", "--packs", "all", "--format", "github"]) == 1
        assert f"::error file={folder.as_posix()}/x.toml,line=1,title=collisions::harbour-fund: " in capsys.readouterr().out
        (tmp_path / "mine.toml").write_text(FUND.replace('sources = ["our own register"]\n', ""), "utf-8")
        assert main(["lexicon", "check", "--overlay", str(tmp_path / "mine.toml"), "--format", "json"]) == 1
        assert json.loads(capsys.readouterr().out)["rule"] == "sourced"
        (folder / "x.toml").write_text(FUND, "utf-8")
        assert main(["lexicon", "check", "--packs", "harbour"]) == 0
        assert main(["lexicon", "check", "--packs", "acme"]) == 2
        assert main(["get", "--packs", "harbour", "harbour-fund"]) == 0
        assert "港湾稳健基金" in capsys.readouterr().out

    def test_names_are_wanted(self) -> None:
        assert main(["get", "--packs", " , ", "qpb"]) == 2
