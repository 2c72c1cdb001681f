"""The blocks of text of a page: headline and standfirst, the key, the notes; each as high as its content needs."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from mapgen.drawing.primitives import Patch, Text
from mapgen.drawing.sizes import Size
from mapgen.drawing.typeface import balanced, text_width, without_orphan
from mapgen.layout.key import KeyEntry, draw_rows, fitted, key_rows
from mapgen.layout.key_lists import ListStyle, draw_columns, draw_list
from mapgen.layout.note_marks import MarkedNote
from mapgen.themes.theme import Theme
from mapgen.words.captions import Captions

# The page for which the type sizes below are chosen, in CSS pixels; other pages scale them by their area.
_MODEL = Size(640, 800)
SMALLEST_TYPE = 11.0
_NO_BREAK = "\u00a0"
# A page of a phone's width or more has names and texts no smaller than _LEAST_NAME.
_PHONE, _LEAST_NAME = 320, 12.0
# A brief headline has at most so many lines. Its type gives way by these parts before its words do.
_BRIEF_LINES = 2
_GIVING_WAY = (1.0, 0.93, 0.87)
_LEAST_HEADLINE = 0.78
# A headline's phrase of no more than this many letters stays on one line.
_SHORT_PHRASE = 24
# A short first word of a sentence after another one: it stands in a line with the next word.
_BEGINNING = re.compile(r"(?<=[^.]\. )(\S{1,8}) (?=\S)")
# The smaller type size of lists that would be too long, as a part of the usual size.
_SMALLER = 0.75
# A left, a top and a width on the page, in CSS pixels.
Column = tuple[float, float, float]


class TypeSizes(Struct, frozen=True):
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
        unit = _unit(size)

        def fit(pixels: float, least: float = SMALLEST_TYPE) -> float:
            return max(least, round(pixels * unit * 2) / 2)

        return cls(fit(26, 13), fit(15), fit(14), fit(14), fit(12), fit(11), max(8.0, round(24 * unit)))

    @classmethod
    def of_map(cls, size: Size) -> TypeSizes:
        """Return the sizes for a page of one map: three, on a card the smallest as large as a phone needs it."""
        if size.is_card:
            return cls._of_card(size)
        unit, tiny = _unit(size), min(size.width, size.height) < _PHONE
        name = SMALLEST_TYPE if tiny else _LEAST_NAME

        def fit(pixels: float, least: float) -> float:
            return max(least, round(pixels * unit * 2) / 2)

        headline, text, note = fit(26, 13 if tiny else 18), fit(14, name), fit(12, SMALLEST_TYPE)
        return cls(headline, text, text, text, max(note, name), note, max(8.0, round(20 * unit)))

    @classmethod
    def _of_card(cls, size: Size) -> TypeSizes:
        """Return the three sizes of a card, from the smallest that a phone shows large enough."""
        least, label = size.least_type, size.least_label
        text = max(label, float(round(1.12 * least)))
        return cls(float(round(1.75 * least)), text, text, text, label, least, float(round(1.6 * least)))


def _unit(size: Size) -> float:
    """Return the factor by which a page's type is larger than that of the page for which it is chosen."""
    height = size.height - 2 * size.inset
    # A long thin page has the type of its short side.
    return min(
        math.sqrt(size.width * height / (_MODEL.width * _MODEL.height)), 1.6 * min(size.width, height) / _MODEL.width
    )


class Detail(Struct, frozen=True):
    """The amount of text on a page; a page too small for everything has less, but always has the key.

    `notes` are all (2), without the minor ones (1), or none (0). `countries` lists them: on a wide page under their
    classes, 2 with their leaders, 1 without, 0 not at all, `smallest` in smaller type, `wider` in a wider column.
    `unlabelled` lists those that no label names, below the map. `low` makes the heading as low as it can be.
    """

    short_headline: bool = False
    notes: int = 2
    source: bool = True
    labels: bool = True
    countries: int = 0
    unlabelled: bool = False
    low: bool = False
    smallest: bool = False
    wider: bool = False


# The detail of pages of many days, from the most to the least; a page too small for the least is refused.
LESS_AND_LESS = (Detail(), Detail(notes=1), Detail(notes=0), Detail(notes=0, short_headline=True))
# The detail of a page of one map without lists, and of a card, from the most to the least.
SPARER = (*LESS_AND_LESS, Detail(notes=0, short_headline=True, source=False, labels=False))


def heading(
    captions: Captions, theme: Theme, sizes: TypeSizes, detail: Detail, place: Column
) -> tuple[list[Text], float]:
    """Return headline and standfirst, and the y at which they end."""
    headline = captions.short_headline if detail.short_headline else captions.headline
    lines = balanced(_bound(headline), sizes.headline, place[2], bold=True)
    standfirst = "" if detail.short_headline else captions.standfirst
    return _heading_of(lines, sizes.headline, standfirst, sizes.standfirst, theme, place)


def brief_heading(
    captions: Captions, theme: Theme, sizes: TypeSizes, detail: Detail, place: Column
) -> tuple[list[Text], float]:
    """Return a headline in two lines and the short standfirst, and the y at which they end: for a card or a phone.

    It takes one line where the detail says so, if a shorter one does; a user's own may take more.
    """
    if detail.short_headline:
        return heading(captions, theme, sizes, detail, place)
    size, lines = brief_lines(captions, sizes.headline, place[2], low=detail.low)
    standfirst = captions.brief_standfirst or captions.standfirst
    return _heading_of(lines, size, standfirst, sizes.standfirst, theme, place)


def brief_lines(captions: Captions, size: float, width: float, *, low: bool = False) -> tuple[float, list[str]]:
    """Return the size of type and the lines of a brief headline: one that is too long is smaller, then shorter."""
    texts = (captions.headline, *captions.brief_headlines)
    tried = [(text, max(SMALLEST_TYPE, round(part * size))) for text in texts for part in _GIVING_WAY]
    tried.append((texts[-1], max(SMALLEST_TYPE, round(_LEAST_HEADLINE * size))))
    for most in (1, _BRIEF_LINES) if low else (_BRIEF_LINES,):
        for text, smaller in tried:
            lines = balanced(_bound(text), smaller, width, bold=True)
            if len(lines) <= most:
                return float(smaller), lines
    return float(smaller), lines


def _heading_of(
    lines: Sequence[str], size: float, standfirst: str, small: float, theme: Theme, place: Column
) -> tuple[list[Text], float]:
    """Return the lines of a headline and the standfirst below them, and the y at which they end."""
    left, top, width = place
    texts = []
    for line in lines:
        top += 1.12 * size
        texts.append(_text(line.replace(_NO_BREAK, " "), (left, top - 0.22 * size), size, theme, "headline"))
    if standfirst:
        top += 0.3 * small
        for line in without_orphan(_BEGINNING.sub(rf"\1{_NO_BREAK}", standfirst), small, width):
            top += 1.3 * small
            texts.append(_text(line, (left, top - 0.3 * small), small, theme, "standfirst"))
    return texts, top + 0.5 * small


def _bound(headline: str) -> str:
    """Return a headline with no-break spaces in its short phrases (`six on the right`)."""
    phrases = re.split(r"(?<=[:,]) ", headline)
    return " ".join(phrase.replace(" ", _NO_BREAK) if len(phrase) <= _SHORT_PHRASE else phrase for phrase in phrases)


def key_below(
    entries: Sequence[KeyEntry], theme: Theme, sizes: TypeSizes, detail: Detail, place: Column, *, columns: bool
) -> tuple[list[Patch | Text], float]:
    """Return the key, in rows, or with lists in columns or one below the other, and the y at which it ends."""
    left, top, width = place
    fitted_entries = tuple(fitted(_with_members(entry, detail), sizes.key, width) for entry in entries)
    if any(entry.members or entry.caption for entry in fitted_entries):
        small = max(SMALLEST_TYPE, _SMALLER * sizes.small_label) if detail.smallest else sizes.small_label
        draw = draw_columns if columns else draw_list
        return draw(fitted_entries, (left, top), width, ListStyle(sizes.key, small, theme))
    return draw_rows(key_rows(fitted_entries, sizes.key, width if columns else 0), (left, top), sizes.key, theme)


def _with_members(entry: KeyEntry, detail: Detail) -> KeyEntry:
    """Return an entry with the members that a detail lists: with leaders if known, without them, or none."""
    return replace(entry, members=entry.members[-detail.countries :] if detail.countries else ())


def notes_block(
    notes: Sequence[MarkedNote],
    source: str,
    theme: Theme,
    sizes: TypeSizes,
    detail: Detail,
    place: tuple[float, float],
) -> tuple[list[Text], float]:
    """Return notes and source line as if at the page's top, from a left and in a width, and their height.

    They stand in one line, if there is room for both.
    """
    left, width = place
    sentences = [note.text for note in notes if detail.notes > int(note.note.minor)]
    paragraphs = [" ".join(sentences)] if sentences else []
    paragraphs += [source] if detail.source else []
    if text_width(" ".join(paragraphs), sizes.note) <= width:
        paragraphs = [" ".join(paragraphs)] if paragraphs else []
    texts, top = [], 0.0
    for paragraph in paragraphs:
        for line in without_orphan(paragraph, sizes.note, width):
            top += 1.32 * sizes.note
            texts.append(_text(line, (left, top - 0.3 * sizes.note), sizes.note, theme, "note"))
    return texts, top


def lowered(primitives: Sequence[Patch | Text], by: float) -> tuple[Patch | Text, ...]:
    """Return primitives moved down the page by a distance."""
    return tuple(primitive.lowered(by) for primitive in primitives)


def _text(line: str, place: tuple[float, float], size: float, theme: Theme, role: str) -> Text:
    bold = role == "headline"
    colour = theme.quiet if role == "note" else theme.ink
    return Text(line, *place, size, text_width(line, size, bold=bold), colour, theme.page, bold=bold, role=role)
