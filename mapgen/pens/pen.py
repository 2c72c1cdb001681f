"""The matplotlib pen: it turns a drawing into paths, letters and images for any surface."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from msgspec import Struct

from mapgen.basemap.model import Shape
from mapgen.drawing.boxes import box_ring
from mapgen.drawing.primitives import (
    LAYERS,
    Area,
    Border,
    Box,
    Disc,
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

# At 72 dots an inch one point is one pixel, so widths and type sizes need no second unit.
DPI = 72
_MOVE, _LINE, _CLOSE = int(Path.MOVETO), int(Path.LINETO), int(Path.CLOSEPOLY)


class PaintStyle(Struct, frozen=True):
    """The paint of a path: colours `#rrggbb`, empty for none; width and dashes in pixels of the surface.

    `name` is the code of the territory, if the path is one; with `-disc` after it, that of its disc.
    """

    fill: str = ""
    edge: str = ""
    width: float = 0.0
    dashes: tuple[float, ...] = ()
    cap: Literal["butt", "round"] = "butt"
    name: str = ""


class Surface(Protocol):
    """A surface that a pen draws on, in pixels, y upwards from the lower left corner."""

    def path(self, path: Path, transform: Affine2D, style: PaintStyle) -> None:
        """Paint a path, its joins round, neither simplified nor snapped to pixels."""

    def text(self, place: Point, text: Text, size: float) -> None:
        """Write a line of text whose baseline starts at a place, at a size in pixels."""

    def image(self, data: bytes, box: Box, clip: tuple[Path, Affine2D] | None) -> None:
        """Put an image, a file's bytes, into a box (left, bottom, right, top), clipped to a path."""


class Pen:
    """Draws primitives in a drawing's CSS pixels, y downwards, onto a surface.

    With `part`, a box of the page in CSS pixels, the surface shows this box alone. Without `whole` a page may end
    within a pixel.
    """

    def __init__(self, drawing: Drawing, part: Box | None = None, *, whole: bool = True) -> None:
        left, top, right, bottom = part or (0.0, 0.0, drawing.width, drawing.height)
        width, height = (right - left) * drawing.factor, (bottom - top) * drawing.factor
        self.size = (round(width), round(height)) if whole else (width, height)
        # The page in CSS pixels, up to the end of an image's last pixel.
        self.width, self.height = drawing.width, drawing.height
        if whole and part is None:
            self.width, self.height = self.size[0] / drawing.factor, self.size[1] / drawing.factor
        self.drawing = drawing
        self.factor = drawing.factor
        self.page = Affine2D().translate(-left, -top).scale(self.factor, -self.factor).translate(0, self.size[1])

    def draw_on(self, surface: Surface) -> None:
        """Draw everything, from the page's background to the topmost layer."""
        self.surface, self.grid = surface, self._placed(self.drawing.placement)
        self._box((0, 0, self.width, self.height), PaintStyle(self.drawing.background))
        for layer in LAYERS:
            for primitive in self.drawing.layers.get(layer, ()):
                self._draw(primitive)

    def _placed(self, placement: Placement) -> Affine2D:
        to_page = Affine2D().scale(placement.scale).translate(placement.x, placement.y)
        return Affine2D(self.page.get_matrix() @ to_page.get_matrix())

    def _draw(self, primitive: Primitive) -> None:
        match primitive:
            case Area():
                self._area(primitive)
            case Disc():
                self._disc(primitive)
            case Border():
                self._border(primitive)
            case Picture():
                self._picture(primitive)
            case Patch():
                self._patch(primitive)
            case Text():
                x, y = self.page.transform((primitive.left, primitive.y))
                self.surface.text((float(x), float(y)), primitive, primitive.size * self.factor)
            case Strokes():
                self._strokes(primitive)
            case Group():
                self._group(primitive)

    def _group(self, group: Group) -> None:
        outer, self.grid = self.grid, self._placed(group.placement)
        for member in group.members:
            self._draw(member)
        self.grid = outer

    def _area(self, area: Area) -> None:
        fill = "" if area.picture else area.fill
        style = PaintStyle(fill, *self._outline(area.outline, area.outline_width), name=area.iso3)
        self.surface.path(grid_path(self.drawing.shapes[area.path]), self.grid, style)
        for strokes in area.hatch:
            self._strokes(strokes)

    def _disc(self, disc: Disc) -> None:
        middle = [(disc.x, disc.y)]
        self.surface.path(_discs(middle, disc.reach), self.page, PaintStyle(disc.ring))
        name = f"{disc.iso3}-disc" if disc.iso3 else ""
        style = PaintStyle(disc.fill, *self._outline(disc.outline, disc.outline_width), name=name)
        self.surface.path(_discs(middle, disc.radius), self.page, style)
        for strokes in disc.hatch:
            self._strokes(strokes)

    def _border(self, border: Border) -> None:
        dashes = tuple(dash * self.factor for dash in border.dashes)
        style = PaintStyle("", border.colour, border.width * self.factor, dashes, "butt" if dashes else "round")
        self.surface.path(grid_path(self.drawing.shapes[border.path]), self.grid, style)

    def _outline(self, colour: str, width: float) -> tuple[str, float]:
        return (colour, width * self.factor) if colour else ("", 0.0)

    def _picture(self, picture: Picture) -> None:
        self._image(picture.data, picture.box, (grid_path(self.drawing.shapes[picture.path]), self.grid))
        for plate in picture.plates:
            self._box(plate, PaintStyle(picture.ground))

    def _patch(self, patch: Patch) -> None:
        outline = self._outline(patch.outline, patch.outline_width)
        if not patch.image:
            self._box(patch.box, PaintStyle(patch.fill, *outline))
        else:
            # The outline lies over the image, which ends at a whole pixel and would cover one side of it.
            self._box(patch.box, PaintStyle(patch.fill))
            self._image(patch.image, patch.box)
            if patch.outline:
                self._box(patch.box, PaintStyle("", *outline))
        for strokes in patch.hatch:
            self._strokes(strokes)

    def _image(self, data: bytes, box: Box, clip: tuple[Path, Affine2D] | None = None) -> None:
        (left, top), (right, bottom) = self.page.transform([box[:2], box[2:]])
        self.surface.image(data, (left, bottom, right, top), clip)

    def _box(self, box: Box, style: PaintStyle) -> None:
        corners = box_ring(box)
        self.surface.path(Path([*corners, corners[0]], closed=True), self.page, style)

    def _strokes(self, strokes: Strokes) -> None:
        if not strokes.lines:
            return
        if strokes.round_caps and all(start == end for start, end in strokes.lines):
            dots = [start for start, _ in strokes.lines]
            self.surface.path(_discs(dots, strokes.width / 2), self.page, PaintStyle(strokes.colour))
            return
        points = [point for line in strokes.lines for point in line]
        cap: Literal["butt", "round"] = "round" if strokes.round_caps else "butt"
        style = PaintStyle("", strokes.colour, strokes.width * self.factor, cap=cap)
        self.surface.path(Path(points, [_MOVE, _LINE] * len(strokes.lines)), self.page, style)


def grid_path(shape: Shape) -> Path:
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


def _discs(centres: Sequence[Point], radius: float) -> Path:
    """Return discs as one path."""
    disc = Path.unit_circle()
    vertices = np.asarray(disc.vertices) * radius
    return Path.make_compound_path(*(Path(vertices + centre, disc.codes) for centre in centres))
