"""Slogans of blocs: large type over free sea, beside the land of their bloc, all of them in one size."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from msgspec import Struct

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Box, Placement, Point, Text, crosses, grown, overlap
from mapgen.drawing.typeface import text_width, wrap
from mapgen.errors import InputError, listed, shortened
from mapgen.record.snapshots import Entry
from mapgen.themes.style import MapStyle
from mapgen.themes.theme import LEAST_CONTRAST, LEAST_TEXT_CONTRAST, contrast

_MOST_LINES = 4
# The size of type in which lines are broken, in CSS pixels: they break alike in any other.
_UNIT = 100.0
# The largest and the smallest type, in sizes of the headline, and from one that is tried to the next.
_LARGEST, _SMALLEST, _STEP = 2.6, 0.7, 0.94
# From line to line, the space kept around a slogan, and how finely places are tried, in sizes of its type.
_LEADING = 1.02
_PADDING = 0.22
_FINENESS = 0.3
# How welcome the left or right edge of the map's box is, where other texts begin or end, in sizes of type.
_ALIGNED = 0.6
# WCAG 2.2, 1.4.3: large type, in CSS pixels, may have 3:1; and how many places of each slogan are tried together.
LARGE_TYPE = 24.0
_TRIED = 60
# How many points stand for the coasts of a bloc.
_POINTS = 160


class SloganRoom(Struct, frozen=True):
    """Where slogans may stand: the map's placement, its box of the page, and what stands there, boxes and lines.

    `headline` is the headline's size of type; all are in CSS pixels.
    """

    placement: Placement
    box: Box
    headline: float
    boxes: tuple[Box, ...] = ()
    lines: tuple[tuple[Point, Point], ...] = ()


class _Slogan(Struct, frozen=True):
    """A slogan: its bloc, its text broken into lines in several ways, its colour, and whose land it belongs to."""

    side: str
    text: str
    breaks: tuple[tuple[str, ...], ...]
    colour: str
    own: tuple[Point, ...]
    other: tuple[Point, ...]
    middle: Point


class _Place(Struct, frozen=True):
    """A place for a slogan: its lines from the left upper corner of their box on, and how unwelcome it is."""

    slogan: _Slogan
    lines: tuple[str, ...]
    box: Box
    size: float
    cost: float


def place_slogans(choropleth: Choropleth, map_style: MapStyle, room: SloganRoom) -> tuple[Text, ...]:
    """Return the slogans of a look in the largest type in which each has a place over the sea near its bloc.

    Raises InputError for a slogan of a bloc without members (there is no land it could stand by), and where there is
    no place for them all.
    """
    slogans = [_slogan(side, text, choropleth, map_style, room) for side, text in map_style.slogans.items()]
    if not slogans:
        return ()
    # First only where a bloc's own land is nearest; a bloc without a coast has no such place.
    for strict in (True, False):
        for size in _sizes(room):
            if places := _together([_places(one, size, choropleth, room, strict=strict) for one in slogans]):
                return tuple(text for place in places for text in _texts(place, map_style))
    said = listed(f'"{shortened(one.text)}"' for one in slogans)
    raise InputError.single(
        "slogan",
        f"there is no room for {said} over the sea; shorten it, choose a larger size, or leave out labels or titles",
    )


def _slogan(side: str, text: str, choropleth: Choropleth, map_style: MapStyle, room: SloganRoom) -> _Slogan:
    members = [entry for entry in choropleth.entries if entry.bloc == side]
    if not members:
        raise InputError.single(f"slogan {side}", "no country of this map is in that bloc; leave the slogan out")
    others = [entry for entry in choropleth.entries if entry.bloc not in {side, "none"}]
    ((colour, _),) = Counter(map_style.fill(entry).colour for entry in members).most_common(1)
    own = _coast(members, choropleth, room.placement)
    return _Slogan(
        side=side,
        text=text,
        breaks=tuple(_breaks(text)),
        colour=colour,
        own=own,
        other=_coast(others, choropleth, room.placement),
        middle=(sum(x for x, _ in own) / len(own), sum(y for _, y in own) / len(own)),
    )


def _coast(entries: Sequence[Entry], choropleth: Choropleth, placement: Placement) -> tuple[Point, ...]:
    """Return points along the outlines of territories, on the page."""
    points = [point for one in entries for ring in choropleth.basemap.shapes[one.iso3].lines for point in ring]
    return tuple(placement.page(point) for point in points[:: max(1, len(points) // _POINTS)])


def _breaks(text: str) -> Iterator[tuple[str, ...]]:
    """Yield a text in one line, two and so on, each time broken so that its widest line is narrowest."""
    narrowest = max(text_width(word, _UNIT, bold=True) for word in text.split(" "))
    for number in range(1, _MOST_LINES + 1):
        low, high = narrowest, text_width(text, _UNIT, bold=True)
        while high - low > 1:
            middle = (low + high) / 2
            low, high = (low, middle) if len(wrap(text, _UNIT, middle, bold=True)) <= number else (middle, high)
        lines = tuple(wrap(text, _UNIT, high, bold=True))
        if len(lines) == number:
            yield lines


def _sizes(room: SloganRoom) -> Iterator[float]:
    size = _LARGEST * room.headline
    while size >= _SMALLEST * room.headline:
        yield round(2 * size) / 2
        size *= _STEP


def _places(slogan: _Slogan, size: float, choropleth: Choropleth, room: SloganRoom, *, strict: bool) -> list[_Place]:
    """Return the free places of a slogan at a size, the most welcome first."""
    found = []
    for lines in slogan.breaks:
        width = max(text_width(line, size, bold=True) for line in lines)
        height = ((len(lines) - 1) * _LEADING + 1) * size
        for box in _free_boxes(width, height, size, choropleth, room):
            near, far = _distance(box, slogan.own), _distance(box, slogan.other)
            if near <= far or not strict:
                aligned = box[0] == room.box[0] or box[2] == room.box[2]
                cost = _cost(box, near, far, slogan) - (_ALIGNED * size if aligned else 0.0)
                found.append(_Place(slogan, lines, box, size, cost))
    return sorted(found, key=lambda place: (place.cost, place.box))[:_TRIED]


def _free_boxes(width: float, height: float, size: float, choropleth: Choropleth, room: SloganRoom) -> Iterator[Box]:
    left, top, right, bottom = room.box
    for x, y in product(_steps(left, right - width, size), _steps(top, bottom - height, size)):
        box = (x, y, right if x == right - width else x + width, y + height)
        clear = grown(box, _PADDING * size)
        corners = (*room.placement.grid(clear[:2]), *room.placement.grid(clear[2:]))
        taken = any(overlap(clear, one) for one in room.boxes) or any(crosses(line, clear) for line in room.lines)
        if not taken and choropleth.basemap.land.is_free(*corners):
            yield box


def _steps(first: float, last: float, size: float) -> list[float]:
    """Return evenly spaced positions from the first to the last, both included; none where last is before first."""
    if last < first:
        return []
    count = max(1, math.ceil((last - first) / (_FINENESS * size)))
    return [*(first + (last - first) * number / count for number in range(count)), last]


def _distance(box: Box, points: Sequence[Point]) -> float:
    """Return how far a box is from the nearest of some points; very far where there are none."""
    left, top, right, bottom = box
    return min(
        (math.hypot(max(left - x, 0.0, x - right), max(top - y, 0.0, y - bottom)) for x, y in points), default=1e9
    )


def _cost(box: Box, near: float, far: float, slogan: _Slogan) -> float:
    """Return how unwelcome a place is, in CSS pixels: far from its bloc's land and middle, or nearer to another's."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    astray = max(0.0, near - far)
    return near + 2 * astray + 0.35 * math.dist((x, y), slogan.middle)


def _together(places: Sequence[Sequence[_Place]]) -> tuple[_Place, ...]:
    """Return one place of each slogan, clear of each other, at the least cost; nothing where there are none."""
    ways = [
        way
        for way in product(*places)
        if not any(overlap(grown(one.box, _PADDING * one.size), other.box) for one, other in combinations(way, 2))
    ]
    return min(ways, key=lambda way: sum(place.cost for place in way), default=())


def _texts(place: _Place, map_style: MapStyle) -> Iterator[Text]:
    theme, size = map_style.theme, place.size
    least = LEAST_CONTRAST if size >= LARGE_TYPE else LEAST_TEXT_CONTRAST
    colour = place.slogan.colour if contrast(place.slogan.colour, theme.page) >= least else theme.ink
    for number, line in enumerate(place.lines):
        y = place.box[1] + (0.76 + number * _LEADING) * size
        width = text_width(line, size, bold=True)
        yield Text(line, place.box[0], y, size, width, colour, theme.page, bold=True, role="slogan")
