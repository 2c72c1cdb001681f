"""A file of any usual format as a Table."""

from __future__ import annotations

from pathlib import Path

from mapgen.disk.reading import read_whole
from mapgen.errors import InputError
from mapgen.tables.bounds import LARGEST_FILE_MB
from mapgen.tables.checks import check_cells
from mapgen.tables.delimited import delimited_rows
from mapgen.tables.encodings import decoded
from mapgen.tables.formats import binary_format, check_no_markup
from mapgen.tables.header import table_of
from mapgen.tables.json_tables import is_json, json_rows
from mapgen.tables.markdown import markdown_rows, table_start
from mapgen.tables.model import RawTable, Table, TableOptions
from mapgen.tables.workbooks import workbook_rows

_MEGABYTE = 1_000_000
_FOUND_OUT = TableOptions()


def table_bytes(path: Path) -> bytes:
    """Return the bytes of the file of a table; raises InputError as read_whole does."""
    return read_whole(path, LARGEST_FILE_MB, "name a table (.csv, .xlsx, .ods, .json, .md)")


def read_table(path: Path, data: bytes, options: TableOptions = _FOUND_OUT) -> Table:
    """Return the table in a file.

    The format is found out by the content, whatever the ending says. Raises InputError, with file, sheet, row and
    column, for what is no table or a faulty one, and for options that do not fit it.
    """
    name = str(path)
    if len(data) > LARGEST_FILE_MB * _MEGABYTE:
        raise InputError.single(name, f"it is larger than {LARGEST_FILE_MB} MB; nothing larger is read")
    kind = binary_format(name, data)
    if kind:
        _refuse_text_options(name, options)
        raw = workbook_rows(name, data, kind, options.sheet)
    elif options.sheet:
        raise InputError.single(name, "it has no sheets, as it is no workbook; leave --sheet out")
    else:
        raw = _text_rows(path, data, options)
    check_cells(raw)
    return table_of(raw)


def _refuse_text_options(name: str, options: TableOptions) -> None:
    for option, value in (("delimiter", options.delimiter), ("encoding", options.encoding)):
        if value:
            raise InputError.single(name, f"a workbook has no {option}; leave --{option} out")


def _text_rows(path: Path, data: bytes, options: TableOptions) -> RawTable:
    name = str(path)
    text, encoding = decoded(name, data, options.encoding)
    notes = (f"it is no UTF-8; its letters are read as {encoding}",) if encoding else ()
    check_no_markup(name, text)
    if options.delimiter:
        return delimited_rows(name, text, options.delimiter, notes)
    if is_json(path, text):
        return json_rows(name, text)
    start = table_start(text)
    return delimited_rows(name, text, "", notes) if start is None else markdown_rows(name, text, start)
