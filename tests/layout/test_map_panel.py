"""The map of a page: its names stand inside their own shapes, or off all land, in type that a phone can show."""

from __future__ import annotations

from itertools import combinations

import gate
import moments
import pytest
import shapely
from shapely.affinity import affine_transform

from mapgen.layout.map_panel import WIDTH, MapPanel, map_panel_of
from mapgen.map_style import map_style_of
from mapgen.places.languages import languages
from mapgen.render_options import RenderOptions

LEAST_TYPE = 11.0


@pytest.fixture(scope="module")
def panel() -> MapPanel:
    """Return the panel of the main map in every language."""
    snapshot = moments.snapshot(moments.KAST)
    styles = [map_style_of(snapshot, RenderOptions(lang=lang)) for lang in languages()]
    return map_panel_of(moments.choropleth(moments.KAST), styles, 11.0)


def test_a_phone_shows_its_names_in_eleven_pixels(panel: MapPanel) -> None:
    """At the width of a phone the panel has its own size."""
    assert WIDTH == 360
    assert min(text.size for labels in panel.labels if labels.page == "narrow" for text in labels.texts) >= LEAST_TYPE


def test_no_name_stands_on_a_border(panel: MapPanel) -> None:
    """A name inside its shape leaves it for the sea alone, another covers no land; no two names overlap."""
    at = panel.placement
    shapes = {
        code: affine_transform(gate.filled(panel.shapes[code].data), [at.scale, 0, 0, at.scale, at.x, at.y])
        for code in moments.choropleth(moments.KAST).basemap.territories
    }
    for labels in panel.labels:
        for text in labels.texts:
            box = gate.box_of(text)
            assert shapely.box(0, 0, panel.width, panel.height).contains(box), text
            if text.anchor == "middle":
                others = shapely.union_all([shape for code, shape in shapes.items() if code != text.iso3])
                assert others.intersection(box).area < 0.02 * box.area, text
                assert shapes[text.iso3].intersection(box).area > 0.4 * box.area, text
            else:
                assert not any(shape.intersects(box) for shape in shapes.values()), text
        for one, other in combinations(map(gate.box_of, labels.texts), 2):
            assert one.intersection(other).area < 0.5


def test_lines_to_names_have_no_plates_among_them(panel: MapPanel) -> None:
    """A page draws a casing, dots and lines by their order, so that what lies under names is none of them."""
    for labels in panel.labels:
        widths = [strokes.width for strokes in labels.leaders]
        casing, dots, lines, ends = widths
        assert dots > casing > lines
        assert dots > ends > lines
