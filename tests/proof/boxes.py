"""GIF, WebP and MP4 files as blocks, chunks and boxes, for forgeries and journeys."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

Change = Callable[[bytes], bytes]
Riff = tuple[bytes, bytes]
# Boxes of an MP4 that hold boxes.
_NESTS = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"udta"))


def gif_blocks(data: bytes) -> list[bytes]:
    """Return a GIF as its head with the palette, and its blocks; a frame's control stands before its picture."""
    colours = 3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0
    place = 13 + colours
    blocks = [data[:place]]
    while place < len(data) and data[place] != 0x3B:
        start = place
        if data[place] == 0x21:
            place += 2
        else:
            flags = data[place + 9]
            place += 10 + (3 << (flags & 7) + 1 if flags & 0x80 else 0) + 1
        while data[place]:
            place += data[place] + 1
        place += 1
        blocks.append(data[start:place])
    return [*blocks, data[place:]]


def gif_changed(change: Callable[[list[bytes]], Sequence[bytes]]) -> Change:
    """Return a change of a GIF by a change of its blocks."""
    return lambda data: b"".join(change(gif_blocks(data)))


def pictures(blocks: Sequence[bytes]) -> list[int]:
    """Return the places of a GIF's pictures."""
    return [place for place, block in enumerate(blocks) if place and block[:1] == b","]


def controls(blocks: Sequence[bytes]) -> list[int]:
    """Return the places of a GIF's frame controls."""
    return [place for place, block in enumerate(blocks) if block[:2] == b"\x21\xf9"]


def riff(data: bytes) -> list[Riff]:
    """Return the chunks of a WebP."""
    place, found = 12, []
    while place + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, place)
        found.append((kind, data[place + 8 : place + 8 + length]))
        place += 8 + length + (length & 1)
    return found


def webp(parts: Sequence[Riff]) -> bytes:
    """Return chunks as a WebP."""
    body = b"".join(
        kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) & 1) for kind, content in parts
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def webp_changed(change: Callable[[list[Riff]], Sequence[Riff]]) -> Change:
    """Return a change of a WebP by a change of its chunks."""
    return lambda data: webp(change(riff(data)))


def box(kind: bytes, content: bytes) -> bytes:
    """Return a box of an MP4."""
    return struct.pack(">I", len(content) + 8) + kind + content


def box_changed(path: Sequence[bytes], change: Callable[[bytes], bytes], data: bytes) -> bytes:
    """Return boxes in which the content of the one at a path is changed; what follows is not moved in its tables."""
    place, written, found = 0, b"", False
    while place < len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        content = data[place + 8 : place + length]
        if kind == path[0] and not found:
            found = True
            content = change(content) if len(path) == 1 else box_changed(path[1:], change, content)
        written += box(kind, content)
        place += length
    assert found, path
    return written


def mp4_changed(*path: bytes, change: Callable[[bytes], bytes]) -> Change:
    """Return a change of an MP4 by one of the box at a path; places of samples move with what grows before them."""

    def changed(data: bytes) -> bytes:
        new = box_changed(path, change, data)
        grown = new.find(b"mdat") - data.find(b"mdat")
        return moved(new, grown) if grown else new

    return changed


def moved(data: bytes, by: int) -> bytes:
    """Return an MP4 whose tables of places count from further on."""

    def change(content: bytes) -> bytes:
        places = struct.unpack(f">{len(content) // 4 - 2}I", content[8:])
        return content[:8] + struct.pack(f">{len(places)}I", *(place + by for place in places))

    return box_changed((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stco"), change, data)


def inside(data: bytes, *path: bytes) -> bytes:
    """Return the content of the first box at a path."""
    kept: list[bytes] = []
    box_changed(path, lambda content: kept.append(content) or content, data)  # type: ignore[func-returns-value]
    return kept[0]
