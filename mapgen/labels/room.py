"""The room for labels on a page, and what in it is taken."""

from __future__ import annotations

from msgspec import Struct

from mapgen.basemap.model import Basemap
from mapgen.drawing.boxes import bounding_box, crosses, overlap
from mapgen.drawing.primitives import Box, Placement, Point
from mapgen.labels.discs import DiscPlace

# Space kept around a label inside a shape and between labels, in parts of its type size.
PADDING = 0.22


class LabelRoom(Struct, frozen=True):
    """The room for labels: the map and its placement on the page, the box of the page they must stay in, and discs.

    `kept_free` are other boxes of the page in which no label may stand.
    """

    basemap: Basemap
    placement: Placement
    box: Box
    discs: tuple[DiscPlace, ...] = ()
    kept_free: tuple[Box, ...] = ()

    def disc_of(self, code: str) -> DiscPlace | None:
        """Return the place of a state's disc; None for one without."""
        return next((disc for disc in self.discs if disc.iso3 == code), None)

    @property
    def insets(self) -> tuple[Box, ...]:
        """The boxes of the page around the frames of insets."""
        frames = (shape for name, shape in self.basemap.shapes.items() if name.startswith("inset-"))
        return tuple(bounding_box(map(self.placement.page, shape.lines[0])) for shape in frames)


class TakenRoom(Struct, frozen=True):
    """What labels must keep clear of: boxes of other labels and discs, and leader lines."""

    boxes: tuple[Box, ...] = ()
    lines: tuple[tuple[Point, Point], ...] = ()

    def leaves(self, box: Box) -> bool:
        """Whether a box is clear of all of it."""
        return not any(overlap(box, taken) for taken in self.boxes) and not any(
            crosses(line, box) for line in self.lines
        )
