"""The typefaces that stand in for ours where a file may neither carry it nor expect it, as on Wikimedia Commons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from mapgen.disk.shipped import package_path
from mapgen.drawing.typeface import MEASURE

# What Commons, Debian and most other systems have, the first one that a system has. Ours is not among them: the same
# letters would be smaller where a reader has it.
STACK = "'Noto Sans','DejaVu Sans','Liberation Sans',Arial,sans-serif"
# The size of their letters in sizes of ours: their small letters are a tenth higher.
LETTER_SIZE = 0.9
# Programs that place letters on whole pixels draw lines that are a little wider than the typeface says.
_WHOLE_PIXELS = 1.03
_UNKNOWN = (1000, 1000)


@contextmanager
def measured_by(measure: Callable[[str, bool], float]) -> Iterator[None]:
    """Let all texts laid out meanwhile be as wide as a function says, for a type size of 1, regular or bold."""
    token = MEASURE.set(measure)
    try:
        yield
    finally:
        MEASURE.reset(token)


def widest(text: str, bold: bool) -> float:  # noqa: FBT001 (as measured_by calls it)
    """Return the width of a line in the widest of the typefaces, in sizes of our type."""
    widths = _widths()
    units = sum(widths.get(character, _UNKNOWN)[bold] for character in text)
    return units / 1000 * LETTER_SIZE * _WHOLE_PIXELS


@cache
def _widths() -> dict[str, tuple[int, int]]:
    """Return the widths of each character, regular and bold, in thousandths of the type size."""
    table = {}
    for line in package_path("drawing/fonts/stand-in-widths.txt").read_text("ascii").splitlines():
        regular, bold, *ranges = line.split()
        for ends in (codes.split("-") for codes in ranges):
            for code in range(int(ends[0], 16), int(ends[-1], 16) + 1):
                table[chr(code)] = int(regular), int(bold)
    return table
