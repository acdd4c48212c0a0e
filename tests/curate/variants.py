"""The tests' own lexicon with one thing changed: what impact, diff and the sieve are tried on."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import tiny

from cnfin_terms.curate.bench import Bench
from cnfin_terms.curate.retire import rename, settle

BANKS = "institutions/companies.toml"
PEOPLE = "people/people.toml"
TERMS = "terms/terms.toml"
SOURCE = 'sources = ["https://example.org"]\n'

#: Name of a change, its file, what is taken out (a pattern) and what stands there instead; no pattern: put at the end.
CHANGES: dict[str, tuple[str, str, str]] = {
    "a short form gained": (BANKS, r'short = \["沧行"\]', 'short = ["沧行", "表示"]'),
    "a short form lost": (BANKS, r'short = \["沧行"\]\n', ""),
    "an English name changed": (BANKS, "Bank of Canghai", "Canghai Bank"),
    "a rival of one name": (PEOPLE, "", f'[lin-wangshu-2]\ntype = "person"\nzh = "林望舒"\n{SOURCE}'),
    "a post of another body": (PEOPLE, 'at = "zhongze-bank", since = "2020"', 'at = "qpb", since = "2020"'),
    "a post over": (PEOPLE, 'since = "2018", source', 'since = "2018", until = "2019", source'),
    "a date put right": (PEOPLE, 'at = "zhongze-bank", since = "2020"', 'at = "zhongze-bank", since = "2020-03"'),
    "another kind": (BANKS, r'\[zhongze-bank\]\ntype = "institution"\nkind = "state-bank"', '[zhongze-bank]\ntype = "institution"\nkind = "insurer"'),
    "a part of another body": (BANKS, 'of = "canghai-bank"', 'of = "zhongze-bank"'),
    "a form that wants context": (BANKS, r'short = \["青交所"\]', 'short = [{ text = "青交所", use = "with-context" }]'),
    "a form in these letters alone": (BANKS, r'abbreviation = \["QYSE"\]', 'abbreviation = [{ text = "QYSE", case = "exact" }]'),
    "a longer string that is not it": (BANKS, r'short = \["中行"\]', 'short = [{ text = "中行", not_in = ["中行的"] }]'),
    "a trap": ("traps.toml", "", '["中行道"]\nis = "ordinary word"\n'),
    "no trap": ("traps.toml", r'\["沧海银行家"\]\nis = "ordinary word"\ncovers = \["沧海银行"\]\n', ""),
    "other shares": ("ambiguous.toml", r"qsrc = 0.85, sfb-hk = 0.13", "qsrc = 0.2, sfb-hk = 0.7"),
    "a place": ("places.tsv", "土耳其\tother\n", "土耳其\tother\n出席\ttw\n"),
    "a title elsewhere": ("titles/titles.toml", r'at = \["regulator"\]', 'at = ["bank"]'),
    "a modifier of titles": ("titles/modifiers.tsv", r"(?m)^deputy\tzh\t.*\n", ""),
    "another record retired": (TERMS, "", f'[heir]\ntype = "term"\nkind = "concept"\nzh = "与兼"\n{SOURCE}'),
}


#: Changes by a command: the arguments of ``retire.rename``.
RENAMED = {"a body renamed": ("zhongze-bank", "zz-bank", "its own name", "2026-11-22")}


@cache
def base() -> bytes:
    """The tests' own lexicon, compiled."""
    return tiny.data()


def changed_folder(folder: Path, name: str) -> Path:
    """A copy of the lexicon's folder with the change of this name."""
    shutil.copytree(tiny.FOLDER, folder)
    if name in RENAMED:
        bench = Bench(folder)
        settle(bench, rename(bench, *RENAMED[name]))
        return folder
    file, old, new = CHANGES[name]
    path = folder / file
    text = path.read_text("utf-8")
    after = re.sub(old, lambda _: new, text, count=1) if old else f"{text}\n{new}"
    assert after != text, name
    path.write_text(after, "utf-8")
    return folder


@cache
def variant(name: str) -> bytes:
    """The lexicon with one change, compiled."""
    with TemporaryDirectory() as place:
        return tiny.compiled(changed_folder(Path(place, "lexicon"), name))
