"""Patterns as strokes: hatching, dots and plus signs, cut exactly to a shape, so that every pen draws the same."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

Point = tuple[float, float]
Ring = Sequence[Point]
Stroke = tuple[Point, Point]


class HatchPattern(Struct, frozen=True):
    """A pattern of strokes: the distance between them, their width and their directions.

    Directions are degrees counter-clockwise from the reader's right; distances are sizes of the key's type. A pattern
    without directions consists of dots, plus signs or dashes in staggered rows. Strokes with a `rim` stay as far inside
    the edge of their shape, so that they do not cut a coast into teeth, and stay off islets.
    """

    spacing: float
    width: float
    angles: tuple[float, ...] = ()
    rim: float = 0.0


# Claimed land has falling strokes, a pattern that no theme can give to anything else.
CLAIMED = "claimed"
_RIM = 0.04
HATCH_PATTERNS = {
    "stripes": HatchPattern(0.36, 0.1, (45.0,), rim=_RIM),
    "bands": HatchPattern(0.66, 0.2, (45.0,), rim=_RIM),
    "cross": HatchPattern(0.5, 0.05, (45.0, 135.0)),
    "dots": HatchPattern(0.42, 0.14),
    "level": HatchPattern(0.24, 0.085, (0.0,)),
    "level-sparse": HatchPattern(0.4, 0.06, (0.0,)),
    "upright": HatchPattern(0.24, 0.085, (90.0,)),
    "upright-sparse": HatchPattern(0.4, 0.06, (90.0,)),
    "level-wide": HatchPattern(0.62, 0.1, (0.0,)),
    "upright-wide": HatchPattern(0.62, 0.1, (90.0,)),
    "grid-wide": HatchPattern(0.6, 0.05, (0.0, 90.0)),
    "grid": HatchPattern(0.24, 0.09, (0.0, 90.0)),
    "pluses": HatchPattern(0.4, 0.08),
    "dashes": HatchPattern(0.5, 0.08),
}
PATTERNS = ("none", *HATCH_PATTERNS)
HATCH_PATTERNS[CLAIMED] = HatchPattern(0.34, 0.06, (135.0,))
# An elect's class has its own strokes, but they lean: as dense as those of the class, so that it still tells which.
LEANING = {name: f"{name}-leaning" for name in PATTERNS[1:]}
HATCH_PATTERNS |= {
    LEANING[name]: HatchPattern(
        pattern.spacing, pattern.width, (45.0,) if len(pattern.angles) == 1 else (45.0, 135.0), _RIM
    )
    for name, pattern in HATCH_PATTERNS.items()
    if name in LEANING
}
# Half the length of a plus sign's arms and of a dash, in spacings.
ARM = 0.55


def coverage(pattern: str) -> float:
    """Return the share of an area that the strokes of a pattern cover, 0 to 1."""
    hatch = HATCH_PATTERNS[pattern]
    share = hatch.width / hatch.spacing
    if pattern == "dots":
        return math.pi / 4 * share * share / 0.75
    if pattern == "pluses":  # two arms on every second square
        return 2 * ARM * share - share * share / 2
    if pattern == "dashes":  # one on every second square
        return ARM * share
    return 1 - (1 - share) ** len(hatch.angles)


def strokes(pattern: str, rings: Sequence[Ring], spacing: float, clear: float = 0.0) -> tuple[Stroke, ...]:
    """Return the strokes of a pattern inside a shape given by its rings, `spacing` apart.

    All lengths are in the units of the rings. The strokes of one pattern line up across shapes, wherever they lie.
    Parallels keep a distance `clear` to the edge of the shape, and are left out where they would be shorter than it.
    Dots are strokes of zero length.
    """
    if pattern == "none":
        return ()
    if pattern == "dots":
        return tuple(_dots(rings, spacing))
    if pattern == "pluses":
        return tuple(_pluses(rings, spacing))
    if pattern == "dashes":
        return tuple(_dashes(rings, spacing))
    return tuple(
        stroke
        for angle in HATCH_PATTERNS[pattern].angles
        for stroke in _parallels(rings, spacing, math.radians(angle), clear)
    )


def _parallels(rings: Sequence[Ring], spacing: float, angle: float, clear: float) -> Iterator[Stroke]:
    """Yield the parallels of one direction: turn the shape until they lie level, cut, and turn back."""
    cosine, sine = math.cos(angle), math.sin(angle)
    turned = [[(x * cosine - y * sine, x * sine + y * cosine) for x, y in ring] for ring in rings]
    for level, start, end in _clear_cuts(turned, spacing, clear) if clear else _level_cuts(turned, spacing):
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
    arm = ARM * spacing
    for level, start, end in _level_cuts(rings, spacing):
        row = math.floor(level / spacing)
        first, last = math.ceil((start - arm) / spacing - 0.5), math.floor((end + arm) / spacing - 0.5)
        for column in range(first + (first + row) % 2, last + 1, 2):
            middle = (column + 0.5) * spacing
            left, right = max(start, middle - arm), min(end, middle + arm)
            if left < right:
                yield (left, level), (right, level)


def _clear_cuts(rings: Sequence[Ring], spacing: float, clear: float) -> Iterator[tuple[float, float, float]]:
    """Yield level, start and end of each piece of a level line that has a shape around it on all sides.

    The line is cut where it runs and as far above and below it as it keeps clear; what all three have in common is
    shortened at its ends.
    """
    middle, *beside = (_crossings(rings, spacing, shift) for shift in (0.0, -clear, clear))
    for number in sorted(middle):
        pieces = _pairs(middle[number])
        for crossings in beside:
            pieces = _common(pieces, _pairs(crossings.get(number, ())))
        for start, end in pieces:
            if end - start > 3 * clear:
                yield (number + 0.5) * spacing, start + clear, end - clear


def _common(first: Sequence[tuple[float, float]], second: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return what two lists of pieces of a line have in common."""
    pairs = ((max(a, c), min(b, d)) for a, b in first for c, d in second)
    return [(start, end) for start, end in pairs if start < end]


def _level_cuts(rings: Sequence[Ring], spacing: float) -> Iterator[tuple[float, float, float]]:
    """Yield level, start and end of each piece of a level line that lies inside a shape.

    Lines lie half a spacing off the multiples of it, which keeps them off vertices on round coordinates. The even-odd
    rule decides what is inside.
    """
    crossings = _crossings(rings, spacing)
    for number in sorted(crossings):
        for start, end in _pairs(crossings[number]):
            yield (number + 0.5) * spacing, start, end


def _pairs(crossings: Iterable[float]) -> list[tuple[float, float]]:
    along = sorted(crossings)
    return list(zip(along[::2], along[1::2], strict=True))


def _crossings(rings: Sequence[Ring], spacing: float, shift: float = 0.0) -> Mapping[int, list[float]]:
    """Return by its number where each level line, moved by a shift, crosses the rings."""
    crossings: dict[int, list[float]] = defaultdict(list)
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
            low, high = sorted(((y1 - shift) / spacing - 0.5, (y2 - shift) / spacing - 0.5))
            for number in range(math.ceil(low), math.ceil(high)):
                level = (number + 0.5) * spacing + shift
                crossings[number].append(x1 + (level - y1) * (x2 - x1) / (y2 - y1))
    return crossings
