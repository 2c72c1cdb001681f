"""The arrangement of a page: the map's share of it, and what stands on a card."""

from __future__ import annotations

import moments
import pytest

from mapgen.drawing.boxes import contains
from mapgen.drawing.sizes import NAMED


@pytest.mark.parametrize("size", NAMED)
def test_the_frame_holds_the_map_and_lies_on_the_page(size: str) -> None:
    """The box of the map's ground holds every label of the map, and does not leave the page."""
    drawing = moments.drawing(moments.KAST, size)
    assert drawing.frame is not None
    assert contains((0, 0, drawing.width, drawing.height), drawing.frame)
    assert all(contains(drawing.frame, text.box) for text in drawing.texts if text.role == "label")
