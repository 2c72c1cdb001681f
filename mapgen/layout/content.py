"""What a page is arranged from, and what an arrangement is: texts around the box for the map."""

from __future__ import annotations

from msgspec import Struct

from mapgen.drawing.primitives import Box, Patch, Text
from mapgen.layout.key import KeyEntry
from mapgen.layout.note_marks import MarkedNote
from mapgen.layout.page_texts import Detail
from mapgen.layout.share_bars import ShareBar
from mapgen.themes.theme import Theme
from mapgen.words.captions import Captions

# The part of the map box's width kept free on each side for labels over the sea.
LABEL_SIDE = 0.16


class Arrangement(Struct, frozen=True):
    """The texts of a page by layer, the boxes of the map in CSS pixels, and the detail that had room.

    `map_box` is the box for the region and its labels, `frame` the one on which the map's ground is drawn: at least as
    large, and on some pages up to their edges. `height` is that of the page.
    """

    legend: tuple[Patch | Text, ...]
    notes: tuple[Patch | Text, ...]
    map_box: Box
    frame: Box
    height: float
    detail: Detail
    fits: bool


class LayoutContent(Struct, frozen=True):
    """The content of a page: texts, the key's entries, the theme that colours them, the map's width by height.

    `listed` says whether countries should be listed: some have no label on the map, or only a code. `least_width` is
    the least width in CSS pixels of a map that can carry its labels, `sides` the most room on each side of it for them.
    `brief` says that there is room for a short heading alone, `bare` that no labels stand beside the map.
    """

    captions: Captions
    notes: tuple[MarkedNote, ...]
    entries: tuple[KeyEntry, ...]
    theme: Theme
    aspect: float
    listed: bool = False
    least_width: float = 0.0
    sides: float = 0.0
    bars: tuple[ShareBar, ...] = ()
    brief: bool = False
    bare: bool = False

    def map_height(self, box: Box) -> float:
        """Return the height of the map in a box, with room for labels on both sides."""
        left, top, right, bottom = box
        return min(bottom - top, self.map_height_at(right - left))

    def map_height_at(self, width: float) -> float:
        """Return the height of a map as wide as a box of a width allows, with room for labels on both sides."""
        return (width - 2 * min(LABEL_SIDE * width, self.sides)) / self.aspect
