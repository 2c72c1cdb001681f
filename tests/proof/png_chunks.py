"""PNG files as chunks, for forgeries and journeys."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Sequence

from PIL import ImageCms

Chunk = tuple[bytes, bytes]
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunks(data: bytes) -> list[Chunk]:
    """Return the chunks of a PNG: names and contents."""
    place, found = len(SIGNATURE), []
    while place + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        found.append((kind, data[place + 8 : place + 8 + length]))
        place += 12 + length
    return found


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk as it stands in a file."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(parts: Sequence[Chunk]) -> bytes:
    """Return chunks as a file."""
    return SIGNATURE + b"".join(chunk(*part) for part in parts)


def chunks_changed(change: Callable[[list[Chunk]], list[Chunk]]) -> Callable[[bytes], bytes]:
    """Return a change of a file by a change of its chunks."""
    return lambda data: png(change(chunks(data)))


def place_of(parts: Sequence[Chunk], kind: bytes, start: bytes = b"") -> int:
    """Return the place of the first chunk of a kind whose content starts so."""
    return next(place for place, (name, content) in enumerate(parts) if name == kind and content.startswith(start))


def inserted(kind: bytes, content: bytes, mark: bytes = b"PLTE") -> Callable[[bytes], bytes]:
    """Return a change that puts a chunk before the first one of another kind."""

    def change(data: bytes) -> bytes:
        parts = chunks(data)
        place = place_of(parts, mark)
        return png([*parts[:place], (kind, content), *parts[place:]])

    return change


def text(keyword: str, value: str) -> bytes:
    """Return the content of an iTXt chunk."""
    return f"{keyword}\0\0\0\0\0{value}".encode()


def profile(*, exchanged: bool) -> bytes:
    """Return the sRGB profile, with red and blue exchanged if asked."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    if not exchanged:
        return data
    return data.replace(b"rXYZ", b"----", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"----", b"bXYZ", 1)


def iccp(*, exchanged: bool) -> bytes:
    """Return the content of an iCCP chunk."""
    return b"p\0\0" + zlib.compress(profile(exchanged=exchanged))
