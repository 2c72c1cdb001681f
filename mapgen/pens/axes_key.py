"""The key of a map as the Legend of matplotlib Axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matplotlib.font_manager import FontProperties
from matplotlib.legend_handler import HandlerTuple
from matplotlib.patches import Patch

from mapgen.drawing.typeface import font_path, text_width, wrap
from mapgen.layout.key import KeyEntry
from mapgen.pens.patch_styles import patch_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.legend import Legend

# The room between the key and the edges of the axes, in sizes of type.
MARGIN = 0.2


def add_legend(axes: Axes, entries: Sequence[KeyEntry], ink: str, size: float, width: float) -> Legend:
    """Add the Legend of a key's entries to axes and return it.

    `size` is that of the type and `width` that of the axes, both in points. A label wider than the axes breaks over
    lines. `ink` is the colour of letters and outlines, `#rrggbb`. The patch of a status in several classes has a slice
    for each.
    """
    room = max(0.9 * width - 3 * size, 8 * size)
    legend = axes.legend(
        handles=[_handle(entry, ink) for entry in entries],
        labels=[_label(entry, size, room) for entry in entries],
        handler_map={tuple: HandlerTuple(ndivide=None, pad=0)},
        loc="lower left",
        prop=FontProperties(fname=font_path(), size=size),
        frameon=False,
        labelcolor=ink,
        borderaxespad=MARGIN,
    )
    legend.set_gid("key")
    return legend


def _handle(entry: KeyEntry, ink: str) -> Patch | tuple[Patch, ...]:
    slices = tuple(Patch(**patch_style(fill), edgecolor=ink, linewidth=0.4) for fill in entry.fills)
    return slices if entry.further else slices[0]


def _label(entry: KeyEntry, size: float, room: float) -> str:
    text = f"{entry.label}  {entry.count}".strip()  # a count stands apart from its label
    return "\n".join(wrap(text, size, room)) if text_width(text, size) > room else text
