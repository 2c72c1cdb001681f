"""The shipped typeface, Source Sans 3: measured with Pillow, so that both pens draw what the layout planned."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache, lru_cache
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
# A last line shorter than this part of the width counts as short, and so does a word of no more letters than these: it
# does not stand alone in a line.
_SHORT_LINE = 0.2
_SHORT_WORD = 8
# How many letters on each side of a missing glyph a message shows.
_AROUND = 30
# White space that a line may hold: a space and the no-break spaces, wide and narrow.
_SPACES = " \u00a0\u202f"
# A word, which a line may not break; a no-break space is part of a word.
_WORD = re.compile(r"[^ \t\r\n]+")
_NO_BREAK = "\u00a0"
# What stays on one line in any language: a number and its word, the parts of a date (`11 de marzo de 2026`, `11 March
# 2026`, `October 2027`), and a name, with the small words inside it (`Cristina Fernández de Kirchner`).
_NUMBER = re.compile(r"[(“«]?\d{1,3}[.º]?")
_YEAR = re.compile(r"\d{4}\W{0,2}")
_LETTERS = re.compile(r"[(“«]?[^\W\d_]+\.?")
_CAPITALISED = re.compile(r"[(“«]?[^\W\d_a-zà-öø-ÿ][^\W\d_][\w’'.-]*")
_IN_NAMES = frozenset(["da", "das", "de", "del", "der", "di", "do", "dos", "du", "la", "las", "los", "van", "von"])
_IN_DATES = frozenset(("de",))
# A longer name, such as a headline in capitals, may be broken.
_LONGEST_NAME = 30
# What measures texts in place of the typeface, from a line and whether it is bold: see stand_ins.
MEASURE: ContextVar[Callable[[str, bool], float] | None] = ContextVar("measure", default=None)


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
    if measure := MEASURE.get():
        check_glyphs(text)
        return measure(text, bold) * size
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


def unbroken(text: str) -> str:
    """Return a text with no-break spaces inside its dates and names, and between a number and its word."""
    return " ".join(chunk.replace(" ", _NO_BREAK) for chunk in _chunks(text))


# A column is tried in many widths before one is chosen.
@lru_cache(maxsize=2048)
def _chunks(text: str) -> tuple[str, ...]:
    """Return what a text may be broken between: its words, but a date or a name as one."""
    words = _WORD.findall(text)
    bound = _bound_in_names(words)
    chunks: list[str] = []
    for place, word in enumerate(words):
        if place and (place in bound or _bound_in_dates(words, place)):
            chunks[-1] += f" {word}"
        else:
            chunks.append(word)
    return tuple(chunks)


def _bound_in_dates(words: list[str], place: int) -> bool:
    """Whether a word stays with the one before it as in a date: `11 de`, `de marzo`, `marzo de`, `de 2026`."""
    before, word = words[place - 1 : place + 1]
    if _NUMBER.fullmatch(before):
        return _LETTERS.match(word) is not None
    earlier, later = words[place - 2] if place > 1 else "", words[place + 1] if place + 1 < len(words) else ""
    if before in _IN_DATES:
        return _YEAR.fullmatch(word) is not None or _NUMBER.fullmatch(earlier) is not None
    is_named = _LETTERS.fullmatch(before) is not None
    return is_named and _YEAR.fullmatch(later if word in _IN_DATES else word) is not None


def _bound_in_names(words: list[str]) -> set[int]:
    """Return the places of words that stay with the one before them as in a name: capitalised, like its first word."""
    bound: set[int] = set()
    start = 0
    while start < len(words):
        end = last = start
        while _goes_on(words, last) and _CAPITALISED.fullmatch(words[start]):
            last += 1
            if _CAPITALISED.match(words[last]):
                end = last
        if len(" ".join(words[start : end + 1])) <= _LONGEST_NAME:
            bound |= {*range(start + 1, end + 1)}
        start = end + 1
    return bound


def _goes_on(words: list[str], place: int) -> bool:
    """Whether a name may go on after a word: no stop or comma ends it, and a name's word follows."""
    if place + 1 == len(words) or not words[place][-1].isalnum():
        return False
    following = words[place + 1]
    return following in _IN_NAMES or (following[0].isalpha() and _CAPITALISED.match(following) is not None)


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Return text broken at spaces into lines no wider than a width in CSS pixels.

    Dates and names are not broken, unless they are wider than that; a word wider than that stands alone in a line, cut
    with an ellipsis. No short word stands alone in a line after another line, if a word of that one can join it.
    No-break spaces have done their work then: lines have plain ones, in which texts are found.
    """

    def fits(parts: list[str]) -> bool:
        return text_width(" ".join(parts), size, bold=bold) <= width

    check_glyphs(" ".join(_WORD.findall(text)))  # a character without a glyph is refused with what stands around it
    lines: list[list[str]] = []
    for chunk in _chunks(text):
        for part in [chunk] if fits([chunk]) else chunk.split(" "):
            if lines and fits([*lines[-1], part]):
                lines[-1].append(part)
            else:
                lines.append([cut(part, size, width, bold=bold)])
    for before, line in itertools.pairwise(lines):
        if is_lonely(" ".join(line)) and fits([before[-1], *line]) and not is_lonely(" ".join(before[:-1])):
            line.insert(0, before.pop())
    return [" ".join(line).replace(_NO_BREAK, " ") for line in lines]


def is_lonely(line: str) -> bool:
    """Whether a line is one short word, or nothing, which no headline, slogan or note has beside other lines."""
    return " " not in line and len(line) <= _SHORT_WORD


def balanced(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Return text in as few lines as `wrap`, as even in length as possible, so that no word stands alone at the end."""
    lines = wrap(text, size, width, bold=bold)
    least, most = _least_width(text, size, width, bold=bold), width
    while len(lines) > 1 and most - least > size:
        middle = (least + most) / 2
        narrower = wrap(text, size, middle, bold=bold)
        if len(narrower) > len(lines):
            least = middle
        else:
            lines, most = narrower, middle
    return lines


def without_orphan(text: str, size: float, width: float) -> list[str]:
    """Return text in as few lines as `wrap`, a little narrower where its last line would otherwise be short.

    An empty text has no lines: a list without a source has no source line.
    """
    lines = wrap(text, size, width)
    least = _least_width(text, size, width)
    for narrower in range(1, 8):
        room = width * (1 - 0.03 * narrower)
        if len(lines) <= 1 or text_width(lines[-1], size) >= _SHORT_LINE * width or room < least:
            break
        tried = wrap(text, size, room)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def _least_width(text: str, size: float, width: float, *, bold: bool = False) -> float:
    """Return the least width in which all dates and names stay whole, and words uncut, that do so in a width."""
    widths = [text_width(chunk, size, bold=bold) for chunk in _chunks(text)]
    words = (
        [text_width(word, size, bold=bold) for word in _WORD.findall(text)] if max(widths, default=0) > width else []
    )
    return min(width, max([*words, *(wide for wide in widths if wide <= width)], default=width))


def cut(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """Return a text unchanged if it is no wider than a width in CSS pixels, else cut, with an ellipsis."""
    if text_width(text, size, bold=bold) <= width:
        return text
    shorter = text
    while shorter and text_width(shorter + "…", size, bold=bold) > width:
        shorter = shorter[:-1]
    return shorter + "…"
