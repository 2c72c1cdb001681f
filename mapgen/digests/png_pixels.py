"""The pixels of a PNG, from the chunks that hold them alone, and where those are not as the format has them.

Programs differ in what they make of a PNG that breaks the rules of its format (PNG, third edition, W3C 2025), so that
none is decoded which does.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from itertools import groupby

import numpy as np
from msgspec import Struct
from PIL import Image

from mapgen.digests.png_chunks import DRAWN, Chunk, written_chunks
from mapgen.digests.png_tiles import Pixels

# By the number of a type of colour: grey, RGB, palette, grey and RGB with transparency.
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PALETTE = 3
_HEADER = struct.Struct(">IIBBBBB")
_DEPTHS = (1, 2, 4, 8)
_OPAQUE = 255
# The first column and row of each pass of an interlaced picture, and the steps between its columns and rows.
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_PIECE = 1_000_000
# More pixels than any map has: a small file can claim any number.
_MOST_PIXELS = 8000 * 8000


class NoPixelsError(ValueError):
    """A picture is not decoded; the message says why, as the place of an alteration."""


class _Header(Struct, frozen=True):
    """What the header of a PNG says: its size in pixels, its bits a channel, its type of colour, its interlacing."""

    width: int
    height: int
    depth: int
    colour: int
    compression: int
    filters: int
    interlaced: int

    @property
    def packed_rows(self) -> int:
        """The number of bytes of all rows, each with the number of its filter before it."""
        if not self.interlaced:
            return self._rows(self.width, self.height)
        sizes = [(-(-(self.width - x) // across), -(-(self.height - y) // down)) for x, y, across, down in _PASSES]
        return sum(self._rows(width, height) for width, height in sizes)

    def _rows(self, width: int, height: int) -> int:
        if width <= 0 or height <= 0:
            return 0
        return height * (1 + -(-width * self.depth * _CHANNELS[self.colour] // 8))


def pixels_of(chunks: Sequence[Chunk], size: tuple[int, int]) -> Pixels:
    """Return the pixels of a picture of a size as an array of shape (height, width, 3), uint8.

    Raises NoPixelsError for a picture of another size, and for one that breaks the rules of the format, has more than
    8 bits a channel, or is not opaque.
    """
    drawn = [chunk for chunk in chunks if chunk.kind in DRAWN]
    header = _header(chunks)
    if (header.width, header.height) != size:
        raise NoPixelsError(f"its size, now {header.width} by {header.height} pixels")
    _check(header, drawn)
    try:
        image = Image.open(io.BytesIO(written_chunks(drawn)), formats=["PNG"])
        if image.mode == "P" and image.getextrema()[1] >= len(drawn[1].data) // 3:  # type: ignore[operator]
            raise NoPixelsError("its picture, which has colours that its palette lacks")
        pixels = np.asarray(image.convert("RGBA"))
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error) as error:
        if isinstance(error, NoPixelsError):
            raise
        raise NoPixelsError(f"its picture, which cannot be decoded ({error})") from None
    if pixels[:, :, 3].min() != _OPAQUE:
        raise NoPixelsError("its picture, which has become transparent")
    return np.ascontiguousarray(pixels[:, :, :3])


def _header(chunks: Sequence[Chunk]) -> _Header:
    """Return the header; raises NoPixelsError where the chunks of the picture are not as the format has them."""
    drawn = [chunk for chunk in chunks if chunk.kind in DRAWN]
    if not all(chunk.fits for chunk in drawn):
        raise NoPixelsError("its picture, some of whose checksums do not fit")
    runs = [kind for kind, _ in groupby(chunk.kind for chunk in chunks)]
    kinds = [kind for kind in runs if kind in DRAWN]
    single = [chunk.kind for chunk in drawn if chunk.kind != b"IDAT"]
    as_it_should = kinds in ([b"IHDR", b"IDAT", b"IEND"], [b"IHDR", b"PLTE", b"IDAT", b"IEND"])
    if not as_it_should or len(single) != len(kinds) - 1 or runs[0] != b"IHDR" or len(drawn[0].data) != _HEADER.size:
        raise NoPixelsError("its picture, whose chunks are doubled, missing or in another order")
    if drawn[-1].data:
        raise NoPixelsError(f"its end, which holds {len(drawn[-1].data):,} bytes")
    return _Header(*_HEADER.unpack(drawn[0].data))


def _check(header: _Header, drawn: Sequence[Chunk]) -> None:
    """Raise NoPixelsError for a picture whose header, palette or rows break the rules of the format."""
    if header.width * header.height > _MOST_PIXELS:
        raise NoPixelsError(f"its size: it has more than {_MOST_PIXELS:,} pixels")
    if header.colour not in _CHANNELS or header.depth not in _DEPTHS or header.interlaced > 1:
        raise NoPixelsError("its picture, which has another kind of colours")
    if header.compression or header.filters or (header.depth < max(_DEPTHS) and header.colour not in {0, _PALETTE}):
        raise NoPixelsError("its picture, which has another kind of colours")
    palette = drawn[1].data if drawn[1].kind == b"PLTE" else b""
    most = 3 * 2**header.depth if header.colour == _PALETTE else 0
    if len(palette) > most or len(palette) % 3 or bool(palette) != (header.colour == _PALETTE):
        raise NoPixelsError("its palette")
    _check_packed(b"".join(chunk.data for chunk in drawn if chunk.kind == b"IDAT"), header.packed_rows)


def _check_packed(packed: bytes, expected: int) -> None:
    """Raise NoPixelsError where packed rows do not unpack to just as many bytes as are expected, and end there."""
    reader, count = zlib.decompressobj(), 0
    try:
        while not reader.eof and count <= expected:
            piece = reader.decompress(packed, _PIECE)
            count, packed = count + len(piece), reader.unconsumed_tail
            if not piece and not packed:
                break
    except zlib.error as error:
        raise NoPixelsError(f"its picture, which cannot be unpacked ({error})") from None
    if not reader.eof or count != expected:
        raise NoPixelsError("its picture, which has too few rows or too many")
    if reader.unused_data:
        raise NoPixelsError(f"its picture: {len(reader.unused_data):,} bytes stand behind its rows")
