"""Room for the names of neighbours and seas around a region."""

from __future__ import annotations

import pytest
import shapely
from shapely import Point
from shapely.affinity import rotate, scale

from mapgen.basemap.context import _COARSE, _boxes


@pytest.mark.parametrize("turn", [0, 20, 45, 70])
def test_room_for_a_name_keeps_off_the_coast(turn: float) -> None:
    """Each corner of a rectangle is farther inside than the drawn coast is coarser than the land's own."""
    land = rotate(scale(Point(3000, 3000).buffer(2000), yfact=0.6), turn)
    boxes = _boxes(land, [shapely.box(0, 0, 6000, 6000)])
    within = land.buffer(1 - _COARSE)  # the edges are rounded to whole steps
    assert boxes
    assert all(within.contains(shapely.box(*box)) for box in boxes)
