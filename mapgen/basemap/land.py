"""The land of a region, and the land around it, in degrees: from the shipped boundaries, or from its own file."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely

from mapgen.basemap.boundaries import read_divisions, read_territories
from mapgen.basemap.own_boundaries import read_own_boundaries
from mapgen.basemap.surroundings import fitted
from mapgen.places.regions import Region

# Areas of more points than these are simplified before they are fitted, by a part of the longer side of the region's
# land: finer than the finest grid, on which a map is drawn.
_MANY = 50_000
_FINEST = 1 / 20_000


def read_land(region: Region, scale: str) -> gpd.GeoDataFrame:
    """Return one row for each territory of a region and of the land around it: `iso3`, their code, and `geometry`.

    Geometries are valid polygons or multipolygons in degrees (EPSG:4326), cut at the antimeridian; neighbours meet
    without gaps. Divisions and own boundaries have one scale: the other one is that of the land around them.
    Raises InputError as read_boundaries and read_own_boundaries do.
    """
    world = read_territories(scale)[["iso3", "geometry"]]
    areas = _areas(region)
    if areas is None:
        return world
    areas = _simplified(areas[["iso3", "geometry"]], region)
    land, around = fitted(areas, world[~world["iso3"].isin(region.left_out)])
    own = land["iso3"].isin(region.states)
    rest = shapely.union_all(land[~own].geometry.to_numpy())
    rows = [land[own], around, *([_row("around the states", rest, land)] if not rest.is_empty else [])]
    joined: gpd.GeoDataFrame = pd.concat(rows, ignore_index=True)
    return joined.sort_values("iso3", ignore_index=True)


def read_own_land(region: Region, scale: str) -> gpd.GeoDataFrame:
    """Return the rows of read_land for the region's own territories, with the other columns of their boundaries."""
    land, areas = read_territories(scale), _areas(region)
    own = land[land["iso3"].isin(region.codes)]
    if areas is not None:
        territories = land[land["iso3"].isin(list(region.territories))]
        own = pd.concat([areas[areas["iso3"].isin(region.states)], territories], ignore_index=True)
    ordered: gpd.GeoDataFrame = own.sort_values("iso3", ignore_index=True)
    return ordered


def _areas(region: Region) -> gpd.GeoDataFrame | None:
    """Return all areas of the files that a region's states are in, if these are no countries."""
    if region.boundaries:
        return read_own_boundaries(region.boundaries).areas
    if region.divisions:
        return pd.concat([read_divisions(country) for country in region.divisions], ignore_index=True)
    return None


def _simplified(areas: gpd.GeoDataFrame, region: Region) -> gpd.GeoDataFrame:
    """Return areas that still meet, of fewer points where they have more than any map shows."""
    shapes = areas.geometry.to_numpy()
    if shapely.get_num_coordinates(shapes).sum() <= _MANY:
        return areas
    west, south, east, north = areas[areas["iso3"].isin(region.states)].total_bounds
    longer = min(max(east - west, north - south), _window_side(region))
    return areas.set_geometry(shapely.coverage_simplify(shapes, longer * _FINEST))


def _window_side(region: Region) -> float:
    """Return the longer side of a region's window in degrees."""
    if region.window is None:
        return 360.0
    west, south, east, north = region.window
    return max((east - west) % 360 or 360.0, north - south)


def _row(code: str, shape: shapely.Geometry, like: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"iso3": [code]}, geometry=[shape], crs=like.crs)
