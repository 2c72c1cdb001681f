"""Room in cells: every place of a box, and none that is not free."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapgen.labels.cell_room import CellRows, beginnings, calm_places, covered, spread_places

rows = st.lists(st.integers(0, 2**14 - 1), min_size=1, max_size=9)
sides = st.integers(1, 6)


def is_free(cells: list[int], column: int, row: int, wide: int, high: int) -> bool:
    """Whether every cell of a box is set, one cell after the other."""
    return all(
        down < len(cells) and cells[down] >> across & 1
        for down in range(row, row + high)
        for across in range(column, column + wide)
    )


@given(rows, sides, sides)
def test_a_box_begins_where_all_its_cells_are_set(cells: list[int], wide: int, high: int) -> None:
    """Everywhere else it does not, and no place is missed."""
    found = beginnings(cells, wide, high)
    places = {(column, row) for row, bits in enumerate(found) for column in range(14) if bits >> column & 1}
    assert places == {
        (column, row) for row in range(len(cells)) for column in range(14) if is_free(cells, column, row, wide, high)
    }


@given(rows, st.integers(-3, 3))
def test_places_are_tried_from_the_middle_on(cells: list[int], top: int) -> None:
    """Each is one of those found; some are tried wherever there are any."""
    found = CellRows(top, tuple(cells))
    tried = list(calm_places(found))
    assert all(found.at(row) >> column & 1 for column, row in tried)
    assert bool(tried) == any(cells)


@given(rows, st.integers(1, 40))
def test_places_are_spread_over_those_found(cells: list[int], most: int) -> None:
    """Each is one of those found; with room for all of them none is left out."""
    found = CellRows(0, tuple(cells))
    spread = spread_places(found, most)
    assert all(found.at(row) >> column & 1 for column, row in spread)
    every = sum(row.bit_count() for row in cells)
    assert len(spread_places(found, max(1, every))) == every


@given(rows, sides, sides)
def test_the_part_of_a_box_that_is_covered(cells: list[int], wide: int, high: int) -> None:
    """The number of its cells that are set, of all its cells; rows beyond the last have none."""
    counted = sum(1 for row in range(high) for column in range(wide) if row < len(cells) and cells[row] >> column & 1)
    assert covered(CellRows(0, tuple(cells)), (0, 0), wide, high) == counted / (wide * high)
