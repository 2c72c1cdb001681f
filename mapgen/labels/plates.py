"""Plates under labels that stick out of their shapes: round-ended strokes in the colour that the label stands on."""

from __future__ import annotations

from collections.abc import Iterable

from mapgen.drawing.primitives import Point, Strokes
from mapgen.labels.inside import PlacedInside

# The height of a plate under a line, and how far it reaches beyond the line, in type sizes.
_PLATE, _PLATE_END = 0.9, 0.3


def label_plates(labels: Iterable[PlacedInside]) -> tuple[Strokes, ...]:
    """Return the plates of labels, a round-ended stroke under each line, to be drawn before the labels."""
    plates: dict[tuple[str, float], list[tuple[Point, Point]]] = {}
    under = ((text, label.plate) for label in labels if label.plate for text in label.texts)
    for text, plate in under:
        colour, height, (left, top, right, bottom) = plate.colour, _PLATE * text.size, text.box
        first = max(plate.left, left - _PLATE_END * text.size) + height / 2
        last = min(plate.right, right + _PLATE_END * text.size) - height / 2
        y = round((top + bottom) / 2, 2)
        if first < last:
            plates.setdefault((colour, height), []).append(((round(first, 2), y), (round(last, 2), y)))
    return tuple(Strokes(tuple(lines), colour, width, round_caps=True) for (colour, width), lines in plates.items())
