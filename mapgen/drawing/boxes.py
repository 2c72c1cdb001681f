"""Geometry of boxes, straight lines and rings on a page: what overlaps or crosses, and what encloses what."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from mapgen.drawing.primitives import Box, Point


def box_ring(box: Box) -> list[Point]:
    """Return the four corners of a box, clockwise from the upper left one; the first is not repeated."""
    left, top, right, bottom = box
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def bounding_box(points: Iterable[Point]) -> Box:
    """Return the smallest box that holds all of one or more points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def contains(outer: Box, inner: Box) -> bool:
    """Whether a box lies inside another one; it may touch its sides."""
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def widened(box: Box, by: float) -> Box:
    """Return a box that is larger by a distance on the left and on the right."""
    return box[0] - by, box[1], box[2] + by, box[3]


def grown(box: Box, by: float) -> Box:
    """Return a box that is larger by a distance on every side."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def overlap(first: Box, second: Box) -> bool:
    """Whether two boxes share any area."""
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]


def crosses(line: tuple[Point, Point], box: Box) -> bool:
    """Whether a straight line touches a box."""
    (x1, y1), (x2, y2) = line
    left, top, right, bottom = box
    # Most pairs are far apart: this is cheaper than what follows.
    if (x1 < left and x2 < left) or (x1 > right and x2 > right):
        return False
    if (y1 < top and y2 < top) or (y1 > bottom and y2 > bottom):
        return False
    low, high = _within(line, box)
    return low <= high


def _within(line: tuple[Point, Point], box: Box) -> tuple[float, float]:
    """Return the parts of a straight line, from 0 to 1, between which it lies in a box that its own box touches.

    The first is greater where it passes by.
    """
    (x1, y1), (x2, y2) = line
    left, top, right, bottom = box
    low, high = 0.0, 1.0
    for start, step, least, most in ((x1, x2 - x1, left, right), (y1, y2 - y1, top, bottom)):
        if step:
            near, far = (least - start) / step, (most - start) / step
            if step < 0:
                near, far = far, near
            low, high = max(low, near), min(high, far)
    return low, high


def outside(lines: Iterable[tuple[Point, Point]], box: Box) -> Iterator[tuple[Point, Point]]:
    """Yield the parts of straight lines outside of a box; a point in it, as a dot of a pattern, is left out."""
    for line in lines:
        if not crosses(line, box):
            yield line
            continue
        (x1, y1), (x2, y2) = line
        low, high = _within(line, box)
        if low > 0:
            yield (x1, y1), (x1 + low * (x2 - x1), y1 + low * (y2 - y1))
        if high < 1:
            yield (x1 + high * (x2 - x1), y1 + high * (y2 - y1)), (x2, y2)


def lines_cross(first: tuple[Point, Point], second: tuple[Point, Point]) -> bool:
    """Whether two straight lines cross each other."""
    (a, b), (c, d) = first, second
    return _orientation(a, b, c) * _orientation(a, b, d) < 0 and _orientation(c, d, a) * _orientation(c, d, b) < 0


def lines_near(first: tuple[Point, Point], second: tuple[Point, Point], distance: float) -> bool:
    """Whether two straight lines cross, or come nearer to each other than a distance."""
    ends = (*((point, second) for point in first), *((point, first) for point in second))
    return lines_cross(first, second) or any(distance_to(point, line) < distance for point, line in ends)


def distance_to(point: Point, line: tuple[Point, Point]) -> float:
    """Return how far a point is from a straight line between two points."""
    return math.dist(point, nearest_to(point, line))


def nearest_to(point: Point, line: tuple[Point, Point]) -> Point:
    """Return the point of a straight line between two points that is nearest to a point."""
    (x, y), ((x1, y1), (x2, y2)) = point, line
    across, down = x2 - x1, y2 - y1
    length = across**2 + down**2
    part = min(1.0, max(0.0, ((x - x1) * across + (y - y1) * down) / length)) if length else 0.0
    return x1 + part * across, y1 + part * down


def _orientation(a: Point, b: Point, c: Point) -> float:
    """Return twice the signed area of the triangle of three points: its sign says on which side of a line one lies."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def is_inside(point: Point, rings: Sequence[Sequence[Point]]) -> bool:
    """Whether a point lies inside rings, by the even-odd rule."""
    x, y = point
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
            crossings += (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1)
    return crossings % 2 == 1
