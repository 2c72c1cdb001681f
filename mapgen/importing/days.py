"""Which rows of a table are of the day asked about: of many years only one can be in a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from mapgen.errors import InputError, listed, shortened
from mapgen.files.dates import parse_day, today
from mapgen.importing.headings import year_of
from mapgen.importing.model import Columns, OpenQuestion, TableRequest
from mapgen.tables.model import Table, TableRow

_LAST_OF_YEAR = (12, 31)
# So many days are named; of more, the first and the last.
_MOST_NAMED = 8


class RowsOfDay(Struct, frozen=True):
    """The rows of a day, the day where the table or the user says it, and how many rows are of other days."""

    rows: tuple[TableRow, ...]
    as_of: date | None
    others: int = 0


def rows_of_day(table: Table, columns: Columns, request: TableRequest) -> RowsOfDay:
    """Return the rows of the day asked about.

    A column of days or years counts where it says one, or where it tells rows of a country apart. Raises InputError
    with a question for a table of several days of which none is asked for.
    """
    if columns.classes is not None and (year := year_of(table.header[columns.classes])):
        return RowsOfDay(table.rows, request.as_of or _end_of(year))
    for kind in ("as_of", "year"):
        if kind in columns.others and (periods := _periods(table, columns.others[kind])):
            number = columns.others[kind]
            if len(periods) == 1:
                return _of_one(table, number, request, *periods)
            if request.as_of or _is_repeated(table, columns):
                return _of_several(table, number, request, periods)
    return RowsOfDay(table.rows, request.as_of)


def _periods(table: Table, number: int) -> dict[date | int, None]:
    """Return the days or years of a column, nothing where a cell holds anything else."""
    periods: dict[date | int, None] = {}
    for text in dict.fromkeys(row.cells[number] for row in table.rows):
        period = year_of(text) or parse_day(text)
        if text and period is None:
            return {}
        if period is not None:
            periods[period] = None
    return periods


def _of_one(table: Table, number: int, request: TableRequest, period: date | int) -> RowsOfDay:
    if request.as_of and period not in {request.as_of, request.as_of.year}:
        message = f'the table\'s column "{shortened(table.header[number])}" says {period}'
        raise InputError.single(f"as-of {request.as_of}", message)
    return RowsOfDay(table.rows, request.as_of or _day_of(period))


def _of_several(table: Table, number: int, request: TableRequest, periods: Mapping[date | int, None]) -> RowsOfDay:
    wanted = request.as_of
    chosen = next((period for period in periods if wanted and period in {wanted, wanted.year}), None)
    if chosen is None:
        missing = f", and none of {wanted}" if wanted else ""
        message = f'the column "{shortened(table.header[number])}" has {_named(periods)}{missing}; a list is of one day'
        raise OpenQuestion(table.name, message, f"--as-of {_day_of(max(periods, key=str))}").error
    rows = tuple(row for row in table.rows if (year_of(row.cells[number]) or parse_day(row.cells[number])) == chosen)
    return RowsOfDay(rows, wanted, len(table.rows) - len(rows))


def _named(periods: Iterable[date | int]) -> str:
    ordered = sorted(map(str, periods))
    if len(ordered) <= _MOST_NAMED:
        return listed(ordered).replace(" or ", " and ")
    return f"{ordered[0]} to {ordered[-1]} ({len(ordered):,} different ones)"


def _is_repeated(table: Table, columns: Columns) -> bool:
    countries = [row.cells[columns.country] for row in table.rows]
    return len(set(countries)) < len(countries)


def _day_of(period: date | int) -> date:
    return _end_of(period) if isinstance(period, int) else period


def _end_of(year: int) -> date:
    """Return the last day of a year, or today if it has not come."""
    return min(date(year, *_LAST_OF_YEAR), today()) if year == today().year else date(year, *_LAST_OF_YEAR)
