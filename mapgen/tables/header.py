"""Find the table among the rows of a file: its header, its rows, and the titles and footnotes around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from mapgen.errors import InputError, Problem, shortened
from mapgen.tables.model import Grid, Row, Table, made_up
from mapgen.tables.row_kinds import footnotes_of, header_index, like_a_row


class _Parts(Struct, frozen=True):
    """The rows of a file, told apart; the header is the first of `body`, or there is none."""

    above: list[Row]
    body: list[Row]
    below: list[Row]
    has_header: bool


def table_of(grid: Grid) -> Table:
    """Return the table of a grid whose cells are checked.

    Raises InputError for a grid without rows, or without one under its header; for two columns of one name; and for
    rows that are longer than the header.
    """
    parts = _parts(grid)
    columns = _columns(grid, parts.body)
    header = _header(grid, parts, columns)
    lines = [Row(row.number, tuple(_cell(row, i) for i in columns)) for row in parts.body[parts.has_header :]]
    rows = [row for row in lines if not (parts.has_header and row.cells == header)]
    first = parts.body[0].number
    if not rows:
        raise InputError.single(
            f"{grid.place}, {grid.row_word} {first}",
            f"there is no row under the header ({shortened(', '.join(header))}); a table has one for each country",
        )
    return Table(
        grid.name,
        grid.sheet,
        header,
        tuple(rows),
        first if parts.has_header else 0,
        grid.row_word,
        tuple(parts.above),
        tuple(parts.below),
        (*grid.notes, *_notes(grid, parts, len(lines) - len(rows))),
    )


def _parts(grid: Grid) -> _Parts:
    rows = [row for row in grid.rows if any(row.cells)]
    if not rows:
        raise InputError.single(grid.place, "it is empty; a table has a header (country,class) and rows under it")
    start = 0 if grid.header_is_first else header_index(rows, grid.spread)
    below = [] if grid.header_is_first else footnotes_of(rows[start:])
    body = rows[start : len(rows) - len(below)]
    return _Parts(rows[:start], body, below, grid.header_is_first or not like_a_row(body))


def _cell(row: Row, index: int) -> str:
    return row.cells[index] if index < len(row.cells) else ""


def _columns(grid: Grid, body: Sequence[Row]) -> list[int]:
    """Return the columns that are not empty; raises InputError for rows that go on beyond the first one."""
    filled = Counter(index for row in body for index, cell in enumerate(row.cells) if cell)
    width = len(body[0].cells)
    # What half of the rows have is a column that nobody named; what fewer have is a cell that was split by mistake.
    named = [index for index in sorted(filled) if index < width or filled[index] * 2 >= len(body)]
    if len(named) < len(filled):
        raise InputError(
            Problem(
                f"{grid.place}, {grid.row_word} {row.number}",
                f"it has {len(row.cells)} cells, and the header {width}; a text that holds the sign between cells "
                'stands in quotes: "…"',
            )
            for row in body
            if any(index > named[-1] and cell for index, cell in enumerate(row.cells))
        )
    return named


def _header(grid: Grid, parts: _Parts, columns: Sequence[int]) -> tuple[str, ...]:
    first = parts.body[0]
    if not parts.has_header:
        return tuple(made_up(i) for i in range(len(columns)))
    names = [_cell(first, column) or made_up(i) for i, column in enumerate(columns)]
    where = f"{grid.place}, {grid.row_word} {first.number}"
    problems = [
        Problem(
            where,
            f'the header "{shortened(name)}" stands over {count} columns '
            f"({', '.join(str(i + 1) for i, same in zip(columns, names, strict=True) if same == name)}); "
            "give each column a name of its own",
        )
        for name, count in Counter(names).items()
        if count > 1
    ]
    if problems:
        raise InputError(problems)
    return tuple(names)


def _notes(grid: Grid, parts: _Parts, repeated: int) -> list[str]:
    """Return what was left out around the table and in it, for whoever checks what was read."""
    notes = [
        f"{grid.row_word} {row.number} is left out as a {kind}: {shortened(' '.join(filter(None, row.cells)))}"
        for kind, rows in (("title", parts.above), ("footnote", parts.below))
        for row in rows[:_MOST_NOTES]
    ]
    if repeated:
        notes.append(f"the header stands {repeated} times more among the rows; these are left out")
    if not parts.has_header:
        notes.append(f"{grid.row_word} {parts.body[0].number} is like those under it, so the table has no header")
    return notes


_MOST_NOTES = 10
