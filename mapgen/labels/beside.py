"""Labels beside their shapes, over the sea, and the leader lines that connect them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import ceil, dist, pi

from msgspec import Struct

from mapgen.drawing.boxes import contains, crosses, grown, is_inside, lines_near, overlap
from mapgen.drawing.primitives import Box, Point, Strokes
from mapgen.labels.blocks import LabelBlock, LabelStyle
from mapgen.labels.candidate import LabelCandidate, LabelRequest
from mapgen.labels.discs import DiscPlace
from mapgen.labels.land_places import BlockMeasure, LandPlace, LandRoom, land_places, leader_paths
from mapgen.labels.places import Places, chosen
from mapgen.labels.room import LabelRoom, TakenRoom

# From a leader to a label inside a shape, in CSS pixels.
_CLEAR = 1.5
# The cost of a name on two lines.
_BROKEN = 1.0
# The width of the dot at a leader's end, in CSS pixels at the usual size of small type, and the least land of a
# territory that has one, in such dots.
_DOT = 5.0
_DOTTED = 6.0
# The distance in CSS pixels between the points at which a leader is tested for its own land.
_STEP = 0.5


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


def leader_lines(candidates: Sequence[LabelCandidate], room: LabelRoom, style: LabelStyle) -> tuple[Strokes, ...]:
    """Return thin lines with a dot in the shape, on a wider line of the page's colour: legible on every fill.

    A line to a disc ends at its ring, one to land that a dot would hide at the edge of that land.
    """
    if not candidates:
        return ()
    theme, unit = style.map_style.theme, style.small / 11.5
    least = _DOTTED * pi * (_DOT * unit / 2 / room.placement.scale) ** 2
    with_disc = {disc.iso3 for disc in room.discs}
    codes = {candidate.iso3 for candidate in candidates}
    small = {code for code in codes if room.basemap.territories[code].piece < least} - with_disc
    lines = tuple(
        _to_edge(candidate, room) if candidate.iso3 in small else candidate.leader for candidate in candidates
    )
    dotted = (candidate for candidate in candidates if candidate.iso3 not in small | with_disc)
    dots = tuple((candidate.leader[0], candidate.leader[0]) for candidate in dotted)
    return (
        Strokes(lines, theme.sea, 2.4 * unit),
        Strokes(dots, theme.sea, _DOT * unit, round_caps=True),
        Strokes(lines, theme.ink, 0.75 * unit),
        Strokes(dots, theme.ink, 3.0 * unit, round_caps=True),
    )


def _to_edge(candidate: LabelCandidate, room: LabelRoom) -> tuple[Point, Point]:
    """Return the part of a leader outside the land that it leads to."""
    (x1, y1), (x2, y2) = candidate.leader
    rings = room.basemap.shapes[candidate.iso3].lines
    steps = ceil(dist(*candidate.leader) / _STEP)
    points = [(x1 + part * (x2 - x1), y1 + part * (y2 - y1)) for part in (step / steps for step in range(steps))]
    inside = [number for number, point in enumerate(points) if is_inside(room.placement.grid(point), rings)]
    return points[min(max(inside, default=-1) + 1, steps - 1)], (x2, y2)
