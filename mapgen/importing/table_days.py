"""Days in the cells of a table: as spreadsheets and people write them, in one order of day and month for the table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from mapgen.errors import listed, shortened
from mapgen.files.dates import day_fault, day_readings, parse_day

_NUMBERS = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})\2([0-9]{4})")
# What stands where an office has no end yet, in the languages of the map.
_STILL = frozenset(
    (
        "",
        "-",
        "–",
        "—",
        *[
            "present",
            "incumbent",
            "now",
            "today",
            "current",
            "actual",
            "presente",
            "atual",
            "hoy",
            "hoje",
            "actualidad",
        ],
    )
)
DAY_FIRST, MONTH_FIRST = DAY_ORDERS = ("day-first", "month-first")
_WHICH_FIRST = f"; --dates says which comes first: {listed(DAY_ORDERS)}"
_MONTHS = 12


class DayReader:
    """Reads the days of a table's texts; `14/12/2025` anywhere says that `03/04/2026` has the day first, too.

    `order` is one of DAY_ORDERS where the user says it, else empty.
    """

    def __init__(self, texts: Iterable[str], order: str = "") -> None:
        parts = [match for text in texts if (match := _NUMBERS.fullmatch(text))]
        first, second = (max((int(match[number]) for match in parts), default=0) for number in (1, 3))
        told = DAY_FIRST if first > _MONTHS >= second else MONTH_FIRST if second > _MONTHS >= first else ""
        self._order = order or told

    def read(self, text: str) -> date | str:
        """Return the day of a text, or why it is none and what to write."""
        if day := parse_day(text):
            return day
        readings = [day for reading in day_readings(text) if (day := parse_day(reading))]
        if len(readings) > 1 and self._order and (match := _NUMBERS.fullmatch(text)):
            wanted = int(match[1 if self._order == DAY_FIRST else 3])
            readings = [day for day in readings if day.day == wanted]
        if len(readings) == 1:
            return readings[0]
        return f'"{shortened(text)}" {day_fault(text, words=False)}{_WHICH_FIRST if readings else ""}'


def is_of_order(fault: str) -> bool:
    """Whether a fault of a day is that day and month may stand in either order: one answer settles all of them."""
    return fault.endswith(_WHICH_FIRST)


def is_still(text: str) -> bool:
    """Whether a cell says that something has not ended."""
    return text.casefold() in _STILL
