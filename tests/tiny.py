"""The tests' own lexicon, compiled: see data/lexicon/README.md. What compiling needs and no record changes is made once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from unittest.mock import patch

from cnfin_terms.lexicon import compile as compiler
from cnfin_terms.lexicon.artifact import unpack
from cnfin_terms.lexicon.lexicon import Lexicon
from cnfin_terms.lexicon.segments import dictionary
from cnfin_terms.lexicon.store import Store
from cnfin_terms.text.chardata import FoldTable, build_table

FOLDER = Path(__file__).parent / "data" / "lexicon"


@cache
def table() -> FoldTable:
    """The table of characters: seconds to derive, the same for every lexicon."""
    return build_table()


@cache
def words() -> dict[str, int]:
    """The dictionary of ordinary words."""
    return dictionary()


def compiled(folder: Path = FOLDER) -> bytes:
    """A lexicon folder's artifact, as ``compile_lexicon`` makes it."""
    with patch.object(compiler, "build_table", table), patch.object(compiler, "dictionary", words):
        return compiler.compile_lexicon(folder)


def lexicon_of(data: bytes) -> Lexicon:
    return Lexicon(Store(*unpack(data, "tiny")))


@cache
def data() -> bytes:
    """The artifact of the tests' own lexicon."""
    return compiled()


@cache
def lexicon() -> Lexicon:
    return lexicon_of(data())
