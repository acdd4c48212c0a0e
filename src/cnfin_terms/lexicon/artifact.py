"""The compiled lexicon as one file: a small header, then named sections, under one checksum.

Layout: magic, length of the header, header (JSON: format, version, fingerprint, section offsets), body.
Numbers are little-endian 32-bit; strings that are asked for one at a time are UTF-8 blobs cut by offset arrays, strings that are all needed
at once are lines. Nothing of this is parsed when it is read.
"""

from __future__ import annotations

import hashlib
import json
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cnfin_terms.errors import ArtifactError

__all__ = [
    "FORMAT", "Rows", "Strings", "floats", "ints", "lines", "pack", "pack_floats", "pack_ints", "pack_lines", "pack_rows", "pack_strings", "unpack",
]

MAGIC = b"cnfin-terms lexicon\n"
FORMAT = 5

_REBUILD = "reinstall cnfin-terms, or delete the cached file named here"


def pack_ints(values: Iterable[int]) -> bytes:
    """32-bit unsigned numbers as little-endian bytes."""
    return _bytes(array("I", values))


def ints(data: bytes | memoryview) -> array[int]:
    """The numbers of :func:`pack_ints`."""
    return _numbers(array("I"), data)


def pack_floats(values: Iterable[float]) -> bytes:
    """64-bit floating-point numbers as little-endian bytes."""
    return _bytes(array("d", values))


def floats(data: bytes | memoryview) -> array[float]:
    """The numbers of :func:`pack_floats`."""
    return _numbers(array("d"), data)


def _bytes(numbers: array[Any]) -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _numbers(numbers: array[Any], data: bytes | memoryview) -> array[Any]:
    """An empty array, filled."""
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
    """A read-only sequence of strings over a blob; each is decoded when asked for. It keeps a copy of the blob and nothing else of the file."""

    __slots__ = ("_blob", "_offsets")

    def __init__(self, data: bytes | memoryview) -> None:
        view = memoryview(data)
        base = 4 + 4 * (ints(view[:4])[0] + 1)
        self._offsets = ints(view[4:base])
        self._blob = bytes(view[base:])

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, index: int) -> str:
        return self._blob[self._offsets[index] : self._offsets[index + 1]].decode()

    def all(self) -> list[str]:
        """Every string, decoded at once."""
        blob, cuts = self._blob, self._offsets
        return [blob[cuts[i] : cuts[i + 1]].decode() for i in range(len(cuts) - 1)]


def pack_lines(values: Iterable[str]) -> bytes:
    """Strings without a line break, for :func:`lines`.

    :raises ValueError: if one has a line break.
    """
    held = list(values)
    joined = "\n".join(held)
    if joined.count("\n") != max(len(held) - 1, 0):
        msg = "a string of a list of lines has a line break"
        raise ValueError(msg)
    return joined.encode("utf-8")


def lines(data: bytes | memoryview) -> list[str]:
    """The strings of :func:`pack_lines`, all at once, several times faster than one by one; no strings and one empty string are the same."""
    return str(data, "utf-8").split("\n") if len(data) else []


def pack_rows(rows: Mapping[int, Iterable[int]]) -> bytes:
    """Lists of numbers by number, for :class:`Rows`."""
    keys = sorted(rows)
    held = [list(rows[key]) for key in keys]
    first = [0]
    for row in held:
        first.append(first[-1] + len(row))
    return pack_ints([len(keys), *keys, *first, *(number for row in held for number in row)])


class Rows(Mapping[int, frozenset[int]]):
    """Sets of numbers by number, each made when first asked for.

    >>> rows = Rows(pack_rows({7: [1, 2], 3: []}))
    >>> sorted(rows[7]), 3 in rows, 4 in rows, list(rows)
    ([1, 2], True, False, [3, 7])
    """

    __slots__ = ("_first", "_known", "_numbers", "_place")

    def __init__(self, data: bytes | memoryview) -> None:
        numbers = ints(data)
        count = numbers[0]
        self._place = dict(zip(numbers[1 : count + 1], range(count), strict=True))
        self._first = numbers[count + 1 : 2 * count + 2]
        self._numbers = numbers[2 * count + 2 :]
        self._known: dict[int, frozenset[int]] = {}  # made twice at once it is the same

    def __getitem__(self, key: int) -> frozenset[int]:
        row = self._known.get(key)
        if row is None:
            place = self._place[key]
            row = self._known[key] = frozenset(self._numbers[self._first[place] : self._first[place + 1]])
        return row

    def __contains__(self, key: object) -> bool:
        return key in self._place

    def __iter__(self) -> Iterator[int]:
        return iter(self._place)

    def __len__(self) -> int:
        return len(self._place)


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
