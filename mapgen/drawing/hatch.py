"""Patterns as strokes: hatching, dots and plus signs, cut exactly to a shape, so that every pen draws the same."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

Point = tuple[float, float]
Ring = Sequence[Point]
Stroke = tuple[Point, Point]


class HatchPattern(Struct, frozen=True):
    """A pattern of strokes: the distance between them, their width and their directions.

    Directions are degrees counter-clockwise from the reader's right; distances are sizes of the key's type. A pattern
    without directions consists of dots or plus signs.
    """

    spacing: float
    width: float
    angles: tuple[float, ...] = ()


# Claimed land has falling strokes, a pattern that no theme can give to anything else.
CLAIMED = "claimed"
HATCH_PATTERNS = {
    "stripes": HatchPattern(0.38, 0.11, (45.0,)),
    "bands": HatchPattern(0.66, 0.2, (45.0,)),
    "cross": HatchPattern(0.5, 0.05, (45.0, 135.0)),
    "dots": HatchPattern(0.42, 0.14),
    "level": HatchPattern(0.24, 0.085, (0.0,)),
    "level-sparse": HatchPattern(0.4, 0.06, (0.0,)),
    "upright": HatchPattern(0.24, 0.085, (90.0,)),
    "upright-sparse": HatchPattern(0.4, 0.06, (90.0,)),
    "pluses": HatchPattern(0.4, 0.08),
    CLAIMED: HatchPattern(0.34, 0.06, (135.0,)),
}
PATTERNS = ("none", *(name for name in HATCH_PATTERNS if name != CLAIMED))
# Half the length of a plus sign's arms, in spacings.
_ARM = 0.55


def strokes(pattern: str, rings: Sequence[Ring], spacing: float) -> tuple[Stroke, ...]:
    """Return the strokes of a pattern inside a shape given by its rings, `spacing` apart.

    All lengths are in the units of the rings. The strokes of one pattern line up across shapes, wherever they lie.
    Dots are strokes of zero length.
    """
    if pattern == "none":
        return ()
    if pattern == "dots":
        return tuple(_dots(rings, spacing))
    if pattern == "pluses":
        return tuple(_pluses(rings, spacing))
    return tuple(
        stroke for angle in HATCH_PATTERNS[pattern].angles for stroke in _parallels(rings, spacing, math.radians(angle))
    )


def _parallels(rings: Sequence[Ring], spacing: float, angle: float) -> Iterator[Stroke]:
    """Yield the parallels of one direction: turn the shape until they lie level, cut, and turn back."""
    cosine, sine = math.cos(angle), math.sin(angle)
    turned = [[(x * cosine - y * sine, x * sine + y * cosine) for x, y in ring] for ring in rings]
    for level, start, end in _level_cuts(turned, spacing):
        yield (
            (start * cosine + level * sine, level * cosine - start * sine),
            (end * cosine + level * sine, level * cosine - end * sine),
        )


def _dots(rings: Sequence[Ring], spacing: float) -> Iterator[Stroke]:
    """Yield dots in staggered rows, wherever a row lies inside the shape."""
    for level, start, end in _level_cuts(rings, spacing * 0.75):
        odd = math.floor(level / (spacing * 0.75)) % 2
        offset = spacing / 2 if odd else 0.0
        for step in range(math.ceil((start - offset) / spacing), math.floor((end - offset) / spacing) + 1):
            dot = (step * spacing + offset, level)
            yield (dot, dot)


def _pluses(rings: Sequence[Ring], spacing: float) -> Iterator[Stroke]:
    """Yield plus signs on the black squares of a chessboard: their level arms, then their upright ones."""
    yield from _dashes(rings, spacing)
    mirrored = [[(y, x) for x, y in ring] for ring in rings]
    for (x1, y1), (x2, y2) in _dashes(mirrored, spacing):
        yield (y1, x1), (y2, x2)


def _dashes(rings: Sequence[Ring], spacing: float) -> Iterator[Stroke]:
    """Yield dashes in staggered rows around the middles of a chessboard's black squares, cut to the shape."""
    arm = _ARM * spacing
    for level, start, end in _level_cuts(rings, spacing):
        row = math.floor(level / spacing)
        first, last = math.ceil((start - arm) / spacing - 0.5), math.floor((end + arm) / spacing - 0.5)
        for column in range(first + (first + row) % 2, last + 1, 2):
            middle = (column + 0.5) * spacing
            left, right = max(start, middle - arm), min(end, middle + arm)
            if left < right:
                yield (left, level), (right, level)


def _level_cuts(rings: Sequence[Ring], spacing: float) -> Iterator[tuple[float, float, float]]:
    """Yield level, start and end of each piece of a level line that lies inside a shape.

    Lines lie half a spacing off the multiples of it, which keeps them off vertices on round coordinates. The even-odd
    rule decides what is inside.
    """
    crossings: dict[int, list[float]] = defaultdict(list)
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
            low, high = sorted((y1 / spacing - 0.5, y2 / spacing - 0.5))
            for number in range(math.ceil(low), math.ceil(high)):
                level = (number + 0.5) * spacing
                crossings[number].append(x1 + (level - y1) * (x2 - x1) / (y2 - y1))
    for number in sorted(crossings):
        along = sorted(crossings[number])
        for start, end in zip(along[::2], along[1::2], strict=True):
            yield (number + 0.5) * spacing, start, end
