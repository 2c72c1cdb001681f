"""Themes: colours, patterns and line weights, no positions and no sizes of type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mapgen.alignments import CLASSES, STANDARD, STANDARD_SCALE, Scale
from mapgen.snapshots import Entry, Status

# Which of the five colours a scale of a user's own takes, by its length.
_SPREAD = {
    1: ("left",),
    2: ("left", "right"),
    3: CLASSES[3],
    4: ("left", "centre-left", "centre-right", "right"),
    5: STANDARD_SCALE,
}


@dataclass(frozen=True, slots=True)
class Fill:
    """How an area looks: its colour, and a pattern of strokes in another (`none` for none)."""

    colour: str
    pattern: str = "none"
    pattern_colour: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """The look of a map; every colour is `#rrggbb`, widths are CSS pixels at the article's size."""

    name: str
    page: str
    ink: str
    quiet: str
    context: str
    border: str
    border_width: float
    claim: str
    three: Mapping[str, str]
    five: Mapping[str, str]
    statuses: Mapping[Status, Fill]

    def class_colour(self, name: str, classes: int, scale: Scale = STANDARD) -> str:
        """Return the colour of a class: the scale's own, or the theme's for 3 classes or 5.

        The classes of a user's scale without colours of their own take the theme's five in order.
        """
        if name in scale.colours:
            return scale.colours[name]
        if classes == len(self.three):
            return self.three[name]
        if scale.is_standard:
            return self.five[name]
        return self.five[_SPREAD[len(scale.names)][scale.names.index(name)]]

    def fill(self, entry: Entry, classes: int) -> Fill:
        """Return how an entry is drawn: its class's colour, and what its status adds."""
        own = self.statuses.get(entry.status)
        name = entry.class_name(classes)
        if name is None:
            return own or self.statuses[Status.NO_DATA]
        colour = self.class_colour(name, classes, entry.scale)
        return Fill(colour, own.pattern, own.pattern_colour) if own else Fill(colour)

    def legible(self, ground: str) -> str:
        """Return whichever of ink and page reads better on a ground."""
        return max((self.ink, self.page), key=lambda colour: contrast(colour, ground))


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 (sRGB)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
