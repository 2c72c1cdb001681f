"""Plots: a map without its page, drawn into matplotlib Axes beside other charts."""

from __future__ import annotations

from collections.abc import Callable
from numbers import Real
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from mapgen.api.request import chosen_names, request_of
from mapgen.files.arguments import flag_argument, word_argument, wrong
from mapgen.layout.claim_marks import claim_entries
from mapgen.layout.key import key_entries
from mapgen.pens.axes import PlottedMap, draw_on_axes
from mapgen.pipeline import staged
from mapgen.record.snapshots import Snapshot
from mapgen.render_options import RenderOptions
from mapgen.themes.theme import LABEL_MODES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The arguments of a page around a map.
_OF_A_PAGE = ("size", "dpi", "subtitle", "credit", "texts", "slogans", "images", "image_credits", "shares", "svg_text")
# The height and the longest side of a figure made for a map, in inches, and the room beside it, in heights.
_HEIGHT, _LONGEST, _BESIDE = 8.0, 10.0, 0.17
# The largest side of a figure, in inches: at matplotlib's usual 100 dots an inch it is a map's largest size.
_LARGEST = 80


def plot(
    source: Any = None,  # noqa: ANN401 (as mapgen.read has it)
    *,
    ax: Axes | None = None,
    figsize: tuple[float, float] | None = None,
    key: bool = True,
    labels: bool | str = True,
    **arguments: Any,  # noqa: ANN401 (as mapgen.render has them)
) -> Axes:
    """Draw the map of a source into matplotlib Axes, beside other charts, and return the axes.

    `source` and the other arguments are those of mapgen.render, except those of a page (size, dpi, subtitle, credit,
    texts, slogans, images, image_credits, shares, svg_text); `title` becomes the title of the axes. `labels` is True or
    False, or names, leaders or codes. Without `ax` a new figure of pyplot is made, as geopandas does; `figsize` is its
    width and height in inches.

    Coordinates are metres of the region's projection (Map.crs), the aspect is equal, the axes are off. Each territory
    is a PathPatch whose gid is its ISO 3166-1 alpha-3 code; borders and claims are LineCollections, labels Texts, the
    key a Legend; elected, pending and claimed areas are hatched. Type and labels suit the size that the axes have when
    this is called; to draw again into the same axes, call ax.clear() first. Raises InputError as mapgen.render does,
    for an argument of a page, and for an `ax` that is no Axes, or one with a projection of its own.

    >>> import matplotlib.pyplot as plt, mapgen
    >>> figure, (left, right) = plt.subplots(1, 2, figsize=(10, 6))
    >>> ax = mapgen.plot(as_of="2025-12-15", basis="elected", ax=left)
    >>> bars = right.bar(["left", "right"], [6, 6])
    >>> sorted(patch.get_gid() for patch in ax.patches)[:3]
    ['ARG', 'BOL', 'BRA']
    """
    for name in chosen_names({name: arguments[name] for name in _OF_A_PAGE if name in arguments}):
        raise wrong(name, arguments[name], "it belongs to a page, and a plot has none; leave it out")
    request = request_of(source, arguments, "plot")
    axes_or_size = ax if figsize is None else FigureSize.of(figsize, ax)
    return plotted(
        lambda options: content_of(request.snapshot, options), request.options, axes_or_size, key=key, labels=labels
    )


class FigureSize(Struct, frozen=True):
    """The width and height of a new figure, in inches."""

    width: float
    height: float

    @classmethod
    def of(cls, figsize: Any, ax: object) -> FigureSize:  # noqa: ANN401 (any value)
        """Return the size of a pair of numbers; raises InputError for another value, and where `ax` is given."""
        if ax is not None:
            raise wrong("figsize", figsize, "it is for a new figure, and `ax` is given; set the size of that figure")
        sides = [] if isinstance(figsize, str) or not hasattr(figsize, "__iter__") else list(figsize)
        if len(sides) != 2 or not all(isinstance(side, Real) and 0 < float(side) <= _LARGEST for side in sides):  # noqa: PLR2004
            raise wrong("figsize", figsize, f"write width and height in inches, up to {_LARGEST} each, such as (6, 8)")
        return cls(*map(float, sides))


def content_of(snapshot: Snapshot, options: RenderOptions) -> PlottedMap:
    """Return the content of a plot of a snapshot: its choropleth, its style and its key."""
    choropleth, map_style = staged(snapshot, options)
    key = (*key_entries(choropleth, map_style), *claim_entries(choropleth, map_style))
    return PlottedMap(choropleth, map_style, key)


def plotted(
    content: Callable[[RenderOptions], PlottedMap],
    options: RenderOptions,
    ax: Any,  # noqa: ANN401 (any axes)
    *,
    key: object,
    labels: object,
) -> Axes:
    """Draw a map into axes, or into those of a new figure; return the axes.

    `content` returns the map for options; `ax` are axes, None, or the FigureSize of a new figure.
    """
    if ax is not None and not isinstance(ax, FigureSize) and not hasattr(ax, "add_patch"):
        several = hasattr(ax, "__len__") and not isinstance(ax, str)
        right = (
            "give one matplotlib Axes; this holds several" if several else "give a matplotlib Axes, such as plt.gca()"
        )
        raise wrong("ax", ax, right)
    if getattr(ax, "name", "rectilinear") != "rectilinear":
        raise wrong("ax", ax, "a map needs axes without a projection of their own, as plt.subplots() makes them")
    with_key = flag_argument("key", key)
    if isinstance(labels, str):
        options = replace(options, labels=word_argument("labels", labels, LABEL_MODES))
    elif not flag_argument("labels", labels):
        options = replace(options, labels="none")
    plotted_map = content(options)
    axes = _new_axes(plotted_map, ax) if ax is None or isinstance(ax, FigureSize) else ax
    if options.texts.title:
        axes.set_title(options.texts.title)
    return draw_on_axes(axes, plotted_map if with_key else replace(plotted_map, key=()))


def _new_axes(content: PlottedMap, size: FigureSize | None) -> Axes:
    """Return axes that fill a new figure of pyplot of a size, or in the proportions of the map."""
    from matplotlib import pyplot as plt  # noqa: PLC0415 (a user who has axes may not use pyplot)

    basemap = content.choropleth.basemap
    wide = basemap.width / basemap.height
    height = min(_HEIGHT, _LONGEST / wide)
    figsize = (size.width, size.height) if size else (height * (wide + _BESIDE), height)
    figure, axes = plt.subplots(figsize=figsize)
    figure.set_facecolor(content.map_style.theme.page)
    figure.subplots_adjust(left=0.02, right=0.98, bottom=0.02, top=0.94)
    return axes
