"""Stretches: each country's days in a row with one entry, and the votes that fell in them; a record's story as rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from msgspec import Struct

from mapgen.files.dates import PartialDate
from mapgen.record.intervals import Run
from mapgen.record.model import CountryHistory, Record
from mapgen.record.snapshots import Entry, Status
from mapgen.record.time_rules import deciding_votes

ORDERS = ("flip", "name")
_DAY = timedelta(days=1)
# A day known only to a longer time than this has no place on an axis.
_VAGUE = timedelta(days=31)


class Stretch(Struct, frozen=True):
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
    stretches: tuple[Stretch, ...]
    votes: tuple[date, ...]


def rows_of_runs(record: Record, runs: Sequence[Run]) -> tuple[Row, ...]:
    """Return a row for each state of a record's runs, in order of their codes."""
    first, last = runs[0].first, runs[-1].last
    rows = []
    for number, entry in enumerate(runs[0].snapshot.entries):
        of_one = [Stretch(run.first, run.last, run.snapshot.entries[number]) for run in runs]
        votes = deciding_votes(record.histories.get(entry.iso3, CountryHistory()))
        days = sorted({day for vote in votes if (day := _placed(vote)) and first <= day <= last})
        rows.append(Row(entry.iso3, tuple(_merged(of_one)), tuple(days)))
    return tuple(rows)


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    found: list[Stretch] = []
    for _, alike in groupby(stretches, key=lambda one: _drawn(one.entry)):
        of_one = list(alike)
        found.append(Stretch(of_one[0].first, of_one[-1].last, of_one[0].entry))
    return found


def _drawn(entry: Entry) -> tuple[object, ...]:
    """Return what of an entry a row shows: who, and whether in office; not who governs until then."""
    return entry.status, entry.government, entry.alignment


def _placed(day: PartialDate) -> date | None:
    """Return where a day stands on an axis: in the middle of the time it is known to; None where that is long."""
    reach = day.last - day.first
    return day.first + reach // 2 if reach <= _VAGUE else None


def looks_of(entry: Entry, classes: int) -> str:
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
        look = looks_of(row.stretches[-1].entry, len(classes))
        return classes.index(look) if look in classes else len(classes), since(row, len(classes))

    return tuple(sorted(by_name, key=place))


def since(row: Row, classes: int) -> date:
    """Return the first of the days in a row, up to the last one, on which a country is drawn as on the last."""
    day = row.stretches[-1].first
    for stretch in reversed(row.stretches):
        if looks_of(stretch.entry, classes) != looks_of(row.stretches[-1].entry, classes):
            break
        day = stretch.first
    return day


class Count(Struct, frozen=True):
    """How many states are drawn in each class, or have a status instead of one, on days from `first` to `last`."""

    first: date
    last: date
    of: dict[str, int]


def counts_of(runs: Sequence[Run], classes: int, order: Sequence[str]) -> tuple[Count, ...]:
    """Return the counts of runs, equal ones that follow each other as one; `order` has the classes left to right."""
    statuses = [one.value for one in Status]
    found: list[Count] = []
    for run in runs:
        looks = [looks_of(entry, classes) for entry in run.snapshot.entries]
        of = {name: looks.count(name) for name in (*order, *statuses) if name in looks}
        if found and found[-1].of == of and found[-1].last + _DAY == run.first:
            found[-1] = Count(found[-1].first, run.last, of)
        else:
            found.append(Count(run.first, run.last, of))
    return tuple(found)
