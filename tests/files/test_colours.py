"""Tests of colours in files."""

from __future__ import annotations

import pytest

from mapgen.files.colours import colour, rgb
from mapgen.files.fields import Key, Unfit, read_table


@pytest.mark.parametrize(
    ("text", "hexadecimal"),
    [
        ("#E8505B", "#e8505b"),
        ("#abc", "#aabbcc"),
        ("#AABBCCFF", "#aabbcc"),
        ("Teal", "#008080"),
        ("REBECCAPURPLE", "#663399"),
        ("rgb(232 80 91)", "#e8505b"),
        ("RGB(232, 80, 91)", "#e8505b"),
        ("rgb(300 0 -5)", "#ff0000"),
        ("rgba(1, 2, 3, 1)", "#010203"),
        ("hsl(120 50% 50%)", "#40bf40"),
        ("hwb(120 0% 0%)", "#00ff00"),
        ("rgb(none 0 0)", "#000000"),
        (" red ", "#ff0000"),
    ],
)
def test_a_colour_may_have_any_form_of_css(text: str, hexadecimal: str) -> None:
    """Every form, in any case, is read as #rrggbb."""
    assert colour(text) == hexadecimal


def test_a_colour_beyond_srgb_is_the_nearest_in_it() -> None:
    """A colour of a wider gamut is drawn as one that every screen has."""
    assert max(rgb(colour("color(display-p3 1 0 0)"))) <= 255
    assert rgb(colour("oklch(0.7 0.4 30)"))[0] > 200


@pytest.mark.parametrize("text", ["#AABBCC80", "transparent", "rgba(1, 2, 3, 0.5)", "hsl(1 2% 3% / 99%)"])
def test_a_translucent_colour_is_refused(text: str) -> None:
    """A class that lets the page show through would have another colour than its key says."""
    with pytest.raises(Unfit, match="show through; write an opaque colour"):
        colour(text)


@pytest.mark.parametrize("value", ["#12", "reddish", "currentcolor", "rgb(1,2", "red;", "", 3, None])
def test_what_is_no_colour_is_refused(value: object) -> None:
    """The message shows the forms that a colour may have."""
    with pytest.raises(Unfit, match="write a colour as CSS does, such as"):
        colour(value)


def test_color_is_colour() -> None:
    """A key may be written as in the United States; both together are refused, at the second one."""
    keys = (Key("pattern_colour", colour, required=True, doc="a colour"),)
    assert read_table({"pattern_color": "red"}, keys, "here", []) == {"pattern_colour": "#ff0000"}
    for table, message in (
        ({"pattern_color": "x"}, 'here: pattern_color = "x": write a colour as CSS does'),
        (
            {"pattern_color": "red", "pattern_colour": "red"},
            "here: it stands twice, as pattern_colour and pattern_color",
        ),
        ({}, 'here: the key "pattern_colour" is missing (a colour)'),
    ):
        problems: list = []
        assert read_table(table, keys, "here", problems) is None
        assert str(problems[0]).startswith(message)
