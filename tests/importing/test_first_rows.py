"""A first row that names a country is a row, not a header."""

from __future__ import annotations

import pytest
from made_tables import made, table

from mapgen.importing.first_rows import with_first_row
from mapgen.importing.model import TableRequest


@pytest.mark.parametrize(
    "rows",
    [
        ("Argentina;right", "Brazil;left", "Chile;left"),
        ("ARG;right", "BRA;left"),
        ("AR;yes", "BR;no", "CL;yes"),
        ("1;Perú;de derecha", "2;Brasil;de izquierda"),
    ],
)
def test_a_country_over_countries_is_a_row(rows: tuple[str, ...]) -> None:
    """No country is lost, and all have their classes."""
    read = with_first_row(table(*rows), TableRequest())
    assert (len(read.rows), read.header_row, read.header[0]) == (len(rows), 0, "column 1")
    assert with_first_row(read, TableRequest()) == read


@pytest.mark.parametrize("heading", ["country", "GEO", "ID", "CC", "iso", "Countries", "cow", "Mitgliedstaat"])
def test_a_heading_is_none(heading: str) -> None:
    """Some headings are codes of countries, too."""
    whole = table(f"{heading};alignment;place", "CHL;right;Chile", "BRA;left;Brazil")
    assert with_first_row(whole, TableRequest()) is whole


def test_countries_in_the_header_alone_make_no_row() -> None:
    """A table may have a column for each country."""
    whole = table("year;Argentina;Brazil", "2001;left;right", "2002;left;left")
    assert with_first_row(whole, TableRequest()) is whole


def test_the_first_country_is_on_the_map() -> None:
    """A list without a header loses none."""
    assert [result.iso3 for result in made("Argentina;right", "Brazil;left", "Chile;left").results] == [
        *("ARG", "BRA", "CHL")
    ]
