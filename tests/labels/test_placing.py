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
from mapgen.drawing.sizes import NAMED
from mapgen.drawing.typeface import text_width
from mapgen.labels.blocks import LabelStyle
from mapgen.labels.ground import LabelGround
from mapgen.labels.inside import roomiest
from mapgen.labels.placing import labels_inside, place_labels, says_less
from mapgen.labels.room import PADDING, LabelRoom
from mapgen.pipeline import drawing_of
from mapgen.record.surnames import shorter_names
from mapgen.render_options import RenderOptions
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
    labels = place_labels(
        choropleth, room, LabelStyle(MapStyle(read_theme("newsprint"), 3, wording("en")), large, small)
    )
    return labels.texts, labels.leaders


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
    spot = next(roomiest(TerritoryShape(tuple(boxes), (0, 0), 1, 1), padded, room), None)
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
    """There are neither labels nor leaders where they would hide the map; a little larger there are."""
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
    leaders = leaders[-4:]  # plates under labels that stick out lie before them
    assert [one.colour for one in leaders] == [theme.sea, theme.sea, theme.ink, theme.ink]
    assert [one.round_caps for one in leaders] == [False, True, False, True]
    assert leaders[0].width > leaders[2].width
    assert leaders[1].width > leaders[3].width
    assert len(leaders[0].lines) == len(leaders[2].lines) == len(labels_beside)
    assert len(leaders[1].lines) == len(leaders[3].lines) <= len(labels_beside)  # no dot on land that it would hide


def test_without_room_beside_the_map_a_label_is_left_out() -> None:
    """A label that fits neither inside nor beside its shape is not squeezed in."""
    choropleth = moments.choropleth(moments.KAST)
    room = LabelRoom(choropleth.basemap, Placement(0.107, 0, 0), (40, 0, 300, 540))
    style = LabelStyle(MapStyle(read_theme("newsprint"), 3, wording("en")), 14.0, 12.0)
    labels = place_labels(choropleth, room, style).texts
    wide = place_labels(choropleth, replace(room, box=(-200, -100, 600, 700)), style).texts
    assert {label.iso3 for label in labels} < {label.iso3 for label in wide}
    assert all(label.box[0] >= 40 and label.box[2] <= 300 for label in labels)


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
    assert len(to_discs) > 2
    assert max(line.length for line in to_discs) < 5 * 12.5


def _near(point: tuple[float, float], places: dict[tuple[int, int], object]) -> bool:
    return any(math.dist(point, place) < 6 for place in places)


def test_what_has_no_room_on_a_small_map_is_left_out() -> None:
    """On a phone Africa's largest states are named inside, and the smallest are not at the ends of lines."""
    drawing = small_states.drawing("africa", "phone")
    inside = {code for code, texts in gate.labels_of(drawing).items() if texts[0].anchor == "middle"}
    assert {"DZA", "LBY", "SDN"} <= inside
    assert not {"RWA", "BDI"} & set(gate.labels_of(drawing))


def test_leaders_of_states_come_by_surname_before_they_are_left_out() -> None:
    """Where a whole name has no room, all come by surname, so that each is named, and each name has the same weight."""
    drawing = drawing_of(moments.snapshot(moments.KAST), RenderOptions(labels="leaders"))
    named = gate.labels_of(drawing)
    leaders = {code: about["leader"] for code, about in drawing.attributes.items() if about.get("leader")}
    assert all(named[code][1].text in shorter_names(leader, code)[1:] for code, leader in leaders.items())
    assert all(named[code][0].bold for code in leaders)
    assert "Peña" in {text.text for text in named["PRY"]}


def test_leaders_come_by_whole_names_where_all_have_room() -> None:
    """On a map so large that no name is too long for it."""
    choropleth = moments.choropleth(moments.KAST)
    room = LabelRoom(choropleth.basemap, Placement(0.5, 800, 200), (0, 0, 4000, 4000))
    style = LabelStyle(MapStyle(read_theme("newsprint"), 3, wording("en"), "leaders"), 14.0, 12.0)
    called = {text.iso3: text.text for text in place_labels(choropleth, room, style).texts if text.role == "leader"}
    assert called == {entry.iso3: entry.leader for entry in choropleth.entries if entry.leader}


@pytest.mark.parametrize("size", ["article", "phone"])
@pytest.mark.parametrize("region", ["gulf", "balkans"])
def test_states_around_a_narrow_sea_keep_every_rule(region: str, size: str) -> None:
    """No leader of theirs is long, crosses two neighbours, or cuts a label or a disc; all are named or listed."""
    drawing = small_states.drawing(region, size)
    assert gate.broken_rules(drawing) == []
    assert gate.states_left_out(drawing) == []


@pytest.mark.parametrize("name", ["Paraguay", "Bolivia", "Peru"])
def test_an_inland_state_is_named_inside_on_an_article(name: str) -> None:
    """Its label may stick out over land of its colour, so that no leader crosses a neighbour."""
    drawing = drawing_of(moments.snapshot(moments.KAST), RenderOptions())
    assert [text.anchor for text in drawing.texts if text.text == name] == ["middle"]


@pytest.mark.parametrize("wide", [40, 55, 80])
def test_a_plate_under_a_label_lies_on_land_alone(wide: int) -> None:
    """Uruguay's covers its border with Brazil; over the sea it would give the coast another shape."""
    choropleth = moments.choropleth(moments.KAST)
    placement = Placement(0.107, 140, 40)
    room = LabelRoom(choropleth.basemap, placement, (20, 20, 620, 620))
    ground = LabelGround(choropleth, room, MapStyle(read_theme("newsprint"), 3, wording("en")))
    x, y = placement.page(choropleth.basemap.territories["URY"].anchor)
    box = (x - 15, y - 8, x - 15 + wide, y + 4)
    plate = ground.plate("URY", box)
    assert plate
    assert box[0] <= plate.left < plate.right < box[2]
    for part in range(21):
        at = plate.left + 0.5 + part / 20 * (plate.right - plate.left - 1)
        assert all(choropleth.basemap.land.has_land(*placement.grid((at, level))) for level in (box[1], y, box[3]))


def test_a_label_that_would_lie_half_in_the_sea_stands_beside_its_state() -> None:
    """Uruguay's name at the size of an article, with a leader, as there is room."""
    drawing = drawing_of(moments.snapshot(moments.KAST), RenderOptions())
    assert [text.anchor for text in drawing.texts if text.text == "Uruguay"] == ["start"]


def test_a_state_counts_as_named_once_all_that_its_mode_asks_for_is_said() -> None:
    """In the mode of leaders a country's name alone says less; what has no leader says enough with its name."""
    entries = {entry.iso3: entry for entry in moments.choropleth(moments.KAST).entries}
    entry = entries["CHL"]
    style = MapStyle(read_theme("newsprint"), 3, wording("en"), "leaders")
    name = Text("Chile", 0, 0, 12, 30, "#000000", "#ffffff", iso3="CHL", role="label")
    assert says_less(entry, [name], style)
    assert says_less(entry, [], style)
    assert not says_less(entry, [name, replace(name, text="Kast", role="leader")], style)
    assert not says_less(entry, [name], replace(style, labels="names"))
    assert not says_less(entries["GUF"], [replace(name, iso3="GUF")], style)


def test_labels_wholly_inside_are_placed_alone() -> None:
    """A film recolours its labels on each day, so none of them sticks out of its shape or stands beside it."""
    choropleth = moments.choropleth(moments.KAST)
    room = LabelRoom(choropleth.basemap, Placement(0.107, 140, 40), (20, 20, 620, 620))
    style = LabelStyle(MapStyle(read_theme("newsprint"), 3, wording("en")), 14.0, 12.0)
    texts = labels_inside(choropleth, room, style)
    assert {text.anchor for text in texts} == {"middle"}
    assert not {"PRY", "URY"} & {text.iso3 for text in texts}


def test_an_inset_is_named_once_beside_its_frame() -> None:
    """There is land above and below it; its name is that of the only state in it, or that state's label."""
    drawing = small_states.drawing("colombia")
    labels = [" ".join(line.text for line in lines) for lines in gate.labels_of(drawing).values()]
    names = [text.text for text in drawing.texts if text.role == "inset"]
    assert [*labels, *names].count("San Andrés y Providencia") == 1


@pytest.mark.parametrize("theme", ["newsprint", "print-bw"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_state_of_the_default_map_is_in_a_list_in_print(theme: str, lang: str) -> None:
    """Paraguay's name sticks out among patterns too, as on an article."""
    options = RenderOptions(size=NAMED["print"], theme=theme, lang=lang)
    drawing = drawing_of(moments.snapshot(moments.KAST), options)
    assert [text.text for text in drawing.texts if text.role == "list"] == []
    assert gate.states_left_out(drawing) == []
    assert gate.broken_rules(drawing) == []


@pytest.mark.parametrize("size", ["article", "phone"])
def test_a_leader_goes_to_the_sea_beside_its_state(size: str) -> None:
    """Portugal's goes south, not over Spain to the sea on its other side."""
    drawing = small_states.drawing("european-union", size)
    shapes = gate.land(drawing)
    (line,) = [
        line
        for line in gate.leaders(drawing)
        if gate.leads(line, shapes["PRT"], gate.labels_of(drawing).get("PRT", []))
    ]
    assert line.intersection(shapes["ESP"]).length == 0
    assert gate.broken_rules(drawing) == []


def test_a_short_name_stands_where_the_whole_one_has_no_room() -> None:
    """Inside the state, before the label sticks out of it; what else says its name says all of it."""
    drawing = small_states.drawing("gulf", "phone")
    assert [text.text for text in gate.labels_of(drawing)["ARE"]] == ["UAE"]
    assert drawing.attributes["ARE"]["name"] == "United Arab Emirates"
