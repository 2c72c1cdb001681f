"""A first row that names a country is no header: the table has none."""

from __future__ import annotations

from mapgen.importing.classes import has_no_data, is_standard
from mapgen.importing.countries import CountryReader
from mapgen.importing.headings import kind_of
from mapgen.importing.model import TableRequest, region_of
from mapgen.tables.model import Table, without_header

# So many different texts of a column show what it holds, if so large a share of them is known.
_SAMPLE = 80
_MOSTLY = 0.5
# GEO and ID are codes of countries and headings as well; no longer heading is a country.
_LONGEST_CODE = 3
_NAMED = {"state", "territory", "area"}


def with_first_row(table: Table, request: TableRequest) -> Table:
    """Return the table, with the row that was taken for its header among its rows if it names a country.

    It does so if its cell over the countries is one. A short code must have a class beside it, too.
    """
    if not table.header_row:
        return table
    reader = CountryReader(region_of(request), request.codes, request.assume)
    for number, heading in enumerate(table.header):
        is_country = not kind_of(heading) and reader.read(heading).kind in _NAMED
        if (
            is_country
            and (len(heading) > _LONGEST_CODE or _has_a_class(table))
            and _of_countries(table, number, reader)
        ):
            return without_header(table)
    return table


def _of_countries(table: Table, number: int, reader: CountryReader) -> bool:
    texts = [text for text in dict.fromkeys(row.cells[number] for row in table.rows) if not has_no_data(text)]
    return bool(texts) and reader.share_known(texts[:_SAMPLE]) >= _MOSTLY


def _has_a_class(table: Table) -> bool:
    """Whether a cell of the first row is a word of the scale, or stands in its column again."""
    below = table.rows[:_SAMPLE]
    return any(
        is_standard([heading]) or any(row.cells[number] == heading for row in below)
        for number, heading in enumerate(table.header)
    )
