"""Displayed facts: made from snapshots or a date range, stored as JSON, made again from a record."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mapgen.places.regions import read_region
from mapgen.proof.displayed import (
    DisplayedEntry,
    DisplayedFacts,
    NotDisplayedError,
    View,
    intervals_view,
    view_again,
    view_of,
)
from mapgen.record.intervals import intervals_of
from mapgen.record.model import Record, Source
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.record.time_rules import snapshot_of
from mapgen.sources.reading import read_source

FIRST, LAST = date(1998, 1, 1), date(2028, 12, 31)
DAYS = st.dates(FIRST, LAST)


@cache
def the_record() -> Record:
    """Return the shipped record, for tests of which hypothesis makes the arguments."""
    record = read_source(None)
    assert isinstance(record, Record)
    return record


def asked(record: Record, day: date, basis: Basis = Basis.OFFICE) -> Snapshot:
    """Return the answer of a record of South America for a day."""
    return snapshot_of(record, read_region(record.region).states, day, basis)


@given(days=st.sets(DAYS, min_size=1, max_size=8), basis=st.sampled_from(Basis))
def test_a_record_makes_the_views_of_days_again(days: set[date], basis: Basis) -> None:
    """From JSON and back, and made again from the record it came from, what is shown on any days is equal."""
    record = the_record()
    view = view_of([asked(record, day, basis) for day in days])
    (read,) = DisplayedFacts.read(DisplayedFacts((view,)).text).views
    assert read == view == view_again(read, record)


@settings(max_examples=25)
@given(ends=st.tuples(DAYS, DAYS).map(sorted), basis=st.sampled_from(Basis), inside=st.data())
def test_a_date_range_shows_each_day_as_the_day_does(ends: list[date], basis: Basis, inside: st.DataObject) -> None:
    """A date range made again is equal, and any day in it shows what a map of that day shows."""
    record = the_record()
    first, last = ends
    date_range = intervals_view(intervals_of(record, first, last, basis))
    assert (
        DisplayedFacts.read(DisplayedFacts((date_range,)).text).views
        == (date_range,)
        == (view_again(date_range, record),)
    )
    day = inside.draw(st.dates(first, last))
    assert date_range.at(day) == view_of([asked(record, day, basis)]).at(day)


@given(day=DAYS, basis=st.sampled_from(Basis), words=st.text(max_size=20))
def test_edits_of_what_no_map_shows_change_nothing(day: date, basis: Basis, words: str) -> None:
    """Other sources, reasons, notes, readings, reviews, titles and hashes leave every view as it is."""
    record = the_record()
    edited = replace(
        record,
        title=f"{record.title} {words}",
        sha256="0" * 64,
        governments=tuple(
            replace(government, sources=(Source(words),), reasoning=words, note=words, readings=())
            for government in record.governments
        ),
        votes=tuple(replace(one, note=words, sources=()) for one in record.votes),
        reviewed={code: reviewed - timedelta(days=1) for code, reviewed in record.reviewed.items()},
    )
    view = view_of([asked(record, day, basis)])
    assert view_again(view, edited).moments == view.moments


def test_a_date_range_of_decades_is_small(shipped_record: Record) -> None:
    """A moment holds the countries that differ from the moment before: all days since 1998 take under 40 kB."""
    date_range = intervals_view(intervals_of(shipped_record, FIRST, date(2026, 11, 25), Basis.ELECTED))
    plain = json.loads(DisplayedFacts((date_range,)).text)[0]
    first, *later = plain["on"].values()
    assert len(first) == 12
    assert all(0 < len(changed) < 4 for changed in later)
    assert len(DisplayedFacts((date_range,)).text.encode()) < 40_000


def test_every_value_is_there_and_named(shipped_record: Record) -> None:
    """An elect, a holder with a contested place and a pending vote show who, of which party, since or from when."""
    countries = view_of([asked(shipped_record, date(2025, 12, 15), Basis.ELECTED)]).at(date(2025, 12, 15))
    assert countries["CHL"].plain == {
        "status": "elected",
        "alignment": "right",
        "leader": "José Antonio Kast",
        "party": "Partido Republicano (left it on taking office)",
        "start": "2026-03-11",
        "elected": "2025-12-14",
        "incumbent": "Gabriel Boric",
    }
    pending = view_of([asked(shipped_record, date(2016, 6, 6), Basis.ELECTED)]).at(date(2016, 6, 6))["PER"]
    assert pending == DisplayedEntry("result-pending", vote="2016-06-05")


def test_a_territory_that_follows_a_state_shows_it(shipped_record: Record) -> None:
    """French Guiana drawn as France has its colour and code, and no government; other territories have no entry."""
    day = date(2025, 12, 15)
    snapshot = asked(shipped_record, day)
    argentina = snapshot.by_code["ARG"]
    view = view_of([replace(snapshot, sovereigns=(replace(argentina, iso3="FRA"),))], {"GUF": "FRA"})
    assert view.at(day)["GUF"] == DisplayedEntry("in-office", "right", follows="FRA")
    assert "FLK" not in view.at(day)
    (read,) = DisplayedFacts.read(DisplayedFacts((view,)).text).views
    assert read.follows == {"GUF": "FRA"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "JSON"),
        ("[" * 100_000, "JSON"),
        ("{}", "a list of views"),
        ("[]", "a list of views"),
        ("[{}]", "a view"),
        ('[{"record":"a","coder":"b","basis":"no","on":{"2025-01-01":{}}}]', "on which basis"),
        ('[{"record":1,"coder":"b","basis":null,"on":{"2025-01-01":{}}}]', "whose facts"),
        ('[{"record":"a","coder":"b","basis":null,"on":{}}]', "its days"),
        ('[{"record":"a","coder":"b","basis":null,"on":{"2025-02-30":{}}}]', "the day 2025-02-30"),
        ('[{"record":"a","coder":"b","basis":null,"on":{"2025-01-02":{},"2025-01-01":{}}}]', "the day 2025-01-01"),
        ('[{"record":"a","coder":"b","basis":null,"on":{"2025-01-01":{"ARG":[]}}}]', "a country's values"),
        ('[{"record":"a","coder":"b","basis":null,"on":{"2025-01-01":{"ARG":{"status":"x","who":"y"}}}}]', "who"),
        ('[{"record":"a","coder":"b","basis":null,"on":{"2025-01-01":{"ARG":{"status":1}}}}]', "status"),
        ('[{"record":"a","coder":"b","basis":null,"on":{"2025-01-01":{}},"until":"2024-01-01"}]', "the last day"),
    ],
)
def test_other_texts_are_refused(text: str, what: str) -> None:
    """What was not written as views is refused with what is wrong, whatever it is."""
    with pytest.raises(NotDisplayedError, match=what):
        DisplayedFacts.read(text)


def test_a_record_that_begins_later_leaves_days_out(shipped_record: Record) -> None:
    """Days before a record begins are no longer answered, the others are."""
    days = [date(1999, 1, 1), date(2005, 1, 1)]
    view = view_of([asked(shipped_record, day) for day in days])
    later = replace(shipped_record, begins=date(2000, 1, 1))
    assert list(view_again(view, later).moments) == days[1:]
    assert view_again(view_of([asked(shipped_record, days[0])]), later).moments == {}
    date_range = intervals_view(intervals_of(shipped_record, *days, Basis.OFFICE))
    assert next(iter(view_again(date_range, later).moments)) == later.begins


def test_a_published_list_answers_with_itself(shipped_record: Record) -> None:
    """A list's view is what the list says, whatever the day of the question."""
    listed = replace(asked(shipped_record, date(2025, 1, 1)), published=True)
    assert view_again(View("", "", None, {date(2024, 1, 1): {}}), listed) == view_of([listed])
