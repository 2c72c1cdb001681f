"""The land around a region as one coarse shape, with the borders of the neighbours between each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import shapely
from shapely import LineString, MultiPolygon
from shapely.geometry.base import BaseGeometry

from mapgen.basemap.antimeridian import polygons
from mapgen.basemap.grid import Grid, Rings, ring_area
from mapgen.basemap.model import GridLine, Shape, path_data
from mapgen.basemap.topology import borders_of

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
