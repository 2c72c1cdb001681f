"""The digest of a PNG: its metadata, and its pixels in tiles, however they are compressed."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from PIL import Image, PngImagePlugin

from mapgen.drawing.primitives import Box, Drawing
from mapgen.proof.digest import (
    DIGEST,
    BrokenDigestError,
    FileMetadata,
    FilePart,
    ForeignError,
    alteration_words,
    alterations,
    digest_of,
    group_of,
    metadata_parts,
    place_of,
)

# The keywords of the PNG specification for these values of the metadata.
KEYWORDS = {"title": "Title", "description": "Description", "software": "Software"}
XMP = "XML:com.adobe.xmp"
SIGNATURE = b"\x89PNG\r\n\x1a\n"
Pixels = Any  # an array of shape (height, width, channels), uint8
_PREFIX = "mapgen:"
_PICTURE = "picture"
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_TILES = (12, 16)
_DIGITS = 8
# Longer texts are compressed.
_LONG = 400
# More pixels than any map has: a small file can claim any number.
_MOST_PIXELS = 8000 * 8000
_DAMAGES = (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error, Image.DecompressionBombError)


def png_with_digest(pixels: Pixels, encoded: bytes, drawing: Drawing, xmp: bytes) -> bytes:
    """Return an encoded PNG without texts as one with a drawing's metadata, an XMP packet and a digest of it all."""
    height, width, _ = pixels.shape
    picture = {
        "file": _file_hash(encoded),
        "tiles": "".join(_tiles(pixels)),
        "places": _places(drawing),
    }
    metadata = {**drawing.metadata, _PICTURE: json.dumps(picture, separators=(",", ":"))}
    metadata[DIGEST] = digest_of(_groups(metadata, xmp.decode(), (width, height)))
    info = PngImagePlugin.PngInfo()
    for key, value in metadata.items():
        long = len(value) > _LONG
        info.add_itxt(KEYWORDS.get(key, _PREFIX + key), value, lang=drawing.lang, tkey="", zip=long)
    info.add_itxt(XMP, xmp)
    # After the signature and the header of 13 bytes.
    end = len(SIGNATURE) + 12 + 13
    file = io.BytesIO()
    file.write(encoded[:end])
    for kind, data, *_ in info.chunks:
        PngImagePlugin.putchunk(file, kind, data)
    file.write(encoded[end:])
    return file.getvalue()


def read_png(data: bytes) -> FileMetadata:
    """Return the metadata of one of our PNGs; raises ForeignError for any other."""
    try:
        image = Image.open(io.BytesIO(data), formats=["PNG"])
        if image.width * image.height > _MOST_PIXELS:
            raise ForeignError(f"the image has {image.width:,} by {image.height:,} pixels, more than any map")
        texts = image.info
        if f"{_PREFIX}{DIGEST}" not in texts and any(kind in _TEXTS for kind, _ in _after_pixels(data)):
            texts = image.text  # type: ignore[attr-defined]  # of PNG files alone
    except _DAMAGES as error:
        raise ForeignError(f"the PNG is damaged ({error})") from None
    metadata = _metadata(texts)
    if DIGEST not in metadata:
        raise ForeignError("nothing in it says that mapgen made it; or its metadata was removed")
    return FileMetadata("PNG", metadata, tuple(_altered(metadata, texts.get(XMP, ""), image, data)))


def _metadata(texts: Mapping[Any, Any]) -> dict[str, str]:
    names = {keyword: key for key, keyword in KEYWORDS.items()}
    texts_by_key = {str(key): str(value) for key, value in texts.items() if isinstance(value, str)}
    return {
        names.get(key, key.removeprefix(_PREFIX)): value
        for key, value in texts_by_key.items()
        if key in names or key.startswith(_PREFIX)
    }


def _groups(metadata: Mapping[str, str], xmp: str, size: tuple[int, int]) -> dict[str, Sequence[FilePart]]:
    return {
        "size": [FilePart(f"its size, now {size[0]} by {size[1]} pixels", f"{size}".encode())],
        "facts": metadata_parts(metadata),
        "xmp": [FilePart("its XMP packet", xmp.encode())],
    }


def _altered(metadata: Mapping[str, str], xmp: str, image: Image.Image, data: bytes) -> Iterator[str]:
    try:
        altered = alterations(metadata[DIGEST], _groups(metadata, xmp, image.size))
        picture = json.loads(metadata.get(_PICTURE, ""))
        was = {key: str(picture[key]) for key in ("file", "tiles")}
        places = {str(name): tuple(map(int, box))[:4] for name, box in picture["places"].items()}
    except (BrokenDigestError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield "its seal"
        return
    resized = any(place.group == "size" for place in altered)
    yield from (alteration_words(place.change, place.name or "a fact of the metadata") for place in altered)
    if resized or _file_hash(data) == was["file"]:
        return
    try:
        yield from _altered_picture(was["tiles"], places, image)
    except _DAMAGES as error:
        raise ForeignError(f"the PNG is damaged ({error})") from None


def _altered_picture(tokens: str, places: Mapping[str, Sequence[int]], image: Image.Image) -> Iterator[str]:
    """Yield the places of differing pixels, if any: a file that was only compressed anew has equal pixels."""
    if getattr(image, "n_frames", 1) > 1:
        yield "its picture, which has become an animation"
    pixels = _opaque(image)
    checksums = [tokens[place : place + _DIGITS] for place in range(0, len(tokens), _DIGITS)]
    differ = [
        number
        for number, checksum in enumerate(_tiles(np.asarray(pixels)))
        if checksums[number : number + 1] != [checksum]
    ]
    if differ:
        yield f"its picture{_where(differ, pixels.size, places)}"


def _opaque(image: Image.Image) -> Image.Image:
    """Return an image as RGB, or as RGBA where any pixel is transparent."""
    rgba = image.convert("RGBA")
    return rgba.convert("RGB") if rgba.getchannel("A").getextrema() == (255, 255) else rgba


def _where(differ: Sequence[int], size: tuple[int, int], places: Mapping[str, Sequence[int]]) -> str:
    """Return the place of tiles, in per cent of the picture, and the names of what lies there."""
    across, down = _TILES
    if len(differ) > across * down // 2:
        return ", most of it"
    columns, rows = [number % across for number in differ], [number // across for number in differ]
    left, right = 100 * min(columns) // across, 100 * (max(columns) + 1) // across
    top, bottom = 100 * min(rows) // down, 100 * (max(rows) + 1) // down
    touched = [_tile_box(number, size) for number in differ]
    named = [
        place_of(name) or f"the {name}" for name, box in places.items() if any(_touch(box, tile) for tile in touched)
    ]
    said_there = f", at {', '.join(named)}" if named else ""
    return f", {left} to {right}% from the left and {top} to {bottom}% from the top{said_there}"


def _touch(first: Sequence[float], second: Sequence[float]) -> bool:
    return (
        len(first) == len(second)
        and first[0] < second[2]
        and second[0] < first[2]
        and first[1] < second[3]
        and second[1] < first[3]
    )


def _places(drawing: Drawing) -> dict[str, list[int]]:
    """Return the boxes, in pixels, of named parts: a territory's label, else the lines of one role."""
    boxes: dict[str, Box] = {}
    for text in drawing.texts:
        name = group_of(text.iso3) if text.iso3 else text.role
        left, top, right, bottom = text.box
        known = boxes.get(name, text.box)
        boxes[name] = (min(left, known[0]), min(top, known[1]), max(right, known[2]), max(bottom, known[3]))
    return {name: [round(edge * drawing.factor) for edge in box] for name, box in boxes.items() if name}


def _tiles(pixels: Pixels) -> Iterator[str]:
    """Yield a checksum of each tile, row by row."""
    height, width, _ = pixels.shape
    for number in range(_TILES[0] * _TILES[1]):
        left, top, right, bottom = _tile_box(number, (width, height))
        yield f"{zlib.crc32(np.ascontiguousarray(pixels[top:bottom, left:right]).data):0{_DIGITS}x}"


def _tile_box(number: int, size: tuple[int, int]) -> tuple[int, int, int, int]:
    row, column = divmod(number, _TILES[0])
    (across, down), (width, height) = _TILES, size
    return column * width // across, row * height // down, (column + 1) * width // across, (row + 1) * height // down


def _file_hash(data: bytes) -> str:
    """Return the checksum of all chunks except texts: while it is the same, so are the pixels."""
    total = hashlib.sha256()
    for kind, chunk in _chunks(data):
        if kind not in _TEXTS:
            total.update(kind + struct.pack(">I", len(chunk)))
            total.update(chunk)
    return total.hexdigest()[:32]


def _after_pixels(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    seen = False
    for kind, chunk in _chunks(data):
        seen = seen or kind == b"IDAT"
        if seen:
            yield kind, chunk


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Yield the name and content of each chunk of a PNG; a truncated last one as far as it goes."""
    view, place = memoryview(data), len(SIGNATURE)
    while place + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        yield kind, view[place + 8 : place + 8 + length]
        place += 12 + length
