"""The disputed areas: their table, and their shapes cut out of the boundaries."""

from __future__ import annotations

import hashlib
import json

import pytest

from mapgen.basemap.area_land import read_area_shapes
from mapgen.basemap.boundaries import read_boundaries, read_claims
from mapgen.disk.shipped import shipped_path
from mapgen.places.languages import languages
from mapgen.places.scales import SCALES
from mapgen.views.areas import AREA_SHAPES_FILE, areas

# The square kilometres of areas at 10m, from their official or usual figures, and by how much ours may differ: lines on
# maps of 1:10 million are not surveys.
_SQUARE_KILOMETRES = {
    "crimea": 27_000,
    "abkhazia": 8_660,
    "western-sahara": 178_000,
    "aksai-chin": 35_000,
    "golan": 1_200,
}
_MARGIN = 0.2


def test_each_area_is_named_and_found() -> None:
    """An area has a name in every language, a holder or claimants, and land: a code of the boundaries, or a shape."""
    codes, claims = set(read_boundaries("10m")["iso3"]), set(read_claims()["claim"])
    for slug, area in areas().items():
        assert set(area.names) >= set(languages()), slug
        assert area.claimed, slug
        assert area.codes or area.inside, slug
        assert {*area.codes, *area.parties} <= codes, slug
        assert set(area.claims) <= claims, slug


@pytest.mark.parametrize("scale", SCALES)
def test_shapes_are_parts_of_the_state_that_they_are_inside(scale: str) -> None:
    """A shape of an area lies in the shape of the state at its scale, to the square metre, and leaves it some land."""
    land, shapes = read_boundaries(scale).set_index("iso3").geometry, read_area_shapes(scale)
    for slug, area in areas().items():
        if slug in shapes.index:
            assert shapes[slug].difference(land[area.inside]).area < 1e-9, slug
            assert shapes[slug].area < land[area.inside].area, slug
        else:
            assert not area.inside or (scale == "110m" and slug == "southern-kurils"), slug


def test_areas_have_the_size_that_they_should_have() -> None:
    """The shapes at 10m have the areas that are known of them."""
    shapes = read_area_shapes("10m").to_crs("ESRI:54034").area / 1e6
    for slug, known in _SQUARE_KILOMETRES.items():
        assert abs(shapes[slug] / known - 1) < _MARGIN, (slug, shapes[slug])


def test_the_shapes_are_those_of_their_provenance() -> None:
    """The hash beside the file of shapes is the file's, so that nobody has edited it by hand."""
    path = shipped_path(AREA_SHAPES_FILE)
    provenance = json.loads(path.with_name(f"{path.name}.source.json").read_text(encoding="utf-8"))
    assert provenance["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
