"""What differs between what a file shows and what a record now says, country by country, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from msgspec import Struct

from mapgen.places.countries import country_name
from mapgen.proof.displayed import DisplayedEntry, View

_DAY = timedelta(days=1)
_STATUS = {
    "vacant": "nobody in office",
    "result-pending": "result pending",
    "no-data": "no data",
    "as-published": "as published",
}


class Correction(Struct, frozen=True):
    """A country on days, `first` to `last`, on which what is shown differs from what the record now says.

    None stands for a country, or a day, that one of them has nothing of.
    """

    iso3: str
    first: date
    last: date
    shown: DisplayedEntry | None
    now: DisplayedEntry | None
    in_span: bool = False

    @property
    def words(self) -> str:
        """The correction as a sentence; the days where there are several."""
        days = f", {self.first} to {self.last}" if self.last != self.first else f", {self.first}" * self.in_span
        shown, now = _said(self.shown, self.now), _said(self.now, self.shown)
        return f"{country_name(self.iso3, 'en')}{days}: shown {shown}; the record now says {now}"

    @property
    def plain(self) -> dict[str, Any]:
        """The same for JSON."""
        return {
            "iso3": self.iso3,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "shown": self.shown.plain if self.shown else None,
            "now": self.now.plain if self.now else None,
            "words": self.words,
        }


def corrections(shown: View, now: View) -> tuple[Correction, ...]:
    """Return every difference between two views, by country and then by day; days in a row are one."""
    days = sorted({*shown.moments, *now.moments})
    # A span is of all days up to the next moment, else a moment is a day by itself.
    spans = [(day, day) for day in days]
    if shown.until:
        spans = [(day, after - _DAY) for day, after in pairwise([*days, shown.until + _DAY])]
    pairs = [(first, last, shown.at(first), now.at(first)) for first, last in spans]
    codes = sorted({code for _, _, *both in pairs for countries in both for code in countries})
    several = len(days) > 1 or shown.until is not None
    return tuple(one for code in codes for one in _of_country(code, pairs, several=several))


def _of_country(
    code: str,
    pairs: list[tuple[date, date, Mapping[str, DisplayedEntry], Mapping[str, DisplayedEntry]]],
    *,
    several: bool,
) -> Iterator[Correction]:
    running: Correction | None = None
    for first, last, shown, now in pairs:
        one, other = shown.get(code), now.get(code)
        if running and (running.shown, running.now) == (one, other):
            running = Correction(code, running.first, last, one, other, several)
            continue
        if running:
            yield running
        running = Correction(code, first, last, one, other, several) if one != other else None
    if running:
        yield running


def _said(one: DisplayedEntry | None, other: DisplayedEntry | None) -> str:
    """Return what is shown in words; what is said only where it differs from the other is the contested and rare."""
    if one is None:
        return "nothing"
    parts = [one.leader, one.alignment]
    if one.leader and one.party and (other is None or other.party != one.party):
        parts[0] = f"{one.leader} ({one.party})"
    parts += [_status(one)]
    if other is None or one.incumbent != other.incumbent:
        parts += [f"until then {one.incumbent}"] if one.incumbent else []
    if other is None or one.contested != other.contested:
        parts += ["contested" if one.contested else "not contested"] if other or one.contested else []
    if one.bloc and (other is None or one.bloc != other.bloc):
        parts += [f"in the bloc {one.bloc}"]
    parts += [f"as {country_name(one.follows, 'en')}"] if one.follows else []
    return ", ".join(part for part in parts if part)


def _status(one: DisplayedEntry) -> str:
    if one.follows and one.alignment:
        return ""
    if one.status == "in-office":
        return f"in office since {one.start}" if one.start else "in office"
    if one.status == "elected":
        won = f"elected on {one.elected}" if one.elected else "elected"
        return f"{won}, takes office on {one.start}" if one.start else f"{won}, not yet in office"
    said = _STATUS.get(one.status, one.status)
    return f"{said} (vote of {one.vote})" if one.vote else said
