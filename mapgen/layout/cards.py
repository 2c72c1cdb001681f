"""The arrangement of a card of a social network, which people read on a phone: few words, and a map to the edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mapgen.drawing.primitives import Box, Patch, Text
from mapgen.drawing.sizes import Size
from mapgen.layout.content import LABEL_SIDE, Arrangement, LayoutContent, bars_below, notes_of_page
from mapgen.layout.key import KEY_GAP, KeyEntry, draw_rows, entry_width, fitted
from mapgen.layout.page_texts import SPARER, Column, Detail, TypeSizes, brief_heading, brief_lines, key_below, lowered

# The least part of a card's area for the map's frame: of one that is wider than high, and of any other.
_LEAST_FRAME_WIDE, _LEAST_FRAME = 0.4, 0.45
# Texts beside the map: the least and the most of the card's width for them.
_LEAST_COLUMN, _MOST_COLUMN = 0.36, 0.5
# The most rows of the key before its labels give up the names of countries.
_ROWS = 2
# The most lines of a headline beside the map.
_LINES = 2
# The space between the frame and what the map holds, in margins, and between the frame and texts, in sizes of type.
_INSIDE, _CLOSE = 0.4, 0.2
_AROUND = 0.6


def arranged_card(content: LayoutContent, size: Size, sizes: TypeSizes) -> Arrangement:
    """Return the arrangement of a card with the largest map: its texts in a strip above it, or in a column beside it.

    Each is the fullest that leaves the map its share of the card.
    """
    # What bars of shares count is said in the caption and the description.
    content = replace(content, captions=replace(content.captions, shares_note=""))
    cards = [_Card(content, size, sizes, detail) for detail in _details(content, size)]
    ways = (_Card.beside, _Card.above) if size.width > size.height else (_Card.above,)
    pages = [_first_fitting(map(way, cards)) for way in ways]
    return max(pages, key=lambda page: (page.fits, page.detail.labels, content.map_height(page.map_box)))


def _details(content: LayoutContent, size: Size) -> Iterator[Detail]:
    """Yield the details that a card may have: with no more words of notes than it has room for, credits aside."""
    for detail in SPARER:
        notes = [note.text for note in content.notes if detail.notes > int(note.note.minor)]
        if (
            not notes
            or content.credited
            or len(" ".join((*notes, content.captions.last_line)).split()) <= size.note_words
        ):
            yield detail


def _first_fitting(pages: Iterable[Arrangement]) -> Arrangement:
    """Return the first arrangement that fits, or the last."""
    for page in pages:
        if page.fits:
            break
    return page


class _Card(Struct, frozen=True):
    """A card of a size with some detail, to be arranged in one way or another."""

    content: LayoutContent
    size: Size
    sizes: TypeSizes
    detail: Detail

    def above(self) -> Arrangement:
        """Arrange it as strips: headline and key, the map from edge to edge, the source."""
        size, sizes = self.size, self.sizes
        left, width, edge = sizes.margin, size.width - 2 * sizes.margin, max(sizes.margin, size.inset)
        legend, end = self._texts((left, edge, width), low=size.width > size.height)
        notes, height = notes_of_page(self.content, sizes, self.detail, (left, width))
        foot = size.height - edge - height
        bottom = foot - _AROUND * sizes.note if notes else size.height - size.inset
        frame = (0.0, end + _AROUND * sizes.note, size.width, bottom)
        # Where no labels stand beside the map, it may be as large as the frame.
        aside, within = (_CLOSE, _CLOSE) if self.content.bare else (1.0, _INSIDE)
        return self._arrangement(legend, lowered(notes, foot), frame, (aside * sizes.margin, within * sizes.margin))

    def beside(self) -> Arrangement:
        """Arrange it as a column of texts, and the map on its right up to three edges of the card."""
        size, sizes = self.size, self.sizes
        inside = _INSIDE * sizes.margin
        map_width = self.content.aspect * (size.height - 2 * inside)
        map_room = 2 * inside + min(map_width + 2 * self.content.sides, map_width / (1 - 2 * LABEL_SIDE))
        width, most = size.width - 2 * sizes.margin - map_room, _MOST_COLUMN * size.width
        width = self._column(min(max(width, _LEAST_COLUMN * size.width), most), most)
        legend, end = self._texts((sizes.margin, sizes.margin, width))
        notes, height = notes_of_page(self.content, sizes, self.detail, (sizes.margin, width))
        foot = size.height - sizes.margin - height
        frame = (width + 2 * sizes.margin, 0.0, size.width, size.height)
        page = self._arrangement(legend, lowered(notes, foot), frame, (inside, inside))
        lines = sum(isinstance(text, Text) and text.role == "headline" for text in legend)
        return replace(page, fits=page.fits and lines <= _LINES and end + _AROUND * sizes.note <= foot)

    def _column(self, least: float, most: float) -> float:
        """Return the width of the narrowest column in which the headline has two lines."""
        widths = (least + part * (most - least) for part in (0.0, 0.25, 0.5, 0.75, 1.0))
        captions, headline = self.content.captions, self.sizes.headline
        return next((width for width in widths if len(brief_lines(captions, headline, width)[1]) <= _LINES), least)

    def _texts(self, place: Column, *, low: bool = False) -> tuple[list[Patch | Text], float]:
        """Return headline, standfirst, key and bars of shares, and the y at which they end."""
        content, sizes, (left, _, width) = self.content, self.sizes, place
        detail = replace(self.detail, low=low)
        texts, top = brief_heading(content.captions, content.theme, sizes, detail, place)
        if any(entry.caption for entry in content.entries):
            key, end = key_below(content.entries, content.theme, sizes, Detail(), (left, top, width), columns=True)
        else:
            key, end = draw_rows(_key_rows(content.entries, sizes.key, width), (left, top), sizes.key, content.theme)
        bars, end = bars_below(content, sizes, (left, end, width))
        return [*texts, *key, *bars], end

    def _arrangement(
        self, legend: Sequence[Patch | Text], notes: tuple[Patch | Text, ...], frame: Box, within: tuple[float, float]
    ) -> Arrangement:
        """Return the arrangement with a frame, whose map keeps off its sides, and off its top and bottom."""
        size, (left, top, right, bottom) = self.size, frame
        box = (left + within[0], top + within[1], right - within[0], bottom - within[1])
        share = (right - left) * (bottom - top) / (size.width * size.height)
        fits = share >= (_LEAST_FRAME_WIDE if size.width > size.height else _LEAST_FRAME)
        return Arrangement(tuple(legend), notes, box, frame, size.height, self.detail, fits)


def _key_rows(entries: tuple[KeyEntry, ...], size: float, width: float) -> list[list[KeyEntry]]:
    """Return the rows of a card's key; its labels name no countries where they would make too many rows."""
    rows = packed_rows(tuple(fitted(entry, size, width) for entry in entries), size, width)
    if len(rows) <= _ROWS:
        return rows
    short = tuple(replace(entry, label=entry.short or entry.label) for entry in entries)
    return packed_rows(tuple(fitted(entry, size, width) for entry in short), size, width)


def packed_rows(entries: tuple[KeyEntry, ...], size: float, width: float) -> list[list[KeyEntry]]:
    """Return the entries in as few rows as possible: each in the first that has room for it."""
    rows: list[list[KeyEntry]] = []
    for entry in entries:
        roomy = (row for row in rows if row_width([*row, entry], size) <= width)
        row = next(roomy, None)
        if row is None:
            rows.append([entry])
        else:
            row.append(entry)
    return rows


def row_width(row: Sequence[KeyEntry], size: float) -> float:
    """Return the width of entries in a row, in CSS pixels."""
    return sum(entry_width(entry, size) for entry in row) + KEY_GAP * size * (len(row) - 1)
