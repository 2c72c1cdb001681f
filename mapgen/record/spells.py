"""Spells: consecutive days on which a country has the same entry; a record's story as one row per country."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from msgspec import Struct

from mapgen.files.dates import PartialDate, day_after
from mapgen.files.vocabulary import alphabetic
from mapgen.record.intervals import Interval
from mapgen.record.model import CountryHistory, Record
from mapgen.record.snapshots import Entry, Status
from mapgen.record.time_rules import deciding_votes

ORDERS = ("flip", "name")
# A partial date that may lie anywhere in a longer time than this has no place on an axis.
_LONGEST_REACH = timedelta(days=31)


class Spell(Struct, frozen=True):
    """The days from `first` to `last`, both included, on which a country's entry is the same."""

    first: date
    last: date
    entry: Entry

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1


class Row(Struct, frozen=True):
    """A country's spells, which cover the date range without gaps, and the days of its votes in it."""

    iso3: str
    spells: tuple[Spell, ...]
    votes: tuple[date, ...]


def rows_of_intervals(record: Record, intervals: Sequence[Interval]) -> tuple[Row, ...]:
    """Return one row for each state from a record's intervals, sorted by the states' codes."""
    first, last = intervals[0].first, intervals[-1].last
    rows = []
    for number, entry in enumerate(intervals[0].snapshot.entries):
        spells = [Spell(interval.first, interval.last, interval.snapshot.entries[number]) for interval in intervals]
        votes = deciding_votes(record.histories.get(entry.iso3, CountryHistory()))
        days = sorted({day for vote in votes if (day := _placed(vote)) and first <= day <= last})
        rows.append(Row(entry.iso3, tuple(_merged(spells)), tuple(days)))
    return tuple(rows)


def _merged(spells: Iterable[Spell]) -> list[Spell]:
    merged: list[Spell] = []
    for _, alike in groupby(spells, key=lambda one: _drawn(one.entry)):
        alike_spells = list(alike)
        merged.append(Spell(alike_spells[0].first, alike_spells[-1].last, alike_spells[0].entry))
    return merged


def _drawn(entry: Entry) -> tuple[object, ...]:
    """Return the parts of an entry that a row shows: not who governs until an elect takes office."""
    return entry.status, entry.government, entry.alignment


def _placed(day: PartialDate) -> date | None:
    """Return the place of a partial date on an axis, the middle of its days; None if they are too many."""
    reach = day.last - day.first
    return day.first + reach // 2 if reach <= _LONGEST_REACH else None


def drawn_class(entry: Entry, classes: int) -> str:
    """Return the class in which an entry is drawn, or its status if it has no class."""
    return entry.class_name(classes) or entry.status.value


def ordered(rows: Sequence[Row], order: str, classes: Sequence[str], names: dict[str, str]) -> tuple[Row, ...]:
    """Return rows in one of ORDERS: by name, or by the class on the last day and the time in that class.

    `classes` are the classes drawn, from left to right; rows without a class come last. Within a class, the country
    that has been in it longest comes first.
    """
    by_name = sorted(rows, key=lambda row: alphabetic(names[row.iso3]))
    if order == "name":
        return tuple(by_name)

    def place(row: Row) -> tuple[int, date]:
        last_class = drawn_class(row.spells[-1].entry, len(classes))
        return classes.index(last_class) if last_class in classes else len(classes), since(row, len(classes))

    return tuple(sorted(by_name, key=place))


def since(row: Row, classes: int) -> date:
    """Return the first day from which a country is drawn as on the last day of its row, without interruption."""
    day = row.spells[-1].first
    for spell in reversed(row.spells):
        if drawn_class(spell.entry, classes) != drawn_class(row.spells[-1].entry, classes):
            break
        day = spell.first
    return day


class Count(Struct, frozen=True):
    """How many states have each class, or a status instead of a class, on the days from `first` to `last`."""

    first: date
    last: date
    of: dict[str, int]


def counts_of(intervals: Sequence[Interval], classes: int, order: Sequence[str]) -> tuple[Count, ...]:
    """Return the counts of intervals; equal counts that follow each other are merged.

    `order` holds the classes from left to right.
    """
    statuses = [one.value for one in Status]
    counts: list[Count] = []
    for interval in intervals:
        drawn_classes = [drawn_class(entry, classes) for entry in interval.snapshot.entries]
        of = {name: drawn_classes.count(name) for name in (*order, *statuses) if name in drawn_classes}
        if counts and counts[-1].of == of and day_after(counts[-1].last) == interval.first:
            counts[-1] = Count(counts[-1].first, interval.last, of)
        else:
            counts.append(Count(interval.first, interval.last, of))
    return tuple(counts)
