"""Files with all tables of a record or list: a workbook or JSON of `export --whole`, a package's datapackage.json."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mapgen.disk.reading import read_bytes
from mapgen.errors import InputError
from mapgen.sources.whole_tables import LIST_TABLES, RECORD_TABLES, Tables, is_whole, text_of_tables

DESCRIPTOR = "datapackage.json"
# Where an XLSX lists its sheets, how much of that is read, and the name of each.
_SHEETS, _MOST_NAMES = "xl/workbook.xml", 100_000
_SHEET = re.compile(rb'<sheet [^>]*?name="([^"]*)"')


def text_of_whole_file(path: Path, data: bytes) -> str | None:
    """Return the text of the record or list whose tables a file holds; None for any other file.

    Of a package it is the file datapackage.json, beside which the tables lie. Raises InputError for tables that are
    there and cannot be read.
    """
    tables = _of_json(path, data) if data.lstrip()[:1] == b"{" else _of_workbook(path, data)
    return text_of_tables(tables) if tables else None


def _of_json(path: Path, data: bytes) -> Tables | None:
    # Most JSON is another table, and may be large: it is parsed here only where it has the names.
    if not any(all(f'"{name}"'.encode() in data for name in names) for names in (RECORD_TABLES, LIST_TABLES)):
        return None
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict):
        return None
    if isinstance(content.get("resources"), list):
        return _of_package(path, content["resources"])
    rows = {name: table for name, table in content.items() if _is_rows(table)}
    return rows if is_whole([*rows]) else None


def _is_rows(table: object) -> bool:
    return isinstance(table, list) and all(isinstance(row, dict) for row in table)


def _of_package(path: Path, resources: Sequence[Any]) -> Tables | None:
    """Return the tables of a package; each lies beside its descriptor, whatever path the descriptor gives."""
    names = {name for one in resources if isinstance(one, Mapping) and isinstance(name := one.get("name"), str)}
    if not is_whole([*names]):
        return None
    wanted = RECORD_TABLES if "record" in names else LIST_TABLES
    return {name: _rows(path.with_name(f"{name}.csv")) for name in wanted}


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        text = read_bytes(path).decode("utf-8-sig")
        header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    except (UnicodeDecodeError, csv.Error, ValueError):
        raise InputError.single(str(path), "it is no CSV of a package, in UTF-8 with a header") from None
    return [_named(header, row) for row in rows]


def _of_workbook(path: Path, data: bytes) -> Tables | None:
    """Return the tables of a workbook by its sheets, whose names are looked at before any sheet is read."""
    if not data.startswith(b"PK"):
        return None
    from mapgen.tables.archives import file_in  # noqa: PLC0415 (only for workbooks)

    names = [name.decode(errors="replace") for name in _SHEET.findall(file_in(str(path), data, _SHEETS, _MOST_NAMES))]
    if not is_whole(names):
        return None
    wanted = RECORD_TABLES if "record" in names else LIST_TABLES
    return {name: _sheet(path, data, "xlsx", name) for name in wanted}


def _sheet(path: Path, data: bytes, kind: str, name: str) -> list[dict[str, str]]:
    from mapgen.tables.workbooks import workbook_rows  # noqa: PLC0415 (only for workbooks)

    rows = [row.cells for row in workbook_rows(str(path), data, kind, name).rows]
    return [_named(rows[0], row) for row in rows[1:]] if rows else []


def _named(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Return the cells of a row by the names of their columns; those at its end may be missing."""
    return dict(zip(header, [*cells, *[""] * len(header)], strict=False))
