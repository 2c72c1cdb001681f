"""Which territory each cell of a fine grid lies in: with it, room for labels is found without a geometry library."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

from msgspec import Struct, field

Ring = Sequence[tuple[int, int]]
# A cell's side, in parts of the frame's longer side: about a pixel of a map of the article.
_CELL = 0.002


class TerritoryRuns(Struct, frozen=True, dict=True):
    """The cells of a territory: the first row that has some, and for each row from there the ends of its runs.

    The ends are the first cell of each run and the one after its last.
    """

    top: int
    rows: tuple[tuple[int, ...], ...]

    @cached_property
    def bits(self) -> tuple[int, ...]:
        """The rows as integers: bit c is set where cell c belongs to the territory."""
        return tuple(
            sum((1 << end) - (1 << start) for start, end in zip(row[::2], row[1::2], strict=True)) for row in self.rows
        )

    def has(self, column: int, row: int) -> bool:
        """Whether a cell belongs to the territory."""
        return column >= 0 and 0 <= row - self.top < len(self.rows) and self.bits[row - self.top] >> column & 1 == 1


class TerritoryCells(Struct, frozen=True):
    """The cells of a fine grid whose middles lie in each territory, by its code.

    `left` and `top` are the grid coordinates of the first cell's corner, `cell` a cell's side in grid units.
    """

    left: float = 0.0
    top: float = 0.0
    cell: float = 1.0
    runs: Mapping[str, TerritoryRuns] = field(default_factory=dict)

    def to_plain(self) -> list[Any]:
        """Return the cells as values that JSON can hold."""
        return [self.left, self.top, self.cell, {code: [runs.top, runs.rows] for code, runs in self.runs.items()}]

    @classmethod
    def from_plain(cls, plain: Sequence[Any]) -> TerritoryCells:
        """Return the cells that to_plain wrote."""
        left, top, cell, runs = plain
        of_codes = {code: TerritoryRuns(first, tuple(map(tuple, rows))) for code, (first, rows) in dict(runs).items()}
        return cls(left, top, cell, of_codes)


def territory_cells(rings: Mapping[str, Sequence[Ring]], units: int) -> TerritoryCells:
    """Return the cells whose middles lie in the rings of each territory, on a grid of so many units."""
    cell = units * _CELL
    points = [point for of_code in rings.values() for ring in of_code for point in ring]
    left, top = (min((point[axis] for point in points), default=0) for axis in (0, 1))
    runs = {code: _runs(of_code, left, top, cell) for code, of_code in rings.items()}
    return TerritoryCells(float(left), float(top), cell, runs)


def _runs(rings: Sequence[Ring], left: float, top: float, cell: float) -> TerritoryRuns:
    """Return the runs of cells inside rings, by the even-odd rule: where a row's middle line lies between two edges."""
    crossings: dict[int, list[float]] = {}
    for ring in rings:
        for start, end in pairwise((*ring, ring[0])):
            (x1, y1), (x2, y2) = sorted((start, end), key=lambda point: point[1])
            first, last = math.ceil((y1 - top) / cell - 0.5), math.ceil((y2 - top) / cell - 0.5)
            for row in range(first, last):
                y = top + (row + 0.5) * cell
                crossings.setdefault(row, []).append(x1 + (y - y1) * (x2 - x1) / (y2 - y1))
    if not crossings:
        return TerritoryRuns(0, ())
    first, last = min(crossings), max(crossings)
    return TerritoryRuns(first, tuple(_row(crossings.get(row, []), left, cell) for row in range(first, last + 1)))


def _row(crossings: list[float], left: float, cell: float) -> tuple[int, ...]:
    """Return the first cell of each run of a row and the one after its last."""
    ends = [math.ceil((x - left) / cell - 0.5) for x in sorted(crossings)]
    runs = [(start, end) for start, end in zip(ends[::2], ends[1::2], strict=True) if start < end]
    return tuple(end for run in runs for end in run)
