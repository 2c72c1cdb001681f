"""Insets on the grid: the land of a far place, magnified, in a frame that lies in free sea."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import shapely
from msgspec import Struct, field
from pyproj import Transformer
from shapely import Polygon
from shapely.affinity import affine_transform

from mapgen.basemap.grid import STANDARD, Grid, Rings
from mapgen.basemap.model import GridLine, Shape, path_data
from mapgen.basemap.projected_land import ProjectedLand, parts_in
from mapgen.basemap.projection import azimuthal, normalised_window
from mapgen.errors import InputError
from mapgen.places.insets import Inset
from mapgen.places.regions import Region

# The sea between the land of an inset and its frame, in grid units: a few pixels of the article.
_PADDING = 40.0


class InsetRings(Struct, frozen=True, dict=True):
    """The additions of insets to a basemap: rings of land by territory, frames by name, and the boxes of the frames."""

    land: dict[str, Rings] = field(default_factory=dict)
    frames: dict[str, Shape] = field(default_factory=dict)
    boxes: list[GridLine] = field(default_factory=list)


def inset_rings(region: Region, projected: ProjectedLand, grid: Grid, land: Sequence[GridLine]) -> InsetRings:
    """Return the insets of a region on its grid.

    Raises InputError for one without land of the region, and for one whose frame covers land, another inset, or the
    edge of the map.
    """
    insets = InsetRings()
    for inset in region.drawn_insets:
        where = f'{region.where}, inset "{next(iter(inset.names.values()))}"'
        shapes = _land(inset, projected, grid)
        if not shapes:
            raise InputError.single(where, f"window: none of the region's land lies in {list(inset.window)}")
        left, top, right, bottom = shapely.total_bounds(np.array([shape for _, shape in shapes], dtype=object))
        wide, high = (right - left) / 2 + _PADDING, (bottom - top) / 2 + _PADDING
        x, y = _place(inset, projected, grid, (wide, high))
        box = shapely.box(x - wide, y - high, x + wide, y + high)
        _refuse_covering(box, [*land, *insets.boxes], grid, where)
        by = (x - (left + right) / 2, y - (top + bottom) / 2)
        for code, shape in shapes:
            moved = affine_transform(shape, [1, 0, 0, 1, *by])
            insets.land.setdefault(code, []).extend(_rings(moved))
        corners = tuple((round(a), round(b)) for a, b in box.exterior.coords[:-1])
        insets.frames[inset.path] = Shape(path_data([corners], closed=True))
        insets.boxes.append(corners)
    return insets


def inset_areas(region: Region, projected: ProjectedLand) -> dict[str, float]:
    """Return the area that insets add to a map, in square kilometres by territory: land that the map leaves out.

    An inset may also magnify land of the map, which then counts once.
    """
    areas: dict[str, float] = {}
    for inset in region.drawn_insets:
        parts = _parts(inset, projected)
        spots = parts.to_crs(projected.crs).representative_point()
        for code, area, spot in zip(parts["iso3"], parts.area, spots, strict=True):
            if code not in projected.land or not projected.land[code].contains(spot):
                areas[code] = areas.get(code, 0.0) + area / 1e6
    return areas


def _land(inset: Inset, projected: ProjectedLand, grid: Grid) -> list[tuple[str, Polygon]]:
    """Return the region's parts in an inset's window, in grid units around the window's middle."""
    flat = _parts(inset, projected)
    scale = grid.scale * inset.magnify
    return [
        (code, shapely.transform(shape, lambda points: points * (scale, -scale)))
        for code, shape in zip(flat["iso3"], flat.geometry, strict=True)
    ]


def _parts(inset: Inset, projected: ProjectedLand) -> gpd.GeoDataFrame:
    """Return the region's parts in an inset's window, in metres, equal-area around the window's middle."""
    west, south, east, north = normalised_window(inset.window)
    return parts_in(inset.window, projected.parts).to_crs(azimuthal((west + east) / 2, (south + north) / 2))


def _rings(shape: Polygon) -> Rings:
    simple = shapely.simplify(shape, STANDARD.tolerance / 2)
    ring = tuple((round(x), round(y)) for x, y in simple.exterior.coords[:-1])
    return [ring] if len(set(ring)) >= 3 else []  # noqa: PLR2004 (a triangle)


def _place(inset: Inset, projected: ProjectedLand, grid: Grid, half: tuple[float, float]) -> tuple[float, float]:
    """Return the middle of an inset's frame, of half a width and height, in grid units."""
    if isinstance(inset.place, str):
        vertical, horizontal = inset.place.split("-")
        x = half[0] if horizontal == "left" else grid.width - half[0]
        return x, half[1] if vertical == "top" else grid.height - half[1]
    x, y = Transformer.from_crs("EPSG:4326", projected.crs, always_xy=True).transform(*inset.place)
    return (x - grid.left) * grid.scale, (grid.top - y) * grid.scale


def _refuse_covering(box: Polygon, land: Sequence[GridLine], grid: Grid, where: str) -> None:
    if not shapely.box(-1, -1, grid.width + 1, grid.height + 1).contains(box):
        raise InputError.single(where, "place: its frame leaves the map; move it inwards, or magnify it less")
    if any(box.intersects(shapely.polygons(ring)) for ring in land):
        raise InputError.single(where, "place: its frame covers land or another inset; move it, or magnify it less")
