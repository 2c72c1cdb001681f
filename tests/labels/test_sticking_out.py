"""Where labels stick out: over land of their own group alone, looked for once."""

from __future__ import annotations

import moments
import pytest

from mapgen.labels.cell_room import CellRows
from mapgen.labels.sticking_out import sticking_out

# Every third territory in the order of drawing is alike.
BASEMAP = moments.choropleth(moments.KAST).basemap
GROUPS = tuple(number % 3 for number, _ in enumerate(BASEMAP.cells.runs))


@pytest.mark.parametrize("size", [(3, 2), (8, 3), (15, 4)])
def test_a_label_sticks_out_over_no_other_land(size: tuple[int, int]) -> None:
    """No cell of another group lies in its box, the box's middle is on its own land, and the best place comes first."""
    places = sticking_out(BASEMAP, GROUPS)
    group_of = dict(zip(BASEMAP.cells.runs, GROUPS, strict=True))
    rows = {code: CellRows(runs.top, runs.bits) for code, runs in BASEMAP.cells.runs.items()}
    wide, high = size
    for code, own in rows.items():
        found = places.places(code, size)
        foreign = [rows[named] for named in rows if group_of[named] != group_of[code]]
        for column, top in (place.cell for place in found):
            box = ((1 << wide) - 1) << column
            assert not any(land.at(row) & box for land in foreign for row in range(top, top + high))
            assert own.at(top + high // 2) >> column + wide // 2 & 1
        worth = [round(place.worth, 2) for place in found]
        assert worth == sorted(worth, reverse=True)
    assert places.places("BRA", size)


def test_places_are_looked_for_once() -> None:
    """Pages of one map whose territories are alike in the same way share what they have found."""
    first, second = sticking_out(BASEMAP, GROUPS), sticking_out(BASEMAP, tuple(GROUPS))
    assert first.places("BRA", (8, 3)) is second.places("BRA", (8, 3))


def test_a_place_along_a_border_is_worth_less_than_one_off_it() -> None:
    """What a place hides of the borders of its land is counted in heights of the label, and makes it worth less."""
    found = sticking_out(BASEMAP, GROUPS).places("ECU", (40, 13))
    for place in found[::4]:
        column, top = place.cell
        hidden = 0
        for row in range(top, top + 13):
            for cell in range(column, column + 40):
                owners = [
                    _owner(cell + across, row + down) for across, down in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))
                ]
                hidden += owners[0] == "ECU" and bool(set(owners) - {"ECU", ""})
        assert place.border * 13 == pytest.approx(hidden)
        assert place.worth == pytest.approx(place.part - 0.15 * place.border)
    assert any(place.border for place in found)


def _owner(column: int, row: int) -> str:
    return next((code for code, runs in BASEMAP.cells.runs.items() if runs.has(column, row)), "")
