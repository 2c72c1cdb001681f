"""Themes: colours, patterns and line weights; a theme has no positions and no sizes of type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from mapgen.drawing.hatch import LEANING
from mapgen.record.alignments import STANDARD, Scale
from mapgen.record.snapshots import Entry, Status
from mapgen.themes.tones import LEAST_CONTRAST, contrast, mixed, tone

# A theme that does not say how a status looks has the look of another for it.
LIKE = {Status.NOT_RECORDED: Status.RESULT_PENDING}
# The share of its own colour that a quieted fill keeps.
_QUIETED_SHARE = 0.38
# The contrast of an elect's stripes to their class, where a theme does not give their colour.
ELECT_CONTRAST = 4.0
# The strokes that an elect has on a class without a pattern; the strokes of a class with one lean instead.
_STRIPES = ("stripes", "bands")


# The labels on a map: names of countries, names with leaders, ISO codes, or none.
LABEL_MODES = ("names", "leaders", "codes", "none")
# The layouts of a page: an article's, with texts around the map, and a poster's, the map with slogans or counts.
LAYOUTS = ("article", "poster")
# Which states are drawn as discs: those too small to see, all, or none.
DISC_MODES = ("auto", "all", "none")
# Which classes the key has: those with members, or all of the scale.
KEY_MODES = ("members", "all")
# The scheme of an embed by the words of the command line: the values of `data-dark` and of `?dark=`; `auto` is the
# reader's own scheme.
SCHEMES: Final[Mapping[str, str]] = {"light": "false", "dark": "true", "auto": "auto"}


class Pattern(Struct, frozen=True):
    """A pattern of strokes: its kind (a name of hatch.PATTERNS) and the colour of the strokes."""

    kind: str
    colour: str


class Fill(Struct, frozen=True):
    """How an area is filled: its colour, and a pattern of strokes in another colour (`none` for no pattern).

    `under` is the pattern of its class, drawn before `pattern`. `image` is a small JPEG of the image that fills its
    bloc. An `emphasised` area has a line around it in the colour of the ink. `coast` is the colour of a line around a
    fill that is too pale to be seen on the page; empty for none.
    """

    colour: str
    pattern: str = "none"
    pattern_colour: str = ""
    under: Pattern | None = None
    image: bytes = b""
    emphasised: bool = False
    coast: str = ""

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """The patterns of the fill, from bottom to top."""
        strokes = () if self.pattern == "none" else (Pattern(self.pattern, self.pattern_colour),)
        return (self.under, *strokes) if self.under else strokes


class Theme(Struct, frozen=True):
    """The colours, patterns and line weights of a map.

    Every colour is `#rrggbb`; widths are in CSS pixels at the article's size. `casing` is the colour of a wider line
    under each separator, `outline` the colour of a line around every territory, `coast` that of a line around land too
    pale to be seen on the page, `context_border` that of the borders of neighbours, `frame` that of a line around the
    map's ground (all empty for no line). `separators` are between `all` countries or `between-classes`. `labels` is one
    of LABEL_MODES, used unless the user chooses; empty means mapgen's default. `patterns` holds the pattern of each
    class for 3 and for 5 classes, drawn on request or always. An elect's stripes without a colour are a tone of their
    class. `sea` is the map's ground, and `sea_ink` and `context_ink` are the colours of the quiet names on it and on
    `context`. `layout` is one of LAYOUTS.
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
    sea: str
    sea_ink: str
    context_ink: str
    context_border: str = ""
    frame: str = ""
    casing: str = ""
    outline: str = ""
    outline_width: float = 0.0
    coast: str = ""
    separators: str = "all"
    labels: str = ""
    layout: str = "article"
    patterns: Mapping[int, Mapping[str, Pattern]] = field(default_factory=dict)
    patterns_always: bool = False

    @property
    def without_sea(self) -> Theme:
        """The theme of a map whose ground is the page, as it does not draw all land in its frame."""
        return replace(self, sea=self.page, frame="")

    @property
    def on_sea(self) -> Theme:
        """The theme of texts that stand on the map's sea."""
        return replace(self, page=self.sea)

    def class_colour(self, name: str, classes: int, scale: Scale = STANDARD) -> str:
        """Return the colour of a class: the theme's for 3 or 5 classes; see own_classes for a user's own scale."""
        if classes == len(self.three):
            return scale.colours.get(name, self.three[name]) if not self.patterns_always else self.three[name]
        if scale.is_standard:
            return scale.colours.get(name, self.five[name]) if not self.patterns_always else self.five[name]
        from mapgen.themes.own_classes import own_colour  # noqa: PLC0415 (most maps have the standard scale)

        return own_colour(self, name, scale)

    def class_fill(self, name: str, classes: int, scale: Scale = STANDARD, *, patterns: bool = False) -> Fill:
        """Return the fill of a class, with or without its pattern; strokes always contrast with the class's colour."""
        colour = self.class_colour(name, classes, scale)
        return self.with_coast(Fill(colour, under=self._pattern(name, classes, scale, colour) if patterns else None))

    def _pattern(self, name: str, classes: int, scale: Scale, colour: str) -> Pattern:
        if classes != len(self.three) and not scale.is_standard:
            from mapgen.themes.own_classes import own_strokes  # noqa: PLC0415 (as above)

            return Pattern(*own_strokes(self, name, scale)[1:])
        pattern = self.patterns[classes][name]
        if contrast(pattern.colour, colour) < LEAST_CONTRAST:
            return Pattern(pattern.kind, tone(colour, LEAST_CONTRAST, self.page, self.ink))
        return pattern

    def fill(self, entry: Entry, classes: int, *, patterns: bool = False) -> Fill:
        """Return the fill of an entry: the colour and pattern of its class, and the pattern of its status."""
        if entry.follows:
            return self.fill(entry.follows, classes, patterns=patterns)
        status_fill = self.statuses.get(entry.status) or self.statuses.get(LIKE.get(entry.status, entry.status))
        name = entry.class_name(classes)
        if entry.status is Status.NOT_APPLICABLE:
            return self.statuses[entry.status]  # quiet on purpose
        if name is None:
            return self.with_coast(status_fill or self.statuses[Status.NO_DATA])
        fill = self.class_fill(name, classes, entry.scale, patterns=patterns)
        return self.marked(fill, status_fill) if status_fill else fill

    def marked(self, fill: Fill, status_fill: Fill) -> Fill:
        """Return the fill of a class with the strokes of an elect: in a tone of its colour, or its own, which lean."""
        if status_fill.pattern == "none":
            return fill
        if fill.under and status_fill.pattern in _STRIPES:
            return replace(fill, under=None, pattern=LEANING[fill.under.kind], pattern_colour=fill.under.colour)
        colour = status_fill.pattern_colour or tone(fill.colour, ELECT_CONTRAST, self.page, self.ink)
        return replace(fill, pattern=status_fill.pattern, pattern_colour=colour)

    def with_coast(self, fill: Fill) -> Fill:
        """Return a fill with a line around it where its colour alone would be lost on the page, or in the sea."""
        pale = not self.outline and min(contrast(fill.colour, one) for one in (self.page, self.sea)) < LEAST_CONTRAST
        return replace(fill, coast=self.coast) if pale and self.coast else fill

    @property
    def is_poster(self) -> bool:
        """Whether its maps are posters."""
        return self.layout == "poster"

    def quieted(self, fill: Fill) -> Fill:
        """Return a fill that stays behind emphasised ones: mixed with the page's colour."""
        under = Pattern(fill.under.kind, self._faded(fill.under.colour)) if fill.under else None
        strokes = self._faded(fill.pattern_colour) if fill.pattern_colour else ""
        return replace(fill, colour=self._faded(fill.colour), pattern_colour=strokes, under=under, coast="")

    def _faded(self, colour: str) -> str:
        return mixed(colour, self.page, _QUIETED_SHARE)

    def legible(self, ground: str) -> str:
        """Return the ink or the page colour, whichever has more contrast with the ground."""
        return max((self.ink, self.page), key=lambda colour: contrast(colour, ground))
