"""Sizes of a page: those with a name, and any WIDTHxHEIGHT from 200 to 8000 pixels a side."""

from __future__ import annotations

from re import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.drawing.sizes import LARGEST, NAMED, SMALLEST, Size, parse_size
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
        ("print", (794, 1123), (1588, 2246)),
    ],
)
def test_a_name_stands_for_a_size(name: str, css: tuple[int, int], pixels: tuple[int, int]) -> None:
    """CSS pixels times a factor give the pixels of an image."""
    size = parse_size(name)
    assert (size.width, size.height) == css
    assert size.pixels == pixels


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
        ("", ""),
    ],
)
def test_an_unknown_size_is_an_error(text: str, hint: str) -> None:
    """The message names the sizes there are, how to write one out, and the nearest name."""
    known = "article, phone, og, x, square, portrait, story, print or WIDTHxHEIGHT"
    message = f'size "{text}": there is no such size; write {known}{hint}'
    with pytest.raises(InputError, match=f"^{escape(message)}$"):
        parse_size(text)
