"""What no cell of a table may hold, and how large a table may be."""

from __future__ import annotations

from mapgen.errors import InputError
from mapgen.tables.bounds import LONGEST_CELL, check_size
from mapgen.tables.model import RawTable, made_up


def check_cells(raw: RawTable) -> None:
    """Raise InputError for a table that is too large, and for the first cell that is no text or too long."""
    rows = [row for row in raw.rows if any(row.cells)]
    check_size(
        raw.place, len(rows), max((len(row.cells) for row in rows), default=0), sum(len(row.cells) for row in rows)
    )
    for row in rows:
        for index, cell in enumerate(row.cells):
            if not (cell.isascii() and len(cell) < LONGEST_CELL and "\0" not in cell) and (fault := _fault_of(cell)):
                raise InputError.single(f"{raw.place}, {raw.row_word} {row.number}, {made_up(index)}", fault)


def _fault_of(cell: str) -> str:
    """Return what is wrong with a cell; an empty text where nothing is."""
    if len(cell) > LONGEST_CELL:
        return f"it has {len(cell):,} characters; at most {LONGEST_CELL:,} are read"
    if "\0" in cell:
        return "it holds a NUL (U+0000), which no text has; take it out"
    try:
        cell.encode()
    except UnicodeEncodeError:
        return "it holds half of a character (a lone surrogate), which no text has; save the file as UTF-8"
    return ""
