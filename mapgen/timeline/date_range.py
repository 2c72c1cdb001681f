"""A span of days of a record on a basis: what pictures of many days are drawn from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property

from msgspec import Struct

from mapgen.errors import InputError
from mapgen.places.regions import read_region
from mapgen.record.intervals import Interval, intervals_of
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.record.spells import drawn_class
from mapgen.record.time_rules import snapshot_of


class DateRange(Struct, frozen=True, dict=True):
    """A record's states of affairs from a first to a last day, both included, on a basis, each once."""

    record: Record
    basis: Basis
    intervals: tuple[Interval, ...]

    @classmethod
    def of(cls, record: Record, first: date, last: date, basis: Basis) -> DateRange:
        """Return the span; raises InputError for a first day before the record begins, or after the last."""
        return cls(record, basis, intervals_of(record, first, last, basis))

    @classmethod
    def of_days(cls, record: Record, days: Iterable[date], basis: Basis) -> DateRange:
        """Return chosen days alone, in order, each a run of its own; raises InputError as chosen_days does."""
        states = read_region(record.region).states
        chosen = chosen_days(days, record)
        return cls(record, basis, tuple(Interval(day, day, snapshot_of(record, states, day, basis)) for day in chosen))

    @property
    def first(self) -> date:
        """The first day."""
        return self.intervals[0].first

    @property
    def last(self) -> date:
        """The last day."""
        return self.intervals[-1].last

    @cached_property
    def at_last(self) -> Snapshot:
        """The snapshot of the last day."""
        return self.on(self.last)

    @property
    def checked(self) -> date | None:
        """The last day on which any country was reviewed, where the span goes on after it; None elsewhere."""
        newest = max(self.record.reviewed.values(), default=None)
        return newest if newest and newest < self.last else None

    def on(self, day: date) -> Snapshot:
        """Return the snapshot of a day."""
        return snapshot_of(self.record, read_region(self.record.region).states, day, self.basis)

    def turning(self, classes: int) -> tuple[date, ...]:
        """Return the first day, and each on which a state is drawn in another class or status than the day before."""
        found: list[date] = []
        before: list[str] = []
        for interval in self.intervals:
            looks = [drawn_class(entry, classes) for entry in interval.snapshot.entries]
            if looks != before:
                found.append(interval.first)
            before = looks
        return tuple(found)


def chosen_days(days: Iterable[date], record: Record) -> tuple[date, ...]:
    """Return days in order, each once; raises InputError for none, and for one before the record begins."""
    found = tuple(sorted(set(days)))
    if not found:
        raise InputError.single("dates", "there is none; give one or more, such as 2025-12-14")
    if found[0] < record.begins:
        message = f'before "{record.title}" begins; the first day it covers is {record.begins}'
        raise InputError.single(f"date {found[0]}", message)
    return found


EVERY = {"year": 12, "quarter": 3, "month": 1}
_DAY = timedelta(days=1)


def regular_days(first: date, last: date, every: str) -> tuple[date, ...]:
    """Return the last day of each year, quarter or month (of EVERY) from a first to a last day, and the last day."""
    days = []
    for month in range(first.year * 12 + EVERY[every] - 1, (last.year + 1) * 12, EVERY[every]):
        day = date(month // 12, 12, 31) if month % 12 == 11 else date(month // 12, month % 12 + 2, 1) - _DAY  # noqa: PLR2004
        if first <= day < last:
            days.append(day)
    return (*days, last)
