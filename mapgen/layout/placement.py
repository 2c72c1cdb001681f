"""The place of a map in its box, and the room that its sea has for texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from msgspec import Struct

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import contains, grown, overlap
from mapgen.drawing.primitives import Box, Placement
from mapgen.labels.discs import disc_places
from mapgen.labels.room import LabelRoom
from mapgen.layout.ground import ground_box
from mapgen.themes.style import MapStyle

# The part of the map box's width kept free on each side for labels over the sea.
LABEL_SIDE = 0.16
# The space around texts on the sea, and the step from one place to the next, in sizes of type.
_AROUND, _STEP = 0.5, 0.5
# The least space between texts on the sea and the lower edge of the frame, in sizes of type, and how far a map leans
# away from them, if it has to.
_ABOVE_EDGE = 0.6
_LEANS = (0.0, 0.1, 0.25, 0.5, 0.75, 1.0)


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
