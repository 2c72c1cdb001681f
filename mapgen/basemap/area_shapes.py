"""The shapes of disputed areas on simplified land: the land they are, and the line that sets them off."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely
from shapely import LineString, MultiLineString, MultiPolygon

from mapgen.basemap.antimeridian import polygons
from mapgen.basemap.claim_areas import ClaimShape
from mapgen.basemap.projected_land import ProjectedLand
from mapgen.places.area_cuts import own_key
from mapgen.places.regions import Region


def simplified_land(
    projected: ProjectedLand, tolerance: float
) -> tuple[dict[str, MultiPolygon], dict[str, MultiPolygon], dict[str, MultiPolygon]]:
    """Return land simplified as one coverage: whole by code, the areas by slug, and what of each code is no area."""
    keys = [*projected.rest, *projected.areas]
    shapes = [*projected.rest.values(), *(area.shape for area in projected.areas.values())]
    simple = {
        key: MultiPolygon(shapely.get_parts(shape))
        for key, shape in zip(keys, shapely.coverage_simplify(np.array(shapes), tolerance), strict=True)
    }
    rest = {code: simple[code] for code in projected.rest}
    areas = {slug: simple[slug] for slug in projected.areas}
    return {code: _whole(code, projected, rest, areas) for code in projected.land}, areas, rest


def _whole(
    code: str, projected: ProjectedLand, rest: Mapping[str, MultiPolygon], areas: Mapping[str, MultiPolygon]
) -> MultiPolygon:
    parts = [areas[slug] for slug, area in projected.areas.items() if area.code == code]
    if not parts:
        return rest[code]
    return MultiPolygon(polygons(shapely.union_all([*parts, *([rest[code]] if code in rest else [])])))


def area_shapes(
    region: Region,
    projected: ProjectedLand,
    areas: Mapping[str, MultiPolygon],
    rest: Mapping[str, MultiPolygon],
) -> dict[str, ClaimShape]:
    """Return the shapes of the areas that lie on a map, by slug; see simplified_land for the land.

    The line is the area's border with the rest of the state it is drawn in, or with the region's states if it is drawn
    by itself or beside them; of an island it is the coast.
    """
    frame = shapely.box(*projected.frame)
    shapes = {}
    for slug, shape in areas.items():
        code = projected.areas[slug].code
        if not shape.intersects(frame):
            continue
        within = [rest[code]] if code in rest and code != own_key(slug) else []
        beside = [] if code in region.codes else [rest[other] for other in rest if other in region.codes]
        lines = (
            _shared(shape, within)
            or _shared(shape, beside)
            or [ring for part in shape.geoms for ring in (part.exterior,)]
        )
        administered = code if code in region.codes else None
        shapes[slug] = ClaimShape(administered, None, MultiLineString(lines), shape)
    return shapes


def _shared(shape: MultiPolygon, beside: list[MultiPolygon]) -> list[LineString]:
    """Return the lines along which a shape meets others."""
    edge = shape.boundary
    common = [shapely.intersection(edge, other.boundary) for other in beside if other.intersects(shape)]
    parts = [part for one in common for part in shapely.get_parts(one) if part.geom_type == "LineString"]
    merged = shapely.line_merge(MultiLineString(parts)) if parts else None
    return list(shapely.get_parts(merged)) if merged is not None else []
