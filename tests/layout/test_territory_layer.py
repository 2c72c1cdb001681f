"""The territories: separators where the theme has them, and no hairline where it has none."""

from __future__ import annotations

from pathlib import Path

import gate
import moments
import pytest
import small_states
from shapely import MultiLineString, union_all

from mapgen.disk.shipped import package_path
from mapgen.drawing.primitives import Area, Border, Drawing
from mapgen.drawing.sizes import NAMED
from mapgen.errors import InputError
from mapgen.pipeline import drawing_of
from mapgen.render_options import RenderOptions
from mapgen.themes.file import read_theme


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
    """Argentina and Bolivia look the same, Chile's elect and Brazil's left do not; each border is one or the other."""
    drawing = drawn("poster", patterns=patterns)
    separators, seams = lines(drawing, "borders"), [one.path for one in borders(drawing) if one.path != "borders"]
    basemap = moments.choropleth(moments.KAST).basemap
    for pair, apart in {
        ("ARG", "BOL"): False,
        ("BRA", "COL"): False,
        ("ARG", "CHL"): True,
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
    """Every territory has its coast drawn; a separator is dark, on a wider line of the page's colour."""
    drawing = drawn("print-bw")
    theme = read_theme("print-bw")
    assert {(area.outline, area.outline_width > 0) for area in gate.areas(drawing)} == {(theme.outline, True)}
    assert all(patch.outline == theme.outline for patch in gate.patches(drawing))
    casing, line = borders(drawing)
    assert (casing.colour, line.colour) == (theme.page, theme.ink)
    assert casing.width > 2 * line.width
    assert not any(area.outline for area in gate.areas(drawn("newsprint")))


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
    """No stroke of a class's pattern runs behind the name of a country, nor behind its leader's."""
    drawing = drawn("newsprint", patterns=True, labels=labels)
    inside = {code: texts for code, texts in gate.labels_of(drawing).items() if texts[0].anchor == "middle"}
    assert inside
    for area in gate.areas(drawing):
        if area.iso3 in inside:
            strokes = union_all([MultiLineString(list(one.lines)) for one in area.hatch])
            assert not strokes.intersects(gate.around(inside[area.iso3]).buffer(-0.1))


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
