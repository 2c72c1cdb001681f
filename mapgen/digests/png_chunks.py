"""The chunks of a PNG, one after the other and within bounds, and the texts that they hold."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence

from msgspec import Struct

SIGNATURE = b"\x89PNG\r\n\x1a\n"
DRAWN = (b"IHDR", b"PLTE", b"IDAT", b"IEND")
TEXTS = (b"tEXt", b"zTXt", b"iTXt")
# Length and name before the content of a chunk, and its checksum after it.
_HEAD, _CHECKSUM = 8, 4
_MOST_CHUNKS = 20_000
# The most bytes of one text when it is unpacked: the longest of a map has 60 kB.
_LONGEST_TEXT = 4_000_000


class Chunk(Struct, frozen=True):
    """A chunk: its name, its content, and whether its checksum fits."""

    kind: bytes
    data: bytes
    fits: bool

    @property
    def name(self) -> str:
        """The name, in signs that can be printed."""
        return "".join(sign if sign.isalnum() else "?" for sign in self.kind.decode("latin-1"))


class PngText(Struct, frozen=True):
    """A text: its keyword, its value, its language and its keyword in that, if it has them."""

    keyword: str
    value: str
    lang: str = ""
    translated: str = ""


class Chunks(Struct, frozen=True):
    """The chunks of a file, the number of bytes after its end, and in words what ends it too early, if any."""

    chunks: tuple[Chunk, ...]
    after: int = 0
    flaw: str = ""


def chunks_of(data: bytes) -> Chunks:
    """Return the chunks of a PNG up to its end, or as far as they go."""
    chunks: list[Chunk] = []
    place = len(SIGNATURE)
    while not chunks or chunks[-1].kind != b"IEND":
        head = data[place : place + _HEAD]
        length, kind = struct.unpack(">I4s", head) if len(head) == _HEAD else (len(data), b"")
        end = place + _HEAD + length
        if end + _CHECKSUM > len(data):
            return Chunks(tuple(chunks), flaw=f"its end: it is cut off after {len(data):,} bytes")
        if len(chunks) == _MOST_CHUNKS:
            return Chunks(tuple(chunks), flaw=f"its chunks: it has more than {_MOST_CHUNKS:,}")
        checksum = int.from_bytes(data[end : end + _CHECKSUM], "big")
        content = data[place + _HEAD : end]
        chunks.append(Chunk(kind, content, zlib.crc32(content, zlib.crc32(kind)) == checksum))
        place = end + _CHECKSUM
    return Chunks(tuple(chunks), len(data) - place)


def written_chunks(chunks: Sequence[Chunk]) -> bytes:
    """Return chunks as a PNG, with checksums that fit."""
    written = [SIGNATURE]
    for chunk in chunks:
        checksum = zlib.crc32(chunk.data, zlib.crc32(chunk.kind))
        written += [struct.pack(">I4s", len(chunk.data), chunk.kind), chunk.data, struct.pack(">I", checksum)]
    return b"".join(written)


def texts_of(chunks: Sequence[Chunk]) -> Iterator[PngText | None]:
    """Yield each text in order; None for one that cannot be read."""
    for chunk in chunks:
        if chunk.kind in TEXTS:
            try:
                yield _text(chunk)
            except (ValueError, zlib.error):
                yield None


def _text(chunk: Chunk) -> PngText:
    keyword, rest = _split(chunk.data)
    if chunk.kind == b"tEXt":
        return PngText(keyword.decode("latin-1"), rest.decode("latin-1"))
    if chunk.kind == b"zTXt":
        return PngText(keyword.decode("latin-1"), _unpacked(rest[1:]).decode("latin-1"))
    packed, (lang, after) = rest[:1] == b"\1", _split(rest[2:])
    translated, value = _split(after)
    text = (_unpacked(value) if packed else value).decode()
    return PngText(keyword.decode("latin-1"), text, lang.decode("latin-1"), translated.decode())


def _split(data: bytes) -> tuple[bytes, bytes]:
    before, zero, after = data.partition(b"\0")
    if not zero:
        raise ValueError
    return before, after


def _unpacked(data: bytes) -> bytes:
    reader = zlib.decompressobj()
    unpacked = reader.decompress(data, _LONGEST_TEXT)
    if not reader.eof or reader.unused_data:
        raise ValueError
    return unpacked
