"""From boundaries to a basemap: geopandas selects and projects, shapely simplifies, all once per region and scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Geod, Transformer
from shapely import MultiPolygon

from mapgen.basemap import Basemap, GridLine, Shape, path_data
from mapgen.boundaries import read_boundaries, read_claims
from mapgen.inscribe import inscribed_shape, land_mask
from mapgen.regions import Region
from mapgen.topology import borders_of

# How far beyond the frame, in frame widths, land is drawn as context: pages may be wider than the frame.
_CONTEXT_REACH = 0.12
# The white space around the outermost coast, as a part of the frame's height.
_FRAME_MARGIN = 0.008
_WGS84 = Geod(ellps="WGS84")

Rings = list[GridLine]


@dataclass(frozen=True, slots=True)
class Thinning:
    """What is left out of the shapes of the boundaries.

    `tolerance` is what coverage_simplify may remove, as the side of a triangle in grid units, `smallest` the smallest
    island kept, in square ones. At the standard grid a unit is a quarter of a pixel of the article's image or less, so
    that an island left out is one that would be a speck of two of those pixels a side.
    """

    tolerance: float = 2.0
    smallest: float = 60.0


_STANDARD = Thinning()


def prepare(region: Region, scale: str, units: int, boundaries_hash: str, thinning: Thinning = _STANDARD) -> Basemap:
    """Return the basemap of a region at a scale (`110m`, `50m`, `10m`), `units` grid steps high."""
    parts = _parts(read_boundaries(scale), region)
    frame = _frame(parts[parts["iso3"].isin(region.codes)].total_bounds)
    coverage = _coverage(parts, region, frame)
    grid = _Grid(frame, units, thinning)
    simplified = shapely.coverage_simplify(np.array(list(coverage.values())), thinning.tolerance / grid.scale)
    shapes = {code: MultiPolygon(shapely.get_parts(one)) for code, one in zip(coverage, simplified, strict=True)}
    rings = {code: grid.rings(shape) for code, shape in shapes.items()}
    return Basemap(
        region=region.name,
        scale=scale,
        width=round((frame[2] - frame[0]) * grid.scale),
        height=units,
        shapes=_shapes(rings, region) | _claims(region, grid),
        borders={
            pair: Shape(path_data(lines, closed=False)) for pair, lines in borders_of(rings, set(region.codes)).items()
        },
        territories={
            code: inscribed_shape(grid.shape(shapes[code]), grid.square_kilometres(shapes[code], region.crs))
            for code in region.codes
            if code in shapes
        },
        land=land_mask([ring for code in rings for ring in rings[code]], units),
        boundaries=boundaries_hash,
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

    def __init__(self, frame: Sequence[float], units: int, thinning: Thinning) -> None:
        self.thinning = thinning
        self.left, self.top = frame[0], frame[3]
        self.scale = units / (frame[3] - frame[1])

    def shape(self, shape: MultiPolygon) -> MultiPolygon:
        """Return a shape in grid units, its points not rounded to whole steps."""
        return shapely.transform(shape, lambda points: (points - (self.left, self.top)) * (self.scale, -self.scale))

    def line(self, coordinates: npt.ArrayLike) -> GridLine:
        """Return the grid points of coordinates in metres, each once in a row."""
        steps = np.rint((np.asarray(coordinates) - (self.left, self.top)) * (self.scale, -self.scale)).astype(int)
        fresh = np.ones(len(steps), dtype=bool)
        fresh[1:] = (steps[1:] != steps[:-1]).any(axis=1)
        return tuple((int(x), int(y)) for x, y in steps[fresh])

    def rings(self, shape: MultiPolygon) -> Rings:
        """Return the rings of a shape, without those too small to see; the largest one always stays."""
        return [ring for ring, _ in self._visible(shape)]

    def square_kilometres(self, shape: MultiPolygon, crs: str) -> float:
        """Return the area of the rings drawn of a shape on the WGS84 ellipsoid, whatever the projection does to it."""
        to_degrees = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
        total = 0.0
        for ring, is_hole in self._visible(shape):
            metres = np.array(ring) / (self.scale, -self.scale) + (self.left, self.top)
            area = abs(_WGS84.polygon_area_perimeter(*to_degrees.transform(*metres.T))[0])
            total += -area if is_hole else area
        return round(total / 1e6, 1)

    def _visible(self, shape: MultiPolygon) -> list[tuple[GridLine, bool]]:
        """Return the rings large enough to see, and whether each is a hole."""
        found = [
            (abs(area), ring, is_hole)
            for part in shape.geoms
            for is_hole, lines in ((False, [part.exterior]), (True, part.interiors))
            for one in lines
            if len(ring := self.line(one.coords)[:-1]) >= 3  # noqa: PLR2004 (a triangle)
            for area in [_ring_area(ring)]
        ]
        largest = max((area for area, *_ in found), default=0.0)
        return [(ring, is_hole) for area, ring, is_hole in found if area >= self.thinning.smallest or area == largest]


def _ring_area(ring: GridLine) -> float:
    """Return the signed area of a ring, by the shoelace formula."""
    following = (*ring[1:], ring[0])
    return sum(x * b - a * y for (x, y), (a, b) in zip(ring, following, strict=True)) / 2


def _shapes(rings: Mapping[str, Rings], region: Region) -> dict[str, Shape]:
    own = {code: Shape(path_data(rings[code], closed=True)) for code in region.codes if rings.get(code)}
    others = [ring for code in rings if code not in region.codes for ring in rings[code]]
    return own | {"context": Shape(path_data(others, closed=True))}


def _claims(region: Region, grid: _Grid) -> dict[str, Shape]:
    """Return a path for each of the region's claims that the boundaries hold."""
    if not region.claims:
        return {}
    claims = read_claims().to_crs(region.crs)
    shapes = {}
    for name in region.claims:
        lines = shapely.get_parts(shapely.line_merge(shapely.union_all(claims[claims["claim"] == name].geometry)))
        simple = shapely.simplify(lines, grid.thinning.tolerance / grid.scale)
        shapes[f"claim-{name}"] = Shape(path_data([grid.line(line.coords) for line in simple], closed=False))
    return shapes
