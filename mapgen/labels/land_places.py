"""The places beside a shape that the land leaves for its label, whatever other labels there are.

To look for them is most of the work of placing labels. They are the same for every date of a map: so those that were
found are kept, and each is looked for only when all cheaper ones were asked for.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from heapq import heappop, heappush
from operator import itemgetter
from threading import Lock

from msgspec import Struct

from mapgen.basemap.model import Basemap
from mapgen.drawing.boxes import contains, crosses, grown
from mapgen.drawing.primitives import Anchor, Box, Placement, Point
from mapgen.labels.blocks import label_box
from mapgen.labels.discs import DiscPlace
from mapgen.labels.leader_paths import LeaderPaths
from mapgen.labels.room import PADDING

# From a leader's end to its text, in type sizes.
_LEADER_GAP = 0.3
# Where a label beside its shape may stand: directions in degrees around the anchor, and lengths of its leader in sizes
# of small type: the longest is 60 CSS pixels on an article.
_DIRECTIONS = range(0, 360, 15)
_DISTANCES = (1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5)
# The cost of a name on the land around the region, and of a leader over the land of others: a leader goes to the sea
# beside its state, wherever that is free.
_ON_CONTEXT, _OVER_OTHERS = 6.0, 16.0
# A leader less slanting than this is all but upright: its text may run to either side.
_UPRIGHT = 0.3


class _Spot(Struct, frozen=True):
    """A possible end of a leader: its length in type sizes, a step in its direction, and its cost.

    `sides` are the anchors of the text, which runs away from its shape, the first one where there is room.
    """

    distance: float
    step: Point
    cost: float
    sides: tuple[Anchor, ...]


class BlockMeasure(Struct, frozen=True):
    """What a block takes of the page: its type size, its width and its height; and the cost of taking that block."""

    size: float
    width: float
    height: float
    shortfall: float


class LandPlace(Struct, frozen=True, eq=False):
    """A place that the land leaves: the number of its block, its box with the space around it, its leader, its cost.

    `better` is the place on the better side of the same leader, if the land leaves that too; it comes first.
    """

    block: int
    place: Point
    side: Anchor
    box: Box
    leader: tuple[Point, Point]
    cost: float
    crosses: bool
    better: LandPlace | None = None


class LandRoom(Struct, frozen=True):
    """Where a label is to stand: on which map, placed how, beside which territory, in which box of the page.

    `small` is the size of small type. `on_context` allows the land around the region.
    """

    basemap: Basemap
    placement: Placement
    code: str
    box: Box
    small: float
    disc: DiscPlace | None
    on_context: bool


class LandPlaces:
    """The places of one label, the cheapest first, each found once, on demand."""

    def __init__(self, room: LandRoom, measures: Sequence[BlockMeasure]) -> None:
        self._found: list[LandPlace] = []
        self._more = _places(room, measures)
        # Threads of a Python program may draw the same map.
        self._lock = Lock()

    def __iter__(self) -> Iterator[LandPlace]:
        """Yield the places."""
        number = 0
        while number < len(self._found) or self._has_another(number):
            yield self._found[number]
            number += 1

    def _has_another(self, number: int) -> bool:
        """Find the place of a number, the next after those found, and return whether there is one."""
        with self._lock:
            if number == len(self._found):
                self._found.extend(place for place in [next(self._more, None)] if place)
        return number < len(self._found)


@lru_cache(maxsize=256)
def land_places(room: LandRoom, measures: tuple[BlockMeasure, ...]) -> Iterable[LandPlace]:
    """Return the places of a label with blocks of some measures, the cheapest first."""
    return LandPlaces(room, measures)


@lru_cache(maxsize=256)
def leader_paths(
    basemap: Basemap, placement: Placement, code: str, small: float, disc: DiscPlace | None
) -> LeaderPaths:
    """Return the paths from a territory, which remember what they have found."""
    return LeaderPaths(basemap, placement, code, small, (disc.x, disc.y) if disc else None)


def _places(room: LandRoom, measures: Sequence[BlockMeasure]) -> Iterator[LandPlace]:
    """Yield the places, the cheapest first.

    The cost of a place is known once its leader is tested for land, and is never less than over sea alone: a place
    waits until no untested place can be cheaper.
    """
    ways = [(spot.cost + measure.shortfall, block, spot) for block, measure in enumerate(measures) for spot in _spots()]
    ways.sort(key=itemgetter(0))
    paths = leader_paths(room.basemap, room.placement, room.code, room.small, room.disc)
    waiting: list[tuple[float, int, int, LandPlace]] = []
    for number, (least, block, spot) in enumerate(ways):
        while waiting and waiting[0][0] < least:
            yield heappop(waiting)[3]
        for turn, place in enumerate(_places_at(spot, (block, measures[block]), paths, room)):
            heappush(waiting, (place.cost, number, turn, place))
    while waiting:
        yield heappop(waiting)[3]


@cache
def _spots() -> Sequence[_Spot]:
    """Return every spot, the cheapest first."""
    steps = [(math.cos(angle), -math.sin(angle)) for angle in map(math.radians, _DIRECTIONS)]
    spots = [_Spot(distance, step, _cost(distance, step[1]), _sides(step)) for step in steps for distance in _DISTANCES]
    return sorted(spots, key=lambda spot: spot.cost)


def _sides(step: Point) -> tuple[Anchor, ...]:
    """Return the anchors of texts at the end of a leader in a direction, the best first."""
    sides: tuple[Anchor, Anchor] = ("start", "end") if step[0] >= 0 else ("end", "start")
    return sides if abs(step[0]) < _UPRIGHT else sides[:1]


def _places_at(
    spot: _Spot, numbered: tuple[int, BlockMeasure], paths: LeaderPaths, room: LandRoom
) -> Iterator[LandPlace]:
    """Yield the places of a label whose leader runs to a spot, on either side of it, the better one first."""
    block, measure = numbered
    start = paths.start(spot.step)
    reach = spot.distance * room.small
    end = (start[0] + spot.step[0] * reach, start[1] + spot.step[1] * reach)
    gap = _LEADER_GAP * measure.size
    better = None
    for side in spot.sides:
        x, y = place = (end[0] + (gap if side == "start" else -gap), end[1])
        # Most spots are over land: testing the label's first point is faster than testing its whole box.
        left, top, right, bottom = room.box
        if left <= x <= right and top <= y <= bottom and paths.is_clear_at(place):
            leader = (room.disc.edge_towards(end) if room.disc else start, end)
            if found := _place_on(side, place, (spot, leader, paths), measure, room):
                crosses_land, cost, box = found
                better = LandPlace(block, place, side, box, leader, cost, crosses_land, better)
                yield better


def _place_on(
    side: Anchor,
    place: Point,
    way: tuple[_Spot, tuple[Point, Point], LeaderPaths],
    measure: BlockMeasure,
    room: LandRoom,
) -> tuple[bool, float, Box] | None:
    """Return whether a label's leader crosses land of others, its cost, and its box; None if land is in its way."""
    spot, leader, paths = way
    box = label_box(place, side, measure.width, measure.height)
    spaced = grown(box, PADDING * measure.size)
    if not (contains(room.box, spaced) and paths.is_clear(spaced)):
        return None
    on_context = not room.basemap.land.is_free(*room.placement.grid_box(box))
    if on_context and not room.on_context:
        return None
    padded = grown(box, PADDING / 2 * measure.size)
    # On its second side a label may stand in the way of its own leader.
    if side != spot.sides[0] and crosses(leader, padded):
        return None
    over_land = paths.over_others(leader, to_context=on_context)
    if over_land is None:
        return None
    cost = _cost(spot.distance * (1 + over_land), spot.step[1]) + measure.shortfall
    return over_land > 0, cost + (_ON_CONTEXT * on_context + _OVER_OTHERS * (over_land > 0)), padded


def _cost(distance: float, slant: float) -> float:
    """Return the cost of a leader of a length in type sizes and a slant from 0 (level) to 1.

    Twice the length costs four times as much, so that no label has a very long leader for the sake of the others; a
    level leader is read along with its text, a steep one against it.
    """
    return (distance * (1 + 0.35 * abs(slant))) ** 2
