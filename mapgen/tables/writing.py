"""Write a table as CSV, JSON or XLSX: reading it gives the same cells; dates are texts, and no cell is a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from mapgen.errors import InputError, shortened
from mapgen.tables.bounds import LONGEST_CELL

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Cell: TypeAlias = str | int | float | bool | None
# A spreadsheet takes a cell that starts with one of these signs, or with its full-width form, for a formula (OWASP: CSV
# injection). If it splits cells at semicolons or tabs, so it does with the text after one of those.
_FORMULA = re.compile(r"(^|[;\t])([\s\"']*[=+\-@＝＋－＠])")
# Excel reads a CSV as UTF-8 only after this mark.
_BYTE_ORDER_MARK = "\ufeff"
# What a sheet of Excel holds, and the name of one.
_MOST_ROWS = 1_048_576
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_LONGEST_NAME = 31
# Same inputs, same bytes.
_CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, spreadsheet: bool = False) -> str:
    """Return a table as CSV: plain, for programs; or `spreadsheet`, with a byte order mark and no cell as a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    for row in (header, *rows):
        cells = map(cell_text, row)
        writer.writerow(map(harmless, cells) if spreadsheet else cells)
    return (_BYTE_ORDER_MARK if spreadsheet else "") + file.getvalue()


def json_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table as a JSON list of objects, one a row; None is null."""
    objects = [dict(zip(header, row, strict=True)) for row in rows]
    return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"


def workbook_bytes(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]]) -> bytes:
    """Return tables (name, header, rows) as a workbook with a sheet for each.

    The header is bold and always in view, numbers are numbers. Signs that Excel does not allow in the name of a sheet
    become spaces. Raises InputError for a text that is longer than a cell holds, and for more rows than a sheet has.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 (it takes 60 ms to load)

    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    workbook.set_properties({"created": _CREATED})
    bold = workbook.add_format({"bold": True})
    for name, header, rows in sheets:
        sheet = workbook.add_worksheet(_sheet_name(name))
        for column, heading in enumerate(header):
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(rows, 1):
            if number >= _MOST_ROWS:
                raise InputError.single(name, f"a workbook holds {_MOST_ROWS - 1:,} rows; write CSV instead")
            _write_row(sheet, number, header, row)
        sheet.freeze_panes(1, 0)
    workbook.close()
    return file.getvalue()


def _write_row(sheet: Worksheet, number: int, header: Sequence[str], row: Sequence[Cell]) -> None:
    for column, value in enumerate(row):
        if isinstance(value, bool):
            sheet.write_boolean(number, column, value)
        elif isinstance(value, (int, float)):
            sheet.write_number(number, column, value)
        elif value:
            if len(value) > LONGEST_CELL:
                where = f"row {number + 1}, column {shortened(header[column])}"
                raise InputError.single(where, f"it has {len(value):,} characters; a cell holds {LONGEST_CELL:,}")
            sheet.write_string(number, column, value)


def _sheet_name(text: str) -> str:
    return _NOT_IN_A_NAME.sub(" ", text).strip(" '")[:_LONGEST_NAME].strip(" '") or "Table"


def cell_text(value: Cell) -> str:
    """Return the value of a cell as text, as the readers of this wing give it."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def harmless(cell: str) -> str:
    """Return a cell in which no part is a formula: an apostrophe marks each as text."""
    return _FORMULA.sub(r"\1'\2", cell)
