"""Compressed files in and out, and a text that kills its worker, through the command line."""

from __future__ import annotations

import bz2
import gzip
import importlib.util
import json
import lzma
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fragile import Fragile

from cnfin_terms import Linker
from cnfin_terms.cli import batch, commands, compressed, main
from cnfin_terms.cli.pieces import START, Piece, pieces, split
from cnfin_terms.cli.progress import Report
from cnfin_terms.cli.sources import Source

Captured = pytest.CaptureFixture[str]

ZSTD = importlib.util.find_spec("zstandard") or sys.version_info >= (3, 14)
WITH_ZSTD = pytest.param(".zst", marks=pytest.mark.skipif(not ZSTD, reason="neither Python 3.14 nor zstandard is here"))
SUFFIXES = [".gz", ".bz2", ".xz", WITH_ZSTD]

ROWS = [{"id": n, "text": f"央行第{n}条", "filler": "字" * 500} for n in range(600)]
LINES = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()


def packed(suffix: str, data: bytes) -> bytes:
    make = compressed.compressor(f"x{suffix}")
    assert make is not None
    return make(data)


def unpacked(path: Path) -> bytes:
    if path.suffix == ".zst":
        with path.open("rb") as file:
            return compressed.decompressed(file, path).read()
    readers: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.decompress, ".bz2": bz2.decompress, ".xz": lzma.decompress}
    return readers[path.suffix](path.read_bytes())


@pytest.fixture(autouse=True)
def _one_lexicon(monkeypatch: pytest.MonkeyPatch, real: Linker) -> None:
    monkeypatch.setattr(commands, "linker_of", lambda _: real)
    monkeypatch.setattr(batch, "FRAME", 100_000)  # so that a file of a test has several


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_compressed_in_and_out_gives_what_plain_gives(tmp_path: Path, suffix: str, capsys: Captured) -> None:
    (tmp_path / "in").mkdir()
    half = LINES.index(b"\n", len(LINES) // 2) + 1
    (tmp_path / "in" / f"rows.jsonl{suffix}").write_bytes(packed(suffix, LINES[:half]) + packed(suffix, LINES[half:]))  # two frames, as of two files joined
    (tmp_path / "in" / f"more.txt{suffix}").write_bytes(packed(suffix, "上交所".encode()))
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "rows.jsonl").write_bytes(LINES)
    (tmp_path / "plain" / "more.txt").write_bytes("上交所".encode())
    out, plain = tmp_path / f"out.jsonl{suffix}", tmp_path / "plain.jsonl"
    assert main(["link", str(tmp_path / "in"), "-o", str(out), "--workers", "2"]) == 0
    assert main(["link", str(tmp_path / "plain"), "-o", str(plain)]) == 0
    assert capsys.readouterr().err == ""
    expected = plain.read_bytes().replace(f"{tmp_path}/plain/more.txt".encode(), f"{tmp_path}/in/more.txt{suffix}".encode())
    assert unpacked(out) == expected
    assert expected.count(b"\n") == 601


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("damage", ["cut", "flipped", "none at all"])
def test_a_damaged_file_is_reported_and_the_rest_read(tmp_path: Path, suffix: str, damage: str, capsys: Captured) -> None:
    bad, good = tmp_path / f"a.jsonl{suffix}", tmp_path / "b.jsonl"
    data = bytearray(packed(suffix, LINES))
    if damage == "cut":
        del data[len(data) * 3 // 4 :]
    elif damage == "flipped":
        data[len(data) // 2] ^= 0xFF
    else:
        data[:] = LINES
    bad.write_bytes(data)
    good.write_text('{"text": "央行"}\n', "utf-8")
    assert main(["link", str(bad), str(good)]) == 1
    out, err = capsys.readouterr()
    assert [line for line in err.splitlines() if line.startswith(f"{bad}: ") and line.endswith("; the file was not read to its end")]
    assert '"pboc"' in out.splitlines()[-1]


def test_zstandard_that_is_not_there_is_told_how_to_get(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("zstandard", "compression", "compression.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    path = tmp_path / "a.jsonl.zst"
    path.write_bytes(b"")
    assert main(["link", str(path)]) == 2
    assert 'pip install "cnfin-terms[zstd]"' in capsys.readouterr().err


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_text_that_kills_its_worker_costs_no_other(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, real: Linker) -> None:
    monkeypatch.setattr(commands, "linker_of", lambda _: Fragile(real.lexicon))
    path = tmp_path / "a.jsonl"
    texts = [f"央行{n}" for n in range(200)]
    texts[33], texts[77] = "exit", "raise"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
    assert main(["link", str(path), "--workers", "2"]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["text"] for line in out.splitlines()] == [text for text in texts if text.startswith("央行")]
    assert err.splitlines() == [
        f"{path}:34: its worker process died, again and again (exit code 7); text skipped", f"{path}:78: RecursionError: too deep; text skipped"]


def test_pieces_join_to_the_file_and_begin_anywhere_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cnfin_terms.cli.pieces.WINDOW", 1000)
    path = tmp_path / "a.jsonl"
    data = b"".join(b"x" * (n * 37 % 2500) + b"\n" for n in range(100)) + "央行 without an end".encode()
    path.write_bytes(data)
    source, report = Source(path, "a", "lines"), Report(sys.stderr)
    found = list(pieces([source], "auto", "strict", report))
    assert b"".join(piece.data or b"" for piece in found) == data
    assert sum(piece.size for piece in found) == len(data)
    assert [piece.end[:3] for piece in found[:-1]] == [piece.at[:3] for piece in found[1:]]
    assert found[-1].end == (0, 101, len(data), "utf-8")
    for number, piece in enumerate(found):
        assert list(pieces([source], "auto", "strict", report, piece.at)) == found[number:]
    assert list(pieces([source], "auto", "strict", report, found[-1].end)) == []


@pytest.mark.parametrize("data", [b"a\nb\n", b"a\nb", b"a" * 50 + b"\nb\n", b"a\n" + b"b" * 50 + b"\n", b"\n\n\n", b"a\nb\nc\nd\ne"])
def test_a_piece_in_two(data: bytes) -> None:
    piece = Piece(START._replace(encoding="utf-8"), Source(None, "a", "lines"), data, 9)
    first, second = split(piece)
    assert (first.data or b"") + (second.data or b"") == data
    assert first.data
    assert second.data
    assert (first.at, first.end, second.end) == (piece.at, second.at, piece.end)
    assert first.size + second.size == 9


@pytest.mark.parametrize("data", [b"a\n", b"a", None])
def test_what_is_one_is_not_split(data: bytes | None) -> None:
    assert split(Piece(START, Source(None, "a", "lines"), data, 1)) == ()
