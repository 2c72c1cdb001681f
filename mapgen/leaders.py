"""Labels beside their shapes, over the sea, and the leader lines that tie them to it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mapgen.basemap import Basemap
from mapgen.drawing import Anchor, Box, Placement, Point, Text, crosses, grown, lines_cross, overlap
from mapgen.label_blocks import SHORTER, Block, LabelStyle, blocks_beside
from mapgen.snapshots import Entry, Status

# Space kept around a label inside a shape and between labels, in parts of its type size.
PADDING = 0.22
# From a leader's end to its text, in type sizes.
_LEADER_GAP = 0.3
# Where a label beside its shape may stand: directions in degrees around the anchor, distances in type sizes.
_DIRECTIONS = range(0, 360, 15)
_DISTANCES = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17)
# On a map with more labels beside their shapes than this, one order and the cheapest places of each are tried; with
# many more, far places, rearranging and the names of what is not counted would cost more than they help.
_SEVERAL = 20
_CHEAPEST = 30
_MANY = 40
_NEAR = (2, 3, 4, 5)
# How many points of a leader are looked at for land.
_STEPS = 12
# What leaving a label out costs: more than a leader of any length.
_LEFT_OUT = 2_000.0


@dataclass(frozen=True, slots=True)
class LabelRoom:
    """What labels are placed on: the map where it lies on the page, and the box of the page they must stay in."""

    basemap: Basemap
    placement: Placement
    box: Box


@dataclass(frozen=True, eq=False)
class Beside:
    """A label beside its shape: its texts, their box with the space kept around it, and its leader from the anchor."""

    texts: tuple[Text, ...]
    box: Box
    leader: tuple[Point, Point]
    cost: float

    @property
    def iso3(self) -> str:
        """The code of the territory it names."""
        return self.texts[0].iso3

    @cached_property
    def hull(self) -> Box:
        """The box around label and leader: what lies outside of it is not in its way."""
        (x1, y1), (x2, y2) = self.leader
        left, top, right, bottom = self.box
        return min(left, x1, x2), min(top, y1, y2), max(right, x1, x2), max(bottom, y1, y2)


Candidates = Mapping[str, Sequence[Beside]]


def labels_beside(entries: Sequence[Entry], inside: Sequence[Text], room: LabelRoom, style: LabelStyle) -> list[Beside]:
    """Return the labels beside their shapes; of a few orders of placing them, the one that places most, nearest."""
    several, many = len(entries) > _SEVERAL, len(entries) > _MANY
    distances = _NEAR if many else _DISTANCES
    if many:
        entries = [entry for entry in entries if entry.status is not Status.NOT_APPLICABLE]
    candidates = {
        entry.iso3: sorted(
            (one for one in _candidates(entry, room, style, distances) if _clear_of(one, inside)),
            key=lambda one: one.cost,
        )[: _CHEAPEST if several else None]
        for entry in entries
    }
    territories = room.basemap.territories
    orders = [
        sorted(candidates, key=lambda code: len(candidates[code])),
        sorted(candidates, key=lambda code: territories[code].anchor[1]),
        sorted(candidates, key=lambda code: -territories[code].anchor[1]),
        sorted(candidates, key=lambda code: -territories[code].anchor[0]),
    ]
    if many:
        # Readers look for the large ones; of the small ones chance would name a few.
        found = _placed(sorted(candidates, key=lambda code: -territories[code].extent), candidates)
    elif several:
        found = _improved(_placed(orders[0], candidates), candidates, rounds=1)
    else:
        tries = [_improved(_placed(order, candidates), candidates) for order in orders]
        found = min(tries, key=lambda one: _total(one, candidates))
    return [found[code] for code in sorted(found)]


def _placed(order: Iterable[str], candidates: Candidates) -> dict[str, Beside]:
    """Return the cheapest free place of each label, one after the other."""
    found: dict[str, Beside] = {}
    for code in order:
        free = (one for one in candidates[code] if _is_free(one, found.values()))
        if (best := next(free, None)) is not None:
            found[code] = best
    return found


def _improved(found: dict[str, Beside], candidates: Candidates, rounds: int = 2) -> dict[str, Beside]:
    """Return the labels after each has looked for a cheaper place, moving others out of its way where that pays."""
    for _ in range(rounds):
        before = found
        for code, of_code in candidates.items():
            now = found[code].cost if code in found else _LEFT_OUT
            for one in of_code:
                if one.cost >= now:
                    break
                moved = _with_moved(code, one, found, candidates)
                if _total(moved, candidates) < _total(found, candidates):
                    found = moved
                    break
        if found is before:
            break
    return found


def _with_moved(code: str, one: Beside, found: Mapping[str, Beside], candidates: Candidates) -> dict[str, Beside]:
    """Return the labels with one in a place of its own, those in its way placed anew or left out."""
    kept = {other: place for other, place in found.items() if other != code and _is_free(one, (place,))}
    kept[code] = one
    for other in candidates:
        if other not in kept:
            free = (place for place in candidates[other] if _is_free(place, kept.values()))
            if (best := next(free, None)) is not None:
                kept[other] = best
    return kept


def _total(found: Mapping[str, Beside], candidates: Candidates) -> float:
    return sum(one.cost for one in found.values()) + _LEFT_OUT * (len(candidates) - len(found))


def _candidates(entry: Entry, room: LabelRoom, style: LabelStyle, distances: Iterable[int]) -> Iterator[Beside]:
    """Yield the places beside a shape where a label stands over the sea and inside its box of the page."""
    theme = style.look.theme
    anchor = room.placement.page(room.basemap.territories[entry.iso3].anchor)
    ink = theme.quiet if entry.status is Status.NOT_APPLICABLE else theme.ink
    blocks = blocks_beside(entry, style)
    for direction in _DIRECTIONS:
        step = (math.cos(math.radians(direction)), -math.sin(math.radians(direction)))
        side: Anchor = "start" if step[0] >= 0 else "end"
        for distance in distances:
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


def _is_free(one: Beside, placed: Iterable[Beside]) -> bool:
    """Whether a label and its leader stay clear of the others beside shapes, and of theirs."""
    hull = one.hull
    return not any(
        overlap(hull, other.hull)
        and (
            overlap(one.box, other.box)
            or crosses(one.leader, other.box)
            or crosses(other.leader, one.box)
            or lines_cross(one.leader, other.leader)
        )
        for other in placed
    )
