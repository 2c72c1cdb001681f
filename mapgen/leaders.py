"""Labels beside their shapes, over the sea, and the leader lines that tie them to it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mapgen.basemap import Basemap
from mapgen.drawing import Anchor, Box, Placement, Point, Text, crosses, grown, lines_cross, overlap
from mapgen.look import Look
from mapgen.snapshots import Entry, Status
from mapgen.typeface import text_width

# Space kept around a label inside a shape and between labels, in parts of its type size.
PADDING = 0.22
# From the middle of a line's lower-case letters down to its baseline, and from a leader's end to its text.
MIDDLE = 0.26
_LEADER_GAP = 0.3
# Where a label beside its shape may stand: directions in degrees around the anchor, distances in type sizes.
_DIRECTIONS = range(0, 360, 15)
_DISTANCES = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17)
# What leaving a label out costs: more than a leader of any length.
_LEFT_OUT = 2_000.0


@dataclass(frozen=True, slots=True)
class LabelRoom:
    """What labels are placed on: the map where it lies on the page, and the box of the page they must stay in."""

    basemap: Basemap
    placement: Placement
    box: Box


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """How labels look: the look of the map, and the two sizes of type in CSS pixels."""

    look: Look
    large: float
    small: float


@dataclass(frozen=True, slots=True)
class Beside:
    """A label beside its shape, and its leader from the shape's anchor to the text."""

    text: Text
    leader: tuple[Point, Point]
    cost: float


def labels_beside(entries: Sequence[Entry], inside: Sequence[Text], room: LabelRoom, style: LabelStyle) -> list[Beside]:
    """Return the labels beside their shapes; of a few orders of placing them, the one that places most, nearest."""
    candidates = {entry.iso3: sorted(_candidates(entry, room, style), key=lambda one: one.cost) for entry in entries}
    orders = [
        sorted(candidates, key=lambda code: len(candidates[code])),
        sorted(candidates, key=lambda code: room.basemap.territories[code].anchor[1]),
        sorted(candidates, key=lambda code: -room.basemap.territories[code].anchor[1]),
        sorted(candidates, key=lambda code: -room.basemap.territories[code].anchor[0]),
    ]
    tries = [_improved(_placed(order, candidates, inside), candidates, inside) for order in orders]
    best = min(tries, key=lambda found: _total(found, candidates))
    return [best[code] for code in sorted(best)]


def _placed(
    order: Iterable[str], candidates: Mapping[str, Sequence[Beside]], inside: Sequence[Text]
) -> dict[str, Beside]:
    """Return the cheapest free place of each label, one after the other."""
    found: dict[str, Beside] = {}
    for code in order:
        free = (one for one in candidates[code] if _is_free(one, list(found.values()), inside))
        if (best := next(free, None)) is not None:
            found[code] = best
    return found


def _improved(
    found: dict[str, Beside], candidates: Mapping[str, Sequence[Beside]], inside: Sequence[Text]
) -> dict[str, Beside]:
    """Return the labels after each has looked for a cheaper place, moving others out of its way where that pays."""
    for _ in range(2):
        for code, of_code in candidates.items():
            now = found[code].cost if code in found else _LEFT_OUT
            for one in of_code:
                if one.cost >= now:
                    break
                moved = _with_moved(code, one, found, candidates, inside)
                if _total(moved, candidates) < _total(found, candidates):
                    found = moved
                    break
    return found


def _with_moved(
    code: str,
    one: Beside,
    found: Mapping[str, Beside],
    candidates: Mapping[str, Sequence[Beside]],
    inside: Sequence[Text],
) -> dict[str, Beside]:
    """Return the labels with one in a place of its own, those in its way placed anew or left out."""
    staying = {other: place for other, place in found.items() if other != code and _is_free(one, [place], inside)}
    if not _is_free(one, [], inside):
        return dict(found)
    kept = {**staying, code: one}
    for other in candidates:
        if other not in kept:
            free = (place for place in candidates[other] if _is_free(place, list(kept.values()), inside))
            if (best := next(free, None)) is not None:
                kept[other] = best
    return kept


def _total(found: Mapping[str, Beside], candidates: Mapping[str, Sequence[Beside]]) -> float:
    return sum(one.cost for one in found.values()) + _LEFT_OUT * (len(candidates) - len(found))


def _candidates(entry: Entry, room: LabelRoom, style: LabelStyle) -> Iterator[Beside]:
    """Yield the places beside a shape where a label stands over the sea and inside its box of the page."""
    name, size = style.look.words.country(entry.iso3), style.small
    width = text_width(name, size)
    shape = room.basemap.territories[entry.iso3]
    anchor = room.placement.page(shape.anchor)
    quiet = entry.status is Status.NOT_APPLICABLE
    colour = style.look.theme.quiet if quiet else style.look.theme.ink
    for direction in _DIRECTIONS:
        step = (math.cos(math.radians(direction)), -math.sin(math.radians(direction)))
        side: Anchor = "start" if step[0] >= 0 else "end"
        for distance in _DISTANCES:
            end = (anchor[0] + step[0] * distance * size, anchor[1] + step[1] * distance * size)
            x = end[0] + (_LEADER_GAP if side == "start" else -_LEADER_GAP) * size
            y = end[1] + MIDDLE * size
            ground = style.look.theme.page
            text = Text(name, x, y, size, width, colour, ground, anchor=side, iso3=entry.iso3, role="label")
            if _over_sea(text, room):
                yield Beside(text, (anchor, end), _cost(distance, step[1]))


def _cost(distance: float, slant: float) -> float:
    """Return how unwelcome a leader is, of a length in type sizes and a slant from 0 (level) to 1.

    Twice the length is four times as bad, so that no label pays for all the others; a level leader is read along
    with its text, a steep one against it.
    """
    return (distance * (1 + 0.35 * abs(slant))) ** 2


def _over_sea(text: Text, room: LabelRoom) -> bool:
    left, top, right, bottom = grown(text.box, PADDING * text.size)
    if left < room.box[0] or top < room.box[1] or right > room.box[2] or bottom > room.box[3]:
        return False
    return room.basemap.land.is_free(*room.placement.grid((left, top)), *room.placement.grid((right, bottom)))


def _is_free(one: Beside, placed: Sequence[Beside], inside: Sequence[Text]) -> bool:
    """Whether a label and its leader stay clear of all others and of theirs."""
    box = grown(one.text.box, PADDING * one.text.size)
    texts = [*inside, *(other.text for other in placed)]
    if any(overlap(box, text.box) or crosses(one.leader, grown(text.box, 1.5)) for text in texts):
        return False
    return not any(crosses(other.leader, box) or lines_cross(one.leader, other.leader) for other in placed)
