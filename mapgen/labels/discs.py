"""Discs for states too small to see: which states have one, where it lies, and how large all of them are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from msgspec import Struct

from mapgen.basemap.model import Basemap, Shape
from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import bounding_box, grown
from mapgen.drawing.hatch import strokes
from mapgen.drawing.primitives import Box, Placement, Point
from mapgen.themes.style import MapStyle, is_coloured

# The radii that discs may have, in CSS pixels where the key's type has 14. The largest is taken with which no disc
# moves farther than _FAR of its diameter from its land to make room for the others, and none hides a larger state; the
# smallest is taken where there is no such radius, and the states that are hidden have discs as well.
_RADII = (3.2, 2.8, 2.4, 2.1, 1.8)
_FAR = 1.1
# More discs than these would hide a map of thousands of municipalities behind a cloud of them: it has none.
_MOST = 150
# The radii where every state has a disc.
_RADII_OF_ALL = (8.0, 7.0, 6.0, 5.0, 4.0, *_RADII)
# The width of the light ring around a disc, in its radii. Two discs share the ring between them.
_RING = 0.32
# A state has a disc where the largest piece of its land, or what separators and discs of others leave of it, covers
# less than this part of the disc.
_SEEN = 0.75
# Where classes have patterns a disc is larger, so that a stroke or two can be seen in it.
_PATTERNED = 1.5
# The corners of a disc where it is a ring of points, and the rounds in which discs push each other apart.
_CORNERS = 24
_ROUNDS = 200
_CLOSE = 0.995
# The width of a separator's casing, in widths of the separator; territory_layer draws it.
_CASING = 2.8
# Larger land than so many discs is never hidden. The points across and down at which smaller land is looked at.
_HIDES = 12.0
_POINTS = 9


class DiscPlace(Struct, frozen=True):
    """The place of a state's disc on the page: its middle and its radius, without and with its ring, in CSS pixels."""

    iso3: str
    x: float
    y: float
    radius: float
    reach: float

    @property
    def box(self) -> Box:
        """The box around disc and ring."""
        return self.x - self.reach, self.y - self.reach, self.x + self.reach, self.y + self.reach

    @property
    def outline(self) -> list[Point]:
        """The corners of the disc, as those of a polygon."""
        turns = [2 * math.pi * corner / _CORNERS for corner in range(_CORNERS)]
        return [(self.x + self.radius * math.cos(turn), self.y + self.radius * math.sin(turn)) for turn in turns]

    def edge_towards(self, point: Point) -> Point:
        """Return the point of the ring's edge in the direction of a point outside of it."""
        apart = math.dist((self.x, self.y), point)
        part = self.reach / apart if apart > self.reach else 0.0
        return self.x + part * (point[0] - self.x), self.y + part * (point[1] - self.y)


def disc_places(
    choropleth: Choropleth, map_style: MapStyle, placement: Placement, size: float
) -> tuple[DiscPlace, ...]:
    """Return the places of the discs of a map, clear of each other; `size` is that of the key's type in CSS pixels.

    Only what has a colour of a class or a status has a disc: states, and territories that follow one.
    """
    if map_style.discs == "none":
        return ()
    unit = size / 14 * (_PATTERNED if map_style.patterns else 1.0)
    codes = tuple(entry.iso3 for entry in choropleth.entries if is_coloured(entry))
    separator = (_CASING if map_style.theme.casing else 1.0) * map_style.theme.border_width * size / 14
    rule = _DiscRule(placement.scale, unit, separator, map_style.discs == "all")
    places = _placed(choropleth.basemap, codes, rule)
    return tuple(
        DiscPlace(code, round(x + placement.x, 2), round(y + placement.y, 2), radius, round((1 + _RING) * radius, 2))
        for code, x, y, radius in places
    )


class _DiscRule(Struct, frozen=True):
    """What decides on discs: CSS pixels per grid step, the unit of radii, the width of separators, discs for all."""

    scale: float
    unit: float
    separator: float
    everywhere: bool


# Frames of an animation and panels of a grid have the same discs.
@lru_cache(maxsize=32)
def _placed(basemap: Basemap, codes: Sequence[str], rule: _DiscRule) -> Sequence[tuple[str, float, float, float]]:
    """Return code, place (CSS pixels from the map's corner) and radius of each disc; `codes` may have one."""
    for factor in _RADII_OF_ALL if rule.everywhere else _RADII:
        land = _Land(basemap, rule, round(factor * rule.unit, 2))
        small = [code for code in codes if rule.everywhere or land.pieces[code] < _SEEN]
        too_many = len(small) > _MOST and not rule.everywhere
        if too_many:
            continue
        places, far = land.spread(small)
        hidden = () if rule.everywhere else land.hidden([code for code in codes if code not in small], places)
        if far <= _FAR * 2 * land.radius and not hidden:
            break
    if too_many:
        return ()
    while hidden:
        small = [code for code in codes if code in {*small, *hidden}]
        places, _ = land.spread(small)
        hidden = land.hidden([code for code in codes if code not in small], places)
    return tuple((code, *place, land.radius) for code, place in places.items())


class _Land:
    """The land of a map at a scale, in CSS pixels from its corner, with discs of a radius.

    `pieces` are the largest pieces of land, without the `edges` that lie under separators, in discs.
    """

    def __init__(self, basemap: Basemap, rule: _DiscRule, radius: float) -> None:
        self.basemap, self.scale, self.radius = basemap, rule.scale, radius
        self.disc = math.pi * (radius / rule.scale) ** 2
        # A separator lies half on the land of each neighbour.
        self.edges = {
            code: shape.border * rule.separator / 2 / rule.scale / self.disc
            for code, shape in basemap.territories.items()
        }
        self.pieces = {code: shape.piece / self.disc - self.edges[code] for code, shape in basemap.territories.items()}

    def spread(self, codes: Sequence[str]) -> tuple[dict[str, Point], float]:
        """Return the places of discs, clear of each other, and how far the farthest of them is from its land."""
        anchors = [self.basemap.territories[code].anchor for code in codes]
        points = [(x * self.scale, y * self.scale) for x, y in anchors]
        places = _spread(points, (2 + _RING) * self.radius)
        return dict(zip(codes, places, strict=True)), max(map(math.dist, points, places), default=0.0)

    def hidden(self, codes: Iterable[str], places: Mapping[str, Point]) -> tuple[str, ...]:
        """Return those of some codes without a disc of whose land discs of others leave too little."""
        middles = [(x / self.scale, y / self.scale) for x, y in places.values()]
        return tuple(code for code in codes if self.pieces[code] < _HIDES and self._left(code, middles) < _SEEN)

    def _left(self, code: str, middles: Sequence[Point]) -> float:
        """Return how much of a territory's land discs around these points of the grid leave, in discs."""
        reach = (1 + _RING) * self.radius / self.scale
        sample = _sampled(self.basemap.shapes[code])
        left, top, right, bottom = grown(sample.box, reach)
        near = [(x, y) for x, y in middles if left < x < right and top < y < bottom]
        if not near:
            return self.pieces[code]
        free = sum(all(math.dist(point, middle) > reach for middle in near) for point in sample.points)
        return free * sample.area / self.disc - self.edges[code]


class _LandSample(Struct, frozen=True):
    """Points spread evenly over a shape, the area that each stands for, and the box around the shape."""

    points: tuple[Point, ...]
    area: float
    box: Box


@lru_cache(maxsize=1024)
def _sampled(shape: Shape) -> _LandSample:
    box = bounding_box([point for ring in shape.lines for point in ring])
    step = math.sqrt((box[2] - box[0]) * (box[3] - box[1])) / _POINTS
    points = tuple(
        ((number + 0.5) * step, y)
        for (x1, y), (x2, _) in strokes("level", shape.lines, step)
        for number in range(math.ceil(x1 / step - 0.5), math.ceil(x2 / step - 0.5))
    )
    return _LandSample(points, step**2, box)


def _spread(points: Sequence[Point], apart: float) -> list[Point]:
    """Return points moved as little as it takes until each is at a distance from every other one."""
    places = list(points)
    # Points that are far from each other at first never come close.
    near = [
        (first, second)
        for first, second in combinations(range(len(points)), 2)
        if math.dist(points[first], points[second]) < 4 * apart
    ]
    moved = set(range(len(points)))
    for _ in range(_ROUNDS):
        # Of two that stay, neither comes close to the other.
        tried = [pair for pair in near if pair[0] in moved or pair[1] in moved]
        pushes = [
            push
            for first, second in tried
            if math.dist(places[first], places[second]) < _CLOSE * apart
            for push in _pushes(places, (first, second), apart)
        ]
        if not pushes:
            break
        moved = {number for number, _, _ in pushes}
        for number, across, down in pushes:
            places[number] = (places[number][0] + across, places[number][1] + down)
    return places


def _pushes(places: Sequence[Point], pair: tuple[int, int], apart: float) -> Iterator[tuple[int, float, float]]:
    """Yield the steps by which two points that are too close move away from each other."""
    first, second = pair
    (x1, y1), (x2, y2) = places[first], places[second]
    distance = math.dist((x1, y1), (x2, y2))
    # Two points in one place part sidewards.
    across, down = ((x2 - x1) / distance, (y2 - y1) / distance) if distance > 0 else (1.0, 0.0)
    half = (apart - distance) / 2
    yield first, -half * across, -half * down
    yield second, half * across, half * down
