"""Read days from the keys of a TOML table, also those of which only the month or the year is known."""

from __future__ import annotations

from datetime import date, datetime

from mapgen.errors import shortened
from mapgen.files.dates import FORM, PartialDate, day_fault, exact, is_day, month_or_year, parse_day
from mapgen.files.fields import Unfit, described
from mapgen.files.toml_text import toml_text

_DATE = {"type": "string", "format": "date"}
_PARTIAL_FORM = 'write 2027-10-24, or "2027-10" or "2027" while only that is known'


@described(_DATE)
def day(value: object) -> date:
    """Read a day: a TOML date, without a time and without quotes."""
    if is_day(value):
        return value  # type: ignore[return-value]  # is_day has checked it
    if isinstance(value, datetime):
        raise Unfit(f"a day is wanted, without a time: {value.date().isoformat()}")
    if isinstance(value, str) and parse_day(value):
        raise Unfit(f"write the date without quotes: {value}")
    raise Unfit(f"this {_day_fault(value, f'{FORM}, without quotes')}")


def _day_fault(value: object, form: str) -> str:
    """Return why a value is no day; a number may be a day without hyphens."""
    is_text = isinstance(value, str | int) and not isinstance(value, bool)
    text = shortened(value) if isinstance(value, str) else toml_text(value)
    fault = day_fault(text if is_text else "", form, words=False)
    return f"{fault}, without quotes" if "; write" in fault and form not in fault else fault


@described({"anyOf": [_DATE, {"type": "string", "pattern": r"^\d{4}(-\d{2})?$"}]})
def partial_day(value: object) -> PartialDate:
    """Read a day, or text in quotes with the month or year if only that is known."""
    if isinstance(value, str) and (partial := month_or_year(value)):
        return partial
    if isinstance(value, date) or (isinstance(value, str) and parse_day(value)):
        return exact(day(value))
    # A number may be a year without its quotes.
    raise Unfit(f"this {_day_fault(value if isinstance(value, str) else None, _PARTIAL_FORM)}")
