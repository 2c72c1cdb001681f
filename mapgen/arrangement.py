"""The arrangement of a page: headline, key and notes around the box left for the map, computed from their content."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mapgen.captions import Captions
from mapgen.drawing import Box, Patch, Text
from mapgen.errors import InputError
from mapgen.key import KeyEntry, draw_list, draw_rows, entry_width, fitted, key_rows
from mapgen.share_bars import ShareBar, draw_bars
from mapgen.sizes import Size
from mapgen.theme import Theme
from mapgen.typeface import text_width, wrap

# The page that the type sizes below are made for, in CSS pixels; other pages scale them by their area.
_MODEL = Size(640, 800)
SMALLEST_TYPE = 11.0
# A page wider than this, width by height, has its texts beside the map instead of above and below it.
_LANDSCAPE = 1.2
# The least part of a page's height (upright) or width (landscape) that the map must get before texts give way.
_LEAST_MAP = 0.42
# A wide page: the least part of its width for texts, the widest column in sizes of type (some 75 letters a line),
# and the room a map of South America's shape wants with labels on both sides, width by height.
_LEAST_COLUMN = 0.36
_WIDEST_COLUMN = 36
_MAP_ROOM = 1.0
# The least width and height of the map's box, in CSS pixels.
_TINIEST = 60.0


@dataclass(frozen=True, slots=True)
class TypeSizes:
    """Sizes of type in CSS pixels, and the margin around the page."""

    headline: float
    standfirst: float
    key: float
    label: float
    small_label: float
    note: float
    margin: float

    @classmethod
    def of(cls, size: Size) -> TypeSizes:
        """Return the sizes for a page: none below 11 CSS pixels."""
        unit = math.sqrt(size.width * size.height / (_MODEL.width * _MODEL.height))
        # A long thin page has the type of its short side.
        unit = min(unit, 1.6 * min(size.width, size.height) / _MODEL.width)

        def fit(pixels: float, least: float = SMALLEST_TYPE) -> float:
            return max(least, round(pixels * unit * 2) / 2)

        return cls(fit(26, 13), fit(15), fit(14), fit(14), fit(12), fit(11), max(8.0, round(24 * unit)))


@dataclass(frozen=True, slots=True)
class Detail:
    """How much a page says; one too small for everything says less, but never leaves out the key.

    `countries` lists them under their classes: 2 with their leaders, 1 without, 0 not at all.
    """

    short_headline: bool = False
    notes: bool = True
    source: bool = True
    labels: bool = True
    countries: int = 0


# Wide pages have room for a list of countries: with their leaders, or without.
_LISTS = (Detail(countries=2), Detail(countries=1))
_DETAILS = (
    Detail(),
    Detail(notes=False),
    Detail(notes=False, short_headline=True),
    Detail(notes=False, short_headline=True, source=False, labels=False),
)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The texts of a page by layer, the box left for the map in CSS pixels, and how much could be said."""

    legend: tuple[Patch | Text, ...]
    notes: tuple[Patch | Text, ...]
    map_box: Box
    detail: Detail
    fits: bool


@dataclass(frozen=True, slots=True)
class Matter:
    """What there is to arrange: texts, the key's entries, the theme that colours them, the map's width by height."""

    captions: Captions
    entries: tuple[KeyEntry, ...]
    theme: Theme
    aspect: float
    bars: tuple[ShareBar, ...] = ()


def arranged(matter: Matter, size: Size, sizes: TypeSizes) -> Arrangement:
    """Return the first arrangement, from the fullest on, that leaves the map its share of the page.

    Bars of shares are asked for, so lists and lesser texts give way to them; but where they leave no room for notes, or
    for the map, the page is arranged without them. A page too small even for the sparest arrangement gets that one.
    Raises InputError where texts leave the map no room at all.
    """
    page = _fullest(matter, size, sizes)
    if matter.bars and not (page.fits and page.detail.notes):
        page = _fullest(replace(matter, bars=(), captions=matter.captions.without_shares), size, sizes)
    _refuse_crowded(page, size)
    return page


def _fullest(matter: Matter, size: Size, sizes: TypeSizes) -> Arrangement:
    """Return the first arrangement that fits, or else the sparest."""
    wide = size.width > _LANDSCAPE * size.height
    arrange, details = (_beside, (*_LISTS, *_DETAILS)) if wide else (_above, _DETAILS)
    page = arrange(matter, size, sizes, details[0])
    # Last of all, the texts of a small wide page go above the map: beside it they have the least room.
    for way, detail in (*((arrange, detail) for detail in details[1:]), (_above, details[-1])):
        if page.fits:
            break
        page = way(matter, size, sizes, detail)
    return page


def _refuse_crowded(page: Arrangement, size: Size) -> None:
    """Raise InputError where headline, key and notes would cover each other or the map."""
    left, top, right, bottom = page.map_box
    ends = max(text.box[3] for text in page.legend if isinstance(text, Text))
    begins = min((text.box[1] for text in page.notes if isinstance(text, Text)), default=size.height)
    if ends > begins or right - left < _TINIEST or bottom - top < _TINIEST:
        raise InputError.single(
            f"size {size.width}x{size.height}",
            "headline, key and notes leave no room for the map; shorten the title, or choose a larger size",
        )


def _above(matter: Matter, size: Size, sizes: TypeSizes, detail: Detail) -> Arrangement:
    """Arrange an upright page: headline and key above the map, notes below it, all in the middle of its height."""
    left, width = sizes.margin, size.width - 2 * sizes.margin
    legend, top = _legend(matter, sizes, detail, (left, sizes.margin, width), in_rows=True)
    notes, height = _notes(matter, sizes, detail, (left, width))
    top += 0.8 * sizes.key
    bottom = size.height - sizes.margin - height
    above_notes = 0.8 * sizes.note if notes else 0
    fits = bottom - above_notes - top >= _LEAST_MAP * size.height
    slack = max(0.0, bottom - above_notes - top - width / matter.aspect) / 2
    box = (left, top + slack, left + width, bottom - above_notes - slack)
    return Arrangement(_lowered(legend, slack), _lowered(notes, bottom - slack), box, detail, fits)


def _beside(matter: Matter, size: Size, sizes: TypeSizes, detail: Detail) -> Arrangement:
    """Arrange a wide page: headline, key and notes in a column, the map on its right, all in the middle."""
    top, height = sizes.margin, size.height - 2 * sizes.margin
    width = max(_LEAST_COLUMN * size.width, size.width - 3 * sizes.margin - _MAP_ROOM * height)
    width = min(width, _WIDEST_COLUMN * sizes.standfirst)
    room = min(size.width - 3 * sizes.margin - width, 2 * _MAP_ROOM * height)
    left = (size.width - width - sizes.margin - room) / 2
    legend, end = _legend(matter, sizes, detail, (left, top, width), in_rows=False)
    notes, notes_height = _notes(matter, sizes, detail, (left, width))
    bottom = top + height - notes_height
    box = (left + width + sizes.margin, top, left + width + sizes.margin + room, top + height)
    fits = end <= bottom and max(entry_width(entry, sizes.key) for entry in matter.entries) <= width
    return Arrangement(tuple(legend), _lowered(notes, bottom), box, detail, fits)


def _legend(
    matter: Matter, sizes: TypeSizes, detail: Detail, place: tuple[float, float, float], *, in_rows: bool
) -> tuple[list[Patch | Text], float]:
    """Return headline, standfirst and key from a left, a top and in a width, and where they end."""
    heading, top = _heading(matter, sizes, detail, place)
    left, _, width = place
    entries = tuple(fitted(entry, sizes.key, width) for entry in matter.entries)
    if detail.countries:
        entries = tuple(replace(one, members=one.members[-detail.countries :]) for one in entries)
        key, end = draw_list(entries, (left, top), (sizes.key, sizes.small_label), width, matter.theme)
    else:
        key, end = draw_rows(
            key_rows(entries, sizes.key, width if in_rows else 0), (left, top), sizes.key, matter.theme
        )
    bars, end = (
        draw_bars(matter.bars, (left, end), width, sizes.small_label, matter.theme) if matter.bars else ([], end)
    )
    return [*heading, *key, *bars], end


def _heading(
    matter: Matter, sizes: TypeSizes, detail: Detail, place: tuple[float, float, float]
) -> tuple[list[Text], float]:
    """Return headline and standfirst from a left, a top and in a width, and where they end."""
    left, top, width = place
    captions, theme = matter.captions, matter.theme
    headline = captions.short_headline if detail.short_headline else captions.headline
    texts = []
    for line in wrap(headline, sizes.headline, width, bold=True):
        top += 1.12 * sizes.headline
        texts.append(_text(line, (left, top - 0.22 * sizes.headline), sizes.headline, theme, "headline"))
    if not detail.short_headline:
        top += 0.3 * sizes.standfirst
        for line in wrap(captions.standfirst, sizes.standfirst, width):
            top += 1.3 * sizes.standfirst
            texts.append(_text(line, (left, top - 0.3 * sizes.standfirst), sizes.standfirst, theme, "standfirst"))
    return texts, top + 0.5 * sizes.key


def _notes(matter: Matter, sizes: TypeSizes, detail: Detail, place: tuple[float, float]) -> tuple[list[Text], float]:
    """Return notes and source line as if from the page's top, in a width, and how high they are."""
    left, width = place
    captions = matter.captions
    paragraphs = [" ".join(note.text for note in captions.notes)] if detail.notes and captions.notes else []
    paragraphs += [f"{captions.source} {captions.shares_note}".strip()] if detail.source else []
    texts, top = [], 0.0
    for paragraph in paragraphs:
        for line in wrap(paragraph, sizes.note, width):
            top += 1.32 * sizes.note
            texts.append(_text(line, (left, top - 0.3 * sizes.note), sizes.note, matter.theme, "note"))
    return texts, top


def _text(line: str, place: tuple[float, float], size: float, theme: Theme, role: str) -> Text:
    bold = role == "headline"
    colour = theme.quiet if role == "note" else theme.ink
    return Text(line, *place, size, text_width(line, size, bold=bold), colour, theme.page, bold=bold, role=role)


def _lowered(primitives: Sequence[Patch | Text], by: float) -> tuple[Patch | Text, ...]:
    return tuple(one.lowered(by) for one in primitives)
