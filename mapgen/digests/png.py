"""The digests of a PNG: of its metadata, and of its pixels, however they are packed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec
from msgspec import Struct
from PIL import PngImagePlugin

from mapgen.digests.digest import DIGEST, PLACEHOLDER, WHOLE, FilePart, digest_of, metadata_parts, with_whole_digest
from mapgen.digests.png_chunks import Chunk, PngText, chunks_of, written_chunks
from mapgen.digests.png_tiles import Pixels, named_places, tile_sums
from mapgen.drawing.primitives import Drawing

# The keywords of the PNG specification for these values of the metadata.
KEYWORDS = {"title": "Title", "description": "Description", "software": "Software"}
XMP = "XML:com.adobe.xmp"
PREFIX = "mapgen:"
PICTURE = "picture"
# Longer texts are compressed.
_LONG = 400
DENSITY = b"pHYs"


class SealedPicture(Struct, frozen=True):
    """What the metadata say of the pixels: size, checksums of tiles, boxes of what is named, language of the texts."""

    size: tuple[int, int]
    tiles: str
    places: dict[str, list[int]]
    lang: str


def png_with_digest(pixels: Pixels, encoded: bytes, drawing: Drawing, xmp: bytes) -> bytes:
    """Return an encoded PNG without texts as one with a drawing's metadata, an XMP packet and its digests.

    `pixels` has the shape (height, width, 3), uint8.
    """
    height, width, _ = pixels.shape
    picture = SealedPicture((width, height), tile_sums(pixels), named_places(drawing), drawing.lang)
    metadata = {**drawing.metadata, PICTURE: msgspec.json.encode(picture).decode()}
    chunks = chunks_of(encoded).chunks
    facts = [*metadata_parts(metadata), *other_facts([PngText(XMP, xmp.decode())], chunks)]
    metadata[DIGEST] = digest_of(png_content(pixels), {}, facts)
    info = PngImagePlugin.PngInfo()
    for key, value in metadata.items():
        long = len(value) > _LONG
        info.add_itxt(KEYWORDS.get(key, PREFIX + key), value, lang=drawing.lang, tkey="", zip=long)
    info.add_itxt(XMP, xmp)
    info.add_itxt(PREFIX + WHOLE, PLACEHOLDER)
    texts = tuple(Chunk(kind, data, fits=True) for kind, data, *_ in info.chunks)
    return with_whole_digest(written_chunks((*chunks[:1], *texts, *chunks[1:])))


def png_content(pixels: Pixels) -> bytes:
    """Return what proves the pixels of a picture: its size, and SHA-256 over them, row by row."""
    height, width, _ = pixels.shape
    return f"{width} {height} {hashlib.sha256(pixels).hexdigest()}".encode()


def other_facts(texts: Iterable[PngText | None], chunks: Iterable[Chunk]) -> list[FilePart]:
    """Return what a file says of its picture beside the metadata: the XMP packet, and its dots an inch."""
    packets = [FilePart("its XMP packet", text.value.encode()) for text in texts if text and text.keyword == XMP]
    return packets + [FilePart("its dots an inch", chunk.data) for chunk in chunks if chunk.kind == DENSITY]
