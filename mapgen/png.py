"""PNG files: matplotlib's pixels, encoded by Pillow, with the facts as text chunks and the texts as XMP."""

from __future__ import annotations

import io

from PIL import Image, PngImagePlugin

from mapgen.drawing import Drawing
from mapgen.figure import figure_pixels
from mapgen.xmp import xmp_packet

# The keywords that the PNG specification names for what these facts hold.
_KEYWORDS = {"title": "Title", "description": "Description", "software": "Software"}


def png_bytes(drawing: Drawing) -> bytes:
    """Return a drawing as a PNG file of its exact pixel size, the same bytes for the same drawing."""
    # The page is opaque, so three channels say all and take a quarter less.
    image = Image.fromarray(figure_pixels(drawing)).convert("RGB")
    file = io.BytesIO()
    # Level 9 takes four times as long and saves three parts in a hundred.
    image.save(file, "PNG", pnginfo=_chunks(drawing), compress_level=6)
    return file.getvalue()


def _chunks(drawing: Drawing) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    for key, value in drawing.facts.items():
        info.add_itxt(_KEYWORDS.get(key, f"mapgen:{key}"), value, lang=drawing.lang, tkey="", zip=False)
    info.add_itxt("XML:com.adobe.xmp", xmp_packet(drawing))
    return info
