"""The drawing: placed primitives in pixels, ready for a pen, which decides nothing more.

Two kinds of coordinates occur. Shapes of the map keep the integer grid of the prepared basemap, which the drawing's
`placement` carries onto the page. All else is in CSS pixels from the upper left corner of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from mapgen.basemap.model import Shape

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom
Anchor = Literal["start", "middle", "end"]


class Placement(Struct, frozen=True):
    """The map from the basemap's grid to the page: multiply by `scale`, then move by `x`, `y` (CSS pixels)."""

    scale: float
    x: float
    y: float

    def page(self, point: Point) -> Point:
        """Return a point of the grid in CSS pixels of the page."""
        return point[0] * self.scale + self.x, point[1] * self.scale + self.y

    def grid(self, point: Point) -> Point:
        """Return a point of the page in the basemap's grid."""
        return (point[0] - self.x) / self.scale, (point[1] - self.y) / self.scale

    def grid_box(self, box: Box) -> Box:
        """Return a box of the page in the basemap's grid."""
        return (*self.grid(box[:2]), *self.grid(box[2:]))


class Disc(Struct, frozen=True):
    """A disc in the fill of a territory too small to see, on its `ring`, a larger disc of the radius `reach`."""

    iso3: str
    x: float
    y: float
    radius: float
    fill: str
    ring: str
    reach: float
    hatch: tuple[Strokes, ...] = ()
    outline: str = ""
    outline_width: float = 0.0


class Area(Struct, frozen=True):
    """A filled shape of the map: `path` names its rings in the basemap, `iso3` its territory, if any.

    `outline` is the colour of a line around it (empty for none), as wide as `outline_width` in CSS pixels. If it names
    a `picture`, which lies below, the fill is not painted.
    """

    path: str
    fill: str
    iso3: str = ""
    hatch: tuple[Strokes, ...] = ()
    outline: str = ""
    outline_width: float = 0.0
    picture: str = ""


class Border(Struct, frozen=True):
    """A stroked line of the map: `path` names its points in the basemap; width and dashes in CSS pixels."""

    path: str
    colour: str
    width: float
    dashes: tuple[float, ...] = ()


class Strokes(Struct, frozen=True):
    """Straight strokes of one colour and width (hatching, leader lines), each from a point to a point.

    A stroke of zero length with round caps is a dot as wide as `width`.
    """

    lines: tuple[tuple[Point, Point], ...]
    colour: str
    width: float
    round_caps: bool = False

    def lowered(self, by: float) -> Strokes:
        """Return the strokes moved down the page by a distance."""
        lines = tuple(((a, b + by), (c, d + by)) for (a, b), (c, d) in self.lines)
        return replace(self, lines=lines)


class Picture(Struct, frozen=True):
    """A JPEG on a box of the page, clipped to rings of the map that `path` names.

    Labels stand on `plates`, boxes of the page in the colour `ground` over it.
    """

    name: str
    data: bytes
    path: str
    box: Box
    ground: str
    plates: tuple[Box, ...] = ()


class Patch(Struct, frozen=True):
    """A filled rectangle of the key, of a bar of shares (`role` is `share`) or of a chart of time (`bar`).

    It has the fill, hatching, outline and JPEG of the class or territory it stands for. `about` holds the `title` of
    its SVG element, and data attributes by their names without `data-`.
    """

    box: Box
    fill: str
    hatch: tuple[Strokes, ...] = ()
    outline: str = ""
    outline_width: float = 0.0
    image: bytes = b""
    role: str = "key"
    about: Mapping[str, str] = field(default_factory=dict)

    def lowered(self, by: float) -> Patch:
        """Return the patch moved down the page by a distance."""
        left, top, right, bottom = self.box
        hatch = tuple(strokes.lowered(by) for strokes in self.hatch)
        return replace(self, box=(left, top + by, right, bottom + by), hatch=hatch)


class Text(Struct, frozen=True):
    """One line of text: its baseline starts, is centred or ends at `x`, `y`; `width` is as measured.

    `ground` is the colour below it, from which its contrast can be checked; `iso3` is the territory it names.
    """

    text: str
    x: float
    y: float
    size: float
    width: float
    colour: str
    ground: str
    bold: bool = False
    anchor: Anchor = "start"
    iso3: str = ""
    role: str = ""

    def lowered(self, by: float) -> Text:
        """Return the text moved down the page by a distance."""
        return replace(self, y=self.y + by)

    @property
    def left(self) -> float:
        """Where the text begins, in CSS pixels."""
        return self.x - self.width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]

    @property
    def box(self) -> Box:
        """The box of its letters: from the height of its ascenders to the depth of its descenders."""
        return self.left, self.y - 0.76 * self.size, self.left + self.width, self.y + 0.24 * self.size


Mark = Area | Disc | Border | Strokes | Picture | Patch | Text


class Group(Struct, frozen=True):
    """Marks that belong together: one of several maps on a page (`kind` is `panel`), a row of bars (`row`), a `band`.

    `placement` carries the shapes of its areas and borders onto the page. `about` holds title and data attributes of
    its element, as a patch's does, `attributes` those of each territory in it, without ids.
    """

    kind: str
    members: tuple[Mark, ...]
    placement: Placement
    about: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


Primitive = Mark | Group
LAYERS = ("context", "territories", "claims", "places", "labels", "legend", "notes")


class Drawing(Struct, frozen=True):
    """A page: its size in CSS pixels, the pixels of an image per CSS pixel, and its layers from bottom to top.

    `layers` has the names of LAYERS. Every output file carries `metadata`. `attributes` are those of each territory's
    SVG element, by code. `lettering` is the form of an SVG's texts. An image states `dpi`, its dots an inch. `frame` is
    the box of the map's ground in CSS pixels, on a page of one map.
    """

    width: float
    height: float
    factor: float
    background: str
    placement: Placement
    shapes: Mapping[str, Shape]
    layers: Mapping[str, tuple[Primitive, ...]]
    lang: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    lettering: str = "text"
    dpi: int | None = None
    frame: Box | None = None

    def __repr__(self) -> str:
        return f"<Drawing of {self.width:g}x{self.height:g} CSS pixels: {sum(1 for _ in self.each())} marks>"

    def each(self) -> Iterator[tuple[str, Mark]]:
        """Yield every mark with the name of its layer, from bottom to top, also those in groups."""
        for layer in LAYERS:
            for primitive in self.layers.get(layer, ()):
                for mark in primitive.members if isinstance(primitive, Group) else (primitive,):
                    yield layer, mark

    @property
    def groups(self) -> tuple[Group, ...]:
        """Every group of marks on the page."""
        marks = (mark for layer in LAYERS for mark in self.layers.get(layer, ()))
        return tuple(mark for mark in marks if isinstance(mark, Group))

    @property
    def colours(self) -> frozenset[str]:
        """All colours of the page and its marks, `#rrggbb`, without those that antialiased edges mix."""
        parts = [part for _, mark in self.each() for part in (mark, *getattr(mark, "hatch", ()))]
        kinds = ("fill", "outline", "colour", "ground", "ring")
        return frozenset({self.background, *(getattr(part, kind, "") for part in parts for kind in kinds)} - {""})

    @property
    def caption(self) -> str:
        """Headline, standfirst, notes that the picture lacks, and source line as one text; empty without metadata."""
        headline, *rest = (self.metadata.get(key, "") for key in ("title", "standfirst", "notes", "source-line"))
        stop = "" if not headline or headline.endswith((".", "!", "?", "…")) else "."
        return " ".join(part for part in (f"{headline}{stop}", *rest) if part)

    @property
    def shows_shares(self) -> bool:
        """Whether there are bars of shares on the page."""
        return any(isinstance(mark, Patch) and mark.role == "share" for _, mark in self.each())

    @property
    def texts(self) -> tuple[Text, ...]:
        """Every text on the page."""
        return tuple(mark for _, mark in self.each() if isinstance(mark, Text))
