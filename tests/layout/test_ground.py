"""The ground of a map: all land ends at the frame's edges or at a coast, and never in the middle of a page."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import moments
import pytest

from mapgen.drawing.boxes import bounding_box
from mapgen.drawing.primitives import Area, Box, Drawing
from mapgen.drawing.sizes import parse_size
from mapgen.layout.ground import framed, ground
from mapgen.pipeline import drawing_of
from mapgen.places.regions import read_region
from mapgen.render_options import RenderOptions
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source
from mapgen.themes.file import read_theme

# In steps of the grid: rounding, and the length from which a level or upright edge is no accident of a coast.
ROUNDING, LONG = 1.5, 150
# The part of the frame's area up to which a bit of land is a stub.
STUB = 0.004


def inner_cuts(drawing: Drawing) -> list[str]:
    """Return the paths with a long level or upright edge that lies on no edge of the frame."""
    assert drawing.frame is not None
    left, top, right, bottom = drawing.placement.grid_box(drawing.frame)
    areas = [mark.path for _, mark in drawing.each() if isinstance(mark, Area) and mark.path != "sea"]
    cuts = []
    for path in areas:
        for ring in drawing.shapes[path].lines:
            for (x1, y1), (x2, y2) in pairwise((*ring, ring[0])):
                upright = x1 == x2 and abs(y2 - y1) > LONG and min(abs(x1 - left), abs(x1 - right)) > ROUNDING
                level = y1 == y2 and abs(x2 - x1) > LONG and min(abs(y1 - top), abs(y1 - bottom)) > ROUNDING
                cuts += [path] if upright or level else []
    return cuts


@pytest.mark.parametrize("size", ["article", "phone", "og", "square", "story"])
def test_land_ends_at_the_frame_or_at_a_coast(size: str) -> None:
    """Central America runs to the frame's edge; and every shape stays within the frame."""
    drawing = moments.drawing(moments.KAST, size=size)
    assert inner_cuts(drawing) == []
    assert drawing.frame is not None
    left, top, right, bottom = drawing.placement.grid_box(drawing.frame)
    points = [point for ring in drawing.shapes["context"].lines for point in ring]
    assert points
    assert all(left - ROUNDING <= x <= right + ROUNDING and top - ROUNDING <= y <= bottom + ROUNDING for x, y in points)
    assert any(abs(x - left) <= ROUNDING or abs(y - top) <= ROUNDING for x, y in points)


@pytest.mark.parametrize("size", ["article", "og"])
def test_a_region_s_own_land_goes_on_to_the_frame(size: str, tmp_path: Path) -> None:
    """Russia, which Europe's window cuts at 48 degrees east, ends where the page's frame does."""
    states = "\n".join(f'{code} = "left"' for code in read_region("europe").states)
    head = '[snapshot]\nregion = "europe"\nas_of = 2025-12-15\ncoder = "Test"\nsource = "Invented for a test"'
    path = tmp_path / "europe.toml"
    path.write_text(f"{head}\n[alignments]\n{states}", encoding="utf-8")
    options = RenderOptions(size=parse_size(size), labels="none")
    drawing = drawing_of(answer(read_source(path), Question()), options)
    assert inner_cuts(drawing) == []
    assert drawing.frame is not None
    right = drawing.placement.grid_box(drawing.frame)[2]
    russia = [x for ring in drawing.shapes["RUS"].lines for x, _ in ring]
    assert max(russia) == pytest.approx(right, abs=ROUNDING)


def test_the_sea_fills_the_frame() -> None:
    """It lies below all else, in the theme's colour, and exactly in the frame."""
    drawing = moments.drawing(moments.KAST, size="article")
    first = drawing.layers["context"][0]
    assert isinstance(first, Area)
    assert (first.path, first.fill) == ("sea", read_theme("newsprint").sea)
    corners = [drawing.placement.page(point) for point in drawing.shapes["sea"].lines[0]]
    assert drawing.frame is not None
    box = (
        min(x for x, _ in corners),
        min(y for _, y in corners),
        max(x for x, _ in corners),
        max(y for _, y in corners),
    )
    assert box == pytest.approx(drawing.frame, abs=drawing.placement.scale)


@pytest.mark.parametrize("size", ["300x200", "2000x400"])
def test_the_ground_ends_with_the_land_that_is_known(size: str) -> None:
    """A page far wider than its map has no water where there is land: land and sea end together."""
    drawing = moments.drawing(moments.KAST, size=size)
    sea = [x for x, _ in drawing.shapes["sea"].lines[0]]
    land = [x for ring in drawing.shapes["context"].lines for x, _ in ring]
    assert min(sea) - ROUNDING <= min(land)
    assert max(land) == pytest.approx(max(sea), abs=ROUNDING)


def test_a_map_that_leaves_land_out_has_no_sea() -> None:
    """Its ground is the page: what is left out is not water. So it is with a theme without a sea."""
    newsprint = read_theme("newsprint")
    assert [part.path for part in ground(read_region("germany"), newsprint, 1.0)][:1] == ["context"]
    assert [part.path for part in ground(read_region("brazil"), newsprint.without_sea, 1.0)][:1] == ["context"]
    assert [part.path for part in ground(read_region("brazil"), newsprint, 1.0)][:2] == ["sea", "context"]


def test_a_theme_may_frame_the_ground() -> None:
    """White sea has no edge, so the theme for black ink has a line around it."""
    sea = ground(read_region("south-america"), read_theme("print-bw"), 1.0)[0]
    assert isinstance(sea, Area)
    assert (sea.path, sea.outline) == ("sea", "#000000")
    assert sea.outline_width > 0


def small_bits(drawing: Drawing) -> list[Box]:
    """Return the boxes of the little that the frame's edges leave of land around the region."""
    assert drawing.frame is not None
    left, top, right, bottom = drawing.placement.grid_box(drawing.frame)
    return [
        (x1, y1, x2, y2)
        for x1, y1, x2, y2 in map(bounding_box, drawing.shapes["context"].lines)
        if min(x1 - left, y1 - top, right - x2, bottom - y2) < ROUNDING
        and (x2 - x1) * (y2 - y1) < STUB * (right - left) * (bottom - top)
    ]


@pytest.mark.parametrize("width", [660, 720, 780])
def test_no_stub_of_far_land_stands_at_an_edge(width: int) -> None:
    """Africa begins at the right edge of a wider page as a coast, and not as a blot; its borders go with it."""
    drawing = moments.drawing(moments.KAST, size=f"{width}x760")
    assert small_bits(drawing) == []
    assert drawing.frame is not None
    right = drawing.placement.grid_box(drawing.frame)[2]
    land, borders = (
        [ring for ring in drawing.shapes[path].lines if max(x for x, _ in ring) > right - ROUNDING]
        for path in ("context", "context-borders")
    )
    assert land or not borders


def test_what_touches_the_region_s_land_is_no_stub() -> None:
    """However little of Panama a frame leaves, Colombia has no coast there."""
    whole = moments.choropleth(moments.KAST)
    basemap = whole.basemap
    border = min(x for ring in basemap.shapes["COL"].lines for x, _ in ring)
    shape = framed(whole, None, (border - 10, 0.0, basemap.width, basemap.height)).basemap.shapes["context"]
    assert [ring for ring in shape.lines if min(x for x, _ in ring) <= border - 9]
