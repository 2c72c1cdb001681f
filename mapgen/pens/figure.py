"""A drawing as a matplotlib Figure, without pyplot and its global state: for notebooks, and for PDF files.

A PDF is drawn in points. A figure for a user is drawn in parts of its size, and line widths and type follow
when that size changes, so that it is the same picture at any dpi and size.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.image import BboxImage
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text as FigureText
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform, Transform, TransformedBbox
from PIL import Image

from mapgen.drawing.primitives import Box, Drawing, Point, Text
from mapgen.drawing.typeface import font_path
from mapgen.pens.pen import DPI, PaintStyle, Pen

# The dots an inch that an image has on paper.
_IMAGES_DPI = 216
# The decimals of a scaled size: FreeType truncates sizes to a 64th, so that a tiny error would lose a whole step.
_EXACT = 6
# The settings that a figure depends on; all others are matplotlib's defaults, whatever a user's matplotlibrc says.
SETTINGS: Any = {
    "path.simplify": False,
    "path.snap": False,
    "lines.scale_dashes": False,
    "text.hinting": "none",
    "text.usetex": False,
    "figure.dpi": DPI,
    "savefig.dpi": DPI,
    "pdf.fonttype": 42,
}


class MapFigure(Figure):
    """A figure whose page keeps its layout at any size: as large as fits, in the middle, and scaled as a whole."""

    def __init__(self, size: tuple[float, float]) -> None:
        self.page_size = size
        self.own_artists: list[tuple[PathPatch | FigureText, tuple[float, ...]]] = []
        # From pixels of the page to parts of the figure, changed in place when the size changes.
        self.to_figure = Affine2D()
        self.scaled = 1.0
        super().__init__(figsize=(size[0] / DPI, size[1] / DPI), dpi=DPI)

    def set_size_inches(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (as Figure has it)
        """Set the size as a Figure does, and fit the page into it."""
        super().set_size_inches(*args, **kwargs)
        self._fit()

    def draw(self, renderer: Any) -> None:  # noqa: ANN401 (matplotlib's own renderers)
        """Draw the figure with letters as wide as the layout measured them."""
        with mpl.rc_context({"text.hinting": SETTINGS["text.hinting"]}):
            super().draw(renderer)

    def _fit(self) -> None:
        """Place the page in the figure, and scale the lines and the type that are measured in points by as much."""
        width, height = self.get_size_inches() * DPI
        scale = min(width / self.page_size[0], height / self.page_size[1])
        x, y = (width - scale * self.page_size[0]) / 2, (height - scale * self.page_size[1]) / 2
        self.to_figure.clear().scale(scale).translate(x, y).scale(1 / width, 1 / height)
        with mpl.rc_context({"lines.scale_dashes": SETTINGS["lines.scale_dashes"]}):
            for artist, dashes in self.own_artists:
                _scale(artist, scale / self.scaled, tuple(scale * dash for dash in dashes))
        self.scaled = scale


def _scale(artist: PathPatch | FigureText, by: float, dashes: tuple[float, ...]) -> None:
    """Scale an artist's line width or type from its present size, so that a user's changes stay."""
    if isinstance(artist, FigureText):
        artist.set_fontsize(round(float(artist.get_fontsize()) * by, _EXACT))
        return
    artist.set_linewidth(round(artist.get_linewidth() * by, _EXACT))
    if dashes:
        artist.set_linestyle((0, dashes))


def draw_figure(drawing: Drawing) -> Figure:
    """Return a drawing as a matplotlib Figure, of its exact pixel size at 72 dpi, with one patch for each territory.

    A territory's patch has its ISO 3166-1 alpha-3 code as gid. At another dpi or size it is the same picture, larger or
    smaller. A user's matplotlibrc has no effect on the artists.
    """
    with mpl.rc_context(SETTINGS):
        pen = Pen(drawing)
        figure = MapFigure(pen.size)
        artists = _Artists(figure, figure.to_figure + figure.transFigure)
        pen.draw_on(artists)
        figure.own_artists = artists.in_points
        figure.set_size_inches(figure.get_size_inches())
        return figure


def write_pdf(drawing: Drawing, file: BinaryIO, about: Mapping[str, str | None]) -> None:
    """Write a drawing as a PDF page of its size in points, fonts embedded, `about` in the document's keys."""
    from matplotlib.backends.backend_pdf import FigureCanvasPdf  # noqa: PLC0415 (0.1 s, and a notebook needs none)

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        pen = Pen(drawing, whole=False)
        figure = Figure(figsize=(pen.size[0] / DPI, pen.size[1] / DPI), dpi=DPI)
        pen.draw_on(_Artists(figure, None))
        # This affects images alone: everything else is placed in points.
        figure.set_dpi(_IMAGES_DPI)
        with _without_epoch():
            FigureCanvasPdf(figure).print_pdf(file, metadata=dict(about))


@contextmanager
def _without_epoch() -> Iterator[None]:
    """Take SOURCE_DATE_EPOCH away for a while: matplotlib reads it even for a file without a date, and any value."""
    epoch = os.environ.pop("SOURCE_DATE_EPOCH", None)
    try:
        yield
    finally:
        if epoch is not None:
            os.environ["SOURCE_DATE_EPOCH"] = epoch


class _Artists:
    """The surface that adds each primitive to a figure as an artist.

    `base` carries pixels of the page to those of the figure; None where they are the same.
    """

    def __init__(self, figure: Figure, base: Transform | None) -> None:
        self.figure, self.base = figure, base
        # The artists with a width or a size in points, with their dashes.
        self.in_points: list[tuple[PathPatch | FigureText, tuple[float, ...]]] = []
        figure.patch.set_visible(False)  # the pen draws the page
        figure.suppressComposite = True  # two images made one would lose their clip paths

    def path(self, path: Path, transform: Affine2D, style: PaintStyle) -> None:
        patch = PathPatch(
            path,
            transform=self._onto(transform),
            snap=False,
            facecolor=style.fill or "none",
            edgecolor=style.edge or "none",
            linewidth=style.width,
            linestyle=(0, style.dashes) if style.dashes else "solid",
            capstyle=style.cap,
            joinstyle="round",
        )
        if style.name:
            patch.set_gid(style.name)
        self.figure.add_artist(patch)
        self.in_points.append((patch, style.dashes))

    def _onto(self, transform: Affine2D) -> Transform:
        return transform if self.base is None else transform + self.base

    def text(self, place: Point, text: Text, size: float) -> None:
        font = FontProperties(fname=font_path(bold=text.bold), size=size)
        artist = FigureText(*place, text.text, color=text.colour, fontproperties=font, va="baseline", parse_math=False)
        artist.set_transform(self.base or IdentityTransform())
        self.figure.add_artist(artist)
        self.in_points.append((artist, ()))

    def image(self, data: bytes, box: Box, clip: tuple[Path, Affine2D] | None) -> None:
        bounds: Any = Bbox.from_extents(*box)
        if self.base is not None:
            bounds = TransformedBbox(bounds, self.base)
        image = BboxImage(bounds, interpolation="antialiased", origin="upper")
        image.set_data(np.asarray(Image.open(io.BytesIO(data))))
        image.set_zorder(1)  # that of patches: artists added later are drawn later
        self.figure.add_artist(image)
        if clip:
            image.set_clip_path(clip[0], self._onto(clip[1]))
