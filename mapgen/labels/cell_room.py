"""Room for labels in cells of the map: where a box of cells lies wholly in some of them, as integers of bits.

Bit c of a row stands for the cell in column c. A shift and an `and` test a whole row at once, so that every place of a
label in a territory is found in a fraction of a millisecond without numpy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import ceil, dist

from msgspec import Struct

from mapgen.basemap.model import Basemap

# A place of a box: the column and the row of its upper left cell.
Place = tuple[int, int]
# Rows tried for a place, from the middle one outwards.
_TRIED = 40
# The cells on each side of the line of a claim that labels keep off.
_OFF_CLAIM = 1


class CellRows(Struct, frozen=True):
    """Rows of cells as bits, from the row `top` on."""

    top: int
    rows: tuple[int, ...]

    def at(self, row: int) -> int:
        """Return the bits of a row."""
        return self.rows[row - self.top] if 0 <= row - self.top < len(self.rows) else 0


def beginnings(rows: Sequence[int], wide: int, high: int) -> list[int]:
    """Return for each row the cells at which a box, all of whose cells are set, has its upper left one."""
    ends = [_run_starts(row, wide) for row in rows]
    reach = 1
    while reach < high:
        step = min(reach, high - reach)
        ends = [row & below for row, below in zip(ends, ends[step:], strict=False)]
        reach += step
    return ends


def _run_starts(row: int, wide: int) -> int:
    reach = 1
    while reach < wide and row:
        step = min(reach, wide - reach)
        row &= row >> step
        reach += step
    return row


def calm_places(found: CellRows) -> Iterator[Place]:
    """Yield places from the middle of all outwards: in each row the middle of its longest run, then the run's ends."""
    counts = [row.bit_count() for row in found.rows]
    half, middle = sum(counts) / 2, 0
    while middle < len(counts) and (half := half - counts[middle]) > 0:
        middle += 1
    numbers = [number for number, count in enumerate(counts) if count]
    for number in sorted(numbers, key=lambda number: abs(number - middle))[:_TRIED]:
        start, end = _longest_run(found.rows[number])
        for column in dict.fromkeys(((start + end) // 2, (3 * start + end) // 4, (start + 3 * end) // 4, start, end)):
            yield column, found.top + number


def _longest_run(row: int) -> Place:
    """Return the first and the last cell of the longest run of a row."""
    digits = f"{row:b}"
    run = max(digits.split("0"), key=len)
    first = len(digits) - digits.index(run) - len(run)
    return first, first + len(run) - 1


@lru_cache(maxsize=1024)
def places_within(basemap: Basemap, code: str, wide: int, high: int) -> CellRows:
    """Return the places of a box of cells inside a territory, off the lines of claims."""
    runs = basemap.cells.runs[code]
    lines = claim_rows(basemap)
    free = [row & ~lines.get(runs.top + number, 0) for number, row in enumerate(runs.bits)] if lines else runs.bits
    return CellRows(runs.top, tuple(beginnings(free, wide, high)))


@lru_cache(maxsize=8)
def claim_rows(basemap: Basemap) -> dict[int, int]:
    """Return the cells at the lines of claims, by row."""
    cells, rows = basemap.cells, dict[int, int]()
    lines = [
        line
        for name, shape in basemap.shapes.items()
        if name.startswith("claim-") and not shape.closed
        for line in shape.lines
    ]
    for line in lines:
        for (x1, y1), (x2, y2) in pairwise(line):
            steps = max(1, ceil(dist((x1, y1), (x2, y2)) / cells.cell))
            for step in range(steps + 1):
                column = int((x1 + (x2 - x1) * step / steps - cells.left) // cells.cell)
                middle = int((y1 + (y2 - y1) * step / steps - cells.top) // cells.cell)
                bits = (1 << (2 * _OFF_CLAIM + 1)) - 1 << max(0, column - _OFF_CLAIM)
                for row in range(middle - _OFF_CLAIM, middle + _OFF_CLAIM + 1):
                    rows[row] = rows.get(row, 0) | bits
    return rows


@lru_cache(maxsize=8)
def all_rows(basemap: Basemap) -> CellRows:
    """Return the cells of all territories."""
    runs = basemap.cells.runs.values()
    rows = [0] * max((of_code.top + len(of_code.rows) for of_code in runs), default=0)
    for of_code in runs:
        for row, bits in enumerate(of_code.bits, of_code.top):
            rows[row] |= bits
    return CellRows(0, tuple(rows))


def spread_places(found: CellRows, most: int) -> list[Place]:
    """Return places spread evenly over those found, some `most` of them."""
    step = max(1, ceil((sum(row.bit_count() for row in found.rows) / most) ** 0.5))
    every = sum(1 << column for column in range(0, max((row.bit_length() for row in found.rows), default=0), step))
    return [
        (column, found.top + number)
        for number, row in enumerate(found.rows)
        if number % step == 0
        for column in _columns_of(row & every)
    ]


def _columns_of(row: int) -> Iterator[int]:
    while row:
        last = row.bit_length() - 1
        yield last
        row ^= 1 << last


def covered(rows: CellRows, place: Place, wide: int, high: int) -> float:
    """Return the part of a box of cells at a place that is set."""
    (column, top), first = place, rows.top
    wanted = ((1 << wide) - 1) << column
    of_box = rows.rows[max(0, top - first) : max(0, top + high - first)]
    return sum([(row & wanted).bit_count() for row in of_box]) / (wide * high)
