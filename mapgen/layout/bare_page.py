"""The page of a bare map, with its names alone, for an article or site that has its own headline and caption."""

from __future__ import annotations

import math
from collections.abc import Callable

from msgspec.structs import replace

from mapgen.drawing.primitives import Box
from mapgen.drawing.sizes import Size
from mapgen.layout.content import Arrangement, LayoutContent
from mapgen.layout.page_texts import Detail, TypeSizes

# The space between the page's edge and the map with its names, in margins.
_INSIDE = 0.4


def bare_arrangement(content: LayoutContent, size: Size, sizes: TypeSizes) -> Arrangement:
    """Arrange a bare page: the map's ground on all of it, the map as large as it can be."""
    size, box = bare_box(size, sizes, content.map_height_at)
    frame = (0.0, 0.0, size.width, size.height)
    return Arrangement((), (), box, frame, size.height, Detail(notes=0, source=False), fits=True)


def bare_box(size: Size, sizes: TypeSizes, map_height: Callable[[float], float]) -> tuple[Size, Box]:
    """Return the page of a bare map, and the box of the map with its names; `map_height` is that of a map by its width.

    A page that shrinks is no higher than its map. What stays free at the top and the bottom has no land and no names.
    """
    inside = _INSIDE * sizes.margin
    if size.shrinks:
        # A whole number of pixels, so that an image has one, too.
        needed = math.ceil(map_height(size.width - 2 * inside) + 2 * inside)
        size = replace(size, height=min(size.height, needed))
    edge = max(inside, size.inset)
    return size, (inside, edge, size.width - inside, size.height - edge)
