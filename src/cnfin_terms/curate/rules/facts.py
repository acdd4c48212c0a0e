"""Where a fact comes from, and when somebody last looked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cnfin_terms import dates
from cnfin_terms.curate.rules.house import Finding, House
from cnfin_terms.lexicon.schema import Person

__all__ = ["checked", "sourced", "traced"]

#: What can be looked up: an address, a release of a package, a numbered standard, a publication with its day.
_TRACE = re.compile(
    r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?(?: \(.+\))?"
    r"|.*\bPyPI [\w.-]+ v?\d[\w.]*.*|.*\b(?:GB|JR|ISO)(?:/[A-Z]+)? ?\d+.*|.*\bSAC/TC.*|.*\b(?:19|20)\d\d\b.*")
_YEAR = re.compile(r"(\d{4})\.")


def sourced(house: House) -> Iterator[Finding]:
    """Every record names a source."""
    for source in house.tables.records:
        if not source.record.sources:
            yield house.at(source, "sourced", "no source", 'add sources = ["https://..."], a page that you looked at')


def traced(house: House) -> Iterator[Finding]:
    """A source is something that a reader can look up."""
    for source in house.tables.records:
        named = [("sources", text) for text in source.record.sources]
        if isinstance(source.record, Person):
            named += [("posts", post.source) for post in source.record.posts]
        for field, text in named:
            if not _TRACE.fullmatch(text):
                yield house.at(source, "traced", f"nobody can look up the source {text!r}", "write the address of the page, https://...", field)


def checked(house: House) -> Iterator[Finding]:
    """A post that still runs was looked at within the year before the lexicon's own year; no clock is read.

    VERSION is YEAR.NUMBER. A post of a lexicon of 2026 was looked at, or seen held, in 2025 at the earliest.
    """
    version = _YEAR.match(house.tables.version)
    if version is None:
        return
    limit = f"{int(version[1]) - 1}-01-01"
    for source in house.tables.records:
        for post in source.record.posts if isinstance(source.record, Person) else ():
            if post.until is not None:
                continue
            what = f"the post {post.title} at {post.at}"
            if post.checked is None:
                yield house.at(source, "checked", f"{what} does not say when it was looked at", 'add checked = "YYYY-MM-DD" to it', "posts")
            elif dates.bounds(post.checked)[1] < limit:
                yield house.at(source, "checked", f"{what} was last looked at in {post.checked}, more than a year before {house.tables.version}",
                               "look again and write the day in checked, or its end in until", "posts")
