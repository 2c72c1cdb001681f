"""The land of a region, and the land around it, in degrees: from the shipped boundaries, or from its own file."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely
from msgspec.structs import replace

from mapgen.basemap.area_land import cut_land, dissolved
from mapgen.basemap.boundaries import read_divisions, read_territories
from mapgen.basemap.own_boundaries import read_own_boundaries
from mapgen.basemap.surroundings import fitted
from mapgen.places.area_cuts import own_key
from mapgen.places.regions import Region

# Areas of a user's file are simplified before they are fitted if they have more points than these.
_MANY = 50_000


def read_land(region: Region, scale: str) -> gpd.GeoDataFrame:
    """Return the land of a region and around it: `iso3`, the code it is drawn in, `area`, and `geometry`.

    Each code has one row, and one more for each disputed area that a view draws in it; see cut_land.

    Geometries are valid polygons or multipolygons in degrees (EPSG:4326), cut at the antimeridian; neighbours meet
    without gaps. Divisions and own boundaries have one scale: the other one is that of the land around them.
    Raises InputError as read_boundaries and read_own_boundaries do.
    """
    world = read_territories(scale)[["iso3", "geometry"]]
    areas = _areas(region, _MANY)
    if areas is None:
        return cut_land(world, region.cuts, scale)
    world = _with_own_keys(world[~world["iso3"].isin(region.left_out)], region, scale)
    land, around = fitted(areas[["iso3", "geometry"]], world, scale)
    own = land["iso3"].isin(region.states)
    rest = shapely.union_all(land[~own].geometry.to_numpy())
    rows = [land[own], around, *([_row("around the states", rest, land)] if not rest.is_empty else [])]
    joined: gpd.GeoDataFrame = pd.concat(rows, ignore_index=True)
    slugs = {own_key(cut.slug): cut for cut in region.cuts}
    joined["area"] = [slugs[code].slug if code in slugs else "" for code in joined["iso3"]]
    joined["iso3"] = [slugs[code].into if code in slugs else code for code in joined["iso3"]]
    return joined.sort_values(["iso3", "area"], ignore_index=True)


def _with_own_keys(world: gpd.GeoDataFrame, region: Region, scale: str) -> gpd.GeoDataFrame:
    """Return the world's land with the disputed areas cut out, each under a key of its own.

    So they are fitted to divisions as countries are, and no sliver stays between the two.
    """
    cut = cut_land(world, [replace(cut, into=own_key(cut.slug)) for cut in region.cuts], scale)
    return cut.dissolve("iso3", as_index=False)[["iso3", "geometry"]] if region.cuts else world


def read_own_land(region: Region, scale: str) -> gpd.GeoDataFrame:
    """Return the rows of read_land for the region's own territories, with the other columns of their boundaries.

    Divisions and own areas have `iso3`, `name` and `geometry` alone.
    """
    cut, areas = cut_land(read_territories(scale), region.cuts, scale), _areas(region, None)
    if areas is not None:
        drawn_in = cut[cut["iso3"].isin(region.states) & (cut["area"] != "")]
        areas = dissolved(pd.concat([areas.assign(area=""), drawn_in[["iso3", "area", "geometry"]]]))
    land = dissolved(cut)
    own = land[land["iso3"].isin(region.codes)]
    if areas is not None:
        territories = land.loc[land["iso3"].isin(list(region.territories)), list(areas.columns)]
        own = pd.concat([areas[areas["iso3"].isin(region.states)], territories], ignore_index=True)
    ordered: gpd.GeoDataFrame = own.sort_values("iso3", ignore_index=True)
    return ordered


def _areas(region: Region, most: int | None) -> gpd.GeoDataFrame | None:
    """Return all areas of the files that a region's states are in; None if these are countries.

    Those of a user's file are simplified if they have more than `most` points.
    """
    if region.boundaries:
        return read_own_boundaries(region.boundaries, region.states, most).areas
    if region.divisions:
        return pd.concat([read_divisions(country) for country in region.divisions], ignore_index=True)
    return None


def _row(code: str, shape: shapely.Geometry, like: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"iso3": [code]}, geometry=[shape], crs=like.crs)
