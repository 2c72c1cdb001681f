"""Coming votes, inaugurations and ends of terms, as rows and as a calendar to subscribe to."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from mapgen.files.dates import exact, month_or_year
from mapgen.files.documents import Document
from mapgen.record.calendar import CalendarEvent, EventKind, calendar_ics, calendar_of, calendar_rows
from mapgen.record.file import read_record
from mapgen.record.model import Record

RECORD = """\
[record]
title  = "Made up, and: not; true"
region = "south-america"
begins = 2000-01-01
coder  = "test"
scale  = ["left", "right"]
[reviewed]
CHL = 2026-10-05
PER = 2026-09-01
[[government]]
country   = "CHL"
leader    = "Ada"
start     = 2024-01-01
term_ends = 2028-01-01
alignment = "left"
[[government]]
country   = "BRA"
leader    = "Bo"
start     = 2023-01-01
end       = 2027-01-05
term_ends = 2027-01-05
alignment = "left"
[[government]]
country   = "BRA"
leader    = "Cy"
party     = "A, b; c\\\\d"
elected   = [2026-10-25]
start     = 2027-01-05
term_ends = "2031"
alignment = "right"
[[government]]
country   = "PER"
leader    = "Di"
elected   = [2026-06-07]
term_ends = 2031-07-28
alignment = "left"
void      = true
[[vote]]
country = "CHL"
date    = 2027-11-21
outcome = "scheduled"
note    = "Los ciudadanos eligen, en una vuelta o en dos, a quien gobernará; más de setenta y cinco octetos, ñandú."
[[vote]]
country = "PER"
date    = "2031-04"
outcome = "scheduled"
[[vote]]
country = "PER"
date    = "2027"
outcome = "scheduled"
[[vote]]
country = "BRA"
date    = 2026-12-01
outcome = "cancelled"
[[vote]]
country = "BRA"
date    = 2026-11-01
outcome = "scheduled"
"""
TODAY = date(2026, 11, 1)


@pytest.fixture
def record(document: Callable[[str], Document]) -> Record:
    """Return a record with coming events of every kind."""
    return read_record(document(RECORD))


def events(data: bytes) -> list[Any]:
    """Return the events of a calendar file."""
    return list(Calendar.from_ical(data).walk("VEVENT"))


class TestEvents:
    """Which events are listed, and in which order."""

    def test_what_is_to_come_soonest_first(self, record: Record) -> None:
        """A month or year stands at the place of its last day; past and cancelled events are left out."""
        rows = calendar_rows(calendar_of(record, TODAY))
        assert [(row["date"], row["iso3"], row["kind"]) for row in rows] == [
            ("2027-01-05", "BRA", "inauguration"),
            ("2027-11-21", "CHL", "vote"),
            ("2027", "PER", "vote"),
            ("2028-01-01", "CHL", "term-ends"),
            ("2031-04", "PER", "vote"),
            ("2031", "BRA", "term-ends"),
        ]

    def test_a_row_says_what_and_of_whom(self, record: Record) -> None:
        """A row has a title in words, and in its note the vote's note or the new leader's party."""
        inauguration, vote, *_, term = calendar_rows(calendar_of(record, TODAY))
        assert inauguration["title"] == "Cy takes office in Brazil"
        assert inauguration["note"] == "A, b; c\\d"
        assert (vote["name"], vote["title"]) == ("Chile", "Chile votes")
        assert (term["title"], term["note"]) == ("Brazil: the term of Cy ends", None)

    @pytest.mark.parametrize(("as_of", "is_there"), [("2026-10-31", True), ("2026-11-01", False)])
    def test_a_day_is_to_come_until_it_has_come(self, as_of: str, is_there: bool, record: Record) -> None:  # noqa: FBT001
        """An event on the day asked about is no longer coming."""
        days = [row["date"] for row in calendar_rows(calendar_of(record, date.fromisoformat(as_of)))]
        assert ("2026-11-01" in days) is is_there

    @pytest.mark.parametrize(("as_of", "is_there"), [("2031-04-29", True), ("2031-04-30", False)])
    def test_a_month_is_to_come_until_its_last_day(self, as_of: str, is_there: bool, record: Record) -> None:  # noqa: FBT001
        """An event of a month is coming until the last day of the month."""
        days = [row["date"] for row in calendar_rows(calendar_of(record, date.fromisoformat(as_of)))]
        assert ("2031-04" in days) is is_there

    def test_an_elect_who_never_takes_office_has_no_term(self, record: Record) -> None:
        """A void government has no coming events."""
        assert not any("Di" in one.title for one in calendar_of(record, date(2000, 1, 1)))

    def test_the_shipped_record_has_a_calendar(self, shipped_record: Record) -> None:
        """All events of the shipped record are after the day asked about, and in order."""
        found = calendar_of(shipped_record, date(2026, 1, 1))
        assert {one.kind for one in found} == set(EventKind)
        assert [one.day.last for one in found] == sorted(one.day.last for one in found)


class TestCalendar:
    """The iCalendar file."""

    def test_only_days_are_in_it(self, record: Record) -> None:
        """Events known by month or year are left out, as the file would put them on a day that nobody has set."""
        found = calendar_of(record, TODAY)
        assert [one["dtstart"].dt for one in events(calendar_ics(found, record))] == [
            date(2027, 1, 5),
            date(2027, 11, 21),
            date(2028, 1, 1),
        ]

    def test_an_entry_reads_back_as_it_was(self, record: Record) -> None:
        """Commas, semicolons, backslashes and long lines survive; an event takes the whole day and blocks no time."""
        first, second, _ = events(calendar_ics(calendar_of(record, TODAY), record))
        assert first["summary"] == "Cy takes office in Brazil"
        assert first["description"] == "A, b; c\\d"
        assert second["description"] == calendar_of(record, TODAY)[1].note
        assert second["dtend"].dt - second["dtstart"].dt == timedelta(days=1)
        assert type(second["dtstart"].dt) is date
        assert second["transp"] == "TRANSPARENT"

    def test_the_file_keeps_to_the_letter_of_its_format(self, record: Record) -> None:
        """RFC 5545: lines end with CRLF and have at most 75 octets, text is escaped, no character is split."""
        data = calendar_ics(calendar_of(record, TODAY), record)
        assert data.startswith(b"BEGIN:VCALENDAR\r\n")
        assert data.endswith(b"END:VCALENDAR\r\n")
        assert data.count(b"\n") == data.count(b"\r\n")
        assert all(len(line) <= 75 and line.decode() for line in data.split(b"\r\n") if line)
        assert b"DESCRIPTION:A\\, b\\; c\\\\d\r\n" in data
        assert b"X-WR-CALNAME:Made up\\, and: not\\; true: votes and inaugurations\r\n" in data

    def test_each_entry_has_a_name_of_its_own(self, record: Record) -> None:
        """Each event has its own UID, as a calendar program merges events with the same UID."""
        day = exact(date(2027, 1, 5))
        found = [CalendarEvent(day, "BRA", EventKind.VOTE, title) for title in ("one", "two", "three")]
        names = [str(one["uid"]) for one in events(calendar_ics(found, record))]
        assert names == ["bra-vote-2027-01-05@mapgen", "bra-vote-2027-01-05-2@mapgen", "bra-vote-2027-01-05-3@mapgen"]

    def test_the_stamp_is_the_records(self, record: Record) -> None:
        """The time stamp is the day of the last review, not the time of the call."""
        stamps = {one["dtstamp"].dt for one in events(calendar_ics(calendar_of(record, TODAY), record))}
        assert stamps == {datetime(2026, 10, 5, tzinfo=UTC)}

    def test_nothing_to_come_is_a_calendar_too(self, record: Record) -> None:
        """Without events the file is still a valid calendar."""
        found = [CalendarEvent(month_or_year("2031") or exact(TODAY), "BRA", EventKind.VOTE, "x")]
        assert events(calendar_ics([], record)) == events(calendar_ics(found, record)) == []

    def test_the_same_bytes_in_two_processes(self, command: Callable[..., subprocess.CompletedProcess[str]]) -> None:
        """The bytes do not depend on the order of sets in a process."""
        arguments = ["calendar", "--as-of", "2026-01-01", "--format", "ics"]
        first, second = (command(*arguments, PYTHONHASHSEED=seed) for seed in ("1", "2"))
        assert first.returncode == 0, first.stderr
        assert first.stdout == second.stdout
        assert first.stdout.count("BEGIN:VEVENT") > 5

    def test_twice_in_one_process(self, record: Record) -> None:
        """A second call gives the same bytes as the first."""
        assert calendar_ics(calendar_of(record, TODAY), record) == calendar_ics(calendar_of(record, TODAY), record)
