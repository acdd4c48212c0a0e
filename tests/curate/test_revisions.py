"""Lexicons by what a command calls them: folders, revisions, compiled files; and the artifact, the same bytes wherever it is made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import tiny
from repositories import HAS_GIT, git, repository

from cnfin_terms.curate.revisions import compile_all
from cnfin_terms.errors import ArtifactError, LexiconError, OptionError
from cnfin_terms.lexicon import compile as compiler
from cnfin_terms.lexicon.artifact import unpack

needs_git = pytest.mark.skipif(not HAS_GIT, reason="needs git")


@pytest.fixture(autouse=True)
def _made_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What compiling needs and no record changes, and a cache of the test's own."""
    monkeypatch.setattr(compiler, "build_table", tiny.table)
    monkeypatch.setattr(compiler, "dictionary", tiny.words)
    monkeypatch.setenv("CNFIN_TERMS_CACHE", str(tmp_path / "cache"))


class TestNames:
    def test_a_folder_a_checkout_and_a_compiled_file(self, tmp_path: Path) -> None:
        file = tmp_path / "tiny.bin"
        file.write_bytes(tiny.data())
        shutil.copytree(tiny.FOLDER, tmp_path / "checkout" / "lexicon")
        found = compile_all([str(tiny.FOLDER), str(tmp_path / "checkout"), str(file), "."], tiny.FOLDER)
        assert [one.data for one in found] == [tiny.data()] * 4
        assert [one.name for one in found] == [str(tiny.FOLDER), str(tmp_path / "checkout"), str(file), "."]
        assert found[2].seconds == 0.0

    def test_what_was_compiled_is_kept(self) -> None:
        (first,), (second,) = compile_all(["."], tiny.FOLDER), compile_all(["."], tiny.FOLDER)
        assert first.seconds > second.seconds == 0.0
        assert first.data == second.data

    @needs_git
    def test_a_revision_is_the_folder_as_it_stood(self, tmp_path: Path) -> None:
        folder = repository(tmp_path)
        path = folder / "institutions" / "companies.toml"
        path.write_text(path.read_text("utf-8").replace("沧行", "沧海行"), "utf-8")
        (folder / "terms" / "new.toml").write_text('[new]\ntype = "term"\nkind = "concept"\nzh = "新词"\nsources = ["x"]\n', "utf-8")
        base, head = compile_all(["main", "."], folder)
        before, after = (tiny.lexicon_of(one.data) for one in (base, head))
        assert ("new" in before, "new" in after) == (False, True)
        assert {name.text for name in before.get("canghai-bank").names} ^ {name.text for name in after.get("canghai-bank").names} >= {"沧行", "沧海行"}
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-qm", "two")
        assert [one.data for one in compile_all(["HEAD~1", "HEAD"], folder)] == [base.data, head.data]

    @needs_git
    def test_a_revision_without_the_folder(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q", "-b", "main")
        git(tmp_path, "commit", "-q", "--allow-empty", "-m", "nothing yet")
        with pytest.raises(OptionError, match="was no lexicon folder at main"):
            compile_all(["main"], shutil.copytree(tiny.FOLDER, tmp_path / "lexicon"))

    def test_a_name_of_nothing(self, tmp_path: Path) -> None:
        with pytest.raises(OptionError, match="'no-such' is no lexicon folder"):
            compile_all(["no-such"], shutil.copytree(tiny.FOLDER, tmp_path / "lexicon"))

    def test_a_file_that_is_no_lexicon(self, tmp_path: Path) -> None:
        (tmp_path / "x.bin").write_bytes(b"no lexicon")
        with pytest.raises(ArtifactError, match="no compiled lexicon"):
            compile_all([str(tmp_path / "x.bin")], tiny.FOLDER)

    def test_a_folder_that_breaks_a_rule(self, tmp_path: Path) -> None:
        copy = shutil.copytree(tiny.FOLDER, tmp_path / "lexicon")
        (copy / "terms" / "bad.toml").write_text("[bad]\n", "utf-8")
        with pytest.raises(LexiconError, match=r"terms/bad\.toml"):
            compile_all([str(copy)], copy)


COMPILE = """
import os, sys
from pathlib import Path
if sys.argv[3] == "backwards":  # as another file system might list them
    scan = os.scandir
    class Backwards(list):
        def __enter__(self): return iter(self)
        def __exit__(self, *_): return None
    listdir = os.listdir
    os.listdir = lambda path=".": sorted(listdir(path), reverse=True)
    os.scandir = lambda path=".": Backwards(sorted(scan(path), key=lambda entry: entry.name, reverse=True))
from cnfin_terms.lexicon.compile import compile_lexicon
Path(sys.argv[2]).write_bytes(compile_lexicon(Path(sys.argv[1])))
"""


def test_the_artifact_is_the_same_bytes_in_any_process_from_any_order_of_files(tmp_path: Path) -> None:
    """Two processes with other hash seeds, files written and listed in other orders, another place: one artifact."""
    copy = tmp_path / "elsewhere" / "lexicon"
    for path in sorted((path for path in tiny.FOLDER.rglob("*") if path.is_file()), reverse=True):
        target = copy / path.relative_to(tiny.FOLDER)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    running = []
    for number, (folder, order) in enumerate(((tiny.FOLDER, "forwards"), (copy, "backwards"))):
        environment = {**os.environ, "PYTHONHASHSEED": str(number + 1), "PYTHONPATH": os.pathsep.join(sys.path), "TZ": ("UTC", "Asia/Shanghai")[number]}
        command = [sys.executable, "-c", COMPILE, str(folder), str(tmp_path / f"{number}.bin"), order]
        running.append(subprocess.Popen(command, env=environment))  # noqa: S603  (our own program)
    assert [process.wait(timeout=300) for process in running] == [0, 0]
    first, second = ((tmp_path / f"{number}.bin").read_bytes() for number in range(2))
    assert first == second == tiny.data()
    assert unpack(first, "first")[0]["fingerprint"] == tiny.lexicon().fingerprint
