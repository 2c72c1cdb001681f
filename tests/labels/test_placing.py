"""Names stand inside their shapes where they fit, and a map too small for names has none."""

from __future__ import annotations

import math

import gate
import moments
import pytest
import small_states
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mapgen.basemap.model import InscribedBox, TerritoryShape
from mapgen.drawing.primitives import Placement, Strokes, Text
from mapgen.drawing.typeface import text_width
from mapgen.labels.beside import PADDING, LabelRoom, LabelStyle
from mapgen.labels.placing import _roomiest, place_labels
from mapgen.themes.file import read_theme
from mapgen.themes.style import MapStyle
from mapgen.words.wording import wording

inscribed = st.builds(
    InscribedBox, st.sampled_from([1.0, 2.0, 3.5, 8.0]), st.integers(0, 900), st.integers(0, 900), st.integers(1, 400)
)


def placed(
    moment: str = moments.KAST, scale: float = 0.107, large: float = 14.0, small: float = 12.0
) -> tuple[tuple[Text, ...], tuple[Strokes, ...]]:
    """Return the labels and leaders of a moment on a page of 640 by 640 pixels."""
    choropleth = moments.choropleth(moment)
    room = LabelRoom(choropleth.basemap, Placement(scale, 140, 40), (20, 20, 620, 620))
    return place_labels(choropleth, room, LabelStyle(MapStyle(read_theme("newsprint"), 3, wording("en")), large, small))


@given(st.lists(inscribed, max_size=6), st.floats(5, 200), st.floats(8, 40), st.floats(0.05, 1))
def test_a_label_takes_the_box_with_the_most_room(
    boxes: list[InscribedBox], width: float, size: float, scale: float
) -> None:
    """Of the inscribed boxes that hold a text with its padding, the one with the most to spare; none, no label."""
    padded = (width + 2 * PADDING * size, size * (1 + PADDING))
    best = max(
        (min(box.aspect * box.height * scale / padded[0], box.height * scale / padded[1]) for box in boxes), default=0.0
    )
    room = LabelRoom(moments.choropleth(moments.KAST).basemap, Placement(scale, 0, 0), (0, 0, 900, 900))
    spot = _roomiest(TerritoryShape(tuple(boxes), (0, 0), 1, 1), padded, room)
    if spot is None:
        assert best < 1 + 1e-9
    else:
        assert best > 1 - 1e-9
        spots = [
            min(box.aspect * box.height * scale / padded[0], box.height * scale / padded[1])
            for box in boxes
            if (box.x, box.y) == spot
        ]
        assert max(spots) == pytest.approx(best)


def test_a_map_far_too_small_has_no_labels() -> None:
    """Where leaders would hide the map, there are neither labels nor leaders; a little larger there are."""
    assert placed(scale=0.02) == ((), ())
    labels, leaders = placed(scale=0.12)
    assert labels
    assert leaders


def test_labels_have_two_sizes() -> None:
    """Large where that fits, small where it does not and beside the map: two steps, not as many as countries."""
    labels, _ = placed()
    assert {label.size for label in labels} == {14.0, 12.0}
    assert all(label.size == 12.0 for label in labels if label.anchor != "middle")


def test_a_label_is_as_wide_as_its_text() -> None:
    """The width that both pens keep to is the measured one."""
    labels, _ = placed()
    assert all(label.width == text_width(label.text, label.size) for label in labels)


def test_every_territory_is_named_once_in_its_own_language() -> None:
    """Labels carry the code of what they name, and its name."""
    labels, _ = placed()
    assert len({label.iso3 for label in labels}) == len(labels) == 14
    assert {label.iso3: label.text for label in labels}["URY"] == "Uruguay"


@pytest.mark.parametrize(("moment", "colour"), [(moments.KAST, "ink"), (moments.SAGASTI, "page")])
def test_a_label_inside_is_dark_on_light_and_light_on_dark(moment: str, colour: str) -> None:
    """Brazil's name is dark on the light red of the left, and light on the dark blue of the right."""
    theme = read_theme("newsprint")
    labels, _ = placed(moment)
    brazil = next(label for label in labels if label.iso3 == "BRA")
    assert brazil.colour == getattr(theme, colour)


def test_what_is_not_counted_is_named_quietly() -> None:
    """French Guiana and the islands are in small and quieter type."""
    theme = read_theme("newsprint")
    labels, _ = placed()
    quiet = {label.iso3 for label in labels if label.colour == theme.quiet}
    assert quiet == {"GUF", "FLK"}


def test_a_leader_is_legible_on_every_fill() -> None:
    """Each leader is a dark line with a dot on a wider pale one, and there is one for every label beside the map."""
    theme = read_theme("newsprint")
    labels, leaders = placed()
    labels_beside = [label for label in labels if label.anchor != "middle"]
    assert [one.colour for one in leaders] == [theme.page, theme.page, theme.ink, theme.ink]
    assert [one.round_caps for one in leaders] == [False, True, False, True]
    assert leaders[0].width > leaders[2].width
    assert leaders[1].width > leaders[3].width
    assert {len(one.lines) for one in leaders} == {len(labels_beside)}


def test_without_room_beside_the_map_a_label_is_left_out() -> None:
    """A label that fits neither inside nor beside its shape is not squeezed in."""
    choropleth = moments.choropleth(moments.KAST)
    room = LabelRoom(choropleth.basemap, Placement(0.107, 0, 0), (0, 0, 340, 540))
    style = LabelStyle(MapStyle(read_theme("newsprint"), 3, wording("en")), 14.0, 12.0)
    labels, _ = place_labels(choropleth, room, style)
    wide = place_labels(choropleth, replace(room, box=(-200, -100, 600, 700)), style)[0]
    assert {label.iso3 for label in labels} < {label.iso3 for label in wide}
    assert all(label.box[0] >= 0 and label.box[2] <= 340 for label in labels)


def test_a_slender_map_is_labelled_on_a_narrow_page() -> None:
    """Chile leaves room for names beside it, so that a phone has them, the whole headline and the source."""
    drawing = small_states.drawing("chile", "phone")
    assert len(gate.labels_of(drawing)) == 16
    assert any(text.text.startswith("Source") for text in drawing.texts)
    assert gate.broken_rules(drawing) == []


@pytest.mark.parametrize(
    ("region", "size"), [("caribbean", "phone"), ("europe", "phone"), ("latin-america", "article")]
)
def test_leaders_do_not_touch(region: str, size: str) -> None:
    """Where many small states lie together, no leader runs through the dot of another or ends at its line."""
    assert gate.broken_rules(small_states.drawing(region, size)) == []


def test_no_leader_to_a_disc_is_long() -> None:
    """The name of an island that has a disc stands near it, or in the list alone."""
    drawing = small_states.drawing("latin-america")
    ends = {(round(disc.x), round(disc.y)): disc for disc in small_states.discs(drawing).values()}
    to_discs = [line for line in gate.leaders(drawing) for point in line.coords if _near(point, ends)]
    assert len(to_discs) > 5
    assert max(line.length for line in to_discs) < 8 * 11.5


def _near(point: tuple[float, float], places: dict[tuple[int, int], object]) -> bool:
    return any(math.dist(point, place) < 6 for place in places)


def test_leaders_that_would_hide_a_small_map_give_way() -> None:
    """On a phone, Africa is as large as its page, and its largest states are named inside."""
    drawing = small_states.drawing("africa", "phone")
    inside = {code for code, texts in gate.labels_of(drawing).items() if texts[0].anchor == "middle"}
    assert {"DZA", "LBY", "SDN"} <= inside


def test_the_name_of_an_inset_may_stand_beside_its_frame() -> None:
    """Where there is land above and below it."""
    names = [text.text for text in small_states.drawing("colombia").texts if text.role == "inset"]
    assert names == ["San Andrés y Providencia"]
