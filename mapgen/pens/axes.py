"""A map in a matplotlib Axes beside other charts: in metres of its projection, as artists that a user can style."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.path import Path
from msgspec import Struct
from msgspec.structs import replace

from mapgen.basemap.model import Shape
from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Area, Border, Box, Disc, Placement, Strokes, Text
from mapgen.labels.blocks import LabelStyle
from mapgen.labels.discs import DiscPlace, disc_places
from mapgen.labels.placing import PlacedLabels, has_leader_lines, place_labels
from mapgen.labels.room import LabelRoom
from mapgen.layout.claim_marks import claim_fill, claim_marks
from mapgen.layout.ground import framed, ground, placed
from mapgen.layout.key import KeyEntry
from mapgen.layout.territory_layer import MapPlacement, territory_layer
from mapgen.pens.axes_key import MARGIN, add_legend
from mapgen.pens.axes_page import add_text, paint_page
from mapgen.pens.patch_styles import circle_path, patches
from mapgen.pens.pen import grid_path
from mapgen.themes.style import MapStyle
from mapgen.themes.theme import Fill

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The type of labels: its size in parts of the axes, and its least and greatest size in points. The type of small labels
# and of the key, in parts of that size.
_TYPE, _SMALLEST, _LARGEST, _SMALL = 1 / 42, 6.5, 11.0, 0.86
# Room for labels beside the map, in sizes of small type.
_SIDE = 5.5
_CORNERS: tuple[Literal["lower left", "lower right", "upper left", "upper right"], ...] = (
    "lower left",
    "lower right",
    "upper left",
    "upper right",
)


class PlottedMap(Struct, frozen=True):
    """The content of a plot: a choropleth, its map style, and the entries of its key (none for no key)."""

    choropleth: Choropleth
    map_style: MapStyle
    key: Sequence[KeyEntry]


def draw_on_axes(axes: Axes, content: PlottedMap) -> Axes:
    """Draw a map into axes and return them: equal aspect, axes off, limits in metres of the projection.

    Each territory is a PathPatch whose gid is its ISO 3166-1 alpha-3 code; borders, claims and leader lines are
    LineCollections, with gids such as `borders`; labels are Texts, with gids such as `label-ARG`; the key is the axes'
    Legend. The type and the places of labels suit the size that the axes have now.
    """
    plain = replace(content, map_style=replace(content.map_style, images={}, slogans={}))
    _AxesPen(axes, plain).draw()
    return axes


class _AxesPen:
    """Draws on axes as on a page whose pixels are points, y downwards from the axes' upper left corner."""

    def __init__(self, axes: Axes, content: PlottedMap) -> None:
        self.axes, self.content = axes, content
        self.choropleth, self.map_style, self.theme = content.choropleth, content.map_style, content.map_style.theme
        points = 72 / axes.figure.dpi
        self.width, self.height = max(axes.bbox.width * points, 1.0), max(axes.bbox.height * points, 1.0)
        size = _TYPE * min(1.3 * self.width, self.height)
        self.large = min(max(size, _SMALLEST), _LARGEST)
        self.small = max(_SMALL * self.large, _SMALLEST * 0.95)

    def draw(self) -> None:
        axes = self.axes
        axes.set_axis_off()
        self.key_box = self._key()
        labels = self._labels()
        self._limits()
        paint_page(axes, self.theme.page)
        self._context()
        self._territories(labels.texts)
        self._claims(labels.texts)
        for strokes in labels.leaders:
            self._leaders(strokes)
        for text in labels.texts:
            self._text(text)

    @cached_property
    def placement(self) -> Placement:
        """The placement of the map in the axes: above the key if no corner has room for the key."""
        lines = has_leader_lines(self.choropleth, self.map_style.labels)
        return placed(self.choropleth, self.map_box, _SIDE * self.small if lines else 0.0)

    def _key(self) -> Box | None:
        """Add the legend in the first corner that is free of land, else below the map; return its box."""
        self.map_box: Box = (0.0, 0.0, self.width, self.height)
        if not self.content.key:
            return None
        legend = add_legend(self.axes, self.content.key, self.theme.ink, self.small, self.width)
        bounds, points = legend.get_window_extent(), 72 / self.axes.figure.dpi
        wide, high = (side * points + MARGIN * self.small for side in (bounds.width, bounds.height))
        for corner in _CORNERS:
            left = 0.0 if corner.endswith("left") else self.width - wide
            top = 0.0 if corner.startswith("upper") else self.height - high
            box = (left, top, left + wide, top + high)
            grid = self.placement.grid
            if self.choropleth.basemap.land.is_free(*grid(box[:2]), *grid(box[2:])):
                legend.set_loc(corner)
                return box
        del self.placement
        self.map_box = (0.0, 0.0, self.width, max(self.height - high, 0.3 * self.height))
        legend.set_loc("lower center")
        return ((self.width - wide) / 2, self.height - high, (self.width + wide) / 2, self.height)

    def _labels(self) -> PlacedLabels:
        """Return labels and leader lines; labels avoid the key's box as they avoid land."""
        kept_free = (self.key_box,) if self.key_box else ()
        room = LabelRoom(self.choropleth.basemap, self.placement, self.map_box, self.discs, kept_free)
        return place_labels(self.choropleth, room, LabelStyle(self.map_style, self.large, self.small))

    @cached_property
    def discs(self) -> tuple[DiscPlace, ...]:
        """The discs of small states, on the placement that the key leaves."""
        return disc_places(self.choropleth, self.map_style, self.placement, self.small * 1.1)

    def _limits(self) -> None:
        (left, top), (right, bottom) = self.metres((0.0, 0.0)), self.metres((self.width, self.height))
        # matplotlib refuses adjustable="datalim" where both axes are shared.
        shared = (self.axes.get_shared_x_axes(), self.axes.get_shared_y_axes())
        alone = any(len(axis.get_siblings(self.axes)) == 1 for axis in shared)
        self.axes.set_aspect("equal", adjustable="datalim" if alone else "box")
        self.axes.set_xlim(left, right)
        self.axes.set_ylim(bottom, top)

    def metres(self, point: tuple[float, float]) -> tuple[float, float]:
        """Return a point of the axes, in points, in metres of the projection."""
        return self.choropleth.basemap.metres.of(self.placement.grid(point))

    def _context(self) -> None:
        self.choropleth = framed(self.choropleth, self.placement, (0.0, 0.0, self.width, self.map_box[3]))
        shapes = self.choropleth.basemap.shapes
        for part in ground(self.choropleth.region, self.theme, 1.0):
            if not shapes[part.path].data:
                continue
            if isinstance(part, Area):
                self._patch(part.path, shapes[part.path], Fill(part.fill), 0.4 if part.path == "sea" else 0.5)
            else:
                self._border(part, shapes[part.path], 0.6)

    def _territories(self, texts: Sequence[Text]) -> None:
        ground = MapPlacement(self.placement, self.small * 1.1, 1.0, self.discs)
        primitives, shapes = territory_layer(self.choropleth, self.map_style, ground, texts)
        shapes = {**self.choropleth.basemap.shapes, **shapes}
        fills = {entry.iso3: self.map_style.fill(entry) for entry in self.choropleth.entries}
        land = {entry.iso3: self.map_style.land_fill(entry) for entry in self.choropleth.entries}
        self.patterned = {code for code, fill in land.items() if fill.patterns}
        for number, primitive in enumerate(primitives):
            if isinstance(primitive, Area):
                edge = (primitive.outline, primitive.outline_width) if primitive.outline else ("none", 0.0)
                self._patch(primitive.iso3, shapes[primitive.path], land[primitive.iso3], 1.0, edge)
            elif isinstance(primitive, Disc):
                self._disc(primitive, fills[primitive.iso3], 1.25 + number / 1e4)
            elif isinstance(primitive, Border):
                zorder = 0.9 if primitive.path.startswith("seam") else 1.2 + number / 1e4
                self._border(primitive, shapes[primitive.path], zorder)

    def _disc(self, disc: Disc, fill: Fill, zorder: float) -> None:
        """Add a disc on its ring; like the land, both keep their place and size in metres when a user zooms."""
        step = self.choropleth.basemap.metres.step / self.placement.scale
        middle, outline = self.metres((disc.x, disc.y)), (disc.outline or "none", disc.outline_width)
        ring = circle_path(middle, disc.reach * step)
        self._artists(f"{disc.iso3}-ring", ring, Fill(disc.ring), zorder, ("none", 0.0))
        self._artists(f"{disc.iso3}-disc", circle_path(middle, disc.radius * step), fill, zorder, outline)

    def _claims(self, texts: Sequence[Text]) -> None:
        shapes, inside = self.choropleth.basemap.shapes, [text for text in texts if text.anchor == "middle"]
        for name, treatment in self.choropleth.claims.items():
            if treatment == "hatched":
                fill = claim_fill(self.choropleth, name, self.map_style)
                self._patch(f"claim-area-{name}", shapes[f"claim-area-{name}"], fill, 1.3)
        for mark in claim_marks(self.choropleth, self.map_style, self.placement, self.small * 1.1, inside):
            if isinstance(mark, Border):
                self._border(mark, shapes[mark.path], 1.4)

    def _path(self, shape: Shape) -> Path:
        path, metres = grid_path(shape), self.choropleth.basemap.metres
        vertices = np.asarray(path.vertices) * (metres.step, -metres.step) + (metres.left, metres.top)
        return Path(vertices, path.codes)

    def _patch(
        self, gid: str, shape: Shape, fill: Fill, zorder: float, edge: tuple[str, float] = ("none", 0.0)
    ) -> None:
        self._artists(gid, self._path(shape), fill, zorder, edge)

    def _artists(self, gid: str, path: Path, fill: Fill, zorder: float, edge: tuple[str, float]) -> None:
        for patch in patches(gid, path, fill, edge):
            patch.set_zorder(zorder)
            self.axes.add_patch(patch)

    def _border(self, border: Border, shape: Shape, zorder: float) -> None:
        lines = [np.asarray(polygon) for polygon in self._path(shape).to_polygons(closed_only=False)]
        style: Any = (0, border.dashes) if border.dashes else "solid"
        caps = "butt" if border.dashes else "round"
        self._lines(lines, border.path, (border.colour, border.width), zorder, linestyle=style, capstyle=caps)

    def _leaders(self, strokes: Strokes) -> None:
        lines = [np.array([self.metres(start), self.metres(end)]) for start, end in strokes.lines]
        # A dot is a line of no length with round caps.
        self._lines(
            lines, "leaders", (strokes.colour, strokes.width), 2.0, capstyle="round" if strokes.round_caps else "butt"
        )

    def _lines(
        self,
        lines: Iterable[Any],
        gid: str,
        colour_and_width: tuple[str, float],
        zorder: float,
        **line_style: Any,  # noqa: ANN401
    ) -> None:
        colour, width = colour_and_width
        collection = LineCollection(list(lines), colors=colour, linewidths=width, zorder=zorder, **line_style)
        collection.set_gid(gid)
        self.axes.add_collection(collection, autolim=False)

    def _text(self, text: Text) -> None:
        haloed = text.anchor == "middle" and text.iso3 in self.patterned
        add_text(self.axes, self.metres((text.left, text.y)), text, haloed=haloed)
