"""The main land of a region, and the projection of a map: the one its region gives, or the one chosen for that land."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from msgspec import Struct
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from mapgen.errors import InputError
from mapgen.places.regions import Region

# Parts farther than this from the others, in metres, are far off: Hawaii, Galápagos, the Canaries; not Kaliningrad.
# Of small states less is far, in sides of a square as large as the largest part there is: Rotuma from Fiji.
_REACH = 500_000.0
_LEAST_REACH = 300_000.0
_REACH_IN_SIDES = 2.0
# A far-off part stays all the same if it is at least this part of its state's main part: Borneo's of Malaysia (1.5),
# but not Alaska's of the United States without Canada (0.2).
_SHARE = 0.25
# Coasts are smoothed by this many metres before distances are measured, which saves nine tenths of the time.
SMOOTH = 20_000.0
# Land farther than this from the middle, in degrees, has no place in an azimuthal map that is still legible.
WIDEST = 85.0

Mask = npt.NDArray[np.bool_]


def azimuthal(longitude: float, latitude: float) -> str:
    """Return the PROJ string of Lambert's azimuthal equal-area projection on a centre, in metres."""
    return f"+proj=laea +lon_0={longitude} +lat_0={latitude} +datum=WGS84 +units=m +no_defs"


def middle_of(parts: gpd.GeoDataFrame) -> tuple[float, float]:
    """Return longitude and latitude of the middle of polygons on the sphere, weighted by their areas."""
    # In the cylindrical equal-area projection (longitude, sine of latitude) areas are those of the sphere.
    flat = shapely.transform(
        parts.geometry.to_numpy(), lambda points: np.column_stack([points[:, 0], np.sin(np.radians(points[:, 1]))])
    )
    centres, areas = shapely.get_coordinates(shapely.centroid(flat)), shapely.area(flat)
    latitudes = np.degrees(np.arcsin(centres[:, 1]))
    x, y, z = (_directions(np.column_stack([centres[:, 0], latitudes])) * areas[:, None]).sum(axis=0)
    return round(float(np.degrees(np.arctan2(y, x))), 2), round(float(np.degrees(np.arctan2(z, np.hypot(x, y)))), 2)


def farthest(parts: gpd.GeoDataFrame, centre: tuple[float, float]) -> npt.NDArray[np.float64]:
    """Return how far each part reaches from a centre, in degrees of a great circle."""
    points, owner = shapely.get_coordinates(parts.geometry.to_numpy(), return_index=True)
    cosines = _directions(points) @ _directions(np.array([centre]))[0]
    nearest = np.ones(len(parts))
    np.minimum.at(nearest, owner, cosines)
    return np.degrees(np.arccos(np.clip(nearest, -1, 1)))


def main_parts(parts: gpd.GeoDataFrame, states: Collection[str]) -> Mask:
    """Return a mask of the parts, in degrees, that are not far off.

    Parts within 500 km of each other (300 km where all are small) form a group. A group stays if it holds the largest
    part of a state, or at least a quarter of what a state has in the group of that part. So a state is always there,
    Alaska is where Canada is drawn too, and Hawaii, Galápagos or the Canaries do not make most of the frame ocean.
    """
    of_states = parts["iso3"].isin(states).to_numpy()
    centre = middle_of(parts[of_states])
    flat = shapely.simplify(parts.to_crs(azimuthal(*centre)).geometry.to_numpy(), SMOOTH)
    usable = np.isfinite(shapely.bounds(flat)).all(axis=1) & ~shapely.is_empty(flat)
    areas = np.where(usable, shapely.area(flat), 0.0)
    sides = np.sqrt(areas[of_states].max())
    groups = grouped(flat, usable, float(np.clip(_REACH_IN_SIDES * sides, _LEAST_REACH, _REACH)))
    main_groups = set()
    for code in states:
        of_state = np.flatnonzero((parts["iso3"] == code).to_numpy() & usable)
        if not len(of_state):
            continue
        main = groups[of_state[np.argmax(areas[of_state])]]
        sums = {group: areas[of_state[groups[of_state] == group]].sum() for group in set(groups[of_state])}
        main_groups |= {group for group, area in sums.items() if area >= _SHARE * sums[main]}
    stays: Mask = usable & np.isin(groups, sorted(main_groups))
    return stays


def grouped(shapes: npt.NDArray[np.object_], usable: Mask, reach: float) -> npt.NDArray[np.int64]:
    """Return the number of each shape's group: shapes within a reach in metres, directly or by others, form a group."""
    groups = np.arange(len(shapes))
    measured = [shape if use else shapely.Polygon() for shape, use in zip(shapes, usable, strict=True)]
    pairs = shapely.STRtree(measured).query(measured, predicate="dwithin", distance=reach)
    while True:
        lowest = groups.copy()
        np.minimum.at(lowest, pairs[0], groups[pairs[1]])
        if (lowest == groups).all():
            return groups
        groups = lowest


def _directions(degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return points on the unit sphere of longitudes and latitudes."""
    longitude, latitude = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    return np.column_stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)]
    )


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
