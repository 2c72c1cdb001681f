"""The territories: separators where the theme has them, and no hairline where it has none."""

from __future__ import annotations

from pathlib import Path

import gate
import moments
import pytest
import small_states
from shapely import LineString, MultiLineString, Polygon, union_all

from mapgen.disk.shipped import package_path
from mapgen.drawing.primitives import Area, Border, Drawing
from mapgen.drawing.sizes import NAMED
from mapgen.errors import InputError
from mapgen.pipeline import drawing_of
from mapgen.record.snapshots import Status
from mapgen.render_options import RenderOptions
from mapgen.themes.file import read_theme
from mapgen.themes.tones import contrast


def drawn(theme: str, moment: str = moments.KAST, **options: object) -> Drawing:
    """Return a map in a theme."""
    return drawing_of(moments.snapshot(moment), RenderOptions(theme=theme, **options))  # type: ignore[arg-type]


def lines(drawing: Drawing, *paths: str) -> MultiLineString:
    """Return paths of the map as lines on the grid."""
    return MultiLineString([line for path in paths for line in drawing.shapes[path].lines])


def borders(drawing: Drawing) -> list[Border]:
    """Return the borders among the territories."""
    return [one for one in drawing.layers["territories"] if isinstance(one, Border)]


@pytest.mark.parametrize("patterns", [True, False])
def test_a_poster_has_separators_between_classes_alone(patterns: bool) -> None:  # noqa: FBT001 (a parameter)
    """Argentina, Bolivia and Chile’s elect look the same, Brazil’s left does not; each border is one or the other."""
    drawing = drawn("poster", patterns=patterns)
    separators, seams = lines(drawing, "borders"), [one.path for one in borders(drawing) if one.path != "borders"]
    basemap = moments.choropleth(moments.KAST).basemap
    for pair, apart in {
        ("ARG", "BOL"): False,
        ("BRA", "COL"): False,
        ("ARG", "CHL"): False,
        ("BOL", "BRA"): True,
        ("BRA", "GUF"): True,
        ("COL", "PAN"): True,
    }.items():
        border = MultiLineString(basemap.borders[pair].lines)
        assert separators.covers(border) == apart, pair
        assert lines(drawing, *seams).covers(border) != apart, pair
    whole = separators.length + lines(drawing, *seams).length
    assert whole == pytest.approx(MultiLineString(basemap.borders_between().lines).length)


def test_a_seam_lies_under_the_areas_in_their_colour() -> None:
    """So the page never shines through between two shapes of a class, and the seam covers no pattern."""
    drawing = drawn("poster")
    order = list(drawing.layers["territories"])
    first = next(number for number, one in enumerate(order) if isinstance(one, Area))
    seams = [one for one in borders(drawing) if one.path != "borders"]
    assert {seam.colour for seam in seams} == {read_theme("poster").three[side] for side in ("left", "right")}
    assert all(order.index(seam) < first for seam in seams)


def test_other_themes_separate_every_two_countries() -> None:
    """One path with every border, drawn after the areas."""
    drawing = drawn("newsprint")
    (border,) = borders(drawing)
    assert drawing.shapes[border.path] == moments.choropleth(moments.KAST).basemap.borders_between()
    assert drawing.layers["territories"][-1] == border


def test_black_ink_has_outlines_and_separators_on_a_casing() -> None:
    """Every state has its coast drawn; a separator is dark, on a wider line of the page's colour.

    Land that is not counted has none: around islands it would be all that is seen of them, as black as a class.
    """
    drawing = drawn("print-bw")
    theme = read_theme("print-bw")
    uncounted = theme.statuses[Status.NOT_APPLICABLE].colour
    for area in gate.areas(drawing):
        assert (area.outline, area.outline_width > 0) == (
            ("", False) if area.fill == uncounted else (theme.outline, True)
        )
    assert all(patch.outline == ("" if patch.fill == uncounted else theme.outline) for patch in gate.patches(drawing))
    casing, line = borders(drawing)
    assert (casing.colour, line.colour) == (theme.page, theme.ink)
    assert casing.width > 2 * line.width
    assert not any(area.outline for area in gate.areas(drawn("newsprint")))


@pytest.mark.parametrize("theme", ["dark", "newsprint", "poster", "wikimedia"])
@pytest.mark.parametrize("moment", [moments.FUTURE, moments.BOLIVIA_VACANT, moments.NO_DATA])
def test_pale_land_has_a_line_around_it(theme: str, moment: str) -> None:
    """Each state is seen on the page: its fill has 3:1 to it, or its outline; so in the key.

    Between two that are pale the border has the colour of the outline, as one in the page's colour would be lost.
    """
    drawing, page = drawn(theme, moment), read_theme(theme).page
    states = {entry.iso3 for entry in moments.snapshot(moment).entries}
    for area in gate.areas(drawing):
        pale = contrast(area.fill, page) < 3
        assert bool(area.outline) == (pale and area.iso3 in states)
        assert not area.outline or (contrast(area.outline, page) >= 3 and area.outline_width > 0)
    uncounted = read_theme(theme).statuses[Status.NOT_APPLICABLE].colour
    for patch in gate.patches(drawing):
        seen = patch.outline or patch.fill
        assert patch.fill == uncounted or contrast(seen, page) >= 3
    for border in borders(drawing):
        if border.path == "pale-borders":
            assert contrast(border.colour, page) >= 3


def test_a_border_between_pale_states_is_drawn_once() -> None:
    """In the colour of their outline between two of them, in that of separators everywhere else."""
    drawing = drawn("newsprint", moments.FUTURE)
    pale = {area.iso3 for area in gate.areas(drawing) if area.outline}
    basemap = moments.choropleth(moments.FUTURE).basemap
    assert len(pale) > 2
    for pair, shape in basemap.borders.items():
        path = "pale-borders" if pale.issuperset(pair) else "borders"
        for name in ("pale-borders", "borders"):
            assert lines(drawing, name).covers(MultiLineString(shape.lines)) == (name == path), pair


@pytest.mark.parametrize("theme", ["dark", "newsprint", "print-bw", "wikimedia"])
def test_the_strokes_of_an_elect_stay_inside_the_coast(theme: str) -> None:
    """With all their width, and none is on an islet, which has the plain colour of the class."""
    drawing = drawn(theme)
    (chile,) = (area for area in gate.areas(drawing) if area.iso3 == "CHL")
    (strokes,) = chile.hatch
    rings = [Polygon([drawing.placement.page(point) for point in ring]) for ring in drawing.shapes["CHL"].lines]
    islets = [ring for ring in rings if max(ring.bounds[2] - ring.bounds[0], ring.bounds[3] - ring.bounds[1]) < 14]
    assert len(islets) > 10
    land = gate.land(drawing)["CHL"]
    painted = union_all([LineString(line).buffer(strokes.width / 2, cap_style="flat") for line in strokes.lines])
    # A spike of a fjord may be finer than what is looked at beside a stroke.
    assert painted.difference(land).area < 0.002 * painted.area
    assert not any(painted.intersects(islet) for islet in islets)


def test_patterns_are_drawn_where_asked_for() -> None:
    """The option, a theme of patterns alone, and the page for print draw patterns; nothing else does."""

    def patterned(drawing: Drawing) -> bool:
        return any(area.hatch for area in gate.areas(drawing) if area.iso3 == "BRA")

    assert not patterned(drawn("newsprint"))
    assert patterned(drawn("newsprint", patterns=True))
    assert patterned(drawn("newsprint", size=NAMED["print"]))
    assert not patterned(drawn("newsprint", size=NAMED["print"], patterns=False))
    assert patterned(drawn("print-bw"))
    assert drawn("print-bw").metadata["options"].endswith(" patterns=yes")


@pytest.mark.parametrize("labels", ["names", "leaders"])
def test_a_label_stands_on_a_plain_ground(labels: str) -> None:
    """No stroke of a class's pattern runs behind the name of a country or its leader's, nor one of a neighbour's."""
    drawing = drawn("newsprint", patterns=True, labels=labels)
    inside = {code: texts for code, texts in gate.labels_of(drawing).items() if texts[0].anchor == "middle"}
    assert "PRY" in inside  # its name sticks out over a neighbour
    under = union_all([gate.around(texts).buffer(-0.1) for texts in inside.values()])
    for area in gate.areas(drawing):
        strokes = union_all([MultiLineString(list(one.lines)) for one in area.hatch])
        assert not strokes.intersects(under)


def test_patterns_that_cannot_be_are_refused() -> None:
    """A theme that is nothing without them, and one that has none."""
    with pytest.raises(InputError, match=r'^no patterns: patterns alone tell classes of the theme "print-bw" apart$'):
        drawn("print-bw", patterns=False)


def test_a_theme_without_patterns_says_what_it_lacks(tmp_path: Path) -> None:
    """Asked for patterns; on the page made for print it goes without."""
    text = package_path("themes/newsprint.toml").read_text(encoding="utf-8")
    path = tmp_path / "plain.toml"
    path.write_text(text[: text.index("[patterns.three]")] + text[text.index("[status.elected]") :], encoding="utf-8")
    with pytest.raises(InputError, match=r'^patterns: the theme "plain" has none; give it a table \[patterns\]$'):
        drawn(str(path), patterns=True)
    assert "patterns" not in drawn(str(path), size=NAMED["print"]).metadata["options"]


def test_separators_are_thinner_where_areas_are_small() -> None:
    """Those of the world on a phone are, as those of municipalities would be; those of South America are not."""

    def width(drawing: Drawing) -> float:
        borders = [
            mark for mark in drawing.layers["territories"] if isinstance(mark, Border) and mark.path == "borders"
        ]
        return borders[-1].width

    world, south_america = (width(small_states.drawing(region, "phone")) for region in ("world", "south-america"))
    assert 0.5 * south_america < world < south_america
