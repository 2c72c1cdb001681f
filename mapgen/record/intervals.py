"""Intervals: consecutive days on which nothing changes in a record, so that each state is computed once."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from mapgen.errors import InputError
from mapgen.files.dates import day_after, day_before
from mapgen.places.regions import read_region
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.record.time_rules import is_forecast, snapshot_of, turning_days


class Interval(Struct, frozen=True):
    """The days from `first` to `last`, both included; `snapshot` is of the first day."""

    first: date
    last: date
    snapshot: Snapshot


def intervals_of(record: Record, first: date, last: date, basis: Basis) -> tuple[Interval, ...]:
    """Return the intervals from a first to a last day on a basis, without gaps; neighbours differ.

    Neighbours differ in an entry, in which countries have not been reviewed since, or in whether they are a forecast.
    Raises InputError for a first day before the record begins or after the last day.
    """
    if first > last:
        raise InputError.single(f"from {first}", f"it is after the last day, {last}; give an earlier one")
    states = read_region(record.region).states
    intervals: list[Interval] = []
    for day in _days(record, first, last):
        snapshot = snapshot_of(record, states, day, basis)
        if intervals and _content(intervals[-1].snapshot) == _content(snapshot):
            continue
        if intervals:
            intervals[-1] = Interval(intervals[-1].first, day_before(day), intervals[-1].snapshot)
        intervals.append(Interval(day, last, snapshot))
    return tuple(intervals)


def _days(record: Record, first: date, last: date) -> list[date]:
    """Return the first day, and every later day that may differ from the day before."""
    days = {first}
    for history in record.histories.values():
        days |= turning_days(history)
    # A country counts as reviewed on the day of its review, and as unreviewed from the next day.
    days |= {day_after(day) for day in record.reviewed.values()}
    return sorted(day for day in days if first <= day <= last)


def _content(snapshot: Snapshot) -> tuple[object, ...]:
    forecast = is_forecast(snapshot.reviewed, snapshot.as_of)
    return snapshot.entries, snapshot.sovereigns, snapshot.unreviewed, forecast
