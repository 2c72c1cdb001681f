"""Labels beside their shapes, over the sea, and the leader lines that tie them to it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from mapgen.basemap import Basemap
from mapgen.drawing import Anchor, Box, Placement, Point, Text, crosses, grown, overlap
from mapgen.label_blocks import SHORTER, Block, LabelStyle, blocks_beside
from mapgen.label_places import Beside, chosen
from mapgen.snapshots import Entry, Status

# Space kept around a label inside a shape and between labels, in parts of its type size.
PADDING = 0.22
# From a leader's end to its text, in type sizes.
_LEADER_GAP = 0.3
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


def labels_beside(entries: Sequence[Entry], inside: Sequence[Text], room: LabelRoom, style: LabelStyle) -> list[Beside]:
    """Return the labels beside their shapes; of a few orders of placing them, the one that places most, nearest."""
    candidates = {
        entry.iso3: sorted(
            (one for one in _candidates(entry, room, style) if _clear_of(one, inside)),
            key=lambda one: one.cost,
        )
        for entry in entries
    }
    territories = room.basemap.territories
    orders = [
        sorted(candidates, key=lambda code: len(candidates[code])),
        sorted(candidates, key=lambda code: territories[code].anchor[1]),
        sorted(candidates, key=lambda code: -territories[code].anchor[1]),
        sorted(candidates, key=lambda code: -territories[code].anchor[0]),
    ]
    return chosen(candidates, orders)


def _candidates(entry: Entry, room: LabelRoom, style: LabelStyle) -> Iterator[Beside]:
    """Yield the places beside a shape where a label stands over the sea and inside its box of the page."""
    theme = style.look.theme
    anchor = room.placement.page(room.basemap.territories[entry.iso3].anchor)
    ink = theme.quiet if entry.status is Status.NOT_APPLICABLE else theme.ink
    blocks = blocks_beside(entry, style)
    for direction in _DIRECTIONS:
        step = (math.cos(math.radians(direction)), -math.sin(math.radians(direction)))
        side: Anchor = "start" if step[0] >= 0 else "end"
        for distance in _DISTANCES:
            for block in blocks:
                reach = distance * style.small
                end = (anchor[0] + step[0] * reach, anchor[1] + step[1] * reach)
                place = (end[0] + (_LEADER_GAP if side == "start" else -_LEADER_GAP) * block.size, end[1])
                box = block.box(place, side)
                if _over_sea(grown(box, PADDING * block.size), room):
                    over_land = _over_land((anchor, end), room)
                    cost = _cost(distance * (1 + over_land), step[1]) + _shortfall(block)
                    kept = grown(box, PADDING / 2 * block.size)
                    yield Beside(block.texts(place, side, (ink, theme.page)), kept, (anchor, end), cost)


def _over_land(line: tuple[Point, Point], room: LabelRoom) -> float:
    """Return which part of a leader runs over land: the more of the map it crosses, the more it disturbs."""
    (x1, y1), (x2, y2) = line
    points = (((x1 + (x2 - x1) * step / _STEPS), (y1 + (y2 - y1) * step / _STEPS)) for step in range(1, _STEPS + 1))
    land = room.basemap.land
    return sum(not land.is_free(x, y, x, y) for x, y in map(room.placement.grid, points)) / _STEPS


def _shortfall(block: Block) -> float:
    return SHORTER if block.shortened else 0.0


def _cost(distance: float, slant: float) -> float:
    """Return how unwelcome a leader is, of a length in type sizes and a slant from 0 (level) to 1.

    Twice the length is four times as bad, so that no label pays for all the others; a level leader is read along
    with its text, a steep one against it.
    """
    return (distance * (1 + 0.35 * abs(slant))) ** 2


def _over_sea(box: Box, room: LabelRoom) -> bool:
    left, top, right, bottom = box
    if left < room.box[0] or top < room.box[1] or right > room.box[2] or bottom > room.box[3]:
        return False
    return room.basemap.land.is_free(*room.placement.grid((left, top)), *room.placement.grid((right, bottom)))


def _clear_of(one: Beside, inside: Iterable[Text]) -> bool:
    """Whether a label and its leader stay clear of the labels inside shapes."""
    return not any(overlap(one.box, text.box) or crosses(one.leader, grown(text.box, 1.5)) for text in inside)
