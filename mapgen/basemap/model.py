"""The basemap of a region at a scale: all shapes that a drawing needs, as plain values on an integer grid.

The grid has its origin at the frame's upper left corner, y downwards, and `units` steps along the frame's longer
side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

from msgspec import Struct, field

from mapgen.basemap.cells import TerritoryCells

GridPoint = tuple[int, int]
GridLine = tuple[GridPoint, ...]

# How far from a frame's middle land is prepared that the page's edges cut, in parts of the frame's longer side: farther
# than pages reach that are not much wider or higher than the map.
REACH = 1.25
_FIRST_POINT = re.compile(r"M(-?\d+) ")
_NUMBER = re.compile(r"-?\d+")


def path_data(lines: Sequence[Sequence[GridPoint]], *, closed: bool) -> str:
    """Return SVG path data of lines of grid points: absolute first points, relative steps after them.

    Each line has two points or more; a ring does not repeat its first one.
    """
    parts: list[str] = []
    for line in lines:
        x, y = line[0]
        parts.append(f"M{x} {y}l")
        steps = [number for (ax, ay), (bx, by) in pairwise(line) for number in (bx - ax, by - ay)]
        # A minus sign also separates; leaving the space out saves a tenth of the bytes.
        parts.append(" ".join(map(str, steps)).replace(" -", "-"))
        parts.append("z" if closed else "")
    return "".join(parts)


class Shape(Struct, frozen=True, dict=True):
    """A path of the basemap as SVG path data on the grid; see path_data."""

    data: str

    @cached_property
    def lines(self) -> tuple[GridLine, ...]:
        """The points of each ring or line; a ring does not repeat its first point."""
        lines = []
        for part in self.data.split("M")[1:]:
            numbers = [int(number) for number in _NUMBER.findall(part)]
            x, y = numbers[:2]
            points = [(x, y)]
            for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
                x, y = x + dx, y + dy
                points.append((x, y))
            lines.append(tuple(points))
        return tuple(lines)

    def moved(self, right: int) -> Shape:
        """Return the same path moved to the right by a number of grid steps."""
        return Shape(_FIRST_POINT.sub(lambda match: f"M{int(match[1]) + right} ", self.data))

    @property
    def closed(self) -> bool:
        """Whether its lines are rings."""
        return self.data.endswith("z")


class InscribedBox(Struct, frozen=True):
    """The largest upright rectangle of an aspect (width by height) inside a shape: its centre and height."""

    aspect: float
    x: float
    y: float
    height: float


class TerritoryShape(Struct, frozen=True):
    """Measures of a territory's shape: room for its label, a point well inside it, its area as drawn."""

    boxes: tuple[InscribedBox, ...]
    anchor: tuple[float, float]
    extent: float  # square root of its area, in grid units: how large it appears on the map
    area_km2: float  # on the ellipsoid, of the rings drawn: islands left out do not count
    piece: float = 0.0  # the area of its largest piece of land, insets included, in square grid units
    border: float = 0.0  # the length of its land borders, in grid units

    def to_plain(self) -> list[Any]:
        """Return the measures as values that JSON can hold."""
        boxes = [[box.aspect, box.x, box.y, box.height] for box in self.boxes]
        return [boxes, self.anchor, self.extent, self.area_km2, self.piece, self.border]


class LandMask(Struct, frozen=True):
    """A mask of land on coarse cells: bit c of row r is set where cell (c, r) holds land.

    `left` and `top` are the grid coordinates of the first cell's corner, `cell` a cell's side in grid units.
    """

    left: float
    top: float
    cell: float
    columns: int
    rows: tuple[int, ...]

    def is_free(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether no land lies in a box of the grid; outside the mask there is no known land."""
        first = max(0, int((left - self.left) // self.cell))
        last = min(self.columns - 1, int((right - self.left) // self.cell))
        if last < first:
            return True
        bits = ((1 << (last - first + 1)) - 1) << first
        start = max(0, int((top - self.top) // self.cell))
        stop = max(0, int((bottom - self.top) // self.cell) + 1)
        # A loop: a layout calls this some thousand times, and any() takes twice as long for the few rows of a box.
        for row in self.rows[start:stop]:  # noqa: SIM110
            if row & bits:
                return False
        return True

    def has_land(self, x: float, y: float) -> bool:
        """Whether the cell around a point of the grid holds land; outside the mask there is no known land."""
        column, row = int((x - self.left) // self.cell), int((y - self.top) // self.cell)
        return 0 <= column < self.columns and 0 <= row < len(self.rows) and self.rows[row] >> column & 1 == 1


class Parties(Struct, frozen=True):
    """The state that holds the land of a claim and the one that claims it, by alpha-3 code; None where not known."""

    administered: str | None
    claimant: str | None


class Metres(Struct, frozen=True):
    """From the grid to metres of the projection: `crs` as PROJ text, the grid's origin, and a step, in metres."""

    crs: str
    left: float
    top: float
    step: float

    def of(self, point: tuple[float, float]) -> tuple[float, float]:
        """Return a point of the grid in metres, y upwards."""
        return self.left + point[0] * self.step, self.top - point[1] * self.step


class PlaceRoom(Struct, frozen=True):
    """Room for the name of a neighbour, by its `code`, or of a sea, which has `names` by language.

    `boxes` are rectangles of the grid (left, top, right, bottom) that lie wholly in the place, the highest first.
    """

    code: str
    names: Mapping[str, str]
    boxes: tuple[tuple[int, int, int, int], ...]


class Basemap(Struct, frozen=True, eq=False):
    """A region at a scale, ready for drawing. It equals itself alone: what is kept for it is found at once.

    `width` and `height` are the frame's, in grid units. `shapes` holds a path for each territory by its code, in
    the order of drawing, `context` (land outside the region), `context-borders` (the borders in it), `inset-NAME` for
    the frame of each inset,
    `claim-NAME` for the line of each claim that lies on the map and `claim-area-NAME` for the area it covers, where
    that is known; `borders` one for each pair of territories that share a land border, the pair in the order of its
    codes. `claims` holds the parties of each claim of the region by its name, on the map or not. `boundaries` is the
    hash of the boundary file that it was prepared from. `metres` converts grid points to metres of the projection.
    Shapes and borders may reach beyond the frame, where a page cuts them; `beyond` has the names of those of the region
    that do. `places` is room for the names of neighbours and seas.
    `cells` are those of the territories.
    """

    region: str
    scale: str
    width: int
    height: int
    shapes: Mapping[str, Shape]
    borders: Mapping[tuple[str, str], Shape]
    territories: Mapping[str, TerritoryShape]
    land: LandMask
    boundaries: str
    metres: Metres
    claims: Mapping[str, Parties] = field(default_factory=dict)
    beyond: tuple[str, ...] = ()
    places: tuple[PlaceRoom, ...] = ()
    cells: TerritoryCells = TerritoryCells()

    def borders_between(self, is_drawn: Callable[[str, str], bool] = lambda _first, _second: True) -> Shape:
        """Return the borders of all pairs of territories for which `is_drawn` is true, as one path."""
        return Shape("".join(shape.data for pair, shape in self.borders.items() if is_drawn(*pair)))

    def to_plain(self) -> dict[str, Any]:
        """Return the basemap as values that JSON can hold; from_plain reads them back."""
        land = self.land
        return {
            "region": self.region,
            "scale": self.scale,
            "width": self.width,
            "height": self.height,
            "shapes": {name: shape.data for name, shape in self.shapes.items()},
            "borders": [[*pair, shape.data] for pair, shape in self.borders.items()],
            "territories": {code: shape.to_plain() for code, shape in self.territories.items()},
            "land": [land.left, land.top, land.cell, land.columns, [f"{row:x}" for row in land.rows]],
            "boundaries": self.boundaries,
            "metres": [self.metres.crs, self.metres.left, self.metres.top, self.metres.step],
            "claims": {name: [parties.administered, parties.claimant] for name, parties in self.claims.items()},
            "beyond": self.beyond,
            "places": [[place.code, dict(place.names), place.boxes] for place in self.places],
            "cells": self.cells.to_plain(),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Basemap:
        """Return the basemap that to_plain wrote.

        Raises KeyError, TypeError or ValueError for anything else.
        """
        left, top, cell, columns, rows = plain["land"]
        return cls(
            region=plain["region"],
            scale=plain["scale"],
            width=plain["width"],
            height=plain["height"],
            shapes={name: Shape(data) for name, data in dict(plain["shapes"]).items()},
            borders={(first, second): Shape(data) for first, second, data in plain["borders"]},
            territories={
                code: TerritoryShape(tuple(InscribedBox(*box) for box in boxes), tuple(anchor), *measures)
                for code, (boxes, anchor, *measures) in dict(plain["territories"]).items()
            },
            land=LandMask(left, top, cell, columns, tuple(int(row, 16) for row in rows)),
            boundaries=plain["boundaries"],
            metres=Metres(*plain["metres"]),
            claims={name: Parties(*parties) for name, parties in dict(plain["claims"]).items()},
            beyond=tuple(plain["beyond"]),
            places=tuple(
                PlaceRoom(code, names, tuple((left, top, right, bottom) for left, top, right, bottom in boxes))
                for code, names, boxes in plain["places"]
            ),
            cells=TerritoryCells.from_plain(plain["cells"]),
        )
