"""Compressed files, in and out: .gz, .bz2, .xz with the standard library, .zst with Python 3.14 or the extra ``[zstd]``.

What is written is a row of frames, each complete in itself: a file that ends after one of them is whole, and can be gone on with.
"""

from __future__ import annotations

import lzma
import zlib
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from cnfin_terms.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["DAMAGED", "FRAME", "SUFFIXES", "compressor", "decompressed", "inner_suffix", "is_compressed"]

SUFFIXES = (".gz", ".bz2", ".xz", ".zst")

#: What reading a damaged or cut-off file raises.
DAMAGED = (OSError, EOFError, zlib.error, lzma.LZMAError)

#: Bytes before compression after which a frame is closed: frames this large cost nothing in size.
FRAME = 1 << 22

_READ = 1 << 17


def is_compressed(name: str | PurePath) -> bool:
    """Whether the name is of a compressed file."""
    return PurePath(name).suffix.lower() in SUFFIXES


def inner_suffix(name: str | PurePath) -> str:
    """The suffix that tells what is in a file, in lower case, whatever it is compressed with.

    >>> inner_suffix("news.JSONL.gz"), inner_suffix("news.jsonl"), inner_suffix("-")
    ('.jsonl', '.jsonl', '')
    """
    path = PurePath(name)
    return (PurePath(path.stem) if is_compressed(path) else path).suffix.lower()


def decompressed(file: IO[bytes], name: str | PurePath) -> IO[bytes]:
    """A file's contents, decompressed by its name; the file itself where that says nothing.

    :raises OptionError: for .zst where nothing that reads it is installed.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix == ".gz":
        import gzip

        return gzip.GzipFile(fileobj=file)  # type: ignore[return-value]  # it is an IO[bytes] in all that is used here
    if suffix == ".bz2":
        import bz2

        return bz2.BZ2File(file)
    if suffix == ".xz":
        return lzma.LZMAFile(file)
    if suffix == ".zst":
        return _ZstdReader(file, _zstd().decompressor)  # type: ignore[return-value]
    return file


def compressor(name: str | PurePath) -> Callable[[bytes], bytes] | None:
    """What makes one frame of bytes, by the name of the file that they go to; the same bytes give the same frame.

    :raises OptionError: for .zst where nothing that writes it is installed.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix == ".gz":
        import gzip

        return lambda data: gzip.compress(data, 6, mtime=0)  # no time of day: two runs write the same
    if suffix == ".bz2":
        import bz2

        return bz2.compress
    if suffix == ".xz":
        return lzma.compress
    return _zstd().compress if suffix == ".zst" else None


class _Zstd(NamedTuple):
    compress: Callable[[bytes], bytes]
    decompressor: Callable[[], Any]
    error: type[Exception]


def _zstd() -> _Zstd:
    """Zstandard of the standard library or of the package ``zstandard``."""
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        pass
    else:
        return _Zstd(zstd.compress, zstd.ZstdDecompressor, zstd.ZstdError)
    try:
        import zstandard
    except ImportError:
        raise OptionError('.zst needs Python 3.14 or: pip install "cnfin-terms[zstd]"') from None
    return _Zstd(lambda data: zstandard.ZstdCompressor().compress(data), lambda: zstandard.ZstdDecompressor().decompressobj(), zstandard.ZstdError)


class _ZstdReader:
    """Frames of Zstandard one after another; a file that ends within one is damaged, which the packages' own readers pass over."""

    def __init__(self, file: IO[bytes], make: Callable[[], Any]) -> None:
        self._file, self._make = file, make
        self._frame: Any = None
        self._waiting = b""  # compressed, read but not yet given to a frame
        self._held = b""

    def read(self, size: int = -1) -> bytes:
        """So many bytes; fewer at the end alone; all of them for a negative number."""
        parts, length = [self._held], len(self._held)
        while size < 0 or length < size:
            more = self._more()
            if more is None:
                break
            parts.append(more)
            length += len(more)
        data = b"".join(parts)
        self._held = data[size:] if size >= 0 else b""
        return data[:size] if size >= 0 else data

    def _more(self) -> bytes | None:
        data = self._waiting or self._file.read(_READ)
        self._waiting = b""
        if not data:
            if self._frame is not None:
                raise EOFError("the compressed data ends before its last frame does")
            return None
        self._frame = self._frame or self._make()
        try:
            out: bytes = self._frame.decompress(data)
        except _zstd().error as error:
            raise EOFError(f"damaged compressed data ({error})") from None
        if self._frame.eof:
            self._waiting = self._frame.unused_data
            self._frame = None
        return out

    def close(self) -> None:
        """Nothing to close: the file is its opener's."""
