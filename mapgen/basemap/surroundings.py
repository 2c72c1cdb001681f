"""The land around a region whose own land comes from another file than the countries': fitted to it without gaps."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from mapgen.basemap.antimeridian import polygons

# A country of which the region's land covers half, or which has a twentieth of the region's land, is the same land from
# another hand: what is left of it along the region's edge is no land of its own.
_MOST_OF_COUNTRY = 0.5
_MUCH_OF_REGION = 0.05
# How wide such a rest may be, in parts of the longer side of the region's land; and in degrees for each scale, by which
# coasts are generalised, but no more than another part of that side.
_SLIVER = 0.01
_GENERALISED = {"110m": 1.0, "50m": 0.1, "10m": 0.03}
_MOST_SLIVER = 0.05
# The corners of a quarter circle: slivers are found as well without smooth circles.
_CORNERS = 2
# How near a point is to an edge on which it was computed to lie, in degrees: a hundredth of a millimetre.
_SAME_POINT = 1e-10
# A shape made narrower and then wider again is wider by this than its corners were, so that these stay whole.
_ROUNDER = 1.5

Shapes = npt.NDArray[np.object_]


def fitted(own: gpd.GeoDataFrame, world: gpd.GeoDataFrame, scale: str) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return a region's own land, and the land of the world that is not its own, by the code of its country.

    Both are in degrees, the world's land at a scale. Where they meet, they have the same points: the world's land is
    cut where it overlaps; and where the world's land of the same country reaches farther than the region's, the rest
    goes to the neighbour or, along a coast, is left out. Codes are the world's, with `around ` before those that the
    region has, too.
    """
    land = shapely.union_all(own.geometry.to_numpy())
    shapely.prepare(land)
    rests = dict(zip(world["iso3"], world.geometry, strict=True))
    touched = [code for code, shape in rests.items() if shape.intersects(land)]
    rests |= {code: _land(rests[code].difference(land)) for code in touched}
    covered = {code: shape.area - rests[code].area for code, shape in zip(world["iso3"], world.geometry, strict=True)}
    areas = dict(zip(world["iso3"], shapely.area(world.geometry.to_numpy()), strict=True))
    same = [
        code
        for code in touched
        if covered[code] >= _MOST_OF_COUNTRY * areas[code] or covered[code] >= _MUCH_OF_REGION * land.area
    ]
    _share_out(rests, same, land, _sliver_width(land, scale))
    codes = set(own["iso3"])
    own = own.set_geometry(_with_points(own.geometry.to_numpy(), _met(rests, land)))
    around = {f"around {code}" if code in codes else code: shape for code, shape in rests.items() if not shape.is_empty}
    return own, gpd.GeoDataFrame({"iso3": list(around)}, geometry=list(around.values()), crs=world.crs)


def _met(rests: dict[str, BaseGeometry], land: BaseGeometry) -> Shapes:
    """Return the points of the land around a region that lie on an edge of its land but are none of its points."""
    outline = land.boundary
    shapely.prepare(outline)
    near = [shape for shape in rests.values() if not shape.disjoint(outline)]
    points: Shapes = np.asarray(shapely.points(shapely.get_coordinates(near)))
    points = points[shapely.dwithin(points, outline, _SAME_POINT)]
    known = set(map(tuple, shapely.get_coordinates(outline)))
    fresh = [point not in known for point in map(tuple, shapely.get_coordinates(points))]
    met: Shapes = points[np.array(fresh, dtype=bool)]
    return met


def _with_points(shapes: Shapes, points: Shapes) -> Shapes:
    """Return shapes with some points added to those of their edges on which they lie."""
    at, found = shapely.STRtree(points).query(shapes, predicate="dwithin", distance=_SAME_POINT)
    pointed = shapes.copy()
    for number in np.unique(at):
        pointed[number] = shapely.snap(shapes[number], shapely.multipoints(points[found[at == number]]), _SAME_POINT)
    return pointed


def _sliver_width(land: BaseGeometry, scale: str) -> float:
    left, bottom, right, top = land.bounds
    side = max(right - left, top - bottom)
    return max(_SLIVER * side, min(_GENERALISED[scale], _MOST_SLIVER * side))


def _share_out(rests: dict[str, BaseGeometry], same: list[str], land: BaseGeometry, width: float) -> None:
    """Give slivers of the countries in `same` to the neighbours along them; those along a coast are removed.

    A sliver lies along the region's land and is narrower than a width in degrees.
    """
    slivers: list[Polygon] = []
    for code in same:
        divided = [_divided(piece, land, width) for piece in polygons(rests[code])]
        rests[code] = MultiPolygon([part for wide, _ in divided for part in wide])
        slivers += [part for _, narrow in divided for part in narrow]
    codes = list(rests)
    tree = shapely.STRtree([rests[code] for code in codes])
    gained: dict[str, list[BaseGeometry]] = {}
    for sliver in slivers:
        # Cut edges are straight up to rounding alone.
        edge = shapely.buffer(sliver, _SAME_POINT, quad_segs=_CORNERS)
        shared = {
            codes[at]: rests[codes[at]].boundary.intersection(edge)
            for at in tree.query(sliver, predicate="dwithin", distance=_SAME_POINT)
        }
        for code, part in _shared_out(sliver, shared, width):
            gained.setdefault(code, []).append(part)
    rests |= {code: _land(shapely.union_all([rests[code], *parts])) for code, parts in gained.items()}


def _shared_out(sliver: Polygon, shared: dict[str, BaseGeometry], width: float) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield the parts of a sliver for the neighbours whose borders it shares, the one with most of it first.

    A part reaches no farther from its neighbour's border than a width: a sliver may go on along a coast.
    """
    left: BaseGeometry = sliver
    for code in sorted(shared, key=lambda code: (-shared[code].length, code)):
        if left.is_empty or shared[code].length <= 2 * _SAME_POINT:
            return
        near = shapely.buffer(shared[code], width, quad_segs=_CORNERS)
        yield code, left if near.contains(left) else left.intersection(near)
        left = left.difference(near)


def _divided(piece: Polygon, land: BaseGeometry, width: float) -> tuple[list[Polygon], list[Polygon]]:
    """Return the parts of a piece of land that are wide, and those that are narrow and lie along the region's land."""
    core = shapely.buffer(piece, -width / 2, quad_segs=_CORNERS)
    if core.is_empty:
        return [], [piece]
    narrow = shapely.difference(piece, shapely.buffer(core, width / 2 * _ROUNDER, quad_segs=_CORNERS))
    along = [part for part in polygons(narrow) if part.intersects(land)]
    return polygons(shapely.difference(piece, shapely.union_all(along))) if along else [piece], along


def _land(shape: BaseGeometry) -> MultiPolygon:
    return MultiPolygon(polygons(shape))
