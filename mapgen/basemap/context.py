"""What is around a region: its land as one coarse shape, the borders in it, and room for quiet names."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from mapgen.basemap.antimeridian import polygons
from mapgen.basemap.boundaries import read_seas
from mapgen.basemap.grid import Grid, Rings, ring_area
from mapgen.basemap.inscribe import Cells, cells_inside, largest_spot
from mapgen.basemap.model import GridLine, PlaceRoom, Shape, path_data
from mapgen.basemap.topology import borders_of
from mapgen.places.countries import is_iso, is_sovereign

# The widths by heights of names; rectangles of each in a place, apart from each other.
_ASPECTS = (2.5, 5.0, 9.0)
_SPOTS = 3
# The land around a frame in which names are looked for, in parts of its longer side: near it, and farther off.
_REACHES = (0.1, 0.5)
# Cells along the longer side of what is searched, the least height of a rectangle in steps of the grid, and how far a
# sea's name keeps off the coast.
_CELLS = 150
_LEAST_HEIGHT = 50.0
_OFF_COAST = 30.0
# Farther than this from the middle of an azimuthal map, in degrees, a sea lies at its rim.
_FARTHEST = 75.0


def place_rooms(
    around: Mapping[str, MultiPolygon], land: Mapping[str, MultiPolygon], crs: str, grid: Grid
) -> tuple[PlaceRoom, ...]:
    """Return room for the names of neighbours, whose land is `around` by code, and of seas, which hold no `land`.

    Both are in metres of the projection `crs`. Land whose state is not agreed, or that depends on another, has no name.
    """
    windows = [_window(grid, reach) for reach in _REACHES]
    rooms = []
    for key, shape in around.items():
        code = key.removeprefix("around ")
        if is_iso(code) and is_sovereign(code):
            rooms.append(PlaceRoom(code, {}, _boxes(grid.shape(shape), windows)))
    coast = _wide_land([grid.shape(shape) for shape in land.values()])
    for names, sea in _seas(crs, grid):
        rooms.append(PlaceRoom("", names, _boxes(sea.difference(coast), windows)))
    return tuple(room for room in rooms if room.boxes)


def _wide_land(land: list[MultiPolygon]) -> BaseGeometry:
    """Return all land, wider by as much as the name of a sea keeps off the coast."""
    coarse = shapely.simplify(shapely.disjoint_subset_union_all(land), _OFF_COAST / 3)
    # Islands are made wider one by one: together they take four times as long.
    return shapely.disjoint_subset_union_all(shapely.buffer(shapely.get_parts(coarse), _OFF_COAST, quad_segs=2))


def _seas(crs: str, grid: Grid) -> Iterator[tuple[Mapping[str, str], BaseGeometry]]:
    """Yield the names and the shape in grid units of each sea that lies near a map's middle."""
    to_metres = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    to_degrees = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    middle = to_degrees.transform(grid.left + grid.width / grid.scale / 2, grid.top - grid.height / grid.scale / 2)
    for sea in read_seas():
        shapes = []
        for outline in sea.outlines:
            points = shapely.get_coordinates(shapely.segmentize(Polygon(outline), 2.0))
            points = points[_degrees_between(points, middle) <= _FARTHEST]
            if len(points) > 3:  # noqa: PLR2004 (a triangle)
                flat = np.column_stack(to_metres.transform(points[:, 0], points[:, 1]))
                shapes.append(shapely.make_valid(Polygon(flat)))
        if shapes:
            yield sea.names, grid.shape(shapely.union_all(shapes))


def _degrees_between(points: npt.NDArray[np.float64], middle: tuple[float, float]) -> npt.NDArray[np.float64]:
    """Return the distances of points from a middle, in degrees of a great circle."""
    longitude, latitude = np.radians(points[:, 0] - middle[0]), np.radians(points[:, 1])
    height = np.radians(middle[1])
    cosines = np.sin(height) * np.sin(latitude) + np.cos(height) * np.cos(latitude) * np.cos(longitude)
    distances: npt.NDArray[np.float64] = np.degrees(np.arccos(np.clip(cosines, -1, 1)))
    return distances


def _window(grid: Grid, reach: float) -> Polygon:
    by = reach * max(grid.width, grid.height)
    return shapely.box(-by, -by, grid.width + by, grid.height + by)


def _boxes(shape: BaseGeometry, windows: list[Polygon]) -> tuple[tuple[int, int, int, int], ...]:
    """Return rectangles inside a shape, in grid units: left, top, right, bottom; the highest first."""
    boxes: set[tuple[int, int, int, int]] = set()
    valid = shape if shape.is_valid else shapely.buffer(shape, 0)
    for window in windows:
        seen = MultiPolygon(polygons(shapely.intersection(valid, window)))
        if seen.is_empty or seen.area < _LEAST_HEIGHT**2:
            continue
        inside, left, top, cell = _raster(seen)
        for aspect in _ASPECTS:
            boxes |= set(_spots(inside.copy(), aspect, (left, top, cell)))
    return tuple(sorted(boxes, key=lambda box: (box[1] - box[3], box)))


def _raster(shape: MultiPolygon) -> tuple[Cells, float, float, float]:
    """Return an array of 0 and 1 (a cell lies inside a shape), the cells' left and top, and a cell's side.

    A cell is inside where its centre is farther from the shape's edge than its corners are, and farther by as much as
    the coast that is drawn is coarser.
    """
    left, top, right, bottom = shape.bounds
    cell = max(right - left, bottom - top) / _CELLS
    size = max(1, round((bottom - top) / cell)), max(1, round((right - left) / cell))
    within = shapely.buffer(shape, -cell / np.sqrt(2) - _COARSE, quad_segs=2)
    return cells_inside(within, (left, top), cell, size), left, top, cell


def _spots(inside: Cells, aspect: float, place: tuple[float, float, float]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the largest rectangles of an aspect whose cells are all inside, each apart from those before it."""
    left, top, cell = place
    for _ in range(_SPOTS):
        sums = np.pad(inside.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
        spot = largest_spot(sums, aspect, max(1, math.ceil(_LEAST_HEIGHT / cell)))
        if spot is None:
            return
        row, column, high, wide = spot
        inside[row : row + high, column : column + wide] = 0
        edges = (left + column * cell, top + row * cell, left + (column + wide) * cell, top + (row + high) * cell)
        yield tuple(map(round, edges))  # type: ignore[misc]


# What is around a region needs less detail: its coasts and borders are simplified by this many steps of the grid, a
# pixel of the article, and islands and lakes of fewer square steps are left out. Borders are drawn this near to the
# frame, in parts of its longer side.
_COARSE = 8.0
_SMALLEST = 500.0
_NEAR = 0.5
# The land reaches this far below the region, in steps, so that its coarser edge never shows as a gap.
_BELOW_REGION = 12.0
_TRIANGLE = 3

Borders = Mapping[tuple[str, str], list[GridLine]]


def context_shapes(
    around: Mapping[str, MultiPolygon], rings: Mapping[str, Rings], borders: Borders, grid: Grid
) -> dict[str, Shape]:
    """Return the paths `context`, the land around a region, and `context-borders`, the lines within it.

    `around` is that land by code in metres, `rings` the same on the grid, and `borders` those of the region's
    territories with each other and with their neighbours.
    """
    land = shapely.union_all([grid.shape(shape) for shape in around.values()])
    met = [LineString(line) for pair, lines in borders.items() if not around.keys().isdisjoint(pair) for line in lines]
    below = [line.buffer(_BELOW_REGION, cap_style="flat") for line in met]
    whole = shapely.simplify(shapely.union_all([land, *below]), _COARSE)
    inner = borders_of({code: rings[code] for code in around if rings.get(code)}, set(around))
    by = _NEAR * max(grid.width, grid.height)
    near = shapely.box(-by, -by, grid.width + by, grid.height + by)
    lines = [_coarse_line(line) for of_pair in inner.values() for line in of_pair if near.intersects(LineString(line))]
    return {
        "context": Shape(path_data(_coarse_rings(whole), closed=True)),
        "context-borders": Shape(path_data([line for line in lines if len(line) > 1], closed=False)),
    }


def around_region(land: Mapping[str, MultiPolygon], codes: Collection[str]) -> dict[str, MultiPolygon]:
    """Return the land of all territories that are none of a region's."""
    return {code: shape for code, shape in land.items() if code not in codes and not shape.is_empty}


def _coarse_rings(shape: BaseGeometry) -> Rings:
    rings = []
    for part in polygons(shape):
        for line in (part.exterior, *part.interiors):
            ring = _rounded(line.coords)[:-1]
            if len(ring) >= _TRIANGLE and abs(ring_area(ring)) >= _SMALLEST:
                rings.append(ring)
    return rings


def _coarse_line(line: GridLine) -> GridLine:
    return _rounded(shapely.simplify(LineString(line), _COARSE).coords)


def _rounded(coordinates: shapely.coords.CoordinateSequence) -> GridLine:
    points = [(round(x), round(y)) for x, y in coordinates]
    return tuple(point for number, point in enumerate(points) if number == 0 or point != points[number - 1])
