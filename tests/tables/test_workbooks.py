"""XLSX, XLS and ODS: which sheet is read, what its cells are, and what is said of those that cannot be read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from table_cases import cells, fault, read
from workbook_files import ods, ods_row, xlsx, xlsx_of_xml
from xlsxwriter.worksheet import Worksheet

XLS = Path(__file__).parent.parent / "data" / "tables" / "votes.xls"
TWO = [["country", "class"], ["Chile", "left"], ["Peru", "right"]]
ONE_SHEET = '<sheet name="Votes" sheetId="1" r:id="rId1"/>'


def numbers(row: int, *values: str) -> str:
    """Return the XML of a row of an XLSX: numbers, or XML of a cell's content."""
    made = (
        f'<c r="{letter}{row}">{value if value.startswith("<") else f"<v>{value}</v>"}</c>'
        for letter, value in zip("ABCDE", values, strict=False)
    )
    return f'<row r="{row}">{"".join(made)}</row>'


def test_values_are_texts() -> None:
    """Whole numbers without `.0`, days as ISO, truth in small letters; errors of a spreadsheet are empty."""
    row = [3.0, 0.1, dt.date(2022, 3, 11), dt.datetime(2022, 3, 11, 9, 30), True, "=NA()", " x\ny ", 1234567890123]  # noqa: DTZ001 (a cell has no zone)
    table = read(
        xlsx({"V": [[f"c{i}" for i in range(8)], row]}, lambda sheet: sheet.write_formula(1, 5, "=NA()", value="#N/A"))
    )
    assert cells(table)[1] == ("3", "0.1", "2022-03-11", "2022-03-11 09:30:00", "true", "", "x y", "1234567890123")


def test_places_are_those_of_the_sheet() -> None:
    """A table that begins lower and further right keeps the numbers of its rows."""

    def move(sheet: Worksheet) -> None:
        for number, row in enumerate(TWO, 4):
            sheet.write_row(number, 2, row)

    table = read(xlsx({"V": [["Governments"]]}, move), "votes.xlsx")
    assert (table.header, table.header_row, [row.number for row in table.rows]) == (("country", "class"), 5, [6, 7])
    assert table.notes == ("row 1 is left out as a title: Governments",)


def test_an_xls_is_read() -> None:
    """With its days, its merged cells and its second sheet, as the first holds no table."""
    table = read(XLS.read_bytes(), "votes.xls")
    assert cells(table) == [
        ("país", "clase", "desde"),
        ("Perú", "derecha", "2022-12-07"),
        ("Chile", "izquierda", "2022-03-11"),
        ("Bolivia", "izquierda", "2"),
        ("Bolivia", "derecha", ""),
    ]
    assert table.notes[0] == "the sheet Votes is read, not Léeme"


def test_an_ods_is_read() -> None:
    """The empty rows and columns that LibreOffice writes to the end of a sheet are none."""
    day = '<table:table-cell office:value-type="date" office:date-value="2022-03-11"/>'
    empty = '<table:table-cell table:number-columns-repeated="16380"/>'
    rows = ods_row("country", "since", empty) + ods_row("Chile", day, empty)
    table = read(ods(rows + ods_row(empty, attributes=' table:number-rows-repeated="1048574"')), "votes.ods")
    assert (table.sheet, cells(table)) == ("Votes", [("country", "since"), ("Chile", "2022-03-11")])


def named(value: object) -> str | None:
    """Return what a test is called by: a workbook's bytes hold the time at which they were made."""
    return "workbook" if isinstance(value, bytes) else None


@pytest.mark.parametrize("sheet", ["Votes 2", "votes 2", "3"])
def test_a_sheet_is_named_or_numbered(sheet: str) -> None:
    """In any case of letters; numbers count from 1."""
    made = xlsx({"A": TWO, "B": TWO, "Votes 2": [["country", "class"], ["Bolivia", "left"]]})
    table = read(made, sheet=sheet)
    assert (table.sheet, cells(table)[1], table.notes) == ("Votes 2", ("Bolivia", "left"), ())


def test_the_first_sheet_with_a_table_is_read() -> None:
    """Sheets of remarks are passed over, hidden ones come last, and the others are named."""
    cover = [["Ratings"], ["Downloaded in 2025"], ["by", "the desk"]]
    made = xlsx({"Read me": [["Remarks"], ["More"]], "Cover": cover, "Votes": TWO, "Codes": TWO})
    assert read(made).sheet == "Votes"
    assert read(made).notes == ("the sheet Votes is read, not Read me, Cover or Codes",)
    assert cells(read(xlsx({"Empty": [], "Names": [["name"], ["Chile"]]}))) == [("name",), ("Chile",)]
    sheets = '<sheet name="Old" sheetId="1" state="hidden" r:id="rId1"/><sheet name="New" sheetId="2" r:id="rId1"/>'
    assert (
        read(xlsx_of_xml(numbers(1, "1", "2") + numbers(2, "3", "4") + numbers(3, "5", "4"), sheets=sheets)).sheet
        == "New"
    )


def test_a_country_merged_over_rows_stands_in_each() -> None:
    """The value holds for all of them; a title over columns stands once."""

    def merge(sheet: Worksheet) -> None:
        sheet.merge_range("A1:C1", "Governments")
        sheet.merge_range("A3:A4", "Chile")

    rows = [[], ["country", "class", "start"], ["", "left", 2022], ["", "right", 2018], ["Peru", "right", 2022]]
    table = read(xlsx({"V": rows}, merge))
    assert cells(table)[1:3] == [("Chile", "left", "2022"), ("Chile", "right", "2018")]
    assert table.notes[0] == "a merged cell: its value stands in all its rows"


def test_merged_cells_that_lie_over_each_other_are_told() -> None:
    """They would be filled in without end."""
    rows = "".join(numbers(number, "1", "2") for number in range(1, 3_001))
    every = '<mergeCell ref="A1:A1048576"/>'
    merged = f"<mergeCells>{every * 2_000}</mergeCells>"
    assert "votes, sheet Votes: its merged cells lie over each other" in fault(xlsx_of_xml(rows, merged), "votes")


def test_a_header_of_two_rows_is_the_lower_one() -> None:
    """The names of columns that are merged over both rows are in it."""

    def merge(sheet: Worksheet) -> None:
        sheet.merge_range("A1:A2", "country")
        sheet.merge_range("B1:C1", "class")

    table = read(xlsx({"V": [[], ["", "2018", "2022"], ["Chile", "right", "left"], ["Peru", "left", "right"]]}, merge))
    assert (table.header, table.header_row, len(table.rows)) == (("country", "2018", "2022"), 2, 2)


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (xlsx_of_xml(numbers(1, "1", "2") + numbers(2, "1", "<f>A1+1</f>")), "votes, sheet Votes, row 2, column B"),
        (xlsx_of_xml(numbers(1, "1", "2") + numbers(2, "1", "<f>A1+1</f><v></v>")), "sheet Votes, row 2, column B"),
        (
            ods(
                ods_row("a", "b", "c")
                + ods_row(
                    '<table:table-cell table:number-columns-repeated="2"/>',
                    '<table:table-cell table:formula="of:=1+1"/>',
                )
            ),
            "votes, sheet Votes, row 2, column C",
        ),
    ],
    ids=named,
)
def test_a_formula_without_a_value_is_told(data: bytes, where: str) -> None:
    """It would read as an empty cell: as if nothing were known."""
    assert f"{where}: there is a formula without a value; open the workbook" in fault(data, "votes")


def test_a_formula_with_a_value_is_its_value() -> None:
    """Also one that gives an empty text."""
    rows = numbers(1, "1", "2", "7") + numbers(2, "1", "<f>A1+1</f><v>2</v>", "5")
    empty = '<row r="3"><c r="A3"><v>8</v></c><c r="B3" t="str"><f>""</f><v></v></c><c r="C3"><v>8</v></c></row>'
    assert cells(read(xlsx_of_xml(rows + empty)))[1:] == [
        ("1", "2", "5"),
        ("8", "", "8"),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (xlsx_of_xml("", sheets=""), "no sheet of the workbook holds a table"),
        (xlsx({"A": [], "B": []}), "no sheet of the workbook holds a table"),
        (xlsx({"Votes": [["country", "class"]]}), "votes, sheet Votes, row 1: there is no row under the header"),
        (xlsx({"V": TWO})[:2_000], "the workbook is damaged or cut off"),
        (
            xlsx({"V": [["a", "b", "a"], [1, 2, 3]]}),
            'votes, sheet V, row 1: the header "a" stands over 2 columns (1, 3)',
        ),
        (
            xlsx_of_xml(numbers(1, "1") + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
            "votes, sheet Votes: it cannot be read in 750 MB",
        ),
        (
            xlsx_of_xml('<row r="1"><c r="A1"><v>1</v></c><c r="AMA1"><v>2</v></c></row>' + numbers(2, "1")),
            "votes, sheet Votes: it has 1,015 columns; at most 1,000",
        ),
        (
            ods(
                ods_row(
                    '<table:table-cell office:value-type="float" office:value="1" '
                    'table:number-columns-repeated="4000000000"/>',
                    attributes=' table:number-rows-repeated="4000000000"',
                )
            ),
            "a sheet reaches too far",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000), "the workbook is damaged or cut off"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password; save it without one",
        ),
    ],
    ids=named,
)
def test_a_workbook_that_cannot_be_read_is_told(data: bytes, said: str) -> None:
    """One message with file, sheet, row and column, and what would be right."""
    assert said in fault(data, "votes")


def test_a_sheet_that_is_not_there_is_told_with_those_that_are() -> None:
    """And with the nearest name; a text has no sheets."""
    made = xlsx({"Votes": TWO, "Codes": TWO})
    assert (
        fault(made, sheet="Vote")
        == 'table.csv: there is no sheet "Vote"; there is Votes or Codes; did you mean "Votes"?'
    )
    assert 'there is no sheet "3"' in fault(made, sheet="3")
    assert "it has no sheets, as it is no workbook; leave --sheet out" in fault("a,b\n1,2\n", sheet="Votes")


def test_an_option_for_texts_is_refused_for_a_workbook() -> None:
    """It has neither a delimiter nor an encoding."""
    assert "a workbook has no delimiter" in fault(xlsx({"V": TWO}), delimiter=";")
    assert "a workbook has no encoding" in fault(xlsx({"V": TWO}), encoding="cp1252")
