"""Honest journeys: what a CMS, an optimiser or an editor does to a file while a reader sees the same."""

from __future__ import annotations

import io
import re
import zlib
from xml.etree import ElementTree as ET

import numpy as np
import pikepdf
from lxml import etree
from PIL import Image, PngImagePlugin
from proof.boxes import riff, webp
from proof.forgery import ALTERED, REENCODED, UNPROVEN, Forgery
from proof.pdf_objects import saved
from proof.png_chunks import Chunk, chunks, png

_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
JOURNEYS: dict[str, Forgery] = {}
# It says mapgen's name no longer, or the answer depends on what was dropped.
_DROPPED = frozenset({REENCODED, ALTERED, UNPROVEN})
_CAREFUL = frozenset({REENCODED, ALTERED})


def _enter(kind: str, name: str, sees: str, change: object, verdicts: frozenset[str] = frozenset({REENCODED})) -> None:
    JOURNEYS[f"{kind}-{name}"] = Forgery(f"{kind}-{name}", kind, sees, change, verdicts)  # type: ignore[arg-type]


def _stored(parts: list[Chunk], level: int, pieces: int = 1) -> list[Chunk]:
    """Return the chunks with the pixels compressed anew, in so many pieces."""
    first = next(place for place, (kind, _) in enumerate(parts) if kind == b"IDAT")
    pixels = zlib.decompress(b"".join(content for kind, content in parts if kind == b"IDAT"))
    data = zlib.compress(pixels, level)
    size = -(-len(data) // pieces)
    kept = [part for part in parts if part[0] != b"IDAT"]
    data_chunks = [(b"IDAT", data[place : place + size]) for place in range(0, len(data), size)]
    return [*kept[:first], *data_chunks, *kept[first:]]


def _png_by_pillow(data: bytes, mode: str = "", *, optimize: bool = False) -> bytes:
    """Have Pillow store the picture anew, with all texts."""
    image = Image.open(io.BytesIO(data))
    texts = PngImagePlugin.PngInfo()
    for key, value in image.text.items():  # type: ignore[attr-defined]
        texts.add_itxt(
            key, value, getattr(value, "lang", "") or "", getattr(value, "tkey", "") or "", zip=len(value) > 400
        )
    file = io.BytesIO()
    (image.convert(mode) if mode else image).save(file, "PNG", pnginfo=texts, optimize=optimize)
    return file.getvalue()


def _interlaced(data: bytes) -> bytes:
    """Store a picture of a palette in the order of Adam7."""
    parts = chunks(data)
    pixels = np.asarray(Image.open(io.BytesIO(data)))
    passes = ((0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1))
    raw = b""
    for top, left, down, across in passes:
        piece = pixels[top::down, left::across]
        raw += b"".join(b"\0" + row.tobytes() for row in piece) if piece.size else b""
    header = parts[0][1][:8] + b"\x08" + parts[0][1][9:12] + b"\x01"
    kept = [part for part in parts[1:] if part[0] != b"IDAT"]
    return png([(b"IHDR", header), *kept[:-1], (b"IDAT", zlib.compress(raw)), kept[-1]])


def _without(data: bytes, *starts: bytes) -> bytes:
    return png([part for part in chunks(data) if not (part[0] in _TEXTS and part[1].startswith(starts))])


def _texts_last(data: bytes) -> bytes:
    parts = chunks(data)
    texts = [part for part in parts if part[0] in _TEXTS]
    return png([*(part for part in parts[:-1] if part[0] not in _TEXTS), *texts, parts[-1]])


def _srgb(data: bytes) -> bytes:
    parts = chunks(data)
    return png([parts[0], (b"sRGB", b"\0"), *parts[1:]])


def _by_lxml(data: bytes) -> bytes:
    return etree.tostring(etree.fromstring(data), xml_declaration=True, encoding="utf-8")


def _by_elementtree(data: bytes) -> bytes:
    for prefix, address in (("", "http://www.w3.org/2000/svg"), ("mg", "urn:mapgen:facts")):
        ET.register_namespace(prefix, address)
    return ET.tostring(ET.fromstring(data))  # noqa: S314 (mapgen's own)


def _gif_by_pillow(data: bytes) -> bytes:
    file = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        image.save(file, "GIF", save_all=True, comment=image.info.get("comment", b""))
    return file.getvalue()


_enter("png", "compressed-anew", "the same", lambda data: png(_stored(chunks(data), 1)))
_enter("png", "stored-unpacked", "the same", lambda data: png(_stored(chunks(data), 0)))
_enter("png", "data-in-pieces", "the same", lambda data: png(_stored(chunks(data), 9, 30)))
_enter("png", "by-pillow", "the same", _png_by_pillow)
_enter("png", "optimised-by-pillow", "the same", lambda data: _png_by_pillow(data, optimize=True))
_enter("png", "in-true-colour", "the same", lambda data: _png_by_pillow(data, "RGB"))
_enter("png", "with-alpha", "the same", lambda data: _png_by_pillow(data, "RGBA"))
_enter("png", "interlaced", "the same", _interlaced)
_enter("png", "without-packet", "the same", lambda data: _without(data, b"XML:com.adobe.xmp"))
_enter("png", "texts-behind-pixels", "the same", _texts_last)
_enter("png", "without-description", "the same", lambda data: _without(data, b"Description"), _CAREFUL)
_enter("png", "without-facts", "the same", lambda data: _without(data, b""), frozenset({UNPROVEN}))
_enter("png", "with-profile-of-cms", "the same", _srgb, _CAREFUL)


_enter("svg", "by-lxml", "the same", _by_lxml)
_enter("svg", "canonical", "the same", lambda data: etree.tostring(etree.fromstring(data), method="c14n"))
_enter("svg", "by-elementtree", "the same", _by_elementtree)
_enter("svg", "in-ascii", "the same", lambda data: etree.tostring(etree.fromstring(data), encoding="ascii"))
_enter("svg", "line-ends", "the same", lambda data: data.replace(b"\n", b"\r\n"))
_enter("svg", "single-quotes", "the same", lambda data: re.sub(rb'="([^"\']*)"', rb"='\1'", data))
_enter("svg", "with-declaration", "the same", lambda data: b'<?xml version="1.0" encoding="UTF-8"?>\n' + data)
_enter("svg", "spaces-at-end", "the same", lambda data: data + b"\n\n")
_enter("svg", "on-one-line", "the same", lambda data: re.sub(rb">\s+<", b"><", data), _CAREFUL)
_enter("svg", "indented", "the same", lambda data: data.replace(b"\n<g", b"\n  <g"), _CAREFUL)
_enter("svg", "commented", "the same", lambda data: data.replace(b"<g", b"<!-- layer -->\n<g", 1), _CAREFUL)
_enter(
    "svg",
    "without-metadata",
    "the same",
    lambda data: re.sub(rb"<metadata.*?</metadata>", b"", data, flags=re.DOTALL),
    frozenset({REENCODED, UNPROVEN}),
)

_enter("html", "line-ends", "the same", lambda data: data.replace(b"\n", b"\r\n"))
_enter("html", "mark-of-order", "the same", lambda data: b"\xef\xbb\xbf" + data)
_enter("html", "line-at-end", "the same", lambda data: data + b"\n\n", _CAREFUL)
_enter(
    "html",
    "quotes",
    "the same",
    lambda data: re.sub(rb'<(h1|p|li|ul|main) ([a-z]+)="([^"\']*)"', rb"<\1 \2='\3'", data),
)
_enter("html", "tags-in-capitals", "the same", lambda data: data.replace(b"<h1 ", b"<H1 ").replace(b"</h1>", b"</H1>"))
_enter("html", "commented", "the same", lambda data: data.replace(b"</main>", b"<!-- cached -->\n</main>"), _CAREFUL)
_enter(
    "html",
    "without-facts",
    "the same",
    lambda data: re.sub(rb'<script [^>]*id="mapgen-facts">.*?</script>', b"", data, flags=re.DOTALL),
    frozenset({UNPROVEN}),
)

_STREAMS = pikepdf.ObjectStreamMode
_enter("pdf", "saved", "the same", saved(lambda _: None))
_enter("pdf", "compressed-anew", "the same", saved(lambda _: None, recompress_flate=True))
_enter(
    "pdf",
    "unpacked",
    "the same",
    saved(lambda _: None, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized),
)
_enter("pdf", "in-object-streams", "the same", saved(lambda _: None, object_stream_mode=_STREAMS.generate))
_enter("pdf", "linearised", "the same", saved(lambda _: None, linearize=True))
_enter("pdf", "written-for-diffs", "the same", saved(lambda _: None, qdf=True), _CAREFUL)
_enter(
    "pdf",
    "encrypted",
    "the same, with the empty password",
    saved(lambda _: None, encryption=pikepdf.Encryption(owner="x", user="")),
    _DROPPED,
)
_enter("pdf", "without-properties", "the same", saved(lambda pdf: pdf.trailer.__delitem__("/Info")), _DROPPED)

_enter(
    "webp",
    "without-packet",
    "the same",
    lambda data: webp([part for part in riff(data) if part[0] != b"XMP "]),
    frozenset({UNPROVEN}),
)
_enter("gif", "by-pillow", "the same", _gif_by_pillow, _DROPPED)
