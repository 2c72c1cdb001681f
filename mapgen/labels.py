"""Names on the map: inside a shape where they fit, otherwise beside it with a leader line."""

from __future__ import annotations

from collections.abc import Sequence

from mapgen.basemap import TerritoryShape
from mapgen.drawing import Point, Strokes, Text
from mapgen.join import Choropleth
from mapgen.leaders import MIDDLE, PADDING, Beside, LabelRoom, LabelStyle, labels_beside
from mapgen.snapshots import Entry, Status
from mapgen.typeface import text_width

# A map narrower than this, in small type sizes, has no labels: their leaders would hide it.
_NARROWEST = 17.0


def place_labels(
    choropleth: Choropleth, room: LabelRoom, style: LabelStyle
) -> tuple[tuple[Text, ...], tuple[Strokes, ...]]:
    """Return the labels, and their leader lines to be drawn before them.

    A label that fits neither inside nor beside its shape is left out; on a very small map all are.
    """
    if room.basemap.width * room.placement.scale < _NARROWEST * style.small:
        return (), ()
    inside: list[Text] = []
    left_over: list[Entry] = []
    for entry in choropleth.entries:
        text = _inside(entry, room, style)
        if text:
            inside.append(text)
        else:
            left_over.append(entry)
    beside = labels_beside(left_over, inside, room, style)
    return (*inside, *(one.text for one in beside)), _leaders(beside, style)


def _inside(entry: Entry, room: LabelRoom, style: LabelStyle) -> Text | None:
    """Return a label inside its shape at the larger size that fits, or None."""
    shape = room.basemap.territories[entry.iso3]
    look = style.look
    name = look.words.country(entry.iso3)
    fill = look.theme.fill(entry, look.classes)
    large = entry.status is not Status.NOT_APPLICABLE
    for size in (style.large, style.small) if large else (style.small,):
        width = text_width(name, size)
        if spot := _roomiest(shape, width, size, room.placement.scale):
            x, y = room.placement.page(spot)
            colour = look.theme.legible(fill.colour)
            return Text(
                name,
                x,
                y + MIDDLE * size,
                size,
                width,
                colour,
                fill.colour,
                anchor="middle",
                iso3=entry.iso3,
                role="label",
            )
    return None


def _roomiest(shape: TerritoryShape, width: float, size: float, scale: float) -> Point | None:
    """Return the middle of the inscribed box that holds a text with the most room to spare, in the grid."""
    wide, high = (width + 2 * PADDING * size) / scale, size * (1 + PADDING) / scale
    fits = [
        (min(box.aspect * box.height / wide, box.height / high), box.x, box.y)
        for box in shape.boxes
        if box.aspect * box.height >= wide and box.height >= high
    ]
    return max(fits)[1:] if fits else None


def _leaders(beside: Sequence[Beside], style: LabelStyle) -> tuple[Strokes, ...]:
    """Return thin lines with a dot in the shape, on a wider line of the page's colour: legible on every fill."""
    if not beside:
        return ()
    lines = tuple(one.leader for one in beside)
    dots = tuple((one.leader[0], one.leader[0]) for one in beside)
    unit = style.small / 11.5
    return (
        Strokes(lines, style.look.theme.page, 2.4 * unit),
        Strokes(dots, style.look.theme.page, 5.0 * unit, round_caps=True),
        Strokes(lines, style.look.theme.ink, 0.75 * unit),
        Strokes(dots, style.look.theme.ink, 3.0 * unit, round_caps=True),
    )
