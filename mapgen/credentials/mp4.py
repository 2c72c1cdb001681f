"""The manifest in an MP4: a box after the first one, by whose length all that follows is further from the start."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_HEAD = 8
_OURS = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
# After the box's head and its identifier: version and flags, what it holds, and where hashes of pieces begin.
_PURPOSE = b"\x00\x00\x00\x00manifest\x00" + b"\x00" * 8
_BEFORE = _HEAD + len(_OURS) + len(_PURPOSE)
# The boxes that lead to the tables of offsets, and those tables with the form of an offset.
_PATH = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
_TABLES = {b"stco": "I", b"co64": "Q"}
_TABLE_HEAD = 16


def mp4_put_in(data: bytes, manifest: bytes) -> bytes:
    """Return an MP4 with a manifest in a box after its first one."""
    at = int.from_bytes(data[:4], "big")
    box = struct.pack(">I4s", _BEFORE + len(manifest), b"uuid") + _OURS + _PURPOSE + manifest
    return data[:at] + box + _moved(data, len(box))[at:]


def mp4_take_out(data: bytes) -> tuple[bytes, bytes] | None:
    """Return an MP4 without its manifest, and the manifest; None where its second box is none."""
    at = int.from_bytes(data[:4], "big")
    if data[at + 4 : at + _HEAD + len(_OURS)] != b"uuid" + _OURS:
        return None
    length = int.from_bytes(data[at : at + 4], "big")
    if length < _BEFORE or at + length > len(data):
        return None
    without = data[:at] + data[at + length :]
    return data[:at] + _moved(without, -length)[at:], data[at + _BEFORE : at + length]


def _moved(data: bytes, by: int) -> bytearray:
    """Return an MP4 whose tables say that each piece of its film is `by` bytes further on; raises struct.error."""
    changed = bytearray(data)
    for start, end, form in _tables(data, 0, len(data), _PATH):
        count = int.from_bytes(data[start + 12 : start + _TABLE_HEAD], "big")
        if start + _TABLE_HEAD + count * struct.calcsize(f">{form}") > end:
            raise struct.error("a table is longer than its box")
        offsets = struct.unpack_from(f">{count}{form}", data, start + _TABLE_HEAD)
        struct.pack_into(f">{count}{form}", changed, start + _TABLE_HEAD, *(offset + by for offset in offsets))
    return changed


def _tables(data: bytes, start: int, end: int, path: tuple[bytes, ...]) -> Iterator[tuple[int, int, str]]:
    """Yield where each table of offsets begins and ends, and the form of its offsets."""
    for name, at, after in _boxes(data, start, end):
        if not path and name in _TABLES:
            yield at, after, _TABLES[name]
        elif path and name == path[0]:
            yield from _tables(data, at + _HEAD, after, path[1:])


def _boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name of each box, where it begins, and where it ends; nothing after a box of another form."""
    while start + _HEAD <= end:
        length, name = struct.unpack_from(">I4s", data, start)
        if length < _HEAD or start + length > end:
            return
        yield name, start, start + length
        start += length
