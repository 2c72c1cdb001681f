"""PNG files: matplotlib's pixels, encoded by Pillow, with metadata as text chunks, texts as XMP, and a digest."""

from __future__ import annotations

import io
import zlib

import numpy as np
from PIL import Image

from mapgen.digests.png import png_with_digest
from mapgen.drawing.primitives import Drawing
from mapgen.pens.palette import Indexed, indexed
from mapgen.pens.pixels import drawing_pixels
from mapgen.pens.xmp import xmp_packet

# Flat colours pack best without matches as short as those of noise. Level 8 takes 50 ms of a map of 1280 by 1600
# pixels; 7 would take 20 ms and 3% more bytes, 9 takes 140 ms and saves a further 1%.
_LEVEL, _STRATEGY = 8, zlib.Z_FILTERED


def png_bytes(drawing: Drawing) -> bytes:
    """Return a drawing as a PNG file of its exact pixel size, the same bytes for the same drawing.

    Its flat colours are exact. Where a palette of 256 colours is enough, the colours of edges are at most 5 of 255 off,
    and mostly 3; see palette.
    """
    drawn = drawing_pixels(drawing)
    indexed_pixels = indexed(drawn, drawing.colours)
    image = _paletted(indexed_pixels) if indexed_pixels else Image.fromarray(drawn).convert("RGB")
    # The page is opaque, so three channels are enough.
    pixels = np.asarray(image.convert("RGB"))
    return png_with_digest(pixels, _encoded(image, drawing.dpi), drawing, xmp_packet(drawing))


def _encoded(image: Image.Image, dpi: int | None) -> bytes:
    """Return an image as a PNG file without texts, with its dots an inch if it is to state them."""
    file, density = io.BytesIO(), {"dpi": (dpi, dpi)} if dpi else {}
    image.save(file, "PNG", compress_level=_LEVEL, compress_type=_STRATEGY, **density)
    return file.getvalue()


def _paletted(indexed_pixels: Indexed) -> Image.Image:
    image = Image.fromarray(indexed_pixels.numbers, "P")
    image.putpalette(indexed_pixels.colours.tobytes())
    return image
