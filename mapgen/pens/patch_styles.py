"""Colours and patterns of the map as arguments of matplotlib's patches: with hatches that a user can change."""

from __future__ import annotations

from typing import Any

from mapgen.themes.theme import Fill

# The matplotlib hatch that is nearest to each pattern of the map.
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


def patch_style(fill: Fill) -> dict[str, Any]:
    """Return the colour and the hatch of a fill as arguments of a matplotlib patch; of two patterns the upper one."""
    drawn = fill.patterns[-1:] if fill.patterns else ()
    style: dict[str, Any] = {"facecolor": fill.colour}
    for pattern in drawn:
        style |= {"hatch": HATCHES[pattern.kind], "hatchcolor": pattern.colour, "hatch_linewidth": _HATCH_WIDTH}
    return style
