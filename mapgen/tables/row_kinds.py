"""Tell titles, headers, rows and footnotes apart by how many cells they fill, and with what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from mapgen.tables.model import TableRow

# How a line under a table begins that is no row of it, in the languages of the downloads; or a mark such as *, before a
# sentence and not before a name.
_FOOTNOTE = re.compile(
    r"(?:sources?|notes?|data from|last updated|updated|accessed|fuentes?|notas?|fontes?|remarques?|quelle|anmerkung)\b"
    r"|(?:[©*†‡§]|\[?\(?\d\s?[\])]).{20}",
    re.IGNORECASE,
)
# No cell of a country or class is so long.
_LONG_TEXT = 60
_NUMBER = re.compile(r"[-+−]?[\d.,'\u00a0\u202f ]*\d[\d.,]*(?:[eE][-+]?\d+)?\s?%?|\d{4}-\d{2}(?:-\d{2}.*)?")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
# So many rows show how many cells a row of the table fills, and what a column holds.
_SAMPLE = 500
# So many columns of numbers in order over numbers are years or the numbers of votes, not the first row.
_A_SERIES = 3


def header_index(rows: Sequence[TableRow], spread: AbstractSet[tuple[int, int]]) -> int:
    """Return which row is the header, or the first of the table where it has none.

    Titles fill less than half of the cells that a usual row fills. Of a header of two rows, in which names of columns
    are merged over both (`spread`), it is the lower one.
    """
    enough = (_usual(rows) + 1) // 2 if _usual(rows) > 2 else _usual(rows)  # noqa: PLR2004 (half of two is a title)
    index = next(i for i, row in enumerate(rows) if _filled(row) >= enough)
    while index + 1 < len(rows) and _goes_on(rows[index], rows[index + 1], spread):
        index += 1
    return index


def footnotes_of(body: Sequence[TableRow]) -> list[TableRow]:
    """Return the rows at the end of a table that are no rows of it: short ones, from a source, a note or a gap on."""
    usual = _usual(body)
    start = len(body)
    while start > 1 and _filled(body[start - 1]) * 2 <= usual:
        start -= 1
    for index in range(start, len(body)):
        text = next(filter(None, body[index].cells))
        gap = body[index].number - body[index - 1].number > 1
        if _FOOTNOTE.match(text) or (_filled(body[index]) == 1 and (gap or len(text) > _LONG_TEXT)):
            return list(body[index:])
    return []


def like_a_row(body: Sequence[TableRow]) -> bool:
    """Return whether the first row is one like those under it, by its own cells: the table has no header then.

    It is one if more of its columns say so than say the contrary: a text over numbers is a name; a number over numbers
    is a value, unless it is a year over other numbers or one of a series; a text that stands in its column again is
    a value.
    """
    first = body[0]
    rest = [row.cells for row in body[1:_SAMPLE] if row.cells != first.cells]
    columns = [
        (cell, [cells[i] for cells in rest if i < len(cells) and cells[i]])
        for i, cell in enumerate(first.cells)
        if cell
    ]
    numbers = [cell for cell, _ in columns if _is_number(cell)]
    is_series = len(numbers) >= _A_SERIES and all(a < b for a, b in pairwise(map(_whole, numbers)))
    return sum(_evidence(cell, below, is_series=is_series) for cell, below in columns if below) > 0


def _evidence(cell: str, below: Sequence[str], *, is_series: bool) -> int:
    """Return 1 for a cell that is a value like those below it, -1 for one that is their name, 0 for neither."""
    numeric = sum(map(_is_number, below)) * 5 >= len(below) * 4
    if not _is_number(cell):
        recurs = cell.casefold() in (text.casefold() for text in below)
        return -1 if numeric else int(recurs)
    if is_series or not numeric:
        return -1 if is_series else 0
    is_year_over_values = _YEAR.fullmatch(cell) and not all(map(_YEAR.fullmatch, below))
    return -1 if is_year_over_values else 1


def _is_number(text: str) -> bool:
    return len(text) < _LONG_TEXT and _NUMBER.fullmatch(text) is not None


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else -1  # noqa: PLR2004 (no year or number of a vote is longer)


def _filled(row: TableRow) -> int:
    return sum(map(bool, row.cells))


def _usual(rows: Sequence[TableRow]) -> int:
    """Return how many cells a row fills that is no title: three quarters of the rows fill as many or fewer."""
    counts = sorted(map(_filled, rows[:_SAMPLE]))
    return counts[len(counts) * 3 // 4]


def _goes_on(row: TableRow, below: TableRow, spread: AbstractSet[tuple[int, int]]) -> bool:
    """Return whether a cell of a row is merged with the one under it."""
    return any((below.number, i) in spread and cell == row.cells[i] for i, cell in enumerate(below.cells) if cell)
