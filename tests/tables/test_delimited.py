"""CSV and its like: which sign stands between cells, what quotes hold, and where a row stands."""

from __future__ import annotations

import csv

import pytest
from table_cases import cells, fault, read

from mapgen.tables.delimited import delimited_rows

ODD_TABLES = {
    "decimal commas": (";", "country;share\nChile;1,5\nPeru;2,5\nBrazil;0,1\n"),
    "decimal commas under no header": (";", "Chile;1,5\nPeru;2,5\nBrazil;0,1\n"),
    "commas in names": (
        ";",
        "country;class\nKorea, Republic of;left\nCongo, Dem. Rep.;right\nBolivia, State of;left\n",
    ),
    "quoted commas": (",", 'country,class\n"Korea, Republic of",left\n"Congo; the",right\nChile,left\n'),
    "tabs": ("\t", "country\tclass\nKorea, Republic of\tleft\nCongo, Rep.\tright\n"),
    "pipes": ("|", "country|class|note\nKorea, Rep.|left|a;b\nChile|right|c,d,e\n"),
    "lists of parties": (",", "country,class,cabinet\nChile,left,PS; PPD; DC\nPeru,right,AP; APP; FP\n"),
    "lists with commas": (";", "country;class;cabinet\nChile;left;PS, PPD, DC\nPeru;right;AP, APP, FP\n"),
    "addresses": (",", "country,url\nChile,https://a.b/c?x=1|2;3\nPeru,https://a.b/c?x=1|2;3\n"),
    "thousands": ("\t", "country\tvotes\nChile\t1,234,567\nPeru\t2,345,678\n"),
    "thousands after semicolons": (";", "country;votes\nChile;1,234,567\nPeru;2,345,678\n"),
    "short rows": (",", "country,class\nChile,left\nPeru\nBrazil,left\n"),
    "a cell of two lines": (",", 'country,class,note\nChile,left,"a\nb;c"\nPeru,right,"d;e"\n'),
    "one column with commas": ("\x1f", "country\nKorea, Republic of\nChile\nPeru\n"),
}


@pytest.mark.parametrize("name", ODD_TABLES)
def test_the_sign_between_cells_is_the_one_that_cuts_evenly(name: str) -> None:
    """A text reads the same with its sign found out as with its sign given."""
    sign, text = ODD_TABLES[name]
    assert cells(read(text)) == cells(read(text, delimiter=sign))


@pytest.mark.parametrize(
    ("word", "sign"), [("semicolon", ";"), ("tab", "\t"), (r"\t", "\t"), ("Comma", ","), ("~", "~")]
)
def test_a_delimiter_is_a_sign_or_its_name(word: str, sign: str) -> None:
    """The option takes one character, or what it is called."""
    assert cells(read(f"a{sign}b\n1{sign}2\n", delimiter=word)) == [("a", "b"), ("1", "2")]


@pytest.mark.parametrize("wrong", ["::", '"', "\n", "semi"])
def test_a_delimiter_that_is_none_is_said(wrong: str) -> None:
    """Several characters, a quote and a line break cannot stand between cells."""
    assert "write one character, or comma, semicolon, tab, pipe or space" in fault("a,b\n1,2\n", delimiter=wrong)


def test_a_colon_cuts_a_list_of_pairs() -> None:
    """A name and what it says on each line; a colon inside of other texts cuts nothing."""
    assert [
        row.cells for row in delimited_rows("x", "Chile: left\n\nCôte d'Ivoire:  right\n").rows if any(row.cells)
    ] == [
        ("Chile", "left"),
        ("Côte d'Ivoire", "right"),
    ]
    for text in ("Chile: left\nPeru\n", "10:30\n11:30\n", "Chile: a: b\n", "Chile: a,b\nPeru: c\n"):
        assert all(":" in row.cells[0] for row in delimited_rows("x", text).rows[:1])


def test_the_line_of_excel_with_the_sign_is_obeyed() -> None:
    """`sep=;` is no row, and rows keep the numbers of their lines."""
    table = read("sep=;\ncountry;share\nChile;1,5\n")
    assert (table.header, table.header_row, table.rows[0].number) == (("country", "share"), 2, 3)


def test_a_row_has_the_line_on_which_it_begins() -> None:
    """Also after a cell of several lines, which reads as one line."""
    table = read('country,note\nChile,"a\r\nb"\n\nPeru,c\n')
    assert [(row.number, row.cells) for row in table.rows] == [(2, ("Chile", "a b")), (5, ("Peru", "c"))]


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_lines_end_as_any_system_ends_them(end: str) -> None:
    """Old Macs, Windows and Unix; a sign of Unicode ends none."""
    assert cells(read(f"a,b{end}1\u2028,2{end}")) == [("a", "b"), ("1", "2")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a,b\n"Chile,left\nPeru,right\n', "table.csv, line 2: a quote that begins in this row is not closed"),
        ('a,b\n"the "new" one",left\n', "table.csv, line 2: a text in quotes ends before its cell does"),
        ("a,b\n" + "x" * 40_000 + ",1\n", "table.csv, line 2, column 1: it has 40,000 characters; at most 32,767"),
        ("a,b\n" + "x" * 200_000 + ",1\n", "table.csv, line 2: a cell of this row has more than 131,072 characters"),
        ("a,b\n1,2\n1,2,3\n3,4\n5,6,7\n6,7\n", "table.csv, line 3: it has 3 cells, and the header 2"),
        ("a," * 1_000_000 + "\n", "table.csv, line 1: it has 1,000,001 columns; at most 1,000 are read"),
        ("a," * 1_500 + "\n", "table.csv, line 1: it has 1,501 columns; at most 1,000 are read"),
        ("a,b\n" + "1,2\n" * 200_001, "it has 200,001 rows; at most 200,000 are read"),
        ((",".join(f"c{i}" for i in range(1_000)) + "\n") + "1,".rjust(1_001, ",") + "\n", "1,001 columns"),
    ],
)
def test_a_faulty_text_is_told_with_its_place(text: str, said: str) -> None:
    """One message has file, line and column, and what would be right."""
    assert said in fault(text)


def test_each_row_that_is_too_long_is_told() -> None:
    """A cell that was split by mistake is found in all rows at once."""
    assert [line.split(":")[0] for line in fault("a,b\n1,2\n1,2,3\n3,4\n5,6,7\n6,7\n").splitlines()] == [
        "table.csv, line 3",
        "table.csv, line 5",
    ]


def test_a_short_row_has_empty_cells() -> None:
    """All rows have as many cells as the header."""
    assert cells(read("a,b,c\n1\n1,2,3\n"))[1] == ("1", "", "")


def test_the_bound_of_a_cell_is_its_own() -> None:
    """Other libraries lift the bound of csv for the whole process; it is as they left it afterwards."""
    before = csv.field_size_limit(10_000_000)
    try:
        assert "a cell of this row has more than 131,072 characters" in fault("a,b\n" + "x" * 200_000 + ",1\n")
        assert csv.field_size_limit() == 10_000_000
    finally:
        csv.field_size_limit(before)
