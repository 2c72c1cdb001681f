"""The area of a claim: the part of a state's shape that the claim's line cuts off on the claimant's side."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping

import geopandas as gpd
import shapely
from msgspec import Struct
from shapely import LineString, MultiLineString, MultiPoint, MultiPolygon
from shapely.geometry.base import BaseGeometry

from mapgen.basemap.boundaries import read_claims
from mapgen.disk.shipped import shipped_path

# How far a line's end may stop short of the border or coast, in metres: at 110m they lie up to 0.4 degrees apart.
_REACH = 60_000.0
# How near a point on the edge is taken to be on it, in metres.
_MEETING = 0.01


class ClaimShape(Struct, frozen=True):
    """A claim in projected metres: its line, extended to the border or coast, and the area it covers.

    `administered` and `claimant` are alpha-3 codes, None where the claims file does not say. `area` is None where it
    is not known which side is claimed, or the line cuts nothing off at this scale.
    """

    administered: str | None
    claimant: str | None
    lines: MultiLineString
    area: MultiPolygon | None


def claim_shapes(
    names: Collection[str], crs: str, shapes: Mapping[str, MultiPolygon], tolerance: float
) -> dict[str, ClaimShape]:
    """Return the shapes of claims by name, on simplified shapes of territories by code.

    `shapes` are in the projection `crs`; simplifying may move a line by `tolerance` metres. An area is cut out of the
    simplified shape itself, so that it shares its coast and borders point by point.
    """
    if not names:
        return {}
    rows = read_claims().set_index("claim")
    rows = rows[rows.index.isin(list(names))]
    inside = gpd.GeoSeries({name: MultiPoint(points) for name, points in _points().items()}, crs=rows.crs)
    lines, inside = rows.geometry.to_crs(crs), inside.to_crs(crs)
    return {
        name: _claim_shape(
            parties, shapely.simplify(shapely.line_merge(lines[name]), tolerance), inside.get(name), shapes
        )
        for name in names
        for parties in [(_code(rows.at[name, "administered"]), _code(rows.at[name, "claimant"]))]
    }


def _points() -> dict[str, list[tuple[float, float]]]:
    """Return points in degrees inside the claimed areas, by claim; claims that are lines alone are left out."""
    with shipped_path("boundaries/claimed.toml").open("rb") as file:
        return {name: points for name, points in tomllib.load(file).items() if points}


def _code(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _claim_shape(
    parties: tuple[str | None, str | None],
    lines: BaseGeometry,
    inside: MultiPoint | None,
    shapes: Mapping[str, MultiPolygon],
) -> ClaimShape:
    shape = shapes.get(parties[0] or "")
    if shape is None:
        return ClaimShape(*parties, MultiLineString([*shapely.get_parts(lines)]), None)
    carried = carried_on(lines, shape)
    return ClaimShape(*parties, carried, cut_off(shape, carried, inside) if inside is not None else None)


def carried_on(lines: BaseGeometry, shape: MultiPolygon, reach: float = _REACH) -> MultiLineString:
    """Return lines whose ends, where they stop inside a shape within reach of its edge, are extended to the edge."""
    extended = []
    for line in shapely.get_parts(lines):
        points = list(line.coords)
        extended.append(LineString([*_edge(points[0], shape, reach), *points, *_edge(points[-1], shape, reach)]))
    return MultiLineString(extended)


def _edge(end: tuple[float, ...], shape: MultiPolygon, reach: float) -> Iterator[tuple[float, ...]]:
    """Yield the nearest point of a shape's edge, where a line's end lies inside the shape and near the edge."""
    point = shapely.Point(end)
    if shape.contains(point):
        way = shapely.shortest_line(point, shape.boundary)
        if 0 < way.length <= reach:
            yield way.coords[-1]


def cut_off(
    shape: MultiPolygon, lines: MultiLineString, inside: MultiPoint, reach: float = _REACH, meeting: float = _MEETING
) -> MultiPolygon | None:
    """Return the parts around some points that lines cut off a shape; None where lines cut off no such part.

    `reach` and `meeting` are in the units of the shape, metres by default: see _REACH and _MEETING.

    Islands nearer to these parts than to the rest belong to them, as those in the mouth of the Essequibo do.
    """
    crossed = [part for part in shape.geoms if part.intersects(lines)]
    # An end on the edge is made a corner of it, so that the two surely meet.
    ends = MultiPoint([end for line in lines.geoms for end in (line.coords[0], line.coords[-1])])
    edges = shapely.union_all([*(shapely.snap(part.boundary, ends, meeting) for part in crossed), lines])
    faces = [
        face
        for face in shapely.get_parts(shapely.polygonize(shapely.get_parts(edges)))
        if shape.contains(face.representative_point())
    ]
    # A line that ends in mid-land cuts nothing off: no face has it for an edge.
    claimed_faces = [
        face for face in faces if face.intersects(inside) and face.boundary.intersection(lines).length > meeting
    ]
    if not claimed_faces:
        return None
    claimed = shapely.union_all(claimed_faces)
    rest = shapely.union_all([face for face in faces if face not in claimed_faces])
    islands = (part for part in shape.geoms if not part.intersects(lines))
    near = [island for island in islands if island.distance(claimed) < min(reach, island.distance(rest))]
    return MultiPolygon(shapely.get_parts(shapely.union_all([claimed, *near])))
