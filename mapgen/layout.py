"""The layout: every position on the page, computed from the content, ending in a Drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapgen.arrangement import Matter, TypeSizes, arranged
from mapgen.captions import Captions
from mapgen.drawing import Area, Border, Box, Drawing, Placement, Point, Strokes, Text
from mapgen.join import Choropleth
from mapgen.key import hatched, key_entries
from mapgen.labels import place_labels
from mapgen.leaders import LabelRoom, LabelStyle
from mapgen.look import Look
from mapgen.share_bars import share_bars
from mapgen.sizes import Size
from mapgen.theme import Theme

# The part of the map box's width kept free on each side for labels over the sea, and the most of it, in type sizes.
_SIDE = 0.16
_WIDEST_SIDE = 7.0


def lay_out(choropleth: Choropleth, captions: Captions, look: Look, size: Size) -> Drawing:
    """Return the drawing of a map at a size, without its metadata.

    Raises InputError where a text has a character that the typeface lacks.
    """
    sizes = TypeSizes.of(size)
    entries = key_entries(choropleth, look)
    basemap = choropleth.basemap
    bars = share_bars(choropleth, captions.shares, look)
    page = arranged(Matter(captions, entries, look.theme, basemap.width / basemap.height, bars), size, sizes)
    placement = _placement(choropleth, page.map_box, sizes)
    labels: tuple[Text, ...] = ()
    leaders: tuple[Strokes, ...] = ()
    if page.detail.labels:
        room = LabelRoom(choropleth.basemap, placement, page.map_box)
        labels, leaders = place_labels(choropleth, room, LabelStyle(look, sizes.label, sizes.small_label))
    return Drawing(
        width=size.width,
        height=size.height,
        factor=size.factor,
        background=look.theme.page,
        placement=placement,
        shapes={**choropleth.basemap.shapes, "borders": choropleth.basemap.borders_between()},
        layers={
            "context": (Area("context", look.theme.context),),
            "territories": (
                *_territories(choropleth, look, placement, sizes, labels),
                Border("borders", look.theme.border, look.theme.border_width * sizes.key / 14),
            ),
            "claims": tuple(_claims(choropleth, look.theme, sizes)),
            "labels": (*leaders, *labels),
            "legend": page.legend,
            "notes": page.notes,
        },
        lang=look.words.lang,
    )


def _placement(choropleth: Choropleth, box: Box, sizes: TypeSizes) -> Placement:
    """Return where the map lies: as large as its box allows, in its middle, with room for labels beside it."""
    basemap = choropleth.basemap
    left, top, right, bottom = box
    side = min(_SIDE * (right - left), _WIDEST_SIDE * sizes.small_label)
    scale = max(min((right - left - 2 * side) / basemap.width, (bottom - top) / basemap.height), 1e-6)
    x = (left + right - basemap.width * scale) / 2
    y = (top + bottom - basemap.height * scale) / 2
    return Placement(scale, round(x, 2), round(y, 2))


def _territories(
    choropleth: Choropleth, look: Look, placement: Placement, sizes: TypeSizes, labels: Sequence[Text]
) -> Iterator[Area]:
    inside = {text.iso3: text for text in labels if text.anchor == "middle"}
    for entry in choropleth.entries:
        fill = look.theme.fill(entry, look.classes)
        hatch: tuple[Strokes, ...] = ()
        if fill.pattern != "none":
            rings = [[placement.page(point) for point in ring] for ring in choropleth.basemap.shapes[entry.iso3].lines]
            if entry.iso3 in inside:
                rings.append(_corners(inside[entry.iso3]))
            hatch = hatched(fill, rings, sizes.key)
        yield Area(entry.iso3, fill.colour, entry.iso3, hatch)


def _corners(text: Text) -> list[Point]:
    """Return the ring around a label that keeps a pattern's strokes off its letters."""
    left, top, right, bottom = text.box
    by = 0.12 * text.size
    return [(left - by, top), (right + by, top), (right + by, bottom), (left - by, bottom)]


def _claims(choropleth: Choropleth, theme: Theme, sizes: TypeSizes) -> Iterator[Border]:
    unit = sizes.key / 14
    for claim in choropleth.region.claims:
        if f"claim-{claim}" in choropleth.basemap.shapes:
            dashes = (3.0 * unit, 2.2 * unit)
            # On a wider line of the page's colour, so that it shows on a fill of any colour.
            yield Border(f"claim-{claim}", theme.page, 2.2 * unit, dashes)
            yield Border(f"claim-{claim}", theme.claim, 1.0 * unit, dashes)
