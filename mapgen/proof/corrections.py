"""The differences between the content of a file and a record's current content, country by country, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mapgen.files.dates import day_before
from mapgen.places.countries import country_name
from mapgen.places.region_names import names_in
from mapgen.proof.displayed import DisplayedEntry, View

_STATUS = {
    "vacant": "nobody in office",
    "result-pending": "result pending",
    "not-recorded": "winner not recorded",
    "no-data": "no data",
    "as-published": "as published",
}


class Correction(Struct, frozen=True):
    """A country on days, `first` to `last`, on which a file's content differs from the record's current content.

    None stands for a country, or a day, that one of them does not have. `name` is what the country is called, where its
    code alone does not say it.
    """

    iso3: str
    first: date
    last: date
    displayed: DisplayedEntry | None
    now: DisplayedEntry | None
    in_span: bool = False
    name: str = ""

    @property
    def words(self) -> str:
        """The correction as a sentence; with its days where there are several."""
        days = f", {self.first} to {self.last}" if self.last != self.first else f", {self.first}" * self.in_span
        displayed, now = _entry_words(self.displayed, self.now), _entry_words(self.now, self.displayed)
        return f"{self.name or country_name(self.iso3, 'en')}{days}: shown {displayed}; the record now says {now}"

    @property
    def plain(self) -> dict[str, Any]:
        """The correction as plain values for JSON."""
        return {
            "iso3": self.iso3,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "shown": self.displayed.plain if self.displayed else None,
            "now": self.now.plain if self.now else None,
            "words": self.words,
        }


def corrections(displayed: View, now: View, region: str = "") -> tuple[Correction, ...]:
    """Return every difference between two views, by country and then by day; consecutive days are one correction.

    `region` is that of the source, whose file may name its areas.
    """
    name = names_in(region, "en")
    days = sorted({*displayed.moments, *now.moments})
    # A view with a last day covers all days up to the next moment; else a moment is one day.
    ranges = [(day, day) for day in days]
    if displayed.until and days:
        ranges = [*((day, day_before(after)) for day, after in pairwise(days)), (days[-1], displayed.until)]
    pairs = [(first, last, displayed.at(first), now.at(first)) for first, last in ranges]
    codes = sorted({code for _, _, *both in pairs for countries in both for code in countries})
    several = len(days) > 1 or displayed.until is not None
    found = (one for code in codes for one in _of_country(code, pairs, several=several))
    return tuple(replace(one, name=name(one.iso3)) for one in found)


def _of_country(
    code: str,
    pairs: list[tuple[date, date, Mapping[str, DisplayedEntry], Mapping[str, DisplayedEntry]]],
    *,
    several: bool,
) -> Iterator[Correction]:
    running: Correction | None = None
    for first, last, displayed, now in pairs:
        displayed_entry, now_entry = displayed.get(code), now.get(code)
        if running and (running.displayed, running.now) == (displayed_entry, now_entry):
            running = Correction(code, running.first, last, displayed_entry, now_entry, several)
            continue
        if running:
            yield running
        running = (
            Correction(code, first, last, displayed_entry, now_entry, several) if displayed_entry != now_entry else None
        )
    if running:
        yield running


def _entry_words(entry: DisplayedEntry | None, opposite: DisplayedEntry | None) -> str:
    """Return a displayed entry in words; contested or rare values only where they differ from the opposite entry."""
    if entry is None:
        return "nothing"
    parts = [entry.leader, entry.alignment]
    if entry.leader and entry.party and (opposite is None or opposite.party != entry.party):
        parts[0] = f"{entry.leader} ({entry.party})"
    parts += [_status(entry)]
    if opposite is None or entry.incumbent != opposite.incumbent:
        parts += [f"until then {entry.incumbent}"] if entry.incumbent else []
    if opposite is None or entry.contested != opposite.contested:
        parts += ["contested" if entry.contested else "not contested"] if opposite or entry.contested else []
    if entry.bloc and (opposite is None or entry.bloc != opposite.bloc):
        parts += [f"in the bloc {entry.bloc}"]
    parts += [f"as {country_name(entry.follows, 'en')}"] if entry.follows else []
    return ", ".join(part for part in parts if part)


def _status(entry: DisplayedEntry) -> str:
    if entry.follows and entry.alignment:
        return ""
    if entry.status == "in-office":
        return f"in office since {entry.start}" if entry.start else "in office"
    if entry.status == "elected":
        won = f"elected on {entry.elected}" if entry.elected else "elected"
        return f"{won}, takes office on {entry.start}" if entry.start else f"{won}, not yet in office"
    text = _STATUS.get(entry.status, entry.status)
    return f"{text} (vote of {entry.vote})" if entry.vote else text
