"""The geometry that keeps marks apart is right."""

from __future__ import annotations

import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from mapgen.drawing.boxes import (
    bounding_box,
    box_ring,
    contains,
    crosses,
    grown,
    lines_cross,
    lines_near,
    outside,
    overlap,
    widened,
)
from mapgen.drawing.primitives import Box, Point

steps = st.integers(-12, 12)
points = st.tuples(steps, steps)
lines = st.tuples(points, points)
# A hair, in units of the small integers above: what only touches is decided by rounding, and either way is right.
HAIR = 1e-6


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    """Draw a box with an area."""
    left, top = draw(points)
    return left, top, left + draw(st.integers(1, 12)), top + draw(st.integers(1, 12))


@given(boxes(), boxes())
def test_boxes_overlap_where_they_share_area(first: Box, second: Box) -> None:
    """Boxes that only touch do not overlap."""
    shares_area = shapely.box(*first).intersection(shapely.box(*second)).area > 0
    assert overlap(first, second) == overlap(second, first) == shares_area


@given(lines, boxes())
def test_a_line_crosses_a_box_that_it_touches(line: tuple[Point, Point], box: Box) -> None:
    """A line through, into, within or along a box crosses it, one beside it does not; its direction does not matter."""
    drawn = shapely.LineString(line) if line[0] != line[1] else shapely.Point(line[0])
    within = shapely.box(*grown(box, -HAIR)).distance(drawn) == 0
    outside = shapely.box(*grown(box, HAIR)).distance(drawn) > 0
    assume(within or outside)
    assert crosses(line, box) == crosses((line[1], line[0]), box) == within


@given(lines, lines)
def test_lines_cross_where_each_passes_through_the_other(
    first: tuple[Point, Point], second: tuple[Point, Point]
) -> None:
    """Lines that meet at an end, or run along each other, do not cross."""
    assume(first[0] != first[1] and second[0] != second[1])
    expected = shapely.LineString(first).crosses(shapely.LineString(second))
    assert lines_cross(first, second) == lines_cross(second, first) == expected


@given(lines, lines, st.integers(1, 6))
def test_lines_are_near_where_their_distance_is_less(
    first: tuple[Point, Point], second: tuple[Point, Point], distance: int
) -> None:
    """Lines that cross or touch, or whose ends come nearer to the other than a distance, are near."""
    assume(first[0] != first[1] and second[0] != second[1])
    apart = shapely.LineString(first).distance(shapely.LineString(second))
    assume(abs(apart - distance) > HAIR)
    assert lines_near(first, second, distance) == lines_near(second, first, distance) == (apart < distance)


@given(boxes(), st.integers(0, 5))
def test_a_grown_box_is_larger_on_every_side(box: Box, by: int) -> None:
    """Growing a box adds as much on each side."""
    assert shapely.box(*grown(box, by)).equals(shapely.box(*box).buffer(by, join_style="mitre"))


@given(boxes(), st.integers(0, 5))
def test_a_widened_box_is_larger_on_the_left_and_on_the_right(box: Box, by: int) -> None:
    """Widening a box keeps its top and bottom."""
    left, top, right, bottom = box
    assert widened(box, by) == (left - by, top, right + by, bottom)


@given(boxes(), boxes())
def test_a_box_contains_those_within_its_sides(outer: Box, inner: Box) -> None:
    """A box that touches the sides from inside is contained, one that reaches beyond them is not."""
    assert contains(outer, inner) == shapely.box(*outer).covers(shapely.box(*inner))


@given(boxes())
def test_the_ring_of_a_box_is_its_outline(box: Box) -> None:
    """Four corners enclose the box, and the box around them is the box itself."""
    ring = box_ring(box)
    assert len(ring) == 4
    assert shapely.Polygon(ring).equals(shapely.box(*box))
    assert bounding_box(ring) == box


@given(st.lists(points, min_size=1))
def test_a_bounding_box_is_the_smallest(some: list[Point]) -> None:
    """It holds all points, and each of its sides has one."""
    assert bounding_box(some) == shapely.MultiPoint(some).bounds


@given(lines, boxes())
def test_what_is_left_of_a_line_outside_a_box(line: tuple[Point, Point], box: Box) -> None:
    """Its parts outside, as long as they are without the box; a point is left where it is not in the box."""
    parts = list(outside([line], box))
    drawn = shapely.LineString(line) if line[0] != line[1] else shapely.Point(line[0])
    left = drawn.difference(shapely.box(*box))
    if line[0] == line[1]:
        assert parts == ([] if shapely.box(*box).intersects(drawn) else [line])
    assert abs(sum(shapely.LineString(part).length for part in parts) - left.length) < HAIR
    assert all(
        shapely.box(*grown(box, -HAIR)).disjoint(shapely.LineString(part)) for part in parts if part[0] != part[1]
    )
