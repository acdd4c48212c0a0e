"""Dates of the precision that sources give: ``2023``, ``2023-05``, ``2023-05-18``.

A comparison that falls inside the uncertainty answers None (unknown), never False.
"""

from __future__ import annotations

import re
from calendar import monthrange

from cnfin_terms.errors import OptionError
from cnfin_terms.lazy import regex

__all__ = ["bounds", "check", "covers", "held"]

_DATE = regex(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def bounds(date: str) -> tuple[str, str]:
    """First and last day that the date can mean, as ISO strings, which compare as text.

    >>> bounds("2023-02")
    ('2023-02-01', '2023-02-28')

    :raises OptionError: if it is not YYYY, YYYY-MM or YYYY-MM-DD of a day that exists.
    """
    match = _DATE.fullmatch(date)
    if match:
        year, month, day = match.groups()
        first, last = int(month or 1), int(month or 12)
        if int(year) >= 1 and first >= 1 and last <= 12:  # noqa: PLR2004
            days = monthrange(int(year), last)[1]
            if day is None:
                return f"{year}-{first:02}-01", f"{year}-{last:02}-{days:02}"
            if 1 <= int(day) <= days:
                return date, date
    msg = f"{date!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD"
    raise OptionError(msg)


def check(date: str | None) -> str | None:
    """Give the date back if it is one, or None.

    :raises OptionError: as :func:`bounds`.
    """
    if date is not None:
        if not isinstance(date, str):
            raise OptionError(f"a date is a str like 2023-05-18, not {type(date).__name__}; give its isoformat()")
        bounds(date)
    return date


def covers(since: str | None, until: str | None, date: str) -> bool | None:
    """Whether ``date`` lies in [since, until]: True, False, or None where the precision cannot tell.

    An absent end is open. The last day itself belongs to the span, since one who leaves on a day held the post on it.

    >>> covers("2023-07", None, "2024"), covers("2023-07", None, "2023"), covers("2023-07-25", "2024", "2022-01")
    (True, None, False)
    """
    low, high = bounds(date)
    sure = True
    if since is not None:
        first, last = bounds(since)
        if high < first:
            return False
        sure = sure and low >= last
    if until is not None:
        first, last = bounds(until)
        if low > last:
            return False
        sure = sure and high <= first
    return True if sure else None


def held(since: str | None, until: str | None, seen: str | None, date: str) -> bool | None:
    """Whether a post was held on ``date``: as :func:`covers`, but an end that is not given reaches no further than the day ``seen``.

    :param seen: a day on which a source shows the post held, where it does not say since or until when; None: absent ends are open.

    >>> held("2016", None, "2018-06-01", "2017"), held(None, None, "2018-06-01", "2026"), held(None, "2020", "2018-06-01", "2021")
    (True, None, False)
    """
    answer = covers(since, until, date)
    if answer and seen is not None:
        return covers(since or seen, until or seen, date) or None
    return answer
