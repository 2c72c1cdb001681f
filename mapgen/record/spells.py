"""Stretches: each country's days in a row with one entry, and the votes that fell in them; a record's story as rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from msgspec import Struct

from mapgen.files.dates import PartialDate
from mapgen.record.intervals import Interval
from mapgen.record.model import CountryHistory, Record
from mapgen.record.snapshots import Entry, Status
from mapgen.record.time_rules import deciding_votes

ORDERS = ("flip", "name")
_DAY = timedelta(days=1)
# A day known only to a longer time than this has no place on an axis.
_VAGUE = timedelta(days=31)


class Spell(Struct, frozen=True):
    """Days from `first` to `last`, both included, on which a country's entry is the same."""

    first: date
    last: date
    entry: Entry

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


class Row(Struct, frozen=True):
    """A country's stretches, which tile the span, and the days of its votes in it."""

    iso3: str
    spells: tuple[Spell, ...]
    votes: tuple[date, ...]


def rows_of_intervals(record: Record, intervals: Sequence[Interval]) -> tuple[Row, ...]:
    """Return a row for each state of a record's runs, in order of their codes."""
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
    """Return what of an entry a row shows: who, and whether in office; not who governs until then."""
    return entry.status, entry.government, entry.alignment


def _placed(day: PartialDate) -> date | None:
    """Return where a day stands on an axis: in the middle of the time it is known to; None where that is long."""
    reach = day.last - day.first
    return day.first + reach // 2 if reach <= _VAGUE else None


def drawn_class(entry: Entry, classes: int) -> str:
    """Return the class that an entry is drawn in, or the status that it has instead of one."""
    return entry.class_name(classes) or entry.status.value


def ordered(rows: Sequence[Row], order: str, classes: Sequence[str], names: dict[str, str]) -> tuple[Row, ...]:
    """Return rows in one of ORDERS: by their names, or as they stand on the last day and since when.

    `classes` are those drawn, from left to right; what has none comes last. Of one class, whoever has been in
    it longest comes first.
    """
    by_name = sorted(rows, key=lambda row: names[row.iso3])
    if order == "name":
        return tuple(by_name)

    def place(row: Row) -> tuple[int, date]:
        map_style = drawn_class(row.spells[-1].entry, len(classes))
        return classes.index(map_style) if map_style in classes else len(classes), since(row, len(classes))

    return tuple(sorted(by_name, key=place))


def since(row: Row, classes: int) -> date:
    """Return the first of the days in a row, up to the last one, on which a country is drawn as on the last."""
    day = row.spells[-1].first
    for spell in reversed(row.spells):
        if drawn_class(spell.entry, classes) != drawn_class(row.spells[-1].entry, classes):
            break
        day = spell.first
    return day


class Count(Struct, frozen=True):
    """How many states are drawn in each class, or have a status instead of one, on days from `first` to `last`."""

    first: date
    last: date
    of: dict[str, int]


def counts_of(intervals: Sequence[Interval], classes: int, order: Sequence[str]) -> tuple[Count, ...]:
    """Return the counts of runs, equal ones that follow each other as one; `order` has the classes left to right."""
    statuses = [one.value for one in Status]
    counts: list[Count] = []
    for interval in intervals:
        looks = [drawn_class(entry, classes) for entry in interval.snapshot.entries]
        of = {name: looks.count(name) for name in (*order, *statuses) if name in looks}
        if counts and counts[-1].of == of and counts[-1].last + _DAY == interval.first:
            counts[-1] = Count(counts[-1].first, interval.last, of)
        else:
            counts.append(Count(interval.first, interval.last, of))
    return tuple(counts)
