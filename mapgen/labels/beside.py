"""Labels beside their shapes, over the sea, and the leader lines that connect them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from heapq import heappop, heappush
from operator import itemgetter

from msgspec import Struct

from mapgen.basemap.model import Basemap
from mapgen.drawing.boxes import contains, crosses, grown, overlap
from mapgen.drawing.primitives import Anchor, Box, Placement, Point, Text
from mapgen.labels.blocks import SHORTER, LabelBlock, LabelStyle, blocks_beside
from mapgen.labels.discs import DiscPlace
from mapgen.labels.places import LabelCandidate, Places, chosen
from mapgen.record.snapshots import Entry, Status

# Space kept around a label inside a shape and between labels, in parts of its type size.
PADDING = 0.22
# From a leader's end to its text, in type sizes; from a leader to a label inside a shape, in CSS pixels.
_LEADER_GAP, _CLEAR = 0.3, 1.5
# Where a label beside its shape may stand: directions in degrees around the anchor, distances in type sizes.
_DIRECTIONS = range(0, 360, 15)
_DISTANCES = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17)
# The number of points at which a leader is tested for land.
_STEPS = 12
# Leaders hide the map if the squares of their lengths over land, in type sizes, have a larger sum than this, or than
# this part of the land, or if one runs over more than this: those of Europe's inland states, of Africa's on a phone, or
# Kuwait's. Then none is longer than _NEAR, nor runs over land for more than _NEAR_LAND. On any map, no leader to a disc
# is longer than _DISC_NEAR, nor runs over land for more than _NEAR_LAND.
_MOST_OVER_LAND, _MOST_OF_LAND, _LONGEST_OVER_LAND = 190.0, 0.7, 11.0
_NEAR, _NEAR_LAND, _DISC_NEAR = 5.0, 2.5, 8.0


class LabelRoom(Struct, frozen=True):
    """The room for labels: the map and its placement on the page, the box of the page they must stay in, and discs.

    `near` holds where longer leaders would hide the map: labels beside shapes then stand near them or not at all.
    """

    basemap: Basemap
    placement: Placement
    box: Box
    discs: tuple[DiscPlace, ...] = ()
    near: bool = False

    def disc_of(self, code: str) -> DiscPlace | None:
        """Return the place of a state's disc; None for one without."""
        return next((disc for disc in self.discs if disc.iso3 == code), None)


class _Spot(Struct, frozen=True):
    """A possible end of a leader: its distance from the anchor in type sizes, a step in its direction, and its cost.

    `side` is the anchor of the text, which runs away from its shape.
    """

    distance: int
    step: Point
    cost: float
    side: Anchor


class LabelRequest(Struct, frozen=True):
    """A label to be placed beside its shape: its possible blocks, the best first, and its colours."""

    blocks: tuple[LabelBlock, ...]
    colours: tuple[str, str]


class PlacementContext(Struct, frozen=True):
    """The surroundings of labels beside shapes: the room, boxes of labels inside shapes, and the small type size."""

    room: LabelRoom
    inside: tuple[Box, ...]
    small: float


class _Surroundings(Struct, frozen=True):
    """The surroundings of one label: where its leader begins, its disc if any, and what it may not meet.

    `obstacles` are boxes that the label may not overlap, each with the box that its leader may not touch. They are
    those within the reach of the label, so that no place is tested against labels at the other end of the map.
    """

    context: PlacementContext
    anchor: Point
    disc: DiscPlace | None
    obstacles: tuple[tuple[Box, Box], ...]


def labels_beside(
    entries: Sequence[Entry], inside: Sequence[Text], room: LabelRoom, style: LabelStyle
) -> Sequence[LabelCandidate]:
    """Return the labels beside their shapes, placed at the least total cost that several orders of placing find."""
    context = PlacementContext(room, tuple(text.box for text in inside), style.small)
    return _placed_labels(label_requests(entries, style), context)


def hide_the_map(candidates: Sequence[LabelCandidate], room: LabelRoom, small: float) -> bool:
    """Whether the leaders of labels run over so much land that they hide the map; `small` is the small type size."""
    lengths = [math.dist(*candidate.leader) / small * _over_land(candidate.leader, room) for candidate in candidates]
    land = sum(shape.piece for shape in room.basemap.territories.values()) * (room.placement.scale / small) ** 2
    hidden = sum(length**2 for length in lengths) > min(_MOST_OVER_LAND, _MOST_OF_LAND * land)
    return hidden or max(lengths, default=0.0) > _LONGEST_OVER_LAND


def label_requests(entries: Sequence[Entry], style: LabelStyle) -> tuple[LabelRequest, ...]:
    """Return requests for labels beside the shapes of entries."""
    theme = style.map_style.theme
    inks = [theme.quiet if entry.status is Status.NOT_APPLICABLE else theme.ink for entry in entries]
    blocks = [tuple(blocks_beside(entry, style)) for entry in entries]
    return tuple(LabelRequest(label_blocks, (ink, theme.sea)) for label_blocks, ink in zip(blocks, inks, strict=True))


# Most maps that differ only in their date have the same labels.
@lru_cache(maxsize=32)
def _placed_labels(requests: Sequence[LabelRequest], context: PlacementContext) -> Sequence[LabelCandidate]:
    places = Places({request.blocks[0].iso3: places_beside(request, context) for request in requests})
    codes = [request.blocks[0].iso3 for request in requests]
    anchors = {code: context.room.basemap.territories[code].anchor for code in codes}
    orders = [
        sorted(codes, key=lambda code: -places.least(code)),
        sorted(codes, key=lambda code: anchors[code][1]),
        sorted(codes, key=lambda code: -anchors[code][1]),
        sorted(codes, key=lambda code: -anchors[code][0]),
        sorted(codes, key=lambda code: anchors[code][0]),
    ]
    return tuple(chosen(places, orders))


def places_beside(request: LabelRequest, context: PlacementContext) -> Iterator[LabelCandidate]:
    """Yield the free places of a label beside its shape, the cheapest first, each computed on demand.

    The label stands over the sea, in its box of the page, and clear of labels inside shapes. The cost of a place is
    known once its leader is tested for land, and is never less than over sea alone: a place waits until no untested
    place can be cheaper.
    """
    around = _surroundings(request, context)
    ways = [(spot.cost + _shortfall(block), spot, block) for block in request.blocks for spot in _spots()]
    if context.room.near:
        ways = [way for way in ways if way[1].distance <= _NEAR]
    ways.sort(key=itemgetter(0))
    waiting: list[tuple[float, int, LabelCandidate]] = []
    for number, (least, spot, block) in enumerate(ways):
        while waiting and waiting[0][0] < least:
            yield heappop(waiting)[2]
        if candidate := _candidate_at(block, spot, request.colours, around):
            heappush(waiting, (candidate.cost, number, candidate))
    while waiting:
        yield heappop(waiting)[2]


def _surroundings(request: LabelRequest, context: PlacementContext) -> _Surroundings:
    """Return the surroundings of a label."""
    room, code = context.room, request.blocks[0].iso3
    disc = room.disc_of(code)
    anchor = (disc.x, disc.y) if disc else room.placement.page(room.basemap.territories[code].anchor)
    boxes = [(box, grown(box, _CLEAR)) for box in context.inside]
    boxes += [(place.box, place.box) for place in room.discs if place.iso3 != code]
    size = max(block.size for block in request.blocks)
    reach = _DISTANCES[-1] * context.small + size + max(block.width + block.height for block in request.blocks)
    reached = grown((*anchor, *anchor), reach)
    return _Surroundings(context, anchor, disc, tuple(pair for pair in boxes if overlap(pair[1], reached)))


@cache
def _spots() -> Sequence[_Spot]:
    """Return every spot, the cheapest first."""
    steps = [(math.cos(angle), -math.sin(angle)) for angle in map(math.radians, _DIRECTIONS)]
    spots = [
        _Spot(distance, step, _cost(distance, step[1]), "start" if step[0] >= 0 else "end")
        for step in steps
        for distance in _DISTANCES
    ]
    return sorted(spots, key=lambda spot: spot.cost)


def _candidate_at(
    block: LabelBlock, spot: _Spot, colours: tuple[str, str], around: _Surroundings
) -> LabelCandidate | None:
    """Return a label whose leader runs from its anchor to a spot; None if land or another label is in its way."""
    room, reach, gap = around.context.room, spot.distance * around.context.small, _LEADER_GAP * block.size
    end = (around.anchor[0] + spot.step[0] * reach, around.anchor[1] + spot.step[1] * reach)
    place = (end[0] + (gap if spot.side == "start" else -gap), end[1])
    # Most spots are over land: testing the label's first point is faster than testing its whole box.
    if not _at_sea(place, room):
        return None
    box = block.box(place, spot.side)
    if not _over_sea(grown(box, PADDING * block.size), room):
        return None
    leader = (around.disc.edge_towards(end) if around.disc else around.anchor, end)
    padded = grown(box, PADDING / 2 * block.size)
    # A loop, as in LandMask.is_free: this is the most frequent test of all.
    for label_box, clear_box in around.obstacles:
        if overlap(padded, label_box) or crosses(leader, clear_box):
            return None
    over_land = _over_land(leader, room)
    if _is_long(spot.distance, over_land, near=room.near, to_disc=around.disc is not None):
        return None
    cost = _cost(spot.distance * (1 + over_land), spot.step[1]) + _shortfall(block)
    return LabelCandidate(block, place, spot.side, colours, padded, leader, cost)


def _is_long(distance: float, over_land: float, *, near: bool, to_disc: bool) -> bool:
    """Whether a leader would disturb more than its label helps: near to its shape alone, or to a small disc."""
    farthest = _NEAR if near else _DISC_NEAR if to_disc else math.inf
    return distance > farthest or ((near or to_disc) and distance * over_land > _NEAR_LAND)


def _over_land(line: tuple[Point, Point], room: LabelRoom) -> float:
    """Return the part of a leader that runs over land, from 0 to 1: a leader over land disturbs more."""
    (x1, y1), (x2, y2) = map(room.placement.grid, line)
    across, down = (x2 - x1) / _STEPS, (y2 - y1) / _STEPS
    has_land = room.basemap.land.has_land
    return sum(has_land(x1 + across * step, y1 + down * step) for step in range(1, _STEPS + 1)) / _STEPS


def _shortfall(block: LabelBlock) -> float:
    return SHORTER if block.shortened else 0.0


def _cost(distance: float, slant: float) -> float:
    """Return the cost of a leader of a length in type sizes and a slant from 0 (level) to 1.

    Twice the length costs four times as much, so that no label has a very long leader for the sake of the others; a
    level leader is read along with its text, a steep one against it.
    """
    return (distance * (1 + 0.35 * abs(slant))) ** 2


def _at_sea(point: Point, room: LabelRoom) -> bool:
    left, top, right, bottom = room.box
    if not (left <= point[0] <= right and top <= point[1] <= bottom):
        return False
    return not room.basemap.land.has_land(*room.placement.grid(point))


def _over_sea(box: Box, room: LabelRoom) -> bool:
    return contains(room.box, box) and room.basemap.land.is_free(*room.placement.grid_box(box))
