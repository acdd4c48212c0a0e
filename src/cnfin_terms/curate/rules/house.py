"""What the rules look at, a :class:`House`, and what they find, Findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from cnfin_terms.lexicon.forms import FormRow, forms_of
from cnfin_terms.lexicon.load import Source, lines_of
from cnfin_terms.lexicon.schema import Form
from cnfin_terms.lexicon.source import Tables
from cnfin_terms.text.fold import Folder

__all__ = ["Finding", "House", "Rule"]


class Finding(NamedTuple):
    """Something wrong: where, in which record, by which rule, and the way to mend it."""

    file: str
    line: int
    id: str
    rule: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.id} {self.rule}: {self.message}; {self.remedy}"


class House:
    """A lexicon under inspection.

    :param root: its folder, to tell the lines of fields; without it a finding names the line of the record.
    :param forms: forms that are known already, by ID.
    """

    def __init__(self, tables: Tables, folder: Folder, root: Path | None = None, forms: Mapping[str, list[FormRow]] | None = None) -> None:
        self.tables = tables
        self.folder = folder
        self.by_id = {source.id: source for source in tables.records}
        self._root = root
        self._forms = forms or {}
        self._lines: dict[str, dict[str, dict[str, int]]] = {}

    @cached_property
    def bearers(self) -> dict[str, list[tuple[Source, Form]]]:
        """Folded form to the records that bear it, written by hand."""
        found: dict[str, list[tuple[Source, Form]]] = {}
        for source in self.tables.records:
            for _, form in source.record.written():
                found.setdefault(self.folder.key(form.text), []).append((source, form))
        return found

    @cached_property
    def forms(self) -> dict[str, list[FormRow]]:
        """Every form of every record, written and generated, by ID; seconds to make."""
        return {source.id: self._forms.get(source.id) or forms_of(source.id, source.record, self.tables.modifiers) for source in self.tables.records}

    @cached_property
    def declared(self) -> dict[str, set[str]]:
        """Folded form to the records that ambiguous.toml says it belongs to."""
        return {self.folder.key(item.text): set(item.ids) for item in self.tables.ambiguities}

    def line(self, file: str, id_: str, field: str = "") -> int:
        """Where a table of a file, or a field of it, stands; 0 where nobody knows."""
        if file not in self._lines:
            path = self._root / file if self._root else None
            self._lines[file] = lines_of(path.read_text("utf-8")) if path is not None and path.is_file() and path.suffix == ".toml" else {}
        places = self._lines[file].get(id_, {})
        return places.get(field, places.get("", 0))

    def at(self, source: Source, rule: str, message: str, remedy: str, field: str = "") -> Finding:
        """A finding in a record, at the line of the field if that is known."""
        return Finding(source.file, self.line(source.file, source.id, field) or source.line, source.id, rule, message, remedy)


Rule = Callable[[House], Iterator[Finding]]
