"""The land of a region, and the land around it, in degrees: from the shipped boundaries, or from its own file."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely

from mapgen.basemap.boundaries import read_divisions, read_territories
from mapgen.basemap.surroundings import fitted
from mapgen.places.regions import Region


def read_land(region: Region, scale: str) -> gpd.GeoDataFrame:
    """Return one row for each territory of a region and of the land around it: `iso3`, their code, and `geometry`.

    Geometries are valid polygons or multipolygons in degrees (EPSG:4326), cut at the antimeridian; neighbours meet
    without gaps. Raises InputError as read_boundaries does.
    """
    world = read_territories(scale)[["iso3", "geometry"]]
    if not region.divisions:
        return world
    land, around = fitted(_areas(region)[["iso3", "geometry"]], world[~world["iso3"].isin(region.left_out)])
    own = land["iso3"].isin(region.states)
    rest = shapely.union_all(land[~own].geometry.to_numpy())
    rows = [land[own], around, *([_row("around the states", rest, land)] if not rest.is_empty else [])]
    joined: gpd.GeoDataFrame = pd.concat(rows, ignore_index=True)
    return joined.sort_values("iso3", ignore_index=True)


def read_own_land(region: Region, scale: str) -> gpd.GeoDataFrame:
    """Return the rows of read_land for the region's own territories, with the other columns of their boundaries."""
    land = read_territories(scale)
    own = land[land["iso3"].isin(region.codes)]
    if region.divisions:
        areas = _areas(region)
        own = pd.concat([areas[areas["iso3"].isin(region.states)], own], ignore_index=True)
    ordered: gpd.GeoDataFrame = own.sort_values("iso3", ignore_index=True)
    return ordered


def _areas(region: Region) -> gpd.GeoDataFrame:
    return pd.concat([read_divisions(country) for country in region.divisions], ignore_index=True)


def _row(code: str, shape: shapely.Geometry, like: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"iso3": [code]}, geometry=[shape], crs=like.crs)
