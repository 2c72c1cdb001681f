"""PNG files: matplotlib's pixels, encoded by oxipng, with the facts as text chunks, the texts as XMP, and a seal."""

from __future__ import annotations

import numpy as np
from oxipng import RawImage
from PIL import Image

from mapgen.drawing import Drawing
from mapgen.pixels import drawing_pixels
from mapgen.png_seal import sealed_png
from mapgen.xmp import xmp_packet


def png_bytes(drawing: Drawing) -> bytes:
    """Return a drawing as a PNG file of its exact pixel size, the same bytes for the same drawing."""
    # The page is opaque, so three channels say all and take a quarter less.
    image = Image.fromarray(drawing_pixels(drawing)).convert("RGB")
    data = image.tobytes()
    # Flat colours pack best as they stand: of the filters of PNG, which Pillow always tries, none is better than any.
    raw = RawImage(image.width, image.height, "rgb", 8, data)
    pixels = np.frombuffer(data, np.uint8).reshape(image.height, image.width, 3)
    return sealed_png(pixels, raw.create_optimized_png(level=0, filter="none"), drawing, xmp_packet(drawing))
