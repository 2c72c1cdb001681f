"""Places for large type: over free sea, beside the land of each text's bloc, all texts in one size, the largest."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product
from operator import attrgetter, itemgetter
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from mapgen.basemap.model import LandMask
from mapgen.drawing.boxes import crosses, grown, overlap
from mapgen.drawing.primitives import Anchor, Box, Patch, Placement, Point, Text
from mapgen.layout.big_type import BigStyle, BlocText, Setting, marks_of

# The factor from one size of type that is tried to the next.
_STEP = 0.94
# The space kept around a text, and how finely places are tried, in sizes of its type.
_PADDING = 0.22
_FINENESS = 0.3
# The space to the land up to which a text moves on a wide page, in sizes of its type.
_AWAY = 0.35
# How much less a text costs at the left or right edge of the box, where other texts align, in sizes of type.
_ALIGNED = 0.6
# What it costs in CSS pixels if two texts at different edges end a CSS pixel apart, up to two sizes of type.
_LEVEL = 0.5
# The number of places of each text that are tried together with those of the others.
_TRIED = 60

Edge = Literal["left", "right", ""]


class BigRoom(Struct, frozen=True):
    """The room for large type: the map's placement, the free box of the page, its land, and what is already there.

    `sizes` are the largest and the smallest type, `boxes` and `lines` those of labels and their leaders, all in CSS
    pixels. `edges` holds for each text the edge of the box at which it stands, on the right with its lines ending
    there; without them it may stand anywhere.
    """

    placement: Placement
    box: Box
    land: LandMask
    sizes: tuple[float, float]
    boxes: tuple[Box, ...] = ()
    lines: tuple[tuple[Point, Point], ...] = ()
    edges: tuple[Edge, ...] = ()


class BigPlace(Struct, frozen=True):
    """A place for a text: how it is set, its box, its size of type, and what it costs."""

    text: BlocText
    setting: Setting
    box: Box
    size: float
    cost: float
    anchor: Anchor = "start"

    def lowered(self, by: float) -> BigPlace:
        """Return the place moved down the page by a distance."""
        left, top, right, bottom = self.box
        return replace(self, box=(left, top + by, right, bottom + by))

    def marks(self, style: BigStyle) -> Iterator[Patch | Text]:
        """Yield the text's lines, and the bar above them if it has one."""
        return marks_of(self.text, self.setting, self.size, (self.box, self.anchor), style)


def places_together(
    texts: Sequence[BlocText], room: BigRoom, *, strict: bool, level: bool = False
) -> tuple[BigPlace, ...]:
    """Return a place for each text in the largest type in which all have one; empty if they have none.

    A `strict` place is no farther from the coasts of the text's own bloc than from those of others. `level` places end
    at one height.
    """
    edges: Sequence[Edge] = room.edges or [""] * len(texts)
    on_page = [(text.on_page(room.placement), edge) for text, edge in zip(texts, edges, strict=True)]

    def placed(size: float) -> tuple[BigPlace, ...]:
        return _together([_places(text, edge, size, room, strict=strict) for text, edge in on_page], level=level)

    return _largest(list(_sizes(*room.sizes)), placed)


def _largest(sizes: Sequence[float], placed: Callable[[float], tuple[BigPlace, ...]]) -> tuple[BigPlace, ...]:
    """Return the places at the first size at which there are some; sizes are halved, as smaller type has more room."""
    best: tuple[BigPlace, ...] = ()
    first, last = 0, len(sizes) - 1
    middle = first
    while first <= last:
        if places := placed(sizes[middle]):
            best, last = places, middle - 1
        else:
            first = middle + 1
        middle = (first + last) // 2
    return best


def _sizes(largest: float, smallest: float) -> Iterator[float]:
    """Yield sizes of type from the largest to the smallest."""
    size = largest
    while size >= smallest:
        yield round(2 * size) / 2
        size *= _STEP


def _places(text: BlocText, edge: Edge, size: float, room: BigRoom, *, strict: bool) -> list[BigPlace]:
    """Return the free places of a text at a size, the cheapest first.

    A `strict` place is no farther from the bloc's coasts than from those of others. Places near the bloc's middle come
    first; a place is measured no further, and the rest not at all, once it must cost more than those that are tried.
    """
    places, worst, middle = list[BigPlace](), math.inf, text.middle
    side: Anchor = "end" if edge == "right" else "start"
    ways = (
        (_least_cost(box, size, middle, room), number, box)
        for number, setting in enumerate(text.settings)
        for box in _free_boxes((setting.width * size, setting.height * size), edge, size, room)
    )
    for least, number, box in sorted(ways, key=itemgetter(0)):
        if least > worst:
            break
        near = _distance(box, text.coast)
        if least + near > worst:
            continue
        astray = max(0.0, near - _distance(box, text.other_coast))
        if not (strict and astray):
            place = BigPlace(text, text.settings[number], box, size, least + near + 2 * astray, side)
            insort(places, place, key=attrgetter("cost", "box"))
            del places[_TRIED:]
            worst = places[-1].cost if len(places) == _TRIED else math.inf
    return places


def _free_boxes(sides: tuple[float, float], edge: Edge, size: float, room: BigRoom) -> Iterator[Box]:
    (width, height), (left, top, right, bottom) = sides, room.box
    xs = _steps(left, right - width, size)
    at_edge = {"left": xs[:1], "right": xs[-1:], "": xs}
    for x, y in product(at_edge[edge], _steps(top, bottom - height, size)):
        box = (x, y, right if x == right - width else x + width, y + height)
        if _is_free(grown(box, _PADDING * size), room):
            yield box


def _is_free(box: Box, room: BigRoom) -> bool:
    taken = any(overlap(box, taken_box) for taken_box in room.boxes) or any(crosses(line, box) for line in room.lines)
    return not taken and room.land.is_free(*room.placement.grid_box(box))


def moved_to_land(place: BigPlace, places: Sequence[BigPlace], room: BigRoom) -> BigPlace:
    """Return a place moved from its edge of a wide page towards the land, as far as it stays clear of all else.

    It stops before the middle of the page.
    """
    step = (-1 if place.anchor == "end" else 1) * _FINENESS * place.size
    others = [other.box for other in places if other is not place]
    middle = (room.box[0] + room.box[2]) / 2
    box = place.box
    while True:
        left, top, right, bottom = box
        moved = (left + step, top, right + step, bottom)
        clear = grown(moved, _AWAY * place.size)
        if not _is_free(clear, room) or any(overlap(clear, other) for other in others) or clear[0] < middle < clear[2]:
            return replace(place, box=box)
        box = moved


def _steps(first: float, last: float, size: float) -> list[float]:
    """Return evenly spaced positions from the first to the last, both included; none if last is before first."""
    if last < first:
        return []
    count = max(1, math.ceil((last - first) / (_FINENESS * size)))
    return [*(first + (last - first) * number / count for number in range(count)), last]


def _distance(box: Box, points: Sequence[Point]) -> float:
    """Return the distance of a box from the nearest of some points in order of x; a very large one without points."""
    left, top, right, bottom = box
    first, least = bisect_left(points, (left, -math.inf)), 1e18
    # Loops: a poster measures some ten thousand boxes.
    for outwards in (islice(points, first, None), reversed(points[:first])):
        for x, y in outwards:
            across = left - x if x < left else x - right if x > right else 0.0
            if across * across >= least:
                break
            down = top - y if y < top else y - bottom if y > bottom else 0.0
            least = min(least, across * across + down * down)
    return math.sqrt(least)


def _least_cost(box: Box, size: float, middle: Point, room: BigRoom) -> float:
    """Return what a place costs in CSS pixels beside its land: it rises far from its bloc's middle."""
    aligned = box[0] == room.box[0] or box[2] == room.box[2]
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return 0.35 * math.dist((x, y), middle) - (_ALIGNED * size if aligned else 0.0)


def _together(places: Sequence[Sequence[BigPlace]], *, level: bool) -> tuple[BigPlace, ...]:
    """Return one place of each text, clear of each other, at the least cost; empty if there are none.

    The places of each text come with the cheapest first.
    """
    if not all(places):
        return ()
    least = [sum(later[0].cost for later in places[number:]) for number in range(len(places) + 1)]
    best: tuple[float, tuple[BigPlace, ...]] = (math.inf, ())

    def extend(way: tuple[BigPlace, ...], cost: float) -> None:
        nonlocal best
        if len(way) == len(places):
            best = min(best, (cost, way), key=lambda known: known[0])
            return
        for place in places[len(way)]:
            if cost + place.cost + least[len(way) + 1] >= best[0]:
                return
            if level and any(abs(place.box[3] - earlier.box[3]) > 1 for earlier in way):
                continue
            around = grown(place.box, _PADDING * place.size)
            if not any(overlap(around, earlier.box) for earlier in way):
                extend((*way, place), cost + place.cost + _unaligned(place, way))

    extend((), 0.0)
    return best[1]


def _unaligned(place: BigPlace, places: Sequence[BigPlace]) -> float:
    """Return what a place at the edge costs because its last line is a little higher or lower than those of others."""
    differences = (abs(place.box[3] - other.box[3]) for other in places if place.anchor != other.anchor)
    return _LEVEL * sum(min(difference, 2 * place.size) for difference in differences)
