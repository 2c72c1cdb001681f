"""The page of a bare fact-check: two maps side by side, each under what tells whose it is, and nothing else."""

from __future__ import annotations

from mapgen.choropleth.join import Choropleth
from mapgen.comparison.recreation_page import GROUND, PanelTexts, RecreationPage, spare_height, titled_panels
from mapgen.drawing.sizes import Size
from mapgen.errors import InputError
from mapgen.layout.page_texts import TypeSizes

# The least width and height of a map's box, in CSS pixels.
_TINIEST = 60.0


def bare_recreation_page(texts: PanelTexts, choropleth: Choropleth, size: Size) -> RecreationPage:
    """Return the page of both maps with their titles in the middle of its height; raises InputError without room.

    Its differences have no numbers, as a card's, which has no list of them either.
    """
    sizes, aspect = TypeSizes.of_map(size), choropleth.basemap.width / choropleth.basemap.height
    left, edge = sizes.margin, max(sizes.margin, size.inset)
    whole = (left, edge, size.width - left, size.height - edge)
    titles, boxes = titled_panels(texts, sizes, whole)
    spare = spare_height(boxes[0], aspect / (1 + 2 * GROUND), sizes)
    if not size.shrinks:
        titles, boxes = titled_panels(texts, sizes, (left, edge + spare / 2, whole[2], whole[3] - spare / 2))
    if boxes[0][2] - boxes[0][0] < _TINIEST or boxes[0][3] - boxes[0][1] < _TINIEST:
        raise InputError.single(f"size {size.words}", "it has no room for two maps; choose a larger one")
    return RecreationPage(tuple(titles), (), boxes, sizes, spare, is_card=True)
