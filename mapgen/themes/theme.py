"""Themes: colours, patterns and line weights, no positions and no sizes of type."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from mapgen.files.colours import rgb
from mapgen.record.alignments import CLASSES, STANDARD, STANDARD_SCALE, Scale
from mapgen.record.snapshots import Entry, Status

# The five colours that a user's scale takes, by its length.
_SPREAD = {
    1: ("left",),
    2: ("left", "right"),
    3: CLASSES[3],
    4: ("left", "centre-left", "centre-right", "right"),
    5: STANDARD_SCALE,
}
# WCAG 2.2, 1.4.11: graphics against what is next to them; 1.4.3: text.
LEAST_CONTRAST = 3.0
LEAST_TEXT_CONTRAST = 4.5


# The part of its colour that a quieted fill keeps.
_QUIET = 0.38
# On the pattern of a class, an elect's stripes widen so that they interrupt it.
_OVER_A_PATTERN = {"stripes": "bands"}


# What the labels on a map are: names of countries, names with who governs, ISO codes, or nothing.
LABEL_MODES = ("names", "leaders", "codes", "none")


class Pattern(Struct, frozen=True):
    """A pattern of strokes (a name of hatch.PATTERNS) and their colour."""

    kind: str
    colour: str


class Fill(Struct, frozen=True):
    """The fill of an area: its colour, and a pattern of strokes in another colour (`none` for no pattern).

    `under` is the pattern of its class, drawn before the other; `image` a small JPEG of the image that fills its bloc.
    An `emphasised` area has a line around it in the colour of the ink.
    """

    colour: str
    pattern: str = "none"
    pattern_colour: str = ""
    under: Pattern | None = None
    image: bytes = b""
    emphasised: bool = False

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """The patterns of the fill, from bottom to top."""
        strokes = () if self.pattern == "none" else (Pattern(self.pattern, self.pattern_colour),)
        return (self.under, *strokes) if self.under else strokes


class Theme(Struct, frozen=True):
    """Colours, patterns and line widths; every colour is `#rrggbb`, widths are CSS pixels at the article's size.

    `casing` is the colour of a wider line under each separator, `outline` that of every coast (empty for none);
    `separators` stand between `all` countries or `between-classes`; `labels` is the mode of labels unless the user
    chooses one (empty for the usual one). `patterns` holds, for 3 and 5 classes, each class's pattern, drawn on request
    or always.
    """

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
    casing: str = ""
    outline: str = ""
    outline_width: float = 0.0
    separators: str = "all"
    labels: str = ""
    patterns: Mapping[int, Mapping[str, Pattern]] = field(default_factory=dict)
    patterns_always: bool = False

    def class_colour(self, name: str, classes: int, scale: Scale = STANDARD) -> str:
        """Return the colour of a class: the one that the scale gives, or the theme's for 3 classes or 5.

        Classes of a user's scale that gives no colours take the theme's five in order. A theme that always draws
        patterns has no hues, and ignores the colours that a scale gives.
        """
        if name in scale.colours and not self.patterns_always:
            return scale.colours[name]
        number, theme_class = _place(name, classes, scale)
        return (self.three if number == len(self.three) else self.five)[theme_class]

    def class_fill(self, name: str, classes: int, scale: Scale = STANDARD, *, patterns: bool = False) -> Fill:
        """Return the fill of a class, with its pattern or without; strokes are always legible on the class's colour."""
        colour = self.class_colour(name, classes, scale)
        if not patterns:
            return Fill(colour)
        number, theme_class = _place(name, classes, scale)
        pattern = self.patterns[number][theme_class]
        if contrast(pattern.colour, colour) < LEAST_CONTRAST:
            pattern = Pattern(pattern.kind, self.legible(colour))
        return Fill(colour, under=pattern)

    def fill(self, entry: Entry, classes: int, *, patterns: bool = False) -> Fill:
        """Return the fill of an entry: its class's colour and pattern, and the pattern that its status adds."""
        if entry.follows:
            return self.fill(entry.follows, classes, patterns=patterns)
        status_fill = self.statuses.get(entry.status)
        name = entry.class_name(classes)
        if name is None:
            return status_fill or self.statuses[Status.NO_DATA]
        fill = self.class_fill(name, classes, entry.scale, patterns=patterns)
        if status_fill is None:
            return fill
        kind = _OVER_A_PATTERN.get(status_fill.pattern, status_fill.pattern) if fill.under else status_fill.pattern
        return replace(fill, pattern=kind, pattern_colour=status_fill.pattern_colour)

    def quieted(self, fill: Fill) -> Fill:
        """Return a fill that recedes behind emphasised ones: the same fill, mixed mostly with the page's colour."""
        under = Pattern(fill.under.kind, self._faded(fill.under.colour)) if fill.under else None
        strokes = self._faded(fill.pattern_colour) if fill.pattern_colour else ""
        return replace(fill, colour=self._faded(fill.colour), pattern_colour=strokes, under=under)

    def _faded(self, colour: str) -> str:
        pairs = zip(rgb(colour), rgb(self.page), strict=True)
        return "#" + "".join(f"{round(_QUIET * own + (1 - _QUIET) * page):02x}" for own, page in pairs)

    def legible(self, background: str) -> str:
        """Return ink or page, whichever has the higher contrast to a background."""
        return max((self.ink, self.page), key=lambda colour: contrast(colour, background))


def _place(name: str, classes: int, scale: Scale) -> tuple[int, str]:
    """Return the theme's class whose colour a class takes: the number of classes, and its name."""
    three, five = CLASSES
    if classes == three:
        return three, name
    return five, name if scale.is_standard else _SPREAD[len(scale.names)][scale.names.index(name)]


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(part / 255) for part in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 (sRGB)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)
