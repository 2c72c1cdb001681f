"""Cells of territories: what lies in which, and that they are read back as they were written."""

from __future__ import annotations

import json

import moments
import shapely
from gate import filled

from mapgen.basemap.cells import TerritoryCells, territory_cells


def test_a_cell_belongs_to_the_territory_that_its_middle_lies_in() -> None:
    """A square of three by three cells with a hole of one cell in its middle."""
    ring, hole = ((0, 0), (30, 0), (30, 30), (0, 30)), ((10, 10), (20, 10), (20, 20), (10, 20))
    cells = territory_cells({"AAA": [ring, hole]}, 5000)
    runs = cells.runs["AAA"]
    assert (cells.left, cells.top, cells.cell) == (0, 0, 10)
    assert runs.bits == (0b111, 0b101, 0b111)
    assert runs.has(0, 0)
    assert not runs.has(1, 1)
    assert not any(runs.has(*place) for place in [(-1, 0), (3, 0), (0, -1), (0, 3)])


def test_the_cells_of_a_real_map_cover_its_land() -> None:
    """No two territories share a cell, and the cells of each have its area but for its edges."""
    basemap = moments.choropleth(moments.KAST).basemap
    for code, runs in basemap.cells.runs.items():
        land = filled(basemap.shapes[code].data)
        area = sum(row.bit_count() for row in runs.bits) * basemap.cells.cell**2
        assert abs(area - land.area) < 0.5 * basemap.cells.cell * shapely.length(land)


def test_cells_are_read_back_as_they_were_written() -> None:
    """Through JSON, as the cache keeps them; a territory without any cell has no rows."""
    cells = territory_cells({"AAA": [((0, 0), (95, 3), (40, 70))], "BBB": [((1, 1), (2, 1), (2, 2))]}, 5000)
    assert TerritoryCells.from_plain(json.loads(json.dumps(cells.to_plain()))) == cells
    assert cells.runs["BBB"].rows == ()
