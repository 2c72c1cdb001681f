"""The names of neighbours and seas: quiet, small, where nothing else stands, and none where they have no room."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from msgspec import Struct

from mapgen.basemap.model import PlaceRoom
from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import bounding_box, crosses, grown, overlap
from mapgen.drawing.primitives import Box, Placement, Point, Text
from mapgen.drawing.sizes import Size
from mapgen.drawing.typeface import text_width
from mapgen.themes.style import MapStyle, shows_sea

# The names on a page at most, and the least width of a page that has any, in CSS pixels.
_MOST = 12
_LEAST_PAGE = 480
# The height of a line, and the space around a name to its coast or border, to the frame and to other texts, in sizes of
# type.
_LINE, _INSIDE, _FROM_FRAME, _APART = 1.0, 0.25, 0.8, 0.6
# Where in a rectangle a name is tried, in parts of what is free beside it: its middle first.
_PARTS = (0.5, 0.2, 0.8)


class NameRoom(Struct, frozen=True):
    """The room for names: the map's placement, its frame on the page, the type size, and what they keep clear of."""

    placement: Placement
    frame: Box
    size: float
    boxes: tuple[Box, ...]
    lines: tuple[tuple[Point, Point], ...]


def has_place_names(choropleth: Choropleth, map_style: MapStyle, size: Size) -> bool:
    """Whether a page names neighbours and seas: no card and no phone does, nor a map without names."""
    wanted = map_style.labels != "none" and not size.is_card and size.width >= _LEAST_PAGE
    return wanted and shows_sea(choropleth.region)


def place_names(choropleth: Choropleth, map_style: MapStyle, room: NameRoom) -> tuple[Text, ...]:
    """Return the names of neighbours and seas that have room, those with the most room first."""
    insets = [choropleth.basemap.shapes[inset.path].lines[0] for inset in choropleth.region.drawn_insets]
    taken = [*room.boxes, *(bounding_box(map(room.placement.page, frame)) for frame in insets)]
    names: list[Text] = []
    for place in sorted(choropleth.basemap.places, key=lambda place: place.boxes[0][1] - place.boxes[0][3]):
        if len(names) == _MOST:
            break
        for text in _places(place, map_style, room):
            box = grown(text.box, _APART * room.size)
            if not any(overlap(box, other) for other in taken) and not any(crosses(line, box) for line in room.lines):
                names.append(text)
                taken.append(box)
                break
    return tuple(names)


def _places(place: PlaceRoom, map_style: MapStyle, room: NameRoom) -> Iterator[Text]:
    """Yield the places of a name in its rectangles, as far as the frame shows them."""
    theme, words, size = map_style.theme, map_style.words, room.size
    name = words.country(place.code) if place.code else words.named(place.names)
    colour, ground = (theme.context_ink, theme.context) if place.code else (theme.sea_ink, theme.sea)
    width = text_width(name, size)
    high, wide = (_LINE + _INSIDE) * size, width + 2 * _INSIDE * size
    frame = grown(room.frame, -_FROM_FRAME * size)
    for corners in place.boxes:
        left, top = room.placement.page(corners[:2])
        right, bottom = room.placement.page(corners[2:])
        left, top = max(left, frame[0]), max(top, frame[1])
        across, down = min(right, frame[2]) - left - wide, min(bottom, frame[3]) - top - high
        if across < 0 or down < 0:
            continue
        for part, drop in product(_PARTS, _PARTS):
            x, y = left + part * across + wide / 2, top + drop * down + high / 2 + 0.26 * size
            yield Text(name, round(x, 2), round(y, 2), size, width, colour, ground, anchor="middle", role="place")
