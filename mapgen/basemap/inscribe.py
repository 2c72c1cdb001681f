"""Room for labels: the largest upright rectangles inside a shape, and a coarse mask of all land."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely
from msgspec import Struct
from msgspec.structs import replace
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from mapgen.basemap.model import GridLine, InscribedBox, LandMask, TerritoryShape

Cells = npt.NDArray[np.int32]
Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# The aspects (width by height) of texts that may stand inside: a code, a short name, a long one.
_ASPECTS = (1.0, 1.5, 2.0, 2.75, 3.5, 4.5, 6.0, 8.0, 11.0)
# Cells along the longer side of a shape in the search for room; a shape of fewer than _SMALL grid units, in which
# hardly a letter fits, has cells of one unit.
_CELLS = 180
_SMALL = 64.0
# How far boxes keep off the line of a claim, as a part of the square root of the shape's area. A leader's dot stands in
# land that nobody claims if there is at least _LEAST_ROOM of the widest room.
_CLEARANCE = 0.03
_LEAST_ROOM = 0.4
_MASK_CELL = 0.004  # of the frame's longer side


class Disputed(Struct, frozen=True):
    """The claims of others on a shape: the lines of the claims and the areas within, both empty if nobody claims it."""

    lines: BaseGeometry
    areas: BaseGeometry


def inscribed_shape(whole: MultiPolygon, area_km2: float, disputed: Disputed | None = None) -> TerritoryShape:
    """Return the room inside the largest part of a shape, in grid units; `area_km2` is passed on.

    Where others claim part of the shape, box and anchor keep off the lines of their claims, and the anchor stands in
    land that nobody claims if there is room.
    """
    clear = whole
    if disputed is not None and whole.intersects(disputed.lines):
        # The parts of a tiny state may overlap: each is drawn as large as a speck has to be.
        parts = shapely.union_all(shapely.get_parts(whole))
        clear = _polygons(parts.difference(disputed.lines.buffer(_CLEARANCE * math.sqrt(whole.area)))) or whole
    largest = max(clear.geoms, key=shapely.area)
    inside, left, top, cell = _raster(largest)
    sums = np.pad(inside.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    boxes = []
    for aspect in _ASPECTS:
        box = _largest_box(sums, aspect, largest, (left, top, cell))
        if box:
            boxes.append(box)
    anchor = boxes[0] if boxes else None
    point = (anchor.x, anchor.y) if anchor else _pole(largest)
    if clear is not whole and disputed is not None:
        point = _undisputed(clear, disputed)
    return TerritoryShape(tuple(boxes), point, round(math.sqrt(whole.area), 1), area_km2)


def _undisputed(clear: MultiPolygon, disputed: Disputed) -> tuple[float, float]:
    """Return the point farthest from the edges and claims of a shape, in land that nobody claims if it has room."""
    free = _polygons(clear.difference(disputed.areas))
    if free.is_empty or _widest(free) < _LEAST_ROOM * _widest(clear):
        return _pole(clear)
    return _pole(free)


def _polygons(shape: BaseGeometry) -> MultiPolygon:
    return MultiPolygon([part for part in shapely.get_parts(shape) if isinstance(part, Polygon)])


def _widest(shape: MultiPolygon) -> float:
    """Return the radius of the largest circle inside a shape."""
    return float(shapely.maximum_inscribed_circle(shape, 1.0).length)


def _pole(shape: Polygon | MultiPolygon) -> tuple[float, float]:
    """Return the point farthest inside a shape (its pole of inaccessibility), to the grid step."""
    centre = shapely.get_point(shapely.maximum_inscribed_circle(shape, 1.0), 0)
    return round(shapely.get_x(centre), 1), round(shapely.get_y(centre), 1)


def _raster(shape: Polygon) -> tuple[Cells, float, float, float]:
    """Return an array of 0 and 1 (a cell's centre inside a shape), the cells' left and top, and a cell's side."""
    left, top, right, bottom = shape.bounds
    longer = max(right - left, bottom - top)
    cell = longer / _CELLS if longer >= _SMALL else 1.0
    columns, rows = math.ceil((right - left) / cell), math.ceil((bottom - top) / cell)
    return cells_inside(shape, (left, top), cell, (rows, columns)), left, top, cell


def _largest_box(sums: Cells, aspect: float, shape: Polygon, place: tuple[float, float, float]) -> InscribedBox | None:
    """Return the largest box of an aspect whose cells are all inside, checked against the shape itself."""
    left, top, cell = place
    if (spot := largest_spot(sums, aspect)) is None:
        return None
    row, column, high, wide = spot
    x, y = left + (column + wide / 2) * cell, top + (row + high / 2) * cell
    return _shrunk_into(shape, InscribedBox(aspect, round(x, 1), round(y, 1), round(high * cell, 1)))


def _shrunk_into(shape: Polygon, box: InscribedBox) -> InscribedBox | None:
    """Return a box made smaller until it lies in a shape: a coast may cut a corner between two cells."""
    for _ in range(12):
        wide, high = box.aspect * box.height / 2, box.height / 2
        if shapely.contains(shape, shapely.box(box.x - wide, box.y - high, box.x + wide, box.y + high)):
            return box
        box = replace(box, height=round(0.93 * box.height, 1))
    return None


def cells_inside(shape: BaseGeometry, corner: tuple[float, float], cell: float, size: tuple[int, int]) -> Cells:
    """Return an array of 0 and 1, of so many rows and columns: the middle of a cell of a side lies inside a shape."""
    points, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(shape)), return_index=True)
    points, within = (points - corner) / cell, ring[1:] == ring[:-1]
    upper, lower = _falling(points[:-1][within], points[1:][within])
    return _filled(size, _enclosed(upper, lower, np.zeros(len(upper), dtype=int)))


def largest_spot(sums: Cells, aspect: float, least: int = 1) -> tuple[int, int, int, int] | None:
    """Return row, column, height and width in cells of the largest rectangle of an aspect that is all inside.

    `sums` are the sums of the cells above and to the left, with a first row and column of zeros. Of equally large
    rectangles the one nearest to their common middle sits most calmly. None where none is `least` cells high.
    """
    rows, columns = sums.shape[0] - 1, sums.shape[1] - 1
    # So high are those of all the cells inside, and of all the columns.
    most = min(rows, math.sqrt(sums[-1, -1] / aspect) + 1, columns / aspect + 1)
    low, high, fitting = least - 1, int(most), None
    while low < high:
        tall = low + 1 if fitting is None and least > 1 else (low + high + 1) // 2
        fits = _fits(sums, tall, max(1, round(tall * aspect)))
        if fits is None:
            high = tall - 1
        else:
            low, fitting = tall, fits
    if fitting is None:
        return None
    at_row, at_column = np.nonzero(fitting)
    nearest = np.argmin((at_row - at_row.mean()) ** 2 + (at_column - at_column.mean()) ** 2)
    return int(at_row[nearest]), int(at_column[nearest]), low, max(1, round(low * aspect))


def _fits(sums: Cells, height: int, width: int) -> npt.NDArray[np.bool_] | None:
    """Return at which cells a rectangle may begin to be all inside, or None."""
    if height >= sums.shape[0] or width >= sums.shape[1]:
        return None
    rows = sums[height:] - sums[:-height]
    fits: npt.NDArray[np.bool_] = rows[:, width:] - rows[:, :-width] == width * height
    return fits if fits.any() else None


def land_mask(rings: Sequence[GridLine], units: int) -> LandMask:
    """Return the mask of land, in cells of a two hundred and fiftieth of the frame's longer side.

    A cell is land where a coast touches it, or where its middle lies inside of a ring.
    """
    cell = units * _MASK_CELL
    arrays: list[Floats] = [np.array(ring, dtype=np.float64) for ring in rings]
    left, top = np.concatenate(arrays).min(axis=0)
    right, bottom = np.concatenate(arrays).max(axis=0)
    columns, rows = math.ceil((right - left) / cell) + 1, math.ceil((bottom - top) / cell) + 1
    arrays = [(ring - (left, top)) / cell for ring in arrays]
    hits = _filled((rows, columns), _touched(arrays, rows), _enclosed(*_edges(arrays)))
    bits = [sum(1 << int(column) for column in np.nonzero(row)[0]) for row in hits]
    return LandMask(float(left), float(top), cell, columns, tuple(bits))


def _filled(size: tuple[int, int], *runs: tuple[Counts, Counts, Counts]) -> Cells:
    """Return an array of 0 and 1, of so many rows and columns: a cell lies in one of the runs."""
    rows, columns = size
    begun = np.zeros((rows, columns + 1), dtype=np.int32)
    for row, first, last in runs:
        np.add.at(begun, (row, np.clip(first, 0, columns)), 1)
        np.add.at(begun, (row, np.clip(last, 0, columns)), -1)
    return np.asarray(begun.cumsum(axis=1)[:, :columns] > 0, dtype=np.int32)


def _edges(rings: Sequence[Floats]) -> tuple[Floats, Floats, Counts]:
    """Return the upper and the lower end of each edge of rings, and the number of its ring."""
    starts = np.concatenate(rings)
    ends = np.concatenate([np.roll(ring, -1, axis=0) for ring in rings])
    return *_falling(starts, ends), np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])


def _falling(starts: Floats, ends: Floats) -> tuple[Floats, Floats]:
    """Return the upper and the lower end of edges."""
    falls = (starts[:, 1] <= ends[:, 1])[:, None]
    return np.where(falls, starts, ends), np.where(falls, ends, starts)


def _rows_of(first: Floats, last: Floats) -> tuple[Counts, Counts]:
    """Return the number of each edge once for every row from its first to before its last, and those rows."""
    counts = np.maximum(last - first, 0).astype(int)
    edge = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(counts.sum()) - np.repeat(counts.cumsum() - counts, counts)
    return edge, first.astype(int)[edge] + within


def _across(upper: Floats, lower: Floats, y: Floats) -> Floats:
    """Return where edges are at the height y, which lies between their ends; level ones at their first end."""
    high = lower[:, 1] - upper[:, 1]
    part = np.divide(y - upper[:, 1], high, out=np.zeros_like(high), where=high > 0)
    return np.asarray(upper[:, 0] + part * (lower[:, 0] - upper[:, 0]))


def _touched(rings: Sequence[Floats], rows: int) -> tuple[Counts, Counts, Counts]:
    """Return runs of cells that edges touch, also from outside: row, first column, and the one after the last."""
    upper, lower, _ = _edges(rings)
    first = np.maximum(np.ceil(upper[:, 1]) - 1, 0)
    edge, row = _rows_of(first, np.minimum(np.floor(lower[:, 1]), rows - 1) + 1)
    upper, lower = upper[edge], lower[edge]
    enters = _across(upper, lower, np.maximum(upper[:, 1], row))
    leaves = np.where(upper[:, 1] == lower[:, 1], lower[:, 0], _across(upper, lower, np.minimum(lower[:, 1], row + 1)))
    least, most = np.minimum(enters, leaves), np.maximum(enters, leaves)
    return row, (np.ceil(least) - 1).astype(int), np.floor(most).astype(int) + 1


def _enclosed(upper: Floats, lower: Floats, number: Counts) -> tuple[Counts, Counts, Counts]:
    """Return runs of cells with their middles inside of edges, by the even-odd rule for each number of edges."""
    edge, row = _rows_of(np.ceil(upper[:, 1] - 0.5), np.ceil(lower[:, 1] - 0.5))
    x = _across(upper[edge], lower[edge], np.asarray(row + 0.5, dtype=np.float64))
    order = np.lexsort((x, row, number[edge]))
    ends = np.ceil(x[order] - 0.5).astype(int)
    return row[order][::2], ends[::2], ends[1::2]
