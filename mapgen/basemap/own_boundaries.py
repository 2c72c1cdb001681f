"""The shapes of a user's own boundaries, in degrees: read, checked, mended where they are invalid, and told about."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from msgspec import Struct
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from mapgen.basemap.antimeridian import as_cut, polygons
from mapgen.basemap.boundaries import read_boundaries
from mapgen.boundary_files.layers import BoundaryLayer, read_layer
from mapgen.boundary_files.model import BoundaryFile
from mapgen.boundary_files.rows import code_text, rows_of
from mapgen.errors import listed

Shapes = npt.NDArray[np.object_]

_SHOWN = 5
_DEGREES = "EPSG:4326"
# Longitudes may run from -180 to 180 or from 0 to 360.
_FARTHEST = 360.0
# A coordinate that no system has, and that is not written out.
_LONG = 1e12
# Degrees beyond the end of a file's coordinates that are rounding.
_ROUNDING = 1e-6
# An overlap smaller than this, in square degrees, is rounding: about a hectare.
_LEAST_OVERLAP = 1e-6
# How far areas of many points are simplified, in parts of the longer side of the land that a map shows: finer than the
# finest grid on which it is drawn.
_FINEST = 1 / 20_000
# Shapes of which a smaller part than this is on land lie in the sea.
_AT_SEA = 0.1
_AREAS = (3, 6, 7)
_KINDS = {0: "a point", 1: "a line", 2: "a line", 4: "points", 5: "lines", 7: "a collection without areas"}


# The notices on the files that this process has read, by their stamps.
_TOLD: dict[str, tuple[str, ...]] = {}


class OwnBoundaries(Struct, frozen=True):
    """The areas of a file: `iso3` (their codes), `name`, and `geometry`, valid multipolygons in degrees (EPSG:4326).

    `notices` say what was mended, and which areas overlap.
    """

    areas: gpd.GeoDataFrame
    notices: tuple[str, ...]


def read_own_boundaries(file: BoundaryFile, chosen: Collection[str] = (), most: int | None = None) -> OwnBoundaries:
    """Return the areas of a user's file, in the order of their codes.

    Rows that are not `chosen` may lack an area; if nothing is chosen, every row needs one. If the areas have more than
    `most` points, they are simplified: neighbours still meet, and a map of the areas `chosen` looks the same.
    Raises InputError, naming the region's file and key, for shapes that are no areas or lie nowhere on Earth, and for
    coordinates that nobody knows.
    """
    rows = rows_of(file)
    layer, named = rows.layer, next(iter(rows.names.values()), {})
    wkb, (keys,) = read_layer(layer, file, [file.key], shapes=True)
    codes = np.array([code_text(value) for value in keys], dtype=object)
    names = np.array([named.get(code, code) for code in codes], dtype=object)
    read = shapely.from_wkb(wkb, on_invalid="ignore")
    shown = ~_is_no_area(read) | np.isin(codes.astype(str), list(chosen or codes))
    codes, names = codes[shown], names[shown]
    shapes = _areas_alone(file, codes, read[shown])
    _refuse_infinite(file, codes, shapes)
    whole = np.array([as_cut(shape) for shape in _in_degrees(file, layer, shapes)], dtype=object)
    broken = ~shapely.is_valid(whole)
    whole[broken] = [_mended(shape) for shape in whole[broken]]
    _refuse(file, codes[shapely.is_empty(whole)], "no area is left when its crossing lines are mended")
    if most is not None and shapely.get_num_coordinates(whole).sum() > most:
        whole = _simplified(whole, whole[np.isin(codes.astype(str), list(chosen))])
    order = np.argsort(codes.astype(str), kind="stable")
    areas = gpd.GeoDataFrame({"iso3": codes, "name": names}, geometry=list(whole), crs=_DEGREES)
    notices = (*_told("{} cross themselves, and are mended", codes[broken]), *_overlaps(codes, whole))
    told = tuple(f"{file.path.name}: the shapes of {notice}" for notice in notices)
    _TOLD[file.stamp] = told
    return OwnBoundaries(areas.iloc[order].reset_index(drop=True), told)


def notices_on(file: BoundaryFile, chosen: Collection[str]) -> tuple[str, ...]:
    """Return the notices of read_own_boundaries; a file that this process has read is not read again."""
    return _TOLD[file.stamp] if file.stamp in _TOLD else read_own_boundaries(file, chosen).notices


def _is_no_area(shapes: Shapes) -> npt.NDArray[np.bool_]:
    """Return a mask of the shapes without areas, which do not matter where the region does not show them."""
    is_area: npt.NDArray[np.bool_] = np.isin(shapely.get_type_id(shapes), _AREAS) & ~shapely.is_empty(shapes)
    return ~is_area


def _areas_alone(file: BoundaryFile, codes: Shapes, shapes: Shapes) -> Shapes:
    """Return shapes as multipolygons; raises InputError for rows that have none."""
    missing = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    _refuse(file, codes[missing], "no shape stands there; each row needs an area")
    areas = np.empty(len(shapes), dtype=object)
    areas[:] = [MultiPolygon(_polygons(shape)) for shape in shapes]
    lacking = shapely.is_empty(areas)
    if lacking.any():
        kinds = sorted({_KINDS.get(int(kind), "no area") for kind in shapely.get_type_id(shapes[lacking])})
        _refuse(file, codes[lacking], f"{listed(kinds)} stands where an area belongs; choose a layer of polygons")
    return areas


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    """Return the polygons of a shape, also those inside of collections."""
    if shape.geom_type == "GeometryCollection":
        return [polygon for part in shapely.get_parts(shape) for polygon in _polygons(part)]
    return polygons(shape)


def _refuse_infinite(file: BoundaryFile, codes: Shapes, shapes: Shapes) -> None:
    points, owner = shapely.get_coordinates(shapes, return_index=True)
    broken = ~np.isfinite(points).all(axis=1)
    _refuse(file, codes[np.unique(owner[broken])], "a coordinate is no number")


def _in_degrees(file: BoundaryFile, layer: BoundaryLayer, shapes: Shapes) -> Shapes:
    """Return shapes in degrees; raises InputError where their coordinates cannot be what they are said to be."""
    left, bottom, right, top = shapely.total_bounds(shapes)
    like_degrees = max(abs(left), abs(right)) <= _FARTHEST and max(abs(bottom), abs(top)) <= 90 + _ROUNDING
    crs = _crs(file, layer, like_degrees=like_degrees)
    if not crs.is_projected:
        if not like_degrees:
            span = f"x from {_number(left)} to {_number(right)}, y from {_number(bottom)} to {_number(top)}"
            swapped = max(abs(left), abs(right)) <= 90 and max(abs(bottom), abs(top)) <= _FARTHEST  # noqa: PLR2004
            hint = (
                "latitude seems to stand before longitude; exchange them"
                if swapped
                else 'say which coordinates they are, such as crs = "EPSG:3857"'
            )
            raise file.refusal(f"its coordinates ({span}) are no degrees, as {crs.name} would have them; {hint}", "crs")
        _refuse_exchanged(file, shapes)
        if crs == CRS(_DEGREES):
            return shapes
    elif like_degrees:
        message = f'its coordinates look like degrees, and not like {crs.name}; write crs = "{_DEGREES}"'
        raise file.refusal(message, "crs")
    to_degrees = Transformer.from_crs(crs, _DEGREES, always_xy=True)
    moved = shapely.transform(shapes, lambda points: np.column_stack(to_degrees.transform(points[:, 0], points[:, 1])))
    points = shapely.get_coordinates(moved)
    if not np.isfinite(points).all():
        raise file.refusal(f"some of its coordinates lie where {crs.name} has no place on Earth", "crs")
    turned: Shapes = moved
    return turned


def _number(coordinate: float) -> str:
    """Return a coordinate for a message: `2,264,003`, and `1e+301` where digits would fill lines."""
    return f"{coordinate:,.0f}" if abs(coordinate) < _LONG else f"{coordinate:.0e}"


def _refuse_exchanged(file: BoundaryFile, shapes: Shapes) -> None:
    """Raise InputError for shapes in degrees that lie in the sea, and on land if their axes are exchanged."""
    points = shapely.get_coordinates(shapely.point_on_surface(shapes))
    world = shapely.union_all(read_boundaries("110m").geometry.to_numpy())
    shapely.prepare(world)

    def on_land(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> float:
        return float(shapely.contains_xy(world, x, y).mean())

    x, y = (points[:, 0] + 180) % 360 - 180, points[:, 1]
    if on_land(x, y) < _AT_SEA and on_land(points[:, 1], points[:, 0]) > 1 - _AT_SEA:
        message = "its shapes lie in the sea, and on land if latitude and longitude are exchanged; exchange them"
        raise file.refusal(message)


def _crs(file: BoundaryFile, layer: BoundaryLayer, *, like_degrees: bool) -> CRS:
    """Return the coordinate system of a file: the one that the region's file gives, or else its own."""
    if not file.crs and not layer.crs:
        hint = (
            f'they look like degrees: write crs = "{_DEGREES}"' if like_degrees else 'say it, as in crs = "EPSG:31983"'
        )
        raise file.refusal(f"it does not say in which coordinates its shapes are; {hint}", "crs")
    try:
        return CRS.from_user_input(file.crs or layer.crs)
    except CRSError:
        told = file.crs or layer.crs
        raise file.refusal(
            f'"{told}" is no coordinate system that PROJ knows; write one such as "EPSG:4326"', "crs"
        ) from None


def _mended(shape: BaseGeometry) -> MultiPolygon:
    return MultiPolygon(polygons(shapely.make_valid(shape, method="structure", keep_collapsed=False)))


def _simplified(shapes: Shapes, chosen: Shapes) -> Shapes:
    """Return shapes simplified as far as no map of some of them shows; those too small for it stay as they are."""
    left, bottom, right, top = shapely.total_bounds(chosen)
    simple: Shapes = np.asarray(shapely.coverage_simplify(shapes, max(right - left, top - bottom) * _FINEST))
    lost = shapely.is_empty(simple)
    simple[lost] = shapes[lost]
    return simple


def _overlaps(codes: Shapes, shapes: Shapes) -> tuple[str, ...]:
    """Return the notice on areas that overlap, if any do."""
    if shapely.coverage_is_valid(shapes):
        return ()
    tree = shapely.STRtree(shapes)
    first, second = tree.query(shapes, predicate="intersects")
    first, second = first[first < second], second[first < second]
    common = shapely.area(shapely.intersection(shapes[first], shapes[second]))
    pairs = [f"{codes[a]} and {codes[b]}" for a, b in zip(first, second, strict=True)]
    return _told("{} overlap", [pair for pair, area in zip(pairs, common, strict=True) if area > _LEAST_OVERLAP])


def _told(phrase: str, names: Sequence[str] | Shapes) -> tuple[str, ...]:
    if not len(names):
        return ()
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return (phrase.format(", ".join(names[:_SHOWN]) + more),)


def _refuse(file: BoundaryFile, codes: Shapes, fault: str) -> None:
    if len(codes):
        named = ", ".join(f'"{code}"' for code in codes[:_SHOWN])
        more = f" and {len(codes) - _SHOWN:,} more" if len(codes) > _SHOWN else ""
        raise file.refusal(f"the row of {named}{more}: {fault}")
