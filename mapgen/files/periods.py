"""Calendar periods: a year, a quarter or a month, and the days at which they follow each other."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date
from itertools import count

from mapgen.errors import InputError

MONTHS = {"year": 12, "quarter": 3, "month": 1}
PERIODS = tuple(MONTHS)
# An alternative to a period: each day on which a state is drawn in another class or status.
TURNING = "turning"
PERIODS_OR_TURNING = (*PERIODS, TURNING)
MOST_DAYS = 12_000


def months_later(day: date, months: int) -> date | None:
    """Return the day a number of months later, earlier for a negative one; None where the calendar has no such year.

    From the last day of a month it is the last day of another, and a day that a month lacks is its last one.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        return None
    length = calendar.monthrange(year, month + 1)[1]
    at_end = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, length if at_end else min(day.day, length))


def period_count(first: date, last: date, every: str) -> int:
    """Return how many periods (of PERIODS) begin in the months from a first to a last day."""
    return ((last.year - first.year) * 12 + last.month - first.month) // MONTHS[every] + 1


def period_steps(first: date, last: date, every: str) -> Iterator[date]:
    """Return a first day, and the days one, two and more periods (of PERIODS) later, up to a last day.

    Raises InputError for more than 12,000 periods, the months of a thousand years.
    """
    number = period_count(first, last, every)
    if number > MOST_DAYS:
        message = f"each {every} from {first} to {last} is {number:,} days; at most {MOST_DAYS:,} are taken"
        raise InputError.single("days", f"{message}, so give fewer of them")
    return _period_steps(first, last, MONTHS[every])


def _period_steps(first: date, last: date, months: int) -> Iterator[date]:
    for number in count():
        day = months_later(first, number * months)
        if day is None or day > last:
            return
        yield day


def regular_days(first: date, last: date, every: str) -> tuple[date, ...]:
    """Return the last day of each year, quarter or month (of PERIODS) from a first to a last day, and the last day."""
    month = -(-first.month // MONTHS[every]) * MONTHS[every]
    end = date(first.year, month, calendar.monthrange(first.year, month)[1])
    return (*(day for day in period_steps(end, last, every) if day < last), last)
