"""Cutting rings and lines at a box."""

from __future__ import annotations

from itertools import pairwise

import pytest
import shapely
from gate import filled
from hypothesis import given
from hypothesis import strategies as st

from mapgen.basemap.model import Shape, path_data
from mapgen.layout.cropping import cropped, cropped_lines

BOX = (0.0, 0.0, 1000.0, 800.0)
points = st.tuples(st.integers(-1500, 2500), st.integers(-1500, 2500))


@given(corners=st.lists(points, min_size=3, max_size=9, unique=True))
def test_what_is_left_is_what_lies_in_the_box(corners: list[tuple[int, int]]) -> None:
    """As shapely cuts it, but for the rounding to whole steps; and nothing sticks out."""
    hull = shapely.MultiPoint(corners).convex_hull
    if hull.geom_type != "Polygon":
        return
    ring = [(int(x), int(y)) for x, y in hull.exterior.coords[:-1]]
    cropped_shape = cropped(Shape(path_data([ring], closed=True)), BOX)
    assert all(0 <= x <= 1000 and 0 <= y <= 800 for line in cropped_shape.lines for x, y in line)
    expected = hull.intersection(shapely.box(*BOX))
    assert filled(cropped_shape.data).symmetric_difference(expected).area <= 4000


def test_a_ring_that_a_side_parts_encloses_nothing_between_its_parts() -> None:
    """A fork of two prongs, cut through the prongs: the line between them has no width."""
    fork = ((100, 900), (100, -100), (300, -100), (300, 700), (600, 700), (600, -100), (800, -100), (800, 900))
    cropped_shape = cropped(Shape(path_data([fork], closed=True)), BOX)
    assert filled(cropped_shape.data).area == pytest.approx(200 * 800 * 2 + 300 * 100)


def test_what_lies_inside_stays_as_it_is() -> None:
    """Byte for byte; what lies outside is gone, and so is nothing."""
    inside = Shape(path_data([((10, 10), (500, 10), (500, 600))], closed=True))
    assert cropped(inside, BOX) == inside
    assert cropped(Shape(path_data([((-10, -10), (-500, -10), (-500, -600))], closed=True)), BOX).data == ""
    assert cropped(Shape(""), BOX).data == ""


@given(corners=st.lists(points, min_size=2, max_size=9, unique=True))
def test_lines_end_where_they_leave_the_box(corners: list[tuple[int, int]]) -> None:
    """What is left is as long as what lies in the box, but for the rounding to whole steps; and nothing sticks out."""
    cut = cropped_lines(Shape(path_data([corners], closed=False)), BOX)
    assert all(0 <= x <= 1000 and 0 <= y <= 800 for line in cut.lines for x, y in line)
    expected = sum(shapely.LineString(step).intersection(shapely.box(*BOX)).length for step in pairwise(corners))
    assert sum(shapely.LineString(line).length for line in cut.lines) == pytest.approx(expected, abs=4 * len(corners))
