"""A drawing as a matplotlib Figure, without pyplot and its global state: for notebooks, and for PDF files."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, BinaryIO

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.image import BboxImage
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text as FigureText
from matplotlib.transforms import Affine2D, Bbox
from PIL import Image

from mapgen.drawing.primitives import Box, Drawing, Point, Text
from mapgen.drawing.typeface import font_path
from mapgen.pens.pen import DPI, PaintStyle, Pen

# The dots an inch that an image has on paper.
_IMAGES_DPI = 216
# The settings a figure depends on; all others are matplotlib's own defaults, whatever a user's matplotlibrc says.
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


def draw_figure(drawing: Drawing, *, whole: bool = True) -> Figure:
    """Return a drawing as a matplotlib Figure of its exact pixel size, with one patch for each territory.

    A territory's patch has its ISO 3166-1 alpha-3 code as gid. Without `whole` a page may end within a pixel.
    """
    pen = Pen(drawing, whole=whole)
    artists = _Artists(Figure(figsize=(pen.size[0] / DPI, pen.size[1] / DPI), dpi=DPI))
    pen.draw_on(artists)
    return artists.figure


def write_pdf(drawing: Drawing, file: BinaryIO, about: Mapping[str, str | None]) -> None:
    """Write a drawing as a PDF page of its size in points, fonts embedded, `about` in the document's keys."""
    from matplotlib.backends.backend_pdf import FigureCanvasPdf  # noqa: PLC0415 (0.1 s that a notebook does without)

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        figure = draw_figure(drawing, whole=False)
        # Of images alone: everything else is placed in points.
        figure.set_dpi(_IMAGES_DPI)
        FigureCanvasPdf(figure).print_pdf(file, metadata=dict(about))


class _Artists:
    """The surface that keeps what is drawn as a figure's artists."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        figure.patch.set_visible(False)  # the pen draws the page
        figure.suppressComposite = True  # two images made one would lose what each is clipped to

    def path(self, path: Path, transform: Affine2D, style: PaintStyle) -> None:
        patch = PathPatch(
            path,
            transform=transform,
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

    def text(self, place: Point, text: Text, size: float) -> None:
        font = FontProperties(fname=font_path(bold=text.bold), size=size)
        artist = FigureText(*place, text.text, color=text.colour, fontproperties=font, va="baseline", parse_math=False)
        artist.set_transform(None)
        self.figure.add_artist(artist)

    def image(self, data: bytes, box: Box, clip: tuple[Path, Affine2D] | None) -> None:
        image = BboxImage(Bbox.from_extents(*box), interpolation="antialiased", origin="upper")
        image.set_data(np.asarray(Image.open(io.BytesIO(data))))
        image.set_zorder(1)  # that of patches: what is added later is drawn later
        self.figure.add_artist(image)
        if clip:
            image.set_clip_path(*clip)
