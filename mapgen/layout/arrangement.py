"""The arrangement of a page: headline, key and notes around the box for the map, computed from their content.

Cards of social networks have arrangements of their own; see cards.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from mapgen.drawing.primitives import Box, Text
from mapgen.drawing.sizes import Size
from mapgen.errors import InputError
from mapgen.layout.content import Arrangement, LayoutContent, list_below, notes_of_page, texts_above
from mapgen.layout.key import entry_width
from mapgen.layout.page_texts import SPARER, Detail, TypeSizes, lowered

# A page whose width by height is more than _LANDSCAPE has its texts beside the map; a page of less than _UPRIGHT above
# and below it; a page between them has its texts where they leave the larger map.
_LANDSCAPE = 1.2
_UPRIGHT = 0.9
# The least part of a page's height (upright) that the map must get before texts give way; a map that is wider than high
# asks for no more than it can use. With a list of countries below it, the least part of the page, and the most of its
# height for the list.
_LEAST_MAP = 0.42
_LEAST_WITH_LIST = 0.45
_MOST_LIST = 0.16
# On a wide page: the least part of its width for texts, the same with long lists, the widest column in sizes of type
# (some 75 letters a line), and the width for labels on both sides of the map, in heights of the map. More classes and
# countries than _MOST_LISTED are no list that anybody reads.
_LEAST_COLUMN = 0.36
_LIST_COLUMN = 0.48
_WIDEST_COLUMN = 36
_MAP_SIDES = 0.38
_MOST_LISTED = 40
# The least height of the map's box by its width, where a page shrinks, with labels beside the map and without.
_LOWEST, _LOWEST_INSIDE = 0.6, 0.4
# The space between a frame as wide as the page and its map, in margins; that above notes and lists, in sizes of type.
_INSIDE = 0.4
_BETWEEN = 0.8
# The least width and height of the map's box, in CSS pixels.
_TINIEST = 60.0


Way = Callable[[LayoutContent, Size, TypeSizes, Detail], Arrangement]


def arranged(content: LayoutContent, size: Size, sizes: TypeSizes) -> Arrangement:
    """Return the first arrangement, from the fullest on, that leaves the map its share of the page.

    A user has asked for bars of shares, so they come before lists and lesser texts; but if they leave no room for notes
    or the map, the page is arranged without them. A page too small even for the sparest arrangement gets that one.
    Raises InputError where texts leave the map no room at all.
    """
    if content.bare:
        from mapgen.layout.bare_page import bare_arrangement  # noqa: PLC0415 (most pages are not bare)

        return bare_arrangement(content, size, sizes)
    best = _card if size.is_card else _fullest
    page = best(content, size, sizes)
    if content.bars and not (page.fits and (page.detail.notes or size.is_card)):
        page = best(replace(content, bars=(), captions=content.captions.without_shares), size, sizes)
    _refuse_crowded(page, size)
    return page


def _card(content: LayoutContent, size: Size, sizes: TypeSizes) -> Arrangement:
    from mapgen.layout.cards import arranged_card  # noqa: PLC0415 (only a card needs it)

    return arranged_card(content, size, sizes)


def _fullest(content: LayoutContent, size: Size, sizes: TypeSizes) -> Arrangement:
    """Return the first arrangement that fits, or else the sparest; of two that do, the one with the larger map."""
    shape = size.width / size.height
    pages = []
    if shape > _UPRIGHT:
        pages.append(_first(_wide_ways(content), content, size, sizes))
    if shape <= _LANDSCAPE:
        pages.append(_first(_upright_ways(content), content, size, sizes))
    # An arrangement with labels comes before one without.
    return max(pages, key=lambda page: (page.fits, page.detail.labels, content.map_height(page.map_box)))


def _first(ways: Iterable[tuple[Way, Detail]], content: LayoutContent, size: Size, sizes: TypeSizes) -> Arrangement:
    """Return the first arrangement that fits, or the last."""
    for way, detail in ways:
        page = way(content, size, sizes, detail)
        if page.fits:
            break
    return page


def _upright_ways(content: LayoutContent) -> Iterator[tuple[Way, Detail]]:
    """Yield arrangements of an upright page, the fullest first: with lists only if countries must be listed."""
    if content.listed:
        for notes in (2, 1, 0):
            yield _arranged_above, Detail(notes=notes, unlabelled=True)
    for detail in SPARER:
        yield _arranged_above, detail


def _wide_ways(content: LayoutContent) -> Iterator[tuple[Way, Detail]]:
    """Yield arrangements of a wide page, which has room for lists, with leaders or without.

    The last one has the texts of a small wide page above the map: beside it they have the least room.
    """
    if sum(len(entry.members[-1]) for entry in content.entries if entry.members) <= _MOST_LISTED:
        for detail in (Detail(countries=2), Detail(countries=1)):
            yield _arranged_beside, detail
        if content.listed:
            yield _arranged_beside, Detail(countries=1, wider=True)
            yield _arranged_beside, Detail(countries=1, wider=True, smallest=True)
    for detail in SPARER:
        yield _arranged_beside, detail
    yield _arranged_above, SPARER[-1]


def refuse_without_credits(page: Arrangement, size: Size) -> None:
    """Raise InputError for a page with images but without notes, where the images would be credited."""
    if not page.detail.notes:
        message = "no note fits on it, and images must be credited there; choose a larger size"
        raise InputError.single(f"size {size.words}", message)


def _refuse_crowded(page: Arrangement, size: Size) -> None:
    """Raise InputError where headline, key and notes would cover each other or the map."""
    left, top, right, bottom = page.map_box
    ends = max(text.box[3] for text in (*page.legend, *page.lists) if isinstance(text, Text))
    begins = min((text.box[1] for text in page.notes if isinstance(text, Text)), default=size.height)
    if ends > begins or right - left < _TINIEST or bottom - top < _TINIEST:
        raise InputError.single(
            f"size {size.words}",
            "headline, key and notes leave no room for the map; shorten the title, or choose a larger size",
        )


def _arranged_above(content: LayoutContent, size: Size, sizes: TypeSizes, detail: Detail) -> Arrangement:
    """Arrange an upright page: headline and key above the map, below it the notes, and what its labels do not name.

    A page that shrinks is no higher than its content.
    """
    left, width, edge = sizes.margin, size.width - 2 * sizes.margin, max(sizes.margin, size.inset)
    legend, top = texts_above(content, sizes, detail, (left, edge, width))
    listed, list_height = list_below(content, sizes, detail, (left, width))
    notes, notes_height = notes_of_page(content, sizes, detail, (left, width))
    top += 0.8 * sizes.key
    # From the page's foot up: the notes, the list, the map.
    before_notes, before_list = (_BETWEEN * sizes.note if texts else 0.0 for texts in (notes, listed))
    below = edge + notes_height + before_notes + list_height + before_list
    bottom = size.height - below
    # A whole number of pixels, so that an image has one, too.
    spare = math.floor(max(0.0, bottom - top - _most_height(content, sizes, width))) if size.shrinks else 0
    bottom, height = bottom - spare, size.height - spare
    frame, box = _frame_and_box(content, sizes, size, (top, bottom))
    fits = _leaves_its_share(content, (size.width, height), detail, frame) and list_height <= _MOST_LIST * size.height
    return Arrangement(
        legend=tuple(legend),
        notes=lowered(notes, height - edge - notes_height),
        map_box=box,
        frame=frame,
        height=height,
        detail=detail,
        fits=fits,
        lists=lowered(listed, bottom + before_list),
        list_top=bottom + before_list,
        list_height=list_height,
    )


def relisted(page: Arrangement, content: LayoutContent, size: Size) -> Arrangement | None:
    """Return an upright page with the list of another content in the place of its own; None where that is higher.

    A page that shrinks is as much lower as its list.
    """
    sizes = TypeSizes.of_map(size)
    listed, height = list_below(content, sizes, page.detail, (sizes.margin, size.width - 2 * sizes.margin))
    if height > page.list_height:
        return None
    gap = 0.0 if listed else _BETWEEN * sizes.note
    spare = math.floor(page.list_height - height + gap) if size.shrinks else 0
    return replace(
        page,
        lists=lowered(listed, page.list_top),
        list_height=height,
        notes=lowered(page.notes, -spare),
        height=page.height - spare,
    )


def _most_height(content: LayoutContent, sizes: TypeSizes, width: float) -> float:
    """Return the height of the map that a page as wide as this can use."""
    if content.inside:
        return max(content.map_height_at(width + 2 * (1 - _INSIDE) * sizes.margin), _LOWEST_INSIDE * width)
    return max(content.map_height_at(width) + sizes.note, _LOWEST * width)


def _frame_and_box(content: LayoutContent, sizes: TypeSizes, size: Size, ends: tuple[float, float]) -> tuple[Box, Box]:
    """Return the frame and the box of a map between a top and a bottom.

    Where no labels stand beside the map, the frame is as wide as the page.
    """
    (top, bottom), margin = ends, sizes.margin
    inside = _INSIDE * margin
    if content.inside:
        return (0.0, top, size.width, bottom), (inside, top, size.width - inside, bottom)
    box = (margin, top, size.width - margin, bottom)
    return box, box


def _leaves_its_share(content: LayoutContent, page: tuple[float, float], detail: Detail, frame: Box) -> bool:
    """Whether a frame is large enough for the map of an upright page of a width and a height."""
    (width, height), (left, top, right, bottom) = page, frame
    if not detail.labels:
        return bottom - top >= _LEAST_MAP * height
    if detail.unlabelled and (bottom - top) * (right - left) < _LEAST_WITH_LIST * width * height:
        return False
    least = max(_LEAST_MAP * height, content.least_width / content.aspect)
    return bottom - top >= min(least, 0.8 * (right - left) / content.aspect)


def _arranged_beside(content: LayoutContent, size: Size, sizes: TypeSizes, detail: Detail) -> Arrangement:
    """Arrange a wide page: headline, key and notes in a column, the map on its right, all in the middle."""
    top, height = sizes.margin, size.height - 2 * sizes.margin
    map_room = (content.aspect + _MAP_SIDES) * height
    least = _LIST_COLUMN if detail.wider else _LEAST_COLUMN
    width = max(least * size.width, size.width - 3 * sizes.margin - map_room)
    width = min(width, _WIDEST_COLUMN * sizes.standfirst)
    room = min(size.width - 3 * sizes.margin - width, 2 * map_room)
    left = (size.width - width - sizes.margin - room) / 2
    legend, end = texts_above(content, sizes, detail, (left, top, width), columns=False)
    notes, notes_height = notes_of_page(content, sizes, detail, (left, width))
    bottom = top + height - notes_height
    box = (left + width + sizes.margin, top, left + width + sizes.margin + room, top + height)
    fits = end + sizes.note <= bottom and max(entry_width(entry, sizes.key) for entry in content.entries) <= width
    return Arrangement(tuple(legend), lowered(notes, bottom), box, box, size.height, detail, fits)
