"""Primitives know where they lie on the page, and a drawing knows its marks."""

from __future__ import annotations

import moments
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mapgen.drawing.primitives import (
    LAYERS,
    Area,
    Border,
    Disc,
    Group,
    Patch,
    Picture,
    Placement,
    Point,
    Strokes,
    Text,
)

points = st.tuples(st.integers(-12, 12), st.integers(-12, 12))


@given(points, st.floats(0.001, 100), st.floats(-1000, 1000), st.floats(-1000, 1000))
def test_a_placement_leads_there_and_back(point: Point, scale: float, x: float, y: float) -> None:
    """From the grid to the page and back is where one began."""
    placement = Placement(scale, x, y)
    assert placement.grid(placement.page(point)) == pytest.approx(point, abs=1e-6 + 1e-9 / scale)


def test_a_box_of_the_page_keeps_its_corners_in_the_grid() -> None:
    """The corners of a box lie in the grid where their points do."""
    placement = Placement(2.0, 10.0, 20.0)
    assert placement.grid_box((10.0, 20.0, 30.0, 60.0)) == (
        *placement.grid((10.0, 20.0)),
        *placement.grid((30.0, 60.0)),
    )
    assert placement.grid_box((10.0, 20.0, 30.0, 60.0)) == (0.0, 0.0, 10.0, 20.0)


@pytest.mark.parametrize(("anchor", "left"), [("start", 100.0), ("middle", 80.0), ("end", 60.0)])
def test_a_text_lies_on_its_anchor(anchor: str, left: float) -> None:
    """A text begins, is centred or ends at its x, and reaches from its ascenders to its descenders."""
    text = Text("Chile", 100, 50, 10, 40, "#000000", "#ffffff")
    text = replace(text, anchor=anchor)  # type: ignore[arg-type]
    assert text.left == left
    assert text.box == pytest.approx((left, 42.4, left + 40, 52.4))


def test_what_is_lowered_keeps_its_shape() -> None:
    """Texts, patches with their patterns and strokes move down the page as they are."""
    strokes = Strokes((((1, 2), (3, 4)),), "#000000", 1)
    text = Text("Chile", 1, 2, 10, 40, "#000000", "#ffffff")
    assert strokes.lowered(10) == replace(strokes, lines=(((1, 12), (3, 14)),))
    assert text.lowered(10) == replace(text, y=12)
    patch = Patch((1, 2, 3, 4), "#ffffff", (strokes,))
    assert patch.lowered(10) == Patch((1, 12, 3, 14), "#ffffff", (strokes.lowered(10),))


def test_a_drawing_gives_its_primitives_from_bottom_to_top() -> None:
    """Land lies under borders, borders under labels; what is drawn later covers what came before."""
    drawing = moments.drawing(moments.KAST)
    drawn = list(drawing.each())
    order = [LAYERS.index(name) for name, _ in drawn]
    assert order == sorted(order)
    assert len(drawn) == sum(len(layer) for layer in drawing.layers.values())
    assert drawing.texts == tuple(one for _, one in drawn if isinstance(one, Text))


def test_a_drawing_knows_its_colours() -> None:
    """Those of the page, of areas and their stripes, of borders, of letters, and of patches and their outlines."""
    strokes, text = Strokes((), "#000001", 1), Text("Chile", 1, 2, 10, 40, "#000002", "#000003")
    marks = (
        Area("a", "#000004", hatch=(strokes,), outline="#000005"),
        Border("b", "#000006", 1),
        Patch((1, 2, 3, 4), "#000007", outline="#000008"),
        Picture("c", b"", "c", (1, 2, 3, 4), "#000009"),
        Group("panel", (replace(strokes, colour="#00000a"),), Placement(1, 0, 0)),
        Disc("DMA", 1, 2, 3, "#00000c", "#00000d", 4, (replace(strokes, colour="#00000e"),), "#00000f"),
        text,
    )
    drawing = replace(moments.drawing(moments.KAST), background="#00000b", layers={"notes": marks})
    assert drawing.colours == {f"#{number:06x}" for number in range(1, 16)}
