"""Formatting: one canonical form, the same meaning, comments with their records."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnfin_terms.curate.fmt import FIELDS, emit, format_text, lexicon_files
from cnfin_terms.errors import LexiconError

if TYPE_CHECKING:
    from pathlib import Path


class TestCanonicalForm:
    def test_records_are_sorted_by_id(self) -> None:
        assert format_text('[b]\nzh = "乙"\n[a]\nzh = "甲"\n', "x.toml") == '[a]\nzh = "甲"\n\n[b]\nzh = "乙"\n'

    def test_fields_stand_in_their_order_and_unknown_ones_after(self) -> None:
        assert format_text('[a]\nzz = "1"\nsources = []\naa = "2"\nzh = "甲"\ntype = "term"\n', "x.toml") == (
            '[a]\ntype = "term"\nzh = "甲"\nsources = []\naa = "2"\nzz = "1"\n'
        )

    def test_so_do_the_fields_of_forms_and_posts(self) -> None:
        assert format_text('[a]\nposts = [{ since = "2020", source = "s", at = "b", title = "t" }]\n', "x.toml") == (
            '[a]\nposts = [{ title = "t", at = "b", since = "2020", source = "s" }]\n'
        )

    def test_a_list_too_long_for_a_line_has_one_item_a_line(self) -> None:
        items = [f"名称{i:03}" for i in range(30)]
        lines = emit("a", {"short": items}).splitlines()
        assert lines[1] == "short = ["
        assert lines[2] == '  "名称000",'
        assert lines[-1] == "]"
        assert max(map(len, lines)) <= 160

    def test_ids_that_need_quotes_have_them(self) -> None:
        assert format_text("['人行道']\nis = 'ordinary word'\n[safe]\nis = 'x'\n", "x.toml") == '[safe]\nis = "x"\n\n["人行道"]\nis = "ordinary word"\n'

    def test_nested_tables_and_keys_of_two_parts_become_inline(self) -> None:
        expected = '[a]\nids = { bic = "X", lei = "Y" }\n'
        assert format_text('[a.ids]\nlei = "Y"\nbic = "X"\n', "x.toml") == expected
        assert format_text('[a]\nids.lei = "Y"\nids.bic = "X"\n', "x.toml") == expected

    def test_windows_line_ends_go(self) -> None:
        assert format_text('# one\r\n[a]\r\nzh = "甲"\r\n', "x.toml") == '# one\n[a]\nzh = "甲"\n'

    @pytest.mark.parametrize("text", ["", "\n", "# only\n", "# only\n\n", "# only", "# head\n\n# second\n[a]\n", "# head\n# more\n\n[a]\n"])
    def test_once_is_enough_at_the_edges_too(self, text: str) -> None:
        once = format_text(text, "x.toml")
        assert format_text(once, "x.toml") == once
        assert [line for line in once.splitlines() if line.startswith("#")] == [line for line in text.splitlines() if line.startswith("#")]

    @pytest.mark.parametrize(
        "value",
        ['"\\u007f"', '"\\t\\b\\f\\n\\r\\\\\\""', '"\\U0001F600"', '"\\u2028"', "'C:\\new'", '"""\na # b\n[c]\n"""', "'''\n# d\n'''"],
    )
    def test_any_string_survives(self, value: str) -> None:
        text = f"[a]\nzh = {value}\n"
        assert tomllib.loads(format_text(text, "x.toml")) == tomllib.loads(text)


class TestComments:
    def test_they_move_with_the_record_below_them(self) -> None:
        text = '# of b\n# and more of b\n[b]\nzh = "乙"\n\n# of a\n[a]\nzh = "甲"\n'
        assert format_text(text, "x.toml") == '# of a\n[a]\nzh = "甲"\n\n# of b\n# and more of b\n[b]\nzh = "乙"\n'

    def test_one_at_the_top_parted_by_a_blank_line_is_the_files(self) -> None:
        text = '# the file\n\n[b]\nzh = "乙"\n\n[a]\nzh = "甲"\n'
        assert format_text(text, "x.toml") == '# the file\n\n[a]\nzh = "甲"\n\n[b]\nzh = "乙"\n'

    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            ('[a]\n# inside\nzh = "甲"\n', 2, "inside a record"),
            ('[a]\nshort = [\n  "b",\n  # why\n  "c",\n]\n', 4, "inside a record"),
            ('[a]\nshort = [\n  "b",\n  # why\n]\n', 4, "inside a record"),
            ('[a]\nzh = "甲"\n# after all\n', 3, "above no record"),
            ('[a]\nzh = "甲"  # behind\n', 2, "behind a field"),
            ('[a]  # behind\nzh = "甲"\n', 1, "behind a field"),
        ],
    )
    def test_one_that_stands_elsewhere_is_refused_at_its_line(self, text: str, line: int, words: str) -> None:
        with pytest.raises(LexiconError, match=words) as caught:
            format_text(text, "x.toml")
        assert (caught.value.file, caught.value.line) == ("x.toml", line)
        assert "above" in caught.value.remedy

    def test_a_hash_within_a_string_is_none(self) -> None:
        text = '[a]\nsources = ["https://example.org/#top", \'#\']\nzh = "a\\"#b"\n'
        assert format_text(text, "x.toml") == '[a]\nzh = "a\\"#b"\nsources = ["https://example.org/#top", "#"]\n'


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[a\n", 1, "Expected"),
        ('[a]\nzh = "1"\n[a]\nzh = "2"\n', 3, "declare"),
        ("[a]\nsince = 2023-05-18\n", 1, "2023-05-18 is not a string"),
        ("[a]\nposts = [{ since = 2023-05-18 }]\n", 1, "2023-05-18 is not a string"),
        ("zh = '甲'\n", 0, "outside any record"),
        ("[[a]]\nzh = '甲'\n", 0, "outside any record"),
    ],
)
def test_what_is_no_lexicon_file_is_refused_with_its_place(text: str, line: int, words: str) -> None:
    with pytest.raises(LexiconError, match=words) as caught:
        format_text(text, "x.toml")
    assert (caught.value.file, caught.value.line) == ("x.toml", line)
    assert caught.value.remedy


texts = st.text(st.characters(codec="utf-8"), max_size=8)
keys = st.one_of(st.from_regex(r"[a-z][a-z0-9]{0,4}(-[a-z]{1,3})?", fullmatch=True), st.sampled_from(["人行道", "a.b", "[x]", "# y", 'q"', "\\", "é"]), texts)
scalars = st.one_of(texts, st.booleans(), st.integers(-9, 9), st.floats(allow_nan=False, allow_infinity=False, width=32))
values = st.recursive(scalars, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=3)), max_leaves=6)
records = st.dictionaries(st.one_of(st.sampled_from(FIELDS), keys), values, max_size=5)
remarks = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=6), max_size=2)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, dict[str, list[str]]]:
    """A file of records in any order with comments above them, and the comments."""
    table: dict[str, Any] = draw(st.dictionaries(keys, records, max_size=4))
    comments = {id_: [f"# {remark}".strip() for remark in draw(remarks)] for id_ in table}
    blocks = ["".join(f"{line}\n" for line in comments[id_]) + emit(id_, dict(reversed(record.items()))) for id_, record in table.items()]
    between = draw(st.sampled_from(["", "\n", "\n\n"]))
    return between.join(blocks), comments


class TestLaws:
    @given(files())
    def test_twice_is_once(self, drawn: tuple[str, dict[str, list[str]]]) -> None:
        once = format_text(drawn[0], "x.toml")
        assert format_text(once, "x.toml") == once

    @given(files())
    def test_the_meaning_stays(self, drawn: tuple[str, dict[str, list[str]]]) -> None:
        assert tomllib.loads(format_text(drawn[0], "x.toml")) == tomllib.loads(drawn[0])

    @given(files())
    def test_each_comment_stands_above_its_record(self, drawn: tuple[str, dict[str, list[str]]]) -> None:
        text, comments = drawn
        lines = format_text(text, "x.toml").split("\n")
        for id_, said in comments.items():
            at = lines.index(emit(id_, {}).rstrip("\n"))
            assert lines[at - len(said) : at] == said

    @given(files(), st.randoms(use_true_random=False))
    def test_the_order_of_records_and_fields_does_not_matter(self, drawn: tuple[str, dict[str, list[str]]], random: Any) -> None:
        table = tomllib.loads(drawn[0])
        items = list(table.items())
        random.shuffle(items)
        shuffled = "\n".join(emit(id_, record) for id_, record in items)
        assert format_text(shuffled, "x.toml") == "\n".join(emit(id_, table[id_]) for id_ in sorted(table))


def test_every_toml_file_of_a_folder_is_found_in_order(tmp_path: Path) -> None:
    for name in ("b.toml", "a/c.toml", "a/b.toml", "a/x.tsv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [path.relative_to(tmp_path).as_posix() for path in lexicon_files(tmp_path)] == ["a/b.toml", "a/c.toml", "b.toml"]


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_two_additions_to_a_sorted_file_merge(tmp_path: Path) -> None:
    """Two people each add a record at its place, on branches of their own: git merges them, and the result is canonical."""

    def git(*words: str) -> None:
        identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null")
        subprocess.run(["git", *identity, *words], cwd=tmp_path, check=True, capture_output=True)  # noqa: S603, S607  (git as the machine has it)

    def add(branch: str, id_: str) -> None:
        git("checkout", "-q", "-b", branch, "base")
        added = path.read_text("utf-8") + emit(id_, {"type": "term", "zh": id_})
        path.write_text(format_text(added, "terms.toml"), "utf-8")
        git("commit", "-qam", id_)

    path = tmp_path / "terms.toml"
    path.write_text(format_text("\n".join(emit(id_, {"type": "term", "zh": id_}) for id_ in "aceg"), "terms.toml"), "utf-8")
    git("init", "-q", "-b", "base")
    git("add", ".")
    git("commit", "-qm", "base")
    add("one", "b")
    add("two", "d")
    git("merge", "-q", "--no-edit", "one")
    merged = path.read_text("utf-8")
    assert list(tomllib.loads(merged)) == list("abcdeg")
    assert format_text(merged, "terms.toml") == merged
