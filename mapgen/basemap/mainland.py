"""The main land of a region: the parts of its territories that a map is about, and their middle on the sphere."""

from __future__ import annotations

from collections.abc import Collection

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

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
