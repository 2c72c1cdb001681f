"""Alignments fold into three blocs, and centre stays its own."""

from __future__ import annotations

import pytest

from mapgen.alignments import CLASSES, STANDARD_SCALE, Bloc, bloc_of, class_of


def test_the_scale_runs_from_left_to_right() -> None:
    """The order of the scale is what an ordered scale in a record is held against."""
    assert STANDARD_SCALE == ("left", "centre-left", "centre", "centre-right", "right")


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
    """Centre is never forced into a side, and where there is no alignment there is no bloc."""
    assert bloc_of(alignment) is bloc


@pytest.mark.parametrize("alignment", STANDARD_SCALE)
def test_a_class_is_the_bloc_of_three_or_the_alignment_of_five(alignment: str) -> None:
    """With three classes the bloc is drawn, with five the alignment itself; both are classes of the key."""
    assert class_of(alignment, 3) == bloc_of(alignment).value
    assert class_of(alignment, 5) == alignment
    assert all(class_of(alignment, number) in names for number, names in CLASSES.items())


@pytest.mark.parametrize("classes", CLASSES)
def test_no_alignment_has_no_class(classes: int) -> None:
    """A vacancy or missing data is drawn by its status, in no class's colour."""
    assert class_of(None, classes) is None
