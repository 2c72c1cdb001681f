"""Manifests in PNG, GIF and WebP files: in a block of their own, which goes in and out without a change of the rest."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

_PNG_HEAD = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
# The signature of a PNG and its first chunk, which always has 13 bytes of data.
_PNG_AT, _CHUNK, _CHUNK_ROOM = 33, b"caBX", 12
_GIF_HEAD, _GIF_TABLE, _GIF_COLOURS = 13, 0x80, 0x07
_GIF_BLOCK, _SUB_BLOCK = b"\x21\xff\x0bC2PA_GIF\x01\x00\x00", 255
_RIFF_HEAD, _RIFF_ROOM, _RIFF_CHUNK = 12, 8, b"C2PA"


def png_put_in(data: bytes, manifest: bytes) -> bytes:
    """Return a PNG with a manifest in a chunk after its first one."""
    chunk = _CHUNK + manifest
    block = struct.pack(">I", len(manifest)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return data[:_PNG_AT] + block + data[_PNG_AT:]


def png_take_out(data: bytes) -> tuple[bytes, bytes] | None:
    """Return a PNG without its manifest, and the manifest; None where the second chunk is none."""
    if not data.startswith(_PNG_HEAD) or data[_PNG_AT + 4 : _PNG_AT + 8] != _CHUNK:
        return None
    length = int.from_bytes(data[_PNG_AT : _PNG_AT + 4], "big")
    end = _PNG_AT + _CHUNK_ROOM + length
    return data[:_PNG_AT] + data[end:], data[_PNG_AT + 8 : end - 4]


def gif_put_in(data: bytes, manifest: bytes) -> bytes:
    """Return a GIF with a manifest in an application extension after its table of colours."""
    at = _gif_at(data)
    pieces = (manifest[start : start + _SUB_BLOCK] for start in range(0, len(manifest), _SUB_BLOCK))
    blocks = b"".join(bytes([len(piece)]) + piece for piece in pieces)
    return data[:at] + _GIF_BLOCK + blocks + b"\x00" + data[at:]


def gif_take_out(data: bytes) -> tuple[bytes, bytes] | None:
    """Return a GIF without its manifest, and the manifest; None where no such extension follows its colours."""
    if len(data) < _GIF_HEAD or not data.startswith(_GIF_BLOCK, at := _gif_at(data)):
        return None
    pieces, end = [], at + len(_GIF_BLOCK)
    while end < len(data) and (length := data[end]):
        pieces.append(data[end + 1 : end + 1 + length])
        end += 1 + length
    return data[:at] + data[end + 1 :], b"".join(pieces)


def _gif_at(data: bytes) -> int:
    """Return where the table of colours of a GIF ends."""
    flags = data[10]
    return _GIF_HEAD + (3 << (flags & _GIF_COLOURS) + 1 if flags & _GIF_TABLE else 0)


def webp_put_in(data: bytes, manifest: bytes) -> bytes:
    """Return a WebP with a manifest in its last chunk."""
    chunk = _RIFF_CHUNK + struct.pack("<I", len(manifest)) + manifest + b"\x00" * (len(manifest) % 2)
    return _with_riff_size(data + chunk)


def webp_take_out(data: bytes) -> tuple[bytes, bytes] | None:
    """Return a WebP without its manifest, and the manifest; None where the last chunk is none."""
    at, length = _RIFF_HEAD, 0
    for start, name, size in _riff_chunks(data):
        at, length = start, size if name == _RIFF_CHUNK else 0
    if not length:
        return None
    begin = at + _RIFF_ROOM
    return _with_riff_size(data[:at]), data[begin : begin + length]


def _riff_chunks(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Yield where each chunk of a RIFF file begins, its name, and the size of its content."""
    at = _RIFF_HEAD
    while at + _RIFF_ROOM <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        yield at, name, size
        at += _RIFF_ROOM + size + size % 2


def _with_riff_size(data: bytes) -> bytes:
    return data[:4] + struct.pack("<I", len(data) - _RIFF_ROOM) + data[8:]
