"""The ground of a map: the sea in its frame, the land around the region, and the borders of the neighbours.

All land ends at the frame, also that of the region where it reaches beyond: nothing stops in the middle of the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from mapgen.basemap.model import REACH, Basemap, GridPoint, Shape, path_data
from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import bounding_box, grown
from mapgen.drawing.primitives import Area, Border, Box, Placement
from mapgen.labels.insets import inset_frames
from mapgen.layout.cropping import cropped, cropped_lines
from mapgen.places.regions import Region
from mapgen.themes.style import shows_sea
from mapgen.themes.theme import Theme

# The width of the neighbours' borders, in widths of the region's.
_THINNER = 0.6
# The width of a line around the ground, in the same unit as a theme's widths.
_FRAME = 0.5
# The part of the frame's area that a box around a stub takes at most; see _without_stubs.
_STUB = 0.005


def framed(choropleth: Choropleth, placement: Placement | None, box: Box) -> Choropleth:
    """Return a map whose shapes end at the edges of a box of the page, with the sea in that box as the path `sea`.

    Without a placement the box is one of the basemap's grid.
    """
    basemap = choropleth.basemap
    edges = placement.grid_box(box) if placement else box
    edges = _ground_edges(choropleth, edges)
    left, top, right, bottom = (round(edge) for edge in edges)
    sea = Shape(path_data([((left, top), (right, top), (right, bottom), (left, bottom))], closed=True))
    names = [name for name in (*basemap.beyond, "context", "context-borders") if name in basemap.shapes]
    cut = _without_stubs({name: _cut(basemap.shapes[name], edges) for name in names}, basemap, edges)
    borders = {
        pair: _cut(shape, edges) if not cut.keys().isdisjoint(pair) else shape
        for pair, shape in basemap.borders.items()
    }
    return replace(choropleth, basemap=replace(basemap, shapes={**basemap.shapes, **cut, "sea": sea}, borders=borders))


def ground_box(choropleth: Choropleth, placement: Placement, box: Box) -> Box:
    """Return the box of the page that the ground of a map fills, in the box that it may fill."""
    left, top, right, bottom = _ground_edges(choropleth, placement.grid_box(box))
    return (*placement.page((left, top)), *placement.page((right, bottom)))


def _ground_edges(choropleth: Choropleth, edges: Box) -> Box:
    """Return the edges of a map's ground: on a page far wider than its map those of the land that is known."""
    return _within_reach(edges, choropleth.basemap) if choropleth.region.context == "cropped" else edges


def _within_reach(edges: Box, basemap: Basemap) -> Box:
    x, y, by = basemap.width / 2, basemap.height / 2, REACH * max(basemap.width, basemap.height)
    return max(edges[0], x - by), max(edges[1], y - by), min(edges[2], x + by), min(edges[3], y + by)


def _cut(shape: Shape, edges: Box) -> Shape:
    return cropped(shape, edges) if shape.closed else cropped_lines(shape, edges)


def _without_stubs(cut: dict[str, Shape], basemap: Basemap, edges: Box) -> dict[str, Shape]:
    """Return shapes that end at the edges, without the stubs of the land around the region, and the borders in those.

    A stub is the little that an edge leaves of land away from the region, as of Africa beside South America: a reader
    takes it for a blot.
    """
    stubs = [ring for ring in cut["context"].lines if _is_stub(ring, basemap, edges)] if "context" in cut else []
    if not stubs:
        return cut
    boxes = [grown(bounding_box(ring), 1) for ring in stubs]
    lines = {
        "context": [ring for ring in cut["context"].lines if ring not in stubs],
        "context-borders": [
            line
            for line in (cut["context-borders"].lines if "context-borders" in cut else ())
            if not any(all(_holds(box, point) for point in line) for box in boxes)
        ],
    }
    return {**cut, **{name: Shape(path_data(kept, closed=name == "context")) for name, kept in lines.items()}}


def _is_stub(ring: Sequence[GridPoint], basemap: Basemap, edges: Box) -> bool:
    box = left, top, right, bottom = bounding_box(ring)
    if (right - left) * (bottom - top) > _STUB * (edges[2] - edges[0]) * (edges[3] - edges[1]):
        return False
    if left - 1 > edges[0] and top - 1 > edges[1] and right + 1 < edges[2] and bottom + 1 < edges[3]:
        return False  # a whole island
    around = grown(box, 1)
    region = (basemap.shapes[code] for code in basemap.territories)
    return not any(_holds(around, point) for shape in region for line in shape.lines for point in line)


def _holds(box: Box, point: GridPoint) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def ground(region: Region, theme: Theme, unit: float) -> tuple[Area | Border, ...]:
    """Return the parts of a map's ground from bottom to top; `unit` is that of the widths of lines."""
    parts: list[Area | Border] = []
    if shows_sea(region) and (theme.frame or theme.sea != theme.page):
        parts.append(Area("sea", theme.sea, outline=theme.frame, outline_width=round(_FRAME * unit, 2)))
    parts.append(Area("context", theme.context))
    if theme.context_border:
        parts.append(Border("context-borders", theme.context_border, round(_THINNER * theme.border_width * unit, 2)))
    return (*parts, *inset_frames(region.drawn_insets, theme))
