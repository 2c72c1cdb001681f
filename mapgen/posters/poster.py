"""The layout of a poster: the map, slogans or counts in large type beside their blocs, and a quiet line at the foot."""

from __future__ import annotations

from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Box, Drawing, Text
from mapgen.drawing.sizes import Size
from mapgen.errors import InputError
from mapgen.labels.insets import inset_frames
from mapgen.layout.bare_page import bare_box
from mapgen.layout.big_type import BigStyle
from mapgen.layout.claim_marks import claim_marks
from mapgen.layout.ground import framed
from mapgen.layout.page_drawing import page_drawing
from mapgen.layout.page_texts import TypeSizes
from mapgen.layout.territory_layer import MapPlacement, territory_layer
from mapgen.posters.composition import composed
from mapgen.posters.poster_texts import foot_line, poster_title
from mapgen.record.snapshots import Status
from mapgen.themes.style import MapStyle
from mapgen.themes.theme import Fill, Theme
from mapgen.words.poster_words import PosterWords

# The space above the line at the foot, in sizes of the key's type.
_ABOVE_FOOT = 1.0
# The least width and height of the map's box, in CSS pixels.
_TINIEST = 60.0


def lay_out_poster(choropleth: Choropleth, words: PosterWords, map_style: MapStyle, size: Size) -> Drawing:
    """Return the drawing of a poster at a size, without its metadata.

    Elects have the plain colour of their class, countries without a class the quiet colour for no data: the line at the
    foot says so. Raises InputError where a text has a character that the typeface lacks, and for a page too small for
    the map or the large type.
    """
    choropleth, map_style, sizes = _dashed(choropleth), _plain(map_style), TypeSizes.of_map(size)
    if map_style.bare:
        aspect = choropleth.basemap.width / choropleth.basemap.height
        title, foot = list[Text](), list[Text]()
        size, box = bare_box(size, sizes, lambda width: width / aspect)
    else:
        title, foot, box = _texts(words, map_style.theme, sizes, size)
    composition = composed(choropleth, words, map_style, size, box)
    placement, labels = composition.placement, composition.labels
    # Land that reaches beyond the map's own edges ends there.
    choropleth = framed(choropleth, None, (0.0, 0.0, choropleth.basemap.width, choropleth.basemap.height))
    map_placement = MapPlacement(placement, sizes.key, size.factor, composition.discs)
    territories, shapes = territory_layer(choropleth, map_style, map_placement, labels)
    inside = [text for text in labels if text.anchor == "middle"]
    large = [mark for place in composition.places for mark in place.marks(BigStyle(map_style.theme, sizes.key))]
    return page_drawing(
        size,
        map_style,
        placement,
        {**choropleth.basemap.shapes, **shapes},
        {
            "context": inset_frames(choropleth.region.drawn_insets, map_style.theme),
            "territories": territories,
            "claims": tuple(claim_marks(choropleth, map_style, placement, sizes.key, inside)),
            "labels": (*composition.leaders, *labels),
            "legend": (*title, *large),
            "notes": tuple(foot),
        },
    )


def _texts(words: PosterWords, theme: Theme, sizes: TypeSizes, size: Size) -> tuple[list[Text], list[Text], Box]:
    """Return the title, the line at the foot, and the box between them; raises InputError if there is too little."""
    left, width = sizes.margin, size.width - 2 * sizes.margin
    title, top = poster_title(words, theme, sizes, (left, max(sizes.margin, size.inset), width))
    bottom = size.height - max(0.75 * sizes.margin, size.inset)
    foot, bottom = foot_line(words, theme, sizes, size, (left, bottom, width))
    box = (left, top, left + width, bottom - _ABOVE_FOOT * sizes.key)
    _refuse_crowded(box, size)
    return title, foot, box


def _plain(map_style: MapStyle) -> MapStyle:
    """Return the style without marks of statuses, which a poster has no key for, and with quiet lines of claims."""
    theme = map_style.theme
    quiet = Fill(theme.statuses[Status.NO_DATA].colour)
    statuses = {
        **dict.fromkeys(theme.statuses, quiet),
        Status.ELECTED: Fill(theme.page),
        Status.NOT_APPLICABLE: Fill(theme.statuses[Status.NOT_APPLICABLE].colour),
    }
    return replace(map_style, theme=replace(theme, statuses=statuses, claim=theme.border, sea=theme.page, coast=""))


def _dashed(choropleth: Choropleth) -> Choropleth:
    """Return the map with dashed lines for hatching, which a poster has no key for; raises InputError if it is chosen.

    As on a page of many days, what a view hatches has a dashed line.
    """
    hatched = [name for name, treatment in choropleth.claims.items() if treatment == "hatched"]
    if chosen := [name for name in hatched if name not in choropleth.treatments.by_view]:
        raise InputError.single(f"claim {chosen[0]}=hatched", "a poster draws it dashed or hidden; choose one of them")
    return replace(choropleth, claims={**choropleth.claims, **dict.fromkeys(hatched, "dashed")})


def _refuse_crowded(box: Box, size: Size) -> None:
    left, top, right, bottom = box
    if right - left < _TINIEST or bottom - top < _TINIEST:
        message = "title and line at the foot leave no room for the map; shorten them, or choose a larger size"
        raise InputError.single(f"size {size.words}", message)
