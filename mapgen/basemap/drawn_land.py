"""The land of a region in degrees, for other programs: as a map draws it, or whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import shapely
from pyproj import Transformer
from shapely import MultiPolygon
from shapely.affinity import translate

from mapgen.basemap.boundaries import read_territories
from mapgen.basemap.grid import STANDARD, Grid
from mapgen.basemap.projected_land import ProjectedLand, project_land, refuse_without_shape
from mapgen.places.regions import Region

# A step of the coordinates, in degrees: a centimetre, as RFC 7946 advises.
_STEP, _DECIMALS = 1e-7, 7


def whole_land(region: Region, scale: str) -> dict[str, MultiPolygon]:
    """Return the shapes of a region's territories as the boundaries have them, by alpha-3 code.

    They are in degrees (EPSG:4326), cut at the antimeridian, valid, and their outer rings run anticlockwise, as RFC
    7946 asks. A territory that the scale lacks is left out; for a state that it lacks, raises InputError.
    """
    shapes = read_territories(scale).set_index("iso3").geometry
    refuse_without_shape(region, scale, shapes.index)
    return _tidy({code: shapes[code] for code in region.codes if code in shapes.index})


def drawn_land(region: Region, scale: str, units: int) -> dict[str, MultiPolygon]:
    """Return the shapes of a region's territories as a map with `units` grid steps draws them; else like whole_land.

    The land outside the region's window is left out, lines are simplified, and islands too small to see are gone.
    Neighbours keep their common lines. A territory that is drawn by dots has its whole land, unsimplified.
    Raises InputError as project_land does.
    """
    projected = project_land(region, scale)
    grid = Grid(projected.frame, units)
    simplified = shapely.coverage_simplify(np.array(list(projected.land.values())), STANDARD.tolerance / grid.scale)
    drawn = {
        code: projected.land[code] if grid.dotted(projected.land[code]) is not None else _visible(shape, grid)
        for code, shape in zip(projected.land, simplified, strict=True)
        if code in region.codes
    }
    return _tidy(_in_degrees(drawn, projected, whole_land(region, scale)))


def _visible(shape: MultiPolygon, grid: Grid) -> MultiPolygon:
    """Return a shape without its islands that are too small to see; the largest stays."""
    parts = shapely.get_parts(shape)
    areas = shapely.area(parts) * grid.scale**2
    return MultiPolygon(list(parts[(areas >= STANDARD.smallest) | (areas == areas.max())]))


def _in_degrees(
    drawn: Mapping[str, MultiPolygon], projected: ProjectedLand, whole: Mapping[str, MultiPolygon]
) -> dict[str, MultiPolygon]:
    """Return shapes in degrees, cut at the antimeridian; the whole shape in place of one round a pole."""
    to_metres = Transformer.from_crs("EPSG:4326", projected.crs, always_xy=True)
    poles = [shapely.Point(*to_metres.transform(0.0, latitude)) for latitude in (-90.0, 90.0)]
    # Longitudes that continue beyond 180, as far as the map does.
    around = f"+proj=longlat +datum=WGS84 +lon_wrap={projected.middle} +type=crs"
    to_degrees = Transformer.from_crs(projected.crs, around, always_xy=True)

    def degrees(points: np.ndarray) -> np.ndarray:
        return np.column_stack(to_degrees.transform(points[:, 0], points[:, 1]))

    return {
        code: whole[code]
        if any(shape.intersects(pole) for pole in poles)
        else _cut_at_antimeridian(shapely.transform(shape, degrees))
        for code, shape in drawn.items()
    }


def _cut_at_antimeridian(shape: MultiPolygon) -> MultiPolygon:
    """Return a shape whose longitudes may lie beyond 180 degrees, cut there, and each piece turned back."""
    west, _, east, _ = shape.bounds
    if west >= -180 and east <= 180:  # noqa: PLR2004 (half a turn)
        return shape
    valid = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    pieces = [
        translate(shapely.intersection(valid, shapely.box(turn - 180, -90, turn + 180, 90)), -turn)
        for turn in (-360, 0, 360)
    ]
    return MultiPolygon(_polygons(pieces))


def _tidy(shapes: Mapping[str, MultiPolygon]) -> dict[str, MultiPolygon]:
    """Return shapes with coordinates of _DECIMALS, valid, and their rings in the directions of RFC 7946."""
    tidied = {}
    for code, shape in shapes.items():
        valid = shape if shape.is_valid else shapely.make_valid(shape, method="structure", keep_collapsed=False)
        rounded = MultiPolygon(_polygons([shapely.set_precision(valid, _STEP)]))
        exact = shapely.transform(rounded, lambda points: np.round(points, _DECIMALS) + 0.0)  # no -0.0
        tidied[code] = shapely.orient_polygons(exact)
    return tidied


def _polygons(shapes: Iterable[shapely.Geometry]) -> list[shapely.Polygon]:
    """Return the polygons of shapes, without the points and lines that cutting may leave."""
    return [
        part
        for part in shapely.get_parts(shapely.get_parts(list(shapes)))
        if part.geom_type == "Polygon" and not part.is_empty
    ]
