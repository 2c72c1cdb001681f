"""PNG files: matplotlib's pixels, encoded by Pillow, with the facts as text chunks and the alt text as XMP."""

from __future__ import annotations

import io
from collections.abc import Mapping
from xml.sax.saxutils import escape

from PIL import Image, PngImagePlugin

from mapgen.drawing import Drawing
from mapgen.figure import figure_pixels

# IPTC Photo Metadata 2021: the properties that programs read alt text and long description from.
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">{alt}</rdf:li></rdf:Alt>\
</Iptc4xmpCore:AltTextAccessibility>
<Iptc4xmpCore:ExtDescrAccessibility><rdf:Alt><rdf:li xml:lang="x-default">{description}</rdf:li></rdf:Alt>\
</Iptc4xmpCore:ExtDescrAccessibility>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
# The keywords that the PNG specification names for what these facts hold.
_KEYWORDS = {"title": "Title", "description": "Description", "software": "Software"}


def png_bytes(drawing: Drawing) -> bytes:
    """Return a drawing as a PNG file of its exact pixel size, the same bytes for the same drawing."""
    # The page is opaque, so three channels say all and take a quarter less.
    image = Image.fromarray(figure_pixels(drawing)).convert("RGB")
    file = io.BytesIO()
    # Level 9 takes four times as long and saves three parts in a hundred.
    image.save(file, "PNG", pnginfo=_chunks(drawing.facts, drawing.lang), compress_level=6)
    return file.getvalue()


def _chunks(facts: Mapping[str, str], lang: str) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    for key, value in facts.items():
        info.add_itxt(_KEYWORDS.get(key, f"mapgen:{key}"), value, lang=lang, tkey="", zip=False)
    alt, description = (escape(facts.get(key, "")) for key in ("alt", "description"))
    info.add_itxt("XML:com.adobe.xmp", _XMP.format(alt=alt, description=description))
    return info
