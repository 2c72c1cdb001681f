"""The arrangement of a card of a social network, which people read on a phone: few words, and a map to the edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mapgen.drawing.primitives import Box, Patch, Text
from mapgen.drawing.sizes import Size
from mapgen.drawing.typeface import text_width
from mapgen.layout.content import Arrangement, LayoutContent, bars_below, notes_of_page
from mapgen.layout.key import KEY_GAP, KeyEntry, draw_rows, entry_width, fitted
from mapgen.layout.key_lists import draw_stack
from mapgen.layout.page_texts import SPARER, Column, Detail, TypeSizes, brief_heading, brief_lines, key_below, lowered

# The least part of a card's area for the map's frame: of one that is wider than high, and of any other.
_LEAST_FRAME_WIDE, _LEAST_FRAME = 0.4, 0.45
# Texts beside the map: the least and the most of the card's width for them.
_LEAST_COLUMN, _MOST_COLUMN = 0.3, 0.47
# So many widths of a column are tried.
_STEPS = 24
# The most rows of the key before its labels give up the names of countries.
_ROWS = 2
# The most lines of a headline beside the map.
_LINES = 2
# The space between the frame and what the map holds, in margins, and between the frame and texts, in sizes of type.
_INSIDE, _CLOSE = 0.4, 0.2
_AROUND = 0.6
# The most of a card's width for a key on the sea.
_MOST_ON_SEA = 0.42
# The space above a key whose entries stand one below the other, in sizes of its type.
_BEFORE_STACK = 0.6


def arranged_card(content: LayoutContent, size: Size, sizes: TypeSizes) -> Arrangement:
    """Return the arrangement of a card with the largest map: its texts in a strip above it, or in a column beside it.

    Each is the fullest that leaves the map its share of the card.
    """
    # What bars of shares count is said in the caption and the description.
    content = replace(content, captions=replace(content.captions, shares_note=""))
    cards = [_Card(content, size, sizes, detail) for detail in _details(content, size)]
    above = [_Card.above, *([_Card.around_key] if content.sea_room else [])]
    ways = ([_Card.beside] if size.width > size.height else []) + above
    pages = [_first_fitting(map(way, cards)) for way in ways]
    return max(
        pages,
        key=lambda page: (page.fits, page.detail.labels, _fills(content, page), content.map_height(page.map_box)),
    )


def _fills(content: LayoutContent, page: Arrangement) -> bool:
    """Whether the map's ground fills its frame; where it does not show the sea, there is none."""
    return not content.sea_room or content.sea_room.fills((page.map_box, page.frame), content.sides)


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
        legend, end = self._head(low=self.size.width > self.size.height)
        key, end = self._key((self.sizes.margin, end, self.size.width - 2 * self.sizes.margin))
        return self._strips([*legend, *key], end)

    def around_key(self) -> Arrangement:
        """Arrange it as strips with the key on the sea of the map, one entry below the other.

        It does not fit where the sea has no room.
        """
        content, sizes, size = self.content, self.sizes, self.size
        head, end = self._head(low=size.width > size.height)
        bars, end = bars_below(content, sizes, (sizes.margin, end, size.width - 2 * sizes.margin))
        page = self._strips([*head, *bars], end)
        most, theme = _MOST_ON_SEA * size.width, content.theme.on_sea
        key, height = draw_stack(content.entries, (0.0, 0.0), most, sizes.key, theme)
        block = (max(mark.box[2] for mark in key), height)
        room = content.sea_room
        place = room and room.place((page.map_box, page.frame), content.sides, block, sizes.margin)
        if not place or self._has_captions:
            return replace(page, fits=False)
        box, lean = place
        key, _ = draw_stack(content.entries, box[:2], most, sizes.key, theme)
        page = replace(page, legend=(*page.legend, *key), kept_free=(box,), lean=lean)
        return self._to_the_foot(page) if size.width > size.height else page

    def _to_the_foot(self, page: Arrangement) -> Arrangement:
        """Return a card in strips with its map's sea down to the card's edge, below the notes, if no land is there."""
        content, (left, top, right, _) = self.content, page.frame
        frame, room = (left, top, right, self.size.height), content.sea_room
        boxes = [text.box for text in page.notes]
        if not room or not all(room.is_clear((page.map_box, frame), content.sides, page.lean, box) for box in boxes):
            return page
        on_sea, sizes = replace(content, theme=content.theme.on_sea), self.sizes
        notes, height = notes_of_page(on_sea, sizes, self.detail, (sizes.margin, self.size.width - 2 * sizes.margin))
        foot = self.size.height - sizes.margin - height
        return replace(page, frame=frame, notes=lowered(notes, foot))

    def beside(self) -> Arrangement:
        """Arrange it as a column of texts, no wider than they need, and the map on its right up to the card's edges."""
        for stacked in (True, False):
            page = self._beside(stacked=stacked)
            if page.fits:
                break
        return page

    def _beside(self, *, stacked: bool) -> Arrangement:
        """Arrange it as a column of texts and the map, with the key's entries one below the other or in few rows."""
        size, sizes = self.size, self.sizes
        inside, width = _INSIDE * sizes.margin, self._column()
        legend, end = self._head(low=False, width=width)
        key, end = self._key((sizes.margin, end, width), stacked=stacked)
        legend = [*legend, *key]
        notes, height = notes_of_page(self.content, sizes, self.detail, (sizes.margin, width))
        foot = size.height - sizes.margin - height
        # The map begins where the texts end, which lines in words may do before their column.
        frame = (max(mark.box[2] for mark in (*legend, *notes)) + sizes.margin, 0.0, size.width, size.height)
        page = self._arrangement(legend, lowered(notes, foot), frame, (inside, inside))
        lines = sum(isinstance(text, Text) and text.role == "headline" for text in legend)
        return replace(page, fits=page.fits and lines <= _LINES and end + _AROUND * sizes.note <= foot)

    def _column(self) -> float:
        """Return the width of the narrowest column whose headline has two lines, of its full size if there is one.

        The source line has one line in it, if one of a column's most width can have it.
        """
        size, (captions, headline) = self.size, (self.content.captions, self.sizes.headline)
        least, most = _LEAST_COLUMN * size.width, _MOST_COLUMN * size.width
        source = text_width(captions.last_line, self.sizes.note) if self.detail.source else 0.0
        least = max(least, source) if source <= most else least
        widths = [least + part / _STEPS * (most - least) for part in range(_STEPS + 1)]
        heads = [(width, *brief_lines(captions, headline, width)) for width in widths]
        fitting = [(width, typ) for width, typ, lines in heads if len(lines) <= _LINES]
        largest = max((typ for _, typ in fitting), default=0.0)
        return next((width for width, typ in fitting if typ == largest), least)

    def _head(self, *, low: bool, width: float = 0.0) -> tuple[list[Patch | Text], float]:
        """Return headline and standfirst at the card's top, in a width or that of the card, and the y of their end."""
        sizes, size = self.sizes, self.size
        place = (sizes.margin, max(sizes.margin, size.inset), width or size.width - 2 * sizes.margin)
        texts, end = brief_heading(
            self.content.captions, self.content.theme, sizes, replace(self.detail, low=low), place
        )
        return [*texts], end

    def _key(self, place: Column, *, stacked: bool = False) -> tuple[list[Patch | Text], float]:
        """Return the key, its entries one below the other or in few rows, and bars of shares, and the y at the end."""
        content, sizes, (left, top, width) = self.content, self.sizes, place
        if self._has_captions:
            key, end = key_below(content.entries, content.theme, sizes, Detail(), place, columns=True)
        elif stacked:
            top += _BEFORE_STACK * sizes.key
            key, end = draw_stack(content.entries, (left, top), width, sizes.key, content.theme)
        else:
            key, end = draw_rows(_key_rows(content.entries, sizes.key, width), (left, top), sizes.key, content.theme)
        bars, end = bars_below(content, sizes, (left, end, width))
        return [*key, *bars], end

    @property
    def _has_captions(self) -> bool:
        return any(entry.caption for entry in self.content.entries)

    def _strips(self, legend: Sequence[Patch | Text], end: float) -> Arrangement:
        """Return the strips of a card: a legend that ends at a y, the map, notes and source."""
        size, sizes = self.size, self.sizes
        notes, height = notes_of_page(self.content, sizes, self.detail, (sizes.margin, size.width - 2 * sizes.margin))
        foot = size.height - max(sizes.margin, size.inset) - height
        bottom = foot - _AROUND * sizes.note if notes else size.height - size.inset
        frame = (0.0, end + _AROUND * sizes.note, size.width, bottom)
        # Where no labels stand beside the map, it may be as large as the frame.
        aside, within = (_CLOSE, _CLOSE) if self.content.inside else (1.0, _INSIDE)
        return self._arrangement(legend, lowered(notes, foot), frame, (aside * sizes.margin, within * sizes.margin))

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
