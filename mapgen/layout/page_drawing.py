"""A drawing of a whole page, as its size and map style determine it."""

from __future__ import annotations

from collections.abc import Mapping

from mapgen.basemap.model import Shape
from mapgen.drawing.primitives import Box, Drawing, Placement, Primitive
from mapgen.drawing.sizes import Size
from mapgen.themes.style import MapStyle


def page_drawing(
    size: Size,
    map_style: MapStyle,
    placement: Placement,
    shapes: Mapping[str, Shape],
    layers: Mapping[str, tuple[Primitive, ...]],
    frame: Box | None = None,
) -> Drawing:
    """Return the drawing of a page of a size, with the theme's background and the language of the words.

    `frame` is the box of the map's ground, if the page has one map alone.
    """
    return Drawing(
        width=size.width,
        height=size.height,
        factor=size.factor,
        background=map_style.theme.page,
        placement=placement,
        shapes=shapes,
        layers=layers,
        lang=map_style.words.lang,
        dpi=size.dpi,
        frame=frame,
    )
