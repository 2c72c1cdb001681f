"""Sizes of a page: those with a name, and any WIDTHxHEIGHT."""

from __future__ import annotations

import re

from msgspec import Struct

from mapgen.errors import InputError, listed, nearest
from mapgen.files.vocabulary import word_of

SMALLEST, LARGEST = 200, 8000


class Size(Struct, frozen=True):
    """Width and height of a page in CSS pixels, and the image pixels along the side of one CSS pixel (`factor`).

    `inset` is the height in CSS pixels that stays free at the top and at the bottom. A map of other numbers than
    these, or of sides over 8000 pixels, raises InputError.

    >>> import mapgen
    >>> mapgen.render(as_of="2025-12-15", size=mapgen.Size(600, 750, factor=2)).drawing.width
    600
    """

    width: int
    height: int
    factor: float = 1.0
    inset: int = 0

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of an image, in pixels."""
        return round(self.width * self.factor), round(self.height * self.factor)


NAMED = {
    "article": Size(640, 800, 2),
    "phone": Size(360, 560, 3),
    "og": Size(1200, 630),
    "x": Size(1600, 900),
    "square": Size(1080, 1080),
    "portrait": Size(1080, 1350),
    "story": Size(1080, 1920, inset=250),  # above and below, the phone shows its controls
    "print": Size(794, 1123, 2),  # an A4 sheet at 96 CSS pixels an inch
}


def parse_size(text: str) -> Size:
    """Return the size of a name or of `1200x1500` (with factor 1).

    Raises InputError for an unknown name, and for a side under 200 or over 8000 pixels.
    """
    if name := word_of(text, NAMED):
        return NAMED[name]
    sides = re.fullmatch(r"(\d{1,9})[xX×](\d{1,9})", text.strip())
    if not sides:
        hint = nearest(text, NAMED)
        raise InputError.single(
            f'size "{text}"', f"there is no such size; write {listed([*NAMED, 'WIDTHxHEIGHT'])}{hint}"
        )
    width, height = int(sides[1]), int(sides[2])
    if not (SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST):
        raise InputError.single(f'size "{text}"', f"each side must be from {SMALLEST} to {LARGEST} pixels")
    return Size(width, height)
