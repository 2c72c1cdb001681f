"""Sizes of a page: those with a name, any WIDTHxHEIGHT in pixels, and any in millimetres, for print."""

from __future__ import annotations

import re
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from mapgen.errors import InputError, listed, nearest
from mapgen.files.vocabulary import word_of

SMALLEST, LARGEST = 200, 8000
# CSS pixels an inch, and millimetres an inch and in each unit of paper.
_CSS, _INCH = 96, 25.4
_UNITS = {"mm": 1.0, "cm": 10.0, "in": _INCH}
# The sides of paper, in millimetres: none has fewer CSS pixels than another page may have.
_SMALLEST_PAPER, _LARGEST_PAPER = 53, 2000
# The dots an inch of a printed image, and the least and the most that can be asked for.
_PRINTED = 300
_FEWEST_DOTS, _MOST_DOTS = 36, 1200
# The width in CSS pixels at which a phone shows a card. The smallest type in CSS pixels: on any page; on a card that is
# wider than high, and on any other, as a phone shows them; the same for the labels of a card. The most words of notes.
PHONE_WIDTH = 390
_LEAST_TYPE = 11.0
_LEAST_ON_CARD, _LABEL_ON_CARD = (8.0, 9.3), (9.0, 9.3)
_NOTE_WORDS, _NOTE_WORDS_OF_CARD = 30, 15
_NUMBER = r"(\d{1,6}(?:\.\d{1,4})?)"
_PAPER = re.compile(rf"{_NUMBER} ?(mm|cm|in)? ?[xX×] ?{_NUMBER} ?(mm|cm|in)")


class Size(Struct, frozen=True):
    """Width and height of a page in CSS pixels, and the image pixels along the side of one CSS pixel (`factor`).

    `inset` is the height in CSS pixels that stays free at the top and at the bottom. A page that `shrinks`
    is lower than its height where its content is, as that of a wide region. `dpi` are the dots an inch that an image
    states in its file, if it is to state any; a CSS pixel is a ninety-sixth of an inch. A page of `paper` is for
    print: its sides are whole in other units. A map of other numbers than these, or of sides over 8000 pixels, raises
    InputError.

    >>> import mapgen
    >>> mapgen.render(as_of="2025-12-15", size=mapgen.Size(600, 750, factor=2)).drawing.width
    600
    """

    width: float
    height: float
    factor: float = 1.0
    inset: int = 0
    dpi: int | None = None
    paper: bool = False
    shrinks: bool = False

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of an image, in pixels."""
        return round(self.width * self.factor), round(self.height * self.factor)

    @property
    def words(self) -> str:
        """Width and height as they may be written: `640x800`, `120x160mm`."""
        if not self.paper:
            return f"{self.width:g}x{self.height:g}"
        return "{:g}x{:g}mm".format(*(round(side * _INCH / _CSS, 4) for side in (self.width, self.height)))

    @property
    def is_card(self) -> bool:
        """Whether the page is a card of a social network, which people read on a phone."""
        return any((self.width, self.height) == (card.width, card.height) for card in CARDS.values())

    @property
    def least_type(self) -> float:
        """The smallest type that may stand on the page, in CSS pixels: on a card, at least 8 where a phone shows it."""
        return ceil(self._phone_pixels(*_LEAST_ON_CARD)) if self.is_card else _LEAST_TYPE

    @property
    def least_label(self) -> float:
        """The smallest type of a label on the map, in CSS pixels: on a card, at least 9 where a phone shows it."""
        return ceil(self._phone_pixels(*_LABEL_ON_CARD)) if self.is_card else _LEAST_TYPE

    def _phone_pixels(self, wide: float, upright: float) -> float:
        """Return what has so many CSS pixels where a phone shows a card, in those of the card."""
        return (wide if self.width > self.height else upright) * self.width / PHONE_WIDTH

    @property
    def note_words(self) -> int:
        """The most words of notes and source line on the page."""
        return _NOTE_WORDS_OF_CARD if self.is_card else _NOTE_WORDS

    @property
    def own_dpi(self) -> int | None:
        """The dots an inch, if they are others than the page has by itself."""
        return None if self.paper and self.dpi == _usual_dots(self.width, self.height) else self.dpi

    def is_page(self, size: Size) -> bool:
        """Whether a page has the same sides as another one, in whatever number of pixels."""
        return replace(self, factor=1.0, dpi=None) == replace(size, factor=1.0, dpi=None)

    def with_dpi(self, dpi: int) -> Size:
        """Return the page with so many dots an inch; raises InputError where it would be too coarse or too large."""
        most = min(_MOST_DOTS, _most_dots(self.width, self.height))
        if not _FEWEST_DOTS <= dpi <= most:
            reason = "" if most == _MOST_DOTS else f"; the size {self.words} then has up to {LARGEST} pixels a side"
            raise InputError.single(f"dpi {dpi}", f"write a whole number from {_FEWEST_DOTS} to {most}{reason}")
        return replace(self, factor=dpi / _CSS, dpi=dpi)


def _most_dots(width: float, height: float) -> int:
    """Return the most dots an inch at which no side of an image is too large."""
    return int(LARGEST * _CSS / max(width, height))


def _usual_dots(width: float, height: float) -> int:
    """Return the dots an inch of a printed image, fewer where it would be too large."""
    return min(_PRINTED, _most_dots(width, height))


def paper_size(width: float, height: float) -> Size:
    """Return the size of a sheet of a width and height in millimetres."""
    sides = (round(width, 4) / _INCH * _CSS, round(height, 4) / _INCH * _CSS)
    return Size(*sides, paper=True).with_dpi(_usual_dots(*sides))


NAMED = {
    "article": Size(640, 800, 2, shrinks=True),
    "phone": Size(360, 560, 3, shrinks=True),
    "og": Size(1200, 630),
    "x": Size(1600, 900),
    "square": Size(1080, 1080),
    "portrait": Size(1080, 1350),
    "story": Size(1080, 1920, inset=250),  # above and below, the phone shows its controls
    "print": paper_size(210, 297),  # A4
}

CARDS = {name: NAMED[name] for name in ("og", "x", "square", "portrait", "story")}


def parse_size(text: str) -> Size:
    """Return the size of a name, of `1200x1500` (pixels), or of `120x160mm` (also cm and in), which is for print.

    Raises InputError for an unknown name, for a side under 200 or over 8000 pixels, and for one of paper under 53 or
    over 2000 millimetres.
    """
    if name := word_of(text, NAMED):
        return NAMED[name]
    if paper := _PAPER.fullmatch(text.strip().lower()):
        return _paper(text, *paper.groups())
    sides = re.fullmatch(r"(\d{1,9})[xX×](\d{1,9})", text.strip())
    if not sides:
        ways = listed([*NAMED, "WIDTHxHEIGHT", "WIDTHxHEIGHTmm"])
        raise InputError.single(f'size "{text}"', f"there is no such size; write {ways}{nearest(text, NAMED)}")
    width, height = int(sides[1]), int(sides[2])
    if not (SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST):
        raise InputError.single(f'size "{text}"', f"each side must be from {SMALLEST} to {LARGEST} pixels")
    return Size(width, height)


def _paper(text: str, width: str, unit_of_width: str | None, height: str, unit: str) -> Size:
    sides = float(width) * _UNITS[unit_of_width or unit], float(height) * _UNITS[unit]
    if not all(_SMALLEST_PAPER <= side <= _LARGEST_PAPER for side in sides):
        message = f"each side must be from {_SMALLEST_PAPER} to {_LARGEST_PAPER} mm"
        raise InputError.single(f'size "{text}"', message)
    return paper_size(*sides)
