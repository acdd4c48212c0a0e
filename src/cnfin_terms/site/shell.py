"""What all pages share: head, search field, links from record to record, foot."""

from __future__ import annotations

import re
from typing import NamedTuple

from cnfin_terms.markup import phrase, text
from cnfin_terms.site.facts import Facts

__all__ = ["Shell", "heading", "linked"]

_ADDRESS = re.compile(r"https?://[^\s<>\"()]+")
#: Nothing is asked of any network: pages load the style and the scripts beside them, and nothing else.
_POLICY = "default-src 'none'; style-src 'self' file:; script-src 'self' file:; form-action 'self' file:; img-src data:; base-uri 'none'"


def heading(english: str, chinese: str, level: int = 2) -> str:
    """A heading in both languages."""
    return f'<h{level}>{english} <span lang="zh">{chinese}</span></h{level}>'


def linked(source: str) -> str:
    """A source as it is written, the addresses in it as links.

    >>> linked("https://example.org/a (page 3)")
    '<a href="https://example.org/a" rel="noreferrer noopener">https://example.org/a</a> (page 3)'
    """
    parts, at = [], 0
    for found in _ADDRESS.finditer(source):
        address = text(found[0])
        parts += [text(source[at:found.start()]), f'<a href="{address}" rel="noreferrer noopener">{address}</a>']
        at = found.end()
    return "".join([*parts, text(source[at:])])


class Shell(NamedTuple):
    """The frame of a page.

    :ivar root: the way from the page to the site's folder: "" or "../".
    :ivar repository: address of the repository, for links to files and issues; "" for none.
    """

    facts: Facts
    root: str
    repository: str

    def link(self, id_: str) -> str:
        """A record by both names, as a link; an ID that no record has, as it is."""
        names = self.facts.labels.get(id_)
        if names is None:
            return f"<code>{text(id_)}</code>"
        chinese, english = names
        also = f' <span class="en" lang="en">{text(english)}</span>' if english else ""
        return f'<a class="to" href="{self.root}records/{id_}.html">{phrase(chinese, "span")}{also}</a>'

    def page(self, title: str, body: str, *, script: bool = False) -> str:
        """A whole page.

        :param title: of the window, as text.
        :param body: HTML.
        :param script: whether it needs the search's script.
        """
        lexicon = self.facts.lexicon
        search = "" if script else (
            f'<form class="find" role="search" action="{self.root}index.html"><input type="search" name="q" accesskey="s" '
            'aria-label="Search the lexicon 搜索词表" placeholder="Search 搜索" autocomplete="off" spellcheck="false"></form>')
        return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{self.root}assets/style.css">
<title>{text(title)}</title>
</head>
<body>
<nav class="top" aria-label="Site"><a href="{self.root}index.html"><b>cnfin_terms</b> <span lang="zh">中国金融词表</span></a>{search}</nav>
<main>
{body}
</main>
<footer>Lexicon {text(lexicon.version)} <code>{text(lexicon.fingerprint[:12])}</code> · \
<a href="https://creativecommons.org/publicdomain/zero/1.0/" rel="noreferrer noopener">CC0-1.0</a></footer>
{f'<script src="{self.root}assets/search.js"></script>' if script else ""}
</body>
</html>
"""
