"""The ground of a map: the sea in its frame, the land around the region, and the borders of the neighbours.

All land ends at the frame, also that of the region where it reaches beyond: nothing stops in the middle of the page.
A map has its place in a box of the page, and its sea has room for texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from mapgen.basemap.model import REACH, Basemap, GridPoint, Shape, path_data
from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import bounding_box, contains, grown, overlap
from mapgen.drawing.primitives import Area, Border, Box, Placement
from mapgen.labels.discs import disc_places
from mapgen.labels.insets import inset_frames
from mapgen.labels.room import LabelRoom
from mapgen.layout.cropping import cropped, cropped_lines
from mapgen.places.regions import Region
from mapgen.themes.style import MapStyle, shows_sea
from mapgen.themes.theme import Theme

# The part of the map box's width kept free on each side for labels over the sea.
LABEL_SIDE = 0.16
# The space around texts on the sea, and the step from one place to the next, in sizes of type.
_AROUND, _STEP = 0.5, 0.5
# The least space between texts on the sea and the lower edge of the frame, in sizes of type, and how far a map leans
# away from them, if it has to.
_ABOVE_EDGE = 0.6
_LEANS = (0.0, 0.1, 0.25, 0.5, 0.75, 1.0)
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


def placed(choropleth: Choropleth, box: Box, widest: float, lean: float = 0.0) -> Placement:
    """Return the placement of the map: as large as its box allows, with room for labels beside it.

    `widest` is the most room on each side, in CSS pixels. The map stands in the middle of its box, or leans to its left
    (a `lean` of -1) or right (1).
    """
    basemap = choropleth.basemap
    left, top, right, bottom = box
    side = min(LABEL_SIDE * (right - left), widest)
    scale = max(min((right - left - 2 * side) / basemap.width, (bottom - top) / basemap.height), 1e-6)
    x = left + (1 + lean) * (right - left - basemap.width * scale) / 2
    y = (top + bottom - basemap.height * scale) / 2
    return Placement(scale, round(x, 2), round(y, 2))


class SeaRoom(Struct, frozen=True):
    """The room for texts on the sea around a map; `size` is the size of the key's type in CSS pixels."""

    choropleth: Choropleth
    map_style: MapStyle
    size: float

    def place(
        self, boxes: tuple[Box, Box], sides: float, block: tuple[float, float], margin: float
    ) -> tuple[Box, float] | None:
        """Return a free box of the width and height of a block on the sea, and how far the map leans away from it.

        It is the lowest at the left, or else at the right. `boxes` are the map's box and its frame, `sides` the room
        for labels beside the map; the block keeps a margin to the sides of the frame. None where the sea has no room.
        """
        for side in (-1, 1):
            free = {-side * lean: self._free(boxes, sides, -side * lean) for lean in _LEANS}
            for box, lean in product(self._boxes(boxes[1], side, block, margin), free):
                if free[lean](grown(box, _AROUND * self.size)):
                    return box, lean
        return None

    def fills(self, boxes: tuple[Box, Box], sides: float) -> bool:
        """Whether the map's ground reaches from one side of its frame to the other."""
        ground = ground_box(self.choropleth, placed(self.choropleth, boxes[0], sides), boxes[1])
        return ground[0] <= boxes[1][0] + 1 and ground[2] >= boxes[1][2] - 1

    def is_clear(self, boxes: tuple[Box, Box], sides: float, lean: float, box: Box) -> bool:
        """Whether a box of the page lies on the sea."""
        return self._free(boxes, sides, lean)(box)

    def _free(self, boxes: tuple[Box, Box], sides: float, lean: float) -> Callable[[Box], bool]:
        """Return a function that tells whether a box of the page lies on the sea, clear of insets and discs."""
        (map_box, frame), basemap = boxes, self.choropleth.basemap
        placement = placed(self.choropleth, map_box, sides, lean)
        discs = disc_places(self.choropleth, self.map_style, placement, self.size)
        taken = [*(disc.box for disc in discs), *LabelRoom(basemap, placement, map_box).insets]
        ground = ground_box(self.choropleth, placement, frame)

        def free(box: Box) -> bool:
            on_sea = contains(ground, box) and basemap.land.is_free(*placement.grid_box(box))
            return on_sea and not any(overlap(box, other) for other in taken)

        return free

    def _boxes(self, frame: Box, side: int, block: tuple[float, float], margin: float) -> Iterator[Box]:
        """Yield the boxes of a block at a side of a frame, from the lowest on."""
        (left, top, right, bottom), (width, height) = frame, block
        start = left + margin if side < 0 else right - margin - width
        low = bottom - _ABOVE_EDGE * self.size
        while low - height > top:
            yield start, low - height, start + width, low
            low -= _STEP * self.size
