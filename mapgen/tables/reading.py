"""A file of any usual format as a Table."""

from __future__ import annotations

from pathlib import Path

from mapgen.disk.reading import read_whole
from mapgen.errors import InputError
from mapgen.tables.bounds import LARGEST_FILE_MB
from mapgen.tables.delimited import delimited_rows
from mapgen.tables.encodings import decoded
from mapgen.tables.header import table_of
from mapgen.tables.json_tables import json_rows
from mapgen.tables.model import Table, TableOptions

_ENDINGS = {".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".json", ".md", ".markdown"}
_MEGABYTE = 1_000_000
_FOUND_OUT = TableOptions()


def table_bytes(path: Path) -> bytes:
    """Return the bytes of the file of a table; raises InputError as read_whole does."""
    return read_whole(path, LARGEST_FILE_MB, "name a table (.csv, .xlsx, .ods, .json, .md)")


def is_table_file(path: Path, data: bytes) -> bool:
    """Return whether a file is a table by its content or its ending, and not a TOML file or another document."""
    return path.suffix.lower() in _ENDINGS


def read_table(path: Path, data: bytes, options: TableOptions = _FOUND_OUT) -> Table:
    """Return the table in a file.

    The format is found out by the content, and by the ending where that says nothing. Raises InputError, with file,
    sheet, row and column, for what is no table or a faulty one.
    """
    name = str(path)
    if len(data) > LARGEST_FILE_MB * _MEGABYTE:
        raise InputError.single(name, f"it is larger than {LARGEST_FILE_MB} MB; nothing larger is read")
    text = decoded(name, data, options.encoding)
    if text.lstrip().startswith(("[", "{")) and not options.delimiter:
        return table_of(json_rows(name, text))
    return table_of(delimited_rows(name, text, options.delimiter))
