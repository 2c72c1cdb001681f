"""The page below a map in matplotlib Axes, and the texts on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.colors import to_hex
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke

from mapgen.drawing.primitives import Point, Text
from mapgen.drawing.typeface import font_path
from mapgen.themes.tones import contrast

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The line around a label that stands on a hatch, in sizes of its type.
_HALO = 0.25
# A page whose colour differs by more than this from that of the figure is painted.
_SEEN = 1.3


def paint_page(axes: Axes, colour: str) -> None:
    """Paint the page where its colour is not that of the figure: axes that are off have no background."""
    figure_colour = to_hex(axes.figure.get_facecolor())
    if contrast(figure_colour, colour) > _SEEN:
        ground = Rectangle((0, 0), 1, 1, transform=axes.transAxes, facecolor=colour, zorder=0)
        ground.set_gid("page")
        axes.add_artist(ground)


def add_text(axes: Axes, place: Point, text: Text, *, haloed: bool) -> None:
    """Write a text whose baseline starts at a place, in metres; `haloed` where it stands on a hatch.

    matplotlib's hatches do not keep clear of letters, as the map's patterns do.
    """
    font = FontProperties(fname=font_path(bold=text.bold), size=text.size)
    artist = axes.text(
        *place, text.text, color=text.colour, fontproperties=font, va="baseline", parse_math=False, zorder=3
    )
    artist.set_gid(f"label-{text.iso3}" if text.iso3 else "label-inset")
    if haloed:
        artist.set_path_effects([withStroke(linewidth=_HALO * text.size, foreground=text.ground)])
