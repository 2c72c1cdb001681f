"""Labels beside their shapes, over the sea, and the leader lines that connect them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from heapq import heappop, heappush
from operator import itemgetter

from msgspec import Struct

from mapgen.drawing.boxes import contains, crosses, grown, lines_near, overlap
from mapgen.drawing.primitives import Anchor, Box, Point
from mapgen.labels.blocks import LabelBlock
from mapgen.labels.candidate import LabelCandidate, LabelRequest
from mapgen.labels.discs import DiscPlace
from mapgen.labels.leader_paths import LeaderPaths
from mapgen.labels.places import Places, chosen
from mapgen.labels.room import PADDING, LabelRoom, TakenRoom

# From a leader's end to its text, in type sizes; from a leader to a label inside a shape, in CSS pixels.
_LEADER_GAP, _CLEAR = 0.3, 1.5
# Where a label beside its shape may stand: directions in degrees around the anchor, and lengths of its leader in sizes
# of small type: the longest is 60 CSS pixels on an article.
_DIRECTIONS = range(0, 360, 15)
_DISTANCES = (1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5)
# The cost of a name on two lines, of one on the land around the region, and of a leader over the land of others: a
# leader goes to the sea beside its state, wherever that is free.
_BROKEN, _ON_CONTEXT, _OVER_OTHERS = 1.0, 6.0, 16.0
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


class PlacementContext(Struct, frozen=True):
    """The surroundings of labels beside shapes: the room, boxes of labels inside shapes, and the small type size.

    `lines` are the leaders of labels that stand already.
    """

    room: LabelRoom
    inside: tuple[Box, ...]
    small: float
    lines: tuple[tuple[Point, Point], ...] = ()


class _Surroundings(Struct, frozen=True):
    """The surroundings of one label: its code, the paths of its leaders, its disc if any, and what it may not meet.

    `obstacles` are boxes that the label may not overlap, each with the box that its leader may not touch. They are
    those within the reach of the label, so that no place is tested against labels at the other end of the map.
    """

    context: PlacementContext
    code: str
    paths: LeaderPaths
    disc: DiscPlace | None
    obstacles: tuple[tuple[Box, Box], ...]


def labels_beside(
    requests: Sequence[LabelRequest], room: LabelRoom, small: float, taken: TakenRoom
) -> Sequence[LabelCandidate]:
    """Return the labels beside their shapes, placed at the least total cost that several orders of placing find."""
    return _placed_labels(tuple(requests), PlacementContext(room, taken.boxes, small, taken.lines))


# Most maps that differ only in their date have the same labels.
@lru_cache(maxsize=32)
def _placed_labels(requests: Sequence[LabelRequest], context: PlacementContext) -> Sequence[LabelCandidate]:
    ranks = {request.blocks[0].iso3: request.rank for request in requests}
    places = Places({request.blocks[0].iso3: places_beside(request, context) for request in requests}, ranks)
    anchors = {code: context.room.basemap.territories[code].anchor for code in ranks}
    return tuple(chosen(places, _orders(places, anchors)))


def _orders(places: Places, anchors: Mapping[str, Point]) -> Iterator[Sequence[str]]:
    """Yield the orders in which labels are placed, each made when it is tried: on a crowded map only the first is."""
    yield sorted(anchors, key=lambda code: -places.ranks[code])
    yield sorted(anchors, key=lambda code: -places.least(code))
    yield sorted(anchors, key=lambda code: anchors[code][1])
    yield sorted(anchors, key=lambda code: -anchors[code][1])
    yield sorted(anchors, key=lambda code: -anchors[code][0])
    yield sorted(anchors, key=lambda code: anchors[code][0])


def places_beside(request: LabelRequest, context: PlacementContext) -> Iterator[LabelCandidate]:
    """Yield the free places of a label beside its shape, the cheapest first, each computed on demand.

    The label stands over the sea, in its box of the page, and clear of labels inside shapes. The cost of a place is
    known once its leader is tested for land, and is never less than over sea alone: a place waits until no untested
    place can be cheaper.
    """
    around = _surroundings(request, context)
    ways = [(spot.cost + _shortfall(request, block), spot, block) for block in request.blocks for spot in _spots()]
    ways.sort(key=itemgetter(0))
    waiting: list[tuple[float, int, LabelCandidate]] = []
    for number, (least, spot, block) in enumerate(ways):
        while waiting and waiting[0][0] < least:
            yield heappop(waiting)[2]
        if candidate := _candidate_at(request, block, spot, around):
            heappush(waiting, (candidate.cost, number, candidate))
    while waiting:
        yield heappop(waiting)[2]


def _surroundings(request: LabelRequest, context: PlacementContext) -> _Surroundings:
    """Return the surroundings of a label."""
    room, code = context.room, request.blocks[0].iso3
    disc = room.disc_of(code)
    paths = LeaderPaths(room.basemap, room.placement, code, context.small, (disc.x, disc.y) if disc else None)
    boxes = [(box, grown(box, _CLEAR)) for box in context.inside]
    boxes += [(place.box, place.box) for place in room.discs if place.iso3 != code]
    boxes += [(box, box) for box in room.kept_free]
    # A leader may leave the inset that its state lies in.
    anchor = (*paths.anchor, *paths.anchor)
    boxes += [(box, (0.0, 0.0, 0.0, 0.0) if contains(box, anchor) else box) for box in room.insets]
    size = max(block.size for block in request.blocks)
    reach = paths.farthest + size + max(block.width + block.height for block in request.blocks)
    reached = grown(anchor, reach)
    near = tuple(pair for pair in boxes if overlap(pair[0], reached))
    return _Surroundings(context, code, paths, disc, near)


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


def _candidate_at(
    request: LabelRequest, block: LabelBlock, spot: _Spot, around: _Surroundings
) -> LabelCandidate | None:
    """Return a label whose leader runs to a spot; None if land, another territory or another label is in its way."""
    start = around.paths.start(spot.step)
    reach = spot.distance * around.context.small
    end = (start[0] + spot.step[0] * reach, start[1] + spot.step[1] * reach)
    leader = (around.disc.edge_towards(end) if around.disc else start, end)
    for side in spot.sides:
        if candidate := _candidate_on(side, request, block, (spot, leader), around):
            return candidate
    return None


def _candidate_on(
    side: Anchor,
    request: LabelRequest,
    block: LabelBlock,
    way: tuple[_Spot, tuple[Point, Point]],
    around: _Surroundings,
) -> LabelCandidate | None:
    """Return a label on a side of the end of the leader to a spot; None if anything is in its way."""
    context, (spot, leader) = around.context, way
    gap = _LEADER_GAP * block.size
    place = (leader[1][0] + (gap if side == "start" else -gap), leader[1][1])
    # Most spots are over land: testing the label's first point is faster than testing its whole box.
    if not (contains(context.room.box, (*place, *place)) and around.paths.is_clear((*place, *place))):
        return None
    box = block.box(place, side)
    spaced = grown(box, PADDING * block.size)
    if not (contains(context.room.box, spaced) and around.paths.is_clear(spaced)):
        return None
    on_context = not context.room.basemap.land.is_free(*context.room.placement.grid_box(box))
    if on_context and not request.on_context:
        return None
    padded = grown(box, PADDING / 2 * block.size)
    # On its second side a label may stand in the way of its own leader.
    if _is_in_the_way(padded, leader, around) or (side != spot.sides[0] and crosses(leader, padded)):
        return None
    over_land = around.paths.over_others(leader, to_context=on_context)
    if over_land is None:
        return None
    cost = _cost(spot.distance * (1 + over_land), spot.step[1]) + _shortfall(request, block)
    cost += _ON_CONTEXT * on_context + _OVER_OTHERS * (over_land > 0)
    return LabelCandidate(block, place, side, request.colours, padded, leader, cost, over_land > 0)


def _is_in_the_way(box: Box, leader: tuple[Point, Point], around: _Surroundings) -> bool:
    """Whether a label or its leader meets an obstacle."""
    # A loop, as in LandMask.is_free: this is the most frequent test of all.
    for label_box, clear_box in around.obstacles:
        if overlap(box, label_box) or crosses(leader, clear_box):
            return True
    return any(crosses(line, box) or lines_near(line, leader, _CLEAR) for line in around.context.lines)


def _shortfall(request: LabelRequest, block: LabelBlock) -> float:
    """Return the cost of a block that is less welcome than the first: a surname, or a name on two lines."""
    return _BROKEN * request.blocks.index(block)


def _cost(distance: float, slant: float) -> float:
    """Return the cost of a leader of a length in type sizes and a slant from 0 (level) to 1.

    Twice the length costs four times as much, so that no label has a very long leader for the sake of the others; a
    level leader is read along with its text, a steep one against it.
    """
    return (distance * (1 + 0.35 * abs(slant))) ** 2
