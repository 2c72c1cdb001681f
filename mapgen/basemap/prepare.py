"""From boundaries to a basemap: geopandas selects and projects, shapely simplifies, all once per region and scale."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely
from shapely import MultiPolygon

from mapgen.basemap.claim_areas import ClaimShape, claim_shapes
from mapgen.basemap.claim_frames import claims_on_the_map
from mapgen.basemap.grid import STANDARD, Grid, Rings, Simplification, filled
from mapgen.basemap.inscribe import Disputed, inscribed_shape, land_mask
from mapgen.basemap.insets import inset_areas, inset_rings
from mapgen.basemap.model import Basemap, GridLine, Metres, Parties, Shape, path_data
from mapgen.basemap.projected_land import project_land
from mapgen.basemap.topology import borders_of
from mapgen.errors import InputError
from mapgen.places.regions import Region

Borders = dict[tuple[str, str], list[GridLine]]


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
    simplified = shapely.coverage_simplify(
        np.array(list(projected.land.values())), simplification.tolerance / grid.scale
    )
    shapes = {
        code: MultiPolygon(shapely.get_parts(shape)) for code, shape in zip(projected.land, simplified, strict=True)
    }
    rings = {code: grid.rings(shape) for code, shape in shapes.items()}
    on_map = [code for code in region.states if code in projected.land]
    dots = {code: dot for code in on_map if (dot := grid.dotted(projected.land[code])) is not None}
    land = [ring for code, of_code in (rings | dots).items() for ring in of_code]
    insets = inset_rings(region, projected, grid, land)
    borders = borders_of({code: [] if code in dots else of_code for code, of_code in rings.items()}, set(region.codes))
    room = {code: filled(dots[code]) if code in dots else grid.seen(shapes[code], rings[code]) for code in shapes}
    # A state of which the map has no land is drawn in an inset alone, as Alaska is.
    room |= {code: filled(of_code) for code, of_code in insets.land.items() if of_code and not rings.get(code)}
    drawn = [code for code in region.codes if rings.get(code) or code in dots or insets.land.get(code)]
    claims = claim_shapes(region.claims, projected.crs, shapes, simplification.tolerance / grid.scale)
    on_the_map = claims_on_the_map(claims, projected.frame, shapes)
    # The area of a tiny state includes all its islands, whatever its dots cover.
    seen = {code: projected.land[code] if code in dots else shapes.get(code, MultiPolygon()) for code in drawn}
    far = inset_areas(region, projected)
    areas = {
        code: grid.square_kilometres(shape, projected.crs, whole=code in dots) + round(far.get(code, 0.0), 1)
        for code, shape in seen.items()
    }
    return Basemap(
        region=region.name,
        scale=scale,
        width=grid.width,
        height=grid.height,
        shapes=_shapes(rings, dots, region, insets.land) | insets.frames | _claims(on_the_map, grid),
        borders={
            pair: Shape(path_data(lines, closed=False)) for pair, lines in {**borders, **_outlines(dots, rings)}.items()
        },
        territories={
            code: inscribed_shape(room[code], areas[code], _disputed(code, on_the_map, grid)) for code in drawn
        },
        land=land_mask([*land, *insets.boxes], units),
        boundaries=boundaries_hash,
        metres=Metres(projected.crs, grid.left, grid.top, 1 / grid.scale),
        claims={name: Parties(claim.administered, claim.claimant) for name, claim in claims.items()},
    )


def _shapes(
    rings: Mapping[str, Rings], dots: Mapping[str, Rings], region: Region, far: Mapping[str, Rings]
) -> dict[str, Shape]:
    """Return a path for each territory in the order of drawing, dots after the land in which they lie."""
    drawn = [code for code in region.codes if (rings.get(code) or far.get(code)) and code not in dots]
    of_region = {**{code: rings.get(code, []) for code in drawn}, **dots}
    others = [ring for code in rings if code not in region.codes for ring in rings[code]]
    paths = {code: Shape(path_data([*of_code, *far.get(code, ())], closed=True)) for code, of_code in of_region.items()}
    return paths | {"context": Shape(path_data(others, closed=True))}


def _outlines(dots: Mapping[str, Rings], rings: Mapping[str, Rings]) -> Borders:
    """Return the outlines of dots on the land of other territories, as borders with the one that has most of it."""
    if not dots:
        return {}
    codes = [code for code, of_code in rings.items() for _ in of_code]
    land = [shapely.make_valid(shapely.polygons(ring)) for of_code in rings.values() for ring in of_code]
    tree = shapely.STRtree(land)
    outlines: Borders = {}
    for code, of_code in dots.items():
        for ring in of_code:
            dot = shapely.make_valid(shapely.polygons(ring))
            shares = {int(part): dot.intersection(land[part]).area for part in tree.query(dot) if codes[part] != code}
            host = max(shares, key=lambda part: shares[part], default=None)
            if host is not None and shares[host] > 0:
                pair = (min(code, codes[host]), max(code, codes[host]))
                outlines.setdefault(pair, []).append((*ring, ring[0]))
    return outlines


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
