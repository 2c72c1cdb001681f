"""A day is written YYYY-MM-DD only; a date known by its month or year may be any day of it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.files.dates import PartialDate, exact, is_day, month_or_year, parse_day


@given(st.dates())
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    """Every day of the calendar can be written and read back."""
    assert parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("20251215", id="without hyphens"),
        pytest.param("2025-W51-1", id="week"),
        pytest.param("2025-12", id="month"),
        pytest.param("25-12-15", id="two-digit year"),
        pytest.param("2025-2-3", id="one-digit month"),
        pytest.param("2025-02-29", id="no leap year"),
        pytest.param("2025-13-01", id="thirteenth month"),
        pytest.param("0000-01-01", id="year nought"),
        pytest.param("2025-12-15T00:00", id="moment"),
        pytest.param(" 2025-12-15", id="space"),
        pytest.param("2025-12-15\n", id="line break"),
        pytest.param("２０２５-12-15", id="wide digits"),
        pytest.param("", id="empty"),
    ],
)
def test_only_days_of_the_calendar_are_days(text: str) -> None:
    """Reading is stricter than date.fromisoformat, which accepts other forms of a date."""
    assert parse_day(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("2027-10", "2027-10-01", "2027-10-31", id="month"),
        pytest.param("2028-02", "2028-02-01", "2028-02-29", id="February of a leap year"),
        pytest.param("2027-12", "2027-12-01", "2027-12-31", id="December"),
        pytest.param("2030", "2030-01-01", "2030-12-31", id="year"),
        pytest.param("9999", "9999-01-01", "9999-12-31", id="last year"),
    ],
)
def test_a_month_or_year_is_any_of_its_days(text: str, first: str, last: str) -> None:
    """A partial date lies between its first and its last possible day."""
    found = month_or_year(text)
    assert found == PartialDate(date.fromisoformat(first), date.fromisoformat(last))
    assert not found.is_exact


@pytest.mark.parametrize(
    "text",
    ["2027-13", "2027-00", "0000", "0000-01", "2027-1", "27", "2027-10-24", "October 2027", "", "２０２７", "2027\n"],
)
def test_what_is_neither_month_nor_year_is_none(text: str) -> None:
    """A month has two digits from 01 to 12 and a year four; other texts give None."""
    assert month_or_year(text) is None


@given(st.dates())
def test_a_partial_date_prints_what_is_known(day: date) -> None:
    """The printed form reads back as the same partial date, to the year, month or day."""
    year, month = f"{day.year:04}", f"{day.year:04}-{day.month:02}"
    assert str(month_or_year(year)) == year
    assert str(month_or_year(month)) == month
    assert str(exact(day)) == day.isoformat()
    assert exact(day).is_exact


def test_a_partial_date_has_come_on_its_last_possible_day() -> None:
    """A vote in October may be on the 31st, so only then has it certainly come."""
    october = PartialDate(date(2027, 10, 1), date(2027, 10, 31))
    assert not october.has_come(date(2027, 10, 30))
    assert october.has_come(date(2027, 10, 31))
    assert october.has_come(date(2028, 1, 1))


def test_partial_dates_sort_by_their_first_day() -> None:
    """A month sorts before a day in its middle, and before the following year."""
    month, day, year = month_or_year("2027-01"), exact(date(2027, 1, 9)), month_or_year("2027")
    assert month
    assert year
    assert sorted([day, year, month]) == [month, year, day]


def test_a_moment_is_no_day() -> None:
    """A TOML datetime is an instance of date as well, but never equals a day."""
    assert is_day(date(2025, 12, 14))
    assert not is_day(datetime(2025, 12, 14))  # noqa: DTZ001 (TOML's local datetime has no zone)
    assert not is_day("2025-12-14")
