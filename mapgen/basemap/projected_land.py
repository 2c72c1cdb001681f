"""The land that a map shows, in metres of its projection, and the frame around it."""

from __future__ import annotations

from collections.abc import Collection

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from msgspec import Struct
from shapely import MultiPolygon

from mapgen.basemap.antimeridian import cut_opposite, polygons, single_parts, turned
from mapgen.basemap.area_land import AreaLand, collected, with_areas
from mapgen.basemap.claim_frames import frame_around_areas, frame_around_claims
from mapgen.basemap.land import read_land, read_own_land
from mapgen.basemap.model import REACH
from mapgen.basemap.projection import Bounds, Projection, farthest, main_parts, normalised_window, projection_of
from mapgen.errors import InputError, listed
from mapgen.places.countries import country_name
from mapgen.places.insets import Window
from mapgen.places.regions import Region
from mapgen.places.scales import SCALES

# How far beyond the frame, in frame widths, whole pieces of land are drawn as context: pages may be wider than it.
_CONTEXT_REACH = 0.12
# The white space around the outermost coast, as a part of the frame's height; where land is cut at the frame, more.
_FRAME_MARGIN = 0.008
_CROPPED_MARGIN = 0.015
# Farther than this from its middle, in degrees, an azimuthal map turns land inside out.
_TURNS_OVER = 120.0


class ProjectedLand(Struct, frozen=True, dict=True):
    """The land of a map in metres of a projection (`crs`): one shape per territory, the region's first.

    `frame` is left, bottom, right and top. `parts` are all single polygons of the world in degrees. `areas` are the
    disputed areas that the region cuts out, by their slugs; they are part of `land` as well, and `rest` is the land
    without them.
    """

    crs: str
    frame: Bounds
    land: dict[str, MultiPolygon]
    parts: gpd.GeoDataFrame
    rest: dict[str, MultiPolygon]
    areas: dict[str, AreaLand]


def project_land(region: Region, scale: str) -> ProjectedLand:
    """Return the projected land of a region at a scale.

    Raises InputError, naming the region's file and key, for a projection that PROJ refuses, and for states without
    a shape at that scale or without land in the window.
    """
    parts = single_parts(read_land(region, scale))
    refuse_without_shape(region, scale, set(parts["iso3"]))
    parts["own"] = parts["iso3"].isin(region.codes)
    far = {code for inset in region.drawn_insets for code in parts_in(inset.window, parts)["iso3"]}
    parts, main = _main(region, parts)
    _refuse_without_land(region, far | set(parts.loc[main, "iso3"]))
    parts["main"] = main
    projection = projection_of(region, parts[main])
    flat = _flat(parts, projection)
    _refuse_without_land(region, far | set(flat.loc[flat["main"], "iso3"]))
    frame = frame_around_claims(region, flat, _frame(region, flat, projection))
    frame = frame_around_areas(region, flat, frame)
    drawn = _drawn_parts(region, flat, frame)
    _refuse_far_territories(region, set(parts["iso3"]) - set(drawn["iso3"]))
    rest = collected(region, drawn[drawn["area"] == ""])
    areas = {
        slug: AreaLand(group["iso3"].iloc[0], shapely.multipolygons(group.geometry.to_numpy()))
        for slug, group in drawn[drawn["area"] != ""].groupby("area")
    }
    return ProjectedLand(projection.crs, frame, with_areas(region, rest, areas), parts, rest, areas)


def parts_in(window: Window, parts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the parts of a region's land that lie whole in a window, turned around its middle if it spans 180°."""
    west, south, east, north = normalised_window(window)
    of_region: gpd.GeoDataFrame = turned(parts[parts["own"]], (west + east) / 2)
    bounds = of_region.bounds
    inside = (bounds["minx"] >= west) & (bounds["maxx"] <= east) & (bounds["miny"] >= south) & (bounds["maxy"] <= north)
    return of_region[inside]


def refuse_without_shape(region: Region, scale: str, codes: Collection[str]) -> None:
    """Raise InputError for states of a region that have no shape at a scale; `codes` are those that have one."""
    if not (missing := [code for code in region.states if code not in codes]):
        return
    named = ", ".join(f"{code} ({country_name(code, 'en')})" for code in missing)
    other_scales = [
        name for name in SCALES if name != scale and set(missing) <= set(read_own_land(region, name)["iso3"])
    ]
    hint = f"use {listed(f'--scale {other_scale}' for other_scale in other_scales)}, or " if other_scales else ""
    raise InputError.single(region.where, f"states: {scale} has no shape for {named}; {hint}take them out of the list")


def _refuse_without_land(region: Region, codes: set[str]) -> None:
    if missing := [code for code in region.states if code not in codes]:
        named = ", ".join(f"{code} ({country_name(code, 'en')})" for code in missing)
        key = "window" if region.window else "projection"
        insets = "draw its insets, " if region.insets and not region.drawn_insets else ""
        hint = f"{insets}widen it, or take them out"
        raise InputError.single(region.where, f"{key}: no land of {named} lies in it; {hint}")


def _refuse_far_territories(region: Region, off_the_map: set[str]) -> None:
    """Raise InputError for territories whose land lies off the map; an inset may show one that does.

    One that a scale has no shape for is left to finer scales.
    """
    far = [code for code in region.territories if code in off_the_map]
    if far and not region.insets:
        named = ", ".join(f"{code} ({country_name(code, 'en')})" for code in far)
        message = f"territories: {named} would lie far off this map, or outside its window; take them out"
        raise InputError.single(region.where, message)


def _main(region: Region, parts: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, pd.Series]:
    """Return the parts, and a mask of those the map is about: the region's in its window, or those not far off."""
    of_region = parts["own"]
    if region.window is None:
        main = of_region.copy()
        if region.projection != "equal-earth":
            main[of_region] = main_parts(parts[of_region], region.states)
        return parts, main
    west, south, east, north = normalised_window(region.window)
    parts = turned(parts, (west + east) / 2)
    bounds = parts.bounds
    near = (bounds["miny"] <= north) & (bounds["maxy"] >= south)
    inside = near & (bounds["minx"] <= east) & (bounds["maxx"] >= west)
    reach = (east - west) * _CONTEXT_REACH
    # These parts lie beside the window in degrees, and may be drawn whole as context.
    parts["beside"] = near & (bounds["minx"] >= west - reach) & (bounds["maxx"] <= east + reach)
    return parts, parts["own"] & inside


def _flat(parts: gpd.GeoDataFrame, projection: Projection) -> gpd.GeoDataFrame:
    """Return the parts in metres, valid polygons, without those that the projection cannot show."""
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


def _frame(region: Region, flat: gpd.GeoDataFrame, projection: Projection) -> Bounds:
    """Return the frame around the main land, or around what of it lies in a window that cuts it, with a margin."""
    main = flat[flat["main"]]
    if region.window and region.context == "cropped":
        window = shapely.segmentize(shapely.box(*normalised_window(region.window)), 1.0)
        outline = gpd.GeoSeries([window], crs="EPSG:4326").to_crs(projection.crs).iloc[0]
        # A window whose outline the projection cannot show, such as the whole world's, cuts nothing.
        seen = main.intersection(outline if outline.is_valid else shapely.box(*main.total_bounds))
        main = main.set_geometry(seen)[~seen.is_empty]
    left, bottom, right, top = main.total_bounds
    margin = (top - bottom) * _FRAME_MARGIN
    if region.context == "cropped":
        margin = max(right - left, top - bottom) * _CROPPED_MARGIN
    return left - margin, bottom - margin, right + margin, top + margin


def _drawn_parts(region: Region, flat: gpd.GeoDataFrame, frame: Bounds) -> gpd.GeoDataFrame:
    """Return the parts drawn in a frame: the region's own, and the land around it.

    Land around the region is drawn whole or not at all, so that no island or country ends in a straight line that no
    reader could explain. Where the neighbours are larger than the page, their land reaches to the page's edges.
    """
    left, bottom, right, top = frame
    bounds = flat.bounds
    level = (bounds["miny"] >= bottom) & (bounds["maxy"] <= top)
    of_region, main = flat["own"], flat["main"].copy()
    if region.window is None:
        main |= of_region & level & (bounds["minx"] >= left) & (bounds["maxx"] <= right)
    around_region = ~of_region & ~flat["iso3"].isin(region.left_out)
    if region.context == "none":
        return flat[main]
    if region.context == "cropped":
        return _cropped(flat.assign(main=main)[of_region | around_region], frame)
    reach = (right - left) * _CONTEXT_REACH
    whole = level & (bounds["minx"] >= left - reach) & (bounds["maxx"] <= right + reach)
    if region.window is not None:
        whole &= flat["beside"]
    return flat[main | (around_region & whole)]


def _cropped(flat: gpd.GeoDataFrame, frame: Bounds) -> gpd.GeoDataFrame:
    """Return the parts cut far outside the frame, also the region's own: the page cuts them at its frame.

    Of a state that the frame cuts, all parts are drawn: a wider page shows more of it.
    """
    x, y = (frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2
    longer = max(frame[2] - frame[0], frame[3] - frame[1])
    reach = REACH * longer
    box = shapely.box(x - reach, y - reach, x + reach, y + reach)
    cut_states = set(flat.loc[flat["main"] & ~flat.within(shapely.box(*frame)), "iso3"])
    drawn = flat["main"] | ~flat["own"] | flat["iso3"].isin(cut_states)
    land = flat[drawn & flat.intersects(box)]
    cut = ~land.within(box)
    pieces = [polygons(piece) for piece in land[cut].intersection(box)]
    rows = np.repeat(np.flatnonzero(cut), [len(of_part) for of_part in pieces])
    cropped = land.iloc[rows].set_geometry(
        gpd.GeoSeries([piece for of_part in pieces for piece in of_part], index=land.index[rows], crs=flat.crs)
    )
    return pd.concat([land[~cut], cropped])
