"""Calendar periods: the last days of years, quarters and months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.files.periods import MONTHS, PERIODS, regular_days

DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("every", "days"),
    [
        ("year", ["2024-12-31", "2025-12-31", "2026-02-10"]),
        ("quarter", ["2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31", "2026-02-10"]),
    ],
)
def test_regular_days_are_the_last_of_their_time(every: str, days: list[str]) -> None:
    """The last days of years or quarters, and the last day of all."""
    days_found = regular_days(date(2024, 12, 1), date(2026, 2, 10), every)
    assert [day.isoformat() for day in days_found] == days
    months = regular_days(date(2024, 2, 10), date(2024, 4, 30), "month")
    assert months == (date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30))


@given(DAYS, DAYS, st.sampled_from(PERIODS))
def test_regular_days_are_all_ends_of_periods_in_the_range(day: date, another: date, every: str) -> None:
    """Each day on which a period ends, from the first to before the last, and the last: none else, in order."""
    first, last = sorted((day, another))
    range_ = [first + timedelta(days=number) for number in range((last - first).days)]
    ends = [
        day for day in range_ if (after := day + timedelta(days=1)).day == 1 and (after.month - 1) % MONTHS[every] == 0
    ]
    assert regular_days(first, last, every) == (*ends, last)
