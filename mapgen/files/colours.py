"""Colours written as `#rrggbb`: read them from a file, and convert them to numbers."""

from __future__ import annotations

import re

from mapgen.files.fields import Unfit, described

_HEX = "#[0-9a-fA-F]{6}"


@described({"type": "string", "pattern": f"^{_HEX}$"})
def colour(value: object) -> str:
    """Read a colour `#rrggbb`, and return it in lower case."""
    if not isinstance(value, str) or not re.fullmatch(_HEX, value):
        raise Unfit('write a colour as "#rrggbb"')
    return value.lower()


def rgb(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of a colour `#rrggbb`, each from 0 to 255."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue
