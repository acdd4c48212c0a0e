"""What the documentation shows of the command line is what the commands print: its console blocks are run, from the top of the page."""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import tiny

from cnfin_terms.cli import main
from cnfin_terms.lexicon import compile as compiler

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
PAGES = ["changing-the-lexicon.md"]

pytestmark = pytest.mark.skipif(shutil.which("git") is None or shutil.which("sh") is None, reason="needs git and a shell")


def examples(page: str) -> list[tuple[str, str]]:
    """Each command of the page with its output."""
    blocks = re.findall(r"^```console\n(.*?)^```$", (DOCS / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [(command, output) for block in blocks for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)]


def printed(command: str, folder: Path) -> str:
    """What a command prints, errors after the rest."""
    words = shlex.split(command)
    if words[0] != "cnfin-terms":
        return subprocess.run(["sh", "-c", command], cwd=folder, check=True, capture_output=True, text=True, encoding="utf-8").stdout  # noqa: S603, S607  (the page's own command)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        assert main(words[1:]) in (0, 1)
    return out.getvalue() + err.getvalue()


@pytest.mark.parametrize("page", PAGES)
def test_commands_print_what_the_page_shows(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "build_table", tiny.table)
    monkeypatch.setattr(compiler, "dictionary", tiny.words)
    monkeypatch.setenv("CNFIN_TERMS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    root = tmp_path / "repository"
    shutil.copytree(tiny.FOLDER, root / "lexicon")
    (root / "tests").mkdir()
    (root / "tests" / "own.txt").write_text("沧行的年报\n", "utf-8")
    (root / "tests" / "regression.tsv").write_text("files\treading\ntests/own.txt\tlines\n", "utf-8")
    for command in ("git init -q -b main", "git add .", "git -c user.name=t -c user.email=t@example.org commit -qm base"):
        printed(command, root)
    monkeypatch.chdir(root)
    checker = doctest.OutputChecker()
    shown = examples(page)
    assert shown
    for command, output in shown:
        found = printed(command, root)
        assert checker.check_output(output, found, doctest.ELLIPSIS), f"$ {command}\n{found}"


def test_an_example_that_is_not_so_is_noticed() -> None:
    assert not doctest.OutputChecker().check_output("1 mention\n", "2 mentions\n", doctest.ELLIPSIS)
    assert len(examples(PAGES[0])) > 5
