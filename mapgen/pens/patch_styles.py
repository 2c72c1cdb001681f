"""Colours and patterns of the map as arguments of matplotlib's patches: with hatches that a user can change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from msgspec.structs import replace

from mapgen.drawing.hatch import HATCH_PATTERNS, LEANING
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
    "level-wide": "-",
    "upright-wide": "|",
    "grid-wide": "+",
    "grid": "++++",
    "dashes": "-.",
    "claimed": "\\\\\\\\",
    **{leaning: "////" if HATCH_PATTERNS[name].angles else "xxx" for name, leaning in LEANING.items()},
}
_HATCH_WIDTH = 0.9


def patch_style(fill: Fill) -> dict[str, Any]:
    """Return the colour and the hatch of a fill as arguments of a matplotlib patch; of two patterns the upper one."""
    drawn = fill.patterns[-1:] if fill.patterns else ()
    style: dict[str, Any] = {"facecolor": fill.colour}
    for pattern in drawn:
        style |= {"hatch": HATCHES[pattern.kind], "hatchcolor": pattern.colour, "hatch_linewidth": _HATCH_WIDTH}
    return style


def patches(gid: str, path: Path, fill: Fill, edge: tuple[str, float]) -> Iterator[PathPatch]:
    """Yield the patch of a shape, with its edge (colour and width); of two patterns the upper is a second patch."""
    patch_styles = [patch_style(replace(fill, pattern="none") if fill.under else fill)]
    if fill.under and fill.pattern != "none":
        patch_styles.append({**patch_style(replace(fill, under=None)), "facecolor": "none"})
    for number, style in enumerate(patch_styles):
        patch = PathPatch(path, **style, edgecolor=edge[0], linewidth=edge[1], joinstyle="round")
        patch.set_gid(f"{gid}-pattern" if number else gid)
        yield patch


def circle_path(middle: tuple[float, float], radius: float) -> Path:
    """Return a circle."""
    circle = Path.unit_circle()
    return Path(np.asarray(circle.vertices) * radius + middle, circle.codes)
