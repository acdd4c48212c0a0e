"""A git repository with the tests' own lexicon in it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import tiny

from cnfin_terms.curate.fmt import format_text, lexicon_files

HAS_GIT = shutil.which("git") is not None


def git(folder: Path, *words: str) -> str:
    """What git says, as somebody who is nobody, whatever this user's settings."""
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null")
    return subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True, text=True, encoding="utf-8").stdout  # noqa: S603, S607  (git as the machine has it)


def lexicon_copy(folder: Path) -> Path:
    """The tests' own lexicon in canonical form, in a folder ``lexicon``."""
    copy = shutil.copytree(tiny.FOLDER, folder / "lexicon")
    for path in lexicon_files(copy):
        path.write_text(format_text(path.read_text("utf-8"), path.name), "utf-8")
    return copy


def repository(folder: Path) -> Path:
    """A repository whose only commit, on the branch ``main``, holds the lexicon; gives the lexicon's folder."""
    copy = lexicon_copy(folder)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "base")
    return copy
