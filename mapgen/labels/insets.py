"""Insets on the page: a thin frame around each, and its name beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product

from mapgen.basemap.model import GridLine
from mapgen.drawing.boxes import bounding_box, contains, grown
from mapgen.drawing.primitives import Anchor, Border, Text
from mapgen.drawing.typeface import text_width
from mapgen.labels.blocks import LabelStyle
from mapgen.labels.room import PADDING, LabelRoom
from mapgen.places.insets import Inset
from mapgen.themes.theme import Theme

# The width of a frame's line in CSS pixels, and the distances from its edges to its name, in sizes of type.
_LINE = 0.75
_UNDER, _OVER, _ASIDE = 1.4, 0.8, 0.5


def inset_frames(insets: Sequence[Inset], theme: Theme) -> tuple[Border, ...]:
    """Return the frames of insets."""
    return tuple(Border(inset.path, theme.quiet, _LINE) for inset in insets)


def inset_names(insets: Sequence[Inset], room: LabelRoom, style: LabelStyle) -> tuple[Text, ...]:
    """Return the name of each inset, under its frame or above it, where free sea leaves room."""
    names = ((style.map_style.words.named(inset.names), room.basemap.shapes[inset.path].lines[0]) for inset in insets)
    free_places = (
        (text for text in _places(name, frame, room, style) if _has_room(text, room)) for name, frame in names
    )
    return tuple(text for places in free_places for text in islice(places, 1))


def names_unsaid(names: Sequence[Text], labels: Sequence[Text], style: LabelStyle) -> tuple[Text, ...]:
    """Return the names of insets, without those that a label says: that of a state in an inset alone, as Alaska."""
    said = {style.map_style.words.country(text.iso3) for text in labels}
    return tuple(name for name in names if name.text not in said)


def _places(name: str, frame: GridLine, room: LabelRoom, style: LabelStyle) -> Iterator[Text]:
    """Yield the places of a name: under its frame or over it, at its left or its right; then beside it."""
    theme, size = style.map_style.theme, style.small
    left, top, right, bottom = bounding_box(map(room.placement.page, frame))
    ends: tuple[tuple[Anchor, float], ...] = (("start", left), ("end", right))
    outside: tuple[tuple[Anchor, float], ...] = (("start", right + _ASIDE * size), ("end", left - _ASIDE * size))
    places = [*product((bottom + _UNDER * size, top - _OVER * size), ends), *product((top + size, bottom), outside)]
    for y, (anchor, x) in places:
        place, width = (round(x, 2), round(y, 2)), text_width(name, size)
        yield Text(name, *place, size, width, theme.quiet, theme.sea, anchor=anchor, role="inset")


def _has_room(text: Text, room: LabelRoom) -> bool:
    box = grown(text.box, PADDING * text.size / 2)
    return contains(room.box, box) and room.basemap.land.is_free(*room.placement.grid_box(box))
