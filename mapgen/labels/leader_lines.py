"""The lines from labels to their territories, which end in a dot, at a disc, or at the edge of small land."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, dist, pi

from mapgen.drawing.boxes import is_inside
from mapgen.drawing.primitives import Point, Strokes
from mapgen.labels.blocks import LabelStyle
from mapgen.labels.candidate import LabelCandidate
from mapgen.labels.room import LabelRoom

# The width of the dot at a leader's end, in CSS pixels at the usual size of small type, and the least land of a
# territory that has one, in such dots.
_DOT = 5.0
_DOTTED = 6.0
# The distance in CSS pixels between the points at which a leader is tested for its own land.
_STEP = 0.5


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
