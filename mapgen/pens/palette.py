"""A palette for a map's pixels: a file of one byte a pixel is half as large as one of three."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from mapgen.files.colours import rgb

# The most colours that a PNG's palette holds.
_MOST = 256
# How far a colour may move in each channel, of 255: as far as the pens may differ from one another, or a few steps
# further where that takes too many colours. On the edge of a letter or a country nobody sees either.
OFF = (2, 3, 4, 5)
# A colour that covers at least this part of an image, and this many pixels, is flat even if no mark has it: a logo's.
_FLAT, _FLAT_PIXELS = 0.001, 100
# A map's edges mix a few colours into some thousands; an image with more than this holds a photograph.
_PLAUSIBLE = 8192

Colours = npt.NDArray[np.int16]  # of shape (colours, 3)


class Indexed(Struct, frozen=True):
    """Pixels as numbers of colours: uint8 of shape (height, width), and the colours, uint8 of shape (colours, 3)."""

    numbers: npt.NDArray[np.uint8]
    colours: npt.NDArray[np.uint8]


def indexed(pixels: Any, exact: Collection[str]) -> Indexed | None:  # noqa: ANN401 (uint8, (height, width, 4))
    """Return opaque RGBA pixels in 256 colours or fewer, each as near to its pixel as one of OFF allows.

    The colours `exact` (one or more, `#rrggbb`) and flat areas stay as they are; None where that takes more than 256.
    """
    height, width, _ = pixels.shape
    flat = np.ascontiguousarray(pixels).view("<u4").reshape(-1)
    # Most of a map is flat: where colours change is a twentieth of it.
    starts = np.concatenate([[0], np.flatnonzero(flat[1:] != flat[:-1]) + 1])
    values, number = np.unique(flat[starts], return_inverse=True)
    if len(values) > _PLAUSIBLE:
        return None
    lengths = np.diff(np.append(starts, flat.size))
    counts = np.bincount(number, lengths)
    drawn = values.view(np.uint8).reshape(-1, 4)[:, :3].astype(np.int16)
    fixed = np.vstack([_triples(exact), drawn[counts >= max(_FLAT_PIXELS, _FLAT * flat.size)]])
    palette_and_places = next(filter(None, (_palette(drawn, fixed, off) for off in OFF)), None)
    if palette_and_places is None:
        return None
    colours, place = palette_and_places
    # The most frequent first: it packs a little better.
    order = np.argsort(-np.bincount(place, counts, len(colours)), kind="stable")
    rank = np.argsort(order).astype(np.uint8)
    return Indexed(np.repeat(rank[place[number]], lengths).reshape(height, width), colours[order].astype(np.uint8))


def _triples(colours: Collection[str]) -> Colours:
    return np.array([rgb(colour) for colour in sorted(colours)], np.int16).reshape(-1, 3)


def _palette(drawn: Colours, exact: Colours, off: int) -> tuple[Colours, npt.NDArray[np.uint8]] | None:
    """Return a palette and the place of each drawn colour in it; None where it would be too large."""
    place = np.zeros(len(drawn), np.uint8)
    apart = np.abs(drawn[:, None] - exact[None]).max(2)
    near = apart.min(1) <= off
    used, place[near] = np.unique(apart[near].argmin(1), return_inverse=True)
    if len(used) > _MOST:
        return None
    palette = list(exact[used])
    # Mixes lie along lines between colours. Taken from the darkest on, each is at an end of what is left of its line.
    order = np.flatnonzero(~near)
    order = order[np.argsort(drawn[order].sum(1), kind="stable")]
    mixes, left = drawn[order], np.ones(len(order), bool)
    # Colours in one cube with another have sums no larger than this.
    ends = np.searchsorted(mixes.sum(1), mixes.sum(1) + 3 * 2 * off, side="right")
    for first, end in enumerate(ends):
        if not left[first]:
            continue
        if len(palette) == _MOST:
            return None
        members = first + np.flatnonzero(left[first:end])
        members = members[_cube(mixes[members], 2 * off)]
        left[members] = False
        place[order[members]] = len(palette)
        palette.append((mixes[members].min(0) + mixes[members].max(0)) // 2)
    return np.array(palette), place


def _cube(colours: Colours, side: int) -> npt.NDArray[np.bool_]:
    """Return a mask of the colours in the cube, of a given side, that holds the first colour and most of the others."""
    apart, least = (colours - colours[0]).T[:, None], np.arange(-side, 1, dtype=np.int16)[:, None]
    # Of each channel, whether a colour lies within each range of values; then how many lie within all three.
    red, green, blue = ((apart >= least) & (apart <= least + side)).astype(np.float32)
    both = (red[:, None] * green).reshape(-1, len(colours))
    across, along = divmod(int((both @ blue.T).argmax()), side + 1)
    members: npt.NDArray[np.bool_] = both[across] * blue[along] > 0
    return members
