"""The paths of a territory's leader lines: where each begins, and what land of others it crosses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from math import ceil, dist

from mapgen.basemap.model import Basemap
from mapgen.drawing.boxes import distance_to, nearest_to
from mapgen.drawing.primitives import Box, Placement, Point
from mapgen.labels.cell_room import all_rows

# How far inside its coast a leader begins, and the most of a leader over the land of others, in sizes of small type.
_INSIDE = 0.7
_MOST_OVER_OTHERS = 4.0
# A leader crosses no more other territories than this; the land around the region counts as one, unless the label
# stands on it.
_MOST_CROSSED = 1
# The least distance of a leader's dot from the line of a claim, in the same sizes.
_OFF_CLAIM = 0.32
# The steps in CSS pixels in which a path is followed over its own land, and in which it is held against others'.
_FOLLOWED, _HELD = 3.0, 3.0
# Steps over land of no territory that may be of the coarse cells of a coast.
_COARSE = 2
_SEA, _CONTEXT = 0, -1


class LeaderPaths:
    """The paths from one territory: its `anchor` on the page, and the `farthest` that a leader can reach from there."""

    def __init__(
        self, basemap: Basemap, placement: Placement, code: str, small: float, disc: Point | None = None
    ) -> None:
        self.basemap, self.placement, self.code, self.small = basemap, placement, code, small
        shape = basemap.territories[code]
        self.anchor = disc or placement.page(shape.anchor)
        # Where others claim land, the anchor stands in land that nobody claims, and leaders begin there.
        claimed = any(parties.administered == code for parties in basemap.claims.values())
        self._stays = disc is not None or claimed or code not in basemap.cells.runs
        if claimed and disc is None:
            self.anchor = self._off_claims()
        self.farthest = (0.0 if self._stays else _longest_side(basemap, code) * placement.scale) + 5 * small
        self._starts: dict[Point, Point] = {}
        self._over: dict[tuple[tuple[Point, Point], bool], float | None] = {}
        self._rows = all_rows(basemap).rows

    def start(self, step: Point) -> Point:
        """Return where the leader in a direction begins: at the anchor, or nearer to the coast where that is far."""
        if self._stays:
            return self.anchor
        if step not in self._starts:
            edge = self._edge(step) - _INSIDE * self.small
            length = max(0.0, edge)
            self._starts[step] = (self.anchor[0] + step[0] * length, self.anchor[1] + step[1] * length)
        return self._starts[step]

    def _off_claims(self) -> Point:
        """Return the anchor moved off the line of the nearest claim by what its dot lacks, if that is its land."""
        page, (x, y) = self.placement.page, self.anchor
        lines = (
            (page(start), page(end))
            for name, shape in self.basemap.shapes.items()
            if name.startswith("claim-") and not shape.closed
            for line in shape.lines
            for start, end in pairwise(line)
        )
        near = min(lines, key=lambda line: distance_to(self.anchor, line), default=None)
        if near is None:
            return self.anchor
        distance, (left, top) = distance_to(self.anchor, near), nearest_to(self.anchor, near)
        lacking = max(0.0, _OFF_CLAIM * self.small - distance)
        if not distance or not lacking:
            return self.anchor
        moved = x + (x - left) / distance * lacking, y + (y - top) / distance * lacking
        return moved if self._is_own(*self.placement.grid(moved)) else self.anchor

    def _edge(self, step: Point) -> float:
        """Return the distance from the anchor at which a direction leaves the territory."""
        x, y = self.placement.grid(self.anchor)
        length = _FOLLOWED / self.placement.scale
        number = 0
        while self._is_own(x + step[0] * length * number, y + step[1] * length * number):
            number += 1
        return max(0, number - 1) * _FOLLOWED

    def _is_own(self, x: float, y: float) -> bool:
        """Whether a point of the grid lies in the territory."""
        cells, runs = self.basemap.cells, self.basemap.cells.runs.get(self.code)
        return runs is not None and runs.has(int((x - cells.left) // cells.cell), int((y - cells.top) // cells.cell))

    def is_clear_at(self, point: Point) -> bool:
        """Whether no territory of the region lies at a point of the page: `is_clear` of a box without a size."""
        x, y = self.placement.grid(point)
        cells, rows = self.basemap.cells, self._rows
        column, row = int((x - cells.left) // cells.cell), int((y - cells.top) // cells.cell)
        return not (column >= 0 and 0 <= row < len(rows) and rows[row] >> column & 1)

    def is_clear(self, box: Box) -> bool:
        """Whether no territory of the region lies in a box of the page."""
        (left, top, right, bottom), cells = self.placement.grid_box(box), self.basemap.cells
        first, last = int((left - cells.left) // cells.cell), int((right - cells.left) // cells.cell)
        if last < 0:
            return True
        wanted, rows = (1 << last + 1) - (1 << max(0, first)), self._rows
        start, stop = int((top - cells.top) // cells.cell), int((bottom - cells.top) // cells.cell) + 1
        # A loop over a slice, as in LandMask.is_free: this is called for every place that is tried.
        for row in rows[max(0, start) : max(0, stop)]:  # noqa: SIM110
            if row & wanted:
                return False
        return True

    def over_others(self, leader: tuple[Point, Point], *, to_context: bool = False) -> float | None:
        """Return the part of a leader over the land of others, from 0 to 1; None if it crosses too much of it.

        A leader `to_context` ends on the land around the region, and does not cross it.
        """
        # Every block of a label asks for the same leaders.
        key = leader, to_context
        if key not in self._over:
            self._over[key] = self._part_over_others(leader, to_context=to_context)
        return self._over[key]

    def _part_over_others(self, leader: tuple[Point, Point], *, to_context: bool) -> float | None:
        """Return the part of a leader over the land of others, as `over_others` does."""
        (x1, y1), (x2, y2) = map(self.placement.grid, leader)
        length = dist(*leader)
        steps = ceil(length / _HELD)
        owner_at, own = _owners(self.basemap).at, _numbers(self.basemap)[self.code]
        counts: dict[int, int] = {}
        for step in range(steps + 1):
            owner = owner_at(x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps)
            if owner != _SEA and owner != own:  # noqa: PLR1714 (a set would be made at every step)
                counts[owner] = counts.get(owner, 0) + 1
        if to_context or counts.get(_CONTEXT, 0) <= _COARSE:
            counts.pop(_CONTEXT, None)
        over = sum(counts.values()) * _HELD
        if len(counts) > _MOST_CROSSED or over > _MOST_OVER_OTHERS * self.small:
            return None
        return over / length if length else 0.0


class _OwnerGrid:
    """Which territory each cell of a map belongs to, by its number."""

    def __init__(self, basemap: Basemap) -> None:
        self.cells, self.land = basemap.cells, basemap.land
        runs = self.cells.runs.values()
        self.wide = max((row[-1] for of_code in runs for row in of_code.rows if row), default=0)
        self.high = max((of_code.top + len(of_code.rows) for of_code in runs), default=0)
        self.owners = [_SEA] * (self.wide * self.high)
        for number, of_code in enumerate(runs, 1):
            for row, ends in enumerate(of_code.rows, of_code.top):
                for start, end in zip(ends[::2], ends[1::2], strict=True):
                    self.owners[row * self.wide + start : row * self.wide + end] = [number] * (end - start)

    def at(self, x: float, y: float) -> int:
        """Return the number of the territory at a point of the grid; of the sea, or of the land around the region."""
        column, row = int((x - self.cells.left) // self.cells.cell), int((y - self.cells.top) // self.cells.cell)
        if 0 <= column < self.wide and 0 <= row < self.high and (owner := self.owners[row * self.wide + column]):
            return owner
        return _CONTEXT if self.land.has_land(x, y) else _SEA


@lru_cache(maxsize=4)
def _owners(basemap: Basemap) -> _OwnerGrid:
    return _OwnerGrid(basemap)


@lru_cache(maxsize=4)
def _numbers(basemap: Basemap) -> Mapping[str, int]:
    numbers = {code: number for number, code in enumerate(basemap.cells.runs, 1)}
    return {code: numbers.get(code, _CONTEXT - 1) for code in basemap.territories}


@lru_cache(maxsize=512)
def _longest_side(basemap: Basemap, code: str) -> float:
    """Return the longer side of a territory, in grid units."""
    runs = basemap.cells.runs[code]
    ends = [column for row in runs.rows for column in row]
    return basemap.cells.cell * max(len(runs.rows), max(ends, default=0) - min(ends, default=0))
