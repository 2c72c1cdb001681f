"""Where a picture differs: checksums of its tiles, and the boxes of what is named in it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from mapgen.digests.digest import group_of, place_of
from mapgen.drawing.primitives import Box, Drawing

Pixels = Any  # an array of shape (height, width, channels), uint8
_TILES = (12, 16)
_DIGITS = 8


def tile_sums(pixels: Pixels) -> str:
    """Return the checksums of the tiles of a picture, row by row."""
    return "".join(_tiles(pixels))


def differing_place(sums: str, pixels: Pixels, places: Mapping[str, Sequence[int]]) -> str:
    """Return the place of the tiles whose checksums differ, in words; an empty text where none does.

    The place is in per cent of the picture, with the names of what lies there; `places` has their boxes, in pixels.
    """
    before = [sums[place : place + _DIGITS] for place in range(0, len(sums), _DIGITS)]
    differ = [number for number, now in enumerate(_tiles(pixels)) if before[number : number + 1] != [now]]
    if not differ:
        return ""
    across, down = _TILES
    if len(differ) > across * down // 2:
        return ", most of it"
    height, width, _ = pixels.shape
    columns, rows = [number % across for number in differ], [number // across for number in differ]
    left, right = 100 * min(columns) // across, 100 * (max(columns) + 1) // across
    top, bottom = 100 * min(rows) // down, 100 * (max(rows) + 1) // down
    touched = [_tile_box(number, (width, height)) for number in differ]
    named = [
        place_of(name) or f"the {name}" for name, box in places.items() if any(_touch(box, one) for one in touched)
    ]
    said_there = f", at {', '.join(named)}" if named else ""
    return f", {left} to {right}% from the left and {top} to {bottom}% from the top{said_there}"


def named_places(drawing: Drawing) -> dict[str, list[int]]:
    """Return the boxes, in pixels, of named parts: a territory's label, else the lines of one role."""
    boxes: dict[str, Box] = {}
    for text in drawing.texts:
        name = group_of(text.iso3) if text.iso3 else text.role
        left, top, right, bottom = text.box
        known = boxes.get(name, text.box)
        boxes[name] = (min(left, known[0]), min(top, known[1]), max(right, known[2]), max(bottom, known[3]))
    return {name: [round(edge * drawing.factor) for edge in box] for name, box in boxes.items() if name}


def _touch(first: Sequence[int], second: Sequence[int]) -> bool:
    return (
        len(first) == len(second)
        and first[0] < second[2]
        and second[0] < first[2]
        and first[1] < second[3]
        and second[1] < first[3]
    )


def _tiles(pixels: Pixels) -> Iterator[str]:
    height, width, _ = pixels.shape
    for number in range(_TILES[0] * _TILES[1]):
        left, top, right, bottom = _tile_box(number, (width, height))
        yield f"{zlib.crc32(np.ascontiguousarray(pixels[top:bottom, left:right]).data):0{_DIGITS}x}"


def _tile_box(number: int, size: tuple[int, int]) -> tuple[int, int, int, int]:
    row, column = divmod(number, _TILES[0])
    (across, down), (width, height) = _TILES, size
    return column * width // across, row * height // down, (column + 1) * width // across, (row + 1) * height // down
