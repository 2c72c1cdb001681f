"""The page of an animation: the texts that stand still, and the boxes of the map, its day and the band of time."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from mapgen.drawing.primitives import Box, Text
from mapgen.drawing.sizes import Size
from mapgen.drawing.typeface import text_width
from mapgen.errors import InputError
from mapgen.layout.key import KeyEntry, entry_width
from mapgen.layout.note_marks import marked
from mapgen.layout.page_texts import LESS_AND_LESS, Detail, TypeSizes, heading, notes_block
from mapgen.themes.theme import Fill, Theme
from mapgen.timeline.page_style import type_sizes
from mapgen.words.captions import Captions

# A page wider than this ratio of width to height has all texts beside the map.
_LANDSCAPE = 1.2
# The part of a wide page's width for headline, band and notes, the part of any page's width for the day and its counts,
# and how many times as wide they may be where their labels are long.
_BESIDE, _WIDE_COLUMN, _COLUMN, _WIDER = 0.4, 0.17, 0.33, 1.35
# The height of the band, on a wide page its greatest height, the height of the years below it, and the space around
# both; in sizes of small type.
_BAND, _HIGHEST_BAND, _YEARS, _AROUND = 5.0, 14.0, 1.5, 1.1
# The height of a bare page's line with the date, in sizes of the year's type, its baseline, that of the day in sizes of
# the day's, and the space between the two; the space around a bare map, in margins. A bare page that shrinks has a
# height of so many whole CSS pixels that an animation of any kind has whole, even sides.
_DATE_LINE, YEAR_LINE, DAY_LINE, _AFTER_YEAR = 1.15, 0.86, 1.3, 0.6
_INSIDE, _EVEN = 0.4, 16
# The size of type of changes, in those of the key.
_CHANGES = 1.25
# The least height of the map and the least width of the column of its day, in CSS pixels.
_LEAST_MAP, _LEAST_COLUMN = 100.0, 84.0
# The least part of a page's height for the map on a page with notes.
_ROOM_WITH_NOTES = 0.4


class FramePage(Struct, frozen=True):
    """A page's sizes of type, the texts that stand still, and the boxes of the moving parts, in CSS pixels.

    `year` and `day` hold the date, `column` holds counts and changes, `band` the states of each class over time, with
    the years below. `ground` is the box of the map's ground: up to three edges of a wide page, else to one.
    A `bare` page has the date alone above the map: neither column nor band.
    """

    size: Size
    sizes: TypeSizes
    texts: tuple[Text, ...]
    year: Box
    day: Box
    column: Box
    map: Box
    band: Box
    ground: Box
    bare: bool = False


def frame_page(captions: Captions, labels: Sequence[str], theme: Theme, size: Size) -> FramePage:
    """Return the page of a size, with room for the `labels` of the counts.

    Raises InputError for a size that is too small for map, day and band.
    """
    for detail in LESS_AND_LESS:
        page = _arranged(captions, labels, theme, size, detail)
        if _roomy(page, detail):
            return page
    raise _too_small(size)


def bare_frame_page(aspect: float, size: Size) -> FramePage:
    """Return the page of a map of a width by height with its date alone, in a line above it.

    A page that shrinks is no higher than its map. Raises InputError for a size too small for both.
    """
    sizes = type_sizes(size, moving=True)
    inside, edge = _INSIDE * sizes.margin, max(_INSIDE * sizes.margin, size.inset)
    top = edge + _DATE_LINE * year_size(sizes)
    if size.shrinks:
        needed = top + (size.width - 2 * inside) / aspect + inside
        size = replace(size, height=min(size.height, _EVEN * ceil(needed / _EVEN)))
    box = (inside, top, size.width - inside, size.height - edge)
    if box[3] - box[1] < _LEAST_MAP or box[2] - box[0] < _LEAST_MAP:
        raise _too_small(size)
    across = sizes.margin + _widest_year(sizes) + _AFTER_YEAR * sizes.standfirst
    # The day stands on the line of the year.
    above = edge + YEAR_LINE * year_size(sizes) - DAY_LINE * sizes.standfirst
    year, day = (sizes.margin, edge, across, top), (across, above, size.width, top)
    ground, nothing = (0.0, top, size.width, size.height), (0.0, 0.0, 0.0, 0.0)
    return FramePage(size, sizes, (), year, day, nothing, box, nothing, ground, bare=True)


def _too_small(size: Size) -> InputError:
    message = "too small for the map, its day and the band of time of an animation; choose a larger one"
    return InputError.single(f"size {size.words}", message)


def _roomy(page: FramePage, detail: Detail) -> bool:
    left, top, right, bottom = page.map
    if detail.notes and bottom - top < _ROOM_WITH_NOTES * page.size.height:
        return False
    column = page.column[2] - page.column[0]
    return bottom - top >= _LEAST_MAP and right - left >= _LEAST_MAP and column >= _LEAST_COLUMN


def _arranged(captions: Captions, labels: Sequence[str], theme: Theme, size: Size, detail: Detail) -> FramePage:
    sizes = type_sizes(size, moving=True)
    wide = size.width / size.height > _LANDSCAPE
    margin, edge, small = sizes.margin, max(sizes.margin, size.inset), sizes.small_label
    width = (_BESIDE if wide else 1.0) * size.width - (1.0 if wide else 2.0) * margin
    texts, top = heading(captions, theme, sizes, detail, (margin, edge, width))
    notes, height = notes_block(marked(captions.notes, ()), captions.last_line, theme, sizes, detail, (margin, width))
    end = size.height - edge - height
    low = end - (_AROUND + _YEARS) * small
    high = _BAND * small
    if wide:
        high = min(_HIGHEST_BAND * small, max(high, low - top - _AROUND * small))
    band = (margin, low - high, margin + width, low)
    left, upper, floor = margin, top, band[1] - _AROUND * small
    if wide:
        left, upper, floor = 2.5 * margin + width, edge, size.height - edge
    widest = max(entry_width(KeyEntry(Fill(""), label, "12"), sizes.key) for label in labels)
    column = (_WIDE_COLUMN if wide else _COLUMN) * size.width
    across = left + max(column, min(widest, _WIDER * column), _widest_year(sizes))
    day = upper + 1.04 * year_size(sizes)
    under = day + 2.1 * sizes.standfirst
    parts = ((left, upper, across, day), (left, day, across, under), (left, under, across, floor))
    box = (across + 0.5 * sizes.key, upper, size.width - margin, floor)
    ground = (across + 0.5 * sizes.key, 0.0 if wide else upper, size.width, size.height if wide else floor)
    return FramePage(size, sizes, (*texts, *_lowered(notes, end)), *parts, box, band, ground)


def _widest_year(sizes: TypeSizes) -> float:
    return text_width("2000", year_size(sizes), bold=True)


def change_size(sizes: TypeSizes) -> float:
    """Return the size of type of the changes."""
    return min(_CHANGES * sizes.key, max(sizes.key, sizes.headline))


def year_size(sizes: TypeSizes) -> float:
    """Return the size of type of the year."""
    return round(2.3 * sizes.headline)


def _lowered(texts: Sequence[Text], by: float) -> list[Text]:
    return [text.lowered(by) for text in texts]
