"""Overlays compiled with what the base knows, and kept: the same bytes, whoever compiles, whatever lies in the cache."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tiny as tiny_lexicon
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cnfin_terms import Lexicon, Linker
from cnfin_terms.lexicon import cache
from cnfin_terms.lexicon import compile as compiler
from cnfin_terms.lexicon import overlay as module
from cnfin_terms.lexicon.artifact import unpack
from cnfin_terms.lexicon.overlay import Overlay, apply, compiled
from cnfin_terms.lexicon.segments import place_names

if TYPE_CHECKING:
    from collections.abc import Iterator

NEW = '[moon-bank]\ntype = "institution"\nkind = "bank"\nzh = "月球开拓银行"\nen = "Lunar Pioneer Bank"\nshort = ["月行"]\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    monkeypatch.setenv("CNFIN_TERMS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def fewer_words(small: Lexicon) -> Iterator[dict[str, int]]:
    """The dictionary cut down to what a hundred assemblies can read."""
    everything = tiny_lexicon.words()
    kept = set(small.store.words) | set(list(everything)[::200]) | {"理财", "银行", "开拓", "行长", "月球", "其中", "中行", "央行"}
    words = {word: everything[word] for word in everything if word in kept}
    places = place_names()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiler, "dictionary", lambda: words)
        patch.setattr(compiler, "place_names", lambda: places)
        yield words


#: Names that meet those of the tests' lexicon, traps and ordinary words, in every script.
NAMES = "青屿人民银行 青屿央行 潮头行 月行 理财 行长 沧江银行 人行 上海 月球銀行"
HAN = st.one_of(st.sampled_from(NAMES.split()), st.text("青屿月行银中央财", min_size=2, max_size=6))
LATIN = st.sampled_from(["QPB", "Bank of the Moon", "QDB", "Lunar Bank", "Qingyu People's Bank", "MOON 1+N"])


@st.composite
def records(draw: st.DrawFn) -> str:
    """Some records, patches and drops, each as an overlay writes it."""
    made = []
    for number in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(['"institution"\nkind = "bank"', '"term"\nkind = "concept"', '"institution"\nkind = "broker"\nof = "qpb"']))
        made.append(f'[moon-{number}]\ntype = {kind}\nzh = "{draw(HAN)}"\nen = "{draw(LATIN)}"\nshort = ["{draw(HAN)}"]\n')
    if draw(st.booleans()):
        made.append(f'[qpb]\noverlay = "patch"\nshort = ["{draw(HAN)}"]\n' + draw(st.sampled_from(["", 'remove = { short = ["人行"] }\n'])))
    if draw(st.booleans()):
        made.append('[canghai-securities]\noverlay = "drop"\n')
    return "\n".join(made)


@given(text=records(), trap=st.none() | HAN)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_what_is_known_changes_nothing_but_time(text: str, trap: str | None, small: Lexicon, fewer_words: dict[str, int]) -> None:
    """An overlay assembled with what its base knows is the one assembled without, byte for byte."""
    assert set(small.store.words) <= fewer_words.keys()  # else nothing known would be used
    files = [("mine.toml", text)] + ([("traps.toml", f'["{trap}"]\nis = "a road"\n')] if trap else [])
    overlay = Overlay("mine", tuple(files))
    quick = compiled(small.store, overlay)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_known", lambda *_: compiler.NOTHING)
        assert quick == compiled(small.store, overlay)


TEXTS = ["月球开拓银行、月行、Lunar Pioneer Bank (QPB)", "青屿人民银行行长林望川与月行行长", "沧江银行，上海银行家说月球开拓银行有限公司", "在其中行使，月行驶"]


def test_an_overlay_answers_as_the_same_records_in_the_lexicon_do(small: Lexicon, folder: Path, tmp_path: Path) -> None:
    """Against a full compile from files."""
    import shutil

    (tmp_path / "mine.toml").write_text(NEW, "utf-8")
    whole = tmp_path / "lexicon"
    shutil.copytree(tiny_lexicon.FOLDER, whole)
    (whole / "institutions" / "moon.toml").write_text(NEW, "utf-8")
    full, laid = Linker(tiny_lexicon.lexicon_of(tiny_lexicon.compiled(whole))), Linker(small.overlay(tmp_path / "mine.toml"))
    for text in TEXTS:
        one, other = full.link(text).to_dict(), laid.link(text).to_dict()
        del one["lexicon"], other["lexicon"]
        assert one == other
    assert laid.link(TEXTS[0]).entities.keys() == {"moon-bank", "qpb"}


OVERLAY = Overlay("mine.toml", (("mine.toml", NEW),))


def test_a_compiled_one_is_read_and_not_compiled_again(small: Lexicon, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = apply(small.store, OVERLAY)
    monkeypatch.setattr(module, "compiled", lambda *_: pytest.fail("compiled again"))
    assert apply(small.store, OVERLAY).fingerprint == first.fingerprint
    assert len(list(folder.glob("overlay-*.bin"))) == 1


@pytest.mark.parametrize("change", ["base", "text", "name", "code"])
def test_what_it_depends_on_makes_it_another(small: Lexicon, folder: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    apply(small.store, OVERLAY)
    made: list[str] = []
    monkeypatch.setattr(module, "compiled", lambda *_: made.append(change) or tiny_lexicon.data())  # type: ignore[func-returns-value]
    if change == "base":
        monkeypatch.setattr(small.store, "fingerprint", "another")
    if change == "code":
        monkeypatch.setattr("unicodedata.unidata_version", "99.0")
    apply(small.store, Overlay("other.toml" if change == "name" else "mine.toml", (("mine.toml", NEW + "#" * (change == "text")),)))
    assert made == [change]


@pytest.mark.parametrize("place", [0, 5, 20, 24, 60, 0.01, 0.3, 0.6, 0.9, -1])
@pytest.mark.parametrize("damage", ["cut", "flipped"])
def test_a_damaged_one_is_never_trusted(small: Lexicon, folder: Path, place: float, damage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = sound_overlay(small)
    monkeypatch.setattr(module, "compiled", lambda *_: sound)  # compiling is tested elsewhere
    apply(small.store, OVERLAY)
    (path,) = folder.glob("overlay-*.bin")
    assert path.read_bytes() == sound
    at = int(place * len(sound)) if isinstance(place, float) else place % len(sound)
    path.write_bytes(sound[:at] if damage == "cut" else sound[:at] + bytes([sound[at] ^ 0x10]) + sound[at + 1 :])
    assert apply(small.store, OVERLAY).fingerprint == unpack(sound, "")[0]["fingerprint"]
    assert path.read_bytes() == sound


_SOUND: list[bytes] = []


def sound_overlay(small: Lexicon) -> bytes:
    if not _SOUND:
        _SOUND.append(compiled(small.store, OVERLAY))
    return _SOUND[0]


def test_the_few_used_last_are_kept_and_leavings_go(small: Lexicon, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "compiled", lambda *_: tiny_lexicon.data())
    folder.mkdir()
    left = folder / "overlay-x.bin7h2k"  # of a process killed while it wrote
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    fresh = folder / "overlay-y.bin9z"  # of one that is writing now
    fresh.write_bytes(b"half")
    default = folder / "lexicon-z.bin"
    default.write_bytes(b"")
    for number in range(12):
        apply(small.store, Overlay("mine.toml", (("mine.toml", f"# {number}\n"),)))
        for age, path in enumerate(sorted(folder.glob("overlay-*.bin"), key=lambda path: -path.stat().st_mtime)):
            os.utime(path, (time.time() - 10 * (age + 1),) * 2)
    assert len(list(folder.glob("overlay-*.bin"))) == 8
    assert not left.exists()
    assert fresh.exists()
    assert default.exists()


RACE = """
import sys, time
from pathlib import Path
from cnfin_terms import Lexicon, Linker
from cnfin_terms.lexicon import overlay
compiled = overlay.compiled
def told(*args):
    print("compiled", end=" ")
    return compiled(*args)
overlay.compiled = told
base = Lexicon.from_artifact(sys.argv[1])
print("ready", flush=True)
while not Path(sys.argv[3]).exists():
    time.sleep(0.01)
lexicon = base.overlay(sys.argv[2])
print(lexicon.fingerprint, *(m.id for m in Linker(lexicon).link("月行、QPB")))
"""


def test_twenty_processes_at_once_on_an_empty_cache(small: Lexicon, folder: Path, tmp_path: Path) -> None:
    base, mine, go = tmp_path / "base.bin", tmp_path / "mine.toml", tmp_path / "go"
    base.write_bytes(tiny_lexicon.data())
    mine.write_text(NEW, "utf-8")
    source = str(Path(cache.__file__).parent.parent.parent)
    command = [sys.executable, "-c", RACE, str(base), str(mine), str(go)]
    racers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": source}) for _ in range(20)]  # noqa: S603  (our own command)
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    go.touch()
    said = [racer.communicate(timeout=120)[0].split() for racer in racers]
    assert [racer.returncode for racer in racers] == [0] * 20
    assert {tuple(words[-3:]) for words in said} == {(small.overlay(mine).fingerprint, "moon-bank", "qpb")}
    compilers = sum(words[0] == "compiled" for words in said)
    assert 1 <= compilers <= (1 if sys.platform != "win32" else 20)
    (path,) = folder.glob("overlay-*.bin")
    unpack(path.read_bytes(), str(path))
    assert {file.suffix for file in folder.iterdir()} <= {".bin", ".lock"}
