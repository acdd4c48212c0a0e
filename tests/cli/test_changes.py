"""``cnfin-terms lexicon impact | diff`` from end to end, on a repository with the tests' own lexicon."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import tiny

from cnfin_terms.cli import main
from cnfin_terms.lexicon import compile as compiler

Captured = pytest.CaptureFixture[str]

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def git(folder: Path, *words: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null")
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)  # noqa: S603, S607  (git as the machine has it)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all of these tests, which mostly compare the same two."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def root(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository where a short form was taken away since ``main``, with one text of the project's own."""
    monkeypatch.setattr(compiler, "build_table", tiny.table)
    monkeypatch.setattr(compiler, "dictionary", tiny.words)
    monkeypatch.setenv("CNFIN_TERMS_CACHE", str(cache))
    root = tmp_path / "repository"
    shutil.copytree(tiny.FOLDER, root / "lexicon")
    (root / "tests").mkdir()
    (root / "tests" / "own.txt").write_text("沧行的年报\n", "utf-8")
    (root / "tests" / "regression.tsv").write_text("files\treading\ntests/own.txt\tlines\n", "utf-8")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "base")
    path = root / "lexicon" / "institutions" / "companies.toml"
    path.write_text(path.read_text("utf-8").replace('short = ["沧行"]\n', ""), "utf-8")
    monkeypatch.chdir(root)
    return root


@pytest.mark.usefixtures("root")
class TestImpact:
    def test_the_texts_of_the_project_are_compared(self, capsys: Captured) -> None:
        assert main(["lexicon", "impact", "main", "--workers", "1"]) == 0
        out, err = capsys.readouterr()
        assert out.startswith("## What changes from main to .\n\n**1 mention of 1 text changes: 1 vanished.**")
        assert "| <code><b>沧行</b>的年报</code> | canghai-bank | no mention | tests/own.txt:1 |" in out
        assert "milliseconds" in out
        assert err == ""

    def test_files_of_every_layout_are_too(self, root: Path, capsys: Captured) -> None:
        (root / "a.txt").write_text("沧行和\n沧行", "utf-8")
        (root / "b.jsonl").write_text('{"body": "沧行吗"}\n{"other": 1}\n', "utf-8")
        (root / "c.html").write_bytes("<p>沧<b>行</b>吗</p>".encode("gb18030"))
        words = ["--own", "no", "--no-time", "--workers", "1", "--corpus", "a.txt", "b.jsonl", "c.html", "--field", "body", "--format", "json"]
        assert main(["lexicon", "impact", "main", ".", *words]) == 1
        out, err = capsys.readouterr()
        found = json.loads(out)
        assert {(change["place"], change["words"]) for change in found["outcome"]["changes"]} >= {("a.txt", "沧行"), ("b.jsonl:1", "沧行")}
        assert found["outcome"]["texts"] == 3
        assert found["seconds"] is None
        assert "b.jsonl:2" in err

    def test_every_text_gives_the_same(self, capsys: Captured) -> None:
        outs = []
        for words in ([], ["--every"]):
            assert main(["lexicon", "impact", "main", "--no-time", "--workers", "1", "--format", "json", *words]) == 0
            outs.append(json.loads(capsys.readouterr().out)["outcome"]["changes"])
        assert outs[0] == outs[1] != []

    def test_it_can_be_written_to_a_file(self, root: Path, capsys: Captured) -> None:
        assert main(["lexicon", "impact", "main", "--no-time", "--workers", "1", "-o", "comment.md"]) == 0
        assert (root / "comment.md").read_text("utf-8").startswith("## What changes")
        assert capsys.readouterr() == ("", "")

    @pytest.mark.parametrize(("words", "said"), [
        (["no-such"], "no git revision"), (["main", "--workers", "0"], "whole number from 1"), (["main", "--folder", "tests"], "name it with --folder"),
    ])
    def test_what_cannot_be_compared_ends_with_2(self, capsys: Captured, words: list[str], said: str) -> None:
        assert main(["lexicon", "impact", *words]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert said in err


class TestDiff:
    @pytest.mark.usefixtures("root")
    @pytest.mark.parametrize(("form", "first"), [("text", "main (7.1, "), ("changelog", "## Lexicon 7.1\n"), ("json", "{\n")])
    def test_its_forms(self, capsys: Captured, form: str, first: str) -> None:
        assert main(["lexicon", "diff", "main", "--workers", "1", "--format", form]) == 0
        out, err = capsys.readouterr()
        assert out.startswith(first)
        assert "canghai-bank" in out
        assert ("沧行" in json.loads(out)["outcome"]["changes"][0]["words"]) if form == "json" else ("'沧行' vanished: canghai-bank → no mention" in out)
        assert err == ""

    def test_an_id_deleted_without_a_redirect_ends_with_1(self, root: Path, capsys: Captured) -> None:
        path = root / "lexicon" / "people" / "people.toml"
        path.write_text(path.read_text("utf-8").replace("[gao-feng]", "[gao-feng-2]"), "utf-8")
        assert main(["lexicon", "diff", "main", "--workers", "1", "--own", "no"]) == 1
        out, err = capsys.readouterr()
        assert "Deleted without a redirect (1)\n- gao-feng\n" in out
        assert err == "gao-feng: deleted without a redirect; run: cnfin-terms lexicon retire\n"
