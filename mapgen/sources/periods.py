"""The country-period table: who governs at the end of each year, quarter or month, and who did within it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from msgspec.structs import replace

from mapgen.errors import InputError
from mapgen.files.dates import day_after, day_before
from mapgen.files.periods import MONTHS, months_later, period_steps
from mapgen.places.regions import read_region
from mapgen.record.model import CountryHistory, Record
from mapgen.record.snapshots import Basis, Entry, Snapshot
from mapgen.record.tables import rows_of
from mapgen.record.time_rules import entry_of, snapshot_of, turning_days
from mapgen.sources.question import Question
from mapgen.sources.reading import answer

PERIOD_HEADINGS = {
    "as_of": "On",
    "name": "Country",
    "alignment": "Alignment",
    "status": "Status",
    "leaders": "Leaders in the period",
}


def periods_of(
    source: Record | Snapshot, question: Question, first: date | None, last: date | None, every: str | None
) -> list[dict[str, Any]]:
    """Return the rows of a table from a first to a last day, by year if `every` is None.

    Raises InputError if one of the two days is missing, if the question also has a single day, or if the source is a
    published list, which is of one day.
    """
    if isinstance(source, Snapshot):
        raise InputError.single(f'"{source.title}"', f"is a published list of {source.as_of} alone; name a record")
    if first is None or last is None:
        lacking = "--from" if first is None else "--to"
        raise InputError.single("a table of many days", f"has a first and a last one; give {lacking} DATE as well")
    if question.as_of is not None:
        raise InputError.single(f"--as-of {question.as_of}", "asks for one day, and --from for many; leave one out")
    every = every or "year"
    days = period_ends(first, last, every)
    basis = answer(source, replace(question, as_of=first)).basis or Basis.OFFICE
    return period_rows(source, read_region(source.region).states, days, basis, every)


def period_ends(first: date, last: date, every: str) -> list[date]:
    """Return the days of the table: `first`, and then every year, quarter or month later, up to `last`.

    If `first` is the last day of a month, so are all others; a day that a month lacks becomes its last day. Raises
    InputError if `last` is before `first`.
    """
    if last < first:
        raise InputError.single(f"--to {last}", f"is before --from {first}")
    return list(period_steps(first, last, every))


def period_rows(
    record: Record, states: Sequence[str], days: Sequence[date], basis: Basis, every: str
) -> list[dict[str, Any]]:
    """Return one row per state and day: the keys of rows_of, and what happened since the day before in the table.

    The further keys: `period_from` (the first day of the period that ends on the row's day, never before the record
    begins), `changed` (whether who is drawn changed on any day of the period, the first included), `leaders` (all who
    are drawn in the period, in order) and `readings` (the views of named coders on the government drawn). Raises
    InputError for a day before the record begins.
    """
    before: date | None = months_later(days[0], -MONTHS[every])
    lives = {state: _Life.of(record, state, basis) for state in states}
    rows = []
    for earlier, day in zip((before, *days), days, strict=False):
        start = max(day_after(earlier), record.begins) if earlier else record.begins
        snapshot = snapshot_of(record, states, day, basis)
        for entry, row in zip(snapshot.entries, rows_of(snapshot), strict=True):
            life = lives[entry.iso3]
            leaders = _leaders(life.drawn(start, day, entry))
            has_eve = start > record.begins and start in life.turning
            eve = life.entry(day_before(start)) if has_eve else None
            rows.append(row | _period(entry, leaders, start, eve))
    return rows


class _Life(NamedTuple):
    """The history of a country on a basis, and, in order, the only days on which its entry may change."""

    iso3: str
    history: CountryHistory
    basis: Basis
    turning: list[date]

    @classmethod
    def of(cls, record: Record, iso3: str, basis: Basis) -> _Life:
        history = record.histories.get(iso3, CountryHistory())
        return cls(iso3, history, basis, sorted(turning_days(history)))

    def entry(self, day: date) -> Entry:
        return entry_of(self.history, self.iso3, day, self.basis)

    def drawn(self, first: date, last: date, at_last: Entry) -> list[Entry]:
        """Return the entries on the first day of a period and on each day of it on which they may change.

        `at_last` is that of the last day: it is drawn all the time where nothing may change.
        """
        turning = self.turning[bisect_right(self.turning, first) : bisect_right(self.turning, last)]
        return [self.entry(day) for day in (first, *turning)] if turning else [at_last]


def _name(entry: Entry) -> str:
    """Return the leader drawn, or the status if there is none."""
    return entry.leader or entry.status.value


def _leaders(drawn: Iterable[Entry]) -> list[str]:
    return [name for name, _ in groupby(map(_name, drawn))]


def _period(entry: Entry, leaders: list[str], start: date, eve: Entry | None) -> dict[str, Any]:
    readings = entry.government.readings if entry.government else ()
    return {
        "period_from": start.isoformat(),
        "changed": len(leaders) > 1 or (eve is not None and _name(eve) != leaders[0]),
        "leaders": leaders,
        "readings": [f"{reading.coder}: {reading.alignment}" for reading in readings] or None,
    }
