"""The page of a fact-check: headline, key, two maps side by side, and a numbered list of their differences."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Box, Patch, Text
from mapgen.drawing.sizes import Size
from mapgen.drawing.typeface import cut, text_width, wrap
from mapgen.errors import InputError
from mapgen.layout.key import KeyEntry
from mapgen.layout.note_marks import MarkedNote
from mapgen.layout.page_texts import Detail, TypeSizes, brief_heading, heading, key_below, notes_block
from mapgen.themes.theme import Theme
from mapgen.words.captions import Captions

# The ground above and below a map, as a part of the map's height.
GROUND = 0.08
# Room kept free on each side of a map for labels over the sea, in sizes of type.
LABEL_SIDE = 2.5
# A page wider than this ratio of width to height has its texts beside the maps.
_LANDSCAPE = 1.2
# The least part of a page's height for maps.
_LEAST_MAP = 0.3
# The least part of an upright card's height for maps, below which the standfirst gives way; the parts of a wide card's
# width for its texts, the narrowest first, and the lines of a headline there, whose size may be these parts of it.
_LEAST_ON_CARD, _CARD_COLUMNS, _CARD_LINES = 0.45, (0.32, 0.36, 0.4, 0.44), 2
_HEADLINES = (1.0, 0.87, 0.75)
# The line spacing of the list, and the distance from a number to its text, in sizes of type.
_LINE = 1.32
_INDENT = 1.4
# The notes on a page (2 all, 1 those that are not minor), and the part of a wide page's width for texts, the fullest
# first.
_Fullness = tuple[int, float]
_FULLNESS: tuple[_Fullness, ...] = ((2, 0.4), (1, 0.4), (1, 0.5), (0, 0.5))


class PanelTexts(Struct, frozen=True):
    """The texts of a fact-check: captions, titles and days of the two maps, and a line for each numbered difference.

    These items are a key of the numbers (`is_key`), or whole reasons, which are notes.
    """

    captions: Captions
    titles: tuple[str, str]
    days: tuple[str, str]
    items: tuple[str, ...]
    theme: Theme
    is_key: bool = False


class RecreationPage(Struct, frozen=True):
    """A page with its texts placed, and the boxes left for the two maps, in CSS pixels.

    `spare` is the height that maps as wide as their boxes do not need. A card has no list.
    """

    legend: tuple[Patch | Text, ...]
    notes: tuple[Text, ...]
    boxes: tuple[Box, Box]
    sizes: TypeSizes
    spare: float = 0.0
    is_card: bool = False


def recreation_page(
    texts: PanelTexts, entries: Sequence[KeyEntry], choropleth: Choropleth, size: Size
) -> RecreationPage:
    """Return the fullest page that leaves room for the maps; raises InputError where none does."""
    sizes = TypeSizes.of_map(size)
    wide = size.width / size.height > _LANDSCAPE
    aspect = choropleth.basemap.width / choropleth.basemap.height
    if size.is_card:
        return _wide_card(texts, entries, size, sizes) if wide else _upright_card(aspect, texts, entries, size, sizes)
    for fullness in _FULLNESS:
        make = partial(_landscape_page, aspect) if wide else _portrait_page
        page = make(texts, entries, size, sizes, fullness)
        left, top, right, bottom = page.boxes[0]
        if bottom - top >= min(_LEAST_MAP * size.height, 0.75 * (right - left) / aspect):
            return replace(page, spare=spare_height(page.boxes[0], aspect, sizes))
    message = "the list of differences leaves no room for the maps; choose a larger size, or a map without --recreate"
    raise InputError.single(f"size {size.words}", message)


def _portrait_page(
    texts: PanelTexts, entries: Sequence[KeyEntry], size: Size, sizes: TypeSizes, fullness: _Fullness
) -> RecreationPage:
    """Return an upright page: headline and key above the maps, the list below them."""
    left, width = sizes.margin, size.width - 2 * sizes.margin
    edge = max(sizes.margin, size.inset)
    legend, top = _heading_and_key(texts, entries, sizes, (left, edge, width))
    listed, notes, height = _list_and_notes(texts, sizes, fullness, (left, width))
    bottom = size.height - edge - height
    titles, boxes = titled_panels(texts, sizes, (left, top + 0.6 * sizes.key, left + width, bottom - 0.8 * sizes.note))
    return _page(texts, (*legend, *titles), _lowered(listed, bottom), _lowered(notes, bottom), boxes, sizes)


def _upright_card(
    aspect: float, texts: PanelTexts, entries: Sequence[KeyEntry], size: Size, sizes: TypeSizes
) -> RecreationPage:
    """Return an upright card: headline, key and, where it leaves room, standfirst above the maps, the source below."""
    left, width, edge = sizes.margin, size.width - 2 * sizes.margin, max(sizes.margin, size.inset)
    given = [MarkedNote("", note) for note in texts.captions.notes]
    notes, height = notes_block(given, texts.captions.last_line, texts.theme, sizes, Detail(low=True), (left, width))
    bottom = size.height - edge - height
    for standfirst in (texts.captions.brief_standfirst, ""):
        captions = replace(texts.captions, standfirst=standfirst, brief_standfirst=standfirst)
        legend, top = brief_heading(captions, texts.theme, sizes, Detail(low=True), (left, edge, width))
        key, top = key_below(entries, texts.theme, sizes, Detail(), (left, top, width), columns=True)
        box = (left, top + 0.4 * sizes.key, left + width, bottom - 0.6 * sizes.note)
        titles, boxes = titled_panels(texts, sizes, box)
        if boxes[0][3] - boxes[0][1] >= _LEAST_ON_CARD * size.height:
            break
    # Where maps need less height than there is, they stand in its middle, each directly below its title.
    spare = spare_height(boxes[0], aspect / (1 + 2 * GROUND), sizes) / 2
    titles, boxes = titled_panels(texts, sizes, (box[0], box[1] + spare, box[2], box[3] - spare))
    shown = tuple(text.lowered(bottom) for text in notes)
    return RecreationPage((*legend, *key, *titles), shown, boxes, sizes, is_card=True)


def _wide_card(texts: PanelTexts, entries: Sequence[KeyEntry], size: Size, sizes: TypeSizes) -> RecreationPage:
    """Return a wide card: its texts in a column, as narrow as holds them, and the maps beside it.

    Where no column holds the standfirst, there is none.
    """
    given = [MarkedNote("", note) for note in texts.captions.notes]
    left, top = sizes.margin, sizes.margin
    for standfirst, part, scale in product((texts.captions.standfirst, ""), _CARD_COLUMNS, _HEADLINES):
        width = part * size.width - left
        captions = replace(texts.captions, standfirst=standfirst, brief_standfirst="")
        headed = replace(sizes, headline=round(scale * sizes.headline, 1))
        legend, end = heading(captions, texts.theme, headed, Detail(), (left, top, width))
        key, end = key_below(entries, texts.theme, sizes, Detail(), (left, end, width), columns=True)
        notes, height = notes_block(given, captions.last_line, texts.theme, sizes, Detail(), (left, width))
        bottom = size.height - sizes.margin - height
        lines = sum(text.role == "headline" for text in legend)
        if end + sizes.note <= bottom and lines <= _CARD_LINES:
            break
    box = (left + width + sizes.margin, top, size.width - left, size.height - sizes.margin)
    titles, boxes = titled_panels(texts, sizes, box)
    return RecreationPage((*legend, *key, *titles), _lowered(notes, bottom), boxes, sizes, is_card=True)


def _page(
    texts: PanelTexts,
    legend: tuple[Patch | Text, ...],
    listed: tuple[Text, ...],
    notes: tuple[Text, ...],
    boxes: tuple[Box, Box],
    sizes: TypeSizes,
) -> RecreationPage:
    """Return a page whose list stands in the legend, where it is a key of the numbers, or among the notes."""
    if texts.is_key:
        return RecreationPage((*legend, *listed), notes, boxes, sizes)
    return RecreationPage(legend, (*listed, *notes), boxes, sizes)


def _lowered(texts: Sequence[Text], by: float) -> tuple[Text, ...]:
    return tuple(text.lowered(by) for text in texts)


def spare_height(box: Box, aspect: float, sizes: TypeSizes) -> float:
    """Return the height of a box that a map of the same width, with room for labels, does not need."""
    left, top, right, bottom = box
    return max(0.0, bottom - top - (right - left - 2 * LABEL_SIDE * sizes.small_label) / aspect)


def _landscape_page(
    aspect: float,
    texts: PanelTexts,
    entries: Sequence[KeyEntry],
    size: Size,
    sizes: TypeSizes,
    fullness: _Fullness,
) -> RecreationPage:
    """Return a wide page: headline, key and list in a column, the maps beside it."""
    left, width = sizes.margin, fullness[-1] * size.width - sizes.margin
    legend, top = _heading_and_key(texts, entries, sizes, (left, sizes.margin, width))
    listed, notes, height = _list_and_notes(texts, sizes, fullness, (left, width))
    bottom = size.height - sizes.margin - height
    box = (left + width + sizes.margin, sizes.margin, size.width - sizes.margin, size.height - sizes.margin)
    if bottom < top + sizes.note:  # so that this page counts as one without room
        box = (*box[:3], box[1])
    _, (left_box, _) = titled_panels(texts, sizes, box)
    # The maps stand in the middle of their half, each directly below its title.
    titles, boxes = titled_panels(texts, sizes, (box[0], box[1] + spare_height(left_box, aspect, sizes) / 2, *box[2:]))
    return _page(texts, (*legend, *titles), _lowered(listed, bottom), _lowered(notes, bottom), boxes, sizes)


def _heading_and_key(
    texts: PanelTexts, entries: Sequence[KeyEntry], sizes: TypeSizes, place: tuple[float, float, float]
) -> tuple[list[Patch | Text], float]:
    headline, top = heading(texts.captions, texts.theme, sizes, Detail(), place)
    key, end = key_below(entries, texts.theme, sizes, Detail(), (place[0], top, place[2]), columns=True)
    return [*headline, *key], end


def titled_panels(texts: PanelTexts, sizes: TypeSizes, box: Box) -> tuple[list[Text], tuple[Box, Box]]:
    """Return the titles of the two maps, and the boxes below them."""
    left, top, right, bottom = box
    width = (right - left - sizes.margin) / 2
    titles: list[Text] = []
    boxes: list[Box] = []
    for number in (0, 1):
        x = left + number * (width + sizes.margin)
        lines = [(texts.titles[number], sizes.key, True)]
        lines += [(line, sizes.small_label, False) for line in wrap(texts.days[number], sizes.small_label, width)]
        y = top
        for line, size, bold in lines:
            y += 1.3 * size
            titles.append(_text(cut(line, size, width, bold=bold), (x, y - 0.3 * size), size, texts.theme, bold=bold))
        boxes.append((x, y + 0.5 * sizes.note, x + width, bottom))
    start = max(box[1] for box in boxes)
    first, second = ((box[0], start, box[2], box[3]) for box in boxes)
    return titles, (first, second)


def _list_and_notes(
    texts: PanelTexts, sizes: TypeSizes, fullness: _Fullness, place: tuple[float, float]
) -> tuple[list[Text], list[Text], float]:
    """Return the list, then notes and source line, placed as if at the top of the page, and their height."""
    left, width = place
    size, top = sizes.small_label, 0.0
    drawn: list[Text] = []
    for number, item in enumerate(texts.items, 1):
        drawn.append(_text(str(number), (left, top + 1.02 * size), size, texts.theme, bold=True))
        for line in wrap(item, size, width - _INDENT * size):
            top += _LINE * size
            drawn.append(_text(line, (left + _INDENT * size, top - 0.3 * size), size, texts.theme))
    top += 0.7 * size if drawn else 0.0
    notes = [MarkedNote("", note) for note in texts.captions.notes]
    detail = Detail(notes=fullness[0])
    placed_notes, height = notes_block(notes, texts.captions.last_line, texts.theme, sizes, detail, place)
    return drawn, [text.lowered(top) for text in placed_notes], top + height


def _text(line: str, place: tuple[float, float], size: float, theme: Theme, *, bold: bool = False) -> Text:
    return Text(line, *place, size, text_width(line, size, bold=bold), theme.ink, theme.page, bold=bold, role="list")
