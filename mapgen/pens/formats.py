"""The formats of a picture: the file's ending, its media type, and the pen that writes it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from mapgen.drawing.primitives import Drawing


class Format(Struct, frozen=True):
    """A format: the media type of its files, and the function `module:name` that returns a drawing as their bytes.

    The function is imported when it is first used: an SVG needs no matplotlib.
    """

    media_type: str
    pen: str

    def encoded(self, drawing: Drawing) -> bytes:
        """Return a drawing as the bytes of a file."""
        module, name = self.pen.split(":")
        data: bytes = getattr(import_module(f"mapgen.pens.{module}"), name)(drawing)
        return data


# By the ending of their files, in the order of help texts and messages.
FORMATS: Mapping[str, Format] = {
    "png": Format("image/png", "png:png_bytes"),
    "svg": Format("image/svg+xml", "svg:svg_bytes"),
    "pdf": Format("application/pdf", "pdf:pdf_bytes"),
}
ENDINGS = tuple(f".{name}" for name in FORMATS)
# The endings of the default files.
BY_DEFAULT = (".png", ".svg")
# The ways in which an SVG writes its texts: in the reader's fonts, as outlines, or with the font in the file.
LETTERINGS = ("text", "outlines", "embedded")


def encoded(drawing: Drawing, ending: str) -> bytes:
    """Return a drawing as the bytes of a file of one of ENDINGS."""
    return FORMATS[ending.removeprefix(".")].encoded(drawing)
