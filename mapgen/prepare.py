"""From boundaries to a basemap: geopandas selects and projects, shapely simplifies, all once per region and scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely import MultiLineString, MultiPolygon
from shapely.geometry.base import BaseGeometry

from mapgen.basemap import Basemap, GridLine, Parties, Shape, path_data
from mapgen.boundaries import read_boundaries
from mapgen.claim_areas import ClaimShape, claim_shapes
from mapgen.inscribe import Disputed, inscribed_shape, land_mask
from mapgen.regions import Region
from mapgen.topology import borders_of

# How far beyond the frame, in frame widths, land is drawn as context: pages may be wider than the frame.
_CONTEXT_REACH = 0.12
# The white space around the outermost coast, as a part of the frame's height.
_FRAME_MARGIN = 0.008
# What coverage_simplify may remove, as the side of a triangle in grid units, and the smallest island kept, in
# square grid units. At the standard grid a unit is a quarter of a pixel of the article's image or less, so that
# an island left out is one that would be a speck of two of those pixels a side.
_TOLERANCE = 2.0
_SMALLEST = 60.0

Rings = list[GridLine]
G = TypeVar("G", bound=BaseGeometry)


def prepare(region: Region, scale: str, units: int, boundaries_hash: str) -> Basemap:
    """Return the basemap of a region at a scale (`110m`, `50m`, `10m`), `units` grid steps high."""
    parts = _parts(read_boundaries(scale), region)
    frame = _frame(parts[parts["iso3"].isin(region.codes)].total_bounds)
    coverage = _coverage(parts, region, frame)
    grid = _Grid(frame, units)
    simplified = shapely.coverage_simplify(np.array(list(coverage.values())), _TOLERANCE / grid.scale)
    shapes = {code: MultiPolygon(shapely.get_parts(one)) for code, one in zip(coverage, simplified, strict=True)}
    rings = {code: grid.rings(shape) for code, shape in shapes.items()}
    claims = claim_shapes(region.claims, region.crs, shapes, _TOLERANCE / grid.scale)
    return Basemap(
        region=region.name,
        scale=scale,
        width=round((frame[2] - frame[0]) * grid.scale),
        height=units,
        shapes=_shapes(rings, region) | _claims(claims, grid),
        borders={
            pair: Shape(path_data(lines, closed=False)) for pair, lines in borders_of(rings, set(region.codes)).items()
        },
        territories={
            code: inscribed_shape(grid.shape(shapes[code]), _disputed(code, claims, grid))
            for code in region.codes
            if code in shapes
        },
        land=land_mask([ring for code in rings for ring in rings[code]], units),
        boundaries=boundaries_hash,
        claims={name: Parties(one.administered, one.claimant) for name, one in claims.items()},
    )


def _parts(boundaries: gpd.GeoDataFrame, region: Region) -> gpd.GeoDataFrame:
    """Return the single polygons that lie in the region's window, or near it, projected in metres.

    Choosing whole polygons before projecting keeps shapes that cross the antimeridian out, which a clip in
    degrees would tear.
    """
    west, south, east, north = region.window
    parts = boundaries[["iso3", "geometry"]].explode(ignore_index=True)
    bounds = parts.bounds
    near = (bounds["miny"] <= north) & (bounds["maxy"] >= south)
    inside = near & (bounds["minx"] <= east) & (bounds["maxx"] >= west)
    reach = (east - west) * _CONTEXT_REACH
    beside = near & (bounds["minx"] >= west - reach) & (bounds["maxx"] <= east + reach)
    own = parts["iso3"].isin(region.codes)
    return parts[(own & inside) | (~own & beside)].to_crs(region.crs)


def _frame(bounds: Sequence[float]) -> tuple[float, float, float, float]:
    left, bottom, right, top = bounds
    margin = (top - bottom) * _FRAME_MARGIN
    return left - margin, bottom - margin, right + margin, top + margin


def _coverage(parts: gpd.GeoDataFrame, region: Region, frame: Sequence[float]) -> dict[str, MultiPolygon]:
    """Return one shape per territory, the region's first.

    Land outside the region is drawn whole or not at all: an island or a country cut by the edge of the frame would
    end in a straight line that no reader could explain.
    """
    left, bottom, right, top = frame
    reach = (right - left) * _CONTEXT_REACH
    bounds = parts.bounds
    whole = (
        (bounds["miny"] >= bottom)
        & (bounds["maxy"] <= top)
        & (bounds["minx"] >= left - reach)
        & (bounds["maxx"] <= right + reach)
    )
    own = parts["iso3"].isin(region.codes)
    shown = parts[own | (whole & ~parts["iso3"].isin(region.left_out))]
    collected = {code: shapely.multipolygons(group.to_numpy()) for code, group in shown.groupby("iso3")["geometry"]}
    return {code: collected[code] for code in sorted(collected, key=lambda code: (code not in region.codes, code))}


class _Grid:
    """From metres of the projection to steps of the grid."""

    def __init__(self, frame: Sequence[float], units: int) -> None:
        self.left, self.top = frame[0], frame[3]
        self.scale = units / (frame[3] - frame[1])

    def shape(self, shape: G) -> G:
        """Return a shape in grid units, its points not rounded to whole steps."""
        return shapely.transform(shape, lambda points: (points - (self.left, self.top)) * (self.scale, -self.scale))

    def lines(self, lines: MultiLineString) -> list[GridLine]:
        """Return the grid points of lines in metres."""
        return [self.line(line.coords) for line in lines.geoms]

    def line(self, coordinates: npt.ArrayLike) -> GridLine:
        """Return the grid points of coordinates in metres, each once in a row."""
        steps = np.rint((np.asarray(coordinates) - (self.left, self.top)) * (self.scale, -self.scale)).astype(int)
        fresh = np.ones(len(steps), dtype=bool)
        fresh[1:] = (steps[1:] != steps[:-1]).any(axis=1)
        return tuple((int(x), int(y)) for x, y in steps[fresh])

    def rings(self, shape: MultiPolygon) -> Rings:
        """Return the rings of a shape, without those too small to see; the largest one always stays."""
        found = [
            (abs(area), ring)
            for part in shape.geoms
            for one in (part.exterior, *part.interiors)
            if len(ring := self.line(one.coords)[:-1]) >= 3  # noqa: PLR2004 (a triangle)
            for area in [_ring_area(ring)]
        ]
        largest = max((area for area, _ in found), default=0.0)
        return [ring for area, ring in found if area >= _SMALLEST or area == largest]


def _ring_area(ring: GridLine) -> float:
    """Return the signed area of a ring, by the shoelace formula."""
    following = (*ring[1:], ring[0])
    return sum(x * b - a * y for (x, y), (a, b) in zip(ring, following, strict=True)) / 2


def _shapes(rings: Mapping[str, Rings], region: Region) -> dict[str, Shape]:
    own = {code: Shape(path_data(rings[code], closed=True)) for code in region.codes if rings.get(code)}
    others = [ring for code in rings if code not in region.codes for ring in rings[code]]
    return own | {"context": Shape(path_data(others, closed=True))}


def _claims(claims: Mapping[str, ClaimShape], grid: _Grid) -> dict[str, Shape]:
    """Return a path for the line of each claim, and one for what it covers where that is known."""
    lines = {f"claim-{name}": Shape(path_data(grid.lines(one.lines), closed=False)) for name, one in claims.items()}
    areas = {
        f"claim-area-{name}": Shape(path_data(grid.rings(one.area), closed=True))
        for name, one in claims.items()
        if one.area is not None
    }
    return lines | areas


def _disputed(code: str, claims: Mapping[str, ClaimShape], grid: _Grid) -> Disputed:
    """Return what others claim of a territory, in grid units."""
    of_code = [one for one in claims.values() if one.administered == code]
    return Disputed(
        shapely.union_all([grid.shape(one.lines) for one in of_code]),
        shapely.union_all([grid.shape(one.area) for one in of_code if one.area is not None]),
    )
