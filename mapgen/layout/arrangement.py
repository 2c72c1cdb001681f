"""The arrangement of a page: headline, key and notes around the box for the map, computed from their content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mapgen.drawing.primitives import Box, Patch, Text
from mapgen.drawing.sizes import Size
from mapgen.errors import InputError
from mapgen.layout.key import KeyEntry, entry_width
from mapgen.layout.note_marks import MarkedNote
from mapgen.layout.page_texts import SMALLEST_TYPE, Detail, TypeSizes, heading, key_below, notes_block
from mapgen.layout.share_bars import ShareBar, draw_bars
from mapgen.themes.theme import Theme
from mapgen.words.captions import Captions

# A page whose width by height is more than _LANDSCAPE has its texts beside the map; a page of less than _UPRIGHT above
# and below it; a page between them has its texts where they leave the larger map.
_LANDSCAPE = 1.2
_UPRIGHT = 0.9
# The least part of a page's height (upright) or width (landscape) that the map must get before texts give way; a map
# that is wider than high asks for no more than it can use.
_LEAST_MAP = 0.42
# On a wide page: the least part of its width for texts, the same with long lists, the widest column in sizes of type
# (some 75 letters a line), and the width for labels on both sides of the map, in heights of the map.
_LEAST_COLUMN = 0.36
_LIST_COLUMN = 0.48
_WIDEST_COLUMN = 36
_MAP_SIDES = 0.38
# The part of the map box's width kept free on each side for labels over the sea.
LABEL_SIDE = 0.16
# The least width and height of the map's box, in CSS pixels.
_TINIEST = 60.0
# The detail of a page without lists, from the most to the least.
_SPARER = (
    Detail(),
    Detail(notes=1),
    Detail(notes=0),
    Detail(notes=0, short_headline=True),
    Detail(notes=0, short_headline=True, source=False, labels=False),
)
# An upright page that would leave more of its height empty than this lists the countries.
_EMPTY = 0.14


class Arrangement(Struct, frozen=True):
    """The texts of a page by layer, the boxes of the map in CSS pixels, and the detail that had room.

    `map_box` is the box for the region and its labels, `frame` the one on which the map's ground is drawn: at least as
    large, and on some pages up to their edges. `empty` is the height of the page that stays unused.
    """

    legend: tuple[Patch | Text, ...]
    notes: tuple[Patch | Text, ...]
    map_box: Box
    frame: Box
    detail: Detail
    fits: bool
    empty: float = 0.0


class LayoutContent(Struct, frozen=True):
    """The content of a page: texts, the key's entries, the theme that colours them, the map's width by height.

    `listed` says whether countries must be listed: some have no label on the map, or only a code. `least_width` is the
    least width in CSS pixels of a map that can carry its labels.
    """

    captions: Captions
    notes: tuple[MarkedNote, ...]
    entries: tuple[KeyEntry, ...]
    theme: Theme
    aspect: float
    listed: bool = False
    least_width: float = 0.0
    bars: tuple[ShareBar, ...] = ()

    @property
    def has_members(self) -> bool:
        """Whether some entry has countries to list."""
        return any(entry.members for entry in self.entries)


Way = Callable[[LayoutContent, Size, TypeSizes, Detail], Arrangement]


def arranged(content: LayoutContent, size: Size, sizes: TypeSizes) -> Arrangement:
    """Return the first arrangement, from the fullest on, that leaves the map its share of the page.

    A user has asked for bars of shares, so they come before lists and lesser texts; but if they leave no room for notes
    or the map, the page is arranged without them. A page too small even for the sparest arrangement gets that one.
    Raises InputError where texts leave the map no room at all.
    """
    page = _fullest(content, size, sizes)
    if content.bars and not (page.fits and page.detail.notes):
        page = _fullest(replace(content, bars=(), captions=content.captions.without_shares), size, sizes)
    _refuse_crowded(page, size)
    return page


def _fullest(content: LayoutContent, size: Size, sizes: TypeSizes) -> Arrangement:
    """Return the first arrangement that fits, or else the sparest; of two that do, the one with the larger map."""
    shape = size.width / size.height
    pages = []
    if shape > _UPRIGHT:
        pages.append(_first(_wide_ways(content), content, size, sizes))
    if shape <= _LANDSCAPE:
        pages.append(_first(_upright_ways(content), content, size, sizes))
    # An arrangement with labels comes before one without.
    page = max(pages, key=lambda candidate: (candidate.fits, candidate.detail.labels, _map_height(candidate, content)))
    if page is not pages[0] or shape <= _UPRIGHT:
        page = _filled(page, content, size, sizes)
    return page


def _first(ways: Iterable[tuple[Way, Detail]], content: LayoutContent, size: Size, sizes: TypeSizes) -> Arrangement:
    """Return the first arrangement that fits, or the last."""
    for way, detail in ways:
        page = way(content, size, sizes, detail)
        if page.fits:
            break
    return page


def _map_height(page: Arrangement, content: LayoutContent) -> float:
    """Return the height of the map in its box, with room for labels on both sides."""
    left, top, right, bottom = page.map_box
    return min(bottom - top, (1 - 2 * LABEL_SIDE) * (right - left) / content.aspect)


def _upright_ways(content: LayoutContent) -> Iterator[tuple[Way, Detail]]:
    """Yield arrangements of an upright page, the fullest first: with lists only if countries must be listed."""
    if content.listed:
        for notes in (2, 1):
            yield _arranged_above, Detail(notes=notes, countries=2)
            yield _arranged_above, Detail(notes=notes, countries=1)
            yield _arranged_above, Detail(notes=notes, countries=1, smallest=True)
            yield _arranged_above, Detail(notes=notes, countries=1, smallest=True, stacked=True)
    for detail in _SPARER:
        yield _arranged_above, detail


def _wide_ways(content: LayoutContent) -> Iterator[tuple[Way, Detail]]:
    """Yield arrangements of a wide page, which has room for lists, with leaders or without.

    The last one has the texts of a small wide page above the map: beside it they have the least room.
    """
    for detail in (Detail(countries=2), Detail(countries=1)):
        yield _arranged_beside, detail
    if content.listed:
        yield _arranged_beside, Detail(countries=1, wider=True)
        yield _arranged_beside, Detail(countries=1, wider=True, smallest=True)
    for detail in _SPARER:
        yield _arranged_beside, detail
    yield _arranged_above, _SPARER[-1]


def _filled(page: Arrangement, content: LayoutContent, size: Size, sizes: TypeSizes) -> Arrangement:
    """Return an upright page with the countries listed in its empty height, if the map stays as large."""
    if page.detail.countries or page.empty <= _EMPTY * size.height or not content.has_members:
        return page
    for countries in (2, 1):
        fuller = _arranged_above(content, size, sizes, replace(page.detail, countries=countries))
        if fuller.fits and fuller.empty > 0:
            return fuller
    return page


def _refuse_crowded(page: Arrangement, size: Size) -> None:
    """Raise InputError where headline, key and notes would cover each other or the map."""
    left, top, right, bottom = page.map_box
    ends = max(text.box[3] for text in page.legend if isinstance(text, Text))
    begins = min((text.box[1] for text in page.notes if isinstance(text, Text)), default=size.height)
    if ends > begins or right - left < _TINIEST or bottom - top < _TINIEST:
        raise InputError.single(
            f"size {size.words}",
            "headline, key and notes leave no room for the map; shorten the title, or choose a larger size",
        )


def _arranged_above(content: LayoutContent, size: Size, sizes: TypeSizes, detail: Detail) -> Arrangement:
    """Arrange an upright page: headline and key above the map, notes below it, all in the middle of its height."""
    left, width = sizes.margin, size.width - 2 * sizes.margin
    legend, top = _legend(content, sizes, detail, (left, max(sizes.margin, size.inset), width))
    notes, height = notes_block(content.notes, content.captions.last_line, content.theme, sizes, detail, (left, width))
    top += 0.8 * sizes.key
    bottom = size.height - max(sizes.margin, size.inset) - height
    above_notes = 0.8 * sizes.note if notes else 0
    map_height = width / content.aspect
    room = bottom - above_notes - top
    # Long lists may take more of a wide map's page.
    share = 0.55 if detail.stacked else 0.8
    least = min(max(_LEAST_MAP * size.height, content.least_width / content.aspect), share * map_height)
    fits = room >= (least if detail.labels else _LEAST_MAP * size.height)
    slack = max(0.0, room - map_height) / 2
    box = (left, top + slack, left + width, bottom - above_notes - slack)
    return Arrangement(_lowered(legend, slack), _lowered(notes, bottom - slack), box, box, detail, fits, 2 * slack)


def _arranged_beside(content: LayoutContent, size: Size, sizes: TypeSizes, detail: Detail) -> Arrangement:
    """Arrange a wide page: headline, key and notes in a column, the map on its right, all in the middle."""
    top, height = sizes.margin, size.height - 2 * sizes.margin
    map_room = (content.aspect + _MAP_SIDES) * height
    least = _LIST_COLUMN if detail.wider else _LEAST_COLUMN
    width = max(least * size.width, size.width - 3 * sizes.margin - map_room)
    width = min(width, _WIDEST_COLUMN * sizes.standfirst)
    room = min(size.width - 3 * sizes.margin - width, 2 * map_room)
    left = (size.width - width - sizes.margin - room) / 2
    legend, end = _legend(content, sizes, detail, (left, top, width), columns=False)
    notes, notes_height = notes_block(
        content.notes, content.captions.last_line, content.theme, sizes, detail, (left, width)
    )
    bottom = top + height - notes_height
    box = (left + width + sizes.margin, top, left + width + sizes.margin + room, top + height)
    fits = end + sizes.note <= bottom and max(entry_width(entry, sizes.key) for entry in content.entries) <= width
    return Arrangement(tuple(legend), _lowered(notes, bottom), box, box, detail, fits)


def _legend(
    content: LayoutContent, sizes: TypeSizes, detail: Detail, place: tuple[float, float, float], *, columns: bool = True
) -> tuple[list[Patch | Text], float]:
    """Return headline, standfirst and key at a left, a top and in a width, and the y at which they end."""
    texts, top = heading(content.captions, content.theme, sizes, detail, place)
    left, _, width = place
    key, end = key_below(content.entries, content.theme, sizes, detail, (left, top, width), columns=columns)
    if not content.bars:
        return [*texts, *key], end
    bars, end = draw_bars(content.bars, (left, end), width, sizes.small_label, content.theme)
    return [*texts, *key, *bars], end


def _lowered(primitives: Sequence[Patch | Text], by: float) -> tuple[Patch | Text, ...]:
    return tuple(primitive.lowered(by) for primitive in primitives)


__all__ = ["SMALLEST_TYPE", "Arrangement", "LayoutContent", "TypeSizes", "arranged"]
