"""Tables for a terminal, where a Chinese character takes two cells and a combining mark none.

:func:`mentions_table` shows a Document; :func:`layout` lays out any rows. Both return plain text without colours, so that it
can be piped, compared and pasted.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cnfin_terms.result import Document, Mention

__all__ = ["Column", "cut", "display_width", "layout", "mention_cells", "mentions_table"]

ELLIPSIS = "…"
GAP = "  "


class Column(NamedTuple):
    """A column: its heading, how it may shrink, and when it goes.

    :ivar heading: the heading.
    :ivar least: cells under which it is not squeezed.
    :ivar rank: where even that does not fit, the column of the highest rank is left out; 0 always stays.
    :ivar right: whether it is aligned to the right, as numbers are.
    """

    heading: str
    least: int = 4
    rank: int = 0
    right: bool = False


#: What is shown of a mention.
MENTION_COLUMNS = (
    Column("at", 3, 3, right=True),
    Column("text", 8),
    Column("type", 5, 2),
    Column("ID", 10),
    Column("Chinese", 8, 1),
    Column("English", 8, 1),
    Column("score", 5, 2, right=True),
    Column("reason", 8, 4),
)

#: What is shown of a role.
ROLE_COLUMNS = (Column("person", 8), Column("title", 8), Column("institution", 8))


def _cells(character: str) -> int:
    """Cells that one character takes."""
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff":
        return 0  # marks, joiners, bidi controls, medial and final jamo
    return 1


def display_width(text: str) -> int:
    """Cells of a terminal that the text takes.

    >>> display_width("PBOC"), display_width("中国人民银行"), display_width("Kē")
    (4, 12, 2)
    """
    return len(text) if text.isascii() else sum(map(_cells, text))


def printable(text: str) -> str:
    r"""One line that a terminal can show: controls and line breaks as pictures, lone surrogates and bidi controls as escapes.

    >>> print(printable("a\tb\x1b[31m\u202e"))
    a␉b␛[31m\u202e
    """
    shown = []
    for character in text:
        point = ord(character)
        if point < 0x20:  # noqa: PLR2004
            shown.append(chr(0x2400 + point))
        elif point == 0x7F:  # noqa: PLR2004
            shown.append("␡")
        elif unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in _BIDI:
            shown.append(f"\\u{point:04x}")
        else:
            shown.append(character)
    return "".join(shown)


#: Controls that would turn the rest of a line around.
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def cut(text: str, cells: int) -> str:
    """The text itself if it fits into so many cells, else its beginning and an ellipsis.

    >>> cut("中国人民银行", 8), cut("CSRC", 8), cut("中国人民银行", 12)
    ('中国人…', 'CSRC', '中国人民银行')
    """
    if display_width(text) <= cells:
        return text
    kept, used = [], 0
    for character in text:
        used += _cells(character)
        if used > cells - 1:
            break
        kept.append(character)
    return "".join(kept) + ELLIPSIS if cells > 0 else ""


def _widths(columns: Sequence[Column], natural: Sequence[int], room: int | None) -> list[int]:
    """The width of each column: as it would be, or 0 for one left out, so that the sum with gaps fits the room."""
    widths = list(natural)
    if room is None:
        return widths
    least = [min(column.least, width) for column, width in zip(columns, natural, strict=True)]
    while sum(least) + len(GAP) * (sum(1 for width in least if width) - 1) > room:
        rank, index = max((column.rank if width else 0, index) for index, (column, width) in enumerate(zip(columns, least, strict=True)))
        if not rank:
            break
        least[index] = widths[index] = 0
    over = sum(widths) + len(GAP) * (sum(1 for width in widths if width) - 1) - room
    for _ in range(max(0, over)):
        spare, index = max((width if width > floor else 0, -index) for index, (width, floor) in enumerate(zip(widths, least, strict=True)))
        if not spare:
            break
        widths[-index] -= 1
    return widths


def layout(columns: Sequence[Column], rows: Iterable[Sequence[str]], width: int | None = None) -> str:
    """Rows as an aligned table with headings.

    >>> print(layout((Column("ID"), Column("name")), [("pboc", "中国人民银行"), ("csrc", "中国证券监督管理委员会")], 18))
    ID    name
    ────  ────────────
    pboc  中国人民银行
    csrc  中国证券监…

    :param columns: headings, and how each column yields.
    :param rows: one string a column; controls are made visible.
    :param width: cells of a line; None: as wide as it is.
    """
    body = [[printable(cell) for cell in row] for row in rows]
    head = [column.heading for column in columns]
    natural = [max(map(display_width, cells)) for cells in zip(head, *body, strict=True)]
    widths = _widths(columns, natural, width)

    def line(cells: Sequence[str]) -> str:
        parts = []
        for column, cell, room in zip(columns, cells, widths, strict=True):
            if room:
                shown = cut(cell, room)
                blank = " " * (room - display_width(shown))
                parts.append(blank + shown if column.right else shown + blank)
        return GAP.join(parts).rstrip()

    rule = GAP.join("─" * room for room in widths if room)
    return "\n".join([line(head), rule, *map(line, body)])


def mention_cells(mention: Mention) -> tuple[str, ...]:
    """What a table shows of a mention: place, text, type, ID, both names, score, reason.

    An ambiguous mention shows its candidates instead of an ID, after a question mark; an unresolved one a dash.
    """
    if mention.status == "resolved":
        identity, names = mention.id or "", (mention.label("zh"), mention.label("en"))
    elif mention.status == "ambiguous":
        identity, names = "? " + " | ".join(candidate.id for candidate in mention.candidates), ("", "")
    else:
        identity, names = "—", ("", "")
    return (str(mention.start), mention.text, mention.type, identity, *names, f"{mention.score:.2f}", mention.reason)


def mentions_table(doc: Document, width: int | None = None) -> str:
    """The mentions of a document as a table, its roles below, and a line of counts.

    :param doc: what :func:`cnfin_terms.link` gave.
    :param width: cells of a line of the terminal; None: as wide as it is.
    """
    if not doc.mentions:
        return "No mentions."
    parts = [layout(MENTION_COLUMNS, map(mention_cells, doc.mentions), width)]
    if doc.roles:
        rows = [(role.person.text, role.title.text, role.institution.text if role.institution else "—") for role in doc.roles]
        parts.append(layout(ROLE_COLUMNS, rows, width))
    counts = {status: sum(mention.status == status for mention in doc.mentions) for status in ("resolved", "ambiguous", "unresolved")}
    told = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
    many = len(doc.mentions)
    parts.append(f"{many} mention{'s' if many > 1 else ''}: {told}.")
    return "\n\n".join(parts)
