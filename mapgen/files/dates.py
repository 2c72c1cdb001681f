"""Days and their neighbours, and dates of which only the month or the year is known."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta

from msgspec import Struct

_MONTH_OR_YEAR = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")


class PartialDate(Struct, frozen=True, order=True):
    """A date of which perhaps only the month or the year is known: any day from `first` to `last`, inclusive."""

    first: date
    last: date

    @property
    def is_exact(self) -> bool:
        """Whether the day itself is known."""
        return self.first == self.last

    def has_come(self, day: date) -> bool:
        """Whether the date has certainly come by the end of `day`: whether its last possible day has."""
        return self.last <= day

    def __str__(self) -> str:
        if self.is_exact:
            return self.first.isoformat()
        # Not strftime: its %Y writes the year 999 without the leading zero on some systems.
        if self.first.month == self.last.month:
            return f"{self.first.year:04}-{self.first.month:02}"
        return f"{self.first.year:04}"


def exact(day: date) -> PartialDate:
    """Return the partial date of a known day."""
    return PartialDate(day, day)


def day_after(day: date) -> date:
    """Return the next day; after the last day of the calendar, 9999-12-31, there is none, and it is returned itself."""
    return day if day == date.max else day + timedelta(days=1)


def day_before(day: date) -> date:
    """Return the day before; before the first day of the calendar, 0001-01-01, there is none, and it is returned."""
    return day if day == date.min else day - timedelta(days=1)


def month_or_year(text: str) -> PartialDate | None:
    """Return the partial date of `2027-10` or `2030`, or None for any other text."""
    match = _MONTH_OR_YEAR.fullmatch(text)
    if not match:
        return None
    year, month = int(match[1]), int(match[2] or 0)
    if not 1 <= year <= 9999 or month > 12 or match[2] == "00":  # noqa: PLR2004 (the bounds of the calendar)
        return None
    if month:
        return PartialDate(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    return PartialDate(date(year, 1, 1), date(year, 12, 31))


def parse_day(text: str) -> date | None:
    """Return the day of `YYYY-MM-DD`, or None for any other text and for a day that does not exist.

    This is stricter than date.fromisoformat, which since Python 3.11 also accepts `20251215` and `2025-W51-1`.
    """
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def is_day(value: object) -> bool:
    """Whether a value is a date without a time: a TOML datetime is an instance of date as well."""
    return isinstance(value, date) and not isinstance(value, datetime)
