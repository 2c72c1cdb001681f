"""Large type in rows below a map that leaves it no room beside its land, or that has many classes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TypeVar

from mapgen.drawing.primitives import Anchor, Box
from mapgen.layout.big_places import BigPlace
from mapgen.layout.big_type import BlocText, Setting

# The most of the box's height that rows may take, the largest type in parts of that, and the factor from one size that
# is tried to the next.
_MOST_HEIGHT, _LARGEST, _STEP = 0.3, 0.5, 0.94
_MORE = (0.4, 0.5)
# The space between columns and between rows, in sizes of type.
_GAP, _LEADING = 0.45, 0.45
_MOST_ROWS = 4
# How texts are set that are few enough for one row.
_ANCHORS: Mapping[int, Sequence[Anchor]] = {2: ("start", "end"), 3: ("start", "middle", "end")}
_Item = TypeVar("_Item")


def rows_of_counts(
    texts: Sequence[BlocText], box: Box, least: float, most: float = _MOST_HEIGHT
) -> tuple[BigPlace, ...] | None:
    """Return places for texts in equal columns at the bottom of a box, in the largest type; `least` is the smallest.

    They take no more than a part of the box's height, or a larger one on a page that is too small for that. None where
    the smallest type has no room.
    """
    tried = (_rows_within(texts, box, least, part) for part in sorted({most, *_MORE}) if part >= most)
    return next((places for places in tried if places), None)


def _rows_within(texts: Sequence[BlocText], box: Box, least: float, most: float) -> tuple[BigPlace, ...] | None:
    """Return the places in the largest type with which rows take no more than a part of the box's height."""
    left, _, right, bottom = box
    height = box[3] - box[1]
    size = _LARGEST * min(most, 2 * _MOST_HEIGHT) * height
    while True:
        for rows in range(1, 2 if len(texts) in _ANCHORS else _MOST_ROWS + 1):
            columns = math.ceil(len(texts) / rows)
            width = (right - left - (columns - 1) * _GAP * size) / columns
            chosen = [_fitting(text, width / size) for text in texts]
            settings = [setting for setting in chosen if setting]
            if len(settings) < len(texts) or min(setting.smallest for setting in settings) * size < least:
                continue
            high = _height(settings, columns) * size
            if high <= most * height:
                return _placed(list(zip(texts, settings, strict=True)), columns, size, (left, bottom - high, right))
        if size < least:
            return None
        size *= _STEP


def _fitting(text: BlocText, width: float) -> Setting | None:
    """Return the setting with the fewest lines that is no wider than a width, in sizes of type."""
    return next((setting for setting in text.settings if setting.width <= width), None)


def _height(settings: Sequence[Setting], columns: int) -> float:
    rows = [max(setting.height for setting in row) for row in _rows(settings, columns)]
    return sum(rows) + (len(rows) - 1) * _LEADING


def _rows(items: Sequence[_Item], columns: int) -> list[Sequence[_Item]]:
    return [items[start : start + columns] for start in range(0, len(items), columns)]


def _placed(
    texts: Sequence[tuple[BlocText, Setting]], columns: int, size: float, place: tuple[float, float, float]
) -> tuple[BigPlace, ...]:
    """Return the places in rows; `place` is their left, their top and their right.

    A single row goes from the left edge to the right one; several rows begin at the left.
    """
    left, top, right = place
    step = (right - left + _GAP * size) / columns
    places = []
    for row in _rows(texts, columns):
        for column, (text, setting) in enumerate(row):
            width, anchor = setting.width * size, _ANCHORS[len(texts)][column] if len(texts) in _ANCHORS else "start"
            x = left + column * step
            if anchor != "start":
                x = right - width if anchor == "end" else (left + right - width) / 2
            box = (x, top, x + width, top + setting.height * size)
            places.append(BigPlace(text, setting, box, size, 0.0, anchor))
        top += (max(setting.height for _, setting in row) + _LEADING) * size
    return tuple(places)
