"""The key of a picture of many days: every class and status that occurs in it, and the marks of votes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from mapgen.drawing.boxes import box_ring
from mapgen.drawing.primitives import Patch, Strokes, Text
from mapgen.drawing.typeface import text_width
from mapgen.layout.key import STATUSES, KeyEntry, draw_rows, fitted, key_rows, status_fills
from mapgen.record.snapshots import Entry
from mapgen.themes.style import MapStyle, fill_outline, hatched
from mapgen.themes.theme import Fill, Theme
from mapgen.timeline.grid_content import GridContent
from mapgen.timeline.panels import receding

# The tick of a vote in the key, in sizes of type, and how wide a tick is in CSS pixels where the key's type has 14.
_TICK = 0.5
TICK_WIDTH = 1.4
# Of colours that recede: the width of a patch, the space after the last, from the entry before, and from row to row, in
# sizes of type.
_SLICE, _AFTER_SLICES, _GAP, _LINE = 0.55, 0.45, 1.3, 1.5


def timeline_key(entries: Iterable[Entry], map_style: MapStyle) -> tuple[KeyEntry, ...]:
    """Return an entry for each class that occurs, from left to right, then one for each status that occurs."""
    drawn = [entry.follows or entry for entry in entries]
    scale = drawn[0].scale
    classes = {entry.class_name(map_style.classes) for entry in drawn}
    classed = [
        KeyEntry(map_style.class_fill(name, scale), map_style.words.class_label(name, scale))
        for name in scale.class_names(map_style.classes)
        if name in classes
    ]
    return (*classed, *_statuses(drawn, map_style))


def _statuses(drawn: Sequence[Entry], map_style: MapStyle) -> Iterator[KeyEntry]:
    for status in STATUSES:
        if members := [entry for entry in drawn if entry.status is status]:
            fill, *further = status_fills(members, map_style)
            yield KeyEntry(fill, map_style.words.say(f"status.{status}"), further=tuple(further))


def draw_timeline_key(
    entries: Sequence[KeyEntry], vote: str, place: tuple[float, float, float], size: float, theme: Theme
) -> tuple[list[Patch | Text], float]:
    """Return the key in rows from a left and a top in a width, and its end; `vote` names ticks, if there are any.

    All in CSS pixels.
    """
    left, top, width = place
    ticks = (KeyEntry(Fill(theme.page), vote),) if vote else ()
    fitting = tuple(fitted(entry, size, width) for entry in (*entries, *ticks))
    drawn, end = draw_rows(key_rows(fitting, size, width), (left, top), size, theme)
    if vote:
        number, patch = [(number, mark) for number, mark in enumerate(drawn) if isinstance(mark, Patch)][-1]
        drawn[number] = _tick(patch, size, theme)
    return drawn, end


def _tick(patch: Patch, size: float, theme: Theme) -> Patch:
    left, top, right, bottom = patch.box
    middle, height = (left + right) / 2, _TICK * size / 2
    line = ((middle, (top + bottom) / 2 - height), (middle, (top + bottom) / 2 + height))
    strokes = Strokes((line,), theme.ink, round(TICK_WIDTH * size / 14, 2))
    return replace(patch, outline="", hatch=(strokes,))


def draw_unchanged(
    fills: Sequence[Fill], label: str, after: Text, column: tuple[float, float], theme: Theme
) -> tuple[list[Patch | Text], float]:
    """Return the entry of colours that recede, as narrow patches before one label, and its end.

    It stands after the text of the entry before it, or in a row of its own in the column from a left in a width.
    """
    size, (left, width) = after.size, column
    patches, wide = _SLICE * size * len(fills), text_width(label, size)
    x, y = after.box[2] + _GAP * size, after.y
    if x + patches + _AFTER_SLICES * size + wide > left + width:
        x, y = left, y + _LINE * size
    drawn: list[Patch | Text] = []
    for number, fill in enumerate(fills):
        box = (x + number * _SLICE * size, y - 0.78 * size, x + (number + 1) * _SLICE * size, y + 0.12 * size)
        outline, line = fill_outline(fill, theme)
        drawn.append(Patch(box, fill.colour, hatched(fill, [box_ring(box)], size), outline, round(line * size / 14, 2)))
    start = x + patches + _AFTER_SLICES * size
    return [*drawn, Text(label, start, y, size, wide, theme.ink, theme.page, role="key")], y + 0.35 * size


def draw_grid_key(
    content: GridContent, place: tuple[float, float, float], size: float
) -> tuple[list[Patch | Text], float]:
    """Return the key of all maps, with the colours that recede where one follows another, and its end."""
    map_style = content.map_style
    entries = timeline_key([entry for one in content.maps for entry in one.entries], map_style)
    key, end = draw_timeline_key(entries, "", place, size, map_style.theme)
    fills = {
        (fill.colour, fill.patterns): fill
        for choropleth, changed in zip(content.maps[1:], content.changes[1:], strict=True)
        for fill in receding(choropleth, changed, map_style).fills.values()
    }
    last = key[-1]
    if not fills or not isinstance(last, Text):
        return key, end
    label, column = map_style.words.say("span.unchanged"), (place[0], place[2])
    unchanged, end = draw_unchanged(list(fills.values()), label, last, column, map_style.theme)
    return [*key, *unchanged], end
