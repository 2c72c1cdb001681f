"""Print the widths of the letters of the typefaces that stand in for ours on Wikimedia Commons, the widest of each.

    python tests/stand_in_widths.py REGULAR,BOLD... > mapgen/drawing/fonts/stand-in-widths.txt

The files are those of DejaVu Sans, Noto Sans and Liberation Sans (Debian's fonts-dejavu-core, fonts-noto-core and
fonts-liberation), a regular and a bold one of each, between commas. A line has two widths in thousandths of the type
size, regular and bold, and the characters that have them, as ranges of hexadecimal numbers.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont

CHARACTERS = Path(__file__).parent.parent / "mapgen/drawing/fonts/characters.txt"


def main() -> None:
    """Print the table."""
    fonts = [[TTFont(name) for name in pair.split(",")] for pair in sys.argv[1:]]
    by_width: dict[tuple[int, int], list[int]] = {}
    for code in _characters():
        widths = tuple(max((_width(pair[bold], code) for pair in fonts), default=0) or 1000 for bold in (0, 1))
        by_width.setdefault((widths[0], widths[1]), []).append(code)
    for (regular, bold), codes in sorted(by_width.items()):
        print(regular, bold, *_ranges(codes))


def _characters() -> list[int]:
    ranges = [text.split("-") for text in CHARACTERS.read_text("ascii").split()]
    return [code for ends in ranges for code in range(int(ends[0], 16), int(ends[-1], 16) + 1)]


def _width(font: TTFont, code: int) -> int:
    name = font.getBestCmap().get(code)
    return round(1000 * font["hmtx"][name][0] / font["head"].unitsPerEm) if name else 0


def _ranges(codes: list[int]) -> list[str]:
    runs = [[code for _, code in run] for _, run in groupby(enumerate(codes), lambda pair: pair[1] - pair[0])]
    return [f"{run[0]:x}" if len(run) == 1 else f"{run[0]:x}-{run[-1]:x}" for run in runs]


if __name__ == "__main__":
    main()
