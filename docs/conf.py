"""Settings of the documentation: Markdown, the API from the docstrings, tables from the code itself."""

from __future__ import annotations

from typing import Any

from cnfin_terms import __version__
from cnfin_terms.lexicon.vocabulary import MODIFIERS, NAME_TYPES, REGIONS, TYPES, USES
from cnfin_terms.reasons import FEATURES, REASONS
from cnfin_terms.text.chardata import STEPS

project = "cnfin_terms"
author = "the contributors of cnfin_terms"
copyright = "the contributors; code Apache-2.0, lexicon CC0-1.0"  # noqa: A001  (Sphinx's name)
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
html_theme = "alabaster"
html_theme_options = {"description": "Names of Chinese finance, tied to IDs", "page_width": "72em"}

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
nitpick_ignore = [("py:meth", f"Linker.{name}") for name in ("link", "link_many", "resolve")]  # of the module's functions, which the page on top has
nitpick_ignore_regex = [
    ("py:class", r"(collections\.abc|pathlib)\..*"),  # the standard library's pages are on the network
    ("py:class", r"(cnfin_terms\.result\.)?Names|Store|Status|Overlay|MentionType|Found|Entry"),  # inner types and aliases
]

myst_enable_extensions = ["substitution", "fieldlist"]
myst_heading_anchors = 3
# README and CHANGELOG are also read where the repository is: their links are relative to it.
# A test looks after links, for those of README.md and lexicon/README.md are relative to where they stand.
suppress_warnings = ["myst.xref_missing", "misc.highlighting_failure"]


def _show(text: str) -> str:
    """Show a text in a cell of a table: blanks and invisible characters by name, the rest as it is."""
    names = {"\n": "⏎", "\u00a0": "[no-break space]", "\u200b": "[zero-width space]", "|": "\\|"}
    return "".join(names.get(char, char) for char in text).replace("<", "&lt;").replace("&amp;", "&amp;amp;")


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Write a table in Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _codes(codes: dict[str, str]) -> str:
    return _table(("code", "what it says"), [(f"`{code}`", says) for code, says in codes.items()])


def _words(words: Any) -> str:  # noqa: ANN401
    return ", ".join(f"`{word}`" for word in words)


#: What the pages take from the code, so that it cannot go stale.
myst_substitutions = {
    "steps": _table(("step", "what it does", "text", "folded"), [(f"`{s.name}`", s.does, _show(s.example[0]), _show(s.example[1])) for s in STEPS]),
    "reasons": _codes(REASONS), "features": _codes(FEATURES), "types": _words(TYPES), "name_types": _words(NAME_TYPES), "uses": _words(USES),
    "regions": _words(REGIONS), "modifiers": _words(MODIFIERS),
}
