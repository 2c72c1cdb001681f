"""Labels beside their shapes, over the sea, and the leader lines that tie them to it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from heapq import heappop, heappush, merge

from msgspec import Struct

from mapgen.basemap.model import Basemap
from mapgen.drawing.primitives import Anchor, Box, Placement, Point, Text, crosses, grown, overlap
from mapgen.layout.label_blocks import SHORTER, LabelBlock, LabelStyle, blocks_beside
from mapgen.layout.label_places import LabelCandidate, Places, chosen
from mapgen.record.snapshots import Entry, Status

# Space kept around a label inside a shape and between labels, in parts of its type size.
PADDING = 0.22
# From a leader's end to its text, in type sizes; from a leader to a label inside a shape, in CSS pixels.
_LEADER_GAP, _CLEAR = 0.3, 1.5
# Where a label beside its shape may stand: directions in degrees around the anchor, distances in type sizes.
_DIRECTIONS = range(0, 360, 15)
_DISTANCES = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17)
# How many points of a leader are looked at for land.
_STEPS = 12


class LabelRoom(Struct, frozen=True):
    """What labels are placed on: the map where it lies on the page, and the box of the page they must stay in."""

    basemap: Basemap
    placement: Placement
    box: Box


class _Spot(Struct, frozen=True):
    """Where a leader may end: so many type sizes from its anchor, a step in a direction; and what it costs there."""

    distance: int
    step: Point
    cost: float

    @property
    def side(self) -> Anchor:
        """How the text is anchored there: it runs away from its shape."""
        return "start" if self.step[0] >= 0 else "end"


class LabelRequest(Struct, frozen=True):
    """A label that is to stand beside its shape: what it may say, the most welcome first, and its colours."""

    blocks: tuple[LabelBlock, ...]
    colours: tuple[str, str]


class PlacementContext(Struct, frozen=True):
    """What labels beside shapes have to reckon with: the room, labels inside shapes, and the small size of type."""

    room: LabelRoom
    inside: tuple[Box, ...]
    small: float


def labels_beside(
    entries: Sequence[Entry], inside: Sequence[Text], room: LabelRoom, style: LabelStyle
) -> Sequence[LabelCandidate]:
    """Return the labels beside their shapes; of a few orders of placing them, the one that places most, nearest."""
    return _beside(wanted(entries, style), PlacementContext(room, tuple(text.box for text in inside), style.small))


def wanted(entries: Sequence[Entry], style: LabelStyle) -> tuple[LabelRequest, ...]:
    """Return the labels that are to stand beside the shapes of entries."""
    theme = style.map_style.theme
    inks = [theme.quiet if entry.status is Status.NOT_APPLICABLE else theme.ink for entry in entries]
    blocks = [tuple(blocks_beside(entry, style)) for entry in entries]
    return tuple(LabelRequest(own, (ink, theme.page)) for own, ink in zip(blocks, inks, strict=True))


# Of many maps that differ in their date alone, most have the same labels.
@lru_cache(maxsize=32)
def _beside(labels: Sequence[LabelRequest], around: PlacementContext) -> Sequence[LabelCandidate]:
    places = Places({label.blocks[0].iso3: places_beside(label, around) for label in labels})
    codes = [label.blocks[0].iso3 for label in labels]
    anchors = {code: around.room.basemap.territories[code].anchor for code in codes}
    orders = [
        sorted(codes, key=lambda code: -places.least(code)),
        sorted(codes, key=lambda code: anchors[code][1]),
        sorted(codes, key=lambda code: -anchors[code][1]),
        sorted(codes, key=lambda code: -anchors[code][0]),
        sorted(codes, key=lambda code: anchors[code][0]),
    ]
    return tuple(chosen(places, orders))


def places_beside(label: LabelRequest, around: PlacementContext) -> Iterator[LabelCandidate]:
    """Yield the places where a label is free beside its shape, the cheapest first, each found when it is asked for.

    It stands over the sea, in its box of the page, and clear of the labels inside shapes. What a place costs is known
    once its leader is followed over land, and never less than over the sea alone: a place waits until none of those
    not yet looked at can be cheaper.
    """
    room = around.room
    anchor = room.placement.page(room.basemap.territories[label.blocks[0].iso3].anchor)
    ways = [[(spot.cost + _shortfall(block), spot, block) for spot in _spots()] for block in label.blocks]
    waiting: list[tuple[float, int, LabelCandidate]] = []
    for number, (least, spot, block) in enumerate(merge(*ways, key=lambda way: way[0])):
        while waiting and waiting[0][0] < least:
            yield heappop(waiting)[2]
        if one := _standing(block, spot, anchor, label.colours, around):
            heappush(waiting, (one.cost, number, one))
    while waiting:
        yield heappop(waiting)[2]


@cache
def _spots() -> Sequence[_Spot]:
    """Return every spot, the cheapest first."""
    steps = [(math.cos(angle), -math.sin(angle)) for angle in map(math.radians, _DIRECTIONS)]
    found = [_Spot(distance, step, _cost(distance, step[1])) for step in steps for distance in _DISTANCES]
    return sorted(found, key=lambda spot: spot.cost)


def _standing(
    block: LabelBlock, spot: _Spot, anchor: Point, colours: tuple[str, str], around: PlacementContext
) -> LabelCandidate | None:
    """Return a label whose leader runs from an anchor to a spot; None where land or another label is in its way."""
    room, reach, gap = around.room, spot.distance * around.small, _LEADER_GAP * block.size
    end = (anchor[0] + spot.step[0] * reach, anchor[1] + spot.step[1] * reach)
    place = (end[0] + (gap if spot.side == "start" else -gap), end[1])
    # Most spots are over land: that is seen sooner where the label begins than in all of its box.
    if not _at_sea(place, room):
        return None
    box, leader = block.box(place, spot.side), (anchor, end)
    kept = grown(box, PADDING / 2 * block.size)
    if not _over_sea(grown(box, PADDING * block.size), room):
        return None
    if any(overlap(kept, other) or crosses(leader, grown(other, _CLEAR)) for other in around.inside):
        return None
    cost = _cost(spot.distance * (1 + _over_land(leader, room)), spot.step[1]) + _shortfall(block)
    return LabelCandidate(block, place, spot.side, colours, kept, leader, cost)


def _over_land(line: tuple[Point, Point], room: LabelRoom) -> float:
    """Return which part of a leader runs over land: the more of the map it crosses, the more it disturbs."""
    (x1, y1), (x2, y2) = map(room.placement.grid, line)
    across, down = (x2 - x1) / _STEPS, (y2 - y1) / _STEPS
    points = ((x1 + across * step, y1 + down * step) for step in range(1, _STEPS + 1))
    return sum(not room.basemap.land.is_free(x, y, x, y) for x, y in points) / _STEPS


def _shortfall(block: LabelBlock) -> float:
    return SHORTER if block.shortened else 0.0


def _cost(distance: float, slant: float) -> float:
    """Return how unwelcome a leader is, of a length in type sizes and a slant from 0 (level) to 1.

    Twice the length is four times as bad, so that no label pays for all the others; a level leader is read along
    with its text, a steep one against it.
    """
    return (distance * (1 + 0.35 * abs(slant))) ** 2


def _at_sea(point: Point, room: LabelRoom) -> bool:
    left, top, right, bottom = room.box
    if not (left <= point[0] <= right and top <= point[1] <= bottom):
        return False
    x, y = room.placement.grid(point)
    return room.basemap.land.is_free(x, y, x, y)


def _over_sea(box: Box, room: LabelRoom) -> bool:
    left, top, right, bottom = box
    if left < room.box[0] or top < room.box[1] or right > room.box[2] or bottom > room.box[3]:
        return False
    return room.basemap.land.is_free(*room.placement.grid((left, top)), *room.placement.grid((right, bottom)))
