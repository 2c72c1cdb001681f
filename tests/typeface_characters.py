"""Print the characters that both weights of the shipped typeface have glyphs of, as spans of hexadecimal numbers.

    python tests/typeface_characters.py > mapgen/drawing/fonts/characters.txt

mapgen asks the list rather than the fonts: to draw each letter, to see whether it is the box for missing ones, took
longer than to measure all texts of a map.
"""

from __future__ import annotations

from fontTools.ttLib import TTFont

from mapgen.drawing.typeface import font_path


def characters() -> set[int]:
    """Return the characters' numbers."""
    regular, semibold = (TTFont(font_path(bold=bold)).getBestCmap() for bold in (False, True))
    return set(regular) & set(semibold)


def spans(numbers: set[int]) -> str:
    """Return numbers as spans, such as `20-7e`, eight to a line."""
    starts = sorted(number for number in numbers if number - 1 not in numbers)
    ends = sorted(number for number in numbers if number + 1 not in numbers)
    found = [f"{start:x}" if start == end else f"{start:x}-{end:x}" for start, end in zip(starts, ends, strict=True)]
    return "\n".join(" ".join(found[at : at + 8]) for at in range(0, len(found), 8))


if __name__ == "__main__":
    print(spans(characters()))
