"""Disputed areas cut out of the land, and drawn where a map has them: in another state, or by themselves."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from msgspec import Struct
from shapely import MultiPoint, MultiPolygon, Point
from shapely.geometry.base import BaseGeometry

from mapgen.basemap.antimeridian import polygons
from mapgen.disk.shipped import shipped_path
from mapgen.places.area_cuts import AreaCut
from mapgen.places.regions import Region

_SHAPES = "boundaries/areas.fgb"
# How near, in degrees, a corner of an area lies to the edge of a neighbour in which it has to be a corner, too.
_MEETING = 1e-7


class AreaLand(Struct, frozen=True):
    """The land of a disputed area, and the code under which it is drawn."""

    code: str
    shape: MultiPolygon


def read_area_shapes(scale: str) -> gpd.GeoSeries:
    """Return the shapes of the areas that the boundaries have inside a state, by slug, in degrees (EPSG:4326).

    They are cut out of the shapes of a scale, point by point; an area that the scale is too coarse for is missing.
    """
    rows = gpd.read_file(shipped_path(_SHAPES))
    shapes: gpd.GeoSeries = rows[rows["scale"] == scale].set_index("area").geometry
    return shapes


def cut_land(land: gpd.GeoDataFrame, cuts: Sequence[AreaCut], scale: str) -> gpd.GeoDataFrame:
    """Return land with a column `area`, and a row for each area that is cut out, under the code it is drawn in.

    `area` is the slug of the area, empty in all other rows, which lose the area's land. Neighbours of an area get its
    corners, so that they still meet point by point. Land of a code that keeps no part of it has no row.
    """
    land = land.assign(area="")
    if not cuts:
        return land
    shapes = read_area_shapes(scale)
    inside = [cut for cut in cuts if cut.inside and cut.slug in shapes.index]
    corners: list[Point] = []
    for cut in inside:
        land, new_corners = _without(land, cut.inside, shapes[cut.slug])
        corners += new_corners.geoms
    moved = {code: cut for cut in cuts for code in cut.codes}
    taken = land["iso3"].isin(moved) & (land["area"] == "")
    rows = [
        *(_as_area(gpd.GeoSeries([shapes[cut.slug]], crs=land.crs), cut) for cut in inside),
        *(_as_area(land.geometry[taken & (land["iso3"] == code)], cut) for code, cut in moved.items()),
    ]
    whole = pd.concat([land[~taken], *(row for row in rows if len(row))], ignore_index=True)
    whole = whole[(whole["iso3"] != "") & ~whole.geometry.is_empty].reset_index(drop=True)
    return _with_corners(whole, MultiPoint(corners))


def dissolved(land: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return cut land with one row for each code again, in the order of `iso3`, with the columns of its own row."""
    own = land[land["area"] == ""].set_index("iso3")
    for code, pieces in land[land["area"] != ""].groupby("iso3")["geometry"]:
        if code in own.index:
            whole = shapely.union_all([own.loc[code, "geometry"], *pieces])
            own.loc[code, "geometry"] = MultiPolygon(polygons(whole))
    rows: gpd.GeoDataFrame = own.drop(columns="area").sort_index().reset_index()
    return rows


def collected(region: Region, drawn: gpd.GeoDataFrame) -> dict[str, MultiPolygon]:
    """Return the shape of each code, the region's first."""
    shapes = {code: shapely.multipolygons(group.to_numpy()) for code, group in drawn.groupby("iso3")["geometry"]}
    return {code: shapes[code] for code in sorted(shapes, key=lambda code: (code not in region.codes, code))}


def with_areas(region: Region, rest: dict[str, MultiPolygon], areas: dict[str, AreaLand]) -> dict[str, MultiPolygon]:
    """Return land with the areas that are drawn in each code."""
    if not areas:
        return rest
    whole = dict(rest)
    for code in {area.code for area in areas.values()}:
        shapes = [
            *([rest[code]] if code in rest else []),
            *(area.shape for area in areas.values() if area.code == code),
        ]
        whole[code] = MultiPolygon(polygons(shapely.union_all(shapes)))
    return {code: whole[code] for code in sorted(whole, key=lambda code: (code not in region.codes, code))}


def _as_area(geometry: gpd.GeoSeries, cut: AreaCut) -> gpd.GeoDataFrame:
    """Return geometries as rows of an area."""
    return gpd.GeoDataFrame({"iso3": cut.into, "area": cut.slug}, index=geometry.index, geometry=geometry)


def _without(land: gpd.GeoDataFrame, code: str, area: MultiPolygon) -> tuple[gpd.GeoDataFrame, MultiPoint]:
    """Return land in which a state has lost an area, and the corners that the area has and the state had not."""
    shapes = land.geometry.to_numpy().copy()
    held = np.flatnonzero((land["iso3"] == code) & (land["area"] == ""))
    corners = _new_corners(area, shapes[held])
    for row in held:
        # With the area's corners in its own edge, the two lie on each other exactly, and no sliver stays between them.
        whole = shapes[row] if corners.is_empty else shapely.snap(shapes[row], corners, _MEETING)
        shapes[row] = MultiPolygon(polygons(shapely.difference(whole, area)))
    return land.set_geometry(gpd.GeoSeries(shapes, index=land.index, crs=land.crs)), corners


def _with_corners(land: gpd.GeoDataFrame, corners: MultiPoint) -> gpd.GeoDataFrame:
    """Return land in which every shape on whose edge a corner lies has that corner."""
    if corners.is_empty:
        return land
    shapes = land.geometry.to_numpy().copy()
    for row in shapely.STRtree(shapes).query(corners, predicate="dwithin", distance=_MEETING):
        shapes[row] = shapely.snap(shapes[row], corners, _MEETING)
    return land.set_geometry(gpd.GeoSeries(shapes, index=land.index, crs=land.crs))


def _new_corners(area: MultiPolygon, shapes: Sequence[BaseGeometry]) -> MultiPoint:
    """Return the corners of an area that the shapes it was cut out of do not have."""
    known = {tuple(point) for point in shapely.get_coordinates(np.asarray(shapes, dtype=object))}
    return MultiPoint([point for point in map(tuple, shapely.get_coordinates(area)) if point not in known])
