"""The map panel: a map without the texts around it, for a web page that writes these itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mapgen.basemap.model import Shape
from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Placement, Strokes, Text
from mapgen.labels.blocks import LabelStyle
from mapgen.labels.discs import DiscPlace, disc_places
from mapgen.labels.placing import place_labels
from mapgen.labels.room import LabelRoom
from mapgen.layout.ground import framed, placed
from mapgen.themes.style import MapStyle
from mapgen.themes.theme import Fill

# The panel's width in CSS pixels: that of a phone, up to whose edges it goes. A wider page enlarges the panel, and so
# has room for smaller type. The sizes of countries' names in large and small type, for the narrow page and the wide
# one: on a page of 360 CSS pixels or more no name has less than 11.
WIDTH = 360
_TYPE = {"narrow": (12.5, 11.2), "wide": (9.5, 8.0)}
_MARGIN = 4.0
# Room on each side for names over the sea.
_SIDE = 50.0


class PanelLabels(Struct, frozen=True):
    """The names of a map in a language, for a `narrow` or `wide` page, and their leader lines, drawn before them."""

    lang: str
    page: str
    texts: tuple[Text, ...]
    leaders: tuple[Strokes, ...]


class MapPanel(Struct, frozen=True):
    """A map panel: its size in CSS pixels, the map's placement, paths by name, labels for each language and width."""

    width: float
    height: float
    placement: Placement
    shapes: Mapping[str, Shape]
    labels: tuple[PanelLabels, ...]
    discs: Mapping[str, DiscPlace]


def map_panel_of(choropleth: Choropleth, map_styles: Sequence[MapStyle], size: float) -> MapPanel:
    """Return the panel of a map, with the labels in the language of each map style; `size` is that of the key's type.

    `shapes` are those of the basemap, cut at the edges, and `borders` between drawn territories.
    """
    basemap = choropleth.basemap
    wide = WIDTH - 2 * _MARGIN
    high = (wide - 2 * _SIDE) * basemap.height / basemap.width
    box = (_MARGIN, _MARGIN, WIDTH - _MARGIN, _MARGIN + high)
    placement = placed(choropleth, box, _SIDE)
    drawn = framed(choropleth, placement, (0, 0, WIDTH, high + 2 * _MARGIN)).basemap
    shapes = {**drawn.shapes, "borders": drawn.borders_between(choropleth.draws)}
    discs = disc_places(choropleth, map_styles[0], placement, size)
    room = LabelRoom(basemap, placement, box, discs)
    labels = tuple(_labels(choropleth, map_style, room, page) for map_style in map_styles for page in _TYPE)
    return MapPanel(WIDTH, round(high + 2 * _MARGIN), placement, shapes, labels, {disc.iso3: disc for disc in discs})


def _labels(choropleth: Choropleth, map_style: MapStyle, room: LabelRoom, page: str) -> PanelLabels:
    # The colours change with the day: no name may stick out over a neighbour because it has the same one today.
    fills = {entry.iso3: Fill(f"#{number:06x}") for number, entry in enumerate(choropleth.entries)}
    labels = place_labels(choropleth, room, LabelStyle(replace(map_style, fills=fills), *_TYPE[page]))
    # The colour of a plate under a name changes too: a page draws an edge around the name in its place.
    plates = {fill.colour for fill in fills.values()}
    leaders = tuple(strokes for strokes in labels.leaders if strokes.colour not in plates)
    return PanelLabels(map_style.words.lang, page, labels.texts, leaders)
