"""The projection of a map: the one its region gives, or the one chosen for its main land."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
from msgspec import Struct
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from mapgen.basemap.mainland import WIDEST, azimuthal, farthest, middle_of
from mapgen.errors import InputError
from mapgen.places.regions import Region

Bounds = tuple[float, float, float, float]  # west, south, east, north; or left, bottom, right, top


class Projection(Struct, frozen=True):
    """A PROJ string, the map's middle in degrees, and whether the meridian opposite to it is an edge of the map."""

    crs: str
    middle: tuple[float, float]
    has_edge: bool


def projection_of(region: Region, main: gpd.GeoDataFrame) -> Projection:
    """Return the projection that a region gives, or the one chosen for its main land, whose parts are in degrees.

    Raises InputError, naming the region's file and key, for a projection that PROJ refuses.
    """
    main = _decisive_land(region, main)
    middle = region.centre or middle_of(main)
    if region.projection and region.projection.startswith("+"):
        return _user_projection(region, middle)
    if region.projection != "equal-earth":
        centre = region.centre or _recentred(main, middle)
        if region.projection == "laea" or farthest(main, centre).max() <= WIDEST:
            return Projection(azimuthal(*centre), centre, has_edge=False)
    longitude = middle[0] if region.centre else round(middle[0])
    crs = f"+proj=eqearth +lon_0={longitude} +datum=WGS84 +units=m +no_defs"
    return Projection(crs, (longitude, 0.0), has_edge=True)


def _user_projection(region: Region, middle: tuple[float, float]) -> Projection:
    """Return the projection of a user's PROJ string; raises InputError where PROJ cannot use it."""
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
    longitudes = [parameter.value for parameter in operation.params if parameter.name.startswith("Longitude of")]
    if round_a_point or not longitudes:
        return Projection(text, middle, has_edge=False)
    return Projection(text, (float(longitudes[0]), middle[1]), has_edge=True)


def _recentred(main: gpd.GeoDataFrame, middle: tuple[float, float]) -> tuple[float, float]:
    """Return the middle of the land's frame in degrees, to a tenth: there an azimuthal map distorts least."""
    for _ in range(3):
        crs = azimuthal(*middle)
        left, bottom, right, top = main.to_crs(crs).total_bounds
        inverse = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
        centre = inverse.transform((left + right) / 2, (bottom + top) / 2)
        if not np.isfinite(centre).all():
            break
        middle = round(centre[0], 1), round(centre[1], 1)
    return middle


def normalised_window(window: Sequence[float]) -> Bounds:
    """Return a window in degrees whose east is greater than its west, also where it spans the antimeridian."""
    west, south, east, north = window
    return west, south, east + 360 if east < west else east, north


def _decisive_land(region: Region, main: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the main land that decides on the projection: cut at the window where the window cuts the map."""
    if region.window is None or region.context != "cropped":
        return main
    west, south, east, north = normalised_window(region.window)
    seen = main.clip_by_rect(west, south, east, north)
    return main.set_geometry(seen)[~seen.is_empty]
