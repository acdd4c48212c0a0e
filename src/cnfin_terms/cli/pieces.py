"""Sources cut into pieces of whole lines, or whole files: what one worker takes at a time.

Cutting looks for line feeds alone, so that one process can feed many. The same file is cut at the same places whatever
piece one begins with: a run that goes on where another stopped makes the same pieces.
"""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from cnfin_terms.cli.compressed import DAMAGED, decompressed
from cnfin_terms.text.encoding import BOMS, Decoded, UndecodableError, decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnfin_terms.cli.progress import Report
    from cnfin_terms.cli.sources import Source

__all__ = ["REWRITTEN", "START", "Piece", "Position", "known_as", "pieces", "say_encoding", "split", "undecodable", "whole"]

#: How much is read at a time; also how far a guess of the encoding sees.
WINDOW = 1 << 17

#: Lines of a window that the encoding is guessed from, where those before told nothing: each guess reads on to the window's end.
_TRIES = 4

#: How the reader hears of an encoding that was guessed.
KNOWN_AS = {"cp950": "Big5 (cp950)", "big5hkscs": "Big5 with Hong Kong's additions (big5hkscs)", "gb18030": "GB18030", "cp1252": "Windows-1252"}

#: Encodings whose line feeds are more than one byte: such a file is decoded before it is parted into lines.
WIDE = ("utf-16", "utf_16", "utf16", "u16", "utf-32", "utf_32", "utf32", "u32")
#: The encoding of pieces of such a file: they were written again as UTF-8.
REWRITTEN = "utf-8, rewritten"
WIDE_MARKS = tuple(mark for mark, name in BOMS if name.startswith(WIDE))


class Position(NamedTuple):
    """How far the inputs are read: so many lines and bytes, after decompression, of the source with this number.

    :ivar encoding: what its lines were found to be in; "auto" before anything told.
    """

    source: int
    line: int
    offset: int
    encoding: str


START = Position(0, 0, 0, "")


class Piece(NamedTuple):
    """Some lines of a source, or all of it.

    :ivar at: where it begins.
    :ivar source: what it is of.
    :ivar data: the lines, with their line feeds; None: the whole source, still to be read.
    :ivar size: bytes of the source as it lies on disk, for the progress bar.
    """

    at: Position
    source: Source
    data: bytes | None
    size: int

    @property
    def end(self) -> Position:
        """Where the next begins."""
        if self.data is None:
            return Position(self.at.source + 1, 0, 0, "")
        lines = self.data.count(b"\n") + (not self.data.endswith(b"\n"))
        return Position(self.at.source, self.at.line + lines, self.at.offset + len(self.data), self.at.encoding)

    @property
    def place(self) -> str:
        """How messages call it."""
        return self.source.name if self.data is None else f"{self.source.name}:{self.at.line + 1}"


def split(piece: Piece) -> tuple[Piece, ...]:
    """A piece in two, between lines; () where it is one line or a whole file."""
    data = piece.data or b""
    middle = data.find(b"\n", len(data) // 2) + 1
    if middle in (0, len(data)):
        middle = data.rfind(b"\n", 0, max(len(data) // 2, 1)) + 1
    if middle in (0, len(data)):
        return ()
    first = piece._replace(data=data[:middle], size=0)
    return first, piece._replace(at=first.end, data=data[middle:])


def pieces(sources: Sequence[Source], encoding: str, errors: str, report: Report, start: Position = START) -> Iterator[Piece]:
    """All sources in pieces, in order, from a position on; what cannot be read is reported, and the rest goes on.

    :param encoding: as the command line names it, or "auto".
    """
    for number, source in enumerate(sources[start.source :], start.source):
        at = start if number == start.source and start.encoding else Position(number, 0, 0, encoding)
        if source.layout == "parquet":
            report.problem(source.name, "Parquet is linked to Parquet: write --output NAME.parquet")
            continue
        if source.layout == "text":
            yield Piece(at, source, None, _size(source))
            continue
        try:
            with _opened(source) as (raw, stream):
                yield from _cut(source, raw, stream, at, (encoding, errors), report)
        except DAMAGED as error:
            report.problem(source.name, f"{getattr(error, 'strerror', None) or error}; the file was not read to its end")


def whole(source: Source) -> bytes:
    """All bytes of a source, decompressed."""
    with _opened(source) as (_, stream):
        return stream.read()


def _size(source: Source) -> int:
    try:
        return source.path.stat().st_size if source.path is not None else 0
    except OSError:  # reading it will tell
        return 0


@contextmanager
def _opened(source: Source) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """A source as it lies on disk and decompressed; a file is closed after, standard input is not."""
    if source.path is not None:
        with source.path.open("rb") as file:
            yield file, decompressed(file, source.path)
        return
    # unbuffered, so that lines of a live pipe are worked on as they come
    live: Any = getattr(sys.stdin.buffer, "raw", sys.stdin.buffer)
    yield live, live


def _tell(raw: IO[bytes]) -> int:
    try:
        return raw.tell()
    except (OSError, io.UnsupportedOperation):  # a pipe
        return 0


def _cut(source: Source, raw: IO[bytes], stream: IO[bytes], at: Position, asked: tuple[str, str], report: Report) -> Iterator[Piece]:
    """The pieces of a source of lines, from a position on."""
    if at.encoding == REWRITTEN:
        yield from _wide(source, stream.read(), at, asked, report)
        return
    windows = _windows(_skipped(raw, stream, at.offset, source))
    told = _tell(raw) if at.offset else 0
    for data in windows:
        if at.offset == 0 and _is_wide(data[:4], at.encoding):
            yield from _wide(source, data + b"".join(windows), at, asked, report)
            return
        if at.encoding == "auto" and not data.isascii():
            at = at._replace(encoding=_guessed(data, source, report))
        here = _tell(raw)
        piece = Piece(at, source, data, len(data) if stream is raw else here - told)
        yield piece
        at, told = piece.end, here


def _skipped(raw: IO[bytes], stream: IO[bytes], offset: int, source: Source) -> IO[bytes]:
    """The stream from an offset on."""
    if stream is raw and source.path is not None:
        stream.seek(offset)
        return stream
    while offset > 0 and (gone := stream.read(min(offset, WINDOW))):
        offset -= len(gone)
    return stream


def _windows(stream: IO[bytes]) -> Iterator[bytes]:
    """Whole lines, about a window at a time; where a window begins decides where it ends."""
    parts: list[bytes] = []
    held = 0
    while got := stream.read(WINDOW - held % WINDOW):
        cut = got.rfind(b"\n") + 1
        if not cut:
            parts.append(got)
            held += len(got)
            continue
        yield b"".join((*parts, got[:cut]))
        parts = [got[cut:]]
        held = len(got) - cut
    if held:
        yield b"".join(parts)


def _is_wide(head: bytes, encoding: str) -> bool:
    return encoding.lower().startswith(WIDE) or head.startswith(WIDE_MARKS) or (encoding == "auto" and b"\x00" in head)


def _wide(source: Source, data: bytes, at: Position, asked: tuple[str, str], report: Report) -> Iterator[Piece]:
    """UTF-16 and UTF-32 cannot be parted before they are decoded: they go on as UTF-8."""
    try:
        text, encoding, guessed, replaced = decode(data, *asked)
    except UndecodableError as error:
        report.problem(f"{source.name}:{error.line}", undecodable(error, 0))
        return
    say_encoding(source.name, encoding, replaced, report, guessed=guessed)
    size = len(data)
    at = at._replace(encoding=REWRITTEN)
    for window in _windows(io.BytesIO(text.encode()[at.offset :])):
        piece = Piece(at, source, window, size)
        yield piece
        at, size = piece.end, 0


def _guessed(window: bytes, source: Source, report: Report) -> str:
    """The encoding of a file of lines, judged from the first line beyond ASCII that tells and what is seen after it; "auto" if none does."""
    begin, tries = 0, 0
    while begin < len(window) and tries < _TRIES:
        end = window.find(b"\n", begin) + 1 or len(window)
        line = window[begin:end]
        if not line.isascii():
            tries += 1
            with suppress(UndecodableError):  # such a line is bad by itself; who decodes it says so
                decoded = _decoded(window[begin:], line)
                say_encoding(source.name, decoded.encoding, 0, report, guessed=decoded.guessed and decoded.encoding != "utf-8")
                return decoded.encoding
        begin = end
    return "auto"


def _decoded(sample: bytes, line: bytes) -> Decoded:
    """A line decoded with what follows it, or alone where that does not help."""
    try:
        return decode(sample[: sample.rfind(b"\n") + 1] or sample, errors="replace")
    except UndecodableError:
        return decode(line, errors="replace")


def known_as(encoding: str) -> str:
    """How the reader hears of an encoding."""
    return KNOWN_AS.get(encoding, encoding.upper())


def say_encoding(name: str, encoding: str, replaced: int, report: Any, *, guessed: bool) -> None:  # noqa: ANN401
    """Tell of a guess, and of replacements."""
    if guessed:
        report.note(name, f"read as {known_as(encoding)}, a guess; if that is wrong, name the encoding with --encoding")
    if replaced:
        report.note(name, f"{replaced} undecodable place{'s' * (replaced > 1)} in {known_as(encoding)} replaced by U+FFFD")


def undecodable(error: UndecodableError, offset: int) -> str:
    """What is wrong with some bytes, and the options that the library's advice means on the command line."""
    hint = ""
    if error.message.endswith("replace such bytes"):
        hint = " (--encoding, --errors replace)"
    elif error.message.endswith("name the encoding"):
        hint = " (--encoding)"
    return f"byte offset {offset + error.offset}: {error.message}{hint}"
