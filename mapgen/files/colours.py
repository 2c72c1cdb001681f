"""Colours as CSS writes them: read them from a file, and convert them to numbers."""

from __future__ import annotations

import re

from mapgen.files.fields import Unfit, described

_HEX = re.compile("#[0-9a-fA-F]{6}")
_FORMS = 'write a colour as CSS does, such as "#e8505b", "rgb(232 80 91)", "hsl(356 77% 61%)" or "teal"'


@described({"type": "string", "pattern": r"^(#[0-9a-fA-F]{3,8}|[A-Za-z]+|[A-Za-z-]+\(.*\))$"})
def colour(value: object) -> str:
    """Read a colour in any form of CSS, in any case, and return it as `#rrggbb`; it must be opaque.

    A colour that sRGB lacks becomes the nearest one that it has.
    """
    if not isinstance(value, str):
        raise Unfit(_FORMS)
    return value.lower() if _HEX.fullmatch(value) else _css_colour(value)


def _css_colour(text: str) -> str:
    from coloraide import Color  # noqa: PLC0415 (the shipped themes write #rrggbb, and a map of theirs needs no library)

    try:
        given = Color(text.strip())
    except ValueError:
        raise Unfit(_FORMS) from None
    if given.alpha() < 1:
        raise Unfit("it lets what lies under it show through; write an opaque colour, without alpha")
    # CSS clips what rgb() has too much of.
    fitting = given.clip() if given.space() == "srgb" else given.convert("srgb").fit()
    return str(fitting.to_string(hex=True))


def rgb(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of a colour `#rrggbb`, each from 0 to 255."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(part / 255) for part in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 (sRGB)
