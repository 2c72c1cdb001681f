"""The numbers of differences on a map: a disc in each state, from which a number leads to its line in the list."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import combinations

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Box, Disc, Placement, Point, Text
from mapgen.drawing.typeface import text_width
from mapgen.themes.theme import Theme

# The radius of a disc and of the ring around it, in sizes of type, and the rounds in which discs push each other apart.
_RADIUS, _REACH = 0.72, 0.84
_ROUNDS = 60
# A number's baseline below the middle of its disc, in sizes of type.
_BASELINE = 0.33


def number_marks(
    numbers: Mapping[str, str], choropleth: Choropleth, placement: Placement, box: Box, size: float, theme: Theme
) -> tuple[tuple[Disc, ...], tuple[Text, ...]]:
    """Return a disc for each of some states, by their codes, and the number in it, at a size of type.

    They stand in the middle of their states, or beside each other where states are small, inside the box of the map.
    """
    shapes = choropleth.basemap.territories
    middles = {code: placement.page(shapes[code].anchor) for code in numbers if code in shapes}
    middles = _apart(middles, 2 * _REACH * size, box, _REACH * size)
    discs = tuple(
        Disc("", round(x, 2), round(y, 2), _RADIUS * size, theme.ink, theme.page, _REACH * size)
        for x, y in middles.values()
    )
    texts = tuple(_number(numbers[code], code, middle, size, theme) for code, middle in middles.items())
    return discs, texts


def _number(text: str, code: str, middle: Point, size: float, theme: Theme) -> Text:
    # A number of two digits is a little smaller, and then stays inside its disc.
    size *= 1.0 if len(text) == 1 else 0.85
    x, y = middle[0], middle[1] + _BASELINE * size
    width = text_width(text, size, bold=True)
    return Text(text, x, y, size, width, theme.page, theme.ink, bold=True, anchor="middle", iso3=code, role="label")


def _apart(middles: Mapping[str, Point], distance: float, box: Box, margin: float) -> dict[str, Point]:
    """Return middles pushed apart to a distance, as far as a box has room for them."""
    places = {code: [x, y] for code, (x, y) in middles.items()}
    left, top, right, bottom = box
    for _ in range(_ROUNDS):
        for first, second in combinations(places.values(), 2):
            across, down = second[0] - first[0], second[1] - first[1]
            gap = math.hypot(across, down)
            if gap < distance:
                step = (distance - gap) / 2
                angle = math.atan2(down, across) if gap else 0.0
                first[0], first[1] = first[0] - step * math.cos(angle), first[1] - step * math.sin(angle)
                second[0], second[1] = second[0] + step * math.cos(angle), second[1] + step * math.sin(angle)
        for place in places.values():
            place[0] = min(max(place[0], left + margin), right - margin)
            place[1] = min(max(place[1], top + margin), bottom - margin)
    return {code: (x, y) for code, (x, y) in places.items()}
