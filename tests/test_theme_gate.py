"""The gate for themes: every shipped theme passes, and each fault is found and named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapgen.theme_file import read_theme, theme_names
from mapgen.theme_gate import DEFICIENCIES, difference, theme_problems

NEWSPRINT = read_theme("newsprint")


@pytest.mark.parametrize("name", theme_names())
def test_every_shipped_theme_passes(name: str) -> None:
    """3:1 to page and separators and between left and right, 4.5:1 for text, CIEDE2000 15 for every kind of vision."""
    assert theme_problems(read_theme(name)) == []


def test_sides_that_are_equal_in_greyscale_are_found() -> None:
    """The usual red and blue ends of ColorBrewer differ in hue alone."""
    found = theme_problems(replace(NEWSPRINT, three={**NEWSPRINT.three, "left": "#ca0020", "right": "#0571b0"}))
    assert any("too alike in greyscale; at least 3:1" in problem for problem in found)


def test_colours_too_near_the_page_are_found() -> None:
    """A pale class fades into a pale page, and the message names colour, ground and what is needed."""
    found = theme_problems(replace(NEWSPRINT, three={**NEWSPRINT.three, "centre": "#dddddd"}))
    assert any(problem.startswith("[three] centre = #dddddd: 1.3") and "to the page" in problem for problem in found)


def test_colours_that_one_kind_of_vision_confuses_are_found() -> None:
    """Red and an olive of its lightness are one colour to a reader with deutan vision."""
    found = theme_problems(replace(NEWSPRINT, three={**NEWSPRINT.three, "centre": "#7f8f3a"}))
    assert any("with deutan vision; at least 15 (CIEDE2000)" in problem for problem in found)


def test_text_that_cannot_be_read_is_found() -> None:
    """Of the page, and on every fill: whichever of ink and page reads better must reach 4.5:1."""
    found = theme_problems(replace(NEWSPRINT, quiet="#9a9a9a"))
    assert any(problem.startswith("[page] quiet = #9a9a9a") for problem in found)
    found = theme_problems(replace(NEWSPRINT, three={**NEWSPRINT.three, "left": "#e03a47"}))
    assert any(problem.startswith("[three] left = #e03a47: labels on it reach") for problem in found)


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_a_colour_does_not_differ_from_itself(deficiency: str) -> None:
    """The measure is a distance: nothing for equal colours, the same both ways."""
    assert difference("#e8505b", "#e8505b", deficiency) == pytest.approx(0)
    there, back = difference("#e8505b", "#12324f", deficiency), difference("#12324f", "#e8505b", deficiency)
    assert there == pytest.approx(back)
    assert there > 15
