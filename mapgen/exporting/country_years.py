"""Who governed each country at the end of each year of a record, as a table of a package."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import replace

from mapgen.exporting.data_table import DAYS, ISO3, Column, DataTable, Reference
from mapgen.exporting.governments import sorted_governments
from mapgen.places.regions import read_region
from mapgen.record.alignments import CLASSES, NO_DATA
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Status
from mapgen.sources.periods import period_ends, period_rows

_TITLE = "Who governed each country at the end of each year, and who else did in it"


def country_years(record: Record, basis: Basis, last: date | None = None) -> DataTable:
    """Return one row per state and year that ended by a last day, or else by the record's last review.

    A record without reviews goes to the last day that it names. No clock is asked: the same record has the same rows.
    """
    first, last = date(record.begins.year, 12, 31), last or last_day(record)
    days = period_ends(first, last, "year") if first <= last else []
    states = read_region(record.region).states
    rows = period_rows(record, states, days, basis, "year") if days else []
    references = (Reference("iso3", "countries", "iso3"), Reference("government", "governments", "government"))
    identifiers = _identifiers(record)
    return DataTable(
        "country_years",
        _TITLE,
        _columns(record),
        [_row(row, identifiers) for row in rows],
        ("iso3", "year"),
        references,
    )


def last_day(record: Record) -> date:
    """Return the last day for which a record was reviewed, or else the last day on which something began or ended."""
    if record.reviewed:
        return max(record.reviewed.values())
    ends = [day for one in record.governments for day in (one.start, one.end) if day]
    return max([*ends, *(one.end for one in record.vacancies)], default=record.begins)


def _identifiers(record: Record) -> dict[tuple[object, ...], str]:
    """Return the identifiers of governments by what a row says of them."""
    return {
        (one.country, one.leader, _iso(one.start), _iso(one.end)): identifier
        for identifier, one in sorted_governments(record).items()
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _row(row: dict[str, Any], identifiers: dict[tuple[object, ...], str]) -> dict[str, Any]:
    government = identifiers.get((row["iso3"], row["leader"], row["start"], row["end"]))
    values = {"year": int(row["as_of"][:4]), "day": row["as_of"], "government": government, **row}
    return {column: values[column] for column in _COLUMNS}


_COLUMNS = {
    "iso3": Column("iso3", "ISO 3166-1 alpha-3 code of the state", required=True, pattern=ISO3),
    "name": Column("name", "the state's name in English", required=True),
    "year": Column("year", "the year", "integer", required=True),
    "day": Column("day", "the last day of the year, of which the row speaks", "date", required=True),
    "basis": Column("basis", "who counts: the holder of the office, or who has won", required=True, words=tuple(Basis)),
    "status": Column("status", "what is known of the day", required=True, words=tuple(Status)),
    "alignment": Column("alignment", "on the record's scale"),
    "bloc": Column("bloc", "the alignment folded into left, centre and right", words=CLASSES[3]),
    "leader": Column("leader", "who governs, or has won"),
    "party": Column("party", "party or coalition"),
    "start": Column("start", "the government's first day in office", "date"),
    "end": Column("end", "its first day no longer in office", "date"),
    "elected": Column("elected", "the votes won by the day, separated by ` | `", pattern=DAYS),
    "government": Column("government", "the government's identifier"),
    "period_from": Column("period_from", "the first day of the year, or of the record", "date", required=True),
    "changed": Column("changed", "whether who is drawn changed in the year", "boolean", required=True),
    "leaders": Column("leaders", "all who were drawn in the year, in order, separated by ` | `", required=True),
}


def _columns(record: Record) -> tuple[Column, ...]:
    return tuple(
        replace(column, words=(*record.scale, NO_DATA)) if name == "alignment" else column
        for name, column in _COLUMNS.items()
    )
