"""The colours and patterns of a user's own scale: for any number of classes, and none stronger than it is."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from mapgen.record.alignments import STANDARD_SCALE, Bloc, Scale
from mapgen.record.categories import category_colours
from mapgen.record.snapshots import Status
from mapgen.themes.file import read_theme, theme_names
from mapgen.themes.measures import DEFICIENCIES, LEAST_BETWEEN_FILLS, difference, lightness
from mapgen.themes.theme import Fill
from mapgen.themes.tones import contrast

NEWSPRINT = read_theme("newsprint")
every_theme = pytest.mark.parametrize("theme", theme_names())
SIDES = (Bloc.LEFT, Bloc.LEFT, Bloc.LEFT, Bloc.CENTRE, Bloc.RIGHT, Bloc.RIGHT, Bloc.RIGHT)


def scale_of(number: int, **values: object) -> Scale:
    """Return a scale of so many classes, a1 and on."""
    return Scale(tuple(f"a{one}" for one in range(1, number + 1)), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param(1, ["left"], id="one"),
        pytest.param(2, ["left", "right"], id="two"),
        pytest.param(3, ["left", "centre", "right"], id="three"),
        pytest.param(4, ["left", "centre-left", "centre-right", "right"], id="four"),
        pytest.param(5, list(STANDARD_SCALE), id="five"),
    ],
)
def test_a_scale_with_sides_takes_the_five_colours(number: int, expected: list[str]) -> None:
    """In their order, spread from end to end; without sides it has the colours of categories."""
    scale = scale_of(number)
    sided = scale_of(number, blocs=dict.fromkeys(scale.names, Bloc.LEFT))
    assert [NEWSPRINT.class_colour(name, 5, sided) for name in scale.names] == [NEWSPRINT.five[one] for one in expected]
    assert {name: NEWSPRINT.class_colour(name, 5, scale) for name in scale.names} == category_colours(scale)


@pytest.mark.parametrize("theme", [name for name in theme_names() if name != "print-bw"])
def test_an_abstention_is_grey(theme: str) -> None:
    """And looks like no other grey of the map, to readers with any vision."""
    scale, drawn = Scale(("yes", "no", "abstained")), read_theme(theme)
    colour = drawn.class_colour("abstained", 5, scale)
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    assert max(red, green, blue) - min(red, green, blue) < 16
    greys = [drawn.statuses[status].colour for status in (Status.NO_DATA, Status.NOT_APPLICABLE)]
    for other in (*greys, *(drawn.class_colour(name, 5, scale) for name in ("yes", "no"))):
        assert all(difference(colour, other, kind) >= LEAST_BETWEEN_FILLS for kind in DEFICIENCIES), other


@every_theme
@pytest.mark.parametrize("number", range(1, 13))
def test_any_number_of_classes_has_patterns(theme: str, number: int) -> None:
    """Each looks like no other, and its strokes have 3:1 to its colour."""
    scale = scale_of(number)
    fills = [read_theme(theme).class_fill(name, 5, scale, patterns=True) for name in scale.names]
    assert all(first != second for first, second in combinations(fills, 2))
    assert all(fill.under and contrast(fill.under.colour, fill.colour) >= 3 for fill in fills)


def test_black_ink_goes_from_light_to_dark() -> None:
    """Classes in an order have patterns in an order, on a white ground and then on a black one."""
    theme = read_theme("print-bw")
    for number in range(6, 13):
        scale = scale_of(number)
        fills = [theme.class_fill(name, 5, scale, patterns=True) for name in scale.names]
        light = [lightness(fill) for fill in fills]
        assert all(after <= before + 0.06 for before, after in pairwise(light)), light
        assert {fill.colour for fill in fills} == {"#ffffff", "#000000"}


def test_sides_have_their_directions() -> None:
    """Level on the left, upright on the right, and each class its own density."""
    scale = scale_of(7, blocs=dict(zip(scale_of(7).names, SIDES, strict=True)))
    kinds = [read_theme("newsprint").class_fill(name, 5, scale, patterns=True).under for name in scale.names]
    named = [pattern.kind.split("-")[0] for pattern in kinds if pattern]
    assert named == ["level"] * 3 + ["pluses"] + ["upright"] * 3
    assert len({pattern.kind for pattern in kinds if pattern}) == 7


@pytest.mark.parametrize("theme", ["newsprint", "wikimedia"])
def test_patterns_do_not_reverse_what_looks_strong(theme: str) -> None:
    """A government in dark green stays darker than its allies in light green, and they darker than the neutrals."""
    colours = {"a1": "#1b7f79", "a2": "#8cc9b8", "a3": "#e8c468", "a4": "#b5532a"}
    scale = scale_of(4, colours=colours)
    light = {name: lightness(read_theme(theme).class_fill(name, 5, scale, patterns=True)) for name in colours}
    plain = {name: lightness(Fill(colour)) for name, colour in colours.items()}
    assert sorted(light, key=light.__getitem__) == sorted(plain, key=plain.__getitem__)
