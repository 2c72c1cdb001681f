"""The antimeridian: shapes cut at 180 degrees are joined again, and cut where a world map ends."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely import MultiPolygon, Polygon
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

_TURN, _HALF_TURN = 360.0, 180.0
# Edges nearer to a pole than this latitude lead round it.
_POLE = 89.9
# A shape that was cut at a meridian ends within this distance of it, in degrees: boundaries are rounded to 0.004.
_NEAR = 0.005
# How far from its end a map is cut, in degrees: ten centimetres.
_HAIR = 1e-6


def single_parts(territories: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the single polygons of cut land in degrees, with the columns iso3, area and geometry.

    Those cut at 180 degrees are joined, and have longitudes beyond 180. A shape that runs round a pole (Antarctica)
    stays as it is.
    """
    parts = territories[["iso3", "area", "geometry"]].explode(ignore_index=True)
    bounds = parts.bounds
    at_west, at_east = bounds["minx"] <= _NEAR - 180, bounds["maxx"] >= 180 - _NEAR
    torn = at_west ^ at_east
    codes, shapes = list(parts.loc[~torn, "iso3"]), list(parts.loc[~torn, "geometry"])
    areas = list(parts.loc[~torn, "area"])
    for code in sorted(set(parts.loc[torn, "iso3"])):
        of_state = torn & (parts["iso3"] == code)
        west = _moved(parts.loc[of_state & at_west, "geometry"].to_numpy(), _TURN)
        joined = shapely.get_parts(shapely.union_all([*west, *parts.loc[of_state & at_east, "geometry"]]))
        codes += [code] * len(joined)
        areas += [""] * len(joined)
        shapes += list(joined)
    return gpd.GeoDataFrame({"iso3": codes, "area": areas}, geometry=shapes, crs=parts.crs)


def turned(parts: gpd.GeoDataFrame, middle: float) -> gpd.GeoDataFrame:
    """Return parts moved by whole turns, so that the middle of each lies within half a turn of a meridian."""
    bounds = parts.bounds
    turns = np.rint(((bounds["minx"] + bounds["maxx"]) / 2 - middle) / _TURN).to_numpy()
    return _with(parts, _moved(parts.geometry.to_numpy(), -_TURN * turns))


def cut_opposite(parts: gpd.GeoDataFrame, middle: float) -> gpd.GeoDataFrame:
    """Return parts cut at the meridian opposite to another one, where a map centred on that one ends.

    Every part then lies within half a turn of `middle`, and _HAIR degrees off the ends: PROJ takes a point on one end
    for the same point on the other, and would draw a coast across the whole map.
    """
    parts = turned(parts, middle)
    bounds = parts.bounds
    west, east = middle - _TURN / 2 + _HAIR, middle + _TURN / 2 - _HAIR
    over = np.flatnonzero((bounds["minx"] < west) | (bounds["maxx"] > east))
    # With a point each degree, so that a cut follows the curved end of a map.
    whole = shapely.segmentize(shapely.box(west, -90, east, 90), 1.0)
    rows, shapes = list(np.setdiff1d(np.arange(len(parts)), over)), []
    shapes += list(parts.geometry.iloc[rows])
    for row in over:
        for turn in (-_TURN, 0.0, _TURN):
            (moved,) = _moved(parts.geometry.iloc[row], turn)
            pieces = polygons(shapely.intersection(moved, whole))
            rows += [row] * len(pieces)
            shapes += pieces
    cut_parts = parts.iloc[rows].reset_index(drop=True)
    return _with(cut_parts, np.array(shapes, dtype=object))


def polygons(shape: BaseGeometry) -> list[Polygon]:
    """Return the polygons of a shape, without the points and lines that cutting may leave."""
    return [part for part in shapely.get_parts(shape) if isinstance(part, Polygon) and not part.is_empty]


def unrolled(part: Polygon) -> Polygon | None:
    """Return a polygon whose longitudes continue where it crosses 180 degrees; None for one round a pole."""
    shell, *holes = [_continued(np.asarray(ring.coords)) for ring in (part.exterior, *part.interiors)]
    if abs(shell[0, 0] - shell[-1, 0]) > _HALF_TURN:
        return None
    for hole in holes:
        hole[:, 0] += _TURN * np.rint((shell[:, 0].mean() - hole[:, 0].mean()) / _TURN)
    return Polygon(shell, holes)


def _continued(ring: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the points of a ring, each within half a turn of the one before."""
    step = np.diff(ring[:, 0])
    turns = np.cumsum(np.where(np.abs(step) > _HALF_TURN, -np.sign(step), 0.0))
    return np.column_stack([ring[:, 0] + _TURN * np.concatenate([[0.0], turns]), ring[:, 1]])


def cut_at_antimeridian(part: Polygon) -> list[Polygon]:
    """Return a polygon whose longitudes may lie beyond 180 degrees cut there, and each piece turned back."""
    west, _, east, _ = part.bounds
    if west >= -_HALF_TURN and east <= _HALF_TURN:
        return [part]
    valid = shapely.make_valid(part, method="structure", keep_collapsed=False)
    return [
        translate(piece, -turn)
        for turn in (-_TURN, 0.0, _TURN)
        for piece in polygons(shapely.intersection(valid, shapely.box(turn - _HALF_TURN, -90, turn + _HALF_TURN, 90)))
    ]


def as_cut(shape: MultiPolygon) -> MultiPolygon:
    """Return a shape in degrees cut at the antimeridian, whose rings may jump over it or go on beyond 180 degrees.

    Polygons round a pole, whose edges run along it, stay as they are.
    """
    parts = [unrolled(part) if _jumps(part) else part for part in shape.geoms]
    return MultiPolygon(
        [
            piece
            for part, original in zip(parts, shape.geoms, strict=True)
            for piece in ([original] if part is None else cut_at_antimeridian(part))
        ]
    )


def _jumps(part: Polygon) -> bool:
    """Whether a ring of a polygon goes from one side of the antimeridian to the other, but for edges along a pole."""
    points = shapely.get_coordinates(part)
    far = np.abs(np.diff(points[:, 0])) > _HALF_TURN
    # Between two rings there is no edge; a jump there costs no more than a needless look.
    return bool((far & (np.abs(points[1:, 1]) < _POLE)).any())


def _with(parts: gpd.GeoDataFrame, geometry: npt.NDArray[np.object_]) -> gpd.GeoDataFrame:
    return parts.set_geometry(gpd.GeoSeries(geometry, index=parts.index, crs=parts.crs))


def _moved(geometry: npt.ArrayLike, degrees: npt.ArrayLike) -> npt.NDArray[np.object_]:
    """Return geometries moved east, each by its degrees; one moved by 0 keeps its coordinates to the bit."""
    shapes, by = np.atleast_1d(np.asarray(geometry, dtype=object)), np.asarray(degrees, dtype=float)
    by = np.broadcast_to(by, shapes.shape)
    points, owner = shapely.get_coordinates(shapes, return_index=True)
    points[:, 0] += by[owner]
    return np.asarray(shapely.set_coordinates(shapes.copy(), points), dtype=object)
