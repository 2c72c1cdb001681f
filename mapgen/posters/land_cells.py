"""The land that a map draws, on cells fine enough for large type to stand close beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from mapgen.basemap.model import GridLine, LandMask
from mapgen.drawing.boxes import bounding_box

# The cells along the longer side of the land.
_CELLS = 240


def land_cells(rings: Sequence[GridLine]) -> LandMask:
    """Return a mask of the land within rings of the grid, each of which is land."""
    left, top, right, bottom = bounding_box(point for ring in rings for point in ring)
    cell = max(right - left, bottom - top, 1) / _CELLS
    columns, count = math.floor((right - left) / cell) + 1, math.floor((bottom - top) / cell) + 1
    rows = [0] * count
    for ring in rings:
        scaled = [((x - left) / cell, (y - top) / cell) for x, y in (*ring, ring[0])]
        for column, row in _edge_cells(scaled):
            rows[min(row, count - 1)] |= 1 << min(column, columns - 1)
        for row, first, last in _spans(scaled):
            rows[row] |= ((1 << (last - first + 1)) - 1) << first
    return LandMask(left, top, cell, columns, tuple(rows))


def _edge_cells(ring: Sequence[tuple[float, float]]) -> Iterator[tuple[int, int]]:
    """Yield the cells on the line of a ring, in steps of half a cell."""
    for (x1, y1), (x2, y2) in pairwise(ring):
        steps = math.ceil(2 * max(abs(x2 - x1), abs(y2 - y1))) or 1
        for step in range(steps):
            yield int(x1 + (x2 - x1) * step / steps), int(y1 + (y2 - y1) * step / steps)


def _spans(ring: Sequence[tuple[float, float]]) -> Iterator[tuple[int, int, int]]:
    """Yield the row, the first and the last column of each run of cells inside a ring, by the middles of rows."""
    crossings: dict[int, list[float]] = {}
    for (x1, y1), (x2, y2) in pairwise(ring):
        low, high = sorted((y1, y2))
        for row in range(math.ceil(low - 0.5), math.ceil(high - 0.5)):
            crossings.setdefault(row, []).append(x1 + (row + 0.5 - y1) * (x2 - x1) / (y2 - y1))
    for row, xs in crossings.items():
        yield from ((row, int(first), int(last)) for first, last in _pairs(sorted(xs)))


def _pairs(values: Iterable[float]) -> Iterator[tuple[float, float]]:
    iterator = iter(values)
    return zip(iterator, iterator, strict=False)
