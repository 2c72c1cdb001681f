"""The layout: every position on the page, computed from the content, ending in a Drawing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mapgen.arrangement import Matter, TypeSizes, arranged
from mapgen.captions import Captions
from mapgen.drawing import Area, Border, Box, Drawing, Placement, Strokes, Text
from mapgen.hatch import strokes
from mapgen.join import Choropleth
from mapgen.key import key_entries, pattern_spacing, styled
from mapgen.labels import LabelRoom, LabelStyle, place_labels
from mapgen.sizes import Size
from mapgen.theme import Fill, Theme
from mapgen.wording import Wording

# The part of the map box's width kept free on each side for labels over the sea, and the most of it, in type sizes.
_SIDE = 0.16
_WIDEST_SIDE = 7.0


@dataclass(frozen=True, slots=True)
class Look:
    """How a map is drawn: its theme, its number of classes (3 or 5), its words."""

    theme: Theme
    classes: int
    words: Wording


def lay_out(choropleth: Choropleth, captions: Captions, look: Look, size: Size) -> Drawing:
    """Return the drawing of a map at a size, without its metadata.

    Raises InputError where a text has a character that the typeface lacks.
    """
    sizes = TypeSizes.of(size)
    entries = key_entries(choropleth, look.theme, look.classes, look.words)
    page = arranged(Matter(captions, entries, look.theme), size, sizes)
    placement = _placement(choropleth, page.map_box, sizes)
    labels: tuple[Text, ...] = ()
    leaders: tuple[Strokes, ...] = ()
    if page.detail.labels:
        room = LabelRoom(choropleth.basemap, placement, page.map_box)
        style = LabelStyle(look.theme, look.classes, sizes.label, sizes.small_label)
        labels, leaders = place_labels(choropleth, room, style, look.words)
    return Drawing(
        width=size.width,
        height=size.height,
        factor=size.factor,
        background=look.theme.page,
        placement=placement,
        shapes=choropleth.basemap.shapes,
        layers={
            "context": (Area("context", look.theme.context),),
            "territories": (
                *_territories(choropleth, look, placement, sizes),
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
    choropleth: Choropleth, look: Look, placement: Placement, sizes: TypeSizes
) -> Iterator[Area]:
    for entry in choropleth.entries:
        fill = look.theme.fill(entry, look.classes)
        yield Area(entry.iso3, fill.colour, entry.iso3, _hatched(choropleth, entry.iso3, fill, placement, sizes.key))


def _hatched(
    choropleth: Choropleth, iso3: str, fill: Fill, placement: Placement, size: float
) -> tuple[Strokes, ...]:
    """Return a fill's pattern inside a territory, in CSS pixels, as the key draws it."""
    if fill.pattern == "none":
        return ()
    rings = [[placement.page(point) for point in ring] for ring in choropleth.basemap.shapes[iso3].lines]
    return styled(fill, strokes(fill.pattern, rings, pattern_spacing(fill.pattern, size)), size)


def _claims(choropleth: Choropleth, theme: Theme, sizes: TypeSizes) -> Iterator[Border]:
    unit = sizes.key / 14
    for claim in choropleth.region.claims:
        if f"claim-{claim}" in choropleth.basemap.shapes:
            yield Border(f"claim-{claim}", theme.claim, 1.0 * unit, (3.0 * unit, 2.2 * unit))
