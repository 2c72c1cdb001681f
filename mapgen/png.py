"""PNG files: matplotlib's pixels, encoded by Pillow, with the facts as text chunks, the texts as XMP, and a seal."""

from __future__ import annotations

import io

from PIL import Image

from mapgen.drawing import Drawing
from mapgen.figure import figure_pixels
from mapgen.png_seal import sealed_png
from mapgen.xmp import xmp_packet


def png_bytes(drawing: Drawing) -> bytes:
    """Return a drawing as a PNG file of its exact pixel size, the same bytes for the same drawing."""
    # The page is opaque, so three channels say all and take a quarter less.
    image = Image.fromarray(figure_pixels(drawing)).convert("RGB")
    file = io.BytesIO()
    # Level 9 takes four times as long and saves three parts in a hundred.
    image.save(file, "PNG", compress_level=6)
    return sealed_png(image, file.getvalue(), drawing, xmp_packet(drawing))
