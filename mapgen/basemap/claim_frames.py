"""Which claims lie on a map, and the frame that reaches around those on the land beside the region."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import shapely
from msgspec.structs import replace
from shapely import LineString, MultiLineString, MultiPolygon
from shapely.geometry.base import BaseGeometry

from mapgen.basemap.antimeridian import polygons
from mapgen.basemap.boundaries import read_claims
from mapgen.basemap.claim_areas import ClaimShape, claim_shapes
from mapgen.basemap.projection import Bounds
from mapgen.places.regions import Region

# A claim farther from the frame than this, in parts of the frame's longer side, is no matter of the map.
_NEAR = 0.5
# The space between a claim and the frame that reaches around it, in the same parts.
_MARGIN = 0.03
# A line of which nobody says who holds the land is on the map if drawn land is nearer than this, in metres.
_REACH = 60_000.0


def frame_around_claims(region: Region, flat: gpd.GeoDataFrame, frame: Bounds) -> Bounds:
    """Return a frame in metres that also holds the claims of the region on land near it: its lines and what they cover.

    So Venezuela's map shows all of the Essequibo, which is Guyana's. `flat` are all parts of land in metres. A region
    with a window, or without land around it, keeps its frame. Hidden claims, far ones, and those on land that the
    region leaves out, change none.
    """
    if region.window is not None or region.context == "none":
        return frame
    named = {name for name, treatment in region.claims.items() if treatment != "hidden"}
    rows = read_claims() if named else gpd.GeoDataFrame({"claim": [], "administered": []})
    rows = rows[rows["claim"].isin(named) & ~rows["administered"].isin({*region.codes, *region.left_out})]
    held = flat[flat["iso3"].isin(rows["administered"])]
    shapes = {code: shapely.multipolygons(parts.to_numpy()) for code, parts in held.groupby("iso3")["geometry"]}
    longer = max(frame[2] - frame[0], frame[3] - frame[1])
    box = shapely.box(*frame)
    for claim in claim_shapes(list(rows["claim"]), str(flat.crs), shapes, 0.0).values():
        if claim.administered in shapes and claim.lines.distance(box) <= _NEAR * longer:
            around = shapely.box(*shapely.total_bounds([claim.lines, claim.area]))
            box = shapely.box(*box.union(around.buffer(_MARGIN * longer, join_style="mitre")).bounds)
    left, bottom, right, top = box.bounds
    return left, bottom, right, top


def frame_around_areas(region: Region, flat: gpd.GeoDataFrame, frame: Bounds) -> Bounds:
    """Return a frame in metres that also holds the disputed areas beside the region that its view has it reach around.

    A window gives way to them. Land that the region does not draw around itself changes no frame.
    """
    framed = {cut.slug for cut in region.cuts if cut.is_framed}
    if not framed or region.context == "none":
        return frame
    areas = flat[flat["area"].isin(framed) & ~flat["iso3"].isin(region.left_out)]
    if areas.empty:
        return frame
    longer = max(frame[2] - frame[0], frame[3] - frame[1])
    around = shapely.box(*areas.total_bounds).buffer(_MARGIN * longer, join_style="mitre")
    left, bottom, right, top = shapely.box(*frame).union(around).bounds
    return left, bottom, right, top


def claims_on_the_map(
    claims: Mapping[str, ClaimShape], frame: Bounds, shapes: Mapping[str, MultiPolygon]
) -> dict[str, ClaimShape]:
    """Return the claims whose line lies in the frame, on land that is drawn (`shapes`, by code), cut at the frame.

    Others are not drawn: a line in the sea or across the page's texts explains nothing.
    """
    box = shapely.box(*frame)
    return {
        name: _cut(claim, box)
        for name, claim in claims.items()
        if claim.lines.intersects(box) and _has_land(claim, shapes)
    }


def _has_land(claim: ClaimShape, shapes: Mapping[str, MultiPolygon]) -> bool:
    """Whether the land of who holds it is drawn; if nobody says who does, whether any land is near it."""
    if claim.administered:
        return claim.administered in shapes
    return any(shapely.dwithin(claim.lines, shape, _REACH) for shape in shapes.values())


def _cut(claim: ClaimShape, box: BaseGeometry) -> ClaimShape:
    """Return a claim cut at a box; one that lies in it as it is."""
    if all(box.covers(shape) for shape in (claim.lines, claim.area) if shape):
        return claim
    lines = [line for line in shapely.get_parts(claim.lines.intersection(box)) if isinstance(line, LineString)]
    area = claim.area and MultiPolygon(polygons(claim.area.intersection(box)))
    return replace(claim, lines=MultiLineString(lines), area=area)
