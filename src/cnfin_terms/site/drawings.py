"""What the pages draw, as inline SVG: spans of time, and what became of a body."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from math import ceil, floor
from typing import NamedTuple

from cnfin_terms import dates
from cnfin_terms.markup import text

__all__ = ["Box", "Span", "axis", "bar", "graph", "year_of"]

#: Width of a drawn span of time; height is the page's.
_WIDE = 1000
#: Measures of the graph of bodies.
_BOX, _HIGH, _GAP, _STEP = 212, 46, 84, 62
#: Widths of text that a box takes, in halves of a Han character.
_LETTERS = 26


class Span(NamedTuple):
    """A time as sources give it.

    :ivar seen: a day within it, where its ends are unknown.
    :ivar reach: how far an end that is open is drawn: to the end of the body, or to the day on which somebody looked; None: to the edge.
    """

    since: str | None
    until: str | None
    seen: str | None = None
    reach: str | None = None


class Box(NamedTuple):
    """A body in the graph: its page, its name, and how and when it is tied to the one in the middle."""

    href: str
    name: str
    tie: str = ""


def year_of(date: str, *, end: bool = False) -> float:
    """A date as years and their parts, at its first day or its last.

    >>> year_of("2023"), year_of("2023-07"), round(year_of("2023", end=True), 2)
    (2023.0, 2023.5, 2024.0)
    """
    year, month, day = map(int, dates.bounds(date)[end].split("-"))
    return year + (month - 1) / 12 + (day - (not end)) / 372


def axis(spans: Sequence[Span]) -> tuple[int, int] | None:
    """The years that spans of time are drawn between, from the beginning of the one to that of the other; None if they have no date.

    >>> axis([Span("2019-03", "2023"), Span(None, None)]), axis([])
    ((2019, 2024), None)
    """
    known = [year_of(date, end=date == span.until) for span in spans if any(span[:3]) for date in span if date]
    return (floor(min(known)), max(ceil(max(known)), floor(min(known)) + 1)) if known else None


def bar(span: Span, years: tuple[int, int]) -> str:
    """A span of time as a drawn bar; one with an end that is not known is paler, a day that is all that is known is a dot."""
    def at(year: float) -> int:
        return round((year - years[0]) / (years[1] - years[0]) * _WIDE)

    since = at(year_of(span.since)) if span.since else None
    until = at(year_of(span.until, end=True)) if span.until else None
    drawn = ""
    if since is None and until is None:
        if span.seen:
            drawn = f'<rect class="seen" x="{max(0, at(year_of(span.seen)) - 14)}" y="2" width="28" height="6"/>'
    else:
        open_end = at(year_of(span.reach, end=True)) if span.reach else _WIDE
        left, right = since or 0, open_end if until is None else until
        kind = "since" if until is None else "until" if since is None else "both"
        drawn = f'<rect class="{kind}" x="{left}" y="2" width="{max(6, right - left)}" height="6"/>'
    return f'<svg class="bar" viewBox="0 0 {_WIDE} 10" preserveAspectRatio="none" aria-hidden="true"><path d="M0 5H{_WIDE}"/>{drawn}</svg>'


def _cut(name: str) -> str:
    """As much of a name as a box holds."""
    width = 0
    for number, character in enumerate(name):
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if width > _LETTERS:
            return name[: max(1, number - 1)] + "…"
    return name


def _box(box: Box, x: int, y: int, kind: str) -> str:
    tie = f'<text class="tie" x="{x + _BOX // 2}" y="{y - 6}">{text(box.tie)}</text>' if box.tie else ""
    body = (f'<title>{text(box.name)}</title><rect class="{kind}" x="{x}" y="{y}" width="{_BOX}" height="{_HIGH}" rx="6"/>'
            f'<text x="{x + _BOX // 2}" y="{y + _HIGH // 2 + 5}">{text(_cut(box.name))}</text>')
    return tie + (f'<a href="{text(box.href)}">{body}</a>' if box.href else f"<g>{body}</g>")


def graph(before: Sequence[Box], here: Box, after: Sequence[Box], label: str) -> str:
    """What a body came from, at the left, and what came of it, at the right.

    :param label: what the drawing is, for who cannot see it.
    """
    rows = max(len(before), len(after), 1)
    high = rows * (_HIGH + _STEP) - _STEP + 40
    columns = [column for column in (before, [here], after) if column]
    wide = len(columns) * _BOX + (len(columns) - 1) * _GAP
    middle = (_BOX + _GAP if before else 0, high // 2)
    drawn, lines = [], []
    for number, column in enumerate(columns):
        x = number * (_BOX + _GAP)
        top = (high - len(column) * _HIGH - (len(column) - 1) * _STEP) // 2
        for row, box in enumerate(column):
            y = top + row * (_HIGH + _STEP)
            drawn.append(_box(box, x, y, "here" if column == [here] else "other"))
            if column is before or column is after:
                from_, to = (x + _BOX, y + _HIGH // 2), middle
                if column is after:
                    from_, to = (middle[0] + _BOX, middle[1]), (x, y + _HIGH // 2)
                bend = (from_[0] + to[0]) // 2
                lines.append(f'<path class="line" marker-end="url(#arrow)" d="M{from_[0]} {from_[1]}C{bend} {from_[1]} {bend} {to[1]} {to[0] - 5} {to[1]}"/>')
    return (f'<svg class="graph" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="group" aria-label="{text(label)}">'
            '<defs><marker id="arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/>'
            "</marker></defs>"
            f"{''.join(lines)}{''.join(drawn)}</svg>")
