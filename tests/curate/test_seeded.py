"""Mistakes that contributors make, put one by one into a clean lexicon: check finds each, at its line, with the way to mend it."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from folders import table

from cnfin_terms.curate import check as checker
from cnfin_terms.curate.check import check

HERE = Path(__file__).parent / "seeded"
MISTAKES: dict[str, dict[str, str | int]] = tomllib.loads((HERE / "mistakes.toml").read_text("utf-8"))


@pytest.fixture(autouse=True)
def _table_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "build_table", table)


def test_the_folder_is_clean() -> None:
    assert check(HERE / "lexicon") == []
    assert len(MISTAKES) >= 30


@pytest.mark.parametrize("name", MISTAKES)
def test_each_is_found_at_its_line_with_its_remedy(name: str, tmp_path: Path) -> None:
    mistake = MISTAKES[name]
    folder = shutil.copytree(HERE / "lexicon", tmp_path / "lexicon")
    path = folder / str(mistake["file"])
    text = path.read_text("utf-8")
    old = str(mistake["old"])
    assert not old or text.count(old) == 1
    path.write_text(text.replace(old, str(mistake["new"]), 1), "utf-8")
    found = check(folder)
    fits = [one for one in found if (one.file, one.line, one.rule) == (mistake["file"], mistake["line"], mistake["rule"])]
    assert fits, [str(one) for one in found]
    assert any(str(mistake.get("says", "")) in one.message and str(mistake.get("remedy", "")) in one.remedy for one in fits), [str(one) for one in fits]
    assert str(fits[0]).startswith(f"{mistake['file']}:{mistake['line']} ")
