"""The land of a region, and the land around it, in degrees: from the shipped boundaries of a scale."""

from __future__ import annotations

import geopandas as gpd

from mapgen.basemap.boundaries import read_territories
from mapgen.places.regions import Region


def read_land(region: Region, scale: str) -> gpd.GeoDataFrame:
    """Return one row for each territory of a region and of the land around it, in the order of `iso3`, their code.

    Geometries are valid polygons or multipolygons in degrees (EPSG:4326), cut at the antimeridian; neighbours meet
    without gaps. Raises InputError as read_boundaries does.
    """
    del region
    return read_territories(scale)


def read_own_land(region: Region, scale: str) -> gpd.GeoDataFrame:
    """Return the rows of read_land for the region's own territories, with the other columns of their boundaries."""
    land = read_territories(scale)
    own: gpd.GeoDataFrame = land[land["iso3"].isin(region.codes)].reset_index(drop=True)
    return own
