"""Where a label may stick out of a territory: over sea, quiet land and land of its colour, but no other, in cells.

Nothing here depends on a page: while a page is arranged again and again, every place is looked for once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from msgspec import Struct

from mapgen.basemap.model import Basemap
from mapgen.drawing.primitives import Point
from mapgen.labels.cell_room import CellRows, Place, all_rows, beginnings, claim_rows, covered, spread_places

# The most places at which a label that sticks out is tried.
_MOST_TRIED = 120
# The least part of a label on its own land, wherever it stands.
LEAST_PART = 0.5
# What a border under a label costs, as long as the label is high, in parts of the label on its land: a label across a
# border hides a little of it, one along the border hides what it is.
_ALONG = 0.15


class OutPlace(Struct, frozen=True):
    """A place of a label that sticks out: its cell, and what lies under it.

    `part` is the part of the label on its own land, `others` that on land of others, and `border` the length of the
    borders of its land that it hides, in heights of the label.
    """

    cell: Place
    part: float
    others: float
    border: float

    @property
    def worth(self) -> float:
        """The part on its own land less the cost of borders: what sea costs nothing but land."""
        return self.part - _ALONG * self.border


class StickingOut:
    """The places of labels that stick out, on a map whose territories are of some `groups`, by number.

    The groups are in the order of the cells of territories. A label may stick out over land of its own group alone.
    """

    def __init__(self, basemap: Basemap, groups: Sequence[int]) -> None:
        self.basemap = basemap
        self.groups = dict(zip(basemap.cells.runs, groups, strict=True))
        self._found: dict[tuple[str, tuple[int, int]], list[OutPlace]] = {}
        self._blocked: dict[int, dict[int, int]] = {}

    def places(self, code: str, size: tuple[int, int]) -> list[OutPlace]:
        """Return places of a box of cells with its middle in a territory and none of it on land of other groups.

        The best come first.
        """
        if (code, size) not in self._found:
            self._found[code, size] = self._searched(code, size)
        return self._found[code, size]

    def _searched(self, code: str, size: tuple[int, int]) -> list[OutPlace]:
        wide, high = size
        own, blocked = self.basemap.cells.runs[code], self._blocked_for(self.groups[code])
        # A box with its middle in the territory ends before this column.
        top, columns = own.top - high // 2, (1 << self._last + wide) - 1
        free = beginnings(
            [columns & ~blocked.get(row, 0) for row in range(top, top + len(own.rows) + high)], wide, high
        )
        middles = [row >> wide // 2 & free_row for row, free_row in zip(own.bits, free, strict=False)]
        found = spread_places(CellRows(top, tuple(middles)), _MOST_TRIED)
        parts = [place for cell in found if (place := self._place(code, cell, size))]
        x, y = self._middle(code)
        away = {place: (place[0] + wide / 2 - x) ** 2 + (place[1] + high / 2 - y) ** 2 for place in found}
        return sorted(parts, key=lambda place: (-round(place.worth, 2), away[place.cell]))

    def _place(self, code: str, cell: Place, size: tuple[int, int]) -> OutPlace | None:
        """Return a place of a label of a size, with what lies under it; None where too little of it is its own land."""
        own = self.basemap.cells.runs[code]
        part = covered(CellRows(own.top, own.bits), cell, *size)
        if part < LEAST_PART:
            return None
        land = covered(all_rows(self.basemap), cell, *size)
        return OutPlace(cell, part, land - part, covered(_border(self.basemap, code), cell, *size) * size[0])

    @cached_property
    def _last(self) -> int:
        """The column at which the last territory ends."""
        return max((row[-1] for runs in self.basemap.cells.runs.values() for row in runs.rows if row), default=0)

    @cached_property
    def _rows_of(self) -> Mapping[int, dict[int, int]]:
        """The cells of the territories of each group, by row."""
        groups: dict[int, dict[int, int]] = {}
        for code, runs in self.basemap.cells.runs.items():
            rows = groups.setdefault(self.groups[code], {})
            for number, bits in enumerate(runs.bits, runs.top):
                rows[number] = rows.get(number, 0) | bits
        return groups

    def _blocked_for(self, group: int) -> Mapping[int, int]:
        """Return the cells over which labels of a group may not stick out, by row: other land, and lines of claims."""
        if group not in self._blocked:
            rows = dict(claim_rows(self.basemap))
            for number, of_group in self._rows_of.items():
                if number != group:
                    for row, bits in of_group.items():
                        rows[row] = rows.get(row, 0) | bits
            self._blocked[group] = rows
        return self._blocked[group]

    def _middle(self, code: str) -> Point:
        """Return the anchor of a territory in cells."""
        (x, y), cells = self.basemap.territories[code].anchor, self.basemap.cells
        return (x - cells.left) / cells.cell, (y - cells.top) / cells.cell


@lru_cache(maxsize=256)
def _border(basemap: Basemap, code: str) -> CellRows:
    """Return the cells of a territory beside those of others."""
    own, land = basemap.cells.runs[code], all_rows(basemap)
    bits = dict(enumerate(own.bits, own.top))
    others = {row: land.at(row) & ~bits.get(row, 0) for row in range(own.top - 1, own.top + len(own.bits) + 1)}
    rows = (
        of_row & (others[row] << 1 | others[row] >> 1 | others[row - 1] | others[row + 1])
        for row, of_row in bits.items()
    )
    return CellRows(own.top, tuple(rows))


# An animation has as many as its territories have been in different blocs.
@lru_cache(maxsize=8)
def sticking_out(basemap: Basemap, groups: tuple[int, ...]) -> StickingOut:
    """Return the places of labels that stick out, the same object for the same map."""
    return StickingOut(basemap, groups)
