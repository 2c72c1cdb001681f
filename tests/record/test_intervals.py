"""Intervals cover every day of a date range, say what the record says of each day, and neighbours differ."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from mapgen.errors import InputError
from mapgen.places.regions import Region
from mapgen.record.intervals import intervals_of
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.record.time_rules import is_forecast, snapshot_of

ONE_DAY = timedelta(days=1)
FIRST, LAST = date(1998, 1, 1), date(2031, 12, 31)


def said(snapshot: Snapshot) -> tuple[object, ...]:
    """Return all of a snapshot that a map depends on, apart from its day."""
    return snapshot.entries, snapshot.unreviewed, is_forecast(snapshot.reviewed, snapshot.as_of)


@pytest.mark.parametrize("basis", Basis)
def test_every_day_says_what_the_first_of_its_interval_says(
    shipped_record: Record, south_america: Region, basis: Basis
) -> None:
    """On each day from 1998 to 2031 the record gives the content of the interval's snapshot."""
    intervals = intervals_of(shipped_record, FIRST, LAST, basis)
    day = FIRST
    for interval in intervals:
        assert interval.first == day
        assert interval.snapshot.as_of == interval.first
        while day <= interval.last:
            assert said(snapshot_of(shipped_record, south_america.states, day, basis)) == said(interval.snapshot), day
            day += ONE_DAY
    assert day == LAST + ONE_DAY


@pytest.mark.parametrize("basis", Basis)
def test_neighbours_differ(shipped_record: Record, basis: Basis) -> None:
    """Consecutive days with equal content are in one interval."""
    intervals = intervals_of(shipped_record, FIRST, LAST, basis)
    assert all(said(one.snapshot) != said(other.snapshot) for one, other in pairwise(intervals))


def test_a_date_range_may_be_a_single_day(shipped_record: Record) -> None:
    """A range of one day has one interval, of that day."""
    (interval,) = intervals_of(shipped_record, date(2025, 12, 15), date(2025, 12, 15), Basis.ELECTED)
    assert (interval.first, interval.last) == (date(2025, 12, 15), date(2025, 12, 15))


@pytest.mark.parametrize(
    ("first", "last", "message"),
    [
        (date(2026, 1, 2), date(2026, 1, 1), "from 2026-01-02: it is after the last day, 2026-01-01"),
        (date(1997, 12, 31), LAST, "the first day it covers is 1998-01-01"),
    ],
)
def test_an_impossible_date_range_is_refused(shipped_record: Record, first: date, last: date, message: str) -> None:
    """A range that ends before it starts, or starts before the record begins, is an error that says so."""
    with pytest.raises(InputError, match=message):
        intervals_of(shipped_record, first, last, Basis.OFFICE)
