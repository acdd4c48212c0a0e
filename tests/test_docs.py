"""The documentation is true: every example runs, every link leads somewhere, and the pages build."""

import doctest
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
WITH_EXAMPLES = [page for page in PAGES if ">>> " in page.read_text("utf-8")]
LINKED = [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CONTRIBUTING.zh.md", ROOT / "CHANGELOG.md", ROOT / "lexicon" / "README.md"]


def name(page: Path) -> str:
    """A page as the tests' names have it."""
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=name)
def test_examples_run(page: Path) -> None:
    """Each page from its top: an example may use what one above it made."""
    failed, tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8", optionflags=doctest.ELLIPSIS)
    assert tried
    assert not failed


@pytest.mark.parametrize("page", LINKED, ids=name)
def test_links_lead_to_files(page: Path) -> None:
    """Links within the repository, from where the page stands."""
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{name(page)} links to {target}"


def test_every_page_is_in_the_index() -> None:
    """A page outside the index is found by nobody."""
    index = (ROOT / "docs" / "index.md").read_text("utf-8").splitlines()
    assert {page.stem for page in PAGES[1:]} - {"index"} <= set(index)


@pytest.mark.skipif(any(importlib.util.find_spec(module) is None for module in ("sphinx", "myst_parser")), reason="needs pip install -e '.[docs]'")
def test_pages_build_without_a_warning(tmp_path: Path) -> None:
    """With every reference checked."""
    command = [sys.executable, "-m", "sphinx", "-n", "-W", "--keep-going", "-q", str(ROOT / "docs"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603  (our own program)
    assert done.returncode == 0, done.stderr
