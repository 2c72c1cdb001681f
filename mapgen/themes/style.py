"""The style of a map: its theme, classes, words, labels, patterns and images, and how its fills are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from mapgen.drawing.hatch import HATCH_PATTERNS, strokes
from mapgen.drawing.primitives import Point, Strokes
from mapgen.places.regions import Region
from mapgen.record.alignments import Scale
from mapgen.record.snapshots import Entry, Status
from mapgen.themes.theme import Fill, Theme
from mapgen.words.wording import Wording

if TYPE_CHECKING:
    from mapgen.drawing.images import BlocImage


# The edge of a pattern that interrupts that of a class, in sizes of type.
_EDGE = 0.06
# The width of the line around emphasised territories, in CSS pixels at the article's size.
EMPHASIS = 1.3
# Type larger than this has patterns that grow with it by the lesser part alone.
_LARGE, _SLOWER = 14.0, 0.4
# The width of the line around land that is too pale to be seen on the page, in the same pixels.
_COAST = 0.8


class MapStyle(Struct, frozen=True):
    """The style of a map: its theme, its number of classes (3 or 5), its words.

    `labels` are `names` of countries, names with their `leaders`, `codes`, or `none`. With `patterns` each class has
    its pattern. `slogans` are texts and `images` images of blocs, by the bloc's name. `fills` replace the fills of
    classes for single territories, by code. `own_labels` are the labels of such territories by code, each as lines of
    text, the most welcome label first. `discs` says which states have discs: those too small to see (`auto`), `all`,
    whose land is then quiet, or `none`. `key` says which classes the key has: those with `members`, or `all`.
    A `bare` map has neither headline, key nor notes, only the names on it.
    """

    theme: Theme
    classes: int
    words: Wording
    labels: str = "names"
    patterns: bool = False
    discs: str = "auto"
    key: str = "members"
    bare: bool = False
    slogans: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, BlocImage] = field(default_factory=dict)
    fills: Mapping[str, Fill] = field(default_factory=dict)
    own_labels: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)

    def fill(self, entry: Entry) -> Fill:
        """Return the fill of an entry's territory."""
        if entry.iso3 in self.fills:
            return self.fills[entry.iso3]
        return self._with_image(self.theme.fill(entry, self.classes, patterns=self.patterns), entry.bloc)

    def land_fill(self, entry: Entry) -> Fill:
        """Return the fill of the land of an entry's territory: quiet where all states have discs."""
        if self.discs == "all" and is_coloured(entry):
            return Fill(self.theme.context)
        return self.fill(entry)

    def class_fill(self, name: str, scale: Scale) -> Fill:
        """Return the fill of a class."""
        return self._with_image(self.theme.class_fill(name, self.classes, scale, patterns=self.patterns), name)

    def _with_image(self, fill: Fill, bloc: str) -> Fill:
        image = self.images.get(bloc)
        return replace(fill, image=image.thumbnail) if image else fill


def shows_sea(region: Region) -> bool:
    """Whether a map draws all land in its frame, so that the rest of its ground is sea."""
    return region.context == "cropped" or region.projection == "equal-earth"


def ground_theme(theme: Theme, region: Region) -> Theme:
    """Return a theme for the map of a region, whose ground is the page unless it shows the sea."""
    return theme if shows_sea(region) else theme.without_sea


def is_coloured(entry: Entry) -> bool:
    """Whether a territory has the colour of a class or a status: a state, or one that follows a state."""
    return entry.status is not Status.NOT_APPLICABLE or entry.follows is not None


def fill_outline(fill: Fill, theme: Theme) -> tuple[str, float]:
    """Return the colour of the line around a fill, empty for none, and its width in CSS pixels of the article."""
    if fill.emphasised:
        return theme.ink, EMPHASIS
    not_counted = theme.statuses.get(Status.NOT_APPLICABLE, Fill(theme.context))
    if fill in {not_counted, theme.quieted(not_counted), Fill(theme.context)}:
        return "", 0.0  # quiet, also on maps of changes, and of islands alone often: a line would fill them
    return (fill.coast, _COAST) if fill.coast else (theme.outline, theme.outline_width)


def pattern_size(size: float) -> float:
    """Return the size of patterns where the key's type has a size: less than that of the large type of cards.

    Else a narrow country would have a stroke or two.
    """
    return size if size <= _LARGE else _LARGE + _SLOWER * (size - _LARGE)


def hatched(
    fill: Fill, rings: Sequence[Sequence[Point]], size: float, islets: Sequence[Sequence[Point]] = ()
) -> tuple[Strokes, ...]:
    """Return the strokes of a fill's patterns inside rings of the page; `size` is that of the key's type in CSS pixels.

    Key and map both use it, so that a pattern looks the same in both. A pattern above a class's pattern has an edge in
    the colour of the strokes it interrupts, so that it also shows on a background of its colour. What stays off coasts
    stays off `islets` too, further rings. An area too small for a stroke has none.
    """
    drawn = []
    size = pattern_size(size)
    for pattern in fill.patterns:
        hatch_pattern = HATCH_PATTERNS[pattern.kind]
        clear = (hatch_pattern.rim + hatch_pattern.width / 2) * size if hatch_pattern.rim else 0.0
        shape = rings if clear else (*rings, *islets)
        lines = strokes(pattern.kind, shape, hatch_pattern.spacing * size, clear)
        if not lines:
            continue
        dots, width = pattern.kind == "dots", round(hatch_pattern.width * size, 2)
        if fill.under and pattern is not fill.under and pattern.colour != fill.under.colour:
            drawn.append(Strokes(lines, fill.under.colour, round(width + 2 * _EDGE * size, 2), round_caps=dots))
        drawn.append(Strokes(lines, pattern.colour, width, round_caps=dots))
    return tuple(drawn)
