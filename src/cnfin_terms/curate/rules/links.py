"""What records say of each other: every ID that is named exists, and old IDs lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from cnfin_terms.curate.rules.house import Finding, House
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.schema import Group, Person, Title

__all__ = ["fields", "references"]


def references(house: House) -> Iterator[Finding]:
    """Every ID that a record names exists."""
    known = house.by_id.keys() | house.tables.retired.keys()
    for source in house.tables.records:
        record = source.record
        named = [("of", record.of)] if record.of else []
        named += [("relations", relation.id) for relation in record.relations]
        if isinstance(record, Group):
            named += [("members", member.id) for member in record.members]
        if isinstance(record, Person):
            named += [("posts", post.title) for post in record.posts] + [("posts", post.at) for post in record.posts]
        if isinstance(record, Title):
            named += [("at", place) for place in record.at if place not in v.KINDS["institution"]]
        for field, id_ in named:
            if id_ not in known:
                yield house.at(source, "references", f"{field} names {id_!r}, which is no record",
                               f"enter that record, or find the right ID with: cnfin-terms search {id_.replace('-', ' ')}", field)
            elif id_ == source.id:
                yield house.at(source, "references", f"{field} names the record itself", "name the other record, or take it away", field)


def fields(house: House) -> Iterator[Finding]:
    """A title names the kinds of institution that have it."""
    for source in house.tables.records:
        if isinstance(source.record, Title) and not source.record.at and source.record.kind not in ("general", "academic", "honour", "staff"):
            yield house.at(source, "fields", "no kind of institution has this title", 'add at = ["..."], kinds of institution or IDs')
