"""Themes: colours, patterns and line weights; a theme has no positions and no sizes of type."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from mapgen.files.colours import rgb
from mapgen.record.alignments import CLASSES, STANDARD, STANDARD_SCALE, Scale
from mapgen.record.snapshots import Entry, Status

# The classes of the theme whose colours a user's own scale takes, by the number of its classes.
_COLOURS_TAKEN = {
    1: ("left",),
    2: ("left", "right"),
    3: CLASSES[3],
    4: ("left", "centre-left", "centre-right", "right"),
    5: STANDARD_SCALE,
}
# Contrast ratios of WCAG 2.2: 1.4.11 for graphics against adjacent colours, 1.4.3 for text.
LEAST_CONTRAST = 3.0
LEAST_TEXT_CONTRAST = 4.5
# A theme that does not say how a status looks has the look of another for it.
LIKE = {Status.NOT_RECORDED: Status.RESULT_PENDING}
# The share of its own colour that a quieted fill keeps.
_QUIETED_SHARE = 0.38
# On the pattern of a class, the stripes of an elect are wider, so that they interrupt the pattern.
_OVER_A_PATTERN = {"stripes": "bands"}


# The labels on a map: names of countries, names with leaders, ISO codes, or none.
LABEL_MODES = ("names", "leaders", "codes", "none")
# Which states are drawn as discs: those too small to see, all, or none.
DISC_MODES = ("auto", "all", "none")


class Pattern(Struct, frozen=True):
    """A pattern of strokes: its kind (a name of hatch.PATTERNS) and the colour of the strokes."""

    kind: str
    colour: str


class Fill(Struct, frozen=True):
    """How an area is filled: its colour, and a pattern of strokes in another colour (`none` for no pattern).

    `under` is the pattern of its class, drawn before `pattern`. `image` is a small JPEG of the image that fills its
    bloc. An `emphasised` area has a line around it in the colour of the ink.
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
    """The colours, patterns and line weights of a map.

    Every colour is `#rrggbb`; widths are in CSS pixels at the article's size. `casing` is the colour of a wider line
    under each separator, `outline` the colour of a line around every territory (both empty for no line). `separators`
    are between `all` countries or `between-classes`. `labels` is one of LABEL_MODES, used unless the user chooses;
    empty means mapgen's default. `patterns` holds the pattern of each class for 3 and for 5 classes, drawn on request
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
        """Return the colour of a class: the scale's own, or the theme's for 3 or 5 classes.

        Classes of a user's scale without own colours take the theme's five colours in order. A theme that always draws
        patterns has no hues, so it ignores a scale's own colours.
        """
        if name in scale.colours and not self.patterns_always:
            return scale.colours[name]
        number, theme_class = _place(name, classes, scale)
        return (self.three if number == len(self.three) else self.five)[theme_class]

    def class_fill(self, name: str, classes: int, scale: Scale = STANDARD, *, patterns: bool = False) -> Fill:
        """Return the fill of a class, with or without its pattern; strokes always contrast with the class's colour."""
        colour = self.class_colour(name, classes, scale)
        if not patterns:
            return Fill(colour)
        number, theme_class = _place(name, classes, scale)
        pattern = self.patterns[number][theme_class]
        if contrast(pattern.colour, colour) < LEAST_CONTRAST:
            pattern = Pattern(pattern.kind, self.legible(colour))
        return Fill(colour, under=pattern)

    def fill(self, entry: Entry, classes: int, *, patterns: bool = False) -> Fill:
        """Return the fill of an entry: the colour and pattern of its class, and the pattern of its status."""
        if entry.follows:
            return self.fill(entry.follows, classes, patterns=patterns)
        status_fill = self.statuses.get(entry.status) or self.statuses.get(LIKE.get(entry.status, entry.status))
        name = entry.class_name(classes)
        if name is None:
            return status_fill or self.statuses[Status.NO_DATA]
        fill = self.class_fill(name, classes, entry.scale, patterns=patterns)
        if status_fill is None:
            return fill
        kind = _OVER_A_PATTERN.get(status_fill.pattern, status_fill.pattern) if fill.under else status_fill.pattern
        return replace(fill, pattern=kind, pattern_colour=status_fill.pattern_colour)

    def quieted(self, fill: Fill) -> Fill:
        """Return a fill that stays behind emphasised ones: mixed with the page's colour."""
        under = Pattern(fill.under.kind, self._faded(fill.under.colour)) if fill.under else None
        strokes = self._faded(fill.pattern_colour) if fill.pattern_colour else ""
        return replace(fill, colour=self._faded(fill.colour), pattern_colour=strokes, under=under)

    def _faded(self, colour: str) -> str:
        pairs = zip(rgb(colour), rgb(self.page), strict=True)
        return "#" + "".join(f"{round(_QUIETED_SHARE * own + (1 - _QUIETED_SHARE) * page):02x}" for own, page in pairs)

    def legible(self, ground: str) -> str:
        """Return the ink or the page colour, whichever has more contrast with the ground."""
        return max((self.ink, self.page), key=lambda colour: contrast(colour, ground))


def _place(name: str, classes: int, scale: Scale) -> tuple[int, str]:
    """Return the class of the theme whose colour and pattern a class takes: the number of classes, and the name."""
    three, five = CLASSES
    if classes == three:
        return three, name
    return five, name if scale.is_standard else _COLOURS_TAKEN[len(scale.names)][scale.names.index(name)]


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
