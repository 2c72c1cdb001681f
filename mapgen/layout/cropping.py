"""Cutting rings at a box, where land extends beyond the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from mapgen.basemap.model import GridLine, GridPoint, Shape, path_data
from mapgen.drawing.primitives import Box

_TRIANGLE = 3


def cropped(shape: Shape, box: Box) -> Shape:
    """Return the part of a shape that lies in a box of the grid; its rings are filled by the even-odd rule.

    After Sutherland and Hodgman (1974): a ring is cut at one side after the other. If that divides it, its parts stay
    connected by lines along the box's edge, which enclose no area.
    """
    left, top, right, bottom = box
    rings: Sequence[GridLine] = shape.lines
    for axis, limit, beyond in ((0, left, True), (1, top, True), (0, right, False), (1, bottom, False)):
        keeps = _side(axis, round(limit), beyond=beyond)
        rings = [_cut(ring, axis, round(limit), keeps) for ring in rings]
    return Shape(path_data([ring for ring in rings if len(set(ring)) >= _TRIANGLE], closed=True))


def _side(axis: int, limit: int, *, beyond: bool) -> Callable[[GridPoint], bool]:
    """Return a test whether a point lies on the side of a limit that stays."""
    return lambda point: point[axis] >= limit if beyond else point[axis] <= limit


def _cut(ring: Sequence[GridPoint], axis: int, limit: int, keeps: Callable[[GridPoint], bool]) -> GridLine:
    """Return a ring cut at a line of the grid: where `axis` (0 is x, 1 is y) is `limit`."""
    if not ring or all(map(keeps, ring)):
        return tuple(ring)
    cut_ring: list[GridPoint] = []
    for start, end in pairwise((ring[-1], *ring)):
        if keeps(start) != keeps(end):
            cut_ring.append(_crossing(start, end, axis, limit))
        if keeps(end):
            cut_ring.append(end)
    return tuple(cut_ring)


def _crossing(start: GridPoint, end: GridPoint, axis: int, limit: int) -> GridPoint:
    """Return the point where the line from start to end meets the limit."""
    part = (limit - start[axis]) / (end[axis] - start[axis])
    across = round(start[1 - axis] + part * (end[1 - axis] - start[1 - axis]))
    return (limit, across) if axis == 0 else (across, limit)
