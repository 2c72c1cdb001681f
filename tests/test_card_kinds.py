"""Cards of every kind of map: the main map, change maps, comparisons, the world and every region."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import cycle

import gate
import pytest
from picture_measures import drawn, lines_of, measures

import mapgen
from mapgen.comparison.compare import comparison_of
from mapgen.comparison.map import comparison_drawing
from mapgen.comparison.operands import operands_of
from mapgen.drawing.primitives import Drawing
from mapgen.drawing.sizes import CARDS
from mapgen.layout.ground import placed
from mapgen.pipeline import drawing_of, staged
from mapgen.places.languages import languages
from mapgen.places.regions import read_region, region_names
from mapgen.render_options import RenderOptions
from mapgen.sources.given_values import snapshot_of_values

WIDE = ("og", "x")
KAST = mapgen.Question(as_of=date(2025, 12, 15), basis=mapgen.Basis.ELECTED)
OPERANDS = {"change": ("2021-12-31", "2025-12-31"), "coders": ("el-ciudadano-2025-12-15", "record/office")}
CONTINENTS = [name for name in region_names() if not read_region(name).divisions]


@cache
def card(kind: str, size: str, lang: str) -> Drawing:
    """Return the card of the main map, of a comparison, or of a region whose labels are left out, as they take long."""
    options = RenderOptions(size=CARDS[size], lang=lang)
    if kind == "map":
        return drawn(None, KAST, CARDS[size], lang)
    if kind in OPERANDS:
        return comparison_drawing(comparison_of(*operands_of(*OPERANDS[kind])), options)
    *states, _ = read_region(kind).states
    classes = dict(zip(states, cycle(["left", "centre", "right"]), strict=False))
    snapshot = snapshot_of_values(classes, date(2026, 1, 1), None, kind)
    return drawing_of(snapshot, RenderOptions(size=CARDS[size], lang=lang, labels="none"))


def named(drawing: Drawing) -> set[str]:
    """Return the codes of what labels name."""
    return {text.iso3 for text in drawing.texts if text.role in {"label", "leader"}}


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("size", WIDE)
def test_a_wide_card_names_every_state_of_south_america(size: str, lang: str) -> None:
    """The text column is as narrow as its texts and the map leans away from it, so that Ecuador has room, too."""
    assert named(card("map", size, lang)) >= {*read_region("south-america").states}


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("size", ["og", "square", "portrait"])
def test_a_card_of_changes_names_every_state(size: str, lang: str) -> None:
    """Names with arrows are wide: the map gives them room at its sides."""
    assert named(card("change", size, lang)) >= {*read_region("south-america").states}


@pytest.mark.parametrize("size", CARDS)
@pytest.mark.parametrize("kind", ["change", "coders", "world"])
def test_every_kind_of_card_is_for_a_phone(kind: str, size: str) -> None:
    """Large type, a headline of two lines, no lists, a line of notes and one of source, and a large map."""
    drawing = card(kind, size, "en")
    found, wide = measures(drawing), drawing.width > drawing.height
    assert found.least_type >= CARDS[size].least_type
    assert 1 <= found.headline_lines <= 2
    assert found.list_lines == 0
    assert found.note_lines <= 2
    assert found.map_share >= (0.4 if wide else 0.45)
    assert gate.broken_rules(drawing) == []


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("name", CONTINENTS)
def test_notes_of_every_region_take_a_line(name: str, lang: str) -> None:
    """On a narrow column beside the map, too: what is cut stands in the description."""
    drawing = card(name, "og", lang)
    assert lines_of(drawing, "note") <= 1
    assert drawing.metadata["description"]


def test_the_world_fills_a_wide_card() -> None:
    """The map goes down to the card's edge, and its key stands on the sea."""
    drawing = card("world", "og", "en")
    assert drawing.frame is not None
    left, top, right, bottom = drawing.frame
    assert (left, right, bottom) == (0, drawing.width, drawing.height)
    keys = [text.box for text in drawing.texts if text.role == "key"]
    assert min(box[1] for box in keys) > top
    assert measures(drawing).region_share >= 0.38


@pytest.mark.parametrize("lang", languages())
def test_a_square_gives_the_height_of_the_key_to_the_map(lang: str) -> None:
    """The key stands on the sea beside South America."""
    drawing = card("map", "square", lang)
    assert drawing.frame is not None
    assert min(text.box[1] for text in drawing.texts if text.role == "key") > drawing.frame[1]
    assert measures(drawing).region_share >= 0.29


def test_a_map_leans_to_a_side_of_its_box() -> None:
    """It has the same scale there, and touches that side."""
    snapshot = snapshot_of_values({"CHL": "left"}, date(2026, 1, 1), None, "south-america")
    choropleth, _ = staged(snapshot, RenderOptions())
    box = (100.0, 0.0, 1100.0, 500.0)
    left, middle, right = (placed(choropleth, box, 0.0, lean) for lean in (-1.0, 0.0, 1.0))
    assert left.scale == middle.scale == right.scale
    assert left.x == 100
    assert left.x < middle.x < right.x
    assert right.x + choropleth.basemap.width * right.scale == pytest.approx(1100, abs=0.1)
