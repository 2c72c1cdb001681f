"""A drawing as the pixels of either pen, and whether two pictures show the same."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import numpy.typing as npt
import resvg_py
from PIL import Image

from mapgen.drawing.primitives import Drawing
from mapgen.drawing.typeface import font_path
from mapgen.pens.pixels import drawing_pixels
from mapgen.pens.svg import svg_document

Pixels = npt.NDArray[np.int16]

# The mean difference in levels; and of how many pixels, as a part of all or in a small picture, by how many levels.
LARGEST_MEAN = 1.3
FAR_APART = 64
MOST_FAR_APART, FEW_FAR_APART = 5e-6, 3


def by_resvg(drawing: Drawing) -> Pixels:
    """Return a drawing's SVG as pixels, with the shipped typeface and no other."""
    data = resvg_py.svg_to_bytes(
        svg_string=svg_document(drawing),
        font_files=[str(font_path()), str(font_path(bold=True))],
        skip_system_fonts=True,
        zoom=drawing.factor,
    )
    # A page of paper ends within a pixel, which resvg draws and an image of ours may not.
    width, height = round(drawing.width * drawing.factor), round(drawing.height * drawing.factor)
    return np.asarray(Image.open(io.BytesIO(bytes(data))).convert("RGB"))[:height, :width].astype(np.int16)


def by_matplotlib(drawing: Drawing) -> Pixels:
    """Return a drawing as matplotlib's pixels."""
    pixels: Pixels = drawing_pixels(drawing)[:, :, :3].astype(np.int16)
    return pixels


def beyond(one: Pixels, other: Pixels) -> Any:  # noqa: ANN401 (an array of levels)
    """Return how far each pixel lies outside the range of the nine pixels around it in the other picture."""
    height, width = one.shape[:2]
    padded = np.pad(other, ((1, 1), (1, 1), (0, 0)), mode="edge")
    around = [padded[y : y + height, x : x + width] for y in range(3) for x in range(3)]
    least, most = np.minimum.reduce(around), np.maximum.reduce(around)
    return np.maximum(np.maximum(least - one, one - most), 0).max(axis=-1)


def agree(one: Pixels, other: Pixels) -> bool:
    """Whether two pictures show the same: alike on average, and nowhere far apart by more than a pixel's shift."""
    if one.shape != other.shape:
        return False
    far = np.maximum(beyond(one, other), beyond(other, one)) > FAR_APART
    return bool(
        np.abs(one - other).mean() < LARGEST_MEAN and far.sum() <= max(FEW_FAR_APART, MOST_FAR_APART * far.size)
    )
