"""Colours for categories: a published palette whose colours everybody can tell apart."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from mapgen.files.colours import luminance
from mapgen.record import snapshot_file
from mapgen.record.alignments import Scale
from mapgen.record.categories import CATEGORY_PALETTE, category_colours, is_abstention, means_abstention
from mapgen.themes.measures import DEFICIENCIES, LEAST_BETWEEN_FILLS, difference


def scale_of(number: int, **values: object) -> Scale:
    """Return a scale of so many classes, a1 and on."""
    return Scale(tuple(f"a{one}" for one in range(1, number + 1)), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_readers_with_any_vision_can_tell_the_palette_apart(deficiency: str) -> None:
    """Any two of the twelve, by more than the gate of themes asks for."""
    for first, second in combinations(CATEGORY_PALETTE, 2):
        assert difference(first, second, deficiency) > LEAST_BETWEEN_FILLS + 2, (first, second)


@pytest.mark.parametrize("number", range(1, 13))
def test_each_category_has_its_own_colour(number: int) -> None:
    """Of the palette, whatever their number; five or fewer differ by 1.4:1 in greyscale from one to the next."""
    colours = category_colours(scale_of(number))
    assert len(set(colours.values())) == number
    assert set(colours.values()) <= set(CATEGORY_PALETTE)
    light = sorted(luminance(colour) + 0.05 for colour in colours.values())
    steps = [after / before for before, after in pairwise(light)]
    assert min(steps, default=2) >= (1.4 if number <= 5 else 1.0)


def test_more_than_there_are_take_them_again() -> None:
    """A record or a program may have any number of classes."""
    assert len(category_colours(scale_of(15))) == 15
    assert len(set(category_colours(scale_of(15)).values())) == 12


def test_no_category_has_a_colour_near_one_that_a_user_gives() -> None:
    """The others choose among what is left."""
    scale = scale_of(3, colours={"a1": "#4090d8"})
    assert "#3f90da" not in category_colours(scale).values()
    assert set(category_colours(scale)) == {"a2", "a3"}


@pytest.mark.parametrize(
    ("text", "abstention"),
    [
        *((text, True) for text in ("abstained", "Abstention", "Abstención", "se abstuvo", "Abstenção", "absteve-se")),
        *((text, False) for text in ("absent", "ausente", "against", "present")),
    ],
)
def test_an_abstention_is_known_in_each_language(text: str, abstention: bool) -> None:  # noqa: FBT001 (by parametrize)
    """By its label, or by its name."""
    assert means_abstention(text) == abstention
    assert is_abstention("c3", Scale(("c3",), labels={"c3": {"en": text}})) == abstention


def test_an_abstention_takes_none_of_the_palette() -> None:
    """Its grey is the theme's."""
    scale = Scale(("yes", "no", "abstained"))
    assert set(category_colours(scale)) == {"yes", "no"}


def test_as_many_classes_may_be_without_colours_as_there_are() -> None:
    """The reader of lists and the palette agree."""
    assert len(CATEGORY_PALETTE) == snapshot_file._MOST_WITHOUT_COLOURS
