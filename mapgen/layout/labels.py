"""Names on the map: inside a shape where they fit, otherwise beside it with a leader line."""

from __future__ import annotations

from collections.abc import Sequence

from mapgen.basemap.model import TerritoryShape
from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Point, Strokes, Text
from mapgen.layout.inset_layer import inset_names
from mapgen.layout.label_blocks import LabelStyle, blocks_inside
from mapgen.layout.label_places import LabelCandidate
from mapgen.layout.leaders import PADDING, LabelRoom, labels_beside
from mapgen.record.snapshots import Entry

# A map of more territories than this has labels only inside shapes: leader lines would hide it.
_MANY = 60
# A map narrower than this, in small type sizes, has no labels: leader lines would hide it. Codes need less room.
NARROWEST = {"names": 17.0, "leaders": 17.0, "codes": 11.0, "none": 0.0}


def place_labels(
    choropleth: Choropleth, room: LabelRoom, style: LabelStyle
) -> tuple[tuple[Text, ...], tuple[Strokes, ...]]:
    """Return the labels, and their leader lines, to be drawn before them.

    A label that fits neither inside nor beside its shape is left out; on a very small map all are.
    """
    mode = style.map_style.labels
    if mode == "none" or room.basemap.width * room.placement.scale < NARROWEST[mode] * style.small:
        return (), ()
    inside: list[Text] = []
    left_over: list[Entry] = []
    for entry in choropleth.entries:
        texts = _inside(entry, room, style)
        inside.extend(texts)
        if not texts:
            left_over.append(entry)
    names = inset_names(choropleth.region.drawn_insets, room, style)
    candidates: Sequence[LabelCandidate] = ()
    if has_leader_lines(choropleth, mode):
        candidates = labels_beside(left_over, [*inside, *names], room, style)
    texts_beside = (text for candidate in candidates for text in candidate.texts)
    return (*inside, *names, *texts_beside), _leaders(candidates, style)


def labels_inside(choropleth: Choropleth, room: LabelRoom, style: LabelStyle) -> tuple[Text, ...]:
    """Return the labels that fit inside their shapes, without those that would stand beside them."""
    mode = style.map_style.labels
    if mode == "none" or room.basemap.width * room.placement.scale < NARROWEST[mode] * style.small:
        return ()
    return tuple(text for entry in choropleth.entries for text in _inside(entry, room, style))


def has_leader_lines(choropleth: Choropleth, mode: str) -> bool:
    """Whether labels may stand beside their shapes, and need room there."""
    return mode != "none" and len(choropleth.entries) <= _MANY


def _inside(entry: Entry, room: LabelRoom, style: LabelStyle) -> tuple[Text, ...]:
    """Return the best label that fits inside its shape; empty if none does."""
    map_style = style.map_style
    shape = room.basemap.territories[entry.iso3]
    for block in blocks_inside(entry, style):
        padding = PADDING * block.size
        if spot := _roomiest(shape, (block.width + 2 * padding, block.height + padding), room.placement.scale):
            fill = map_style.fill(entry).colour
            return block.texts(room.placement.page(spot), "middle", (map_style.theme.legible(fill), fill))
    return ()


def _roomiest(shape: TerritoryShape, room: tuple[float, float], scale: float) -> Point | None:
    """Return the middle of the inscribed box with the most room for a width and height in CSS pixels.

    The middle is in grid units; `scale` is CSS pixels per grid unit. None if no box is large enough.
    """
    wide, high = room[0] / scale, room[1] / scale
    fits = [
        (min(box.aspect * box.height / wide, box.height / high), box.x, box.y)
        for box in shape.boxes
        if box.aspect * box.height >= wide and box.height >= high
    ]
    return max(fits)[1:] if fits else None


def _leaders(candidates: Sequence[LabelCandidate], style: LabelStyle) -> tuple[Strokes, ...]:
    """Return thin lines with a dot in the shape, on a wider line of the page's colour: legible on every fill."""
    if not candidates:
        return ()
    theme = style.map_style.theme
    lines = tuple(candidate.leader for candidate in candidates)
    dots = tuple((candidate.leader[0], candidate.leader[0]) for candidate in candidates)
    unit = style.small / 11.5
    return (
        Strokes(lines, theme.page, 2.4 * unit),
        Strokes(dots, theme.page, 5.0 * unit, round_caps=True),
        Strokes(lines, theme.ink, 0.75 * unit),
        Strokes(dots, theme.ink, 3.0 * unit, round_caps=True),
    )
