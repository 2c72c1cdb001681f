"""The matplotlib pen: a drawing as a Figure, without pyplot and its global state."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, BinaryIO

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.image import BboxImage
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text as FigureText
from matplotlib.transforms import Affine2D, Bbox
from PIL import Image

from mapgen.basemap import Shape
from mapgen.drawing import (
    LAYERS,
    Area,
    Border,
    Box,
    Drawing,
    Group,
    Patch,
    Picture,
    Placement,
    Point,
    Primitive,
    Strokes,
    Text,
)
from mapgen.typeface import font_path

_MOVE, _LINE, _CLOSE = int(Path.MOVETO), int(Path.LINETO), int(Path.CLOSEPOLY)
# At 72 dots an inch one point is one pixel, so widths and type sizes need no second unit.
_DPI = 72
# The dots an inch that an image has on paper.
_IMAGES_DPI = 216
# The settings a drawing depends on; all others are matplotlib's own defaults, whatever a user's matplotlibrc says.
_SETTINGS: Any = {
    "path.simplify": False,
    "path.snap": False,
    "lines.scale_dashes": False,
    "text.hinting": "none",
    "text.usetex": False,
    "figure.dpi": _DPI,
    "savefig.dpi": _DPI,
    "pdf.fonttype": 42,
}
_HELD: ContextVar[bool] = ContextVar("pen_settings", default=False)


def draw_figure(drawing: Drawing, *, whole: bool = True, part: Box | None = None) -> Figure:
    """Return a drawing as a matplotlib Figure of its exact pixel size, with one patch for each territory.

    A territory's patch has its ISO 3166-1 alpha-3 code as gid. Without `whole` a page may end within a pixel. `part` is
    a box of it, in CSS pixels, to be drawn alone.
    """
    pen = _Pen(drawing, part or (0.0, 0.0, drawing.width, drawing.height), whole=whole)
    for layer in LAYERS:
        for primitive in drawing.layers.get(layer, ()):
            pen.draw(primitive)
    return pen.figure


def figure_pixels(drawing: Drawing, part: Box | None = None) -> Any:  # noqa: ANN401 (uint8, (height, width, 4))
    """Return a drawing, or a part of it, as RGBA pixels, by matplotlib's Agg.

    The sides of a part, in CSS pixels, are taken to lie on whole pixels of the image.
    """
    with pen_settings():
        canvas = FigureCanvasAgg(draw_figure(drawing, part=part))
        canvas.draw()
        return np.asarray(canvas.buffer_rgba())


def write_pdf(drawing: Drawing, file: BinaryIO, about: Mapping[str, str | None]) -> None:
    """Write a drawing as a PDF page of its size in points, fonts embedded, `about` in the document's keys."""
    from matplotlib.backends.backend_pdf import FigureCanvasPdf  # noqa: PLC0415 (0.1 s that a PNG does without)

    with pen_settings():
        figure = draw_figure(drawing, whole=False)
        # Of images alone: everything else is placed in points.
        figure.set_dpi(_IMAGES_DPI)
        FigureCanvasPdf(figure).print_pdf(file, metadata=dict(about))


@contextmanager
def pen_settings() -> Iterator[None]:
    """Hold matplotlib's settings as drawings need them; setting them takes 6 ms, once for many drawings."""
    if _HELD.get():
        yield
        return
    token = _HELD.set(True)
    try:
        with mpl.rc_context():
            mpl.rcdefaults()
            mpl.rcParams.update(_SETTINGS)
            yield
    finally:
        _HELD.reset(token)


class _Pen:
    """Draws primitives in a drawing's CSS pixels, y downwards, onto a figure's, y upwards."""

    def __init__(self, drawing: Drawing, part: Box, *, whole: bool) -> None:
        factor, (left, top, right, bottom) = drawing.factor, part
        width, height = (right - left) * factor, (bottom - top) * factor
        if whole:
            width, height = round(width), round(height)
        self.figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI)
        self.figure.patch.set_facecolor(drawing.background)
        self.figure.suppressComposite = True  # two images made one would lose what each is clipped to
        self.drawing = drawing
        self.factor = factor
        self.page = Affine2D().translate(-left, -top).scale(factor, -factor).translate(0, height)
        self.grid = self._placed(drawing.placement)

    def _placed(self, placement: Placement) -> Any:  # noqa: ANN401 (matplotlib's composite of two transforms)
        return Affine2D().scale(placement.scale).translate(placement.x, placement.y) + self.page

    def draw(self, one: Primitive) -> None:
        match one:
            case Area():
                self._area(one)
            case Border():
                self._border(one)
            case Picture():
                self._picture(one)
            case Patch():
                self._patch(one)
            case Text():
                self._text(one)
            case Strokes():
                self._strokes(one)
            case Group():
                self._group(one)

    def _group(self, group: Group) -> None:
        own, self.grid = self.grid, self._placed(group.placement)
        for member in group.members:
            self.draw(member)
        self.grid = own

    def _add(self, path: Path, transform: Any, **style: Any) -> PathPatch:  # noqa: ANN401
        patch = PathPatch(path, transform=transform, snap=False, **style)
        self.figure.add_artist(patch)
        return patch

    def _area(self, area: Area) -> None:
        patch = self._add(
            _path(self.drawing.shapes[area.path]),
            self.grid,
            facecolor=to_rgba(area.fill, 0.0 if area.picture else 1.0),
            **self._outline(area.outline, area.outline_width),
        )
        if area.iso3:
            patch.set_gid(area.iso3)
        for strokes in area.hatch:
            self._strokes(strokes)

    def _border(self, border: Border) -> None:
        dashes = tuple(dash * self.factor for dash in border.dashes)
        self._add(
            _path(self.drawing.shapes[border.path]),
            self.grid,
            fill=False,
            edgecolor=border.colour,
            linewidth=border.width * self.factor,
            linestyle=(0, dashes) if dashes else "solid",
            capstyle="butt" if dashes else "round",
            joinstyle="round",
        )

    def _outline(self, colour: str, width: float) -> dict[str, Any]:
        if not colour:
            return {"linewidth": 0}
        return {"edgecolor": colour, "linewidth": width * self.factor, "joinstyle": "round"}

    def _picture(self, picture: Picture) -> None:
        self._image(picture.data, picture.box).set_clip_path(_path(self.drawing.shapes[picture.path]), self.grid)
        for plate in picture.plates:
            self._box(plate, facecolor=picture.ground, linewidth=0)

    def _patch(self, patch: Patch) -> None:
        self._box(patch.box, facecolor=patch.fill, **self._outline(patch.outline, patch.outline_width))
        if patch.image:
            self._image(patch.image, patch.box)
        for strokes in patch.hatch:
            self._strokes(strokes)

    def _image(self, data: bytes, box: Box) -> BboxImage:
        (left, top), (right, bottom) = self.page.transform([box[:2], box[2:]])
        image = BboxImage(Bbox.from_extents(left, bottom, right, top), interpolation="antialiased", origin="upper")
        image.set_data(np.asarray(Image.open(io.BytesIO(data))))
        image.set_zorder(1)  # that of patches: what is added later is drawn later
        self.figure.add_artist(image)
        return image

    def _box(self, box: Box, **style: Any) -> None:  # noqa: ANN401 (matplotlib's own keywords)
        left, top, right, bottom = box
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        self._add(Path(corners, closed=True), self.page, **style)

    def _strokes(self, strokes: Strokes) -> None:
        if strokes.round_caps:
            dots = [start for start, _ in strokes.lines]
            self._add(_discs(dots, strokes.width / 2), self.page, facecolor=strokes.colour, linewidth=0)
            return
        points = [point for line in strokes.lines for point in line]
        codes = [_MOVE, _LINE] * len(strokes.lines)
        self._add(
            Path(points, codes),
            self.page,
            fill=False,
            edgecolor=strokes.colour,
            linewidth=strokes.width * self.factor,
            capstyle="butt",
        )

    def _text(self, text: Text) -> None:
        x, y = self.page.transform((text.x, text.y))
        artist = FigureText(
            x,
            y,
            text.text,
            color=text.colour,
            fontproperties=_font(text.bold, text.size * self.factor),
            ha={"start": "left", "middle": "center", "end": "right"}[text.anchor],
            va="baseline",
            parse_math=False,
        )
        artist.set_transform(None)
        self.figure.add_artist(artist)


def _font(bold: bool, size: float) -> FontProperties:  # noqa: FBT001 (private, and the weight of a font)
    return FontProperties(fname=font_path(bold=bold), size=size)


def _path(shape: Shape) -> Path:
    """Return a basemap's path as matplotlib's, in grid units."""
    points: list[Point] = []
    codes: list[int] = []
    for line in shape.lines:
        points += line
        codes += [_MOVE, *[_LINE] * (len(line) - 1)]
        if shape.closed:
            points.append(line[0])
            codes.append(_CLOSE)
    return Path(np.array(points, dtype=float).reshape(-1, 2), codes)


def _discs(centres: list[Point], radius: float) -> Path:
    """Return discs as one path."""
    disc = Path.unit_circle()
    vertices = np.asarray(disc.vertices) * radius
    return Path.make_compound_path(*(Path(vertices + centre, disc.codes) for centre in centres))
