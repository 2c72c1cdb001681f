"""Every shipped region of countries is prepared and drawn, with all its states, as it may be published."""

from __future__ import annotations

import math
from datetime import date
from itertools import cycle

import gate
import pytest

from mapgen.drawing.primitives import Drawing
from mapgen.drawing.sizes import parse_size
from mapgen.pipeline import drawing_of
from mapgen.places.regions import read_region, region_names
from mapgen.render_options import RenderOptions
from mapgen.sources.given_values import snapshot_of_values

CONTINENTS = [name for name in region_names() if not read_region(name).divisions]
# Regions whose leaders would hide the map, as most of their states are inland.
CROWDED = ["africa", "asia", "europe", "european-union", "middle-east"]
# The longest leader of a crowded map, in sizes of its type.
NEAR = 5.0


def drawn(name: str, size: str = "article") -> Drawing:
    """Return the map of a region whose states are left, centre and right in turn, the last of no class."""
    *states, _ = read_region(name).states
    classes = dict(zip(states, cycle(["left", "centre", "right"]), strict=False))
    options = RenderOptions(size=parse_size(size))
    return drawing_of(snapshot_of_values(classes, date(2026, 1, 1), None, name), options)


@pytest.mark.parametrize("name", CONTINENTS)
def test_every_state_of_a_region_is_drawn_and_every_rule_kept(name: str) -> None:
    """Each state has a shape on the page, of its own colour; no text is cut, covered or illegible."""
    drawing = drawn(name)
    assert {area.iso3 for area in gate.areas(drawing)} >= {*read_region(name).states}
    assert gate.broken_rules(drawing) == []
    # Below the world there is no list: what it would say, the description says.
    assert name == "world" or gate.states_left_out(drawing) == []
    names = (drawing.attributes[code]["name"] for code in gate.states_left_out(drawing))
    assert not [said for said in names if said not in drawing.metadata["description"]]


@pytest.mark.parametrize("name", CROWDED)
def test_no_long_leader_hides_the_map_of_a_crowded_region(name: str) -> None:
    """A name stands inside its state or near it; a card has no list of the others."""
    drawing = drawn(name, "og")
    small = min(text.size for text in drawing.texts if text.role == "label")
    assert all(math.dist(*line.coords) <= NEAR * small + 0.1 for line in gate.leaders(drawing))
    assert not [text for text in drawing.texts if text.role == "list"]


def test_a_region_of_islands_keeps_its_leaders() -> None:
    """Leaders over the sea hide nothing: every state of the Caribbean is named on the map."""
    named = {text.iso3 for text in drawn("caribbean").texts if text.role == "label"}
    assert named >= {*read_region("caribbean").states}
