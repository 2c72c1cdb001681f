"""The country-period table: who governs at the end of each year, quarter or month, and who did within it."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from mapgen.errors import InputError
from mapgen.records import CountryHistory, Record
from mapgen.snapshots import Basis, Entry
from mapgen.tables import rows_of
from mapgen.timeline import entry_of, snapshot_of, turning_days

MONTHS = {"year": 12, "quarter": 3, "month": 1}


def period_ends(first: date, last: date, every: str) -> list[date]:
    """Return the days on which the table is read: `first`, and a year, quarter or month on, up to `last`.

    From the last day of a month it goes to the last days of others, and a day that a month lacks is its last one.
    Raises InputError where `last` is before `first`.
    """
    if last < first:
        raise InputError.single(f"--to {last}", f"is before --from {first}")
    days = []
    for number in range((last.year - first.year + 1) * 12 // MONTHS[every] + 1):
        day = _months_on(first, number * MONTHS[every])
        if day <= last:
            days.append(day)
    return days


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    length = calendar.monthrange(year, month + 1)[1]
    at_end = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, length if at_end else min(day.day, length))


def period_rows(
    record: Record, states: Sequence[str], days: Sequence[date], basis: Basis, every: str
) -> list[dict[str, Any]]:
    """Return one row per state and day, as rows_of has them, and what happened since the day before in the table.

    Besides: `period_from` (the first day of the period that ends on the row's day, never before the record begins),
    `changed` (whether who is drawn changed within it), `leaders` (all of them, in order), `readings` (what named coders
    say of the government drawn). Raises InputError for a day before the record begins.
    """
    before = _months_on(days[0], -MONTHS[every])
    rows = []
    for earlier, day in pairwise([before, *days]):
        start = max(earlier + timedelta(days=1), record.begins)
        snapshot = snapshot_of(record, states, day, basis)
        for entry, row in zip(snapshot.entries, rows_of(snapshot), strict=True):
            history = record.histories.get(entry.iso3, CountryHistory())
            drawn = list(_drawn(history, entry.iso3, (start, day), basis))
            rows.append(row | _period(entry, drawn, start))
    return rows


def _drawn(history: CountryHistory, iso3: str, period: tuple[date, date], basis: Basis) -> Iterator[Entry]:
    """Yield what is drawn on the first day of a period and on each day of it on which that may change."""
    first, last = period
    for day in sorted({first, *turning_days(history)}):
        if first <= day <= last:
            yield entry_of(history, iso3, day, basis)


def _period(entry: Entry, drawn: Iterable[Entry], start: date) -> dict[str, Any]:
    leaders: list[str] = []
    for one in drawn:
        name = one.leader or one.status.value
        if not leaders or leaders[-1] != name:
            leaders.append(name)
    readings = entry.government.readings if entry.government else ()
    return {
        "period_from": start.isoformat(),
        "changed": len(leaders) > 1,
        "leaders": leaders,
        "readings": [f"{reading.coder}: {reading.alignment}" for reading in readings] or None,
    }
