"""The table among the rows of a file: its header, its rows, and what stands around it."""

from __future__ import annotations

import pytest
from table_cases import cells, fault, read

from mapgen.tables.model import table_place, without_header

WORLD_BANK = """"Data Source","World Development Indicators",

"Last Updated Date","2025-10-07",

"Country Name","Country Code","Indicator Name","1960","1961","1962",
"Aruba","ABW","Population, total","54922","55578","56320",
"Chile","CHL","Population, total","8079786","8267012","",
"""
FRAMED = """Gobiernos de América del Sur;;
Diciembre de 2025;;

País;Clase;Desde
Chile;izquierda;2022-03-11
Perú;derecha;
Bolivia;;

Fuente: elaboración propia;;
* en disputa;;
"""


def test_the_lines_above_a_header_are_titles() -> None:
    """The four lines of a World Bank download are told, kept in `above`, and no rows; its empty column is left out."""
    table = read(WORLD_BANK)
    assert table.header == ("Country Name", "Country Code", "Indicator Name", "1960", "1961", "1962")
    assert [row.number for row in table.above] == [1, 3]
    assert table.notes[0] == "line 1 is left out as a title: Data Source World Development Indicators"
    assert table_place(table, table.rows[1], "1960") == "table.csv, line 7, column 1960"


def test_the_lines_under_a_table_are_footnotes() -> None:
    """From a source or a note on; a row without a class before them is a row."""
    table = read(FRAMED)
    assert cells(table)[-1] == ("Bolivia", "", "")
    assert [row.number for row in table.below] == [9, 10]
    assert "line 9 is left out as a footnote: Fuente: elaboración propia" in table.notes


@pytest.mark.parametrize(
    "last",
    ["Chile;", "Nauru;", "Note;left", "*Kosovo;"],
)
def test_a_last_row_with_little_in_it_is_a_row(last: str) -> None:
    """Nothing is left out that may be a country without a class, or has one."""
    assert len(read(f"country;class\nPeru;right\n{last}\n").rows) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Argentina;derecha\nBrasil;izquierda\nChile;derecha\n",  # a class stands in its column again
        "Chile;1,5\nPeru;2,5\nBrazil;0,1\n",  # a number over numbers
        "Chile,2022-03-11\nPeru,2022-12-07\n",  # a date over dates
        "Chile,2015,left\nPeru,2016,right\nBrazil,2016,right\n",  # a year over years
        '[["Chile", "left"], ["Peru", "left"]]',
    ],
)
def test_a_table_without_a_header_keeps_its_first_row(text: str) -> None:
    """Its columns have made-up names, and a note says so."""
    table = read(text)
    assert (table.header[:2], table.header_row, table.rows[0].number) == (("column 1", "column 2"), 0, 1)
    assert table.notes[-1].endswith("is like those under it, so the table has no header")
    assert table_place(table, table.rows[0], table.header[1]).endswith("1, column 2")


@pytest.mark.parametrize(
    "text",
    [
        "country;class\nChile;left\nPeru;right\n",
        "country,1960,1961\nAruba,54922,55578\nChile,8079786,8267012\n",  # years over values
        "state,1001,1002,1003\nChile,1,3,2\nPeru,1,1,1\n",  # numbers of votes, in order
        "country,2020\nChile,4\nPeru,5\n",
        "Chile,left\nPeru,right\n",  # no sign that it is a row: whoever knows countries can tell
    ],
)
def test_a_first_row_of_names_is_the_header(text: str) -> None:
    """Also one of years, or of the numbers of votes."""
    table = read(text)
    names = text.splitlines()[0].replace(";", ",").split(",")
    assert (table.header, table.header_row) == (tuple(names), 1)


def test_a_header_can_be_taken_back() -> None:
    """Whoever knows that the first row is a country gets it as a row; made-up names were no cells."""
    table = without_header(read("Chile,left,\nPeru,right,x\n"))
    assert cells(table) == [("column 1", "column 2", "column 3"), ("Chile", "left", ""), ("Peru", "right", "x")]
    assert (table.header_row, table.rows[0].number) == (0, 1)
    assert without_header(table) == table


def test_a_header_that_stands_again_is_left_out() -> None:
    """Long printed tables repeat it on each page."""
    table = read("country,class\nChile,left\ncountry,class\nPeru,right\n")
    assert len(table.rows) == 2
    assert table.notes == ("the header stands 1 times more among the rows; these are left out",)


def test_a_column_without_a_name_has_its_number() -> None:
    """Row names of R and sheets have none; columns that are empty are left out."""
    assert cells(read(",country,,class\n1,Chile,,left\n2,Peru,,right\n"))[0] == ("column 1", "country", "class")
    assert read("country,class\nChile,left,x\nPeru,right,y\n").header == ("country", "class", "column 3")


def test_two_columns_of_one_name_are_told() -> None:
    """Which of them is meant, nobody could say."""
    assert fault("class,country,class\nx,Chile,left\n") == (
        'table.csv, line 1: the header "class" stands over 2 columns (1, 3); give each column a name of its own'
    )


@pytest.mark.parametrize("text", ["country,class\n", "Title,\n\ncountry,class\n\n"])
def test_a_header_alone_is_told(text: str) -> None:
    """A table without a row says nothing of any country."""
    assert "there is no row under the header (country, class); a table has one for each country" in fault(text)


@pytest.mark.parametrize("text", ["", "\n\n  \n", ",,\n,,\n", "\ufeff"])
def test_an_empty_table_is_told(text: str) -> None:
    """A file of nothing, of empty lines, and of empty cells."""
    assert "empty; a table has a header (country,class) and rows under it" in fault(text)


def test_a_list_of_names_is_a_table_of_one_column() -> None:
    """One name a line, with commas in some, is not cut."""
    assert cells(read("name\nKorea, Republic of\nChile\nPeru\n"))[1] == ("Korea, Republic of",)
