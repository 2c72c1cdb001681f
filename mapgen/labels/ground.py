"""What labels stand on: the land of a map by its fills, in cells, and whether letters are legible there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from math import ceil

from msgspec import Struct

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Box
from mapgen.labels.cell_room import CellRows, Place, all_rows
from mapgen.labels.room import LabelRoom
from mapgen.labels.sticking_out import StickingOut, sticking_out
from mapgen.themes.style import MapStyle, is_coloured
from mapgen.themes.theme import Fill
from mapgen.themes.tones import LEAST_TEXT_CONTRAST, contrast


class Plate(Struct, frozen=True):
    """The colour under the lines of a label that sticks out, and from where to where it reaches (CSS pixels)."""

    colour: str
    left: float
    right: float


class LabelGround:
    """The land of a map by its fills, on a page, in cells of so many `pixels`."""

    def __init__(self, choropleth: Choropleth, room: LabelRoom, map_style: MapStyle) -> None:
        self.room, self.theme, self.basemap = room, map_style.theme, room.basemap
        self.fills = {entry.iso3: map_style.land_fill(entry) for entry in choropleth.entries}
        self.quiet = {entry.iso3 for entry in choropleth.entries if not is_coloured(entry)}
        self.pixels = room.basemap.cells.cell * room.placement.scale

    def letters(self, code: str) -> str:
        """Return the colour of letters on a territory."""
        return self.theme.legible(self.fills[code].colour)

    def in_cells(self, size: tuple[float, float]) -> tuple[int, int]:
        """Return a width and height in CSS pixels in whole cells."""
        return ceil(size[0] / self.pixels), ceil(size[1] / self.pixels)

    def cell_box(self, place: Place, size: tuple[float, float]) -> Box:
        """Return a box of a size on the page in the middle of a box of cells at a place."""
        cells, (wide, high) = self.basemap.cells, self.in_cells(size)
        x, y = cells.left + (place[0] + wide / 2) * cells.cell, cells.top + (place[1] + high / 2) * cells.cell
        x, y = self.room.placement.page((x, y))
        return x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2

    def _group(self, code: str) -> Fill | str:
        """Return what a territory has in common with those over which its label may stick out: its fill.

        What is not counted is alone: it is small, and a label over it would hide it and take the place of its own.
        """
        return code if code in self.quiet else self.fills.get(code, code)

    @cached_property
    def sticking(self) -> StickingOut:
        """The places at which labels stick out of territories, the same for every page of a map."""
        numbers: dict[Fill | str, int] = {}
        groups = (self._group(code) for code in self.basemap.cells.runs)
        return sticking_out(self.basemap, tuple(numbers.setdefault(group, len(numbers)) for group in groups))

    def is_faint(self, code: str, box: Box) -> bool:
        """Whether a label in a box of the page is not legible on the sea or the land around that it reaches."""
        theme, letters = self.theme, self.letters(code)
        return _is_faint_on(letters, (theme.sea, theme.context)) and self._reaches_sea(box)

    def plate(self, code: str, box: Box) -> Plate | None:
        """Return the plate that a label needs in a box of the page, if it reaches a neighbour, whose border it covers.

        It lies on land alone, as it would change how the coast looks.
        """
        if not any(other != code and self._touches(other, box) for other in self.fills):
            return None
        columns = -1
        for wanted, bits in self._bits_in(all_rows(self.basemap), box):
            columns &= wanted & bits
        if not columns:
            return None
        first, last = _longest_run(columns)
        cells, page = self.basemap.cells, self.room.placement.page
        left, right = (page((cells.left + end * cells.cell, 0.0))[0] for end in (first, last))
        return Plate(self.fills[code].colour, max(box[0], left), min(box[2], right))

    def _reaches_sea(self, box: Box) -> bool:
        """Whether a box of the page holds sea, or land around the region."""
        return any(wanted & ~bits for wanted, bits in self._bits_in(all_rows(self.basemap), box))

    def _touches(self, code: str, box: Box) -> bool:
        """Whether a territory has a cell in a box of the page."""
        runs = self.basemap.cells.runs.get(code)
        return runs is not None and any(
            wanted & bits for wanted, bits in self._bits_in(CellRows(runs.top, runs.bits), box)
        )

    def _bits_in(self, rows: CellRows, box: Box) -> Iterator[tuple[int, int]]:
        """Yield for each row of cells in a box of the page the bits of the box and those of the row."""
        cells, (left, top, right, bottom) = self.basemap.cells, self.room.placement.grid_box(box)
        first, last = int((left - cells.left) // cells.cell), int((right - cells.left) // cells.cell)
        wanted = (1 << max(0, last + 1)) - (1 << max(0, first))
        for row in range(int((top - cells.top) // cells.cell), int((bottom - cells.top) // cells.cell) + 1):
            yield wanted, rows.at(row)


def _longest_run(columns: int) -> tuple[int, int]:
    """Return the first column of the longest run of columns that are set, and the one after its last."""
    runs = re.finditer("1+", f"{columns:b}"[::-1])
    return max((run.span() for run in runs), key=lambda span: span[1] - span[0])


@lru_cache(maxsize=256)
def _is_faint_on(letters: str, grounds: tuple[str, ...]) -> bool:
    """Whether letters of a colour are not legible on one of some grounds."""
    return any(contrast(letters, ground) < LEAST_TEXT_CONTRAST for ground in grounds)
