"""Cutting rings and lines at a box, where land extends beyond the page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, floor

from mapgen.basemap.model import GridLine, GridPoint, Shape, path_data
from mapgen.drawing.primitives import Box

_TRIANGLE = 3


def cropped(shape: Shape, box: Box) -> Shape:
    """Return the part of a shape that lies in a box of the grid; its rings are filled by the even-odd rule.

    After Sutherland and Hodgman (1974): a ring is cut at one side after the other. If that divides it, its parts stay
    connected by lines along the box's edge, which enclose no area.
    """
    left, top, right, bottom = _edges(box)
    rings: Sequence[GridLine] = shape.lines
    for axis, limit, beyond in ((0, left, True), (1, top, True), (0, right, False), (1, bottom, False)):
        rings = [_cut(ring, axis, limit, beyond=beyond) for ring in rings]
    return Shape(path_data([ring for ring in rings if len(set(ring)) >= _TRIANGLE], closed=True))


def cropped_lines(shape: Shape, box: Box) -> Shape:
    """Return the parts of a shape's open lines that lie in a box of the grid; after Liang and Barsky (1984)."""
    edges = _edges(box)
    lines: list[list[GridPoint]] = []
    for line in shape.lines:
        joined = False
        for start, end in pairwise(line):
            part = _part(start, end, edges)
            if part is None or part[0] == part[1]:
                joined = joined and part is not None
                continue
            if joined and lines[-1][-1] == part[0]:
                lines[-1].append(part[1])
            else:
                lines.append([*part])
            joined = part[1] == end
    return Shape(path_data(lines, closed=False))


def _edges(box: Box) -> tuple[int, int, int, int]:
    """Return the whole numbers nearest to a box's edges inside it, so that nothing leaves the page."""
    return ceil(box[0]), ceil(box[1]), floor(box[2]), floor(box[3])


def _part(start: GridPoint, end: GridPoint, edges: tuple[int, int, int, int]) -> tuple[GridPoint, GridPoint] | None:
    """Return the part of a straight line that lies in a box; None where none does."""
    low, high = 0.0, 1.0
    for axis in (0, 1):
        step = end[axis] - start[axis]
        near, far = edges[axis] - start[axis], edges[axis + 2] - start[axis]
        if step:
            first, last = sorted((near / step, far / step))
            low, high = max(low, first), min(high, last)
        elif near > 0 or far < 0:
            return None
    if low > high:
        return None
    ends = [
        (round(start[0] + part * (end[0] - start[0])), round(start[1] + part * (end[1] - start[1])))
        for part in (low, high)
    ]
    return ends[0], ends[1]


def _cut(ring: GridLine, axis: int, limit: int, *, beyond: bool) -> GridLine:
    """Return the part of a ring beyond a line of the grid, or up to it: where `axis` (0 is x, 1 is y) is `limit`."""
    keeps = [(point[axis] >= limit) if beyond else (point[axis] <= limit) for point in ring]
    if all(keeps):
        return ring
    if not any(keeps):
        return ()
    cut_ring: list[GridPoint] = []
    for number, (end, kept) in enumerate(zip(ring, keeps, strict=True)):
        if keeps[number - 1] != kept:
            cut_ring.append(_crossing(ring[number - 1], end, axis, limit))
        if kept:
            cut_ring.append(end)
    return tuple(cut_ring)


def _crossing(start: GridPoint, end: GridPoint, axis: int, limit: int) -> GridPoint:
    """Return the point where the line from start to end meets the limit."""
    part = (limit - start[axis]) / (end[axis] - start[axis])
    across = round(start[1 - axis] + part * (end[1 - axis] - start[1 - axis]))
    return (limit, across) if axis == 0 else (across, limit)
