"""Tables that are written: reading them gives the same cells, and the same table gives the same bytes."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from table_cases import cells, read

from mapgen.errors import InputError
from mapgen.tables.model import cell_of
from mapgen.tables.writing import csv_text, json_text, workbook_bytes

HEADER = ("country", "class", "note")
# Texts as a cell has them: on one line, without space around it, and without control characters, of which a file may
# hold few before it is no text.
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])).map(cell_of)
ROWS = st.lists(st.tuples(st.just("Chile"), TEXTS, TEXTS), min_size=1, max_size=8)
NASTY = (
    "_x0041_",
    "_x005F_",
    "=1+1",
    "'=1",
    "https://a.b",
    "mailto:a",
    "1e5",
    "007",
    "2022-03-11",
    "#N/A",
    "TRUE",
    '"a"',
    "a,b;c",
)


@given(ROWS)
def test_csv_reads_as_it_was_written(rows: list[tuple[str, str, str]]) -> None:
    """Any text, with quotes and signs in it; numbers that are texts stay as they are."""
    assert cells(read(csv_text(HEADER, rows), delimiter=",")) == [HEADER, *rows]


@given(ROWS)
def test_json_reads_as_it_was_written(rows: list[tuple[str, str, str]]) -> None:
    """Any text."""
    assert cells(read(json_text(HEADER, rows), "table.json")) == [HEADER, *rows]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROWS, min_size=1, max_size=30).map(lambda parts: [row for part in parts for row in part]))
def test_a_workbook_reads_as_it_was_written(rows: list[tuple[str, str, str]]) -> None:
    """Any text: no formula, no link, no escape of Excel is made of it."""
    assert cells(read(workbook_bytes([("Votes", HEADER, rows)]))) == [HEADER, *rows]


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_texts_that_programs_change_stay_as_they_are(form: str) -> None:
    """Formulas, addresses, numbers with zeros, days, words of truth, and escapes of Excel."""
    rows = [("Chile", text, "x") for text in NASTY]
    written = {"csv": csv_text, "json": json_text}.get(form)
    data: bytes | str = written(HEADER, rows) if written else workbook_bytes([("Votes", HEADER, rows)])
    assert cells(read(data)) == [HEADER, *rows]


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_values_are_written_as_they_are_read(form: str) -> None:
    """Numbers, truth and nothing come back as their texts."""
    rows = [("Chile", 12, None), ("Peru", 0.25, True)]
    written = {"csv": csv_text, "json": json_text}.get(form)
    data: bytes | str = written(HEADER, rows) if written else workbook_bytes([("Votes", HEADER, rows)])
    assert cells(read(data))[1:] == [("Chile", "12", ""), ("Peru", "0.25", "true")]


def test_a_csv_for_programs_is_plain() -> None:
    """No mark before it, and no apostrophe in it."""
    assert csv_text(("a",), [("=1+1",), (-3,)]) == "a\n=1+1\n-3\n"
    assert list(csv.reader(io.StringIO(csv_text(("a", "b"), [(None, "x")])))) == [["a", "b"], ["", "x"]]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1", "a;=1", "'=1", '"=1'])
def test_a_csv_for_a_spreadsheet_holds_no_formula(cell: str) -> None:
    """Each part that a spreadsheet would take for one begins with an apostrophe; a mark says that it is UTF-8."""
    text = csv_text(("a",), [(cell,)], spreadsheet=True)
    ((_,), (written,)) = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert text.startswith("\ufeffa")
    assert written.count("'") == cell.count("'") + 1


def test_the_same_table_is_the_same_workbook() -> None:
    """No date of the day it was made is in it."""
    made = workbook_bytes([("Votes", HEADER, [("Chile", "left", "")])])
    assert workbook_bytes([("Votes", HEADER, [("Chile", "left", "")])]) == made
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {file.date_time for file in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b">2000-01-01T00:00:00Z<") == 2


@pytest.mark.parametrize(("name", "made"), [("a/b:c", "a b c"), ("x" * 40, "x" * 31), ("'", "Table"), ("", "Table")])
def test_the_name_of_a_sheet_is_one_that_excel_takes(name: str, made: str) -> None:
    """Signs that it refuses become spaces, and long names are cut."""
    assert read(workbook_bytes([(name, HEADER, [("a", "b", "c")])])).sheet == made


def test_a_text_that_no_cell_holds_is_told() -> None:
    """Nothing is cut without a word."""
    with pytest.raises(InputError, match="row 2, column class: it has 40,000 characters; a cell holds 32,767"):
        workbook_bytes([("Votes", HEADER, [("Chile", "x" * 40_000, "")])])


def test_json_keeps_numbers_and_nothing() -> None:
    """They are no texts in it."""
    assert json.loads(json_text(("a", "b"), [(1, None)])) == [{"a": 1, "b": None}]
