"""Sizes of a page: those with a name, and any WIDTHxHEIGHT from 200 to 8000 pixels a side."""

from __future__ import annotations

from re import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.drawing.sizes import LARGEST, NAMED, PHONE_WIDTH, SMALLEST, Size, parse_size
from mapgen.errors import InputError

sides = st.integers(SMALLEST, LARGEST)


@pytest.mark.parametrize(
    ("name", "css", "pixels"),
    [
        ("article", (640, 800), (1280, 1600)),
        ("phone", (360, 560), (1080, 1680)),
        ("og", (1200, 630), (1200, 630)),
        ("x", (1600, 900), (1600, 900)),
        ("square", (1080, 1080), (1080, 1080)),
        ("portrait", (1080, 1350), (1080, 1350)),
        ("story", (1080, 1920), (1080, 1920)),
        ("print", (210 / 25.4 * 96, 297 / 25.4 * 96), (2480, 3508)),
    ],
)
def test_a_name_stands_for_a_size(name: str, css: tuple[int, int], pixels: tuple[int, int]) -> None:
    """CSS pixels times a factor give the pixels of an image."""
    size = parse_size(name)
    assert (size.width, size.height) == css
    assert size.pixels == pixels


@pytest.mark.parametrize(
    ("name", "least_type", "least_label", "words"),
    [
        ("article", 11, 11, 30),
        ("phone", 11, 11, 30),
        ("print", 11, 11, 30),
        ("og", 25, 28, 15),
        ("x", 33, 37, 15),
        ("square", 26, 26, 15),
        ("portrait", 26, 26, 15),
        ("story", 26, 26, 15),
    ],
)
def test_a_card_has_type_that_a_phone_can_show(name: str, least_type: int, least_label: int, words: int) -> None:
    """On a phone of 390 CSS pixels, type of a card has 8 or more, its labels 9 or more, and its words are few."""
    size = NAMED[name]
    assert (size.least_type, size.least_label, size.note_words) == (least_type, least_label, words)
    if size.is_card:
        assert min(size.least_type / 8, size.least_label / 9) * PHONE_WIDTH / size.width >= 1


def test_every_named_size_may_be_made() -> None:
    """No name stands for a side that its numbers would be refused for."""
    assert all(SMALLEST <= side <= LARGEST for size in NAMED.values() for side in size.pixels)


@given(width=sides, height=sides, times=st.sampled_from("xX×"))
def test_a_size_may_be_written_out(width: int, height: int, times: str) -> None:
    """In pixels at 1, with any of the crosses that people type."""
    assert parse_size(f"{width}{times}{height}") == Size(width, height, 1.0)
    assert parse_size(f"{width}x{height}").pixels == (width, height)


@pytest.mark.parametrize("text", ["199x800", "640x199", "8001x800", "640x8001", "0x0", "999999999x999999999"])
def test_a_side_too_short_or_too_long_is_an_error(text: str) -> None:
    """From 200 to 8000 pixels, both included."""
    message = f'size "{text}": each side must be from 200 to 8000 pixels'
    with pytest.raises(InputError, match=f"^{escape(message)}$"):
        parse_size(text)
    assert parse_size("200x8000") == Size(200, 8000)
    assert parse_size("8000x200") == Size(8000, 200)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("artcle", '; did you mean "article"?'),
        ("Squared", '; did you mean "square"?'),
        ("1200", ""),
        ("1200x", ""),
        ("1200x630x2", ""),
        ("-640x800", ""),
        ("6.4x800", ""),
        ("640x9999999999", ""),
        ("120x160m", ""),
        ("mm", ""),
        ("120mmx160", ""),
        ("", ""),
    ],
)
def test_an_unknown_size_is_an_error(text: str, hint: str) -> None:
    """The message names the sizes there are, how to write one out, and the nearest name."""
    known = "article, phone, og, x, square, portrait, story, print, WIDTHxHEIGHT or WIDTHxHEIGHTmm"
    message = f'size "{text}": there is no such size; write {known}{hint}'
    with pytest.raises(InputError, match=f"^{escape(message)}$"):
        parse_size(text)


@pytest.mark.parametrize(
    ("text", "millimetres", "pixels"),
    [
        ("120x160mm", (120, 160), (1417, 1890)),
        ("120 x 160 mm", (120, 160), (1417, 1890)),
        ("12×16cm", (120, 160), (1417, 1890)),
        ("120mmx16cm", (120, 160), (1417, 1890)),
        ("5X7IN", (127, 177.8), (1500, 2100)),
        ("105.5x148.5mm", (105.5, 148.5), (1246, 1754)),
        ("841x1189mm", (841, 1189), (5629, 7958)),
    ],
)
def test_a_sheet_may_be_written_in_its_units(
    text: str, millimetres: tuple[float, float], pixels: tuple[int, int]
) -> None:
    """At 300 dots an inch, or as many as a side of 8000 pixels allows, to a hundredth of a millimetre."""
    size = parse_size(text)
    assert (size.width / 96 * 25.4, size.height / 96 * 25.4) == pytest.approx(millimetres, abs=0.01)
    assert size.pixels == pixels
    assert size.paper
    assert size.own_dpi is None
    assert parse_size(size.words) == size


@pytest.mark.parametrize("text", ["52x160mm", "120x2001mm", "5x16cm", "2x7in", "0x0mm"])
def test_a_sheet_too_small_or_too_large_is_an_error(text: str) -> None:
    """From 53 to 2000 millimetres a side, in whatever unit it is written."""
    with pytest.raises(InputError, match=f'^size "{text}": each side must be from 53 to 2000 mm$'):
        parse_size(text)
    assert parse_size("53x2000mm").paper


@given(st.sampled_from(sorted(NAMED)), st.integers(36, 355))
def test_any_page_may_have_dots_an_inch(name: str, dpi: int) -> None:
    """A CSS pixel is a ninety-sixth of an inch; the page and its layout stay."""
    size = NAMED[name].with_dpi(dpi)
    assert size.is_page(NAMED[name])
    assert size.dpi == dpi
    assert size.pixels == (round(size.width * dpi / 96), round(size.height * dpi / 96))
    assert (size.own_dpi is None) == (name == "print" and dpi == 300)


@pytest.mark.parametrize(
    ("size", "dpi", "message"),
    [
        ("200x200", 35, "dpi 35: write a whole number from 36 to 1200"),
        ("200x200", 1201, "dpi 1201: write a whole number from 36 to 1200"),
        ("x", 481, "dpi 481: write a whole number from 36 to 480; the size 1600x900 then has up to 8000 pixels a side"),
        (
            "print",
            900,
            "dpi 900: write a whole number from 36 to 684; the size 210x297mm then has up to 8000 pixels a side",
        ),
    ],
)
def test_too_few_or_too_many_dots_are_an_error(size: str, dpi: int, message: str) -> None:
    """The message has the range for this page."""
    with pytest.raises(InputError, match=f"^{escape(message)}$"):
        parse_size(size).with_dpi(dpi)
