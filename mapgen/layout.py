"""The layout: every position on the page, computed from the content, ending in a Drawing."""

from __future__ import annotations

from collections.abc import Iterator

from mapgen.arrangement import Matter, TypeSizes, arranged
from mapgen.captions import Captions
from mapgen.drawing import Area, Border, Box, Drawing, Placement, Strokes, Text
from mapgen.errors import InputError
from mapgen.join import Choropleth
from mapgen.key import key_entries
from mapgen.labels import place_labels
from mapgen.leaders import LabelRoom, LabelStyle
from mapgen.look import Look
from mapgen.sizes import Size
from mapgen.slogans import SloganRoom, place_slogans
from mapgen.territory_layer import Ground, territory_layer
from mapgen.theme import Theme

# The part of the map box's width kept free on each side for labels over the sea, and the most of it, in type sizes.
_SIDE = 0.16
_WIDEST_SIDE = 7.0


def lay_out(choropleth: Choropleth, captions: Captions, look: Look, size: Size) -> Drawing:
    """Return the drawing of a map at a size, without its metadata.

    Raises InputError where a text has a character that the typeface lacks, and where a slogan or the credit of an
    image has no room.
    """
    sizes = TypeSizes.of(size)
    entries = key_entries(choropleth, look)
    basemap = choropleth.basemap
    page = arranged(Matter(captions, entries, look.theme, basemap.width / basemap.height), size, sizes)
    if look.images and not page.detail.notes:
        message = "no note fits on it, and images must be credited there; choose a larger size"
        raise InputError.single(f"size {size.width}x{size.height}", message)
    placement = _placement(choropleth, page.map_box, sizes)
    labels: tuple[Text, ...] = ()
    leaders: tuple[Strokes, ...] = ()
    if page.detail.labels and look.labels != "none":
        room = LabelRoom(choropleth.basemap, placement, page.map_box)
        labels, leaders = place_labels(choropleth, room, LabelStyle(look, sizes.label, sizes.small_label))
    ground = Ground(placement, sizes.key, size.factor)
    territories, shapes = territory_layer(choropleth, look, ground, labels)
    lines = tuple(line for strokes in leaders for line in strokes.lines)
    sea = SloganRoom(placement, page.map_box, sizes.headline, tuple(text.box for text in labels), lines)
    return Drawing(
        width=size.width,
        height=size.height,
        factor=size.factor,
        background=look.theme.page,
        placement=placement,
        shapes={**choropleth.basemap.shapes, **shapes},
        layers={
            "context": (Area("context", look.theme.context),),
            "territories": territories,
            "claims": tuple(_claims(choropleth, look.theme, sizes)),
            "labels": (*leaders, *labels, *place_slogans(choropleth, look, sea)),
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


def _claims(choropleth: Choropleth, theme: Theme, sizes: TypeSizes) -> Iterator[Border]:
    unit = sizes.key / 14
    for claim in choropleth.region.claims:
        if f"claim-{claim}" in choropleth.basemap.shapes:
            dashes = (3.0 * unit, 2.2 * unit)
            # On a wider line of the page's colour, so that it shows on a fill of any colour.
            yield Border(f"claim-{claim}", theme.page, 2.2 * unit, dashes)
            yield Border(f"claim-{claim}", theme.claim, 1.0 * unit, dashes)
