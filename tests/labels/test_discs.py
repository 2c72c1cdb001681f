"""Discs of states too small to see: every state can be seen, and no disc is in the way of anything."""

from __future__ import annotations

import math
import re
from itertools import combinations
from pathlib import Path

import gate
import geopandas
import moments
import pytest
import shapely
import small_states
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from msgspec.structs import replace
from PIL import Image

from mapgen.api.maps import render
from mapgen.digests.reading import metadata_in
from mapgen.drawing.primitives import Area, Disc, Strokes
from mapgen.drawing.sizes import NAMED
from mapgen.errors import InputError
from mapgen.labels.discs import _spread, disc_places
from mapgen.layout.territory_layer import MapPlacement, territory_layer
from mapgen.pens.axes import PlottedMap, draw_on_axes
from mapgen.pens.svg import svg_bytes, svg_document
from mapgen.pipeline import drawing_of, staged
from mapgen.places.regions import read_region
from mapgen.record.snapshots import Entry, Status
from mapgen.render_options import RenderOptions
from mapgen.themes.file import read_theme
from mapgen.themes.style import is_coloured
from mapgen.timeline.panels import receding

REGIONS = ("latin-america", "caribbean", "world", "oceania")
# The fewest pixels of a state's own fill, by size: those of a card are as large as a CSS pixel.
LEAST = {"article": 24, "phone": 32, "og": 6}
points = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=2, max_size=14)


@pytest.mark.parametrize("size", LEAST)
@pytest.mark.parametrize("region", REGIONS)
def test_every_state_can_be_seen(region: str, size: str) -> None:
    """At least so many pixels show its own fill, whatever borders, discs, leaders and labels lie above it."""
    seen = small_states.visible_pixels(small_states.drawing(region, size))
    states = small_states.snapshot(region).by_code
    assert {code: seen[code] for code in states if seen[code] < LEAST[size]} == {}


@pytest.mark.parametrize(("region", "enclave"), [("brazil", "BR-DF"), ("germany", "DE-HB")])
def test_an_enclave_can_be_seen(region: str, enclave: str) -> None:
    """What lies in the hole of a neighbour that is drawn later is not painted over, with discs or without."""
    assert small_states.visible_pixels(small_states.drawing(region, "x", discs="none"))[enclave] > LEAST["article"]


def test_without_discs_a_small_state_cannot_be_seen() -> None:
    """The measure above fails where there are none."""
    seen = small_states.visible_pixels(small_states.drawing("latin-america", discs="none"))
    assert seen["BRB"] < LEAST["article"] / 4


@pytest.mark.parametrize("region", [*REGIONS, "around-italy"])
@pytest.mark.parametrize("options", [{}, {"theme": "print-bw"}, {"discs": "all"}, {"labels": "codes"}])
def test_a_map_with_discs_passes_the_gate(region: str, options: dict[str, str]) -> None:
    """Discs lie on the page, clear of each other, of texts, of other states' leaders; leaders end at their rings."""
    assert gate.broken_rules(small_states.drawing(region, "article", **options)) == []


@pytest.mark.parametrize("size", sorted(NAMED))
def test_no_state_of_south_america_has_a_disc(size: str) -> None:
    """All of them are large enough on every page."""
    assert small_states.discs(moments.drawing(moments.KAST, size)) == {}


@pytest.mark.parametrize("region", REGIONS)
def test_discs_of_a_map_are_alike_and_in_their_states_fill(region: str) -> None:
    """One radius, a ring in the sea's colour, the colour of the land; territories that are no states have none."""
    drawing, sea = small_states.drawing(region), read_theme("newsprint").sea
    discs, fills = small_states.discs(drawing), {one.iso3: one.fill for one in gate.areas(drawing)}
    assert len({(disc.radius, disc.reach, disc.ring) for disc in discs.values()}) == 1
    assert all(disc.ring == sea and disc.fill == fills[code] for code, disc in discs.items())
    assert set(discs) <= set(small_states.snapshot(region).by_code)


def test_all_is_a_dot_map() -> None:
    """Every state has a disc of one size in its class, on land in the colour of land around the region."""
    drawing, theme = small_states.drawing("latin-america", discs="all"), read_theme("newsprint")
    discs, entries = small_states.discs(drawing), small_states.snapshot("latin-america").by_code
    assert set(discs) == set(entries)
    assert len({disc.radius for disc in discs.values()}) == 1
    assert all(disc.fill == theme.three[entries[code].bloc] for code, disc in discs.items())
    assert {one.fill for one in gate.areas(drawing) if one.iso3 in entries} == {theme.context}
    assert " discs=all" in drawing.metadata["options"]


def test_none_draws_land_alone() -> None:
    """A choice that the metadata record; the usual one they do not."""
    drawing = small_states.drawing("caribbean", discs="none")
    assert small_states.discs(drawing) == {}
    assert " discs=none" in drawing.metadata["options"]
    assert "discs" not in small_states.drawing("caribbean").metadata["options"]


def test_who_follows_a_state_has_its_colour_and_who_is_not_counted_has_none() -> None:
    """So a tiny territory has a disc only where it is drawn as its sovereign."""
    entry = Entry("MSR", Status.NOT_APPLICABLE)
    assert not is_coloured(entry)
    assert is_coloured(replace(entry, follows=Entry("GBR", Status.IN_OFFICE, "left")))
    assert is_coloured(Entry("ATG", Status.VACANT))


def test_discs_lie_above_all_land_and_borders() -> None:
    """No neighbour that is drawn later, and no separator, covers one."""
    layer = small_states.drawing("world").layers["territories"]
    number = len(small_states.discs(small_states.drawing("world")))
    assert number > 50
    assert not any(isinstance(one, Area) for one in layer[-number:])


def test_patterns_show_in_discs() -> None:
    """They are larger then, and each has strokes of its class, inside the disc."""
    plain, patterned = (small_states.discs(small_states.drawing("caribbean", patterns=on)) for on in (False, True))
    assert all(patterned[code].radius > plain[code].radius for code in plain)
    for disc in patterned.values():
        ends = [end for strokes in disc.hatch for line in strokes.lines for end in line]
        assert ends
        assert all(math.dist(end, (disc.x, disc.y)) <= disc.radius + 0.01 for end in ends)


def test_no_leader_to_small_land_has_a_dot() -> None:
    """A dot would hide Jamaica on a map of the Caribbean at the size of a phone, and a disc is one itself."""
    drawing = small_states.drawing("caribbean")
    dots = [one for one in drawing.layers["labels"] if isinstance(one, Strokes) and one.round_caps]
    ends = [line[0] for strokes in dots for line in strokes.lines]
    for disc in small_states.discs(drawing).values():
        assert all(math.dist(end, (disc.x, disc.y)) > disc.reach for end in ends)


@given(points, st.floats(0.5, 4))
def test_discs_part_until_none_touches_another(places: list[tuple[int, int]], apart: float) -> None:
    """Also those in one place; one that is far from all others stays where it is."""
    moved = _spread([(float(x), float(y)) for x, y in places], apart)
    assert all(math.dist(one, other) > 0.97 * apart for one, other in combinations(moved, 2))
    for place, now in zip(places, moved, strict=True):
        if sum(math.dist(place, other) < len(places) * apart for other in places) == 1:
            assert now == place


def test_a_label_inside_a_shape_keeps_clear_of_enclaves() -> None:
    """Italy's name stands inside Italy beside the discs of the Vatican and San Marino, which the gate also checks."""
    drawing = small_states.drawing("around-italy")
    label = next(text for text in drawing.texts if text.iso3 == "ITA")
    assert label.anchor == "middle"
    assert {"VAT", "SMR"} <= set(small_states.discs(drawing))


def test_the_element_of_a_disc_is_that_of_its_state() -> None:
    """The same classes and the same title, without a second id or `data-iso3`."""
    drawing = small_states.drawing("caribbean")
    document = svg_document(drawing, "m")
    for code in small_states.discs(drawing):
        ((land, title),) = re.findall(
            rf'<g id="m-\w+" class="([^"]+)" data-iso3="{code}"[^>]*><title>(.*?)</title>', document
        )
        ((disc, same_title),) = re.findall(rf'<g class="([^"]+)" data-disc="{code}"><title>(.*?)</title>', document)
        assert (disc, same_title) == (f"{land} mg-disc", title)


def test_an_unknown_word_is_an_error() -> None:
    """With the words there are; a dot map has no images, as its land is quiet."""
    snapshot = moments.snapshot(moments.KAST)
    with pytest.raises(InputError, match=r'^discs "al": write auto, all or none; did you mean "all"\?$'):
        drawing_of(snapshot, RenderOptions(discs="al"))


def test_a_dot_map_has_no_images(tmp_path: Path) -> None:
    """Its land is quiet."""
    Image.new("RGB", (8, 8), "#336699").save(tmp_path / "a.png")
    options = RenderOptions(discs="all", images={"left": tmp_path / "a.png"}, image_credits={"left": "Test"})
    message = r"^discs all: the land is then quiet, and has no images; leave one of the two out$"
    with pytest.raises(InputError, match=message):
        drawing_of(moments.snapshot(moments.KAST), options)


def test_a_region_of_states_without_a_shape_of_a_step_is_drawn() -> None:
    """Each state of the world has land on the map, below its disc."""
    drawing = small_states.drawing("world")
    assert {one.iso3 for one in gate.areas(drawing)} >= set(read_region("world").states)


def test_a_disc_recedes_with_its_state() -> None:
    """On panels and frames, the disc of a state that changed keeps its colour, and those of others recede."""
    snapshot = small_states.snapshot("caribbean")
    choropleth, map_style = staged(snapshot, RenderOptions())
    receded = receding(choropleth, [snapshot.by_code["GRD"]], map_style)
    drawing = small_states.drawing("caribbean")
    discs = disc_places(choropleth, map_style, drawing.placement, 14)
    layer, _ = territory_layer(choropleth, receded, MapPlacement(drawing.placement, 14, 1, discs), ())
    drawn = {mark.iso3: mark.fill for mark in layer if isinstance(mark, Disc)}
    assert {"GRD", "KNA"} <= drawn.keys()
    for code, fill in drawn.items():
        full = map_style.fill(snapshot.by_code[code])
        assert fill == (full if code == "GRD" else map_style.theme.quieted(full)).colour


def test_a_changed_disc_is_reported_by_its_state() -> None:
    """Whoever recolours a disc in a published SVG alters the state."""
    document = svg_bytes(small_states.drawing("caribbean"))
    disc = re.search(rb'data-disc="GRD">.*?</g>', document)
    assert disc
    changed = document.replace(disc[0], disc[0].replace(b"#e8505b", b"#12324f"))
    assert changed != document
    assert metadata_in(changed).altered == ("the colour of Grenada",)


def test_axes_have_discs_beside_the_patches_of_states() -> None:
    """In a plot each is a patch with the state's code in its gid, in the state's fill, above its ring."""
    axes = Figure(figsize=(6, 7.5)).add_subplot()
    choropleth, map_style = staged(small_states.snapshot("caribbean"), RenderOptions())
    draw_on_axes(axes, PlottedMap(choropleth, map_style, ()))
    patches = {str(patch.get_gid()): patch for patch in axes.patches}
    assert patches["DMA-disc"].get_facecolor() == patches["DMA"].get_facecolor()
    assert patches["DMA-ring"].get_zorder() <= patches["DMA-disc"].get_zorder()
    assert patches["DMA-ring"].get_zorder() > patches["DMA"].get_zorder()


@pytest.mark.parametrize(("small", "discs"), [(20, 20), (160, 0)])
def test_thousands_of_areas_have_no_cloud_of_discs(tmp_path: Path, small: int, discs: int) -> None:
    """A map of a few small areas shows each by a disc; discs of very many would hide what is between them."""
    boxes = [shapely.box(-70, -30, -50, -10)]
    boxes += [shapely.box(x, y, x + 0.05, y + 0.05) for x, y in ((-75 + n % 8, -30 + n // 8) for n in range(small))]
    shapes = geopandas.GeoDataFrame({"id": [*map(str, range(len(boxes)))]}, geometry=boxes, crs=4326)
    shapes.to_file(tmp_path / "areas.geojson")
    region = tmp_path / "own.toml"
    region.write_text('[region]\nname = "A"\nboundaries = "areas.geojson"\nkey = "id"\n', encoding="utf-8")
    drawn = render(dict.fromkeys(map(str, range(len(boxes))), "left"), region=str(region))
    assert len(small_states.discs(drawn.drawing)) == discs
