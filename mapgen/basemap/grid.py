"""The grid of a basemap: it turns metres of a projection into whole steps and leaves out rings too small to see."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import shapely
from msgspec import Struct
from pyproj import Geod, Transformer
from shapely import MultiLineString, MultiPolygon
from shapely.geometry.base import BaseGeometry

from mapgen.basemap.model import GridLine, GridPoint

_WGS84 = Geod(ellps="WGS84")
# A state whose land is less than _TINY in all, in square grid units, keeps every island. So does an archipelago whose
# land fills less than _SCATTERED of its frame (Kiribati, Maldives). Islands under a step are specks, one in each square
# of _APART steps: a diamond of two steps, half a pixel of the article.
_TINY = 600.0
_SCATTERED = 0.01
_APART = 4
_TRIANGLE = 3

Rings = list[GridLine]
Steps = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
G = TypeVar("G", bound=BaseGeometry)


class Simplification(Struct, frozen=True):
    """How far the shapes of the boundaries are simplified.

    `tolerance` is the side in grid units of the largest triangle that coverage_simplify may remove, `smallest` the area
    of the smallest island that is drawn, in square grid units. At the standard grid a unit is a quarter of a pixel of
    the article's image or less, so an island left out would be a speck of two of those pixels a side.
    """

    tolerance: float = 2.0
    smallest: float = 60.0


STANDARD = Simplification()


class Grid:
    """A grid over a frame in metres of a projection, with `units` steps along the frame's longer side."""

    def __init__(self, frame: Sequence[float], units: int, simplification: Simplification = STANDARD) -> None:
        self.simplification = simplification
        left, bottom, right, top = frame
        self.left, self.top = left, top
        self.scale = units / max(right - left, top - bottom)
        self.width, self.height = round((right - left) * self.scale), round((top - bottom) * self.scale)

    def shape(self, shape: G) -> G:
        """Return a shape in grid units, its points not rounded to whole steps."""
        return shapely.transform(shape, lambda points: (points - (self.left, self.top)) * (self.scale, -self.scale))

    def lines(self, lines: MultiLineString) -> list[GridLine]:
        """Return the grid points of lines in metres."""
        return [self.line(line.coords) for line in lines.geoms]

    def line(self, coordinates: npt.ArrayLike) -> GridLine:
        """Return the grid points of coordinates in metres, each once in a row."""
        return _steps((np.asarray(coordinates) - (self.left, self.top)) * (self.scale, -self.scale))

    def rings(self, shape: MultiPolygon) -> Rings:
        """Return the rings of a shape, without those too small to see; the largest one always stays."""
        return [_points(ring) for ring, _ in self._visible(shape)]

    def square_kilometres(self, shape: MultiPolygon, crs: str, *, whole: bool = False) -> float:
        """Return the area on the WGS84 ellipsoid of the rings drawn of a shape, or of the whole shape.

        `crs` is the projection of the shape; it need not keep areas.
        """
        if whole:
            rings = [
                (np.array(one.coords[:-1]), is_hole)
                for part in shape.geoms
                for is_hole, lines in ((False, [part.exterior]), (True, part.interiors))
                for one in lines
            ]
        else:
            rings = [
                (ring / (self.scale, -self.scale) + (self.left, self.top), is_hole)
                for ring, is_hole in self._visible(shape)
            ]
        areas = [-_area(metres, crs) if is_hole else _area(metres, crs) for metres, is_hole in rings]
        return round(sum(areas) / 1e6, 1)

    def is_tiny(self, shape: MultiPolygon) -> bool:
        """Whether the land of a shape is so little, or so scattered, that each of its islands counts."""
        gridded = self.shape(shape)
        left, top, right, bottom = gridded.bounds
        areas = [area for area, *_ in self._measured_rings(shape) if area >= self.simplification.smallest]
        return sum(areas) < _TINY or gridded.area < _SCATTERED * (right - left) * (bottom - top)

    def every_ring(self, shape: MultiPolygon) -> Rings:
        """Return the rings of a shape with all its islands; an island under a step is a speck."""
        rings = [_points(ring) for _, ring, _ in self._measured_rings(shape)]
        land = shapely.union_all([shapely.make_valid(shapely.polygons(ring)) for ring in rings])
        specks = {
            (round(point.x / _APART) * _APART, round(point.y / _APART) * _APART)
            for polygon in self.shape(shape).geoms
            for point in (polygon.representative_point() if polygon.area else polygon.centroid,)
        }
        free = [(x, y) for x, y in sorted(specks) if land.is_empty or land.distance(shapely.Point(x, y)) > 1]
        return [*rings, *(((x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y)) for x, y in free)]

    def _visible(self, shape: MultiPolygon) -> list[tuple[Steps, bool]]:
        """Return the rings large enough to see, and whether each is a hole."""
        rings = self._measured_rings(shape)
        largest = max((area for area, *_ in rings), default=0.0)
        return [
            (ring, is_hole) for area, ring, is_hole in rings if area >= self.simplification.smallest or area == largest
        ]

    def seen(self, shape: MultiPolygon, rings: Rings) -> MultiPolygon:
        """Return a shape in grid units; one so small that rounding moves it is rebuilt from its rounded rings."""
        if not rings or sum(abs(ring_area(ring)) for ring in rings) >= _TINY:
            return self.shape(shape)
        return shapely.multipolygons([shapely.buffer(shapely.MultiPoint(ring).convex_hull, 1.0) for ring in rings])

    def _measured_rings(self, shape: MultiPolygon) -> list[tuple[float, Steps, bool]]:
        """Return area, points, and whether it is a hole of each ring that is at least a triangle on the grid.

        Holes run against the ring around them, so that they are empty by either rule of filling.
        """
        rings, part = shapely.get_rings(shapely.get_parts(shape), return_index=True)
        coordinates, number = shapely.get_coordinates(rings, return_index=True)
        steps, number = _fresh(np.rint((coordinates - (self.left, self.top)) * (self.scale, -self.scale)), number)
        x, y = steps.T
        within = number[1:] == number[:-1]
        turns = np.where(within, x[:-1] * y[1:] - y[:-1] * x[1:], 0.0)
        areas = np.bincount(number[1:], weights=turns, minlength=len(rings)) / 2
        # The last point of a ring is its first one again.
        ends = np.bincount(number, minlength=len(rings)).cumsum() - 1
        starts = np.concatenate(([0], ends[:-1] + 1))
        measured, turn = [], 0.0
        for at in range(len(rings)):
            is_hole = at > 0 and part[at] == part[at - 1]
            is_ring = ends[at] - starts[at] >= _TRIANGLE
            turn = turn if is_hole else is_ring * areas[at]
            if is_ring:
                ring = steps[starts[at] : ends[at]].astype(int)
                measured.append(
                    (abs(float(areas[at])), ring[::-1] if is_hole and areas[at] * turn > 0 else ring, is_hole)
                )
        return measured


@cache
def _to_degrees(crs: str) -> Transformer:
    return Transformer.from_crs(crs, "EPSG:4326", always_xy=True)


def _area(ring: npt.NDArray[np.float64], crs: str) -> float:
    """Return the area of a ring in a projection, in square metres of the ellipsoid."""
    return abs(float(_WGS84.polygon_area_perimeter(*_to_degrees(crs).transform(*ring.T))[0]))


def _steps(points: npt.ArrayLike) -> GridLine:
    steps = np.rint(np.asarray(points))
    return _points(_fresh(steps, np.zeros(len(steps), dtype=int))[0].astype(int))


def _fresh(steps: Floats, number: Steps) -> tuple[Floats, Steps]:
    """Return the steps of lines, each once in a row, and the number of the line of each."""
    fresh = np.ones(len(steps), dtype=bool)
    fresh[1:] = (steps[1:] != steps[:-1]).any(axis=1) | (number[1:] != number[:-1])
    return steps[fresh], number[fresh]


def _points(steps: Steps) -> GridLine:
    return tuple(map(tuple, steps.tolist()))


def ring_area(ring: Sequence[GridPoint]) -> float:
    """Return the signed area of a ring, by the shoelace formula."""
    x, y = np.array(ring, dtype=float).T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2
