"""The country-period table: its days, its rows, and `mapgen show` of it."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from notes import read_note
from oracle import days_until

from mapgen.cli.main import main
from mapgen.disk.shipped import shipped_path
from mapgen.errors import InputError
from mapgen.files.documents import Document
from mapgen.files.periods import MONTHS
from mapgen.places.regions import Region
from mapgen.record.file import read_record
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis
from mapgen.sources.periods import period_ends, period_rows, periods_of
from mapgen.sources.question import Question
from mapgen.sources.reading import read_source

RECORD = """\
[record]
title  = "Made up"
region = "south-america"
begins = 2000-03-01
coder  = "test"
scale  = ["left", "right"]
[[government]]
country   = "CHL"
leader    = "Ada"
start     = 1999-01-01
end       = 2001-07-01
alignment = "left"
readings  = [
  { coder = "EFE", alignment = "centre", source = "a page" },
  { coder = "AFP", alignment = "left", source = "a page" },
]
[[government]]
country   = "CHL"
leader    = "Bo"
elected   = [2001-05-06]
start     = 2001-07-01
end       = 2002-01-01
alignment = "right"
[[government]]
country   = "CHL"
leader    = "Bo"
start     = 2002-01-01
end       = 2003-01-01
alignment = "left"
[[government]]
country   = "CHL"
leader    = "Cy"
start     = 2003-01-01
alignment = "left"
[[vacancy]]
country = "PER"
start   = 2001-02-01
end     = 2001-02-03
"""


@pytest.fixture
def record(document: Callable[[str], Document]) -> Record:
    """Return a record in which Chile's government changes, within and between years."""
    return read_record(document(RECORD))


def table(
    record: Record, first: str, last: str, every: str = "year", basis: Basis = Basis.OFFICE
) -> list[dict[str, Any]]:
    """Return Chile's rows from one day to another."""
    date_range = date.fromisoformat(first), date.fromisoformat(last)
    return period_rows(record, ["CHL"], period_ends(*date_range, every), basis, every)


def column(rows: Sequence[dict[str, Any]], key: str) -> list[Any]:
    """Return the values of a key in all rows."""
    return [row[key] for row in rows]


class TestDays:
    """The days of the table."""

    @pytest.mark.parametrize(
        ("first", "last", "every", "days"),
        [
            ("1998-12-31", "2000-12-31", "year", ["1998-12-31", "1999-12-31", "2000-12-31"]),
            ("1998-12-31", "2000-12-30", "year", ["1998-12-31", "1999-12-31"]),
            ("1998-12-31", "1998-12-31", "month", ["1998-12-31"]),
            ("2024-01-31", "2024-04-30", "month", ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"]),
            ("2023-01-30", "2023-04-30", "month", ["2023-01-30", "2023-02-28", "2023-03-30", "2023-04-30"]),
            ("2023-03-31", "2024-01-01", "quarter", ["2023-03-31", "2023-06-30", "2023-09-30", "2023-12-31"]),
            (
                "2024-02-29",
                "2028-03-01",
                "year",
                ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"],
            ),
            ("2024-11-15", "2025-02-15", "month", ["2024-11-15", "2024-12-15", "2025-01-15", "2025-02-15"]),
            ("9998-12-31", "9999-12-31", "year", ["9998-12-31", "9999-12-31"]),
            ("9999-11-30", "9999-12-31", "quarter", ["9999-11-30"]),
        ],
    )
    def test_from_one_day_to_the_next(self, first: str, last: str, every: str, days: list[str]) -> None:
        """Days are a year, quarter or month apart; from the last day of a month, all are last days."""
        found = period_ends(date.fromisoformat(first), date.fromisoformat(last), every)
        assert [day.isoformat() for day in found] == days

    @given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 4000), st.sampled_from(sorted(MONTHS)))
    def test_they_are_that_far_apart_and_none_is_left_out(self, first: date, length: int, every: str) -> None:
        """Each day is the right number of months after the one before, and the next would be after the last day."""
        last = first + timedelta(days=length)
        days = period_ends(first, last, every)
        months = [day.year * 12 + day.month for day in days]
        assert months == list(range(months[0], months[-1] + 1, MONTHS[every]))
        assert days[0] == first
        assert days[-1] <= last < days[-1] + timedelta(days=31 * MONTHS[every] + 3)
        if (first + timedelta(days=1)).day == 1:
            assert all((day + timedelta(days=1)).day == 1 for day in days)

    def test_the_last_is_not_before_the_first(self) -> None:
        """The message has both days."""
        with pytest.raises(InputError, match="--to 2000-12-31: is before --from 2001-12-31"):
            period_ends(date(2001, 12, 31), date(2000, 12, 31), "year")


class TestRows:
    """The content of a row."""

    def test_the_rows_are_those_of_a_single_day(self, record: Record, south_america: Region) -> None:
        """There is one row per state and day, sorted by day and code."""
        days = [date(2000, 12, 31), date(2001, 12, 31)]
        rows = period_rows(record, south_america.states, days, Basis.OFFICE, "year")
        assert [(row["as_of"], row["iso3"]) for row in rows] == [
            (str(day), state) for day in days for state in south_america.states
        ]
        assert {row["leader"] for row in rows if row["iso3"] == "PER"} == {None}

    def test_leaders_are_all_who_were_drawn_in_it(self, record: Record) -> None:
        """Leaders are in order; one whose alignment changed is listed once."""
        rows = table(record, "2000-12-31", "2003-12-31")
        assert column(rows, "leaders") == [["Ada"], ["Ada", "Bo"], ["Bo"], ["Cy"]]
        assert column(rows, "leader") == ["Ada", "Bo", "Bo", "Cy"]

    def test_changed_says_whether_the_leader_did(self, record: Record) -> None:
        """A change on any day counts, also on the first; a change of alignment alone does not."""
        assert column(table(record, "2000-12-31", "2003-12-31"), "changed") == [False, True, False, True]
        assert column(table(record, "2001-05-31", "2001-09-30", "month"), "changed") == [
            False,
            False,
            True,
            False,
            False,
        ]

    def test_an_election_changes_the_elected(self, record: Record) -> None:
        """On the elected basis, Bo counts from the day of the vote."""
        quarters = ("2001-03-31", "2001-09-30", "quarter")
        assert column(table(record, *quarters), "leaders") == [["Ada"], ["Ada"], ["Bo"]]
        assert column(table(record, *quarters, Basis.ELECTED), "leaders") == [["Ada"], ["Ada", "Bo"], ["Bo"]]

    def test_without_a_leader_the_status_stands_for_one(self, record: Record) -> None:
        """A vacancy of two days shows in its month and its year."""
        rows = period_rows(record, ["PER"], [date(2001, 2, 28)], Basis.OFFICE, "month")
        assert column(rows, "leaders") == [["vacant", "no-data"]]
        assert column(rows, "changed") == [True]

    def test_readings_are_those_of_whom_the_row_shows(self, record: Record) -> None:
        """Readings have coder and alignment; None if there are none."""
        rows = table(record, "2000-12-31", "2001-12-31")
        assert column(rows, "readings") == [["EFE: centre", "AFP: left"], None]

    def test_the_first_period_begins_with_the_record(self, record: Record) -> None:
        """The first period starts on the record's first day, the others on the day after the one before."""
        assert column(table(record, "2000-12-31", "2002-12-31"), "period_from") == [
            "2000-03-01",
            "2001-01-01",
            "2002-01-01",
        ]
        (only,) = table(record, "2000-03-01", "2000-03-01")
        assert (only["period_from"], only["changed"], only["leaders"]) == ("2000-03-01", False, ["Ada"])

    @pytest.mark.parametrize("day", [date(2000, 2, 29), date.min])
    def test_a_day_before_the_record_is_refused(self, day: date, record: Record) -> None:
        """The message has the day on which the record begins."""
        with pytest.raises(
            InputError, match=f"date {day}: before .Made up. begins; the first day it covers is 2000-03"
        ):
            period_rows(record, ["CHL"], [day], Basis.OFFICE, "year")


class TestOracle:
    """The shipped record, day by day."""

    @settings(max_examples=6)
    @given(st.sampled_from(["ARG", "BOL", "BRA", "ECU", "PER", "VEN"]), st.sampled_from(list(Basis)))
    def test_leaders_are_those_of_every_day(self, country: str, basis: Basis) -> None:
        """The leaders of a year are those that the oracle finds on its days."""
        path = shipped_path("records/south-america.toml")
        record, tables = read_source(path), tomllib.loads(path.read_text(encoding="utf-8"))
        assert isinstance(record, Record)
        said: dict[int, list[str]] = {}
        for day, chronicle in days_until(tables, country, date(2025, 12, 31)):
            if day >= record.begins:
                status, leader, _ = chronicle.answer(basis.value)
                said.setdefault(day.year, []).append(leader or status)
        days = period_ends(date(1998, 12, 31), date(2025, 12, 31), "year")
        rows = period_rows(record, [country], days, basis, "year")
        assert column(rows, "leaders") == [[name for name, _ in groupby(said[day.year])] for day in days]
        before = [None, *(said[day.year][-1] for day in days[:-1])]
        assert column(rows, "changed") == [
            len(set(said[day.year])) > 1 or eve not in {None, said[day.year][0]}
            for eve, day in zip(before, days, strict=True)
        ]


class TestQuestion:
    """Valid and invalid questions."""

    def test_every_year_unless_said_otherwise(self, record: Record) -> None:
        """By default a table has every year, on the office basis, for the states of the record's region."""
        rows = periods_of(record, Question(), date(2000, 12, 31), date(2001, 12, 31), None)
        assert len(rows) == 24
        assert {row["basis"] for row in rows} == {"office"}

    def test_a_region_that_is_not_the_records(self, record: Record) -> None:
        """Another region is refused, as it is for a single day."""
        with pytest.raises(InputError, match='region "mars": there is no such region'):
            periods_of(record, Question("mars"), date(2000, 12, 31), date(2001, 12, 31), None)


def show(*arguments: str | Path) -> Result:
    """Run `mapgen show`."""
    return CliRunner().invoke(main, ["show", *map(str, arguments)], catch_exceptions=False)


class TestShow:
    """`mapgen show --from --to --every`."""

    YEARS = ("--from", "1998-12-31", "--to", "2001-12-31")

    def test_csv(self) -> None:
        """CSV has a line of headings and one line per country and year; bars separate the items of lists."""
        done = show(*self.YEARS, "--format", "csv")
        assert done.exit_code == 0
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        assert len(rows) == 4 * 12
        (argentina,) = [row for row in rows if (row["iso3"], row["as_of"]) == ("ARG", "2001-12-31")]
        assert argentina["changed"] == "True"
        assert argentina["leaders"].startswith("Fernando de la Rúa | ")
        assert argentina["period_from"] == "2001-01-01"

    def test_json(self) -> None:
        """JSON has the same values, with lists as lists."""
        rows = json.loads(show(*self.YEARS, "--basis", "elected", "--every", "quarter", "--format", "json").stdout)
        assert len(rows) == 13 * 12
        assert {"period_from", "changed", "leaders", "readings", "basis", "iso3"} <= set(rows[0])
        assert {row["basis"] for row in rows} == {"elected"}
        assert any(row["readings"] for row in rows)

    @pytest.mark.parametrize("form", ["table", "markdown"])
    def test_for_people(self, form: str) -> None:
        """The table on the terminal has the leaders of a period; the one in Markdown has those at its end."""
        done = show("--from", "1999-11-30", "--to", "1999-12-31", "--every", "month", "--format", form)
        assert done.exit_code == 0
        assert "Fernando de la Rúa" in " ".join(done.stdout.split())
        if form == "table":
            assert "1999-11-30 to 1999-12-31, basis: office" in " ".join(done.stdout.split())
            assert "Leaders in the" in done.stdout

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--from", "2001-12-31"], "a table of many days: has a first and a last one; give --to DATE as well"),
            (["--to", "2001-12-31"], "a table of many days: has a first and a last one; give --from DATE as well"),
            (["--every", "month"], "a table of many days: has a first and a last one; give --from DATE as well"),
            ([*YEARS, "--as-of", "2001-01-01"], "--as-of 2001-01-01: asks for one day, and --from for many"),
            (["--from", "2001-12-31", "--to", "2000-12-31"], "--to 2000-12-31: is before --from 2001-12-31"),
            (["--from", "1990-12-31", "--to", "2000-12-31"], "date 1990-12-31: before"),
            ([*YEARS, "--every", "years"], '"years" is not one of year, quarter or month; did you mean "year"?'),
            (["--from", "soon", "--to", "2000-12-31"], '"soon" is no date; write YYYY-MM-DD'),
        ],
    )
    def test_what_cannot_be_asked(self, arguments: list[str], message: str) -> None:
        """The exit code is 2, stdout is empty, and the message says what would be right."""
        done = show(*arguments)
        assert (done.exit_code, done.stdout) == (2, "")
        assert message in done.stderr

    def test_a_published_list_has_one_day(self) -> None:
        """The message has the day of the list."""
        done = show(shipped_path("snapshots/el-ciudadano-2025-12-15.toml"), *self.YEARS)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "is a published list of 2025-12-15 alone; name a record" in done.stderr


class TestStaleRender:
    """What `mapgen render` prints for a record that is out of date."""

    @pytest.fixture
    def stale(self, tmp_path: Path) -> Path:
        """Return a record in which two votes have passed unrecorded by 2001."""
        vote = '[[vote]]\ncountry = "{}"\ndate    = 2001-02-03\noutcome = "not-recorded"\n'
        path = tmp_path / "stale.toml"
        path.write_text(RECORD + vote.format("BRA") + vote.format("CHL").replace("2001-02-03", "2003-06-07"))
        return path

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            ("2001-02-02", ""),
            (
                "2001-02-03",
                "mapgen: out of date: BRA: the vote of 2001-02-03 has passed and nobody is recorded as its winner\n",
            ),
            (
                "2003-06-07",
                (
                    "mapgen: out of date: BRA: the vote of 2001-02-03 has passed and nobody is recorded as its winner; "
                    "CHL: the vote of 2003-06-07 has passed and nobody is recorded as its winner\n"
                ),
            ),
        ],
    )
    def test_one_line_for_the_date_asked(self, day: str, said: str, stale: Path, tmp_path: Path) -> None:
        """The warning goes to stderr; the map is drawn and the exit code is 0."""
        arguments = ["render", stale, "--as-of", day, "--scale", "110m", "-o", tmp_path / "map.svg"]
        done = CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)
        assert (done.exit_code, done.stderr) == (0, read_note(stale) + said)
        assert done.stdout == f"{tmp_path / 'map.svg'}\n"

    def test_a_published_list_is_not_out_of_date(self, tmp_path: Path) -> None:
        """A published list never goes out of date."""
        path = shipped_path("snapshots/el-ciudadano-2025-12-15.toml")
        arguments = ["render", str(path), "--scale", "110m", "-o", str(tmp_path / "map.svg")]
        done = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert (done.exit_code, done.stderr) == (
            0,
            "mapgen: read the list el-ciudadano-2025-12-15 shipped with mapgen\n",
        )
