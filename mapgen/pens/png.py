"""PNG files: matplotlib's pixels, encoded by oxipng, with the facts as text chunks, the texts as XMP, and a seal."""

from __future__ import annotations

from typing import Any

import numpy as np
from oxipng import RawImage
from PIL import Image

from mapgen.drawing.primitives import Drawing
from mapgen.pens.palette import Indexed, indexed
from mapgen.pens.pixels import drawing_pixels
from mapgen.pens.xmp import xmp_packet
from mapgen.proof.png import png_with_digest

# Flat colours pack best as they stand: of the filters of PNG, which Pillow always tries, none is better than any. Nor
# are there fewer colours than the palette has.
_AS_IT_STANDS: Any = {
    "level": 0,
    "filter": "none",
    "palette_reduction": False,
    "bit_depth_reduction": False,
    "color_type_reduction": False,
    "grayscale_reduction": False,
}


def png_bytes(drawing: Drawing) -> bytes:
    """Return a drawing as a PNG file of its exact pixel size, the same bytes for the same drawing.

    Its flat colours are exact. Where 256 colours do for all, those of edges are at most 4 of 255 off, and mostly 2; see
    palette.
    """
    drawn = drawing_pixels(drawing)
    height, width, _ = drawn.shape
    found = indexed(drawn, drawing.colours)
    # The page is opaque, so three channels say all and take a quarter less.
    data = (_paletted(found) if found else Image.fromarray(drawn)).convert("RGB").tobytes()
    if found:
        palette: list[Any] = [tuple(map(int, colour)) for colour in found.colours]
        raw = RawImage(width, height, "indexed", 8, found.numbers.tobytes(), palette=palette)
    else:
        raw = RawImage(width, height, "rgb", 8, data)
    pixels = np.frombuffer(data, np.uint8).reshape(height, width, 3)
    return png_with_digest(pixels, raw.create_optimized_png(**_AS_IT_STANDS), drawing, xmp_packet(drawing))


def _paletted(found: Indexed) -> Image.Image:
    image = Image.fromarray(found.numbers, "P")
    image.putpalette(found.colours.tobytes())
    return image
