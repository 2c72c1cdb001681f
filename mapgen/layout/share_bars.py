"""Shares as bars: a row for each measure, its parts in the fills of the key, with their percents inside."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.choropleth.shares import Share
from mapgen.drawing.boxes import box_ring
from mapgen.drawing.primitives import Box, Patch, Text
from mapgen.drawing.typeface import text_width
from mapgen.record.snapshots import Status
from mapgen.themes.style import MapStyle, fill_outline, hatched
from mapgen.themes.theme import Fill, Theme
from mapgen.themes.tones import contrast

# In sizes of type: from row to row, the space above the first row and below the last, a bar's height, the gap between
# two segments, the space between a name and its bar, and the space on each side of a percent inside its segment,
# without and with a pattern, of which enough must stay visible.
_ROW = 1.75
_ABOVE = 0.9
_BELOW = 0.6
_BAR = 1.3
_PARTING = 0.08
_AFTER_NAME = 0.7
_PADDING = 0.2
_BESIDE_PATTERN = 0.7
# The height of the typeface's capitals, to set type in the middle of a bar.
_CAPITALS = 0.66
# The least contrast of a percent to its fill (WCAG 2.2).
_LEGIBLE = 4.5


class Segment(Struct, frozen=True):
    """A part of a bar: its fill, its percent, and the percent as text in the map's language."""

    fill: Fill
    percent: int
    text: str


class ShareBar(Struct, frozen=True):
    """A measure's name and its parts, whose percents sum to 100."""

    name: str
    segments: tuple[Segment, ...]

    @property
    def drawn_segments(self) -> tuple[Segment, ...]:
        """The parts of one percent or more; smaller ones would be too narrow to see."""
        return tuple(segment for segment in self.segments if segment.percent)


def share_bars(choropleth: Choropleth, shares: Sequence[Share], map_style: MapStyle) -> tuple[ShareBar, ...]:
    """Return a bar for each share that has parts; a part has the fill of its states, in office or without a class."""
    bars = []
    for share in shares:
        segments = []
        for part in share.parts:
            entry = choropleth.snapshot.by_code[part.states[0]]
            # Those elected and those in office are one class here: the pattern of an elect would say otherwise.
            plain = replace(entry, status=Status.IN_OFFICE) if entry.class_name(map_style.classes) else entry
            fill = replace(map_style.fill(plain), image=b"")
            segments.append(Segment(fill, part.percent, map_style.words.percent(part.percent)))
        if segments:
            bars.append(ShareBar(map_style.words.say(f"share.{share.measure}"), tuple(segments)))
    return tuple(bars)


def draw_bars(
    bars: Sequence[ShareBar], place: tuple[float, float], width: float, size: float, theme: Theme
) -> tuple[list[Patch | Text], float]:
    """Return bars drawn from a left and a top in a width, and the y at which they end, in CSS pixels.

    `size` is that of their type. A segment too narrow for its percent has none, but the percent of the last segment
    then stands after the bar.
    """
    left, top = place
    start = left + max(text_width(bar.name, size) for bar in bars) + _AFTER_NAME * size
    right = left + width - _room_after(bars, left + width - start, size, theme)
    drawn: list[Patch | Text] = []
    top += _ABOVE * size
    for bar in bars:
        baseline = top + 0.5 * (_BAR + _CAPITALS) * size
        drawn.append(_text(bar.name, (left, baseline), size, theme.ink, theme.page))
        drawn += _segments(bar, (start, top, right, baseline), size, theme)
        top += _ROW * size
    return drawn, top - (_ROW - _BAR - _BELOW) * size


def _room_after(bars: Sequence[ShareBar], width: float, size: float, theme: Theme) -> float:
    """Return the room that all bars need after their ends: for the percent of a last segment that cannot hold it."""
    lasts = [(bar, bar.drawn_segments[-1]) for bar in bars]
    room = max(text_width(last.text, size, bold=True) for _, last in lasts) + 2 * _PADDING * size
    # Measured on bars that leave this room, so that a segment that holds its percent there holds it in any case.
    wide = all(_holds(last, last.percent * _unit(bar, width - room, size), size, theme) for bar, last in lasts)
    return 0.0 if wide else room


def _unit(bar: ShareBar, width: float, size: float) -> float:
    """Return the width of one percent on a bar of a width."""
    return (width - _PARTING * size * (len(bar.drawn_segments) - 1)) / 100


def _holds(segment: Segment, width: float, size: float, theme: Theme) -> bool:
    """Whether a segment of a width has room for its percent, in a legible colour."""
    padding = _BESIDE_PATTERN if segment.fill.patterns else _PADDING
    if text_width(segment.text, size, bold=True) + 2 * padding * size > width:
        return False
    return contrast(theme.legible(segment.fill.colour), segment.fill.colour) >= _LEGIBLE


def _segments(bar: ShareBar, line: tuple[float, float, float, float], size: float, theme: Theme) -> list[Patch | Text]:
    """Return a bar's segments with their percents; `line` is its left, top and right, and the baseline of its type."""
    left, top, right, baseline = line
    unit = _unit(bar, right - left, size)
    drawn: list[Patch | Text] = []
    for segment in bar.drawn_segments:
        box = (left, top, left + segment.percent * unit, top + _BAR * size)
        wide = text_width(segment.text, size, bold=True)
        colour, background, text = theme.legible(segment.fill.colour), segment.fill.colour, None
        if _holds(segment, box[2] - box[0], size, theme):
            text = _text(segment.text, ((box[0] + box[2] - wide) / 2, baseline), size, colour, background, bold=True)
        drawn.append(_patch(segment.fill, box, text, size, theme))
        if text is None and segment is bar.drawn_segments[-1]:
            text = _text(segment.text, (box[2] + 2 * _PADDING * size, baseline), size, theme.ink, theme.page, bold=True)
        drawn += [text] if text else []
        left = box[2] + _PARTING * size
    return drawn


def _patch(fill: Fill, box: Box, text: Text | None, size: float, theme: Theme) -> Patch:
    """Return a segment with its pattern, whose strokes keep off the percent, and with its outline."""
    rings = [box_ring(box)]
    if text:
        by = _PADDING * size
        rings.append(box_ring((text.box[0] - by, box[1], text.box[2] + by, box[3])))
    outline, width = fill_outline(fill, theme)
    return Patch(box, fill.colour, hatched(fill, rings, size), outline, round(width * size / 14, 2), role="share")


def _text(
    text: str, place: tuple[float, float], size: float, colour: str, background: str, *, bold: bool = False
) -> Text:
    return Text(text, *place, size, text_width(text, size, bold=bold), colour, background, bold=bold, role="share")
