"""Insets on the page: a thin frame around each, and its name beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from mapgen.basemap.model import GridLine
from mapgen.drawing.primitives import Anchor, Border, Text, grown
from mapgen.drawing.typeface import text_width
from mapgen.layout.label_blocks import LabelStyle
from mapgen.layout.leaders import PADDING, LabelRoom
from mapgen.places.insets import Inset
from mapgen.themes.theme import Theme

# The width of a frame's line in CSS pixels, and from its edges to the line that a name stands on, in sizes of type.
_LINE = 0.75
_UNDER, _OVER = 1.4, 0.8


def inset_frames(insets: Sequence[Inset], theme: Theme) -> tuple[Border, ...]:
    """Return the frames of insets."""
    return tuple(Border(inset.path, theme.quiet, _LINE) for inset in insets)


def inset_names(insets: Sequence[Inset], room: LabelRoom, style: LabelStyle) -> tuple[Text, ...]:
    """Return the name of each inset under its frame, or over it, where there is free sea for it."""
    names = ((style.map_style.words.named(inset.names), room.basemap.shapes[inset.path].lines[0]) for inset in insets)
    free = ((one for one in _places(name, frame, room, style) if _has_room(one, room)) for name, frame in names)
    return tuple(one for places in free for one in islice(places, 1))


def _places(name: str, frame: GridLine, room: LabelRoom, style: LabelStyle) -> Iterator[Text]:
    """Yield where a name may stand, under its frame first: from its left edge on, or up to its right edge."""
    theme, size = style.map_style.theme, style.small
    corners = [room.placement.page(point) for point in frame]
    (left, right), (top, bottom) = ((min(of_axis), max(of_axis)) for of_axis in zip(*corners, strict=True))
    ends: tuple[tuple[Anchor, float], ...] = (("start", left), ("end", right))
    for y in (bottom + _UNDER * size, top - _OVER * size):
        for anchor, x in ends:
            place, width = (round(x, 2), round(y, 2)), text_width(name, size)
            yield Text(name, *place, size, width, theme.quiet, theme.page, anchor=anchor, role="inset")


def _has_room(text: Text, room: LabelRoom) -> bool:
    left, top, right, bottom = grown(text.box, PADDING * text.size / 2)
    inside = room.box[0] <= left and room.box[1] <= top and right <= room.box[2] and bottom <= room.box[3]
    corners = (*room.placement.grid((left, top)), *room.placement.grid((right, bottom)))
    return inside and room.basemap.land.is_free(*corners)
