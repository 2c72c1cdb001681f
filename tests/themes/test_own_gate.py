"""The gate for the colours that a list gives to its classes."""

from __future__ import annotations

import pytest

from mapgen.record.alignments import Scale
from mapgen.themes.file import read_theme
from mapgen.themes.own_gate import class_problems

NEWSPRINT = read_theme("newsprint")


def scale_of(*colours: str) -> Scale:
    """Return a scale with a class of each colour; empty ones have none of their own."""
    names = tuple("abcdef"[: len(colours)])
    given = {name: colour for name, colour in zip(names, colours, strict=True) if colour}
    return Scale(names, labels={"a": {"en": "Yes"}}, colours=given)


@pytest.mark.parametrize(
    ("colours", "problem"),
    [
        pytest.param(
            ("#1b7f79", "#1b7f79", "#b5532a"),
            'class a "Yes" (#1b7f79) and class b (#1b7f79) have one colour; give each its own',
            id="two of one colour",
        ),
        pytest.param(
            ("#1b7f79", "#8c8c8a", "#b5532a"),
            "class b (#8c8c8a) and no-data (#8c8c8a) have one colour; give each its own",
            id="as if there were no data",
        ),
        pytest.param(
            ("#1f78b4", "#33a02c", "#e31a1c"),
            "class b (#33a02c) and class c (#e31a1c): a difference of 4.7 to a reader with deutan vision; at least 7.5"
            " (CIEDE2000)",
            id="red and green",
        ),
        pytest.param(
            ("#c63843", "#336eb0"),
            'class a "Yes" (#c63843) and class b (#336eb0): 1.01:1 to each other, too alike in greyscale; at least'
            " 1.5:1",
            id="two that are equal in greyscale",
        ),
        pytest.param(
            ("#6f7f5f", "#12324f"),
            'class a "Yes" (#6f7f5f): labels on it reach 4.13:1; text needs 4.5:1',
            id="labels that cannot be read",
        ),
        pytest.param(
            ("", "#9c9488", ""),
            "class b (#9c9488) and no-data (#8c8c8a): a difference of",
            id="nearly as if there were no data",
        ),
    ],
)
def test_what_readers_cannot_tell_apart_is_named(colours: tuple[str, ...], problem: str) -> None:
    """The classes, their colours, how close they are, and how far apart they must be."""
    problems = class_problems(scale_of(*colours), NEWSPRINT)
    assert any(one.startswith(problem) for one in problems), problems


def test_sound_colours_have_no_problem() -> None:
    """Nor have colours that a map does not show: where patterns are always drawn, and where three blocs are."""
    assert class_problems(scale_of("#1b7f79", "#e8c468", "#b5532a"), NEWSPRINT) == []
    equal = scale_of("#1b7f79", "#1b7f79")
    assert class_problems(equal, read_theme("print-bw")) == []
    assert class_problems(equal, NEWSPRINT, 3) == []
    assert class_problems(Scale(), NEWSPRINT) == []
