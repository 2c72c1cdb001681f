"""What a file shows of the record: plain values for its metadata, which a record can produce again later.

Sources, reasoning, reviews, titles and hashes are not part of it, so that an edit of those affects no map.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, get_type_hints

from msgspec import Struct

from mapgen.files.dates import parse_day
from mapgen.places.regions import read_region
from mapgen.record.intervals import Interval, intervals_of
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Entry, Snapshot, Status
from mapgen.record.time_rules import snapshot_of

_USUAL = Status.IN_OFFICE.value
_NOBODY: Mapping[str, str] = {}


class NotDisplayedError(ValueError):
    """A text is not the displayed content of a file: something else wrote it, or it was altered."""


class DisplayedEntry(Struct, frozen=True):
    """What a reader can see of one country: who governs or has won, the class, the status, since when.

    Days are ISO texts, None where a value does not apply. `start` is the first day in office, also of an elect who
    takes office then; `incumbent` governs until then; `vote` is the one without a result. `bloc` is given where the
    scale is not the standard one, `follows` is the state as which a territory is drawn.
    """

    status: str
    alignment: str | None = None
    bloc: str | None = None
    leader: str | None = None
    party: str | None = None
    start: str | None = None
    elected: str | None = None
    incumbent: str | None = None
    vote: str | None = None
    contested: bool = False
    follows: str | None = None

    @classmethod
    def of(cls, entry: Entry, follows: str | None = None) -> DisplayedEntry:
        """Return the displayed values of an entry; a territory that `follows` it has its colour, and no government."""
        government = entry.government
        bloc = None if entry.scale.is_standard else entry.bloc.value
        if follows:
            return cls(entry.status.value, entry.alignment, bloc, follows=follows)
        return cls(
            status=entry.status.value,
            alignment=entry.alignment,
            bloc=bloc,
            leader=entry.leader,
            party=(government.party or None) if government else None,
            start=_iso(government.start) if government else None,
            elected=_iso(entry.elected),
            incumbent=entry.incumbent.leader if entry.incumbent else None,
            vote=str(entry.vote) if entry.vote else None,
            contested=bool(government and government.contested),
        )

    @property
    def plain(self) -> dict[str, str | bool]:
        """The entry as plain values for JSON, without empty values and the usual status, in office."""
        values = {name: getattr(self, name) for name in self.__struct_fields__}
        return {key: value for key, value in values.items() if value and value != _USUAL}

    @classmethod
    def read(cls, plain: object) -> DisplayedEntry:
        """Return an entry from JSON; raises NotDisplayedError for anything else."""
        kinds = get_type_hints(cls)
        if not isinstance(plain, dict):
            raise NotDisplayedError("a country's values")
        for key, value in plain.items():
            if key not in kinds or not isinstance(value, bool if kinds[key] is bool else str):
                raise NotDisplayedError(f"the value {key}")
        return cls(**{"status": _USUAL, **plain})


class View(Struct, frozen=True, dict=True):
    """The displayed content of one record or published list: the entry of each country at moments in order of time.

    Each moment is a single day; with `until` it lasts to the next one, the last of them up to and including `until`.
    `record` and `coder` name the source, and are not compared.
    """

    record: str
    coder: str
    basis: str | None
    moments: Mapping[date, Mapping[str, DisplayedEntry]]
    until: date | None = None

    def at(self, day: date) -> Mapping[str, DisplayedEntry]:
        """Return the countries at a moment, or on a day of the date range; empty where nothing is shown."""
        if self.until is None:
            return self.moments.get(day, {})
        before = [first for first in self.moments if first <= day]
        return self.moments[before[-1]] if before and day <= self.until else {}

    @cached_property
    def follows(self) -> Mapping[str, str]:
        """The territories that are drawn as a state, each with the state's code."""
        return {
            code: one.follows for countries in self.moments.values() for code, one in countries.items() if one.follows
        }

    @property
    def plain(self) -> dict[str, Any]:
        """The view as plain values for JSON; a moment has only the countries that differ from the moment before."""
        on: dict[str, dict[str, Any]] = {}
        before: Mapping[str, DisplayedEntry] = {}
        for day, countries in self.moments.items():
            on[day.isoformat()] = {code: entry.plain for code, entry in countries.items() if before.get(code) != entry}
            before = countries
        until = {"until": self.until.isoformat()} if self.until else {}
        return {"record": self.record, "coder": self.coder, "basis": self.basis, "on": on, **until}

    @classmethod
    def read(cls, plain: object) -> View:
        """Return a view from JSON; raises NotDisplayedError for anything else."""
        if not isinstance(plain, dict) or not {"record", "coder", "basis", "on"} <= set(plain):
            raise NotDisplayedError("a view")
        names = (plain["record"], plain["coder"], plain["basis"] or "")
        if not all(isinstance(name, str) for name in names) or names[2] not in {"", *Basis}:
            raise NotDisplayedError("whose facts, and on which basis")
        until = _day(plain["until"]) if "until" in plain else None
        moments = _moments(plain["on"])
        if until and max(moments) > until:
            raise NotDisplayedError("the last day")
        return cls(plain["record"], plain["coder"], plain["basis"], moments, until)


class DisplayedFacts(Struct, frozen=True, dict=True):
    """The displayed content of a file: one view, or several where it compares records or bases."""

    views: tuple[View, ...]

    @property
    def text(self) -> str:
        """The content as JSON on one line."""
        return json.dumps([view.plain for view in self.views], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> DisplayedFacts:
        """Return the content from its text; raises NotDisplayedError for any other text."""
        try:
            plain = json.loads(text)
        except (ValueError, RecursionError):
            raise NotDisplayedError("JSON") from None
        if not isinstance(plain, list) or not plain:
            raise NotDisplayedError("a list of views")
        return cls(tuple(View.read(view) for view in plain))


def followed(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the entries of a map that are drawn as a state, each with the state's code."""
    return {entry.iso3: entry.follows.iso3 for entry in entries if entry.follows}


def view_of(snapshots: Sequence[Snapshot], follows: Mapping[str, str] = _NOBODY) -> View:
    """Return the view of snapshots of one source on one basis: of one day, or of several.

    `follows` gives the state as which a territory is drawn. Other territories show nothing that a record says.
    """
    first = snapshots[0]
    moments = {
        snapshot.as_of: _countries(snapshot, follows) for snapshot in sorted(snapshots, key=lambda one: one.as_of)
    }
    return View(first.title, first.coder, first.basis.value if first.basis else None, moments)


def intervals_view(intervals: Sequence[Interval], follows: Mapping[str, str] = _NOBODY) -> View:
    """Return the view of all days of a date range, from its intervals; see view_of."""
    moments: dict[date, Mapping[str, DisplayedEntry]] = {}
    before: Mapping[str, DisplayedEntry] | None = None
    for interval in intervals:
        # Intervals may differ only in values that no view has, such as the reviews.
        countries = _countries(interval.snapshot, follows)
        if countries != before:
            moments[interval.first] = before = countries
    first = intervals[0].snapshot
    return View(first.title, first.coder, first.basis.value if first.basis else None, moments, intervals[-1].last)


def view_again(view: View, source: Record | Snapshot) -> View:
    """Return a source's current answer to the question of a view: the same days, basis and territories.

    Days before a record begins are left out. A published list answers with its own day and basis.
    """
    if isinstance(source, Snapshot):
        return view_of([source], view.follows)
    basis = Basis(view.basis or Basis.OFFICE)
    days = [day for day in view.moments if day >= source.begins]
    if view.until and view.until >= source.begins:
        first = max(source.begins, next(iter(view.moments)))
        return intervals_view(intervals_of(source, first, view.until, basis), view.follows)
    if not days:
        return View(source.title, source.coder, view.basis, {}, view.until)
    states = read_region(source.region).states
    return view_of([snapshot_of(source, states, day, basis) for day in days], view.follows)


def _countries(snapshot: Snapshot, follows: Mapping[str, str]) -> dict[str, DisplayedEntry]:
    """Return the displayed entry of every state, and of the territories drawn as one, in order of their codes."""
    states = {entry.iso3: entry for entry in (*snapshot.sovereigns, *snapshot.entries)}
    entries = {entry.iso3: DisplayedEntry.of(entry) for entry in snapshot.entries}
    for code, state in follows.items():
        entries[code] = DisplayedEntry.of(states.get(state, Entry(state, Status.NO_DATA)), state)
    return dict(sorted(entries.items()))


def _moments(plain: object) -> dict[date, Mapping[str, DisplayedEntry]]:
    if not isinstance(plain, dict) or not plain:
        raise NotDisplayedError("its days")
    moments: dict[date, Mapping[str, DisplayedEntry]] = {}
    countries: dict[str, DisplayedEntry] = {}
    for day, changed in plain.items():
        if not isinstance(changed, dict) or (moments and _day(day) <= max(moments)):
            raise NotDisplayedError(f"the day {day}")
        countries = countries | {code: DisplayedEntry.read(entry) for code, entry in changed.items()}
        moments[_day(day)] = dict(sorted(countries.items()))
    return moments


def _day(text: object) -> date:
    day = parse_day(text) if isinstance(text, str) else None
    if day is None:
        raise NotDisplayedError(f"the day {text}")
    return day


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
