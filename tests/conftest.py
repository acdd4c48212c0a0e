"""Two linkers for every test: one on the tests' own lexicon, one on the lexicon that the library ships.

Laws are tried ``quick`` by default, on the same texts each time, so that a failure is of the change that brought it;
``pytest --hypothesis-profile=nightly`` is the long run, on new ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import tiny as tiny_lexicon
from hypothesis import HealthCheck, settings

import cnfin_terms

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cnfin_terms import Lexicon, Linker


settings.register_profile("quick", max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("nightly", parent=settings.get_profile("quick"), max_examples=2_000, derandomize=False)


def pytest_configure(config: pytest.Config) -> None:
    """Choose ``quick`` where the command line chooses nothing."""
    if not config.getoption("--hypothesis-profile", default=None):
        settings.load_profile("quick")


@pytest.fixture(scope="session")
def small() -> Lexicon:
    """The tests' own lexicon."""
    return tiny_lexicon.lexicon()


@pytest.fixture(scope="session")
def tiny(small: Lexicon) -> Linker:
    """A linker on the tests' own lexicon."""
    return cnfin_terms.Linker(small)


@pytest.fixture(scope="session")
def real() -> Linker:
    """A linker on the lexicon that the library ships."""
    return cnfin_terms.Linker()


@pytest.fixture
def overlaid(small: Lexicon, tmp_path: Path) -> Callable[[str], Linker]:
    """Makes a linker on the tests' own lexicon overlaid by one TOML text."""

    def make(text: str) -> Linker:
        path = tmp_path / "mine.toml"
        path.write_text(text, "utf-8")
        return cnfin_terms.Linker(small.overlay(path))

    return make
