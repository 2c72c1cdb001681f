"""The gate for themes: every shipped theme passes, and each fault is found and named."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from mapgen.record.snapshots import Status
from mapgen.themes.file import read_theme, theme_names
from mapgen.themes.gate import theme_problems
from mapgen.themes.measures import DEFICIENCIES, difference
from mapgen.themes.theme import Fill, Pattern, Theme

NEWSPRINT = read_theme("newsprint")


@pytest.mark.parametrize("name", theme_names())
def test_every_shipped_theme_passes(name: str) -> None:
    """3:1 to page and separators and between left and right, 4.5:1 for text, CIEDE2000 15 for every kind of vision."""
    assert theme_problems(read_theme(name)) == []


def test_sides_that_are_equal_in_greyscale_are_found() -> None:
    """The usual red and blue ends of ColorBrewer differ in hue alone."""
    problems = theme_problems(replace(NEWSPRINT, three={**NEWSPRINT.three, "left": "#ca0020", "right": "#0571b0"}))
    assert any("too alike in greyscale; at least 3:1" in problem for problem in problems)


def test_colours_too_near_the_page_are_found() -> None:
    """A pale class fades into a pale page, and the message names colour, background and the least contrast."""
    problems = theme_problems(replace(NEWSPRINT, three={**NEWSPRINT.three, "centre": "#dddddd"}))
    assert any(problem.startswith("[three] centre = #dddddd: 1.3") and "to the page" in problem for problem in problems)


def test_colours_that_one_kind_of_vision_confuses_are_found() -> None:
    """Red and an olive of its lightness are one colour to a reader with deutan vision."""
    problems = theme_problems(replace(NEWSPRINT, three={**NEWSPRINT.three, "centre": "#7f8f3a"}))
    assert any("with deutan vision; at least 15 (CIEDE2000)" in problem for problem in problems)


def test_text_that_cannot_be_read_is_found() -> None:
    """Of the page, and on every fill: whichever of ink and page reads better must reach 4.5:1."""
    problems = theme_problems(replace(NEWSPRINT, quiet="#9a9a9a"))
    assert any(problem.startswith("[page] quiet = #9a9a9a") for problem in problems)
    problems = theme_problems(replace(NEWSPRINT, three={**NEWSPRINT.three, "left": "#e03a47"}))
    assert any(problem.startswith("[three] left = #e03a47: labels on it reach") for problem in problems)


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_a_colour_does_not_differ_from_itself(deficiency: str) -> None:
    """The measure is a distance: nothing for equal colours, the same both ways."""
    assert difference("#e8505b", "#e8505b", deficiency) == pytest.approx(0)
    there, back = difference("#e8505b", "#12324f", deficiency), difference("#12324f", "#e8505b", deficiency)
    assert there == pytest.approx(back)
    assert there > 15


PRINT = read_theme("print-bw")


def with_pattern(theme: Theme, name: str, pattern: Pattern, number: int = 3) -> Theme:
    """Return a theme in which one class has another pattern."""
    return replace(theme, patterns={**theme.patterns, number: {**theme.patterns[number], name: pattern}})


def with_status(theme: Theme, status: Status, fill: Fill) -> Theme:
    """Return a theme in which one status has another fill."""
    return replace(theme, statuses={**theme.statuses, status: fill})


@pytest.mark.parametrize(
    ("theme", "problem"),
    [
        pytest.param(
            with_pattern(PRINT, "left", Pattern("level", "#dddddd")),
            "[patterns.three] left: strokes #dddddd have 1.36:1 to their class #ffffff; at least 3:1",
            id="strokes that fade into their class",
        ),
        pytest.param(
            with_pattern(PRINT, "left", Pattern("grid", "#000000")),
            '[patterns.three] left and [patterns.three] centre: both have the pattern "grid"; each needs its own',
            id="two classes of one pattern",
        ),
        pytest.param(
            with_pattern(PRINT, "left", Pattern("grid", "#000000")),
            "[three] left = #ffffff and [three] centre = #ffffff: a difference of 0.0",
            id="two classes of one style",
        ),
        pytest.param(
            with_pattern(NEWSPRINT, "centre-left", Pattern("dots", "#fbfaf7"), 5),
            "[patterns.five] centre-left and [status.result-pending]: both have the pattern",
            id="a class with the pattern of a status",
        ),
        pytest.param(
            with_pattern(NEWSPRINT, "left", Pattern("bands", "#fbfaf7")),
            "[patterns.three] left and [status.elected]: both have the pattern",
            id="a class with what an elect's stripes become",
        ),
        pytest.param(
            replace(PRINT, outline=""),
            "[three] left = #ffffff: its coast fades into the page #ffffff; give [land] an outline",
            id="a white class without an outline",
        ),
        pytest.param(
            replace(PRINT, outline="#bbbbbb"), "[land] outline = #bbbbbb: 1.92:1 to the page", id="a pale outline"
        ),
        pytest.param(
            replace(PRINT, casing="#333333"), "[land] border = #000000: 1.66:1 to its casing", id="a dark casing"
        ),
        pytest.param(
            replace(PRINT, casing=""), "[three] right = #000000: 1.00:1 to separators #000000", id="no casing on black"
        ),
        pytest.param(
            replace(PRINT, patterns_always=False),
            "[three] left = #ffffff: 1.00:1 to the page",
            id="patterns on request",
        ),
        pytest.param(
            with_status(NEWSPRINT, Status.ELECTED, Fill("#fbfaf7", "stripes", "#c63843")),
            "[status.elected] pattern_colour = #c63843: ",
            id="stripes in a colour like a class's",
        ),
        pytest.param(
            with_status(NEWSPRINT, Status.ELECTED, Fill("#fbfaf7")),
            '[status.elected] pattern = "none": an elect would look like one in office',
            id="elects that cannot be told",
        ),
        pytest.param(
            with_status(NEWSPRINT, Status.VACANT, Fill("#f3f1ec", "cross", "#b5b1aa")),
            "[status.vacant] = #f3f1ec: 2.05:1 to the page #fbfaf7; at least 3:1",
            id="a status that nothing carries",
        ),
        pytest.param(
            with_status(NEWSPRINT, Status.NO_DATA, Fill("#cfcbc3")),
            "[status.no-data] = #cfcbc3: ",
            id="pale, and plain",
        ),
        pytest.param(
            with_status(NEWSPRINT, Status.NO_DATA, Fill("#6b5aae")),
            "[three] centre = #6b5aae and [status.no-data] = #6b5aae: a difference of 0.0",
            id="a status that looks like a class",
        ),
        pytest.param(
            with_status(NEWSPRINT, Status.NOT_APPLICABLE, Fill("#e6e3dd")),
            "[status.not-applicable] = #e6e3dd and [land] context = #e8e5df: a difference of 0.",
            id="uncounted like land outside the region",
        ),
        pytest.param(
            replace(NEWSPRINT, three={**NEWSPRINT.three, "centre": "#8d82c4"}),
            "[three] left = #e8505b and [three] centre = #8d82c4: 1.07:1 to each other, too alike in greyscale; at"
            " least 1.5:1",
            id="a centre as light as the left",
        ),
        pytest.param(
            with_pattern(PRINT, "centre", Pattern("pluses", "#000000")),
            "[three] left = #ffffff and [three] centre = #ffffff: 1.",
            id="patterns as dark as one another",
        ),
        pytest.param(
            replace(NEWSPRINT, five={**NEWSPRINT.five, "left": "#e5626c", "centre-left": "#a3182a"}),
            "[five] right is darker than centre-right, and left lighter than centre-left: both sides must get darker",
            id="extremes that are not symmetric",
        ),
        pytest.param(
            replace(NEWSPRINT, coast="#c9c6bf"), "[land] coast = #c9c6bf: 1.", id="a coast that fades into the page"
        ),
        pytest.param(
            with_pattern(
                with_pattern(PRINT, "left", Pattern("level", "#000000")), "centre", Pattern("upright", "#000000")
            ),
            "[three] left and [three] centre: their elects would look alike, as their strokes have one density",
            id="elects that lean alike",
        ),
        pytest.param(
            replace(NEWSPRINT, five={**NEWSPRINT.five, "centre": "#d5606c"}),
            "[five] centre-left = #e5626c and [five] centre = #d5606c",
            id="two of five classes",
        ),
    ],
)
def test_each_fault_is_found(theme: Theme, problem: str) -> None:
    """Patterns are measured by their strokes, classes by their fills, statuses by their colour or strokes."""
    problems = theme_problems(theme)
    assert any(one.startswith(problem) for one in problems), problems


def test_the_message_of_classes_that_need_patterns_leads_out() -> None:
    """A copy of a patterned theme with patterns on request says what is wrong with each white class."""
    problems = theme_problems(replace(PRINT, patterns_always=False))
    assert any(
        "too alike" not in one and "[three] left = #ffffff and [three] centre = #ffffff" in one for one in problems
    )
