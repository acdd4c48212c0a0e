"""Two branches' changes joined: laws of the joining, and git itself calling it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cnfin_terms
from cnfin_terms.curate.fmt import emit, format_text
from cnfin_terms.curate.merging import merge
from cnfin_terms.errors import LexiconError

ids = st.sampled_from("abcdef")
lists = st.lists(st.sampled_from("甲乙丙丁"), unique=True, max_size=4)
records = st.fixed_dictionaries({"zh": st.sampled_from("甲乙"), "short": lists})
tables = st.dictionaries(ids, records, max_size=5)


def text(table: dict[str, Any]) -> str:
    return "\n".join(emit(id_, table[id_]) for id_ in sorted(table))


class TestLaws:
    @given(tables, tables)
    def test_what_one_side_alone_changed_is_as_it_has_it(self, base: dict[str, Any], side: dict[str, Any]) -> None:
        assert merge(text(base), text(side), text(base), "x.toml") == format_text(text(side), "x.toml")
        assert merge(text(base), text(base), text(side), "x.toml") == format_text(text(side), "x.toml")
        assert merge(text(base), text(side), text(side), "x.toml") == format_text(text(side), "x.toml")

    @given(tables, st.data())
    def test_additions_of_both_are_all_there_whichever_side_is_ours(self, base: dict[str, Any], data: st.DataObject) -> None:
        free = [id_ for id_ in "ghijkl" if id_ not in base]
        mine = {id_: data.draw(records) for id_ in free[::2]}
        yours = {id_: data.draw(records) for id_ in free[1::2]}
        one = merge(text(base), text(base | mine), text(base | yours), "x.toml")
        assert tomllib.loads(one) == base | mine | yours
        assert one == merge(text(base), text(base | yours), text(base | mine), "x.toml")
        assert one == format_text(one, "x.toml")

    @given(lists, lists, lists)
    def test_of_a_list_what_either_added_is_in_and_what_either_took_away_is_out(self, old: list[str], mine: list[str], yours: list[str]) -> None:
        sides = [text({"a": {"zh": "甲", "short": items}}) for items in (old, mine, yours)]
        kept = tomllib.loads(merge(sides[0], sides[1], sides[2], "x.toml"))["a"]["short"]
        expected = (set(mine) & set(yours)) | (set(mine) - set(old)) | (set(yours) - set(old))
        assert set(kept) == expected
        assert len(kept) == len(expected)


def test_comments_stay_with_their_records_and_new_ones_of_both_are_kept() -> None:
    base = "# of a\n" + text({"a": {"zh": "甲"}})
    mine = base.replace("# of a", "# of a\n# more")
    yours = base.replace("# of a", "# of a\n# yet more") + "\n# of b\n" + text({"b": {"zh": "乙"}})
    assert merge(base, mine, yours, "x.toml") == (
        '# of a\n# more\n# yet more\n[a]\nzh = "甲"\n\n# of b\n[b]\nzh = "乙"\n'
    )


def test_a_record_taken_away_is_gone_unless_the_other_side_changed_it() -> None:
    base, changed = text({"a": {"zh": "甲"}, "b": {"zh": "乙"}}), text({"a": {"zh": "丙"}, "b": {"zh": "乙"}})
    less = text({"b": {"zh": "乙"}})
    assert merge(base, less, base, "x.toml") == less
    with pytest.raises(LexiconError, match="both sides changed the record"):
        merge(base, less, changed, "x.toml")


def test_a_contradiction_is_told_with_file_record_and_field() -> None:
    base, mine, yours = (text({"a": {"zh": "甲", "since": day}}) for day in ("2001", "2002", "2003"))
    with pytest.raises(LexiconError, match="both sides changed since: '2002' and '2003'") as caught:
        merge(base, mine, yours, "x.toml")
    assert (caught.value.file, caught.value.id) == ("x.toml", "a")


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
class TestGit:
    """The driver as .gitattributes and the documentation name it, in a real repository."""

    @staticmethod
    def git(folder: Path, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null")
        path = os.pathsep.join([str(Path(cnfin_terms.__file__).parent.parent), os.environ.get("PYTHONPATH", "")])
        return subprocess.run(["git", *identity, *words], cwd=folder, check=check, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path})  # noqa: S603, S607  (git as the machine has it)

    def repository(self, folder: Path, mine: dict[str, Any], yours: dict[str, Any], *, driver: bool = True) -> tuple[int, str]:
        """Two branches from one file; the second merged with the first: git's exit code and the file."""
        base = {id_: {"type": "term", "zh": id_} for id_ in "aceg"}
        path = folder / "lexicon" / "terms" / "terms.toml"
        path.parent.mkdir(parents=True)
        attributes = Path(__file__).parent.parent.parent / ".gitattributes"
        shutil.copy(attributes, folder / ".gitattributes")
        self.git(folder, "init", "-q", "-b", "base")
        if driver:
            self.git(folder, "config", "merge.cnfin-lexicon.driver", f"'{sys.executable}' -m cnfin_terms lexicon merge-driver %O %A %B %P")
        for branch, change in (("base", {}), ("one", mine), ("two", yours)):
            if branch != "base":
                self.git(folder, "checkout", "-q", "-b", branch, "base")
            path.write_text(text(base | change), "utf-8")
            self.git(folder, "add", ".")
            self.git(folder, "commit", "-qm", branch)
        done = self.git(folder, "merge", "-q", "--no-edit", "one", check=False)
        return done.returncode, path.read_text("utf-8")

    def test_two_records_at_one_place_merge(self, tmp_path: Path) -> None:
        code, merged = self.repository(tmp_path, {"h": {"type": "term", "zh": "h"}}, {"i": {"type": "term", "zh": "i"}})
        assert (code, list(tomllib.loads(merged))) == (0, list("aceghi"))
        assert format_text(merged, "terms.toml") == merged

    def test_without_the_driver_git_says_that_they_conflict(self, tmp_path: Path) -> None:
        code, merged = self.repository(tmp_path, {"h": {"type": "term", "zh": "h"}}, {"i": {"type": "term", "zh": "i"}}, driver=False)
        assert code == 1
        assert "<<<<<<<" in merged

    def test_two_forms_of_one_record_merge(self, tmp_path: Path) -> None:
        both = ({"c": {"type": "term", "zh": "c", "short": [name]}} for name in ("甲", "乙"))
        code, merged = self.repository(tmp_path, *both)
        assert (code, sorted(tomllib.loads(merged)["c"]["short"])) == (0, ["乙", "甲"])

    def test_a_contradiction_is_a_conflict(self, tmp_path: Path) -> None:
        code, _ = self.repository(tmp_path, {"c": {"type": "term", "zh": "丙"}}, {"c": {"type": "term", "zh": "丁"}})
        assert code == 1
