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
# A headline's phrase of no more than this many letters stays on one line.
_SHORT_PHRASE = 21
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
        height = size.height - 2 * size.inset
        unit = math.sqrt(size.width * height / (_MODEL.width * _MODEL.height))
        # A long thin page has the type of its short side.
        unit = min(unit, 1.6 * min(size.width, height) / _MODEL.width)

        def fit(pixels: float, least: float = SMALLEST_TYPE) -> float:
            return max(least, round(pixels * unit * 2) / 2)

        return cls(fit(26, 13), fit(15), fit(14), fit(14), fit(12), fit(11), max(8.0, round(24 * unit)))


class Detail(Struct, frozen=True):
    """The amount of text on a page; a page too small for everything has less, but always has the key.

    `notes` are all (2), without the minor ones (1), or none (0). `countries` lists them under their classes: 2 with
    their leaders, 1 without, 0 not at all; `smallest` in smaller type, `wider` in a wider column of a
    wide page, `stacked` one class below the other, which takes the least room.
    """

    short_headline: bool = False
    notes: int = 2
    source: bool = True
    labels: bool = True
    countries: int = 0
    smallest: bool = False
    wider: bool = False
    stacked: bool = False


# The detail of pages of many days, from the most to the least; a page too small for the least is refused.
LESS_AND_LESS = (Detail(), Detail(notes=1), Detail(notes=0), Detail(notes=0, short_headline=True))


def heading(
    captions: Captions, theme: Theme, sizes: TypeSizes, detail: Detail, place: Column
) -> tuple[list[Text], float]:
    """Return headline and standfirst, and the y at which they end."""
    left, top, width = place
    headline = captions.short_headline if detail.short_headline else captions.headline
    texts = []
    for line in balanced(_bound(headline), sizes.headline, width, bold=True):
        top += 1.12 * sizes.headline
        texts.append(
            _text(line.replace(_NO_BREAK, " "), (left, top - 0.22 * sizes.headline), sizes.headline, theme, "headline")
        )
    if not detail.short_headline:
        top += 0.3 * sizes.standfirst
        for line in without_orphan(captions.standfirst, sizes.standfirst, width):
            top += 1.3 * sizes.standfirst
            texts.append(_text(line, (left, top - 0.3 * sizes.standfirst), sizes.standfirst, theme, "standfirst"))
    return texts, top + 0.5 * sizes.key


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
        draw = draw_columns if columns and not detail.stacked else draw_list
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
    """Return notes and source line as if at the page's top, from a left and in a width, and their height."""
    left, width = place
    sentences = [note.text for note in notes if detail.notes > int(note.note.minor)]
    paragraphs = [" ".join(sentences)] if sentences else []
    paragraphs += [source] if detail.source else []
    texts, top = [], 0.0
    for paragraph in paragraphs:
        for line in without_orphan(paragraph, sizes.note, width):
            top += 1.32 * sizes.note
            texts.append(_text(line, (left, top - 0.3 * sizes.note), sizes.note, theme, "note"))
    return texts, top


def _text(line: str, place: tuple[float, float], size: float, theme: Theme, role: str) -> Text:
    bold = role == "headline"
    colour = theme.quiet if role == "note" else theme.ink
    return Text(line, *place, size, text_width(line, size, bold=bold), colour, theme.page, bold=bold, role=role)
