"""Workbooks for tests: made of rows, or of the XML of their sheets."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODS = "urn:oasis:names:tc:opendocument:xmlns"

Rows = Sequence[Sequence[object]]


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """Return a zip archive of files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def xlsx(sheets: Mapping[str, Rows], edit: Callable[[Worksheet], object] | None = None) -> bytes:
    """Return a workbook of sheets of rows; `edit` changes the last one before it is saved."""
    made = io.BytesIO()
    workbook = Workbook(made, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    if edit:
        edit(sheet)
    workbook.close()
    return made.getvalue()


def xlsx_of_xml(rows: str, after: str = "", sheets: str = '<sheet name="Votes" sheetId="1" r:id="rId1"/>') -> bytes:
    """Return a workbook with one sheet, as XML of its rows and of what follows them."""
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>',
        }
    )


def ods(rows: str, name: str = "Votes") -> bytes:
    """Return an OpenDocument workbook with one sheet, as XML of its rows."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_ODS}:manifest:1.0"/>',
            "content.xml": f'<office:document-content xmlns:office="{_ODS}:office:1.0" xmlns:table="{_ODS}:table:1.0" '
            f'xmlns:text="{_ODS}:text:1.0"><office:body><office:spreadsheet><table:table table:name="{name}">{rows}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        }
    )


def ods_row(*cells: str, attributes: str = "") -> str:
    """Return the XML of a row of texts; a cell that is XML already stands as it is."""
    made = (
        cell
        if cell.startswith("<")
        else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row{attributes}>{''.join(made)}</table:table-row>"
