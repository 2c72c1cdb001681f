"""The axis of a picture of many days: the position of a day on the page, and the lines of years."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from mapgen.drawing.primitives import Strokes, Text
from mapgen.drawing.typeface import text_width
from mapgen.files.dates import day_after
from mapgen.themes.theme import Theme

# Years between two lines of the axis: the first that leaves each label its room, which follows in sizes of type.
_YEARS = (1, 2, 5, 10, 20, 25, 50, 100)
_LABEL_ROOM = 3.2
_GRID_LINE = 0.75


class Axis(Struct, frozen=True):
    """Time across a page: from the first day's beginning at `left` to the last one's end at `right`, CSS pixels."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Return the position where a day begins."""
        return self.left + (day - self.first).days * (self.right - self.left) / ((self.last - self.first).days + 1)

    def after(self, day: date) -> float:
        """Return the position where a day ends."""
        return self.at(day_after(day)) if day < self.last else self.right


def axis_marks(
    axis: Axis, between: tuple[float, float], size: float, theme: Theme
) -> tuple[tuple[Strokes, ...], tuple[Text, ...]]:
    """Return the lines of years, from a top to a bottom, with their labels in a size of type at their tops."""
    top, bottom = between
    labels: list[Text] = []
    lines = []
    for year in _years(axis, size):
        x = axis.at(date(year, 1, 1))
        lines.append(((x, top + 1.25 * size), (x, bottom)))
        width = text_width(str(year), size)
        if width / 2 <= x <= axis.right - width / 2:
            y = top + 0.95 * size
            labels.append(Text(str(year), x, y, size, width, theme.quiet, theme.page, anchor="middle", role="axis"))
    drawn = [Strokes(tuple(lines), theme.context, _GRID_LINE)] if lines else []
    return tuple(drawn), tuple(labels)


def _years(axis: Axis, size: float) -> list[int]:
    """Return the years that have a line and a label: round ones, as many as fit."""
    a_year = (axis.right - axis.left) / max(1.0, ((axis.last - axis.first).days + 1) / 365.25)
    apart = next((years for years in _YEARS if years * a_year >= _LABEL_ROOM * size), _YEARS[-1])
    first = axis.first.year + (axis.first > date(axis.first.year, 1, 1))
    return [year for year in range(first, axis.last.year + 1) if year % apart == 0]
