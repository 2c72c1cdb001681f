"""Days and their neighbours, partly known dates, and days as people type them: `today`, `28/11/2026`."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from msgspec import Struct

from mapgen.disk.shipped import package_path
from mapgen.disk.shipped_tables import shipped_tables
from mapgen.errors import nearest
from mapgen.files.vocabulary import folded

_MONTH_OR_YEAR = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
FORM = "write YYYY-MM-DD, such as 2025-12-14"
# The days that have words, and how many days from today each is.
RELATIVE = {"today": 0, "yesterday": -1}
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})(?:[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})|([0-9]{2})([0-9]{2}))")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4})")
_SHORT_YEAR = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{2})")
_WITH_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ][0-9].*")
_WORDS_OR_NUMBERS = re.compile(r"[0-9]+|[^\W\d_]+")
_SHORTEST_MONTH = 3
_MONTHS, _FEBRUARY = 12, 2


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


def days_later(day: date, after: timedelta) -> date:
    """Return the day a time later, at most the last day of the calendar."""
    return day + min(after, date.max - day)


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


def today() -> date:
    """Return today, by the user's own calendar."""
    return date.today()  # noqa: DTZ011 (the user's own calendar day is meant)


def typed_day(text: str) -> date | None:
    """Return the day of `YYYY-MM-DD`, or of a word for today or yesterday in a language of the map; None for others."""
    text = text.strip()
    word = relative_day(text)
    return resolved_day(word, today()) if word else parse_day(text)


def resolved_day(day: date | str, today: date) -> date:
    """Return a day that may be a word of RELATIVE, of which `today` is today."""
    return today + timedelta(RELATIVE[day]) if isinstance(day, str) else day


def relative_day(text: str) -> str | None:
    """Return `today` or `yesterday` for a word that means it in a language of the map, in any case; else None."""
    return None if text[:1].isdigit() else day_words().get(folded(text))


@cache
def day_words() -> Mapping[str, str]:
    """Return the word of RELATIVE for each word of a language, folded."""
    return {folded(word): name for language in _languages() for name, word in language["day"].items()}


def _languages() -> Iterator[Mapping[str, Any]]:
    for path in sorted(package_path("words/languages").glob("*.toml")):
        yield shipped_tables(path)


def day_fault(text: str, form: str = FORM, *, words: bool = True) -> str:
    """Return why a text is no day, and what to write: to stand after the text, as in `"2026-11-31" is no day: …`.

    Without a guess at what is meant, it says in which form to write a day; `words` says whether words are days.
    """
    text = text.strip()
    if iso := _ISO.fullmatch(text):
        return f"is no day: {_fault_of_iso(iso[0])}"
    if found := day_readings(text):
        days = [reading for reading in found if parse_day(reading)]
        return f"is no date; write {' or '.join(days)}" if days else f"is no day: {_fault_of_iso(found[0])}"
    if partial := month_or_year(text):
        known = "month" if partial.first.month == partial.last.month else "year"
        return f"is no day but a {known}; write the day as well, such as {partial.first}"
    return f"is no date; {form}{nearest(text, day_words()) if words else ''}"


def likely_day(text: str) -> bool:
    """Whether a text was probably meant as a day, although it may be none."""
    return bool(_ISO.fullmatch(text.strip()) or day_readings(text.strip()))


def _fault_of_iso(text: str) -> str:
    """Return what the calendar says of a year, month and day, written with hyphens, that are no day."""
    year, month, day = map(int, text.split("-"))
    if not date.min.year <= year <= date.max.year:
        return "years run from 0001 to 9999"
    if not 1 <= month <= _MONTHS:
        return f"there is no month {month:02}; months run from 01 to 12"
    length = calendar.monthrange(year, month)[1]
    in_year = f" {year}" if month == _FEBRUARY else ""
    if day < 1:
        return f"days run from 01; {calendar.month_name[month]}{in_year} has {length} days"
    return f"{calendar.month_name[month]}{in_year} has {length} days"


def day_readings(text: str) -> list[str]:
    """Return the days that a text may mean, each as it is to be written; also days that the calendar lacks."""
    if timed := _WITH_TIME.fullmatch(text):
        return [timed[1]]
    if first := _YEAR_FIRST.fullmatch(text):
        year, month, day = first[1], first[2] or first[4], first[3] or first[5]
        return [_iso(year, month, day)]
    if last := _YEAR_LAST.fullmatch(text):
        one, sign, two, year = last.groups()
        # With dots, the day comes first everywhere; with slashes, in the United States, the month.
        orders = [(two, one)] if sign == "." else [(two, one), (one, two)]
        return [*dict.fromkeys(_iso(year, month, day) for month, day in orders)]
    if short := _SHORT_YEAR.fullmatch(text):
        start, sign, middle, end = short.groups()
        # With hyphens, the year may stand first, as in 26-11-28.
        year_first = [_iso(f"20{start}", middle, end)] if sign == "-" and len(start) == 2 else []  # noqa: PLR2004
        return [*dict.fromkeys([*year_first, *day_readings(f"{start}{sign}{middle}{sign}20{end}")])]
    return _with_month_name(text)


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


def _with_month_name(text: str) -> list[str]:
    """Return the days of a text such as `28 de noviembre de 2026` or `Nov 28, 2026`."""
    words = _WORDS_OR_NUMBERS.findall(text)
    years = [word for word in words if re.fullmatch(r"[0-9]{4}", word)]
    days = [word for word in words if re.fullmatch(r"[0-9]{1,2}", word)]
    letters = [folded(word) for word in words if not word.isdigit() and len(word) >= _SHORTEST_MONTH]
    if len(years) != 1 or len(days) != 1 or not letters:
        return []
    months = {number for word in letters for name, number in _month_names() if name.startswith(word)}
    return [_iso(years[0], str(month), days[0]) for month in sorted(months)]


@cache
def _month_names() -> tuple[tuple[str, int], ...]:
    """Return the names of months in every language of the map, folded, with their numbers."""
    from babel.dates import get_month_names  # noqa: PLC0415 (only for a text that is no day)

    return tuple(
        (folded(name), number)
        for language in _languages()
        for number, name in get_month_names("wide", locale=language["locale"]).items()
    )
