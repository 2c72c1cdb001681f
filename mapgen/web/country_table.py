"""The countries of a map as a table of words, for readers who cannot see it or want the sources."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from mapgen.drawing.typeface import unbroken
from mapgen.files.addresses import host_of
from mapgen.files.vocabulary import alphabetic
from mapgen.record.snapshots import Entry, Snapshot, Status
from mapgen.words.wording import Wording


class SourceLink(Struct, frozen=True):
    """A source as a reader sees it, and its address, None for a citation in words."""

    text: str
    address: str | None = None


class CountryRow(Struct, frozen=True):
    """The row of one state, in the map's language; a value that does not apply is empty.

    `day` is the first day in office, or the day of the vote won; `since` gives it in words. The day stays on one
    line, by no-break spaces.
    """

    country: str
    class_label: str
    leader: str
    since: str
    day: date | None
    sources: tuple[SourceLink, ...]


def country_rows(snapshot: Snapshot, classes: int, words: Wording) -> tuple[CountryRow, ...]:
    """Return a row for each state of a map of 3 or 5 classes, sorted by name in the language."""
    rows = (country_row(entry, classes, words) for entry in snapshot.entries)
    return tuple(sorted(rows, key=lambda row: alphabetic(row.country)))


def country_row(entry: Entry, classes: int, words: Wording) -> CountryRow:
    """Return the row of one state."""
    name = entry.class_name(classes)
    status = words.say(f"status.{entry.status}")
    label = words.class_label(name, entry.scale) if name else status
    elected = entry.status is Status.ELECTED
    government = entry.government
    day = (entry.elected if elected else government.start) if government else None
    day_text = words.day(day) if day else ""
    if day_text and elected:
        day_text = words.say("embed.elected" if entry.won_a_vote else "embed.chosen", date=day_text)
    return CountryRow(
        words.country(entry.iso3),
        label + (words.bracketed(f"{status[:1].lower()}{status[1:]}") if elected else ""),
        entry.leader or "",
        unbroken(day_text),
        day,
        tuple(source_link(source) for source in entry.sources),
    )


def source_link(source: str) -> SourceLink:
    """Return a source as a link where it is an http or https address with a host, and else as plain text."""
    host = host_of(source)
    return SourceLink(host, source) if host else SourceLink(source)
