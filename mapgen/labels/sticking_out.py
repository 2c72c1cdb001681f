"""Where a label may stick out of a territory: over sea, quiet land and land of its colour, but no other, in cells.

Nothing here depends on a page: while a page is arranged again and again, every place is looked for once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from mapgen.basemap.model import Basemap
from mapgen.drawing.primitives import Point
from mapgen.labels.cell_room import CellRows, Place, beginnings, claim_rows, covered, spread_places

# The most places at which a label that sticks out is tried.
_MOST_TRIED = 120


class StickingOut:
    """The places of labels that stick out, on a map whose territories are of some `groups`, by number.

    The groups are in the order of the cells of territories. A label may stick out over land of its own group alone.
    """

    def __init__(self, basemap: Basemap, groups: Sequence[int]) -> None:
        self.basemap = basemap
        self.groups = dict(zip(basemap.cells.runs, groups, strict=True))
        self._found: dict[tuple[str, tuple[int, int]], list[tuple[float, Place]]] = {}
        self._blocked: dict[int, dict[int, int]] = {}

    def places(self, code: str, size: tuple[int, int]) -> list[tuple[float, Place]]:
        """Return places of a box of cells with its middle in a territory and none of it on land of other groups.

        The best come first. Each has the part of the box that lies on the land of the territory.
        """
        if (code, size) not in self._found:
            self._found[code, size] = self._searched(code, size)
        return self._found[code, size]

    def _searched(self, code: str, size: tuple[int, int]) -> list[tuple[float, Place]]:
        wide, high = size
        own, blocked = self.basemap.cells.runs[code], self._blocked_for(self.groups[code])
        # A box with its middle in the territory ends before this column.
        top, columns = own.top - high // 2, (1 << self._last + wide) - 1
        free = beginnings(
            [columns & ~blocked.get(row, 0) for row in range(top, top + len(own.rows) + high)], wide, high
        )
        middles = [row >> wide // 2 & free_row for row, free_row in zip(own.bits, free, strict=False)]
        rows = CellRows(own.top, own.bits)
        found = spread_places(CellRows(top, tuple(middles)), _MOST_TRIED)
        parts = [(covered(rows, place, wide, high), place) for place in found]
        x, y = self._middle(code)
        away = {place: (place[0] + wide / 2 - x) ** 2 + (place[1] + high / 2 - y) ** 2 for place in found}
        return sorted(parts, key=lambda part: (-round(part[0], 2), away[part[1]]))

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


# An animation has as many as its territories have been in different blocs.
@lru_cache(maxsize=8)
def sticking_out(basemap: Basemap, groups: tuple[int, ...]) -> StickingOut:
    """Return the places of labels that stick out, the same object for the same map."""
    return StickingOut(basemap, groups)
