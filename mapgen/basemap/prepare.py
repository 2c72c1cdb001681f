"""From boundaries to a basemap: geopandas selects and projects, shapely simplifies, all once per region and scale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import dist

import shapely
from msgspec.structs import replace
from shapely import MultiPolygon

from mapgen.basemap.antimeridian import polygons
from mapgen.basemap.area_shapes import area_shapes, simplified_land
from mapgen.basemap.cells import territory_cells
from mapgen.basemap.claim_areas import ClaimShape, claim_shapes
from mapgen.basemap.claim_frames import claims_on_the_map
from mapgen.basemap.context import around_region, context_shapes, place_rooms
from mapgen.basemap.grid import STANDARD, Grid, Rings, Simplification, ring_area
from mapgen.basemap.inscribe import Disputed, inscribed_shape, land_mask
from mapgen.basemap.insets import inset_areas, inset_rings
from mapgen.basemap.model import Basemap, GridLine, Metres, Parties, Shape, path_data
from mapgen.basemap.projected_land import ProjectedLand, project_land
from mapgen.basemap.projection import Bounds
from mapgen.basemap.topology import borders_of
from mapgen.errors import InputError
from mapgen.places.regions import Region


def prepare(
    region: Region, scale: str, units: int, boundaries_hash: str, simplification: Simplification = STANDARD
) -> Basemap:
    """Return the basemap of a region at a scale (`110m`, `50m`, `10m`), `units` grid steps along its longer side.

    Raises InputError as project_land does, and for a projection in which the shapes are no longer shapes.
    """
    try:
        return _prepared(region, scale, units, boundaries_hash, simplification)
    except shapely.errors.GEOSException as error:
        message = f"the land cannot be drawn in its projection and window ({error}); choose others"
        raise InputError.single(region.where, message) from None


def _prepared(region: Region, scale: str, units: int, boundaries_hash: str, simplification: Simplification) -> Basemap:
    projected = project_land(region, scale)
    grid = Grid(projected.frame, units, simplification)
    shapes, disputed, rest = simplified_land(projected, simplification.tolerance / grid.scale)
    tiny = {code for code in region.states if code in projected.land and grid.is_tiny(projected.land[code])}
    rings = {code: grid.every_ring(shape) if code in tiny else grid.rings(shape) for code, shape in shapes.items()}
    land = [ring for of_code in rings.values() for ring in of_code]
    insets = inset_rings(region, projected, grid, land)
    borders = borders_of(rings, set(region.codes))
    around = around_region(shapes, region.codes)
    # Labels, measures and areas are those of what the frame shows, whatever a page shows beyond it.
    framed = {code: _in_frame(shape, projected.frame) for code, shape in shapes.items() if code in region.codes}
    framed_rings = {code: rings[code] if framed[code] is shapes[code] else grid.rings(framed[code]) for code in framed}
    room = {code: grid.seen(framed[code], framed_rings[code]) for code in framed} | _alone(rings, insets.land)
    drawn = [code for code in region.codes if rings.get(code) or insets.land.get(code)]
    claims = claim_shapes(region.claims, projected.crs, shapes, simplification.tolerance / grid.scale)
    claims |= area_shapes(region, projected, disputed, rest)
    on_the_map = claims_on_the_map(claims, projected.frame, shapes)
    # The area of a tiny state is that of its whole land, whatever its specks cover.
    seen = {code: projected.land[code] if code in tiny else framed.get(code, MultiPolygon()) for code in drawn}
    areas = _areas(seen, tiny, region, projected, grid)
    paths = _shapes(rings, region, insets.land) | insets.frames | _claims(on_the_map, grid)
    return Basemap(
        region=region.name,
        scale=scale,
        width=grid.width,
        height=grid.height,
        shapes=paths | context_shapes(around, rings, borders, grid),
        borders={pair: Shape(path_data(lines, closed=False)) for pair, lines in borders.items()},
        territories={
            code: replace(
                inscribed_shape(room[code], areas[code], _disputed(code, on_the_map, grid)),
                piece=max(abs(ring_area(ring)) for ring in (*framed_rings.get(code, ()), *insets.land.get(code, ()))),
                border=_length(line for pair, lines in borders.items() if code in pair for line in lines),
            )
            for code in drawn
        },
        land=land_mask([*land, *insets.boxes], units),
        boundaries=boundaries_hash,
        metres=Metres(projected.crs, grid.left, grid.top, 1 / grid.scale),
        claims={name: Parties(claim.administered, claim.claimant) for name, claim in claims.items()},
        beyond=tuple(name for name, path in paths.items() if _reaches_out(path, grid)),
        places=place_rooms(around, shapes, projected.crs, grid),
        cells=territory_cells({code: paths[code].lines for code in drawn}, units),
    )


def _areas(
    seen: Mapping[str, MultiPolygon], tiny: set[str], region: Region, projected: ProjectedLand, grid: Grid
) -> dict[str, float]:
    """Return the square kilometres of what is seen of each territory, and of what its insets add; all of a tiny one."""
    far = inset_areas(region, projected)
    return {
        code: grid.square_kilometres(shape, projected.crs, whole=code in tiny) + round(far.get(code, 0.0), 1)
        for code, shape in seen.items()
    }


def _in_frame(shape: MultiPolygon, frame: Bounds) -> MultiPolygon:
    """Return what of a shape lies in a frame; the shape itself if all of it does, and where nothing does."""
    box = shapely.box(*frame)
    if shape.is_empty or box.contains(shape):
        return shape
    return MultiPolygon(polygons(shapely.intersection(shape, box))) or shape


def _reaches_out(path: Shape, grid: Grid) -> bool:
    """Whether a path has points beyond the frame."""
    return any(not (0 <= x <= grid.width and 0 <= y <= grid.height) for line in path.lines for x, y in line)


def _shapes(rings: Mapping[str, Rings], region: Region, far: Mapping[str, Rings]) -> dict[str, Shape]:
    """Return a path for each territory of a region."""
    return {
        code: Shape(path_data([*rings.get(code, ()), *far.get(code, ())], closed=True))
        for code in region.codes
        if rings.get(code) or far.get(code)
    }


def _alone(rings: Mapping[str, Rings], far: Mapping[str, Rings]) -> dict[str, MultiPolygon]:
    """Return the shapes of states of which the map has no land: they are drawn in an inset alone, as Alaska is."""
    return {
        code: shapely.multipolygons([shapely.polygons(ring) for ring in of_code])
        for code, of_code in far.items()
        if of_code and not rings.get(code)
    }


def _length(lines: Iterable[GridLine]) -> float:
    return round(sum(dist(start, end) for line in lines for start, end in pairwise(line)), 1)


def _claims(claims: Mapping[str, ClaimShape], grid: Grid) -> dict[str, Shape]:
    """Return a path for the line of each claim, and one for the claimed area where that is known."""
    lines = {f"claim-{name}": Shape(path_data(grid.lines(claim.lines), closed=False)) for name, claim in claims.items()}
    areas = {
        f"claim-area-{name}": Shape(path_data(grid.rings(claim.area), closed=True))
        for name, claim in claims.items()
        if claim.area is not None
    }
    return lines | areas


def _disputed(code: str, claims: Mapping[str, ClaimShape], grid: Grid) -> Disputed:
    """Return the lines and areas of the claims on a territory, in grid units."""
    of_code = [claim for claim in claims.values() if claim.administered == code]
    return Disputed(
        shapely.union_all([grid.shape(claim.lines) for claim in of_code]),
        shapely.union_all([grid.shape(claim.area) for claim in of_code if claim.area is not None]),
    )
