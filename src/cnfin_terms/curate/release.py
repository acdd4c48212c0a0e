"""A release of the data: its version by the calendar, and the ledger of every ID that a release ever had."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from cnfin_terms.errors import LexiconError, OptionError
from cnfin_terms.lexicon.source import Minted, Tables, read_lexicon

__all__ = ["Release", "ledger_text", "next_version", "release"]

_VERSION = re.compile(r"(\d{4})\.([1-9]\d*)")


class Release(NamedTuple):
    """What a release changes.

    :ivar minted: IDs that are in the ledger from now on.
    """

    version: str
    minted: tuple[str, ...]


def next_version(version: str, year: int) -> str:
    """The version after one: the next of its year, or the first of the next.

    >>> next_version("2026.1", 2026), next_version("2026.7", 2027)
    ('2026.2', '2027.1')

    :raises OptionError: if the version is not of the form year.number, or the year lies before it.
    """
    match = _VERSION.fullmatch(version)
    if match is None:
        raise OptionError(f"VERSION says {version!r}; it is the year and a number: {year}.1")
    if year < int(match[1]):
        raise OptionError(f"the last version, {version}, is of a later year than {year}")
    return f"{year}.{int(match[2]) + 1 if year == int(match[1]) else 1}"


def ledger_text(ledger: Mapping[str, Minted]) -> str:
    r"""``ledger.tsv``, sorted by ID.

    >>> ledger_text({"csrc": Minted("institution", "中国证券监督管理委员会")})
    'id\ttype\tzh\ncsrc\tinstitution\t中国证券监督管理委员会\n'
    """
    return "id\ttype\tzh\n" + "".join(f"{id_}\t{minted.type}\t{minted.zh}\n" for id_, minted in sorted(ledger.items()))


def _minted(tables: Tables) -> dict[str, Minted]:
    return {source.id: Minted(source.record.type, source.record.zh.text) for source in tables.records if source.id not in tables.ledger}


def release(folder: Path, year: int) -> Release:
    """Write the next version into VERSION, and every new ID into the ledger: from then on it is a record or retired, for ever.

    :raises LexiconError: if a file breaks a rule, or an ID of the ledger is neither.
    :raises OptionError: if the version cannot be followed by one of this year.
    """
    tables = read_lexicon(folder)
    version = next_version(tables.version, year)
    lost = sorted(tables.ledger.keys() - {source.id for source in tables.records} - tables.retired.keys())
    if lost:
        raise LexiconError("an ID of a release is neither a record nor retired", file="ledger.tsv", id=lost[0], remedy="run: cnfin-terms lexicon check")
    minted = _minted(tables)
    (folder / "ledger.tsv").write_text(ledger_text({**tables.ledger, **minted}), "utf-8", newline="\n")
    (folder / "VERSION").write_text(f"{version}\n", "utf-8", newline="\n")
    return Release(version, tuple(sorted(minted)))
