"""Primitives know where they lie, and the geometry that keeps them apart is right."""

from __future__ import annotations

import moments
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from mapgen.drawing.primitives import (
    LAYERS,
    Area,
    Border,
    Box,
    Group,
    Patch,
    Picture,
    Placement,
    Point,
    Strokes,
    Text,
    crosses,
    grown,
    lines_cross,
    overlap,
)

steps = st.integers(-12, 12)
points = st.tuples(steps, steps)
lines = st.tuples(points, points)
# A hair, in units of the small integers above: what only touches is decided by rounding, and either way is right.
HAIR = 1e-6


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    """Draw a box with an area."""
    left, top = draw(points)
    return left, top, left + draw(st.integers(1, 12)), top + draw(st.integers(1, 12))


@given(boxes(), boxes())
def test_boxes_overlap_where_they_share_area(one: Box, other: Box) -> None:
    """Boxes that only touch do not overlap."""
    assert overlap(one, other) == overlap(other, one) == (shapely.box(*one).intersection(shapely.box(*other)).area > 0)


@given(lines, boxes())
def test_a_line_crosses_a_box_that_it_touches(line: tuple[Point, Point], box: Box) -> None:
    """A line through, into, within or along a box crosses it, one beside it does not; its direction does not matter."""
    drawn = shapely.LineString(line) if line[0] != line[1] else shapely.Point(line[0])
    within = shapely.box(*grown(box, -HAIR)).distance(drawn) == 0
    beside = shapely.box(*grown(box, HAIR)).distance(drawn) > 0
    assume(within or beside)
    assert crosses(line, box) == crosses((line[1], line[0]), box) == within


@given(lines, lines)
def test_lines_cross_where_each_passes_through_the_other(one: tuple[Point, Point], other: tuple[Point, Point]) -> None:
    """Lines that meet at an end, or run along each other, do not cross."""
    assume(one[0] != one[1] and other[0] != other[1])
    expected = shapely.LineString(one).crosses(shapely.LineString(other))
    assert lines_cross(one, other) == lines_cross(other, one) == expected


@given(boxes(), st.integers(0, 5))
def test_a_grown_box_is_larger_on_every_side(box: Box, by: int) -> None:
    """Growing a box adds as much on each side."""
    assert shapely.box(*grown(box, by)).equals(shapely.box(*box).buffer(by, join_style="mitre"))


@given(points, st.floats(0.001, 100), st.floats(-1000, 1000), st.floats(-1000, 1000))
def test_a_placement_leads_there_and_back(point: Point, scale: float, x: float, y: float) -> None:
    """From the grid to the page and back is where one began."""
    placement = Placement(scale, x, y)
    assert placement.grid(placement.page(point)) == pytest.approx(point, abs=1e-6 + 1e-9 / scale)


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
        text,
    )
    drawing = replace(moments.drawing(moments.KAST), background="#00000b", layers={"notes": marks})
    assert drawing.colours == {f"#{number:06x}" for number in range(1, 12)}
