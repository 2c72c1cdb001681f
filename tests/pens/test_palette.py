"""A palette: what a map has of colours in 256, none of them further off than may be."""

from __future__ import annotations

from random import Random

import moments
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from mapgen.drawing.primitives import Drawing
from mapgen.pens.palette import OFF, Indexed, indexed
from mapgen.pens.pixels import drawing_pixels
from mapgen.pipeline import drawing_of
from mapgen.render_options import RenderOptions

COLOUR = st.tuples(*[st.integers(0, 255)] * 3)


def opaque(colours: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return RGB pixels as RGBA ones that nothing is seen through."""
    return np.dstack([colours, np.full(colours.shape[:2], 255, np.uint8)])


def decoded(image: Indexed) -> NDArray[np.int64]:
    """Return what a palette and its numbers come to."""
    return image.colours[image.numbers].astype(int)


def named(colour: tuple[int, ...]) -> str:
    """Return a colour as drawings name it."""
    return "#" + bytes(colour).hex()


@given(st.lists(COLOUR, min_size=2, max_size=4, unique=True), st.integers(8, 64))
def test_no_colour_is_far_off_and_flat_ones_are_exact(flat: list[tuple[int, int, int]], steps: int) -> None:
    """Edges between any colours: each pixel is at most 2 of 255 off, and the colours that meet are as they were."""
    mixes = [np.linspace(flat[at - 1], one, steps).round() for at, one in enumerate(flat)]
    pixels = np.vstack(mixes).astype(np.uint8)[None]
    image = indexed(opaque(pixels), [named(one) for one in flat])
    assert image is not None
    assert np.abs(decoded(image) - pixels).max() <= 2
    exact = (pixels[0][:, None] == np.array(flat)).all(2).any(1)
    assert np.array_equal(decoded(image)[0][exact], pixels[0][exact])


@given(st.lists(COLOUR, min_size=1, max_size=256, unique=True), st.randoms())
def test_no_more_colours_than_there_are(colours: list[tuple[int, int, int]], chance: Random) -> None:
    """However they lie in the image, up to 256 colours always fit, and a palette has no more than the image."""
    spread = [colours[(7 * at) % len(colours)] for at in range(300)] + colours
    chance.shuffle(spread)
    pixels = np.array(spread, np.uint8)[None]
    image = indexed(opaque(pixels), [named(colours[0])])
    assert image is not None
    assert len(image.colours) <= len(colours)
    assert np.abs(decoded(image) - pixels).max() <= 2


def test_neighbours_that_have_a_name_stay_apart() -> None:
    """Two colours of a theme that hardly differ are still two."""
    pixels = np.array([[(10, 10, 10), (11, 10, 10), (12, 10, 10), (9, 9, 9)]], np.uint8)
    image = indexed(opaque(pixels), ["#0a0a0a", "#0b0a0a"])
    assert image is not None
    assert decoded(image)[0].tolist() == [[10, 10, 10], [11, 10, 10], [11, 10, 10], [10, 10, 10]]


def test_a_flat_colour_that_nobody_names_stands() -> None:
    """A logo's colour, among so many near colours that it would otherwise move."""
    at = np.arange(300)
    edges = np.stack([4 * (at % 30) + 3, 20 * (at // 30), 0 * at], 1)
    pixels = np.vstack([edges, np.tile([[101, 40, 1]], (900, 1))]).astype(np.uint8)[None]
    image = indexed(opaque(pixels), ["#000000"])
    assert image is not None
    assert (decoded(image)[0][300:] == [101, 40, 1]).all()


@pytest.mark.parametrize("off", OFF)
def test_a_palette_is_as_exact_as_it_can_be(off: int) -> None:
    """300 colours so far apart that two of them share a place if each may move so far, and not if it may move less."""
    at = np.arange(300)
    pixels = np.stack([2 * off * (at % 30), 20 * (at // 30), 0 * at], 1).astype(np.uint8)[None]
    image = indexed(opaque(pixels), ["#000000"])
    assert image is not None
    assert np.abs(decoded(image) - pixels).max() == off


@pytest.mark.parametrize("most", [257, 9000])
def test_too_many_colours_have_no_palette(most: int) -> None:
    """257 colours far from one another do not fit, nor do those of a photograph, which are not even tried."""
    at = np.arange(most)
    pixels = np.stack([11 * (at % 23), 11 * (at // 23 % 23), 11 * (at // 529)], 1).astype(np.uint8)
    assert indexed(opaque(pixels[None]), ["#000000"]) is None
    assert indexed(opaque(pixels[None][:, :256]), ["#000000"]) is not None


def off(drawing: Drawing) -> int:
    """Return how far a map's palette is from it, at the most; every colour of its theme stands."""
    pixels = drawing_pixels(drawing)
    image = indexed(pixels, drawing.colours)
    assert image is not None
    for colour in drawing.colours:
        exact_pixels = (pixels[:, :, :3] == np.array(list(bytes.fromhex(colour[1:])))).all(2)
        assert np.array_equal(decoded(image)[exact_pixels], pixels[:, :, :3][exact_pixels])
    return int(np.abs(decoded(image) - pixels[:, :, :3]).max())


@pytest.mark.parametrize("size", ["article", "og", "square", "portrait", "1200x1500"])
def test_a_map_has_a_palette(size: str) -> None:
    """The default map, its sea and its quiet names need no more than 3 of 255, as articles and platforms take it."""
    assert off(moments.drawing(moments.KAST, size)) <= 3


@pytest.mark.parametrize("theme", ["dark", "newsprint", "poster", "print-bw", "wikimedia"])
@pytest.mark.parametrize("classes", [3, 5])
def test_a_map_of_many_colours_has_one_too(theme: str, classes: int) -> None:
    """In every theme, with five classes and a result that nobody knows yet."""
    snapshot = moments.snapshot(moments.PENDING)
    assert off(drawing_of(snapshot, RenderOptions(theme=theme, classes=classes))) <= max(OFF) == 5


def test_the_same_pixels_have_the_same_palette() -> None:
    """Nothing of it is left to chance."""
    drawing = moments.drawing(moments.KAST, "square")
    first, second = (indexed(drawing_pixels(drawing), drawing.colours) for _ in range(2))
    assert first is not None
    assert second is not None
    assert np.array_equal(first.numbers, second.numbers)
    assert np.array_equal(first.colours, second.colours)
