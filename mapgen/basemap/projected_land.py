"""The ground of a map: which land it shows, in which projection and which frame, given by its region or chosen."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from msgspec import Struct
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely import MultiPolygon

from mapgen.basemap.antimeridian import cut_opposite, polygons, single_parts, turned
from mapgen.basemap.boundaries import read_territories
from mapgen.basemap.mainland import SMOOTH, WIDEST, Mask, azimuthal, farthest, grouped, main_parts, middle_of
from mapgen.errors import InputError, listed
from mapgen.places.countries import country_name
from mapgen.places.regions import Region
from mapgen.places.scales import SCALES

# How far beyond the frame, in frame widths, whole pieces of land are drawn as context: pages may be wider than it.
_CONTEXT_REACH = 0.12
# The white space around the outermost coast, as a part of the frame's height; where land is cut at the frame, more.
_FRAME_MARGIN = 0.008
_CROPPED_MARGIN = 0.03
# Beyond so many degrees from its middle an azimuthal map turns land inside out.
_TURNS_OVER = 120.0
# How far from the frame's middle land around it is prepared that is cut at the page's edges, in parts of the frame's
# longer side: farther than pages reach that are not much wider or higher than the map.
_CROPPED_REACH = 1.0
# Land around the region that is farther from it than so many of those sides is left out, landmass by landmass: West
# Africa of a map of Latin America, as a sliver at the edge of wide pages. Coasts so near to each other, in metres,
# are one landmass: England's and France's.
_FAR = 0.2
_STRAIT = 100_000.0

Bounds = tuple[float, float, float, float]  # left, bottom, right, top


class ProjectedLand(Struct, frozen=True, dict=True):
    """The land of a map in metres of a projection (`crs`): one shape per territory, the region's first.

    `frame` is left, bottom, right and top. `parts` are all single polygons of the world in degrees.
    """

    crs: str
    frame: Bounds
    land: dict[str, MultiPolygon]
    parts: gpd.GeoDataFrame


class _Projection(Struct, frozen=True):
    """A projection in PROJ's words, its middle, and whether the meridian opposite to it is an edge of its map."""

    crs: str
    middle: tuple[float, float]
    has_edge: bool


def project_land(region: Region, scale: str) -> ProjectedLand:
    """Return the ground of a region at a scale.

    Raises InputError, naming the region's file and key, for a projection that PROJ refuses, and for states without
    a shape at that scale or without land in the window.
    """
    parts = single_parts(read_territories(scale))
    _refuse_without_shape(region, scale, set(parts["iso3"]))
    parts["own"] = parts["iso3"].isin(region.codes)
    parts, main = _main(region, parts)
    _refuse_without_land(region, set(parts.loc[main, "iso3"]))
    parts["main"] = main
    projection = _projected(region, _seen(region, parts[main]))
    flat = _flat(parts, projection)
    _refuse_without_land(region, set(flat.loc[flat["main"], "iso3"]))
    frame = _frame(region, flat, projection)
    shown = _shown(region, flat, frame)
    collected = {code: shapely.multipolygons(group.to_numpy()) for code, group in shown.groupby("iso3")["geometry"]}
    ordered = sorted(collected, key=lambda code: (code not in region.codes, code))
    return ProjectedLand(projection.crs, frame, {code: collected[code] for code in ordered}, parts)


def _refuse_without_shape(region: Region, scale: str, codes: set[str]) -> None:
    if not (missing := [code for code in region.states if code not in codes]):
        return
    named = ", ".join(f"{code} ({country_name(code, 'en')})" for code in missing)
    others = [one for one in SCALES if one != scale and set(missing) <= set(read_territories(one)["iso3"])]
    hint = f"use {listed(f'--scale {one}' for one in others)}, or " if others else ""
    raise InputError.single(region.where, f"states: {scale} has no shape for {named}; {hint}take them out of the list")


def _refuse_without_land(region: Region, codes: set[str]) -> None:
    if missing := [code for code in region.states if code not in codes]:
        named = ", ".join(f"{code} ({country_name(code, 'en')})" for code in missing)
        key = "window" if region.window else "projection"
        raise InputError.single(region.where, f"{key}: no land of {named} lies in it; widen it, or take them out")


def _main(region: Region, parts: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, pd.Series]:
    """Return the parts, and which of them the map is about: those of the region in its window, or not far off."""
    own = parts["own"]
    if region.window is None:
        main = own.copy()
        if region.projection != "equal-earth":
            main[own] = main_parts(parts[own], region.states)
        return parts, main
    west, south, east, north = _window(region.window)
    parts = turned(parts, (west + east) / 2)
    bounds = parts.bounds
    near = (bounds["miny"] <= north) & (bounds["maxy"] >= south)
    inside = near & (bounds["minx"] <= east) & (bounds["maxx"] >= west)
    reach = (east - west) * _CONTEXT_REACH
    # What lies beside the window in degrees, and may be drawn whole as context.
    parts["beside"] = near & (bounds["minx"] >= west - reach) & (bounds["maxx"] <= east + reach)
    return parts, parts["own"] & inside


def _window(window: Sequence[float]) -> Bounds:
    """Return a window with its east beyond its west, also where it spans the antimeridian."""
    west, south, east, north = window
    return west, south, east + 360 if east < west else east, north


def _seen(region: Region, main: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return what of the main land decides on the projection: without what lies beyond a window that cuts it."""
    if region.window is None or region.context != "cropped":
        return main
    west, south, east, north = _window(region.window)
    seen = main.clip_by_rect(west, south, east, north)
    return main.set_geometry(seen)[~seen.is_empty]


def _projected(region: Region, main: gpd.GeoDataFrame) -> _Projection:
    """Return the projection that a region gives, or the one chosen for its main land."""
    middle = region.centre or middle_of(main)
    if region.projection and region.projection.startswith("+"):
        return _given(region, middle)
    if region.projection != "equal-earth":
        centre = region.centre or _recentred(main, middle)
        if region.projection == "laea" or farthest(main, centre).max() <= WIDEST:
            return _Projection(azimuthal(*centre), centre, has_edge=False)
    longitude = middle[0] if region.centre else round(middle[0])
    crs = f"+proj=eqearth +lon_0={longitude} +datum=WGS84 +units=m +no_defs"
    return _Projection(crs, (longitude, 0.0), has_edge=True)


def _given(region: Region, middle: tuple[float, float]) -> _Projection:
    """Return the projection of a user's own PROJ string; raises InputError where PROJ cannot use it."""
    text = str(region.projection)
    where = f'projection = "{text}"'
    try:
        crs = CRS.from_user_input(text)
    except CRSError as error:
        reason = str(error).split("(Internal Proj Error: ")[-1].rstrip(")")
        raise InputError.single(region.where, f"{where}: PROJ refuses it: {reason}") from None
    operation = crs.coordinate_operation
    if not crs.is_projected or operation is None:
        message = f'{where}: this is no projection onto a plane; write one such as "{azimuthal(15, 60)}"'
        raise InputError.single(region.where, message)
    method = operation.method_name
    round_a_point = any(word in method.lower() for word in ("azimuthal", "stereographic", "orthographic", "gnomonic"))
    longitudes = [one.value for one in operation.params if one.name.startswith("Longitude of")]
    if round_a_point or not longitudes:
        return _Projection(text, middle, has_edge=False)
    return _Projection(text, (float(longitudes[0]), middle[1]), has_edge=True)


def _recentred(main: gpd.GeoDataFrame, middle: tuple[float, float]) -> tuple[float, float]:
    """Return the middle of the land's frame, in degrees, to a tenth: where an azimuthal map distorts least."""
    for _ in range(3):
        crs = azimuthal(*middle)
        left, bottom, right, top = main.to_crs(crs).total_bounds
        inverse = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
        found = inverse.transform((left + right) / 2, (bottom + top) / 2)
        if not np.isfinite(found).all():
            break
        middle = round(found[0], 1), round(found[1], 1)
    return middle


def _flat(parts: gpd.GeoDataFrame, projection: _Projection) -> gpd.GeoDataFrame:
    """Return the parts in metres, without those that the projection cannot show."""
    if projection.has_edge:
        parts = cut_opposite(parts, projection.middle[0])
    else:
        parts = parts[farthest(parts, projection.middle) <= _TURNS_OVER]
    flat = parts.to_crs(projection.crs)
    flat = flat[np.isfinite(flat.bounds).all(axis=1)]
    broken = ~flat.geometry.is_valid
    if broken.any():
        mended = flat[broken].set_geometry(flat[broken].make_valid()).explode()
        flat = pd.concat([flat[~broken], mended[mended.geom_type == "Polygon"]])
    return flat.reset_index(drop=True)


def _frame(region: Region, flat: gpd.GeoDataFrame, projection: _Projection) -> Bounds:
    main = flat[flat["main"]]
    if region.window and region.context == "cropped":
        window = shapely.segmentize(shapely.box(*_window(region.window)), 1.0)
        outline = gpd.GeoSeries([window], crs="EPSG:4326").to_crs(projection.crs).iloc[0]
        main = main.set_geometry(main.intersection(outline))
        main = main[~main.is_empty]
    left, bottom, right, top = main.total_bounds
    margin = (top - bottom) * _FRAME_MARGIN
    if region.context == "cropped":
        margin = max(right - left, top - bottom) * _CROPPED_MARGIN
    return left - margin, bottom - margin, right + margin, top + margin


def _shown(region: Region, flat: gpd.GeoDataFrame, frame: Bounds) -> gpd.GeoDataFrame:
    """Return the parts drawn in a frame: the region's own, and the land around it.

    Land around it is drawn whole or not at all, so that no island or country ends in a straight line that no reader
    could explain; or, where its neighbours are larger than the page, all goes on to the page's edges.
    """
    left, bottom, right, top = frame
    bounds = flat.bounds
    level = (bounds["miny"] >= bottom) & (bounds["maxy"] <= top)
    own, main = flat["own"], flat["main"]
    if region.window is None:
        main |= own & level & (bounds["minx"] >= left) & (bounds["maxx"] <= right)
    around = ~own & ~flat["iso3"].isin(region.left_out)
    if region.context == "none":
        return flat[main]
    if region.context == "cropped":
        return _cropped(flat[main | around], frame)
    reach = (right - left) * _CONTEXT_REACH
    whole = level & (bounds["minx"] >= left - reach) & (bounds["maxx"] <= right + reach)
    if region.window is not None:
        whole &= flat["beside"]
    return flat[main | (around & whole)]


def _cropped(flat: gpd.GeoDataFrame, frame: Bounds) -> gpd.GeoDataFrame:
    """Return the parts cut well beyond the frame, where the page cuts them; or at it, if it cuts the region itself."""
    box = shapely.box(*frame)
    if flat[flat["main"]].within(box).all():
        x, y = (frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2
        reach = _CROPPED_REACH * max(frame[2] - frame[0], frame[3] - frame[1])
        box = shapely.box(x - reach, y - reach, x + reach, y + reach)
    found = flat[flat.intersects(box)]
    found = found[_near(found, _FAR * max(frame[2] - frame[0], frame[3] - frame[1]))]
    cut = ~found.within(box)
    pieces = [polygons(one) for one in found[cut].intersection(box)]
    rows = np.repeat(np.flatnonzero(cut), [len(of_one) for of_one in pieces])
    cropped = found.iloc[rows].set_geometry(
        gpd.GeoSeries([one for of_one in pieces for one in of_one], index=found.index[rows], crs=flat.crs)
    )
    return pd.concat([found[~cut], cropped])


def _near(flat: gpd.GeoDataFrame, distance: float) -> Mask:
    """Return which parts are of a landmass that comes within a distance in metres of the main land."""
    shapes, main = shapely.simplify(flat.geometry.to_numpy(), SMOOTH), flat["main"].to_numpy()
    landmass = grouped(shapes, np.ones(len(shapes), dtype=bool), _STRAIT)
    reached = shapely.STRtree(shapes).query(shapes[main], predicate="dwithin", distance=distance)[1]
    near: Mask = np.isin(landmass, landmass[reached])
    return near
