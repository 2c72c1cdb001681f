"""Cells inside a shape, and the largest rectangles of them."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely import Point
from shapely.affinity import rotate, scale

from mapgen.basemap.inscribe import cells_inside, largest_spot


@pytest.mark.parametrize("turn", [0, 17, 45, 80])
def test_a_cell_is_inside_where_its_middle_lies_in_the_shape(turn: float) -> None:
    """As shapely says of each middle, in a shape of two parts, one with a lake."""
    lake = scale(Point(40, 40).buffer(12), yfact=0.5)
    shape = rotate(shapely.union_all([Point(40, 40).buffer(31).difference(lake), Point(100, 70).buffer(9)]), turn)
    left, top, right, bottom = shape.bounds
    x, y = left + np.arange(0.85, right - left, 1.7), top + np.arange(0.85, bottom - top, 1.7)
    cells = cells_inside(shape, (left, top), 1.7, (len(y), len(x)))
    assert (cells == shapely.contains_xy(shape, *np.meshgrid(x, y))).all()


@pytest.mark.parametrize("aspect", [1.0, 2.75, 9.0])
@pytest.mark.parametrize("least", [1, 3, 6])
def test_the_largest_rectangle_is_the_highest_that_fits(aspect: float, least: int) -> None:
    """As found by trying each height at each place; none where even the least height does not fit."""
    cells = (np.random.default_rng(7).random((24, 60)) < 0.995).astype(np.int32)
    fitting = [
        high
        for high in range(1, 25)
        for row in range(25 - high)
        for column in range(61 - round(high * aspect))
        if cells[row : row + high, column : column + round(high * aspect)].all()
    ]
    spot = largest_spot(np.pad(cells.cumsum(0).cumsum(1), ((1, 0), (1, 0))), aspect, least)
    if max(fitting) < least:
        assert spot is None
        return
    assert spot is not None
    row, column, high, wide = spot
    assert (high, wide) == (max(fitting), round(high * aspect))
    assert cells[row : row + high, column : column + wide].all()
