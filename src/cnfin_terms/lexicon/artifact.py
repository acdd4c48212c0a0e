"""The compiled lexicon as one file: a small header, then named sections, under one checksum.

Layout: magic, length of the header, header (JSON: format, version, fingerprint, section offsets), body.
Numbers are little-endian 32-bit; strings are UTF-8 blobs cut by offset arrays, decoded one at a time.
"""

from __future__ import annotations

import hashlib
import json
import sys
from array import array
from collections.abc import Iterable, Mapping
from typing import Any

from cnfin_terms.errors import ArtifactError

__all__ = ["FORMAT", "Strings", "floats", "ints", "pack", "pack_floats", "pack_ints", "pack_strings", "unpack"]

MAGIC = b"cnfin-terms lexicon\n"
FORMAT = 2

_REBUILD = "reinstall cnfin-terms, or delete the cached file named here"


def pack_ints(values: Iterable[int]) -> bytes:
    """32-bit unsigned numbers as little-endian bytes."""
    numbers = array("I", values)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def ints(data: bytes | memoryview) -> array[int]:
    """The numbers of :func:`pack_ints`."""
    numbers = array("I")
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def pack_floats(values: Iterable[float]) -> bytes:
    """64-bit floating-point numbers as little-endian bytes."""
    numbers = array("d", values)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def floats(data: bytes | memoryview) -> array[float]:
    """The numbers of :func:`pack_floats`."""
    numbers = array("d")
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def pack_strings(values: Iterable[str]) -> bytes:
    """Strings as offsets and one UTF-8 blob."""
    blobs = [value.encode("utf-8") for value in values]
    offsets = [0]
    for blob in blobs:
        offsets.append(offsets[-1] + len(blob))
    return pack_ints([len(blobs)]) + pack_ints(offsets) + b"".join(blobs)


class Strings:
    """A read-only sequence of strings over a blob; each is decoded when asked for."""

    __slots__ = ("_base", "_data", "_offsets")

    def __init__(self, data: memoryview) -> None:
        count = ints(data[:4])[0]
        self._base = 4 + 4 * (count + 1)
        self._offsets = ints(data[4 : self._base])
        self._data = data

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, index: int) -> str:
        start, end = self._offsets[index], self._offsets[index + 1]
        return str(self._data[self._base + start : self._base + end], "utf-8")

    def all(self) -> list[str]:
        """Every string, decoded at once."""
        blob = bytes(self._data[self._base :])
        cuts = self._offsets
        return [blob[cuts[i] : cuts[i + 1]].decode("utf-8") for i in range(len(cuts) - 1)]


def digest(data: bytes | memoryview) -> str:
    """The checksum: the first 32 hex digits of SHA-256."""
    return hashlib.sha256(data).hexdigest()[:32]


def pack(sections: Mapping[str, bytes], version: str) -> bytes:
    """One artifact of these sections; the fingerprint is the checksum of all of them."""
    places: dict[str, tuple[int, int]] = {}
    at = 0
    for name in sections:
        places[name] = (at, at + len(sections[name]))
        at += len(sections[name])
    body = b"".join(sections.values())
    header = json.dumps({"format": FORMAT, "version": version, "fingerprint": digest(body), "sections": places}).encode()
    return MAGIC + pack_ints([len(header)]) + header + body


def unpack(data: bytes, name: str) -> tuple[dict[str, Any], dict[str, memoryview]]:
    """Header and sections of an artifact.

    :param name: what messages call it, a path.
    :raises ArtifactError: if it is not one, of another format, or damaged.
    """
    view = memoryview(data)
    start = len(MAGIC)
    if bytes(view[:start]) != MAGIC or len(data) < start + 4:
        raise ArtifactError(f"{name} is no compiled lexicon; {_REBUILD}")
    length = ints(view[start : start + 4])[0]
    body = start + 4 + length
    try:
        header = json.loads(bytes(view[start + 4 : body]))
        found, fingerprint, places = header["format"], header["fingerprint"], header["sections"]
    except (ValueError, KeyError, TypeError):
        raise ArtifactError(f"{name}: the header is damaged; {_REBUILD}") from None
    if found != FORMAT:
        raise ArtifactError(f"{name} has format {found}, this version reads {FORMAT}; {_REBUILD}")
    if digest(view[body:]) != fingerprint:
        raise ArtifactError(f"{name} is damaged (its checksum differs); {_REBUILD}")
    return header, {key: view[body + a : body + b] for key, (a, b) in places.items()}
