"""The native automaton behind one small interface: every occurrence of every pattern, overlapping ones too.

daachorse is the first choice: built once, shipped as bytes, loaded in milliseconds. Where it has no wheel
ahocorasick_rs builds the same automaton at load. A law in the tests holds that both answer alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from cnfin_terms.errors import ArtifactError

__all__ = ["Automaton", "Hit", "build", "load", "places", "serialise"]

#: Start, end (half-open, code points of the folded text) and the pattern's number.
Hit = tuple[int, int, int]


class Automaton(Protocol):
    """What scanning needs of an engine."""

    def find_overlapping(self, text: str) -> list[Hit]:
        """Every occurrence of every pattern, in order of their ends."""


class _AhoCorasickRs:
    """ahocorasick_rs in daachorse's clothes."""

    def __init__(self, patterns: Sequence[str]) -> None:
        import ahocorasick_rs  # noqa: PLC0415

        self._automaton = ahocorasick_rs.AhoCorasick(
            list(patterns), matchkind=ahocorasick_rs.MatchKind.Standard, implementation=ahocorasick_rs.Implementation.ContiguousNFA)

    def find_overlapping(self, text: str) -> list[Hit]:
        """Every occurrence, ordered by end, longest first at one end: daachorse's order."""
        hits = [(start, end, pattern) for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)]
        hits.sort(key=lambda hit: (hit[1], hit[0]))
        return hits


def _build_daachorse(patterns: Sequence[str]) -> Automaton:
    import daachorse  # noqa: PLC0415

    return daachorse.CharwiseDoubleArrayAhoCorasick(list(patterns))


def build(patterns: Sequence[str], engine: str | None = None) -> Automaton:
    """Build an automaton over distinct, non-empty patterns.

    :param engine: ``"daachorse"`` or ``"ahocorasick_rs"``; None takes the first that is installed.
    """
    builders: dict[str, Callable[[Sequence[str]], Automaton]] = {"daachorse": _build_daachorse, "ahocorasick_rs": _AhoCorasickRs}
    for name in [engine] if engine else list(builders):
        try:
            return builders[name](patterns)
        except ImportError:
            continue
    msg = f"no matching engine is installed; pip install {engine or 'daachorse'}"
    raise ArtifactError(msg)


def places(text: str, words: Sequence[str]) -> list[tuple[int, int, str]]:
    """Where some words stand in a text, in one pass: start, end and word of every occurrence, in order of their ends.

    >>> places("CEI met BOC; CEI left.", ["CEI", "BOC"])
    [(0, 3, 'CEI'), (8, 11, 'BOC'), (13, 16, 'CEI')]
    """
    if not words:
        return []
    encodable = text.encode("utf-8", "replace").decode()  # a lone surrogate, which the engines refuse, becomes one question mark
    return [(start, end, words[number]) for start, end, number in build(words).find_overlapping(encodable)]


def serialise(automaton: Automaton) -> bytes:
    """The automaton as bytes where the engine can be saved, else b""."""
    save = getattr(automaton, "serialize", None)
    return save() if save else b""


def load(data: bytes, patterns: Callable[[], Sequence[str]]) -> Automaton:
    """Load a saved automaton, or build it where the engine that saved it is not installed.

    :param data: what :func:`serialise` gave; its checksum must have been verified, for damaged bytes can load in silence.
    :param patterns: gives the patterns, asked only where the automaton must be built.
    """
    if data:
        try:
            import daachorse  # noqa: PLC0415
        except ImportError:
            return build(patterns())
        return daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(data)
    return build(patterns())
