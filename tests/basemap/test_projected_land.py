"""The projected land of any region: frames, states within them, and what is wrong with a region's file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import shapely
from gate import areas, broken_rules, filled, labels_of, land
from msgspec.structs import replace

from mapgen.basemap.cache import prepared_basemap
from mapgen.basemap.prepare import prepare
from mapgen.basemap.projected_land import ProjectedLand, project_land
from mapgen.drawing.primitives import Drawing
from mapgen.drawing.sizes import NAMED
from mapgen.errors import InputError
from mapgen.pens.formats import encoded
from mapgen.pipeline import default_paths, drawing_of, grid_units
from mapgen.places.regions import read_region, region_names
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.render_options import RenderOptions
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source
from mapgen.words.wording import wording

# The states of each region, and the least part of the map's frame that their land fills.
REGIONS = {
    "usa": (["USA"], 0.5),
    "usa-canada": (["USA", "CAN"], 0.3),
    "russia": (["RUS"], 0.35),
    "nordic": (["NOR", "SWE", "FIN", "DNK", "ISL"], 0.2),
    "pacific": (["FJI", "KIR", "TON", "WSM", "NZL", "AUS"], 0.1),
    "south-west-europe": (["FRA", "ESP", "PRT"], 0.35),
    "east-asia": (["JPN", "KOR", "PRK", "CHN", "RUS"], 0.3),
}
LEAST_LAND = {"caribbean": 0.03, "central-america": 0.2, "latin-america": 0.2, "south-america": 0.35, "world": 0.25}
# Of a shipped region that has no figure of its own: as little as that of the scattered states above.
LEAST_LAND_OF_ANY = 0.1
# Regions of which the coarsest scale lacks some states.
WITH_SMALL_STATES = (
    *("africa", "asia", "caribbean", "europe", "european-union", "latin-america", "middle-east", "north-america"),
    *("oceania", "pacific", "world"),
)
CLASSES = ("left", "centre", "right")


@cache
def _projected_land(name: str, scale: str) -> ProjectedLand:
    return project_land(read_region(name), scale)


def _snapshot(region: str, folder: Path) -> Snapshot:
    """Return an invented snapshot of a region, its states in the three classes by turns."""
    path = folder / "snapshot.toml"
    lines = [f'{code} = "{CLASSES[turn % 3]}"' for turn, code in enumerate(read_region(region).states)]
    head = f'[snapshot]\nregion = "{region}"\nas_of = 2025-12-15\ncoder = "Test"\nsource = "Invented for a test"'
    path.write_text("\n".join([head, "[alignments]", *lines]), encoding="utf-8")
    snapshot = answer(read_source(path), Question())
    assert isinstance(snapshot, Snapshot)
    return snapshot


@pytest.mark.parametrize("name", region_names())
def test_every_state_of_a_shipped_region_lies_in_its_frame(name: str) -> None:
    """With a shape, some of it within the frame or in an inset; and the frame is not mostly sea."""
    region = read_region(name)
    # The basemaps that other tests draw on.
    basemap = prepared_basemap(region, "110m" if region.divisions else "50m", grid_units(NAMED["article"]))
    frame = shapely.box(0, 0, basemap.width, basemap.height)
    land = {code: filled(basemap.shapes[code].data) for code in region.states}
    assert [code for code, shape in land.items() if not shape.intersects(frame)] == []
    insets = [filled(basemap.shapes[inset.path].data) for inset in region.drawn_insets]
    seen = shapely.union_all([*land.values()]).intersection(frame).difference(shapely.union_all(insets))
    assert seen.area / frame.area > LEAST_LAND.get(name, LEAST_LAND_OF_ANY)


@pytest.mark.parametrize("name", REGIONS)
def test_the_frame_of_states_is_filled_by_them(name: str, region_file: Callable[..., Path]) -> None:
    """Projection and frame are chosen for them: far-off islands do not make it mostly sea."""
    states, least = REGIONS[name]
    projected = project_land(
        read_region(str(region_file(name, states))), "50m" if name in WITH_SMALL_STATES else "110m"
    )
    frame = shapely.box(*projected.frame)
    area = sum(projected.land[code].intersection(frame).area for code in states)
    assert area / frame.area > least


@pytest.mark.parametrize("name", [*region_names(), *REGIONS])
def test_a_snapshot_of_any_region_passes_the_gate(name: str, region_file: Callable[..., Path], tmp_path: Path) -> None:
    """At sizes of each shape, in three languages; what has no label is in the list, or there is no room for lists."""
    region = str(region_file(name, REGIONS[name][0])) if name in REGIONS else name
    snapshot = _snapshot(region, tmp_path)
    scale = "50m" if name in WITH_SMALL_STATES else "110m"
    for size, lang in (("article", "en"), ("og", "es"), ("phone", "pt"), ("story", "es")):
        drawing = drawing_of(snapshot, RenderOptions(size=NAMED[size], lang=lang, scale=scale))
        assert broken_rules(drawing) == [], (size, lang)
        assert {area.iso3 for area in areas(drawing)} >= set(read_region(region).states)


def test_land_overseas_is_no_land_around_a_region_drawn_whole() -> None:
    """Africa is not drawn beside Latin America, however wide the page; the United States, which it touches, are."""
    region = replace(read_region("latin-america"), context="whole")
    drawn = set(project_land(region, "50m").land)
    assert "USA" in drawn
    assert not {"DZA", "MAR", "SEN", "ZAF", "PRT", "GBR"} & drawn


def test_a_map_that_shows_the_sea_has_all_land_around() -> None:
    """What is no land in the frame is sea there: Africa is drawn where the frame of a wide page reaches it."""
    assert {"USA", "SEN", "MAR"} <= set(_projected_land("latin-america", "50m").land)


def test_scattered_islands_are_all_drawn(region_file: Callable[..., Path]) -> None:
    """Kiribati alone shows its three groups of islands, not only the one large island."""
    rings = prepare(read_region(str(region_file("kiribati", ["KIR"]))), "50m", 5000, "").shapes["KIR"].lines
    assert len(rings) >= 5


def test_a_map_of_the_world_is_a_light_document(tmp_path: Path) -> None:
    """Under a megabyte and 5000 nodes, which is what cleaners of web pages let through."""
    drawing = drawing_of(_snapshot("world", tmp_path), RenderOptions())
    document = encoded(drawing, ".svg")
    assert len(document) < 1_000_000
    assert document.count(b"<") - document.count(b"</") < 5000
    assert len(encoded(drawing, ".png")) > 10_000


def test_a_state_smaller_than_a_step_has_a_shape() -> None:
    """On a map of the world Nauru, of a fifth of a square step, is a speck; its measures are those of its land."""
    basemap = prepare(read_region("world"), "50m", 5000, "")
    shapes = {code: filled(basemap.shapes[code].data) for code in read_region("world").states}
    assert min(shape.area for shape in shapes.values()) > 0
    assert 0 < basemap.territories["NRU"].piece <= shapes["NRU"].area < 5
    # Natural Earth's shape has 27.5 square kilometres, a third more than the island.
    assert basemap.territories["NRU"].area_km2 == pytest.approx(27.5, rel=0.01)


@pytest.fixture(scope="module")
def with_insets(tmp_path_factory: pytest.TempPathFactory) -> Drawing:
    """Return a map of South America with its insets."""
    snapshot = _snapshot("south-america", tmp_path_factory.mktemp("insets"))
    return drawing_of(snapshot, RenderOptions(insets=True, lang="es"))


def test_insets_hold_far_islands(with_insets: Drawing) -> None:
    """Galápagos is part of Ecuador's shape, in a named frame that stands clear of everything else."""
    assert broken_rules(with_insets) == []
    assert [text.text for text in with_insets.texts if text.role == "inset"] == ["Galápagos", "Isla de Pascua"]
    for inset, code in (("inset-1", "ECU"), ("inset-2", "CHL")):
        frame = filled(with_insets.shapes[inset].data)
        inside = filled(with_insets.shapes[code].data).intersection(frame)
        assert inside.area > 100
        assert frame.contains(inside)
    region = read_region("south-america")
    assert not region.shows_insets
    assert "inset-1" not in prepare(region, "110m", 1000, "").shapes


def test_labels_keep_off_insets(with_insets: Drawing) -> None:
    """Frames count as land for labels, and no label stands in the islands of an inset."""
    frames = [filled(with_insets.shapes[name].data) for name in ("inset-1", "inset-2")]
    scale, x, y = with_insets.placement.scale, with_insets.placement.x, with_insets.placement.y
    boxes = [shapely.transform(one, lambda points: points * scale + (x, y)) for one in frames]
    for texts in labels_of(with_insets).values():
        assert not any(shapely.box(*text.box).intersects(box) for text in texts for box in boxes)


def test_a_state_in_an_inset_alone_is_drawn_there(tmp_path: Path) -> None:
    """Alaska and Hawaii, outside the window, have shape and area in frames, and one name: a label or the frame."""
    drawing = drawing_of(_snapshot("united-states", tmp_path), RenderOptions())
    assert broken_rules(drawing) == []
    names = [text.text for text in drawing.texts if text.iso3 or text.role == "inset"]
    for inset, code, name in (("inset-1", "US-AK", "Alaska"), ("inset-2", "US-HI", "Hawaii")):
        assert filled(drawing.shapes[inset].data).contains(filled(drawing.shapes[code].data))
        assert names.count(name) == 1
    basemap = prepare(read_region("united-states"), "50m", 10_000, "")
    # 1,723,337 and 28,313 square kilometres with their waters, by the Census Bureau; the coast is simplified.
    assert basemap.territories["US-AK"].area_km2 == pytest.approx(1_500_000, rel=0.05)
    assert basemap.territories["US-HI"].area_km2 == pytest.approx(16_600, rel=0.05)


def test_a_state_in_an_inset_that_is_not_drawn_is_missed() -> None:
    """Without its insets, a map of the United States would leave two states out; the message says what to do."""
    region = read_region("united-states").with_insets(drawn=False)
    with pytest.raises(InputError, match=r"US-AK.*US-HI.*lies in it; draw its insets, widen it, or take them out"):
        project_land(region, "50m")


def test_land_around_a_region_ends_at_the_edges_of_the_map(tmp_path: Path) -> None:
    """Neighbours larger than the page go on to where the texts end, and no farther."""
    drawing = drawing_of(_snapshot("central-america", tmp_path), RenderOptions())
    left, top, right, bottom = land(drawing)["context"].bounds
    key = min(text.left for text in drawing.texts if text.role == "headline")
    assert left == pytest.approx(key, abs=0.5)
    assert right == pytest.approx(drawing.width - key, abs=0.5)
    assert top > max(text.y for text in drawing.texts if text.role == "key")
    assert bottom < min(text.box[1] for text in drawing.texts if text.y > drawing.height / 2 and not text.iso3)


@pytest.mark.parametrize(
    ("states", "more", "message"),
    [
        (["ARG", "XYZ"], "", "it is the code or name of no territory"),
        (["ARG", "ARG"], "", "ARG stands twice; name it once"),
        ([], "", "it is empty; name one state or more"),
        (["ARG"], 'projection = "mercatr"', 'write laea or equal-earth, or a PROJ string "+proj=…"'),
        (["ARG"], 'projection = "equal-erth"', 'did you mean "equal-earth"?'),
        (["ARG"], "window = [0, 10, 20, -10]", "write west, south, east, north in degrees, south below north"),
        (["ARG"], "window = [0, 0, 20, 10]", "no land of ARG (Argentina) lies in it; widen it, or take them out"),
        (["ARG"], "centre = [0, 91]", "write longitude and latitude in degrees"),
        (["ARG"], "left_out = ['ARG']", "ARG stands in states and left_out; name it in one of them"),
        (["ARG"], 'context = "hole"', "none"),
        (["ARG"], "[[inset]]\nname = 'A'\nwindow = [0, 0, 1, 1]\nplace = [0, 0]\nplaced = 1", 'did you mean "place"?'),
        (
            ["ARG"],
            "[[inset]]\nname = 'A'\nwindow = [0, 0, 1, 1]\nplace = 'top-left'",
            "none of the region's land lies in",
        ),
        (["VCT"], "", "110m has no shape for VCT (St Vincent and the Grenadines); use --scale 50m or --scale 10m, or"),
    ],
)
def test_what_is_wrong_with_a_region_is_said(
    states: list[str], more: str, message: str, region_file: Callable[..., Path]
) -> None:
    """With the file, what is wrong, and what would be right."""
    path = region_file("wrong", states, more)
    with pytest.raises(InputError) as refused:
        prepare(read_region(str(path)).with_insets(drawn=True), "110m", 1000, "")
    assert str(path) in str(refused.value)
    assert message in str(refused.value)


def test_a_region_file_is_found_beside_the_file_that_names_it(region_file: Callable[..., Path]) -> None:
    """A relative path is one from the folder of the snapshot; one that is not there is an error."""
    path = region_file("iberia", ["ESP", "PRT"], "name = { en = 'Iberia', es = 'Península ibérica' }")
    snapshot = path.parent / "iberia-2025.toml"
    text = (
        '[snapshot]\nregion = "iberia.toml"\nas_of = 2025-12-15\nbasis = "elected"\ncoder = "Test"\n'
        'source = "Invented"\n'
        '[alignments]\nESP = "left"\nPRT = "right"\n'
    )
    snapshot.write_text(text, encoding="utf-8")
    source = read_source(snapshot)
    assert isinstance(source, Snapshot)
    assert source.region == str(path)
    assert {entry.iso3: entry.alignment for entry in source.entries} == {"ESP": "left", "PRT": "right"}
    assert source.basis is Basis.ELECTED
    assert source.as_of == date(2025, 12, 15)
    names = [str(one) for one in default_paths(source, RenderOptions())]
    assert names == ["outputs/iberia-2025-12-15-elected.png", "outputs/iberia-2025-12-15-elected.svg"]
    snapshot.write_text(text.replace("iberia.toml", "iberya.toml"), encoding="utf-8")
    with pytest.raises(InputError, match=r"iberya\.toml"):
        read_source(snapshot)


def test_a_region_is_called_by_the_names_of_its_file(region_file: Callable[..., Path]) -> None:
    """In the language of the map, else by the first; without any, by the file's name."""
    path = str(region_file("iberia", ["ESP", "PRT"], "name = { en = 'Iberia', es = 'Península ibérica' }"))
    assert [wording(lang).region(path) for lang in ("en", "es", "pt")] == ["Iberia", "Península ibérica", "Iberia"]
    assert wording("pt").region(str(region_file("my-own", ["ESP"]))) == "My Own"
    assert [wording(lang).region("world") for lang in ("en", "es", "pt")] == ["world", "Mundo", "Mundo"]
    assert wording("es").region("latin-america") == "Latinoamérica"
