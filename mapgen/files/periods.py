"""Calendar periods: a year, a quarter or a month, and the days at which they follow each other."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date
from itertools import count

MONTHS = {"year": 12, "quarter": 3, "month": 1}
PERIODS = tuple(MONTHS)
# An alternative to a period: each day on which a state is drawn in another class or status.
TURNING = "turning"
PERIODS_OR_TURNING = (*PERIODS, TURNING)


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


def period_steps(first: date, last: date, every: str) -> Iterator[date]:
    """Yield a first day, and the days one, two and more periods (of PERIODS) later, up to a last day."""
    for number in count():
        day = months_later(first, number * MONTHS[every])
        if day is None or day > last:
            return
        yield day


def regular_days(first: date, last: date, every: str) -> tuple[date, ...]:
    """Return the last day of each year, quarter or month (of PERIODS) from a first to a last day, and the last day."""
    month = -(-first.month // MONTHS[every]) * MONTHS[every]
    end = date(first.year, month, calendar.monthrange(first.year, month)[1])
    return (*(day for day in period_steps(end, last, every) if day < last), last)
