"""A date range of a record on a basis: the source of pictures of many days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
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
    """A record's intervals from a first to a last day, both included, on a basis, each once."""

    record: Record
    basis: Basis
    intervals: tuple[Interval, ...]

    @classmethod
    def of(cls, record: Record, first: date, last: date, basis: Basis) -> DateRange:
        """Return the date range; raises InputError for a first day before the record begins, or after the last."""
        return cls(record, basis, intervals_of(record, first, last, basis))

    @classmethod
    def of_days(cls, record: Record, days: Iterable[date], basis: Basis) -> DateRange:
        """Return only the given days, in order, each as its own interval; raises InputError as chosen_days does."""
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
        return self.snapshot_on(self.last)

    @property
    def checked(self) -> date | None:
        """The last day on which any country was reviewed, where the date range extends beyond it; None elsewhere."""
        newest = max(self.record.reviewed.values(), default=None)
        return newest if newest and newest < self.last else None

    def snapshot_on(self, day: date) -> Snapshot:
        """Return the snapshot of a day."""
        return snapshot_of(self.record, read_region(self.record.region).states, day, self.basis)

    def turning(self, classes: int) -> tuple[date, ...]:
        """Return the first day, and each day on which a state is drawn in another class or status than before."""
        days: list[date] = []
        before: list[str] = []
        for interval in self.intervals:
            drawn = [drawn_class(entry, classes) for entry in interval.snapshot.entries]
            if drawn != before:
                days.append(interval.first)
            before = drawn
        return tuple(days)


def chosen_days(days: Iterable[date], record: Record) -> tuple[date, ...]:
    """Return days in order, each once; raises InputError for none, and for one before the record begins."""
    chosen = tuple(sorted(set(days)))
    if not chosen:
        raise InputError.single("dates", "there is none; give one or more, such as 2025-12-14")
    if chosen[0] < record.begins:
        message = f'before "{record.title}" begins; the first day it covers is {record.begins}'
        raise InputError.single(f"date {chosen[0]}", message)
    return chosen
