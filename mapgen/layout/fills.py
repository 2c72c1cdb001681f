"""How a fill is drawn, on the map as in its key: the line around it, and the strokes of its patterns."""

from __future__ import annotations

from collections.abc import Sequence

from mapgen.drawing.hatch import HATCH_PATTERNS, strokes
from mapgen.drawing.primitives import Point, Strokes
from mapgen.record.snapshots import Status
from mapgen.themes.theme import Fill, Theme

# The edge of a pattern that interrupts that of a class, in sizes of type.
_EDGE = 0.06
# The width of the line around emphasised territories, in CSS pixels at the article's size.
EMPHASIS = 1.3
# Type larger than this has patterns that grow with it by the lesser part alone.
_LARGE, _SLOWER = 14.0, 0.4
# The width of the line around land that is too pale to be seen on the page, in the same pixels.
_COAST = 0.8


def fill_outline(fill: Fill, theme: Theme) -> tuple[str, float]:
    """Return the colour of the line around a fill, empty for none, and its width in CSS pixels of the article."""
    if fill.emphasised:
        return theme.ink, EMPHASIS
    not_counted = theme.statuses.get(Status.NOT_APPLICABLE, Fill(theme.context))
    if fill in {not_counted, theme.quieted(not_counted), Fill(theme.context)}:
        return "", 0.0  # quiet, also on maps of changes, and of islands alone often: a line would fill them
    return (fill.coast, _COAST) if fill.coast else (theme.outline, theme.outline_width)


def pattern_size(size: float) -> float:
    """Return the size of patterns where the key's type has a size: less than that of the large type of cards.

    Else a narrow country would have a stroke or two.
    """
    return size if size <= _LARGE else _LARGE + _SLOWER * (size - _LARGE)


def hatched(
    fill: Fill, rings: Sequence[Sequence[Point]], size: float, islets: Sequence[Sequence[Point]] = ()
) -> tuple[Strokes, ...]:
    """Return the strokes of a fill's patterns inside rings of the page; `size` is that of the key's type in CSS pixels.

    Key and map both use it, so that a pattern looks the same in both. A pattern above a class's pattern has an edge in
    the colour of the strokes it interrupts, so that it also shows on a background of its colour. What stays off coasts
    stays off `islets` too, further rings. An area too small for a stroke has none.
    """
    drawn = []
    size = pattern_size(size)
    for pattern in fill.patterns:
        hatch_pattern = HATCH_PATTERNS[pattern.kind]
        clear = (hatch_pattern.rim + hatch_pattern.width / 2) * size if hatch_pattern.rim else 0.0
        shape = rings if clear else (*rings, *islets)
        lines = strokes(pattern.kind, shape, hatch_pattern.spacing * size, clear)
        if not lines:
            continue
        dots, width = pattern.kind == "dots", round(hatch_pattern.width * size, 2)
        if fill.under and pattern is not fill.under and pattern.colour != fill.under.colour:
            drawn.append(Strokes(lines, fill.under.colour, round(width + 2 * _EDGE * size, 2), round_caps=dots))
        drawn.append(Strokes(lines, pattern.colour, width, round_caps=dots))
    return tuple(drawn)
