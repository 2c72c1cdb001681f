"""What a signed file was before it was signed: the same file without its manifest, byte for byte.

No library is needed. It is strict: what was taken out is put in again, and only where that gives the signed file, its
manifest stood where, and as, mapgen puts it, and nothing else came with it.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from msgspec import Struct

from mapgen.credentials import blocks
from mapgen.credentials.mp4 import mp4_put_in, mp4_take_out
from mapgen.credentials.pdf import pdf_put_in, pdf_take_out
from mapgen.credentials.svg import svg_put_in, svg_take_out

# The head of a manifest store: a box of its own length, and a description that says what it is.
_STORE = b"jumb\x00\x00\x00\x1ejumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x008\x9bq\x03c2pa\x00"
_START = 1000


class Kind(Struct, frozen=True):
    """A kind of file that can be signed: its media type, and how a manifest goes in and out."""

    media_type: str
    put_in: Callable[[bytes, bytes], bytes]
    take_out: Callable[[bytes], tuple[bytes, bytes] | None]


KINDS = {
    ".png": Kind("image/png", blocks.png_put_in, blocks.png_take_out),
    ".svg": Kind("image/svg+xml", svg_put_in, svg_take_out),
    ".pdf": Kind("application/pdf", pdf_put_in, pdf_take_out),
    ".gif": Kind("image/gif", blocks.gif_put_in, blocks.gif_take_out),
    ".webp": Kind("image/webp", blocks.webp_put_in, blocks.webp_take_out),
    ".mp4": Kind("video/mp4", mp4_put_in, mp4_take_out),
}
_STARTS = {b"\x89PNG": ".png", b"%PDF-": ".pdf", b"GIF8": ".gif"}


def kind_of(data: bytes) -> Kind | None:
    """Return the kind of a file by its content; None for one that cannot be signed."""
    ending = next((ending for start, ending in _STARTS.items() if data.startswith(start)), "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        ending = ".webp"
    elif data[4:8] == b"ftyp":
        ending = ".mp4"
    elif data[:_START].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<?xml", b"<svg")) and b"<svg" in data[:_START]:
        ending = ".svg"
    return KINDS.get(ending)


def separated(data: bytes) -> tuple[bytes, bytes] | None:
    """Return a signed file without its manifest, and the manifest; None for a file that has none as mapgen puts it."""
    kind = kind_of(data)
    try:
        parts = kind.take_out(data) if kind else None
        if not kind or parts is None or not _is_store(parts[1]) or kind.put_in(*parts) != data:
            return None
    except (ValueError, IndexError, struct.error):  # its form is another
        return None
    return parts


def _is_store(manifest: bytes) -> bool:
    return manifest.startswith(_STORE, 4) and int.from_bytes(manifest[:4], "big") == len(manifest)


def unsigned_bytes(data: bytes) -> bytes:
    """Return a signed file as it was before it was signed; `data` itself where nothing is signed.

    The work is linear in the size of the file. A manifest in any other form than mapgen's is left where it is.
    """
    parts = separated(data)
    return parts[0] if parts else data


def carries_credentials(data: bytes) -> bool:
    """Return whether a file seems to hold Content Credentials, by mapgen or by another program."""
    return _STORE in data or b"<c2pa:manifest" in data or b"/C2PA_Manifest" in data
