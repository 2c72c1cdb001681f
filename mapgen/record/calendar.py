"""The calendar of a record: coming votes, inaugurations and ends of terms, as rows and as an iCalendar file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from mapgen.files.dates import PartialDate, day_after, exact
from mapgen.places.region_names import names_in
from mapgen.record.model import CountryHistory, Outcome, Record

if TYPE_CHECKING:
    from icalendar import Component

CALENDAR_HEADINGS = {"date": "Date", "kind": "Kind", "title": "What", "note": "Note"}


class EventKind(StrEnum):
    """The kinds of events in the calendar."""

    VOTE = "vote"
    INAUGURATION = "inauguration"
    TERM_ENDS = "term-ends"


class CalendarEvent(Struct, frozen=True):
    """One event of the calendar, and the name of its country; of `day` perhaps only the month or year is known."""

    day: PartialDate
    iso3: str
    kind: EventKind
    title: str
    note: str = ""
    name: str = ""


def calendar_of(record: Record, as_of: date) -> list[CalendarEvent]:
    """Return the events after a day, soonest first; a month or year stands at the place of its last day."""
    name = names_in(record.region, "en")
    places = [(history, iso3, name(iso3)) for iso3, history in record.histories.items()]
    events = [
        event
        for place in places
        for event in (*_votes(*place), *_inaugurations(*place), *_ends(*place))
        if event.day.last > as_of
    ]
    return sorted(events, key=lambda one: (one.day.last, one.day.first, one.iso3, one.kind))


def _votes(history: CountryHistory, iso3: str, name: str) -> Iterator[CalendarEvent]:
    for vote in history.votes:
        if vote.outcome is Outcome.SCHEDULED:
            yield CalendarEvent(vote.date, iso3, EventKind.VOTE, f"{name} votes", vote.note, name)


def _inaugurations(history: CountryHistory, iso3: str, name: str) -> Iterator[CalendarEvent]:
    for government in history.governments:
        if government.start is not None:
            title = f"{government.leader} takes office in {name}"
            yield CalendarEvent(exact(government.start), iso3, EventKind.INAUGURATION, title, government.party, name)


def _ends(history: CountryHistory, iso3: str, name: str) -> Iterator[CalendarEvent]:
    for government in history.governments:
        if government.end is None and government.term_ends is not None and not government.void:
            title = f"{name}: the term of {government.leader} ends"
            yield CalendarEvent(government.term_ends, iso3, EventKind.TERM_ENDS, title, name=name)


def calendar_rows(events: Sequence[CalendarEvent]) -> list[dict[str, Any]]:
    """Return events as rows with the keys date (perhaps only `2027-10` or `2027`), iso3, name, kind, title, note."""
    return [
        {
            "date": str(one.day),
            "iso3": one.iso3,
            "name": one.name,
            "kind": one.kind.value,
            "title": one.title,
            "note": one.note or None,
        }
        for one in events
    ]


def calendar_ics(events: Sequence[CalendarEvent], record: Record) -> bytes:
    """Return events as an iCalendar file (RFC 5545), to which a calendar program can subscribe.

    Events of which only the month or year is known are left out. The same record gives the same bytes: the time stamp
    of each event is the day of the record's last review, not the time of the call.
    """
    from icalendar import Calendar, vText  # noqa: PLC0415 (0.2 s, only for this format)

    stamp = datetime.combine(max(record.reviewed.values(), default=record.begins), time(), tzinfo=UTC)
    calendar = Calendar()
    calendar.add("prodid", "-//mapgen//agenda//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(f"{record.title}: votes and inaugurations"))
    if record.origin:
        calendar.add("x-wr-caldesc", vText(f"From {record.origin}"))
    seen: Counter[str] = Counter()
    for event in events:
        if event.day.is_exact:
            name = f"{event.iso3}-{event.kind}-{event.day}".lower()
            seen[name] += 1
            uid = f"{name}-{seen[name]}@mapgen" if seen[name] > 1 else f"{name}@mapgen"
            calendar.add_component(_component(event, uid, stamp))
    return bytes(calendar.to_ical())


def _component(event: CalendarEvent, uid: str, stamp: datetime) -> Component:
    """Return an event as a VEVENT that takes the whole day and blocks no time."""
    from icalendar import Event  # noqa: PLC0415 (0.2 s, only for this format)

    component = Event()
    component.add("uid", uid)
    component.add("dtstamp", stamp)
    component.add("dtstart", event.day.first)
    # An event without an end takes its whole day (RFC 5545, 3.6.1), as on the last day of the calendar.
    if (end := day_after(event.day.first)) != event.day.first:
        component.add("dtend", end)
    component.add("summary", event.title)
    if event.note:
        component.add("description", event.note)
    component.add("transp", "TRANSPARENT")
    return component
