"""The rules of IDs: each is given once, and answers for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cnfin_terms import dates
from cnfin_terms.curate.rules import Finding, House
from cnfin_terms.errors import OptionError

__all__ = ["ID_RULES"]

_RETIRE = "put the record back, or run: cnfin-terms lexicon retire"


def reused(house: House) -> Iterator[Finding]:
    """No record has the ID of another thing: one that was retired, or that a release gave to something else.

    What an ID was given to is told by its type and its Chinese name, which the record must still bear in some form.
    """
    for id_ in house.tables.retired:
        if (source := house.by_id.get(id_)) is not None:
            yield Finding(source.file, source.line, id_, "reused", "this ID was retired (retired.tsv)", "give the record another; an ID is given once")
    for id_, minted in house.tables.ledger.items():
        source = house.by_id.get(id_)
        if source is None:
            continue
        forms = {house.folder.key(form.text) for _, form in source.record.written()}
        if source.record.type != minted.type:
            yield Finding(source.file, source.line, id_, "reused", f"this ID was given to a {minted.type}, {minted.zh}", "give the record another")
        elif house.folder.key(minted.zh) not in forms:
            yield Finding(source.file, source.line, id_, "reused", f"this ID was given to {minted.zh}, which is no form of the record",
                          "the same thing: enter the name under former or alias, or mend ledger.tsv if it never was right; another thing: another ID")


def kept(house: House) -> Iterator[Finding]:
    """Every ID of a release is a record, or retired."""
    for line, id_ in enumerate(house.tables.ledger, 2):
        if id_ not in house.by_id and id_ not in house.tables.retired:
            yield Finding("ledger.tsv", line, id_, "kept", "an ID of a release that is neither a record nor retired", _RETIRE)


def redirects(house: House) -> Iterator[Finding]:
    """A retired ID leads to a record, with a reason and a day."""
    retired = house.tables.retired
    for line, (id_, gone) in enumerate(retired.items(), 2):
        def wrong(message: str, remedy: str, at: int = line, of: str = id_) -> Finding:
            return Finding("retired.tsv", at, of, "redirects", message, remedy)

        if missing := [one for one in gone.to if one not in house.by_id and one not in retired]:
            yield wrong(f"it leads to {missing[0]!r}, which is no record", "name the record that replaces it")
        if _circles(house, id_):
            yield wrong("it leads back to itself", "name the record that replaces it")
        if not gone.reason:
            yield wrong("no reason", "say why in the column reason")
        try:
            dates.check(gone.on)
        except OptionError as error:
            yield wrong(f"on: {error}", "write YYYY-MM-DD")


def _circles(house: House, id_: str) -> bool:
    seen: set[str] = set()
    while (gone := house.tables.retired.get(id_)) is not None and gone.to:
        if id_ in seen:
            return True
        seen.add(id_)
        id_ = gone.to[0]
    return False


ID_RULES: tuple[Callable[[House], Iterator[Finding]], ...] = (reused, kept, redirects)
