"""A drawing as pixels: matplotlib's Agg without its figures and axes, which take as long to load as all the rest."""

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

# What Agg and its letters heed of a user's matplotlibrc, as drawings need it; the rest is that of figures, of which
# there are none here.
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

    The sides of a part, in CSS pixels, are taken to lie on whole pixels of the image.
    """
    with mpl.rc_context(_SETTINGS):
        pen = Pen(drawing, part)
        agg = _Agg(*pen.size)
        pen.draw_on(agg)
        return np.asarray(agg.renderer.buffer_rgba())


# Of many maps and of frames most lines say what the last ones said, in the same place: so many are kept.
@lru_cache(maxsize=96)
def _letters(text: str, size: float, map_style: tuple[bool, str], width: float, start: Point) -> tuple[Any, int, int]:
    """Return a line on nothing, RGBA from the lowest row up, and how far its corner lies left of and below its start.

    It starts so much of a pixel to the right of and above a pixel's corner. `look` is whether it is bold, and a colour.
    """
    bold, colour = map_style
    beside, above, below = (ceil(part * size) for part in (_BESIDE, _ABOVE, _BELOW))
    renderer = RendererAgg(ceil(width) + 2 * beside, above + below, DPI)
    gc = renderer.new_gc()
    gc.set_foreground(colour)
    font = FontProperties(fname=font_path(bold=bold), size=size)
    # The renderer's text alone has y downwards.
    renderer.draw_text(gc, beside + start[0], above - start[1], text, font, 0)
    return np.ascontiguousarray(np.asarray(renderer.buffer_rgba())[::-1]), beside, below


class _Agg:
    """The surface that pixels are painted on."""

    def __init__(self, width: float, height: float) -> None:
        self.renderer = RendererAgg(width, height, DPI)
        self.height = height
        # Agg tells what it last clipped to by its address, which must not be given to another path meanwhile.
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
        letters, beside, below = _letters(text.text, size, (text.bold, text.colour), width, (x, y))
        gc = self.renderer.new_gc()
        self.renderer.draw_image(gc, left - beside, bottom - below, letters)
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
