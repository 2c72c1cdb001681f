"""A drawing as pixels: matplotlib's Agg without figures and axes, which take as long to load as everything else."""

from __future__ import annotations

import io
from functools import lru_cache
from math import ceil, modf
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, TransformedPath
from PIL import Image

from mapgen.drawing.primitives import Box, Drawing, Point, Text
from mapgen.drawing.typeface import font_path
from mapgen.files.colours import rgb
from mapgen.pens.pen import DPI, PaintStyle, Pen

# The settings of a user's matplotlibrc that Agg and its letters obey, as drawings need them; all others concern
# figures, which are not used here.
_SETTINGS: Any = {
    "agg.path.chunksize": 0,
    "font.enable_last_resort": True,
    "path.simplify": False,
    "text.hinting": "none",
    "text.kerning_factor": None,
}
# How far letters may reach beyond their line on each side, above its baseline and below it, in sizes of type.
_BESIDE, _ABOVE, _BELOW = 0.25, 1.4, 0.4


def drawing_pixels(drawing: Drawing, part: Box | None = None) -> Any:  # noqa: ANN401 (uint8, (height, width, 4))
    """Return a drawing, or a part of it, as RGBA pixels.

    The sides of a part, in CSS pixels, must lie on whole pixels of the image.
    """
    with mpl.rc_context(_SETTINGS):
        pen = Pen(drawing, part)
        agg = _Agg(*pen.size)
        pen.draw_on(agg)
        return np.asarray(agg.renderer.buffer_rgba())


# Many maps and frames have most lines of the map before them in the same place, so the last lines are cached.
@lru_cache(maxsize=96)
def _letters(
    text: str, size: float, weight_and_colour: tuple[bool, str], width: float, start: Point
) -> tuple[Any, int, int]:
    """Return a line of text on transparent pixels, and how far their corner lies left of and below its start.

    The pixels are RGBA from the lowest row up. `start` is the fraction of a pixel by which the text starts to the right
    of and above a pixel's corner. `weight_and_colour` is whether the text is bold, and its colour.
    """
    bold, colour = weight_and_colour
    margin, above, below = (ceil(part * size) for part in (_BESIDE, _ABOVE, _BELOW))
    renderer = RendererAgg(ceil(width) + 2 * margin, above + below, DPI)
    gc = renderer.new_gc()
    gc.set_foreground(colour)
    font = FontProperties(fname=font_path(bold=bold), size=size)
    # The renderer's text alone has y downwards.
    renderer.draw_text(gc, margin + start[0], above - start[1], text, font, 0)
    return np.ascontiguousarray(np.asarray(renderer.buffer_rgba())[::-1]), margin, below


class _Agg:
    """A surface of pixels."""

    def __init__(self, width: float, height: float) -> None:
        self.renderer = RendererAgg(width, height, DPI)
        self.height = height
        # Agg identifies its last clip path by address, so the path must stay alive: another would get its address.
        self.images: list[object] = []

    def path(self, path: Path, transform: Affine2D, style: PaintStyle) -> None:
        gc = self.renderer.new_gc()
        gc.set_linewidth(style.width)
        gc.set_capstyle(style.cap)
        gc.set_joinstyle("round")
        gc.set_snap(False)
        if style.edge:
            gc.set_foreground(style.edge)
        if style.dashes:
            gc.set_dashes(0, style.dashes)
        self.renderer.draw_path(gc, path, transform, _rgb(style.fill) if style.fill else None)
        gc.restore()

    def text(self, place: Point, text: Text, size: float) -> None:
        (x, left), (y, bottom) = map(modf, place)
        width = text.width * size / text.size
        letters, margin, below = _letters(text.text, size, (text.bold, text.colour), width, (x, y))
        gc = self.renderer.new_gc()
        self.renderer.draw_image(gc, left - margin, bottom - below, letters)
        gc.restore()

    def image(self, data: bytes, box: Box, clip: tuple[Path, Affine2D] | None) -> None:
        from matplotlib.image import BboxImage  # noqa: PLC0415 (most maps have none)

        image = BboxImage(Bbox.from_extents(*box), interpolation="antialiased", origin="upper")
        image.set_data(np.asarray(Image.open(io.BytesIO(data))))
        if clip:
            image.set_clip_path(TransformedPath(*clip))
        image.draw(self.renderer)
        self.images.append(image)


def _rgb(colour: str) -> tuple[float, ...]:
    return tuple(part / 255 for part in rgb(colour))
