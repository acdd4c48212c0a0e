"""``cnfin-terms lexicon fmt | check | new`` from end to end, on a copy of the tests' own lexicon."""

from __future__ import annotations

import io
import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest
import tiny as tiny_lexicon

from cnfin_terms.cli import main
from cnfin_terms.curate import check as checker
from cnfin_terms.curate.fmt import format_text, lexicon_files

Captured = pytest.CaptureFixture[str]

LOOSE = "['河汐走道']\nis = 'ordinary word'\n"
CANONICAL = '["河汐走道"]\nis = "ordinary word"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy in canonical form, that the command finds by its usual name."""
    monkeypatch.setattr(checker, "build_table", tiny_lexicon.table)
    monkeypatch.chdir(tmp_path)
    copy = shutil.copytree(tiny_lexicon.FOLDER, tmp_path / "lexicon")
    for path in lexicon_files(copy):
        path.write_text(format_text(path.read_text("utf-8"), path.name), "utf-8")
    return copy


@pytest.fixture
def loose(folder: Path) -> Path:
    """One of its files, not in canonical form."""
    path = folder / "traps.toml"
    path.write_text(LOOSE, "utf-8")
    return path


@pytest.fixture
def unsourced(folder: Path) -> Path:
    """The folder, with a record that has no source."""
    (folder / "terms" / "more.toml").write_text('[hexi-jargon]\ntype = "term"\nkind = "jargon"\nzh = "摸石头"\n', "utf-8")
    return folder


class TestFmt:
    def test_it_rewrites_what_is_not_canonical_and_says_so(self, loose: Path, capsys: Captured) -> None:
        assert main(["lexicon", "fmt"]) == 0
        assert capsys.readouterr() == ("formatted traps.toml\n", "")
        assert loose.read_text("utf-8") == CANONICAL
        assert main(["lexicon", "fmt"]) == 0
        assert capsys.readouterr() == ("", "")

    def test_check_changes_nothing_and_ends_with_1(self, loose: Path, capsys: Captured) -> None:
        assert main(["lexicon", "fmt", "--check"]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err == "traps.toml: not in canonical form; run: cnfin-terms lexicon fmt\n"
        assert loose.read_text("utf-8") == LOOSE

    @pytest.mark.usefixtures("folder")
    def test_check_of_canonical_files_ends_with_0(self, capsys: Captured) -> None:
        assert main(["lexicon", "fmt", "--check"]) == 0
        assert capsys.readouterr() == ("", "")

    def test_a_file_that_it_refuses_is_named_and_the_others_are_done(self, loose: Path, capsys: Captured) -> None:
        broken = loose.with_name("ambiguous.toml")
        broken.write_text("[a\n", "utf-8")
        assert main(["lexicon", "fmt"]) == 1
        out, err = capsys.readouterr()
        assert out == "formatted traps.toml\n"
        assert err.startswith("ambiguous.toml:1: ")
        assert broken.read_text("utf-8") == "[a\n"


class TestCheck:
    @pytest.mark.usefixtures("unsourced")
    def test_a_finding_is_a_line_with_place_rule_and_remedy(self, capsys: Captured) -> None:
        assert main(["lexicon", "check"]) == 1
        out, err = capsys.readouterr()
        assert 'terms/more.toml:1 hexi-jargon sourced: no source; add sources = ["https://..."], a page that you looked at\n' in out
        assert err == f"lexicon: {len(out.splitlines())} finding{'s' * (len(out.splitlines()) != 1)}\n"

    @pytest.mark.usefixtures("unsourced")
    def test_json_has_one_object_a_line(self, capsys: Captured) -> None:
        assert main(["lexicon", "check", "--format", "json"]) == 1
        rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert {tuple(row) for row in rows} == {("file", "line", "id", "rule", "message", "remedy")}
        assert ("terms/more.toml", 1, "hexi-jargon", "sourced") in [(row["file"], row["line"], row["id"], row["rule"]) for row in rows]

    def test_github_has_annotations_with_the_path_from_here(self, unsourced: Path, capsys: Captured) -> None:
        unsourced.rename(unsourced.with_name("words"))
        assert main(["lexicon", "check", "--format", "github", "--folder", "words"]) == 1
        lines = capsys.readouterr().out.splitlines()
        assert all(line.startswith("::error file=words/") for line in lines)
        assert any(line.startswith("::error file=words/terms/more.toml,line=1,title=sourced::hexi-jargon: no source; ") for line in lines)

    def test_github_gets_signs_of_its_own_escaped(self, folder: Path, capsys: Captured) -> None:
        (folder / "terms" / "more.toml").write_text(
            '[hexi-jargon]\ntype = "term"\nkind = "jargon"\nzh = "摸石头"\nalias = ["100%\u200b\\nMore"]\nsources = ["x"]\n', "utf-8"
        )
        assert main(["lexicon", "check", "--format", "github"]) == 1
        (line,) = [line for line in capsys.readouterr().out.splitlines() if "hexi-jargon: '" in line]
        assert "100%25" in line

    def test_a_clean_folder_ends_with_0_and_silence(self, folder: Path, capsys: Captured) -> None:
        shutil.rmtree(folder)
        (folder / "institutions").mkdir(parents=True)
        assert main(["lexicon", "check"]) == 0
        assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("folder")
class TestNew:
    def test_it_prints_a_record_and_what_to_look_out_for(self, capsys: Captured) -> None:
        words = ["--zh", "重汐银行", "--en", "Bank of Zhongxi", "--kind", "city-bank", "--short", "重行", "--short", "重银", "--source", "https://example.org"]
        assert main(["lexicon", "new", "institution", *words]) == 0
        out, err = capsys.readouterr()
        record = tomllib.loads(out)["bank-of-zhongxi"]
        assert record["short"] == ["重行", "重银"]
        assert "bank-of-zhongxi: goes into lexicon/institutions/" in err
        assert "several readings" in err

    def test_what_it_prints_can_be_pasted(self, folder: Path, capsys: Captured) -> None:
        assert main(["lexicon", "new", "term", "--zh", "摸石头过河", "--kind", "slogan", "--source", "https://example.org"]) == 0
        path = folder / "terms" / "terms.toml"
        path.write_text(f"{path.read_text('utf-8')}\n{capsys.readouterr().out}", "utf-8")
        assert main(["lexicon", "fmt"]) == 0
        capsys.readouterr()
        main(["lexicon", "check"])
        assert "schema" not in capsys.readouterr().out

    def test_it_can_write_it_there(self, folder: Path, capsys: Captured) -> None:
        words = ["--zh", "重汐银行", "--kind", "city-bank", "--source", "https://example.org", "--write"]
        assert main(["lexicon", "new", "institution", *words]) == 0
        out, err = capsys.readouterr()
        file, line = re.findall(r"written to (\S+), line (\d+)", err)[0]
        rows = (folder.parent / file).read_text("utf-8").splitlines()
        assert rows[int(line) - 1] == out.splitlines()[0] == "[zhong-xi-yin-hang]"
        assert main(["lexicon", "fmt", "--check"]) == 0

    def test_a_terminal_is_asked_for_what_is_missing(self, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
        class Terminal(io.StringIO):
            def isatty(self) -> bool:
                return True

        monkeypatch.setattr("sys.stdin", Terminal("https://example.org/page\n\nslogan\n"))
        assert main(["lexicon", "new", "term", "--zh", "摸石头过河"]) == 0
        out, err = capsys.readouterr()
        assert tomllib.loads(out)["mo-shi-tou-guo-he"] == {"type": "term", "kind": "slogan", "zh": "摸石头过河", "sources": ["https://example.org/page"]}
        assert err.count("kind (one of policy-tool, ") == 2  # an empty answer is none
        monkeypatch.setattr("sys.stdin", Terminal(""))
        assert main(["lexicon", "new", "term", "--zh", "摸石头过河"]) == 2

    def test_anything_else_is_told_all_of_it(self, capsys: Captured) -> None:
        assert main(["lexicon", "new", "person", "--at", "pboc"]) == 2
        err = capsys.readouterr().err
        assert all(f"--{name}, " in err for name in ("zh", "source", "title"))

    @pytest.mark.parametrize("words", [["person"], ["term", "--zh", "甲", "--kind", "river"], ["river", "--zh", "甲"]])
    def test_what_cannot_be_a_record_ends_with_2(self, capsys: Captured, words: list[str]) -> None:
        assert main(["lexicon", "new", *words]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err


@pytest.mark.parametrize("words", [["fmt"], ["check"], ["new", "term", "--zh", "甲"]])
def test_a_folder_that_is_no_lexicon_ends_with_2(tmp_path: Path, capsys: Captured, words: list[str]) -> None:
    assert main(["lexicon", *words, "--folder", str(tmp_path)]) == 2
    assert "name it with --folder" in capsys.readouterr().err


def test_no_tool_ends_with_2_and_names_them(capsys: Captured) -> None:
    assert main(["lexicon"]) == 2
    assert "lexicon --help" in capsys.readouterr().err
