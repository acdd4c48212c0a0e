"""A lexicon folder taken apart on the bench: records moved, renamed and taken out in memory, every reference with them, then written at once."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from cnfin_terms.curate.fmt import Parsed, compose, lexicon_files, parse
from cnfin_terms.errors import OptionError
from cnfin_terms.lexicon.load import RECORD_FOLDERS
from cnfin_terms.lexicon.source import Tables, read_lexicon

__all__ = ["Bench", "Reference", "mentions_of"]

#: Keys of posts, members and relations that hold an ID.
_NAMED = ("id", "title", "at")
_TABLE = ("posts", "members", "relations")


class Reference(NamedTuple):
    """A place where an ID was written, now another."""

    file: str
    id: str
    field: str
    old: str
    new: str


class Bench:
    """The files of a lexicon folder, parsed; nothing on disk changes before :meth:`write`.

    :ivar tables: the lexicon as it was.
    :raises LexiconError: if a file breaks the schema or cannot be taken apart.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables: Tables = read_lexicon(folder)
        self._files: dict[str, Parsed] = {}
        for path in lexicon_files(folder):
            name = path.relative_to(folder).as_posix()
            self._files[name] = parse(path.read_text("utf-8"), name)
        self._before = {name: deepcopy(parts.table) for name, parts in self._files.items()}

    def _records(self) -> Iterator[tuple[str, dict[str, Any]]]:
        return ((name, parts.table) for name, parts in self._files.items() if name.partition("/")[0] in (*RECORD_FOLDERS, "offices"))

    def place(self, id_: str) -> str:
        """The file that a record stands in.

        :raises OptionError: if no file has it, saying whether it was retired, or a template makes it.
        """
        for name, table in self._records():
            if id_ in table and not name.startswith("offices/"):
                return name
        if id_ in self.tables.retired:
            raise OptionError(f"{id_!r} was retired already, for {', '.join(self.tables.retired[id_].to) or 'nothing'}")
        if id_ in self.tables.origins:
            raise OptionError(f"{id_!r} is made by a template of offices/; take its place out of the template's set")
        raise OptionError(f"no record has the ID {id_!r}; cnfin-terms search finds it")

    def record(self, id_: str) -> dict[str, Any]:
        """A record's fields, to be read or changed in place.

        :raises OptionError: as :meth:`place` does.
        """
        fields: dict[str, Any] = self._files[self.place(id_)].table[id_]
        return fields

    def take_out(self, id_: str) -> list[str]:
        """Remove a record; gives the comment that stood above it."""
        parts = self._files[self.place(id_)]
        del parts.table[id_]
        return parts.comments.pop(id_, [])

    def rename(self, old: str, new: str) -> None:
        """Give a record another header, with its comment."""
        parts = self._files[self.place(old)]
        parts.table[new] = parts.table.pop(old)
        if old in parts.comments:
            parts.comments[new] = parts.comments.pop(old)

    def point(self, moved: Mapping[str, str]) -> list[Reference]:
        """Write new IDs where old ones are named: in records, templates, ambiguous.toml and exemptions.toml. A list that would name one twice names it once."""
        found: list[Reference] = []
        for name, table in self._records():
            for id_, record in table.items():
                found += _point(record, moved, name, id_)
        for old, new in moved.items():
            self.hand_over(old, lambda _, new=new: [new])  # type: ignore[misc]
        return found + self._point_exemptions(moved)

    def hand_over(self, old: str, bearers: Callable[[str], Sequence[str]]) -> None:
        """Name in ambiguous.toml those who bear a form after a record that is gone; where one alone follows it, its share is theirs.

        :param bearers: gives the records that bear a form then, of those that replace it.
        """
        parts = self._files.get("ambiguous.toml")
        for form, entry in parts.table.items() if parts is not None else ():
            if old in entry["ids"]:
                heirs = bearers(form)
                entry["ids"] = list(dict.fromkeys(one for id_ in entry["ids"] for one in (heirs if id_ == old else [id_])))
                prior = entry.get("prior", {})
                share = prior.pop(old, 0.0)
                if share and len(heirs) == 1:
                    prior[heirs[0]] = round(prior.get(heirs[0], 0.0) + share, 6)
                if "prior" in entry and not prior:
                    del entry["prior"]

    def _point_exemptions(self, moved: Mapping[str, str]) -> list[Reference]:
        found = []
        parts = self._files.get("exemptions.toml")
        for rule, entry in parts.table.items() if parts is not None else ():
            for old in [id_ for id_ in entry if id_ in moved]:
                found.append(Reference("exemptions.toml", rule, "exempt", old, moved[old]))
                entry.setdefault(moved[old], entry.pop(old))
        return found

    def no_longer_shared(self) -> list[str]:
        """Take out of ambiguous.toml the forms that were shared, and that one record at most is left for; gives them."""
        parts = self._files.get("ambiguous.toml")
        before = self._before.get("ambiguous.toml", {})
        alone = [form for form, entry in parts.table.items() if len(entry["ids"]) <= 1 and entry["ids"] != before[form]["ids"]] if parts is not None else []
        for form in alone:
            assert parts is not None  # noqa: S101  (or there were none)
            del parts.table[form]
            parts.comments.pop(form, None)
        return alone

    def texts(self) -> dict[str, str]:
        """The files whose records changed, as they shall be; others are left as they are, even where they are not in canonical form."""
        return {name: compose(parts, name) for name, parts in self._files.items() if parts.table != self._before[name]}

    def write(self, others: Mapping[str, str]) -> list[str]:
        """Write what changed, with other files' texts; first it is tried on a copy, and if that breaks a rule of the schema, nothing is written.

        :returns: the files written.
        :raises LexiconError: naming what would break.
        """
        texts = {**self.texts(), **others}
        with TemporaryDirectory(prefix="cnfin-terms-") as place:
            copy = shutil.copytree(self.folder, Path(place, "lexicon"))
            for name, text in texts.items():
                (copy / name).write_text(text, "utf-8", newline="\n")
            read_lexicon(copy)
        for name, text in texts.items():
            (self.folder / name).write_text(text, "utf-8", newline="\n")
        return sorted(texts)


def _point(record: dict[str, Any], moved: Mapping[str, str], file: str, id_: str) -> list[Reference]:
    found = []
    if record.get("of") in moved:
        found.append(Reference(file, id_, "of", record["of"], moved[record["of"]]))
        record["of"] = moved[record["of"]]
    if isinstance(record.get("at"), list):
        found += [Reference(file, id_, "at", old, moved[old]) for old in record["at"] if old in moved]
        record["at"] = list(dict.fromkeys(moved.get(place, place) for place in record["at"]))
    for field in _TABLE:
        for item in record.get(field, ()):
            for key in _NAMED:
                if item.get(key) in moved:
                    found.append(Reference(file, id_, field, item[key], moved[item[key]]))
                    item[key] = moved[item[key]]
        if field in record:
            record[field] = [item for number, item in enumerate(record[field]) if item not in record[field][:number]]
    return found


def mentions_of(text: str, id_: str) -> int:
    """How often a text names an ID, as a word of its own."""
    return len(re.findall(rf"(?<![a-z0-9-]){re.escape(id_)}(?![a-z0-9-])", text))
