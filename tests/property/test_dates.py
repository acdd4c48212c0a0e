"""Law: what a date compares to is known, contradicted or open, and a sighting never says more than the span it lies in."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cnfin_terms import dates

_DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@st.composite
def written(draw: st.DrawFn) -> str:
    """A date of any of the three precisions."""
    return draw(_DAYS).isoformat()[:draw(st.sampled_from([4, 7, 10]))]


def days(text: str) -> list[date]:
    first, last = map(date.fromisoformat, dates.bounds(text))
    return [first + timedelta(n) for n in range((last - first).days + 1)]


@given(since=st.none() | written(), until=st.none() | written(), when=written())
def test_covers_agrees_with_every_reading_of_its_dates(since: str | None, until: str | None, when: str) -> None:
    """True if each day that the dates can mean lies within, False if none does, None between."""
    low = [date.min] if since is None else (days(since)[0], days(since)[-1])
    high = [date.max] if until is None else (days(until)[0], days(until)[-1])
    day = (days(when)[0], days(when)[-1])
    told = {a <= d <= b for a in low for b in high for d in day if a <= b or since is None or until is None}
    answer = dates.covers(since, until, when)
    if answer is True:
        assert told <= {True}
    elif answer is False:
        assert True not in told


@given(since=st.none() | written(), until=st.none() | written(), seen=written(), when=written())
def test_a_sighting_only_takes_away_certainty(since: str | None, until: str | None, seen: str, when: str) -> None:
    """With a sighting the answer is that of the span, or open; never a new yes or no."""
    assert dates.held(since, until, seen, when) in {dates.covers(since, until, when), None}


@given(since=written(), until=written(), seen=written(), when=written())
def test_a_sighting_adds_nothing_to_a_whole_span(since: str, until: str, seen: str, when: str) -> None:
    assert dates.held(since, until, seen, when) == dates.covers(since, until, when)


@given(seen=_DAYS)
def test_on_the_day_itself_it_was_held(seen: date) -> None:
    day = seen.isoformat()
    assert dates.held(None, None, day, day) is True
    assert dates.held(None, None, day, (seen + timedelta(1)).isoformat()) is None
