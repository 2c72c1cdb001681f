"""The land of a region, and the land around it, in degrees: from the shipped boundaries, or from its own file."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely

from mapgen.basemap.area_land import cut_land, dissolved
from mapgen.basemap.boundaries import read_divisions, read_territories
from mapgen.basemap.own_boundaries import read_own_boundaries
from mapgen.basemap.surroundings import fitted
from mapgen.places.regions import Region

# Areas of a user's file are simplified before they are fitted if they have more points than these.
_MANY = 50_000


def read_land(region: Region, scale: str) -> gpd.GeoDataFrame:
    """Return one row for each territory of a region and of the land around it: `iso3`, their code, and `geometry`.

    Geometries are valid polygons or multipolygons in degrees (EPSG:4326), cut at the antimeridian; neighbours meet
    without gaps. Divisions and own boundaries have one scale: the other one is that of the land around them.
    Raises InputError as read_boundaries and read_own_boundaries do.
    """
    world = read_territories(scale)[["iso3", "geometry"]]
    areas = _areas(region, _MANY)
    if areas is None:
        return world
    land, around = fitted(areas[["iso3", "geometry"]], world[~world["iso3"].isin(region.left_out)], scale)
    own = land["iso3"].isin(region.states)
    rest = shapely.union_all(land[~own].geometry.to_numpy())
    rows = [land[own], around, *([_row("around the states", rest, land)] if not rest.is_empty else [])]
    joined: gpd.GeoDataFrame = pd.concat(rows, ignore_index=True)
    return joined.sort_values("iso3", ignore_index=True)


def read_own_land(region: Region, scale: str) -> gpd.GeoDataFrame:
    """Return the rows of read_land for the region's own territories, with the other columns of their boundaries.

    Divisions and own areas have `iso3`, `name` and `geometry` alone.
    """
    land, areas = dissolved(cut_land(read_territories(scale), region.cuts, scale)), _areas(region, None)
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
