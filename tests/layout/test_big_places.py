"""Places for large type: how far a text is from the coasts that its place is chosen by."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from mapgen.layout.big_places import _distance

coordinates = st.integers(-50, 50).map(float)
corners = st.tuples(coordinates, coordinates)
coasts = st.lists(corners, min_size=1, max_size=30)


@given(corner=corners, sides=st.tuples(st.integers(0, 40), st.integers(0, 40)), coast=coasts)
def test_the_nearest_point_is_found(
    corner: tuple[float, float], sides: tuple[int, int], coast: list[tuple[float, float]]
) -> None:
    """The search from the box outwards finds what measuring every point does."""
    (left, top), (width, height) = corner, sides
    box = (left, top, left + width, top + height)
    every = [math.dist((x, y), (min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3]))) for x, y in coast]
    assert math.isclose(_distance(box, sorted(coast)), min(every))


def test_without_points_it_is_far() -> None:
    """A bloc alone on the map is nowhere near another's coast."""
    assert _distance((0, 0, 1, 1), ()) > 1e6
