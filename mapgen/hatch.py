"""Patterns as strokes: hatching and dots, cut exactly to a shape, so that every pen draws the same."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

Point = tuple[float, float]
Ring = Sequence[Point]
Stroke = tuple[Point, Point]

# The directions of each pattern's strokes, in degrees counter-clockwise from the reader's right.
_ANGLES = {"stripes": (45.0,), "cross": (45.0, 135.0)}
PATTERNS = ("none", *_ANGLES, "dots")
# What is claimed has a pattern of its own, which no theme can give to anything else.
CLAIMED = "claimed"
_CLAIMED_ANGLES = (135.0,)


def strokes(pattern: str, rings: Sequence[Ring], spacing: float) -> tuple[Stroke, ...]:
    """Return the strokes of a pattern inside a shape given by its rings, `spacing` apart.

    All are in the rings' own units. The strokes of one pattern line up across shapes, whatever their place.
    Dots are strokes of no length.
    """
    if pattern == "dots":
        return tuple(_dots(rings, spacing))
    angles = _CLAIMED_ANGLES if pattern == CLAIMED else _ANGLES.get(pattern, ())
    return tuple(stroke for angle in angles for stroke in _parallels(rings, spacing, math.radians(angle)))


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


def _level_cuts(rings: Sequence[Ring], spacing: float) -> Iterator[tuple[float, float, float]]:
    """Yield, for each level line through a shape, where it enters and leaves it: level, start, end.

    Lines lie half a spacing off the multiples of it, which keeps them off vertices on round coordinates; what
    is inside follows from the even-odd rule.
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
