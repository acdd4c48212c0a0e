"""Where the compiled lexicon is kept, and that what lies there is never trusted unseen."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from cnfin_terms.errors import ArtifactError
from cnfin_terms.lexicon import cache
from cnfin_terms.lexicon import compile as compiler
from cnfin_terms.lexicon.artifact import pack

if TYPE_CHECKING:
    from pathlib import Path

#: What the stand-in for the compiler gives.
ARTIFACT = pack({"section": b"body"}, "7")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose lexicon is a stand-in: compiling it is counted."""
    package = tmp_path / "src" / "cnfin_terms"
    package.mkdir(parents=True)
    (tmp_path / "lexicon" / "institutions").mkdir(parents=True)
    (tmp_path / "lexicon" / "institutions" / "x.toml").write_text("# one\n", "utf-8")
    monkeypatch.setattr(cache, "_PACKAGE", package)
    monkeypatch.setattr(cache, "_SHIPPED", package / "data" / "lexicon.bin")
    monkeypatch.setenv("CNFIN_TERMS_CACHE", str(tmp_path / "cache"))
    made: list[Path] = []

    def compile_lexicon(folder: Path) -> bytes:
        made.append(folder)
        (tmp_path / "made").write_text(str(len(made)), "utf-8")
        return ARTIFACT

    monkeypatch.setattr(compiler, "compile_lexicon", compile_lexicon)
    return tmp_path


def times(checkout: Path) -> int:
    made = checkout / "made"
    return int(made.read_text("utf-8")) if made.exists() else 0


def test_a_checkout_is_compiled_once_and_kept(checkout: Path) -> None:
    data, name = cache.default_artifact()
    assert data == cache.default_artifact()[0] == ARTIFACT
    assert name.startswith(str(checkout / "cache"))
    assert times(checkout) == 1


def test_a_changed_file_is_compiled_again(checkout: Path) -> None:
    cache.default_artifact()
    (checkout / "lexicon" / "institutions" / "x.toml").write_text("# two\n", "utf-8")
    cache.default_artifact()
    assert times(checkout) == 2


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_cache_is_compiled_anew(checkout: Path, damage: bytes | None) -> None:
    _, name = cache.default_artifact()
    (path,) = (checkout / "cache").glob("*.bin")
    assert str(path) == name
    path.write_bytes(damage if damage is not None else path.read_bytes()[:-1] + b"?")
    assert cache.default_artifact()[0] == ARTIFACT == path.read_bytes()
    assert times(checkout) == 2


def test_a_cache_that_cannot_be_written_is_no_error(checkout: Path) -> None:
    (checkout / "cache").write_text("a file where the folder should be", "utf-8")
    assert cache.default_artifact()[0] == ARTIFACT


def test_a_shipped_lexicon_is_taken_before_any_other(checkout: Path) -> None:
    shipped = checkout / "src" / "cnfin_terms" / "data" / "lexicon.bin"
    shipped.parent.mkdir()
    shipped.write_bytes(b"as shipped")
    assert cache.default_artifact() == (b"as shipped", str(shipped))
    assert times(checkout) == 0


def test_with_neither_the_message_says_what_to_do(checkout: Path) -> None:
    (checkout / "lexicon" / "institutions" / "x.toml").unlink()
    (checkout / "lexicon" / "institutions").rmdir()
    with pytest.raises(ArtifactError, match=r"no compiled lexicon at .*; reinstall cnfin-terms"):
        cache.default_artifact()


def test_the_digest_is_of_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("x", "utf-8")
    (tmp_path / "README.md").write_text("x", "utf-8")
    first = cache.source_digest(tmp_path)
    (tmp_path / "README.md").write_text("y", "utf-8")
    assert cache.source_digest(tmp_path) == first
    (tmp_path / "a.toml").rename(tmp_path / "b.toml")
    assert cache.source_digest(tmp_path) != first


def test_the_digest_tells_two_folders_with_the_same_names_apart(tmp_path: Path) -> None:
    for part, other in (("one", "two"), ("two", "one")):
        (tmp_path / part / "institutions").mkdir(parents=True)
        (tmp_path / part / "people").mkdir()
        (tmp_path / part / "institutions" / "x.toml").write_text(part, "utf-8")
        (tmp_path / part / "people" / "x.toml").write_text(other, "utf-8")
    assert cache.source_digest(tmp_path / "one") != cache.source_digest(tmp_path / "two")


def test_nobody_reads_half_a_file_and_nothing_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "x.bin"
    for data in (b"one", b"two" * 1000):
        cache.store_atomically(path, data)
        assert [p.read_bytes() for p in path.parent.iterdir()] == [data]


@pytest.mark.parametrize(
    ("platform", "variable", "value", "expected"),
    [
        ("linux", "XDG_CACHE_HOME", "/x", "/x/cnfin_terms"),
        ("win32", "LOCALAPPDATA", "/l", "/l/cnfin_terms"),
        ("linux", "CNFIN_TERMS_CACHE", "/c", "/c"),
        ("darwin", "HOME", "/h", "/h/Library/Caches/cnfin_terms"),
    ],
)
def test_the_cache_folder_is_the_platforms_or_the_users(monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, value: str, expected: str) -> None:
    monkeypatch.delenv("CNFIN_TERMS_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(variable, value)
    assert cache.folder().as_posix() == expected
