"""Labels beside their shapes, over the sea, and the leader lines that connect them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from mapgen.drawing.boxes import contains, crosses, grown, lines_near, overlap
from mapgen.drawing.primitives import Box, Point
from mapgen.labels.blocks import LabelBlock
from mapgen.labels.candidate import LabelCandidate, LabelRequest
from mapgen.labels.discs import DiscPlace
from mapgen.labels.land_places import BlockMeasure, LandPlace, LandRoom, land_places, leader_paths
from mapgen.labels.places import Places, chosen
from mapgen.labels.room import LabelRoom, TakenRoom

# From a leader to a label inside a shape, in CSS pixels.
_CLEAR = 1.5
# The cost of a name on two lines.
_BROKEN = 1.0


class PlacementContext(Struct, frozen=True):
    """The surroundings of labels beside shapes: the room, boxes of labels inside shapes, and the small type size.

    `lines` are the leaders of labels that stand already.
    """

    room: LabelRoom
    inside: tuple[Box, ...]
    small: float
    lines: tuple[tuple[Point, Point], ...] = ()


class _Surroundings(Struct, frozen=True):
    """The surroundings of one label: its code, its disc if any, and what it may not meet.

    `obstacles` are boxes that the label may not overlap, each with the box that its leader may not touch. They are
    those within the reach of the label, so that no place is tested against labels at the other end of the map.
    """

    context: PlacementContext
    code: str
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

    The label stands over the sea, in its box of the page, and clear of labels inside shapes.
    """
    room, around = context.room, _surroundings(request, context)
    land = LandRoom(room.basemap, room.placement, around.code, room.box, context.small, around.disc, request.on_context)
    measures = [
        BlockMeasure(block.size, block.width, block.height, _shortfall(request, block)) for block in request.blocks
    ]
    for place in land_places(land, tuple(measures)):
        # On its other side a label stands only where it has no place on the better one.
        if place.better and not _is_in_the_way(place.better, around):
            continue
        if not _is_in_the_way(place, around):
            yield LabelCandidate(
                request.blocks[place.block],
                place.place,
                place.side,
                request.colours,
                place.box,
                place.leader,
                place.cost,
                place.crosses,
            )


def _surroundings(request: LabelRequest, context: PlacementContext) -> _Surroundings:
    """Return the surroundings of a label."""
    room, code = context.room, request.blocks[0].iso3
    disc = room.disc_of(code)
    paths = leader_paths(room.basemap, room.placement, code, context.small, disc)
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
    return _Surroundings(context, code, disc, near)


def _is_in_the_way(place: LandPlace, around: _Surroundings) -> bool:
    """Whether a label or its leader meets an obstacle."""
    box, leader = place.box, place.leader
    # A loop, as in LandMask.is_free: this is the most frequent test of all.
    for label_box, clear_box in around.obstacles:
        if overlap(box, label_box) or crosses(leader, clear_box):
            return True
    return any(crosses(line, box) or lines_near(line, leader, _CLEAR) for line in around.context.lines)


def _shortfall(request: LabelRequest, block: LabelBlock) -> float:
    """Return the cost of a block that is less welcome than the first: a surname, or a name on two lines."""
    return _BROKEN * request.blocks.index(block)
