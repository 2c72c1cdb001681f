"""Formulas whose values were never worked out: a program wrote the workbook, and no spreadsheet has saved it since.

The library that reads workbooks gives an empty cell for them, which would read as "nothing is known".
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

from mapgen.errors import InputError, Problem, shortened

# A cell with a formula and without a value. A formula that gives an empty text has t="str" and an empty value.
_TAG = r"(?:\w+:)?"
_WITHOUT_VALUE = re.compile(
    rf"<{_TAG}c\b(?P<cell>[^<>]*+)>\s*+<{_TAG}f\b[^<>]*(?:/>|>[^<]*+</{_TAG}f>)\s*+"
    rf"(?:(?P<value><{_TAG}v\s*+/>|<{_TAG}v>\s*+</{_TAG}v>)\s*+)?</{_TAG}c>".encode()
)
_ADDRESS = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ODS_FORMULA = re.compile(rb"<table:table-cell\b(?![^<>]*office:value-type=)[^<>]*table:formula=")
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_MOST_PROBLEMS = 1_000


def check_formulas(name: str, data: bytes, kind: str, sheet: str) -> None:
    """Raise InputError with each cell of a sheet whose formula has no value; XLS and XLSB cannot be told."""
    cells_of = {"xlsx": _xlsx_cells, "ods": _ods_cells}.get(kind)
    if not cells_of:
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            cells = list(islice(cells_of(archive, sheet), _MOST_PROBLEMS))
    except (zipfile.BadZipFile, KeyError, ParseError, ValueError, OSError, EOFError):
        return  # the library, which reads the same, says what is wrong with it
    if cells:
        raise InputError(
            Problem(
                f"{name}, sheet {shortened(sheet)}, row {row}, column {column}",
                "there is a formula without a value; open the workbook in a spreadsheet and save it, "
                "so that the values are in it, or write the value in place of the formula",
            )
            for row, column in cells
        )


def _xlsx_cells(archive: zipfile.ZipFile, sheet: str) -> Iterator[tuple[int, str]]:
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 (expat bounds what entities make)
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    workbook = fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 (likewise)
    target = next(
        targets[one.get(_RELATION)] for one in workbook.iter() if one.get("name") == sheet and one.get(_RELATION)
    )
    xml = archive.read(target.removeprefix("/") if target.startswith("/") else f"xl/{target}")
    for cell in _WITHOUT_VALUE.finditer(xml):
        address = _ADDRESS.search(cell["cell"])
        if address and not (cell["value"] and b't="str"' in cell["cell"]):
            yield int(address[2]), address[1].decode()


def _ods_cells(archive: zipfile.ZipFile, sheet: str) -> Iterator[tuple[int, str]]:
    xml = archive.read("content.xml")
    if not _ODS_FORMULA.search(xml):
        return
    current, row, column = "", 0, 0
    for event, element in iterparse(io.BytesIO(xml), ("start", "end")):  # noqa: S314 (likewise)
        tag = element.tag.removeprefix(_TABLE)
        if event == "end" and tag == "table-row":
            row += _times(element, "rows")
            element.clear()
        elif event == "start" and tag == "table":
            current, row = element.get(f"{_TABLE}name", ""), 0
        elif event == "start" and tag == "table-row":
            column = 0
        elif event == "start" and tag in {"table-cell", "covered-table-cell"}:
            if current == sheet and element.get(f"{_TABLE}formula") and not element.get(f"{_OFFICE}value-type"):
                yield row + 1, _letters(column)
            column += _times(element, "columns")


def _times(element: Element, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))


def _letters(column: int) -> str:
    """Return the letters of a column, from 0: A to Z, then AA."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
