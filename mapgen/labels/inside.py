"""Labels inside their shapes, or sticking out of them over the sea and over quiet land."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from operator import itemgetter

from msgspec import Struct

from mapgen.basemap.model import InscribedBox, TerritoryShape
from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import contains
from mapgen.drawing.primitives import Box, Point, Strokes, Text
from mapgen.labels.blocks import LabelBlock, LabelStyle, blocks_inside
from mapgen.labels.cell_room import CellRows, calm_places, places_within
from mapgen.labels.ground import LabelGround, Plate
from mapgen.labels.room import PADDING, LabelRoom, TakenRoom
from mapgen.labels.sticking_out import LEAST_PART
from mapgen.record.snapshots import Entry

# Where a label may lie in a box with more room than it needs, in parts of the way from the middle to each edge.
_PARTS = (0.0, -0.5, 0.5, -1.0, 1.0)
# The least land of a shape out of which a label sticks, in areas of the label: a label on less would hide its state.
_LEAST_LAND = 1.2
# The height of a plate under a line, and how far it reaches beyond the line, in type sizes.
_PLATE, _PLATE_END = 0.9, 0.3
# What a label's place must be worth more for each step to a label less welcome: in smaller type, or in two lines.
_STEP = 0.08


class Overhang(Struct, frozen=True):
    """How far a label may stick out of its shape: the least of it on the shape's land, and what its place is worth."""

    part: float
    worth: float


# Where it might stand beside its shape as well, and where it has no such place.
LITTLE, HALF = Overhang(0.75, 0.6), Overhang(LEAST_PART, 0.35)


class PlacedInside(Struct, frozen=True):
    """A label inside its shape; its `plate` lies under its lines where it sticks out and needs one."""

    texts: tuple[Text, ...]
    box: Box
    plate: Plate | None = None


class InsideRoom:
    """The room for labels inside the shapes of a map, and around those in which they have none."""

    def __init__(self, choropleth: Choropleth, room: LabelRoom, style: LabelStyle) -> None:
        self.room, self.style, self.basemap = room, style, room.basemap
        self.ground = LabelGround(choropleth, room, style.map_style)

    def label(
        self, entry: Entry, taken: TakenRoom, *, out: Overhang | None = None, short: bool = False
    ) -> PlacedInside | None:
        """Return the best label inside a shape that keeps clear of what is taken, or `out` of it, as far as it may.

        `short` labels say less than their mode asks for. None where none has room.
        """
        blocks = [block for block in blocks_inside(entry, self.style) if block.shortened is short]
        if out:
            return self._sticking_out(entry.iso3, blocks, taken, out)
        for block in blocks:
            if place := next((box for box in self._boxes_within(entry.iso3, block) if self._is_free(box, taken)), None):
                return self._placed(block, place)
        return None

    def _is_free(self, box: Box, taken: TakenRoom) -> bool:
        return contains(self.room.box, box) and taken.leaves(box)

    def _placed(self, block: LabelBlock, box: Box, plate: Plate | None = None) -> PlacedInside:
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        colours = (self.ground.letters(block.iso3), self.ground.fills[block.iso3].colour)
        return PlacedInside(block.texts(middle, "middle", colours), box, plate)

    def _boxes_within(self, code: str, block: LabelBlock) -> Iterator[Box]:
        """Yield the places of a label wholly inside its shape, with its padding."""
        size = _padded(block)
        shape = self.basemap.territories[code]
        # A shape with less land than the label covers has no room for it.
        if (shape.extent * self.room.placement.scale) ** 2 < block.width * block.height:
            return
        for spot in roomiest(shape, size, self.room):
            yield _around(self.room.placement.page(spot), size)
        if code in self.basemap.cells.runs:
            yield from self._cell_boxes(places_within(self.basemap, code, *self.ground.in_cells(size)), size)

    def _cell_boxes(self, found: CellRows, size: tuple[float, float]) -> Iterator[Box]:
        """Return the boxes of a size on the page that lie in the middle of the boxes of cells found."""
        return (self.ground.cell_box(place, size) for place in calm_places(found))

    def _sticking_out(
        self, code: str, blocks: Sequence[LabelBlock], taken: TakenRoom, out: Overhang
    ) -> PlacedInside | None:
        """Return a label that lies for the most part in its shape, and for the rest over sea or land of its colour."""
        land = (self.basemap.territories[code].extent * self.room.placement.scale) ** 2
        if code not in self.basemap.cells.runs:
            return None
        roomy = [block for block in blocks if land >= _LEAST_LAND * block.width * block.height]
        places = [
            (_STEP * number - place.worth, number, place.cell)
            for number, block in enumerate(roomy)
            for place in self.ground.sticking.places(code, self.ground.in_cells(_padded(block)))
            if place.part >= out.part and place.worth >= out.worth
        ]
        for _, number, cell in sorted(places, key=itemgetter(0, 1)):
            box = self.ground.cell_box(cell, _padded(roomy[number]))
            if self._is_free(box, taken) and not self.ground.is_faint(code, box):
                return self._placed(roomy[number], box, self.ground.plate(code, box))
        return None


def _padded(block: LabelBlock) -> tuple[float, float]:
    """Return the width and height of a label with the space around it."""
    padding = PADDING * block.size
    return block.width + 2 * padding, block.height + padding


def _around(middle: Point, size: tuple[float, float]) -> Box:
    (x, y), (wide, high) = middle, size
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def roomiest(shape: TerritoryShape, size: tuple[float, float], room: LabelRoom) -> Iterator[Point]:
    """Yield middles of a label of a width and height in CSS pixels, in grid units, the box with the most room first.

    Where something would lie under the label, it moves within its box. Nothing if no inscribed box is large enough.
    """
    wide, high = size[0] / room.placement.scale, size[1] / room.placement.scale
    fits = [
        (min(box.aspect * box.height / wide, box.height / high), box.x, box.y, box)
        for box in shape.boxes
        if box.aspect * box.height >= wide and box.height >= high
    ]
    for *_, box in sorted(fits, key=lambda fit: fit[:3], reverse=True):
        yield from _spots(box, wide, high)


def _spots(box: InscribedBox, wide: float, high: float) -> Iterator[Point]:
    """Yield where the middle of a label may lie in a box, the box's middle first."""
    across, down = (box.aspect * box.height - wide) / 2, (box.height - high) / 2
    for part_down, part_across in product(_PARTS, _PARTS):
        yield box.x + part_across * across, box.y + part_down * down


def label_plates(labels: Iterable[PlacedInside]) -> tuple[Strokes, ...]:
    """Return the plates of labels, a round-ended stroke under each line, to be drawn before the labels."""
    plates: dict[tuple[str, float], list[tuple[Point, Point]]] = {}
    under = ((text, label.plate) for label in labels if label.plate for text in label.texts)
    for text, plate in under:
        colour, height, (left, top, right, bottom) = plate.colour, _PLATE * text.size, text.box
        first = max(plate.left, left - _PLATE_END * text.size) + height / 2
        last = min(plate.right, right + _PLATE_END * text.size) - height / 2
        y = round((top + bottom) / 2, 2)
        if first < last:
            plates.setdefault((colour, height), []).append(((round(first, 2), y), (round(last, 2), y)))
    return tuple(Strokes(tuple(lines), colour, width, round_caps=True) for (colour, width), lines in plates.items())
