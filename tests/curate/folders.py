"""A small lexicon folder made of strings, with one clean record of each type to build on."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cnfin_terms.curate.rules import RULES, Finding, House
from cnfin_terms.lexicon.source import read_lexicon
from cnfin_terms.text.chardata import FoldTable, build_table
from cnfin_terms.text.fold import Folder

BANK = """[hexi-bank]
type = "institution"
kind = "city-bank"
zh = "河汐银行"
en = "Bank of Hexi"
since = "1997"
until = "2020-06-30"
sources = ["https://example.org/hexi"]
"""
HEIR = """[new-hexi-bank]
type = "institution"
kind = "city-bank"
zh = "新河汐银行"
since = "2020-07"
relations = [{ how = "merged-from", id = "hexi-bank", on = "2020-07-01" }]
sources = ["https://example.org/new-hexi"]
"""
TITLE = """[president-hexi]
type = "title"
kind = "bank"
zh = "掌柜"
at = ["bank"]
sources = ["https://example.org/titles"]
"""


@cache
def table() -> FoldTable:
    """Seconds to derive, the same for every lexicon."""
    return build_table()


def write(folder: Path, files: dict[str, str]) -> Path:
    """A lexicon folder of these files, with the folder that makes it one."""
    (folder / "institutions").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def findings(folder: Path, files: dict[str, str], rule: str | None = None) -> list[Finding]:
    """What one rule, or all of them, find in a folder of these files."""
    house = House(read_lexicon(write(folder, files)), Folder(table()))
    return [finding for each in RULES if rule is None or each.__name__ == rule for finding in each(house)]
