"""Cutting rings at a box, where land goes on beyond what a page shows of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from mapgen.basemap.model import GridLine, GridPoint, Shape, path_data
from mapgen.drawing.primitives import Box

_TRIANGLE = 3


def cropped(shape: Shape, box: Box) -> Shape:
    """Return what lies in a box of the grid of a shape of rings, filled by the even-odd rule.

    After Sutherland and Hodgman (1974): a ring is cut at one side after the other. Where that parts it, its parts hang
    together by lines along the box's edge, which enclose nothing.
    """
    left, top, right, bottom = box
    rings: Sequence[GridLine] = shape.lines
    for axis, limit, beyond in ((0, left, True), (1, top, True), (0, right, False), (1, bottom, False)):
        keeps = _side(axis, round(limit), beyond=beyond)
        rings = [_cut(ring, axis, round(limit), keeps) for ring in rings]
    return Shape(path_data([ring for ring in rings if len(set(ring)) >= _TRIANGLE], closed=True))


def _side(axis: int, limit: int, *, beyond: bool) -> Callable[[GridPoint], bool]:
    """Return what says whether a point lies on the side of a limit that is kept."""
    return lambda point: point[axis] >= limit if beyond else point[axis] <= limit


def _cut(ring: Sequence[GridPoint], axis: int, limit: int, keeps: Callable[[GridPoint], bool]) -> GridLine:
    """Return a ring cut at a line of the grid: where `axis` (0 is x, 1 is y) is `limit`."""
    if not ring or all(map(keeps, ring)):
        return tuple(ring)
    found: list[GridPoint] = []
    for one, other in pairwise((ring[-1], *ring)):
        if keeps(one) != keeps(other):
            found.append(_crossing(one, other, axis, limit))
        if keeps(other):
            found.append(other)
    return tuple(found)


def _crossing(one: GridPoint, other: GridPoint, axis: int, limit: int) -> GridPoint:
    part = (limit - one[axis]) / (other[axis] - one[axis])
    across = round(one[1 - axis] + part * (other[1 - axis] - one[1 - axis]))
    return (limit, across) if axis == 0 else (across, limit)
