"""The default SVG is small, and what was thinned out to make it so cannot be seen."""

from __future__ import annotations

import gzip

import moments
from benchmarks.visible_loss import basemaps, moved_and_lost

from mapgen.pens.svg import svg_document


def test_the_default_svg_is_small() -> None:
    """With all its labels and attributes it has at most 70 kB, 24 kB gzipped."""
    for moment in (moments.KAST, moments.TWO_ELECTS):
        data = svg_document(moments.drawing(moment)).encode()
        assert len(data) < 70_000
        assert len(gzip.compress(data)) < 24_000


def test_nothing_visible_is_lost() -> None:
    """On a picture 1280 pixels wide no coast moves by much over half a pixel; no islet left out has two pixels a side.

    Measured against all vertices of the boundary file. A line that moves by half a pixel is drawn in the same pixels,
    in slightly other shades.
    """
    drawing = moments.drawing(moments.KAST)
    moved, lost = moved_and_lost(*basemaps(), drawing.placement.scale * drawing.factor)
    assert 0 < moved < 0.6
    assert all(area < 4 for area in lost)
