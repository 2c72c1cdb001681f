"""The countries of a map as a table of words, for whoever cannot see it or wants the sources."""

from __future__ import annotations

import unicodedata
from datetime import date

from msgspec import Struct

from mapgen.files.addresses import host_of
from mapgen.record.snapshots import Entry, Snapshot, Status
from mapgen.words.wording import Wording


class SourceLink(Struct, frozen=True):
    """A source as a reader sees it, and its address, which is None for a citation in words."""

    text: str
    address: str | None = None


class CountryRow(Struct, frozen=True):
    """What a table says of one state, in the map's language; empty where there is nothing to say.

    `day` is the first day in office, or the day of the vote won; `since` says it in words.
    """

    country: str
    class_label: str
    leader: str
    since: str
    day: date | None
    sources: tuple[SourceLink, ...]


def country_rows(snapshot: Snapshot, classes: int, words: Wording) -> tuple[CountryRow, ...]:
    """Return a row for each state of a map of 3 or 5 classes, by the names of the language."""
    rows = (country_row(entry, classes, words) for entry in snapshot.entries)
    return tuple(sorted(rows, key=lambda row: alphabetic(row.country)))


def alphabetic(name: str) -> str:
    """Return what names are sorted by: decomposed, an accent comes after its letter and not after z."""
    return unicodedata.normalize("NFD", name).casefold()


def country_row(entry: Entry, classes: int, words: Wording) -> CountryRow:
    """Return the row of one state."""
    name = entry.class_name(classes)
    status = words.say(f"status.{entry.status}")
    label = words.class_label(name, entry.scale) if name else status
    elected = entry.status is Status.ELECTED
    government = entry.government
    day = (entry.elected if elected else government.start) if government else None
    said = words.day(day) if day else ""
    return CountryRow(
        words.country(entry.iso3),
        f"{label} ({status[:1].lower()}{status[1:]})" if elected else label,
        entry.leader or "",
        words.say("embed.elected", date=said) if said and elected else said,
        day,
        tuple(source_link(source) for source in entry.sources),
    )


def source_link(source: str) -> SourceLink:
    """Return a source as a link where it is an http or https address with a host, and else as mere text."""
    host = host_of(source)
    return SourceLink(host, source) if host else SourceLink(source)
