"""What a signed file was before it was signed: the same file without its manifest, byte for byte.

No library is needed. It is strict: what was taken out is put in again, and only where that gives the signed file, its
manifest stood where, and as, mapgen puts it, and nothing else came with it.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from importlib import import_module
from typing import Any

from msgspec import Struct

# The head of a manifest store: a box of its own length, and a description that says what it is.
_STORE = b"jumb\x00\x00\x00\x1ejumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x008\x9bq\x03c2pa\x00"
_START = 1000


class Kind(Struct, frozen=True):
    """A kind of file that can be signed: its name, its media type, and the module by which a manifest goes in and out.

    The module is imported when it is first used: most files are not signed.
    """

    name: str
    media_type: str
    module: str

    def put_in(self, data: bytes, manifest: bytes) -> bytes:
        """Return a file with a manifest; raises ValueError or struct.error where its form is another."""
        signed: bytes = self._function("put_in")(data, manifest)
        return signed

    def take_out(self, data: bytes) -> tuple[bytes, bytes] | None:
        """Return a file without its manifest, and the manifest, or None; raises as put_in does."""
        parts: tuple[bytes, bytes] | None = self._function("take_out")(data)
        return parts

    def _function(self, what: str) -> Callable[..., Any]:
        function: Callable[..., Any] = getattr(
            import_module(f"mapgen.credentials.{self.module}"), f"{self.name}_{what}"
        )
        return function


KINDS = {
    ".png": Kind("png", "image/png", "blocks"),
    ".svg": Kind("svg", "image/svg+xml", "svg"),
    ".pdf": Kind("pdf", "application/pdf", "pdf"),
    ".gif": Kind("gif", "image/gif", "blocks"),
    ".webp": Kind("webp", "image/webp", "blocks"),
    ".mp4": Kind("mp4", "video/mp4", "mp4"),
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
    if not kind or not carries_credentials(data):
        return None
    try:
        parts = kind.take_out(data)
        if parts is None or not _is_store(parts[1]) or kind.put_in(*parts) != data:
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
