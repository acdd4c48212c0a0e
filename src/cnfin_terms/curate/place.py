"""Where a new record belongs: the file that holds its like, and the line, by the order of the IDs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from cnfin_terms.lexicon.load import Source
from cnfin_terms.lexicon.schema import Person

__all__ = ["FOLDERS", "Place", "insert", "place_of"]

#: The folder of each type.
FOLDERS = {"institution": "institutions", "market": "markets", "person": "people", "title": "titles", "term": "terms", "event": "events"}


class Place(NamedTuple):
    """A file of the lexicon folder, and the line that the record's header will have."""

    file: str
    line: int


def _like(source: Source, record: Mapping[str, Any]) -> int:
    """How like a record is to the new one, both of one type: by kind and region, of people by the bodies that they serve."""
    if isinstance(source.record, Person):
        posts = {(post.title, post.at) for post in source.record.posts}
        pairs: list[tuple[str, str]] = [(new["title"], new["at"]) for new in record.get("posts", ())]
        return max([0, *(2 * int(body == at) + int(held == title) for held, body in pairs for title, at in posts)])
    return 2 * int(source.record.kind == record.get("kind", "")) + int((source.record.region or "mainland") == record.get("region", "mainland"))


def place_of(records: Iterable[Source], id_: str, record: Mapping[str, Any]) -> Place:
    """Find the place of a new record.

    :param record: its fields.
    :returns: the file in which most of the records likest to it stand; a file named after the folder where there is none.
    """
    same = [source for source in records if source.record.type == record["type"] and "offices/" not in source.file]
    best = max((_like(source, record) for source in same), default=0)
    files = Counter(source.file for source in same if _like(source, record) == best)
    folder = FOLDERS[record["type"]]
    file = files.most_common(1)[0][0] if files else f"{folder}/{folder}.toml"
    after = sorted((source.id, source.line) for source in same if source.file == file and source.id > id_)
    before = [source.line for source in same if source.file == file]
    return Place(file, after[0][1] if after else max(before, default=0) + 1)


def insert(text: str, block: str) -> str:
    """A file's text with a record added; ``format_text`` brings it to its place."""
    return f"{text.rstrip()}\n\n{block}" if text.strip() else block
