"""The key names every colour and pattern that occurs, once, with its count, and nothing that does not occur."""

from __future__ import annotations

import gate
import moments
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mapgen.drawing.primitives import Patch, Text
from mapgen.drawing.sizes import parse_size
from mapgen.drawing.typeface import text_width
from mapgen.errors import InputError
from mapgen.layout.key import (
    KeyEntry,
    draw_entry,
    draw_rows,
    entry_width,
    fitted,
    key_entries,
    key_rows,
)
from mapgen.pipeline import drawing_of
from mapgen.record.alignments import CLASSES, Bloc
from mapgen.record.snapshots import Snapshot, Status
from mapgen.render_options import RenderOptions
from mapgen.themes.file import read_theme
from mapgen.themes.style import MapStyle, hatched, pattern_size
from mapgen.themes.theme import Fill
from mapgen.words.wording import wording

THEME = read_theme("newsprint")


def entries(moment: str, classes: int = 3, lang: str = "en") -> tuple[KeyEntry, ...]:
    """Return the key of a moment; classes of somebody's own are not folded into three."""
    number = 5 if moment == moments.OWN_CLASSES else classes
    return key_entries(moments.choropleth(moment), MapStyle(THEME, number, wording(lang)))


@pytest.mark.parametrize(
    ("moment", "classes", "expected"),
    [
        (moments.KAST, 3, "Left 6|Right 6|Not yet in office: Chile|Not counted"),
        (moments.KAST_OFFICE, 3, "Left 7|Right 5|Not counted"),
        (moments.PENDING, 3, "Left 4|Right 7|Result pending: Brazil|Not counted"),
        (moments.TWO_ELECTS, 3, "Left 5|Right 7|Not yet in office: Colombia and Peru|Not counted"),
        (moments.PERU_VACANT, 3, "Left 5|Centre 1|Right 5|Office vacant: Peru|Not counted"),
        (moments.NO_DATA, 3, "Left 1|Centre 1|Right 2|No data 8|Not counted"),
        (moments.PUBLISHED, 3, "Left 6|Right 6|Not counted"),
        (moments.NOT_RECORDED, 3, "Left 4|Right 7|Winner not recorded: Brazil|Not counted"),
        (moments.FUTURE, 3, "Left 1|Right 1|Winner not recorded 10|Not counted"),
        (
            moments.KAST,
            5,
            "Left 2|Centre-left 4|Centre-right 3|Right 3|Not yet in office: Chile|Not counted",
        ),
        (moments.OWN_CLASSES, 5, "The old left 5|The new left 2|Outsiders 2|Old right 3|Not counted"),
        (moments.NO_DATA, 5, "Centre-left 1|Centre 1|Centre-right 1|Right 1|No data 8|Not counted"),
    ],
)
def test_the_key_names_what_occurs(moment: str, classes: int, expected: str) -> None:
    """Classes with members from left to right, then statuses, each once; up to two countries of a status by name."""
    assert "|".join(f"{entry.label} {entry.count}".strip() for entry in entries(moment, classes)) == expected


@pytest.mark.parametrize(
    ("moment", "classes", "expected"),
    [
        (moments.KAST, 3, "Left 6|Centre 0|Right 6|Not yet in office: Chile|Not counted"),
        (moments.NO_DATA, 5, "Left 0|Centre-left 1|Centre 1|Centre-right 1|Right 1|No data 8|Not counted"),
        (moments.OWN_CLASSES, 5, "The old left 5|The new left 2|Outsiders 2|Old right 3|Not counted"),
    ],
)
def test_the_key_may_have_all_classes(moment: str, classes: int, expected: str) -> None:
    """Those without members too, in their place and with a count of 0; statuses only where they occur."""
    map_style = MapStyle(THEME, classes, wording("en"), key="all")
    drawn = key_entries(moments.choropleth(moment), map_style)
    assert "|".join(f"{entry.label} {entry.count}".strip() for entry in drawn) == expected


@pytest.mark.parametrize("size", ["article", "og", "phone", "story"])
def test_all_classes_are_in_the_key_of_any_size(size: str) -> None:
    """On a card as on an article; without the option only those with members are."""
    for key, number in (("all", 5), ("members", 4)):
        drawing = drawing_of(moments.snapshot(moments.KAST), RenderOptions(classes=5, key=key, size=parse_size(size)))
        fills = [patch.fill for patch in gate.patches(drawing) if not patch.hatch]
        assert len(set(fills) & set(THEME.five.values())) == number


def test_a_key_that_there_is_not_is_refused() -> None:
    """With the words that there are."""
    with pytest.raises(InputError, match=r'^key "al": write members or all; did you mean "all"'):
        drawing_of(moments.snapshot(moments.KAST), RenderOptions(key="al"))


@pytest.mark.parametrize("classes", CLASSES)
@pytest.mark.parametrize("moment", [moment for moment in moments.MOMENTS if moment != moments.OWN_CLASSES])
def test_the_counts_are_those_of_the_map(moment: str, classes: int) -> None:
    """Each class's count is the number of territories in its colour, and a class without members is not there."""
    names = [entry.class_name(classes) for entry in moments.choropleth(moment).entries]
    words = wording("en")
    by_label = {entry.label: entry for entry in entries(moment, classes)}
    for name in CLASSES[classes]:
        label = words.say(f"class.{name}")
        assert (label in by_label) == (name in names)
        if label in by_label:
            assert by_label[label].count == str(names.count(name))
            assert by_label[label].fill == Fill(THEME.class_colour(name, classes))


@pytest.mark.parametrize("lang", ["en", "es", "pt"])
def test_classes_of_one_s_own_have_their_own_labels_and_colours(lang: str) -> None:
    """The label in the map's language, else the one there is, else the name; the colour given, else the theme's."""
    labels_and_colours = [(entry.label, entry.fill.colour) for entry in entries(moments.OWN_CLASSES, lang=lang)][:4]
    new_left = {"en": "The new left", "es": "La nueva izquierda", "pt": "A nova esquerda"}[lang]
    assert labels_and_colours[1:] == [
        (new_left, "#f2b134"),
        ("Outsiders", "#2a7f62"),
        ("Old right", THEME.five["right"]),
    ]
    assert labels_and_colours[0][1] == THEME.five["left"]


def test_classes_of_one_s_own_can_be_folded_into_blocs() -> None:
    """Where each of them says its bloc, a map of three classes is drawn in the theme's three colours."""
    choropleth = moments.choropleth(moments.OWN_CLASSES)
    blocs = {"old-left": Bloc.LEFT, "new-left": Bloc.LEFT, "outsider": Bloc.CENTRE, "old-right": Bloc.RIGHT}
    scale = replace(choropleth.snapshot.scale, blocs=blocs)
    folded = replace(
        choropleth,
        snapshot=replace(choropleth.snapshot, scale=scale),
        entries=tuple(replace(entry, scale=scale) for entry in choropleth.entries),
    )
    labels_and_colours = [
        (entry.label, entry.count, entry.fill.colour)
        for entry in key_entries(folded, MapStyle(THEME, 3, wording("en")))
    ]
    three = THEME.three
    assert labels_and_colours[:3] == [
        ("Left", "7", three["left"]),
        ("Centre", "2", three["centre"]),
        ("Right", "3", three["right"]),
    ]


def elects_of_two_sides(moment: str = moments.TWO_ELECTS) -> Snapshot:
    """Return a moment with an elect of the left, Peru's, and one of the right, Colombia's."""
    snapshot = moments.snapshot(moment)
    entries = [replace(one, alignment="left") if one.iso3 == "PER" else one for one in snapshot.entries]
    return replace(snapshot, entries=tuple(entries))


def test_a_status_has_one_entry_whatever_its_blocs() -> None:
    """Two elects of different sides share one entry, which names both and shows the stripes of both, left first."""
    choropleth = moments.choropleth(moments.TWO_ELECTS)
    both = replace(choropleth, entries=elects_of_two_sides().entries)
    map_style = MapStyle(THEME, 3, wording("en"))
    (elects,) = (entry for entry in key_entries(both, map_style) if entry.label.startswith("Not yet in office"))
    assert elects.label == "Not yet in office: Colombia and Peru"
    by_code = elects_of_two_sides().by_code
    assert elects.fills == tuple(map_style.fill(by_code[code]) for code in ("PER", "COL"))


@pytest.mark.parametrize("classes", [3, 5])
@pytest.mark.parametrize("theme", ["newsprint", "dark", "print-bw", "wikimedia"])
def test_every_colour_with_its_stripes_is_in_the_key(theme: str, classes: int) -> None:
    """Each fill of the map, its colour together with its pattern, is that of a patch, whatever class elects have."""
    choropleth = replace(moments.choropleth(moments.TWO_ELECTS), entries=elects_of_two_sides().entries)
    for patterns in (False, True):
        map_style = MapStyle(read_theme(theme), classes, wording("en"), patterns=patterns)
        in_key = {fill for entry in key_entries(choropleth, map_style) for fill in entry.fills}
        assert {map_style.fill(entry) for entry in choropleth.entries} == in_key


@pytest.mark.parametrize("size", ["article", "phone", "og", "x", "story"])
def test_a_map_with_elects_of_two_sides_may_be_published(size: str) -> None:
    """The slices of their patch stand side by side, before a label that they do not touch, and explain the map."""
    drawing = drawing_of(elects_of_two_sides(), RenderOptions(size=parse_size(size)))
    assert not gate.broken_rules(drawing)
    striped = [patch for patch in gate.patches(drawing) if patch.hatch]
    assert [patch.fill for patch in striped] == [THEME.three["left"], THEME.three["right"]]
    assert striped[0].box[2] == pytest.approx(striped[1].box[0])


def test_patterns_and_colours_of_the_statuses_differ() -> None:
    """An elect, a vacancy, results pending or not recorded, no data and not counted each look like nothing else."""
    styles = [
        entry.fill
        for moment in (moments.KAST, moments.PENDING, moments.NOT_RECORDED, moments.PERU_VACANT, moments.NO_DATA)
        for entry in entries(moment)
    ]
    by_status = {THEME.statuses[status].colour + THEME.statuses[status].pattern for status in THEME.statuses}
    assert len(by_status) == len(THEME.statuses)
    assert len(set(styles)) == 3 + len(THEME.statuses)


@given(st.sampled_from(moments.MOMENTS), st.sampled_from(["en", "es", "pt"]), st.floats(0, 900))
def test_rows_keep_to_a_width(moment: str, lang: str, width: float) -> None:
    """A row with more than one entry fits the width, the order stays, and nothing is lost."""
    key = entries(moment, 5, lang)
    rows = key_rows(key, 14, width)
    assert [entry for row in rows for entry in row] == list(key)
    for row in rows:
        drawn, _ = draw_rows([row], (0, 0), 14, THEME)
        right = max(one.box[2] for one in drawn)
        assert len(row) == 1 or right <= width + 0.01


def test_a_wide_enough_page_has_the_key_in_one_row_and_a_narrow_one_in_a_column() -> None:
    """As many rows as the width asks for."""
    key = entries(moments.KAST)
    assert len(key_rows(key, 14, 10_000)) == 1
    assert [len(row) for row in key_rows(key, 14, 0)] == [1] * len(key)


@given(st.sampled_from(moments.MOMENTS), st.floats(11, 40))
def test_an_entry_is_as_wide_as_it_is_drawn(moment: str, size: float) -> None:
    """The width that rows are made with is where the drawn entry ends, its texts side by side."""
    for entry in entries(moment):
        patch, *texts = draw_entry(entry, 10, 50, size, THEME)
        assert isinstance(patch, Patch)
        assert patch.box[0] == 10
        assert max(one.box[2] for one in texts) - 10 == pytest.approx(entry_width(entry, size))
        lefts = [patch.box[2], *(text.box[0] for text in texts if isinstance(text, Text))]
        assert lefts == sorted(lefts)


def test_a_label_too_wide_leaves_its_countries_out() -> None:
    """Where even a whole line is too short, the countries go, which the map shows; a label alone is cut."""
    striped = entries(moments.KAST, lang="pt")[2]
    wide = entry_width(striped, 11)
    assert fitted(striped, 11, wide) == striped
    short = fitted(striped, 11, wide - 1)
    assert short.label == "Aguarda posse"
    assert short.fill == striped.fill
    left = entries(moments.KAST)[0]
    narrow = entry_width(left, 11) - 1
    assert fitted(left, 11, narrow).label == "L…"
    assert entry_width(fitted(left, 11, narrow), 11) <= narrow


def test_a_count_is_bold_and_set_apart() -> None:
    """The count stands in bold after its label, with a space between them."""
    _, label, count = draw_entry(entries(moments.KAST)[0], 0, 50, 14, THEME)
    assert isinstance(label, Text)
    assert isinstance(count, Text)
    assert (label.text, count.text, label.bold, count.bold) == ("Left", "6", False, True)
    assert count.box[0] - label.box[2] >= text_width(" ", 14)


@pytest.mark.parametrize(
    ("moment", "iso3"), [(moments.KAST, "CHL"), (moments.PENDING, "BRA"), (moments.PERU_VACANT, "PER")]
)
def test_a_pattern_looks_the_same_in_the_key_and_on_the_map(moment: str, iso3: str) -> None:
    """The strokes of the key have the colour, width and directions of those on the territory."""
    drawing = moments.drawing(moment)
    area = next(one for one in gate.areas(drawing) if one.iso3 == iso3)
    patch = next(one for one in gate.patches(drawing) if one.hatch)
    assert gate.patterns_of(area.hatch) == gate.patterns_of(patch.hatch)
    assert area.hatch[0].width == patch.hatch[0].width


def test_a_plain_fill_has_no_strokes() -> None:
    """Only a pattern is drawn with strokes."""
    ring = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    assert hatched(Fill("#112233"), [ring], 14) == ()
    assert hatched(THEME.statuses[Status.VACANT], [ring], 14)[0].lines


@given(st.floats(6, 60), st.floats(6, 60))
def test_patterns_grow_less_than_the_type_of_cards(first: float, second: float) -> None:
    """A pattern is never finer on larger type, nor coarser than the type; up to an article's size both grow alike."""
    low, high = sorted((first, second))
    assert pattern_size(low) <= pattern_size(high) <= high
    assert pattern_size(low) == low or low > 14
