"""Slogans of blocs: large type over free sea, beside the land of their bloc, all of them in one size."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from msgspec import Struct

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import crosses, grown, overlap
from mapgen.drawing.primitives import Box, Placement, Point, Text
from mapgen.drawing.typeface import text_width, wrap
from mapgen.errors import InputError, listed, shortened
from mapgen.record.snapshots import Entry
from mapgen.themes.style import MapStyle
from mapgen.themes.tones import LEAST_CONTRAST, LEAST_TEXT_CONTRAST, contrast

_MOST_LINES = 4
# The type size at which lines are broken, in CSS pixels: they break alike at any other size.
_UNIT = 100.0
# The largest and the smallest type, in sizes of the headline, and the factor from one size that is tried to the next.
_LARGEST, _SMALLEST, _STEP = 2.6, 0.7, 0.94
# From line to line, the space kept around a slogan, and how finely places are tried, in sizes of its type.
_LEADING = 1.02
_PADDING = 0.22
_FINENESS = 0.3
# How much less a slogan costs at the left or right edge of the map's box, where other texts align, in sizes of type.
_ALIGNED = 0.6
# WCAG 2.2, 1.4.3: type of this size in CSS pixels may have a contrast of 3:1.
LARGE_TYPE = 24.0
# The number of places of each slogan that are tried together with those of the others.
_TRIED = 60
# The number of points that represent the coasts of a bloc.
_POINTS = 160


class SloganRoom(Struct, frozen=True):
    """The room for slogans: the map's placement, its box on the page, and the boxes and lines that are already there.

    `headline` is the headline's type size; all are in CSS pixels.
    """

    placement: Placement
    box: Box
    headline: float
    boxes: tuple[Box, ...] = ()
    lines: tuple[tuple[Point, Point], ...] = ()


class _Slogan(Struct, frozen=True):
    """A slogan: its bloc, its text broken into lines in several ways, its colour, and the coasts it must be near to.

    `bloc_coast` and `other_coast` are points of the bloc's coasts and of those of other blocs, `middle` is the middle
    of the bloc's coasts.
    """

    side: str
    text: str
    breaks: tuple[tuple[str, ...], ...]
    colour: str
    bloc_coast: tuple[Point, ...]
    other_coast: tuple[Point, ...]
    middle: Point


class _Place(Struct, frozen=True):
    """A place for a slogan: its lines, which start at the upper left corner of their box, and its cost."""

    slogan: _Slogan
    lines: tuple[str, ...]
    box: Box
    size: float
    cost: float


def place_slogans(choropleth: Choropleth, map_style: MapStyle, room: SloganRoom) -> tuple[Text, ...]:
    """Return the slogans of a map style in the largest type in which each has a place over the sea near its bloc.

    Raises InputError for a slogan of a bloc without members, which has no land to be near to, and if there is no place
    for all slogans.
    """
    slogans = [_slogan(side, text, choropleth, map_style, room) for side, text in map_style.slogans.items()]
    if not slogans:
        return ()
    # At first only places where the land of the slogan's bloc is nearest; a bloc without a coast has no such place.
    for strict in (True, False):
        for size in _sizes(room):
            if places := _together([_places(slogan, size, choropleth, room, strict=strict) for slogan in slogans]):
                return tuple(text for place in places for text in _texts(place, map_style))
    quoted = listed(f'"{shortened(slogan.text)}"' for slogan in slogans)
    raise InputError.single(
        "slogan",
        f"there is no room for {quoted} over the sea; shorten it, choose a larger size, or leave out labels or titles",
    )


def _slogan(side: str, text: str, choropleth: Choropleth, map_style: MapStyle, room: SloganRoom) -> _Slogan:
    members = [entry for entry in choropleth.entries if entry.bloc == side]
    if not members:
        raise InputError.single(f"slogan {side}", "no country of this map is in that bloc; leave the slogan out")
    other_entries = [entry for entry in choropleth.entries if entry.bloc not in {side, "none"}]
    ((colour, _),) = Counter(map_style.fill(entry).colour for entry in members).most_common(1)
    bloc_coast = _coast(members, choropleth, room.placement)
    return _Slogan(
        side=side,
        text=text,
        breaks=tuple(_breaks(text)),
        colour=colour,
        bloc_coast=bloc_coast,
        other_coast=_coast(other_entries, choropleth, room.placement),
        middle=(sum(x for x, _ in bloc_coast) / len(bloc_coast), sum(y for _, y in bloc_coast) / len(bloc_coast)),
    )


def _coast(entries: Sequence[Entry], choropleth: Choropleth, placement: Placement) -> tuple[Point, ...]:
    """Return points along the outlines of territories, on the page."""
    points = [point for entry in entries for ring in choropleth.basemap.shapes[entry.iso3].lines for point in ring]
    return tuple(placement.page(point) for point in points[:: max(1, len(points) // _POINTS)])


def _breaks(text: str) -> Iterator[tuple[str, ...]]:
    """Yield a text in one line, in two and so on, broken so that its widest line is as narrow as possible."""
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
    """Return the free places of a slogan at a size, the cheapest first.

    A `strict` place is no farther from the bloc's coasts than from those of other blocs.
    """
    places = []
    for lines in slogan.breaks:
        width = max(text_width(line, size, bold=True) for line in lines)
        height = ((len(lines) - 1) * _LEADING + 1) * size
        for box in _free_boxes(width, height, size, choropleth, room):
            near, far = _distance(box, slogan.bloc_coast), _distance(box, slogan.other_coast)
            if near <= far or not strict:
                aligned = box[0] == room.box[0] or box[2] == room.box[2]
                cost = _cost(box, near, far, slogan) - (_ALIGNED * size if aligned else 0.0)
                places.append(_Place(slogan, lines, box, size, cost))
    return sorted(places, key=lambda place: (place.cost, place.box))[:_TRIED]


def _free_boxes(width: float, height: float, size: float, choropleth: Choropleth, room: SloganRoom) -> Iterator[Box]:
    left, top, right, bottom = room.box
    for x, y in product(_steps(left, right - width, size), _steps(top, bottom - height, size)):
        box = (x, y, right if x == right - width else x + width, y + height)
        clear = grown(box, _PADDING * size)
        taken = any(overlap(clear, taken_box) for taken_box in room.boxes) or any(
            crosses(line, clear) for line in room.lines
        )
        if not taken and choropleth.basemap.land.is_free(*room.placement.grid_box(clear)):
            yield box


def _steps(first: float, last: float, size: float) -> list[float]:
    """Return evenly spaced positions from the first to the last, both included; none if last is before first."""
    if last < first:
        return []
    count = max(1, math.ceil((last - first) / (_FINENESS * size)))
    return [*(first + (last - first) * number / count for number in range(count)), last]


def _distance(box: Box, points: Sequence[Point]) -> float:
    """Return the distance of a box from the nearest of some points; a very large one without points."""
    left, top, right, bottom = box
    return min(
        (math.hypot(max(left - x, 0.0, x - right), max(top - y, 0.0, y - bottom)) for x, y in points), default=1e9
    )


def _cost(box: Box, near: float, far: float, slogan: _Slogan) -> float:
    """Return the cost of a place in CSS pixels: it rises far from its bloc's land and middle, and near another's."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    astray = max(0.0, near - far)
    return near + 2 * astray + 0.35 * math.dist((x, y), slogan.middle)


def _together(places: Sequence[Sequence[_Place]]) -> tuple[_Place, ...]:
    """Return one place of each slogan, clear of each other, at the least cost; empty if there are none."""
    ways = [
        way
        for way in product(*places)
        if not any(
            overlap(grown(first.box, _PADDING * first.size), second.box) for first, second in combinations(way, 2)
        )
    ]
    return min(ways, key=lambda way: sum(place.cost for place in way), default=())


def _texts(place: _Place, map_style: MapStyle) -> Iterator[Text]:
    theme, size = map_style.theme, place.size
    least = LEAST_CONTRAST if size >= LARGE_TYPE else LEAST_TEXT_CONTRAST
    colour = place.slogan.colour if contrast(place.slogan.colour, theme.sea) >= least else theme.ink
    for number, line in enumerate(place.lines):
        y = place.box[1] + (0.76 + number * _LEADING) * size
        width = text_width(line, size, bold=True)
        yield Text(line, place.box[0], y, size, width, colour, theme.sea, bold=True, role="slogan")
