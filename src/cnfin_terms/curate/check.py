"""Run the rules over a lexicon folder; exemptions stand in one list, each with its reason, and a stale one fails too."""

from __future__ import annotations

import tomllib
from pathlib import Path

from cnfin_terms.curate.fmt import format_text, lexicon_files
from cnfin_terms.curate.id_rules import ID_RULES
from cnfin_terms.curate.rules import RULES, Finding, House
from cnfin_terms.errors import LexiconError
from cnfin_terms.lexicon.source import read_lexicon
from cnfin_terms.text.chardata import build_table
from cnfin_terms.text.fold import Folder

__all__ = ["check", "misformed", "read_exemptions", "unformatted"]


def unformatted(folder: Path) -> list[Finding]:
    """Files that ``lexicon fmt`` would change, or refuses."""
    found = []
    for path in lexicon_files(folder):
        name = str(path.relative_to(folder))
        found += misformed(name, path.read_text("utf-8"))
    return found


def misformed(name: str, text: str) -> list[Finding]:
    """What is wrong with the form of one file: nothing, or one finding."""
    try:
        if format_text(text, name) == text:
            return []
    except LexiconError as error:
        return [Finding(name, error.line, error.id or "", "format", error.message, error.remedy)]
    return [Finding(name, 1, "", "format", "not in canonical form", "run: cnfin-terms lexicon fmt")]


def read_exemptions(path: Path) -> dict[str, dict[str, str]]:
    """Rule to ID to reason; a file that cannot be read exempts nothing (``unformatted`` says why)."""
    try:
        table = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    except tomllib.TOMLDecodeError:
        return {}
    return {rule: ids for rule, ids in table.items() if isinstance(ids, dict)}


def _line_of(path: Path, rule: str, id_: str) -> int:
    """Where an exemption stands."""
    here = ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("["):
            here = line.strip("[] ")
        elif here == rule and line.partition("=")[0].strip().strip('"') == id_:
            return number
    return 0


def check(folder: Path) -> list[Finding]:
    """Everything that is wrong with a lexicon folder, in order of file and line; empty if it is clean.

    ``exemptions.toml`` maps a rule to IDs and reasons; what it exempts is left out, and an exemption of nothing is a finding.
    """
    found = unformatted(folder)
    try:
        tables = read_lexicon(folder)
    except LexiconError as error:
        return sorted([*found, Finding(error.file, error.line, error.id or "", "schema", error.message, error.remedy)])
    house = House(tables, Folder(build_table()), folder)
    exempt = read_exemptions(folder / "exemptions.toml")
    used: set[tuple[str, str]] = set()
    for rule in (*RULES, *ID_RULES):
        for finding in rule(house):
            if finding.id in exempt.get(finding.rule, {}):
                used.add((finding.rule, finding.id))
            else:
                found.append(finding)
    found += [Finding("exemptions.toml", _line_of(folder / "exemptions.toml", rule, id_), id_, rule, "nothing here needs this exemption", "remove it")
              for rule, ids in exempt.items() for id_ in ids if (rule, id_) not in used]
    return sorted(found)
