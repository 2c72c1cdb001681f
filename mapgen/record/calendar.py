"""The agenda of a record: coming votes, inaugurations and ends of terms, as rows and as an iCalendar file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from msgspec import Struct

from mapgen.files.dates import PartialDate, exact
from mapgen.places.countries import country_name
from mapgen.record.model import CountryHistory, Outcome, Record

CALENDAR_HEADINGS = {"date": "Date", "kind": "Kind", "title": "What", "note": "Note"}


class EventKind(StrEnum):
    """What happens on a day of the agenda."""

    VOTE = "vote"
    INAUGURATION = "inauguration"
    TERM_ENDS = "term-ends"


class CalendarEvent(Struct, frozen=True):
    """One entry of the agenda; `day` may be known only by its month or year."""

    day: PartialDate
    iso3: str
    kind: EventKind
    title: str
    note: str = ""


def calendar_of(record: Record, as_of: date) -> list[CalendarEvent]:
    """Return what is to come after a day, soonest first; what is known only by its month or year stands at its end."""
    events = [
        event
        for iso3, history in record.histories.items()
        for event in (*_votes(history, iso3), *_inaugurations(history, iso3), *_ends(history, iso3))
        if event.day.last > as_of
    ]
    return sorted(events, key=lambda one: (one.day.last, one.day.first, one.iso3, one.kind))


def _votes(history: CountryHistory, iso3: str) -> Iterator[CalendarEvent]:
    for vote in history.votes:
        if vote.outcome is Outcome.SCHEDULED:
            yield CalendarEvent(vote.date, iso3, EventKind.VOTE, f"{country_name(iso3, 'en')} votes", vote.note)


def _inaugurations(history: CountryHistory, iso3: str) -> Iterator[CalendarEvent]:
    for government in history.governments:
        if government.start is not None:
            title = f"{government.leader} takes office in {country_name(iso3, 'en')}"
            yield CalendarEvent(exact(government.start), iso3, EventKind.INAUGURATION, title, government.party)


def _ends(history: CountryHistory, iso3: str) -> Iterator[CalendarEvent]:
    for government in history.governments:
        if government.end is None and government.term_ends is not None and not government.void:
            title = f"{country_name(iso3, 'en')}: the term of {government.leader} ends"
            yield CalendarEvent(government.term_ends, iso3, EventKind.TERM_ENDS, title)


def calendar_rows(events: Sequence[CalendarEvent]) -> list[dict[str, Any]]:
    """Return the agenda as rows: date (`2027-10` while only that is known), iso3, name, kind, title, note."""
    return [
        {
            "date": str(one.day),
            "iso3": one.iso3,
            "name": country_name(one.iso3, "en"),
            "kind": one.kind.value,
            "title": one.title,
            "note": one.note or None,
        }
        for one in events
    ]


def calendar_ics(events: Sequence[CalendarEvent], record: Record) -> bytes:
    """Return the agenda's days as an iCalendar file (RFC 5545) that a calendar program subscribes to.

    Entries known only by month or year are left out. The same record gives the same bytes: each entry is stamped with
    the day of the record's last review, not with the time of the call.
    """
    from icalendar import Calendar, Event, vText  # noqa: PLC0415 (0.2 s that other commands do without)

    stamp = datetime.combine(max(record.reviewed.values(), default=record.begins), time(), tzinfo=UTC)
    calendar = Calendar()
    calendar.add("prodid", "-//mapgen//agenda//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(f"{record.title}: votes and inaugurations"))
    seen: Counter[str] = Counter()
    for one in events:
        if one.day.is_exact:
            event = Event()
            name = f"{one.iso3}-{one.kind}-{one.day}".lower()
            seen[name] += 1
            event.add("uid", f"{name}-{seen[name]}@mapgen" if seen[name] > 1 else f"{name}@mapgen")
            event.add("dtstamp", stamp)
            event.add("dtstart", one.day.first)
            event.add("dtend", one.day.first + timedelta(days=1))
            event.add("summary", one.title)
            if one.note:
                event.add("description", one.note)
            event.add("transp", "TRANSPARENT")
            calendar.add_component(event)
    return bytes(calendar.to_ical())
