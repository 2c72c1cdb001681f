"""What a table is once it is read: a header, and rows of texts that know where they stood."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from mapgen.errors import shortened

# Above it a float no longer tells whole numbers apart.
_EXACT = 2**53
_LINE_BREAKS = re.compile(r"\s*[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]\s*")


class TableOptions(Struct, frozen=True):
    """What a user says about a table; each is found out where it is empty.

    `sheet` is a name, or a number from 1; `delimiter` is one character, or comma, semicolon, tab, pipe or space;
    `encoding` is any name that Python knows.
    """

    sheet: str = ""
    delimiter: str = ""
    encoding: str = ""


class TableRow(Struct, frozen=True):
    """A row: its line in a text file, its row in a sheet or its place among the entries of JSON, from 1; its cells."""

    number: int
    cells: tuple[str, ...]


class Table(Struct, frozen=True):
    """A table as it was read: all its rows have as many cells as the header, and no row or column is empty.

    Cells are texts on one line without space around them: dates as `YYYY-MM-DD`, whole numbers without `.0`, `true` and
    `false`, nothing where a cell is empty or holds an error of a spreadsheet (`#N/A`). A column without a name is
    called `column 3`. `header_row` is where the header stands, or 0 where no row was taken for one. `above` and
    `below` are the lines of titles and footnotes around the table. `notes` say what was left out or filled in.
    """

    name: str
    sheet: str
    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    header_row: int = 1
    row_word: str = "row"
    above: tuple[TableRow, ...] = ()
    below: tuple[TableRow, ...] = ()
    notes: tuple[str, ...] = ()


class RawTable(Struct, frozen=True):
    """What a reader of one format hands on: rows as they stand, not all of a length, before the header is looked for.

    `spread` has the places (row number, column from 0) into which the value of a merged cell was filled.
    """

    name: str
    rows: list[TableRow]
    sheet: str = ""
    row_word: str = "row"
    header_is_first: bool = False
    spread: frozenset[tuple[int, int]] = frozenset()
    notes: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Return the file and the sheet, for messages."""
        return f"{self.name}, sheet {shortened(self.sheet)}" if self.sheet else self.name


def table_place(table: Table, row: TableRow | int, column: str = "") -> str:
    """Return where a row or cell stands, for messages: `votes.xlsx, sheet Votes, row 7, column country`."""
    number = row if isinstance(row, int) else row.number
    sheet = f", sheet {shortened(table.sheet)}" if table.sheet else ""
    name = column if not column or column.startswith("column ") else f"column {column}"
    return f"{table.name}{sheet}, {table.row_word} {number}" + (f", {shortened(name)}" if name else "")


def without_header(table: Table) -> Table:
    """Return the table with the row that was taken for its header as its first row, and made-up names of columns.

    A table that has none already is returned as it is.
    """
    if not table.header_row:
        return table
    written = tuple("" if name == made_up(i) else name for i, name in enumerate(table.header))
    names = tuple(made_up(i) for i in range(len(table.header)))
    return replace(table, header=names, rows=(TableRow(table.header_row, written), *table.rows), header_row=0)


def made_up(index: int) -> str:
    """Return the name of a column (from 0) that has none."""
    return f"column {index + 1}"


def cell_of(text: str) -> str:
    """Return a text as a cell has it: on one line, without space around it."""
    return _LINE_BREAKS.sub(" ", text).strip()


def number_text(number: float) -> str:
    """Return a number as a cell has it: a whole one without `.0`."""
    return str(int(number)) if number.is_integer() and abs(number) < _EXACT else repr(number)
