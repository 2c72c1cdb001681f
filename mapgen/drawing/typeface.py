"""The shipped typeface, Source Sans 3: measured with Pillow, so that both pens draw what the layout planned."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mapgen.disk.memo import DiskMemo
from mapgen.disk.shipped import package_path
from mapgen.errors import InputError

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FAMILY = "Source Sans 3"
# Measured once at this size in whole font units, so that widths scale without rounding.
_UNITS = 1000
# A reader sees the first family that is installed; each text's width is fixed, so the layout holds with any of them.
STACK = "'Source Sans 3','Source Sans Pro','Noto Sans','Helvetica Neue',Arial,sans-serif"
WEIGHTS = {False: 400, True: 600}
# A last line shorter than this part of the width counts as short.
_SHORT_LINE = 0.2
# How many letters on each side of a missing glyph a message shows.
_AROUND = 30
# White space that a line may hold: a space and the no-break spaces, wide and narrow.
_SPACES = " \u00a0\u202f"
# A word, which a line may not break; a no-break space is part of a word.
_WORD = re.compile(r"[^ \t\r\n]+")


def font_path(*, bold: bool = False) -> Path:
    """Return the path of the font file, regular or semibold."""
    return package_path(f"drawing/fonts/SourceSans3-{'Semibold' if bold else 'Regular'}.ttf")


_MEMO = DiskMemo("PIL", Path(__file__), *(font_path(bold=bold) for bold in WEIGHTS))


@cache
def _width(text: str, *, bold: bool) -> float:
    check_glyphs(text)
    return _MEMO.of(f"{WEIGHTS[bold]} {text}", lambda: _font(bold=bold).getlength(text))


@cache
def _font(*, bold: bool) -> FreeTypeFont:
    # Pillow is loaded only where a width is not cached: loading it takes a tenth of a map's time.
    from PIL import ImageFont  # noqa: PLC0415

    # Raqm kerns as browsers and matplotlib do; Pillow's wheels carry it.
    return ImageFont.truetype(str(font_path(bold=bold)), _UNITS, layout_engine=ImageFont.Layout.RAQM)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width in CSS pixels of a line of text at a size in CSS pixels.

    Raises InputError where the typeface lacks a character.
    """
    return _width(text, bold=bold) * size / _UNITS


@cache
def _characters() -> frozenset[str]:
    """Return the characters that both fonts have glyphs for, without white space that a line may not hold."""
    ranges = [codes.split("-") for codes in package_path("drawing/fonts/characters.txt").read_text("ascii").split()]
    glyphs = {chr(code) for ends in ranges for code in range(int(ends[0], 16), int(ends[-1], 16) + 1)}
    return frozenset(character for character in glyphs if not character.isspace() or character in _SPACES)


def check_glyphs(text: str) -> None:
    """Raise InputError where the typeface lacks a character: it would be drawn as an empty box."""
    known = _characters()
    if known.issuperset(text):
        return
    for place, character in enumerate(text):
        if character not in known:
            excerpt = text[max(0, place - _AROUND) : place + _AROUND]
            hidden = unicodedata.category(character) == "Cf"
            named = unicodedata.name(character, "an unnamed character").lower() if hidden else f'"{character}"'
            raise InputError.single(
                f'text "{"…" if place > _AROUND else ""}{excerpt}{"…" if place + _AROUND < len(text) else ""}"',
                f"the typeface {FAMILY} has no glyph for {named} (U+{ord(character):04X}); "
                + ("take it out" if hidden else "write it otherwise"),
            )


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Return text broken at spaces into lines no wider than a width in CSS pixels.

    A word wider than that stands alone in a line, cut with an ellipsis.
    """
    lines: list[str] = []
    for word in _WORD.findall(text):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, bold=bold) <= width:
            lines[-1] = joined
        else:
            lines.append(cut(word, size, width, bold=bold))
    return lines


def balanced(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Return text in as few lines as `wrap`, as even in length as possible, so that no word stands alone at the end."""
    lines = wrap(text, size, width, bold=bold)
    least, most = 0.0, width
    while len(lines) > 1 and most - least > size:
        middle = (least + most) / 2
        narrower = wrap(text, size, middle, bold=bold)
        if len(narrower) > len(lines) or any("…" in line and line not in text for line in narrower):
            least = middle
        else:
            lines, most = narrower, middle
    return lines


def without_orphan(text: str, size: float, width: float) -> list[str]:
    """Return text in as few lines as `wrap`, a little narrower where its last line would otherwise be short."""
    lines = wrap(text, size, width)
    for narrower in range(1, 8):
        if len(lines) == 1 or text_width(lines[-1], size) >= _SHORT_LINE * width:
            break
        tried = wrap(text, size, width * (1 - 0.03 * narrower))
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def cut(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """Return a text unchanged if it is no wider than a width in CSS pixels, else cut, with an ellipsis."""
    if text_width(text, size, bold=bold) <= width:
        return text
    shorter = text
    while shorter and text_width(shorter + "…", size, bold=bold) > width:
        shorter = shorter[:-1]
    return shorter + "…"
