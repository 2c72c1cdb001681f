"""The style of a map: its theme, its number of classes, its words, its labels, its patterns and images."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from mapgen.places.regions import Region
from mapgen.record.alignments import Scale
from mapgen.record.snapshots import Entry, Status
from mapgen.themes.theme import Fill, Theme
from mapgen.words.wording import Wording

if TYPE_CHECKING:
    from mapgen.drawing.images import BlocImage


class MapStyle(Struct, frozen=True):
    """The style of a map: its theme, its number of classes (3 or 5), its words.

    `labels` are `names` of countries, names with their `leaders`, `codes`, or `none`. With `patterns` each class has
    its pattern. `slogans` are texts and `images` images of blocs, by the bloc's name. `fills` replace the fills of
    classes for single territories, by code. `own_labels` are the labels of such territories by code, each as lines of
    text, the most welcome label first. `discs` says which states have discs: those too small to see (`auto`), `all`,
    whose land is then quiet, or `none`. `key` says which classes the key has: those with `members`, or `all`.
    """

    theme: Theme
    classes: int
    words: Wording
    labels: str = "names"
    patterns: bool = False
    discs: str = "auto"
    key: str = "members"
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
