"""Lines of a source: where one ends a statement, as in a list of headlines or a table, and where it only wraps."""

from __future__ import annotations

__all__ = ["line_around"]

#: A line that wraps is as long as its neighbours, but for a word; a shorter one than this is no line of a page.
_FULL = 0.8
_PAGE = 20
#: How many lines on either side are its neighbours, and how far they are looked for.
_LINES = 3
_NEAR = 400
#: How far to either side a line's end is looked for.
_FAR = 200


def line_around(source: str, start: int, end: int) -> tuple[int, int]:
    r"""Where the lines that ``source[start:end]`` stands in begin and end, over breaks that only wrap.

    A break wraps where its line is about as long as the longest near it, as in pages set by columns.

    >>> text = "HKEX amends its listing rules\nPBOC: exchange rate to be kept basically stable this year\nCSRC fines two"
    >>> text[slice(*line_around(text, 0, 4))]
    'HKEX amends its listing rules'
    >>> wrapped = "The exchange will amend its listing\nrules, as the commission announced."
    >>> line_around(wrapped, 4, 12) == (0, len(wrapped))
    True
    """
    low, high = max(0, start - _FAR), min(len(source), end + _FAR)
    before = start
    while (at := source.rfind("\n", low, before)) >= 0:
        if not _wraps(source, at):
            low = at + 1
            break
        before = at
    after = end
    while (at := source.find("\n", after, high)) >= 0:
        if not _wraps(source, at):
            high = at
            break
        after = at + 1
    return low, high


def _wraps(source: str, at: int) -> bool:
    """Whether the break at ``at`` goes on with the same statement."""
    before = source[max(0, at - _NEAR) : at].split("\n")[-_LINES:]
    after = source[at + 1 : at + 1 + _NEAR].split("\n")[:_LINES]
    size = len(before[-1])
    return size >= _PAGE and size >= _FULL * max(map(len, before + after)) and not after[0][:1].isdigit()
