"""The grid of a basemap: from metres of a projection to whole steps, without what is too small to see."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import shapely
from shapely import MultiLineString, MultiPolygon
from shapely.geometry.base import BaseGeometry

from mapgen.basemap import GridLine, GridPoint

# What coverage_simplify may remove, as the side of a triangle in grid units, and the smallest island kept, in
# square grid units. At the standard grid a unit is a quarter of a pixel of the article's image or less, so that
# an island left out is one that would be a speck of two of those pixels a side.
TOLERANCE = 2.0
_SMALLEST = 60.0
# A state whose land is less than this in all, in square grid units, is drawn by dots where its islands are too small
# to see; and a dot's radius in grid units: about a pixel of the article.
_TINY = 600.0
_DOT = 9.0
_DOT_CORNERS = 12

Rings = list[GridLine]
G = TypeVar("G", bound=BaseGeometry)


class Grid:
    """From metres of the projection to steps of the grid, `units` of them along the longer side of a frame."""

    def __init__(self, frame: Sequence[float], units: int) -> None:
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
        found = self._found(shape)
        largest = max((area for area, _ in found), default=0.0)
        return [ring for area, ring in found if area >= _SMALLEST or area == largest]

    def dotted(self, shape: MultiPolygon) -> Rings | None:
        """Return the rings of a tiny state, dots in place of those too small to see; None for any other state."""
        found = [(area, ring) for area, ring in self._found(shape) if area >= _SMALLEST]
        if sum(area for area, _ in found) >= _TINY:
            return None
        rings = [ring for _, ring in found]
        taken = [shapely.Polygon(ring) for ring in rings]
        gridded = self.shape(shape)
        for part in sorted(gridded.geoms, key=lambda one: -one.area):
            dot = _dot(part.representative_point() if part.area else part.centroid)
            if all(one.distance(dot) > _DOT for one in taken):
                taken.append(dot)
                rings.append(_steps(dot.exterior.coords)[:-1])
        return rings

    def seen(self, shape: MultiPolygon, rings: Rings) -> MultiPolygon:
        """Return a shape in grid units, or what is left of one so small that rounding to whole steps moves it."""
        if not rings or sum(abs(ring_area(ring)) for ring in rings) >= _TINY:
            return self.shape(shape)
        return shapely.multipolygons([shapely.buffer(shapely.MultiPoint(ring).convex_hull, 1.0) for ring in rings])

    def _found(self, shape: MultiPolygon) -> list[tuple[float, GridLine]]:
        return [
            (abs(ring_area(ring)), ring)
            for part in shape.geoms
            for one in (part.exterior, *part.interiors)
            if len(ring := self.line(one.coords)[:-1]) >= 3  # noqa: PLR2004 (a triangle)
        ]


def _dot(point: shapely.Point) -> shapely.Polygon:
    turns = [2 * math.pi * (corner + 0.5) / _DOT_CORNERS for corner in range(_DOT_CORNERS)]
    return shapely.Polygon([(point.x + _DOT * math.cos(turn), point.y + _DOT * math.sin(turn)) for turn in turns])


def _steps(points: npt.ArrayLike) -> GridLine:
    steps = np.rint(np.asarray(points)).astype(int)
    fresh = np.ones(len(steps), dtype=bool)
    fresh[1:] = (steps[1:] != steps[:-1]).any(axis=1)
    return tuple((int(x), int(y)) for x, y in steps[fresh])


def ring_area(ring: Sequence[GridPoint]) -> float:
    """Return the signed area of a ring, by the shoelace formula."""
    x, y = np.array(ring, dtype=float).T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


def filled(rings: Iterable[GridLine]) -> MultiPolygon:
    """Return rings that lie apart as a shape."""
    return shapely.multipolygons([shapely.polygons(ring) for ring in rings])
