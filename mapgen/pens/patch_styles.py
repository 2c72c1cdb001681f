"""Colours and patterns of the map as matplotlib's patches take them: with hatches that a user can change."""

from __future__ import annotations

from typing import Any

from mapgen.themes.theme import Fill

# matplotlib's hatches that come nearest to the patterns of the map.
HATCHES = {
    "stripes": "////",
    "bands": "///",
    "cross": "xx",
    "dots": "...",
    "level": "----",
    "level-sparse": "--",
    "upright": "||||",
    "upright-sparse": "||",
    "pluses": "++",
    "claimed": "\\\\\\\\",
}
_HATCH_WIDTH = 0.9


def patch_look(fill: Fill) -> dict[str, Any]:
    """Return the colour and the hatching of a fill as matplotlib's patches take them."""
    drawn = fill.patterns[-1:] if fill.patterns else ()
    look: dict[str, Any] = {"facecolor": fill.colour}
    for pattern in drawn:
        look |= {"hatch": HATCHES[pattern.kind], "hatchcolor": pattern.colour, "hatch_linewidth": _HATCH_WIDTH}
    return look
