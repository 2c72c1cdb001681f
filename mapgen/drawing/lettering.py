"""Letters for an SVG that does not depend on the reader's fonts: as outlines, or as an embedded subset of a font.

Both come from the shipped typeface. Its licence (SIL Open Font License 1.1) allows either.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from mapgen.drawing.primitives import Text
from mapgen.drawing.typeface import WEIGHTS, font_path, text_width


def outline_data(text: Text) -> str:
    """Return the outlines of a line of text as SVG path data, in font units, y upwards, from the baseline's start."""
    from fontTools.pens.svgPathPen import SVGPathPen  # noqa: PLC0415 (most SVGs do without fontTools)
    from fontTools.pens.transformPen import TransformPen  # noqa: PLC0415

    font = _font(bold=text.bold)
    names, glyphs = font.getBestCmap(), font.getGlyphSet()
    pen = SVGPathPen(glyphs, ntos=_number)
    for place, character in _places(text.text, units_per_em(bold=text.bold), bold=text.bold):
        glyphs[names[ord(character)]].draw(TransformPen(pen, (1, 0, 0, 1, place, 0)))
    return str(pen.getCommands())


def _places(line: str, units: int, *, bold: bool) -> Iterable[tuple[int, str]]:
    """Yield the start of each letter of a line, kerned as the layout measured it: a kern moves all letters after it."""
    for number, character in enumerate(line):
        end = text_width(line[: number + 1], units, bold=bold)
        yield round(end - text_width(character, units, bold=bold)), character


def units_per_em(*, bold: bool) -> int:
    """Return the number of font units per em."""
    return int(_font(bold=bold)["head"].unitsPerEm)


def font_faces(texts: Iterable[Text], family: str) -> str:
    """Return CSS that declares a font with the letters of texts, under a family's name, as WOFF inside the CSS.

    The same letters give the same bytes.
    """
    used: dict[bool, set[str]] = {}
    for text in texts:
        used.setdefault(text.bold, set()).update(text.text)
    return faces(used, family)


def faces(used: Mapping[bool, set[str]], family: str) -> str:
    """Return the same CSS for letters by weight (True is semibold); letters that the typeface lacks are left out."""
    from base64 import b64encode  # noqa: PLC0415 (only files with embedded letters need it)

    return "".join(
        f"@font-face{{font-family:'{family}';font-weight:{WEIGHTS[bold]};"
        f"src:url(data:font/woff;base64,{b64encode(_subset(letters, bold=bold)).decode()}) format('woff')}}"
        for bold, letters in sorted(used.items())
    )


def _subset(letters: set[str], *, bold: bool) -> bytes:
    from fontTools import subset  # noqa: PLC0415 (as above)

    # Features other than kerning would change widths that the layout has measured.
    options = subset.Options(flavor="woff", layout_features=["kern", "mark", "mkmk", "ccmp"], hinting=False)
    font = subset.load_font(io.BytesIO(font_path(bold=bold).read_bytes()), options)
    made = subset.Subsetter(options)
    made.populate(unicodes=sorted(map(ord, letters)))
    made.subset(font)
    file = io.BytesIO()
    subset.save_font(font, file, options)
    return file.getvalue()


@cache
def _font(*, bold: bool) -> Any:  # noqa: ANN401 (fontTools is untyped)
    from fontTools.ttLib import TTFont  # noqa: PLC0415 (as above)

    return TTFont(io.BytesIO(font_path(bold=bold).read_bytes()))


def _number(value: float) -> str:
    return str(round(value))
