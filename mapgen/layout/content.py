"""What a page is arranged from, what an arrangement is, and the blocks of text that the content makes at a detail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Box, Patch, Text
from mapgen.layout.ground import LABEL_SIDE, SeaRoom
from mapgen.layout.key import KeyEntry
from mapgen.layout.key_lists import ListStyle, draw_paragraphs
from mapgen.layout.note_marks import MarkedNote
from mapgen.layout.page_texts import Column, Detail, TypeSizes, brief_heading, heading, key_below, notes_block
from mapgen.themes.style import MapStyle
from mapgen.themes.theme import Theme
from mapgen.words.captions import Captions

if TYPE_CHECKING:
    from mapgen.layout.share_bars import ShareBar


class Arrangement(Struct, frozen=True):
    """The texts of a page by layer, the boxes of the map in CSS pixels, and the detail that had room.

    `map_box` is the box for the region and its labels, `frame` the one on which the map's ground is drawn: at least as
    large, and on some pages up to their edges. `height` is that of the page. `kept_free` are the boxes of texts that
    stand on the map's sea, away from which the map may `lean` in its box, to its left (-1) or right (1).
    `lists` are the countries that no label names, from `list_top` on, as high as `list_height`.
    """

    legend: tuple[Patch | Text, ...]
    notes: tuple[Patch | Text, ...]
    map_box: Box
    frame: Box
    height: float
    detail: Detail
    fits: bool
    kept_free: tuple[Box, ...] = ()
    lean: float = 0.0
    lists: tuple[Patch | Text, ...] = ()
    list_top: float = 0.0
    list_height: float = 0.0


class LayoutContent(Struct, frozen=True):
    """The content of a page: texts, the key's entries, the theme that colours them, the map's width by height.

    `listed` says whether countries should be listed: some have no label on the map, or only a code. `least_width` is
    the least width in CSS pixels of a map that can carry its labels, `sides` the most room on each side of it for them.
    `brief` says that there is room for a short heading alone, `inside` that no labels stand beside the map,
    `credited` that the notes hold credits, which must be on the page. `sea_room` is the room on the map's sea for a
    card's key, if it may stand there. A `bare` page has the map alone.
    """

    captions: Captions
    notes: tuple[MarkedNote, ...]
    entries: tuple[KeyEntry, ...]
    theme: Theme
    aspect: float
    listed: bool = False
    least_width: float = 0.0
    sides: float = 0.0
    bars: tuple[ShareBar, ...] = ()
    brief: bool = False
    inside: bool = False
    bare: bool = False
    credited: bool = False
    sea_room: SeaRoom | None = None

    def map_height(self, box: Box) -> float:
        """Return the height of the map in a box, with room for labels on both sides."""
        left, top, right, bottom = box
        return min(bottom - top, self.map_height_at(right - left))

    def map_height_at(self, width: float) -> float:
        """Return the height of a map as wide as a box of a width allows, with room for labels on both sides."""
        return (width - 2 * min(LABEL_SIDE * width, self.sides)) / self.aspect


def texts_above(
    content: LayoutContent, sizes: TypeSizes, detail: Detail, place: Column, *, columns: bool = True
) -> tuple[list[Patch | Text], float]:
    """Return headline, standfirst and key at a left, a top and in a width, and the y at which they end."""
    head = brief_heading if content.brief else heading
    texts, top = head(content.captions, content.theme, sizes, detail, place)
    left, _, width = place
    key, end = key_below(content.entries, content.theme, sizes, detail, (left, top, width), columns=columns)
    bars, end = bars_below(content, sizes, (left, end, width))
    return [*texts, *key, *bars], end


def bars_of(choropleth: Choropleth, captions: Captions, map_style: MapStyle) -> tuple[ShareBar, ...]:
    """Return the bars of the shares that the captions count."""
    if not captions.shares:
        return ()
    from mapgen.layout.share_bars import share_bars  # noqa: PLC0415 (few maps have bars)

    return share_bars(choropleth, captions.shares, map_style)


def bars_below(content: LayoutContent, sizes: TypeSizes, place: Column) -> tuple[list[Patch | Text], float]:
    """Return the bars of shares that a user has asked for, and the y at which they end."""
    left, top, width = place
    if not content.bars:
        return [], top
    from mapgen.layout.share_bars import draw_bars  # noqa: PLC0415 (few maps have bars)

    size = sizes.note if content.brief else sizes.small_label
    return draw_bars(content.bars, (left, top), width, size, content.theme)


def list_below(
    content: LayoutContent, sizes: TypeSizes, detail: Detail, place: tuple[float, float]
) -> tuple[list[Patch | Text], float]:
    """Return the countries that no label names, as if at the page's top, from a left and in a width, and their height.

    Empty for a detail without it.
    """
    left, width = place
    entries = [entry for entry in content.entries if entry.unlabelled] if detail.unlabelled else []
    return draw_paragraphs(entries, (left, 0.0), width, ListStyle(sizes.key, sizes.note, content.theme))


def notes_of_page(
    content: LayoutContent, sizes: TypeSizes, detail: Detail, place: tuple[float, float]
) -> tuple[list[Text], float]:
    """Return notes and source line as if at the page's top, from a left and in a width, and their height."""
    return notes_block(content.notes, content.captions.last_line, content.theme, sizes, detail, place)
