"""Alignments fold into three blocs, and the centre is a bloc of its own."""

from __future__ import annotations

import pytest

from mapgen.files.vocabulary import word_of
from mapgen.record.alignments import CLASSES, NO_DATA, STANDARD, STANDARD_SCALE, Bloc, Scale, class_synonyms


def test_the_scale_runs_from_left_to_right() -> None:
    """The standard scale has this order, with which the scale of a record is compared."""
    assert STANDARD_SCALE == ("left", "centre-left", "centre", "centre-right", "right")


def test_the_words_are_those_that_others_script_against() -> None:
    """`no-data`, the names of the blocs, and the maps of three and five classes stay the same."""
    assert NO_DATA == "no-data"
    assert [bloc.value for bloc in Bloc] == ["left", "centre", "right", "none"]
    assert {number: len(names) for number, names in CLASSES.items()} == {3: 3, 5: 5}


@pytest.mark.parametrize(
    ("alignment", "bloc"),
    [
        ("left", Bloc.LEFT),
        ("centre-left", Bloc.LEFT),
        ("centre", Bloc.CENTRE),
        ("centre-right", Bloc.RIGHT),
        ("right", Bloc.RIGHT),
        (None, Bloc.NONE),
    ],
)
def test_an_alignment_folds_into_its_bloc(alignment: str | None, bloc: Bloc) -> None:
    """The centre is neither left nor right; a missing alignment has no bloc."""
    assert STANDARD.bloc(alignment) is bloc


@pytest.mark.parametrize("alignment", STANDARD_SCALE)
def test_a_class_is_the_bloc_of_three_or_the_alignment_of_five(alignment: str) -> None:
    """A map of three classes draws the bloc, a map of five the alignment; the key lists both as classes."""
    assert STANDARD.class_of(alignment, 3) == STANDARD.bloc(alignment).value
    assert STANDARD.class_of(alignment, 5) == alignment
    assert all(STANDARD.class_of(alignment, number) in names for number, names in CLASSES.items())


@pytest.mark.parametrize("classes", CLASSES)
def test_no_alignment_has_no_class(classes: int) -> None:
    """A vacancy or missing data is drawn by its status, in no class's colour."""
    assert STANDARD.class_of(None, classes) is None


def test_a_scale_of_ones_own_keeps_its_names_and_folds_where_it_says_so() -> None:
    """A user's scale has its own classes, and only the blocs that it gives."""
    scale = Scale(("allied", "wavering", "opposed"), {"allied": Bloc.LEFT, "opposed": Bloc.RIGHT})
    assert not scale.is_standard
    assert not scale.folds
    assert scale.class_names(5) == ("allied", "wavering", "opposed")
    assert scale.class_names(3) == ("left", "centre", "right")
    assert [scale.bloc(name) for name in scale.names] == [Bloc.LEFT, Bloc.NONE, Bloc.RIGHT]
    assert scale.class_of("wavering", 5) == "wavering"


def test_a_part_of_the_standard_scale_is_standard() -> None:
    """A list of left and right only is folded and coloured like the whole scale."""
    part = Scale(("left", "right"))
    assert part.is_standard
    assert part.folds
    assert part.class_names(5) == STANDARD_SCALE


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("derecha", "Direita", "RIGHT"), "right"),
        (("centro-direita", "Centro Derecha", "centroderecha", "center-right", "Centre_Right"), "centre-right"),
        (("centro", "Center"), "centre"),
        (("centro izquierda", "Centro-Esquerda"), "centre-left"),
        (("izquierda", "esquerda"), "left"),
        (("sin datos", "Sem dados", "No Data", "no-data", "NODATA"), "no-data"),
    ],
)
def test_a_class_has_its_names_in_every_language(words: tuple[str, ...], name: str) -> None:
    """A class is named in every language of the map, in any case, with hyphens, spaces or neither."""
    assert {word_of(word, (*STANDARD_SCALE, NO_DATA), class_synonyms()) for word in words} == {name}
