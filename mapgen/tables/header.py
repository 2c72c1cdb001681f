"""Find the table among the rows of a file: its header, its rows, and the titles and footnotes around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from mapgen.errors import InputError, Problem, shortened
from mapgen.tables.model import RawTable, Table, TableRow, made_up
from mapgen.tables.row_kinds import footnotes_of, header_index, like_a_row


class _Parts(Struct, frozen=True):
    """The rows of a file, told apart; the header is the first of `body`, or there is none."""

    above: list[TableRow]
    body: list[TableRow]
    below: list[TableRow]
    has_header: bool


def table_of(raw: RawTable) -> Table:
    """Return the table of rows whose cells are checked.

    Raises InputError for rows that are empty, or without one under its header; for two columns of one name; and for
    rows that are longer than the header.
    """
    parts = _parts(raw)
    columns = _columns(raw, parts.body)
    header = _header(raw, parts, columns)
    lines = [TableRow(row.number, tuple(_cell(row, i) for i in columns)) for row in parts.body[parts.has_header :]]
    rows = [row for row in lines if not (parts.has_header and row.cells == header)]
    first = parts.body[0].number
    if not rows:
        raise InputError.single(
            f"{raw.place}, {raw.row_word} {first}",
            f"there is no row under the header ({shortened(', '.join(header))}); a table has one for each country",
        )
    return Table(
        raw.name,
        raw.sheet,
        header,
        tuple(rows),
        first if parts.has_header else 0,
        raw.row_word,
        tuple(parts.above),
        tuple(parts.below),
        (*raw.notes, *_notes(raw, parts, len(lines) - len(rows))),
    )


def _parts(raw: RawTable) -> _Parts:
    rows = [row for row in raw.rows if any(row.cells)]
    if not rows:
        raise InputError.single(raw.place, "it is empty; a table has a header (country,class) and rows under it")
    start = 0 if raw.header_is_first else header_index(rows, raw.spread)
    below = [] if raw.header_is_first else footnotes_of(rows[start:])
    body = rows[start : len(rows) - len(below)]
    return _Parts(rows[:start], body, below, raw.header_is_first or not like_a_row(body))


def _cell(row: TableRow, index: int) -> str:
    return row.cells[index] if index < len(row.cells) else ""


def _columns(raw: RawTable, body: Sequence[TableRow]) -> list[int]:
    """Return the columns that are not empty; raises InputError for rows that go on beyond the first one."""
    filled = Counter(index for row in body for index, cell in enumerate(row.cells) if cell)
    width = len(body[0].cells)
    # What half of the rows have is a column that nobody named; what fewer have is a cell that was split by mistake.
    named = [index for index in sorted(filled) if index < width or filled[index] * 2 >= len(body)]
    if len(named) < len(filled):
        raise InputError(
            Problem(
                f"{raw.place}, {raw.row_word} {row.number}",
                f"it has {len(row.cells)} cells, and the header {width}; a text that holds the sign between cells "
                'stands in quotes: "…"',
            )
            for row in body
            if any(index > named[-1] and cell for index, cell in enumerate(row.cells))
        )
    return named


def _header(raw: RawTable, parts: _Parts, columns: Sequence[int]) -> tuple[str, ...]:
    first = parts.body[0]
    if not parts.has_header:
        return tuple(made_up(i) for i in range(len(columns)))
    names = [_cell(first, column) or made_up(i) for i, column in enumerate(columns)]
    where = f"{raw.place}, {raw.row_word} {first.number}"
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


def _notes(raw: RawTable, parts: _Parts, repeated: int) -> list[str]:
    """Return what was left out around the table and in it, for whoever checks what was read."""
    notes = [
        f"{raw.row_word} {row.number} is left out as a {kind}: {shortened(' '.join(filter(None, row.cells)))}"
        for kind, rows in (("title", parts.above), ("footnote", parts.below))
        for row in rows[:_MOST_NOTES]
    ]
    if repeated:
        notes.append(f"the header stands {repeated} times more among the rows; these are left out")
    if not parts.has_header:
        notes.append(f"{raw.row_word} {parts.body[0].number} is like those under it, so the table has no header")
    return notes


_MOST_NOTES = 10
