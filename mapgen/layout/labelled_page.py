"""A page arranged, with its map placed and labelled: of some ways, the one that names the most states."""

from __future__ import annotations

import math
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Placement, Strokes, Text
from mapgen.drawing.sizes import Size
from mapgen.labels.blocks import LabelStyle
from mapgen.labels.discs import DiscPlace, disc_places
from mapgen.labels.placing import place_labels, says_less
from mapgen.labels.room import LabelRoom
from mapgen.layout.arrangement import arranged
from mapgen.layout.content import Arrangement, LayoutContent
from mapgen.layout.ground import placed
from mapgen.layout.page_texts import TypeSizes
from mapgen.themes.style import MapStyle

# The part of all states that must be named beyond those of a larger map before it gives room for labels at its sides:
# on a card, which lists none, and on another page.
_WORTH_ON_CARD, _WORTH_ROOM = 0.05, 0.1
# Where in its box the map of a card may stand, from the left (-1) to the right (1).
# It stands in the middle where more states than a few have no label, as on a crowded map.
_FEW = 3
_LEANS = (0.0, 0.25, 0.5, 0.75, 1.0, -0.5, -1.0)


class LabelledPage(Struct, frozen=True):
    """A page with everything placed on it; room at the map's sides was tried and `lost` to a larger map, or was not."""

    arrangement: Arrangement
    placement: Placement
    labels: tuple[Text, ...]
    leaders: tuple[Strokes, ...]
    discs: tuple[DiscPlace, ...]
    lost: bool = False

    @property
    def cost_of_leaders(self) -> float:
        """The cost of all leaders to a reader: one twice as long costs four times as much."""
        return sum(math.dist(*line) ** 2 for strokes in self.leaders for line in strokes.lines)


def unnamed(choropleth: Choropleth, page: LabelledPage, map_style: MapStyle) -> frozenset[str]:
    """Return the codes of the states whose label on a page is missing, or says less than it should."""
    entries = choropleth.snapshot.entries
    return frozenset(entry.iso3 for entry in entries if says_less(entry, page.labels, map_style))


def labelled_page(choropleth: Choropleth, content: LayoutContent, style: LabelStyle, size: Size) -> LabelledPage:
    """Return the page arranged, with its map placed and labelled.

    The map is as large as it can be, unless room for labels at its sides lets many more states be named. A page that
    lists no states is arranged again with lists where it leaves many unnamed, so that its labels may be any.
    """
    page = _without_sides(choropleth, content, style, size)
    if not (page.arrangement.detail.labels and content.sides and (content.listed or content.bare or size.is_card)):
        return page
    left_out = unnamed(choropleth, page, style.map_style)
    worth = _worth_of_room(content, size) * len(choropleth.snapshot.entries)
    if len(left_out) <= worth or (size.is_card and len(left_out) > 2 * _FEW):
        return page
    # Where every part of the map's size counts, less of the room is tried first.
    for part in (0.5, 1.0) if size.is_card or content.bare else (1.0,):
        beside = _placed_page(choropleth, replace(content, sides=part * content.sides), style, size)
        if len(left_out) - len(unnamed(choropleth, beside, style.map_style)) > worth:
            return beside
    return replace(page, lost=True)


def _worth_of_room(content: LayoutContent, size: Size) -> float:
    """Return the part of all states that must be named beyond those of a larger map for room at its sides.

    A bare page has no list: a state without a label would be named nowhere on it.
    """
    if content.bare:
        return 0.0
    return _WORTH_ON_CARD if size.is_card else _WORTH_ROOM


def _without_sides(choropleth: Choropleth, content: LayoutContent, style: LabelStyle, size: Size) -> LabelledPage:
    """Return the page with the largest map; its key leaves the sea if more states can be named without it there."""
    content = replace(content, sides=0.0)
    page = _placed_page(choropleth, content, style, size)
    if not page.arrangement.kept_free:
        return page
    pages = (page, _placed_page(choropleth, replace(content, sea_room=None), style, size))
    return min(pages, key=lambda page: len(unnamed(choropleth, page, style.map_style)))


def _placed_page(choropleth: Choropleth, content: LayoutContent, style: LabelStyle, size: Size) -> LabelledPage:
    """Return the page arranged, with its map placed and labelled in the room that the content leaves at its sides.

    On a card the map leans to a side of its box where that names more states.
    """
    arrangement = arranged(content, size, TypeSizes.of_map(size))
    may_lean = size.is_card and arrangement.detail.labels and not arrangement.kept_free
    pages = []
    for lean in _LEANS if may_lean else [arrangement.lean]:
        page = _page_with(choropleth, (arrangement, lean), content, style, size)
        left_out = len(unnamed(choropleth, page, style.map_style)) if may_lean else 0
        pages.append(((left_out, page.cost_of_leaders), page))
        if not left_out or left_out > _FEW:
            break
    return min(pages, key=itemgetter(0))[1]


def _page_with(
    choropleth: Choropleth, way: tuple[Arrangement, float], content: LayoutContent, style: LabelStyle, size: Size
) -> LabelledPage:
    """Return a page arranged, with its map leaning to a side and labelled."""
    (arrangement, lean), basemap = way, choropleth.basemap
    placement = placed(choropleth, arrangement.map_box, content.sides if arrangement.detail.labels else 0.0, lean)
    discs = disc_places(choropleth, style.map_style, placement, TypeSizes.of_map(size).key)
    if not arrangement.detail.labels:
        return LabelledPage(arrangement, placement, (), (), discs)
    room = LabelRoom(basemap, placement, arrangement.map_box, discs, arrangement.kept_free)
    labels = place_labels(choropleth, room, style)
    return LabelledPage(arrangement, placement, labels.texts, labels.leaders, discs)
