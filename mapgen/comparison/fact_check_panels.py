"""The two maps of a fact-check: placed beside each other, their differences emphasised, numbered and named."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.comparison.differences import Difference
from mapgen.comparison.number_marks import number_marks
from mapgen.comparison.recreation_page import GROUND, LABEL_SIDE, RecreationPage
from mapgen.drawing.primitives import Box, Disc, Placement, Strokes, Text
from mapgen.labels.blocks import LabelStyle
from mapgen.labels.discs import DiscPlace, disc_places
from mapgen.labels.placing import place_labels
from mapgen.labels.room import LabelRoom
from mapgen.layout.ground import framed, placed
from mapgen.layout.page_texts import TypeSizes
from mapgen.themes.style import MapStyle

# The least scale of maps with names beside their numbers, as a part of that of maps with numbers alone.
_LEAST_SCALE = 0.75


class Panel(Struct, frozen=True):
    """One of the two maps: its content, its style, its placement, its labels and their leader lines."""

    choropleth: Choropleth
    map_style: MapStyle
    placement: Placement
    labels: tuple[Text, ...]
    leaders: tuple[Strokes, ...]
    discs: tuple[DiscPlace, ...]
    marks: tuple[Disc, ...] = ()


class _PanelContent(Struct, frozen=True):
    """What a panel is made of: its map on its placement in a box, the style, the sizes of type, the states' numbers."""

    choropleth: Choropleth
    placement: Placement
    box: Box
    map_style: MapStyle
    sizes: TypeSizes
    numbers: Mapping[str, str]

    @property
    def framed(self) -> Choropleth:
        """The map with the land around it in the frame of its ground."""
        return framed(self.choropleth, self.placement, _frame(self.choropleth, self.placement, self.box))

    @property
    def emphasised(self) -> MapStyle:
        """The style with the states that have a number emphasised."""
        fills = {
            entry.iso3: replace(self.map_style.fill(entry), emphasised=True)
            for entry in self.choropleth.entries
            if entry.iso3 in self.numbers
        }
        return replace(self.map_style, fills=fills)

    @property
    def discs(self) -> tuple[DiscPlace, ...]:
        """The discs of the states that are too small to see."""
        return disc_places(self.choropleth, self.map_style, self.placement, self.sizes.key)


_PanelMaker = Callable[[_PanelContent], Panel]


def panels_of(
    left: Choropleth, right: Choropleth, map_style: MapStyle, page: RecreationPage, numbered: Sequence[Difference]
) -> tuple[Panel, Panel]:
    """Return both maps, with a name beside each number, or where they lack the room, as large as the page allows."""
    numbers = {difference.iso3: str(number) for number, difference in enumerate(numbered, 1)}
    if page.is_card:  # which has no list that numbers could lead to
        numbers = dict.fromkeys(numbers, "")
    make = partial(_placed_panels, (left, right), map_style, page, numbers)
    widest = make(0.0, _marked_panel)
    for side in (0.0, LABEL_SIDE * page.sizes.small_label):
        named = make(side, _panel)
        large = named[0].placement.scale >= _LEAST_SCALE * widest[0].placement.scale
        if large and all(len(panel.labels) >= len(numbered) for panel in named):
            return named
    return widest


def _placed_panels(
    maps: tuple[Choropleth, Choropleth],
    map_style: MapStyle,
    page: RecreationPage,
    numbers: Mapping[str, str],
    side: float,
    of: _PanelMaker,
) -> tuple[Panel, Panel]:
    """Return both maps with their placements, at one scale and a whole number of grid steps apart."""
    left, right = maps
    here = placed(right, page.boxes[1], side)
    there = placed(left, page.boxes[0], side)
    apart = round((there.x - here.x) / here.scale)
    there = Placement(here.scale, here.x + apart * here.scale, here.y)
    first, second = (
        _PanelContent(*placed_map, map_style, page.sizes, numbers)
        for placed_map in zip(maps, (there, here), page.boxes, strict=True)
    )
    return of(first), of(second)


def _panel(content: _PanelContent) -> Panel:
    """Return a map with its differences emphasised and numbered, each with its name; nothing else has a label."""
    choropleth, words, discs = content.framed, content.map_style.words, content.discs
    lines = {code: ((f"{number} {words.country(code)}".strip(),),) for code, number in content.numbers.items()}
    panel_style = replace(content.emphasised, own_labels=lines, labels="names")
    entries = tuple(entry for entry in choropleth.entries if entry.iso3 in content.numbers)
    room = LabelRoom(choropleth.basemap, content.placement, content.box, discs)
    # Maps too narrow for the names of all states have room for those of a few.
    style = LabelStyle(replace(panel_style, labels="own"), content.sizes.key, content.sizes.small_label)
    labels = place_labels(replace(choropleth, entries=entries), room, style)
    return Panel(choropleth, panel_style, content.placement, labels.texts, labels.leaders, discs)


def _marked_panel(content: _PanelContent) -> Panel:
    """Return a map whose differences have their numbers in discs, which need no room beside the land."""
    choropleth, placement = content.framed, content.placement
    shown = {code: number for code, number in content.numbers.items() if number}
    theme, size = content.map_style.theme, content.sizes.small_label
    marks, labels = number_marks(shown, choropleth, placement, content.box, size, theme)
    return Panel(choropleth, content.emphasised, placement, labels, (), content.discs, marks)


def _frame(choropleth: Choropleth, placement: Placement, box: Box) -> Box:
    """Return the box of a map's ground: as wide as the map's own, and little higher than the map."""
    left, top, right, bottom = box
    height = choropleth.basemap.height * placement.scale
    around = GROUND * height
    return left, max(top, placement.y - around), right, min(bottom, placement.y + height + around)
