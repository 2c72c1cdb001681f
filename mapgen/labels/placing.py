"""Names on the map: inside a shape where they fit, otherwise beside it with a leader line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from mapgen.basemap.model import Basemap, InscribedBox, TerritoryShape
from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import overlap
from mapgen.drawing.primitives import Point, Strokes, Text
from mapgen.labels.beside import PADDING, LabelRoom, hide_the_map, labels_beside
from mapgen.labels.blocks import LabelStyle, blocks_inside
from mapgen.labels.insets import inset_names, names_unsaid
from mapgen.labels.leader_lines import leader_lines
from mapgen.labels.places import LabelCandidate
from mapgen.record.snapshots import Entry
from mapgen.themes.style import is_coloured

# A map of more territories than this has labels only inside shapes: leader lines would hide it.
_MANY = 60
# A map narrower than this, in small type sizes, has no labels: leader lines would hide it. Codes need less room. A map
# that is narrower than _SLENDER of its height, as Chile's, has room beside it: that part of its height counts.
_NARROWEST = {"names": 13.0, "leaders": 13.0, "codes": 11.0, "none": 0.0}
_SLENDER = 0.5
# Where a label may lie in a box with more room than it needs, in parts of the way from the middle to each edge.
_PARTS = (0.0, -0.5, 0.5, -1.0, 1.0)


class PlacedLabels(Struct, frozen=True):
    """The labels of a map and their leader lines, to be drawn before them.

    `near` is that of the room; it holds alone, without labels, where their leaders would hide the map.
    """

    texts: tuple[Text, ...] = ()
    leaders: tuple[Strokes, ...] = ()
    near: bool = False


def least_width(mode: str, small: float, basemap: Basemap) -> float:
    """Return the least width of a map with labels in CSS pixels; `small` is the small type size."""
    return _NARROWEST[mode] * small * min(1.0, basemap.width / (_SLENDER * basemap.height))


def place_labels(
    choropleth: Choropleth, room: LabelRoom, style: LabelStyle
) -> tuple[tuple[Text, ...], tuple[Strokes, ...]]:
    """Return the labels, and their leader lines, to be drawn before them.

    A label that fits neither inside nor beside its shape is left out; on a very small map all are.
    """
    labels = placed_labels(choropleth, room, style)
    if labels.near and not room.near:
        labels = placed_labels(choropleth, replace(room, near=True), style)
    return labels.texts, labels.leaders


def placed_labels(choropleth: Choropleth, room: LabelRoom, style: LabelStyle) -> PlacedLabels:
    """Return the labels as place_labels does; none where their leaders would hide the map.

    They are then to be placed anew in a room that is `near`, which may be on a larger map.
    """
    mode = style.map_style.labels
    if mode == "none" or room.basemap.width * room.placement.scale < least_width(mode, style.small, room.basemap):
        return PlacedLabels()
    inside: list[Text] = []
    left_over: list[Entry] = []
    for entry in choropleth.entries:
        texts = _inside(entry, room, style)
        inside.extend(texts)
        if not texts:
            left_over.append(entry)
    names = names_unsaid(inset_names(choropleth.region.drawn_insets, room, style), inside, style)
    candidates: Sequence[LabelCandidate] = ()
    if has_leader_lines(choropleth, mode):
        candidates = labels_beside(left_over, [*inside, *names], room, style)
        if not room.near and hide_the_map(candidates, room, style.small):
            return PlacedLabels(near=True)
    coloured = {entry.iso3 for entry in choropleth.entries if is_coloured(entry)}
    beside = [text for candidate in candidates for text in candidate.texts]
    leaders = leader_lines(candidates, coloured, room, style)
    return PlacedLabels((*inside, *names_unsaid(names, beside, style), *beside), leaders, room.near)


def labels_inside(choropleth: Choropleth, room: LabelRoom, style: LabelStyle) -> tuple[Text, ...]:
    """Return the labels that fit inside their shapes, without those that would stand beside them."""
    mode = style.map_style.labels
    if mode == "none" or room.basemap.width * room.placement.scale < least_width(mode, style.small, room.basemap):
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
        if spot := _roomiest(shape, (block.width + 2 * padding, block.height + padding), room):
            fill = map_style.land_fill(entry).colour
            return block.texts(room.placement.page(spot), "middle", (map_style.theme.legible(fill), fill))
    return ()


def _roomiest(shape: TerritoryShape, size: tuple[float, float], room: LabelRoom) -> Point | None:
    """Return the middle, in grid units, of the inscribed box with the most room for a width and height in CSS pixels.

    Where discs of enclaves would lie under the label, it moves within the box. None if no box is large enough.
    """
    wide, high = size[0] / room.placement.scale, size[1] / room.placement.scale
    fits = [
        (min(box.aspect * box.height / wide, box.height / high), box.x, box.y, box)
        for box in shape.boxes
        if box.aspect * box.height >= wide and box.height >= high
    ]
    spots = (
        spot for *_, box in sorted(fits, key=lambda fit: fit[:3], reverse=True) for spot in _spots(box, wide, high)
    )
    return next((spot for spot in spots if _clear_of_discs(spot, size, room)), None)


def _spots(box: InscribedBox, wide: float, high: float) -> Iterator[Point]:
    """Yield where the middle of a label may lie in a box, the box's middle first."""
    across, down = (box.aspect * box.height - wide) / 2, (box.height - high) / 2
    for part_down, part_across in product(_PARTS, _PARTS):
        yield box.x + part_across * across, box.y + part_down * down


def _clear_of_discs(spot: Point, size: tuple[float, float], room: LabelRoom) -> bool:
    x, y = room.placement.page(spot)
    box = (x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2)
    return not any(overlap(box, disc.box) for disc in room.discs)
