"""The territories of a map: their fills and patterns, images of blocs, and the separators between them."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from mapgen.basemap.model import Shape
from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import bounding_box, outside, overlap, widened
from mapgen.drawing.primitives import Area, Border, Box, Disc, Picture, Placement, Point, Primitive, Strokes, Text
from mapgen.errors import InputError
from mapgen.labels.discs import DiscPlace
from mapgen.record.snapshots import Entry
from mapgen.themes.style import EMPHASIS, MapStyle, fill_outline, hatched
from mapgen.themes.theme import Fill

if TYPE_CHECKING:
    from mapgen.drawing.images import BlocImage

# The width of a separator's casing, in widths of the separator.
_CASING = 2.8
# The factor by which a separator without a casing is wider among the strokes of patterns, which are as light as it is.
_AMONG_STROKES = 1.8
# The width in CSS pixels of a line under each border within a class, in the class's colour: without it the page would
# show between two shapes as a hairline.
_SEAM = 1.2
# The space beside a label that stays free of patterns, in sizes of its type.
_CLEAR = 0.12
# The pixels of an image for each CSS pixel (the page's own, if they are more), and the most along its longer side.
_SHARP = 2.0
_MOST_PIXELS = 2400
# The width of the line along the coast of an image, in the colour of its bloc: bright parts would be lost in the page.
_COAST_OF_IMAGE = 1.0
# All images of an SVG together, before base64 makes four bytes of three: the file stays well under a megabyte.
_MOST_BYTES = 480_000


class MapPlacement(Struct, frozen=True):
    """The map's placement, the key's type size in CSS pixels, the pixels of an image per CSS pixel, and the discs."""

    placement: Placement
    type_size: float
    factor: float
    discs: tuple[DiscPlace, ...] = ()

    @property
    def unit(self) -> float:
        """The factor by which lines are larger than at the article's size."""
        return self.type_size / 14


# The side of areas, as squares, for which separators have their width, in CSS pixels at the article's size; smaller
# areas have thinner ones.
_FINE = 10.0
# A piece of land whose longer side is less has no stripes of an elect, in sizes of the key's type.
_ISLET = 1.2
# The widest line around a disc, in its radii.
_LINE_OF_DISC = 0.45


def territory_layer(
    choropleth: Choropleth, map_style: MapStyle, map_placement: MapPlacement, labels: Sequence[Text]
) -> tuple[tuple[Primitive, ...], Mapping[str, Shape]]:
    """Return the territories from bottom to top, and the paths they add to those of the basemap.

    Patterns and images keep clear of the labels inside them. Raises InputError for the image of a bloc without members.
    """
    layer = _Layer(choropleth, map_style, map_placement, labels)
    parts: tuple[Primitive, ...] = (*layer.seams(), *layer.pictures(), *layer.areas(), *layer.separators())
    return (*parts, *layer.emphasis(), *layer.drawn_discs()), layer.shapes


class _Layer:
    """The state that the parts of the layer share: each territory's fill, the plates of labels, and the new paths."""

    def __init__(
        self, choropleth: Choropleth, map_style: MapStyle, map_placement: MapPlacement, labels: Sequence[Text]
    ) -> None:
        self.choropleth, self.map_style, self.map_placement = choropleth, map_style, map_placement
        self.fills = {entry.iso3: map_style.fill(entry) for entry in choropleth.entries}
        self.shapes: dict[str, Shape] = {}
        inside: dict[str, list[Text]] = {}
        for text in labels:
            if text.anchor == "middle":
                inside.setdefault(text.iso3, []).append(text)
        self.plates = {code: label_plate(lines) for code, lines in inside.items()}

    def areas(self) -> Iterator[Area]:
        """Yield each territory with its patterns."""
        return map(self._area, self.choropleth.entries)

    def drawn_discs(self) -> Iterator[Disc]:
        """Yield the discs, which no land and no line may cover."""
        return map(self._disc, self.map_placement.discs)

    def _area(self, entry: Entry) -> Area:
        theme, fill = self.map_style.theme, self.map_style.land_fill(entry)
        # An emphasised area has its line along land borders alone.
        outline, width = fill_outline(replace(fill, emphasised=False), theme)
        width = round(width * self.map_placement.unit, 2) if outline else 0.0
        picture = entry.bloc.value if fill.image else ""
        return Area(entry.iso3, fill.colour, entry.iso3, self._hatch(entry.iso3, fill), outline, width, picture)

    def _hatch(self, code: str, fill: Fill) -> tuple[Strokes, ...]:
        """Return the strokes of a territory, clear of labels; an elect's are on its larger pieces of land alone."""
        if not fill.patterns:
            return ()
        least = _ISLET * self.map_placement.type_size
        rings = self._rings(code)
        land = [ring for ring in rings if _longer_side(ring) >= least] or rings
        islets = [ring for ring in rings if ring not in land]
        drawn = hatched(fill, land, self.map_placement.type_size, islets)
        return tuple(clear for strokes in drawn if (clear := self._off_labels(strokes, rings)).lines)

    def _off_labels(self, strokes: Strokes, rings: Sequence[Sequence[Point]]) -> Strokes:
        """Return strokes inside rings that keep clear of all labels, also of those that stick out of a neighbour."""
        around, lines = bounding_box(point for ring in rings for point in ring), strokes.lines
        for plate in self.plates.values():
            if overlap(plate, around):
                lines = tuple(outside(lines, plate))
        return replace(strokes, lines=lines)

    def _disc(self, place: DiscPlace) -> Disc:
        """Return the disc of a state in its fill; that of an emphasised one has a dark line around it."""
        theme, fill = self.map_style.theme, self.fills[place.iso3]
        hatch = hatched(fill, [place.outline], self.map_placement.type_size) if fill.patterns else ()
        outline, width = fill_outline(fill, theme)
        # In a small panel, a heavy line would hide the disc.
        width = round(min(width * self.map_placement.unit, _LINE_OF_DISC * place.radius), 2)
        return Disc(
            place.iso3, place.x, place.y, place.radius, fill.colour, theme.sea, place.reach, hatch, outline, width
        )

    def separators(self) -> Iterator[Border]:
        """Yield the lines along shared borders, all or those between different fills, each on its casing."""
        theme = self.map_style.theme
        between = self._differ if theme.separators == "between-classes" else self.choropleth.draws
        pale = {code for code, fill in self.fills.items() if fill.coast}
        self.shapes["borders"] = self.choropleth.basemap.borders_between(
            lambda first, second: between(first, second) and not pale.issuperset((first, second))
        )
        wider = _AMONG_STROKES if self.map_style.patterns and not theme.casing else 1.0
        width = wider * theme.border_width * self.map_placement.unit * self._fineness()
        if theme.casing:
            yield Border("borders", theme.casing, _CASING * width)
        yield Border("borders", theme.border, width)
        if pale:  # a separator in the page's colour would be lost between two of them
            self.shapes["pale-borders"] = self.choropleth.basemap.borders_between(
                lambda first, second: between(first, second) and pale.issuperset((first, second))
            )
            yield Border("pale-borders", theme.coast, width)

    def _fineness(self) -> float:
        """Return the factor by which separators are thinner where areas are small, as municipalities are."""
        territories = self.choropleth.basemap.territories
        land = sum(shape.piece for shape in territories.values()) / max(1, len(territories))
        side = math.sqrt(land) * self.map_placement.placement.scale
        return min(1.0, side / (_FINE * self.map_placement.unit)) if land else 1.0

    def emphasis(self) -> Iterator[Border]:
        """Yield dark lines along land borders of emphasised territories; along coasts they would fill the fjords."""
        loud = {code for code, fill in self.fills.items() if fill.emphasised}
        if loud:
            shape = self.choropleth.basemap.borders_between(
                lambda first, second: self.choropleth.draws(first, second) and not loud.isdisjoint((first, second))
            )
            self.shapes["emphasis"] = shape
            yield Border("emphasis", self.map_style.theme.ink, EMPHASIS * self.map_placement.unit)

    def seams(self) -> Iterator[Border]:
        """Yield the borders that have no separator, in the colour of their class, to be drawn before the areas."""
        if self.map_style.theme.separators == "all":
            return
        for number, colour in enumerate(sorted({fill.colour for fill in self.fills.values()})):
            alike = {code for code, fill in self.fills.items() if fill.colour == colour}
            shape = self.choropleth.basemap.borders_between(partial(self._alike_in, alike))
            if shape.data:
                self.shapes[f"seam-{number}"] = shape
                yield Border(f"seam-{number}", colour, _SEAM * self.map_placement.unit)

    def pictures(self) -> Iterator[Border | Picture]:
        """Yield the image of each bloc that has one, clipped to the outline of its territories.

        A line below each, of which the half outside its land is seen, lies along its coast.
        """
        pictures = []
        for side, image in self.map_style.images.items():
            members = [entry for entry in self.choropleth.entries if entry.bloc == side]
            if not members:
                raise InputError.single(f"image {side}", "no country of this map is in that bloc; leave the image out")
            pictures.append(self._picture(side, image, members))
        width = 2 * _COAST_OF_IMAGE * self.map_placement.unit
        yield from (Border(picture.path, picture.ground, width) for picture in pictures)
        yield from pictures

    def _picture(self, side: str, image: BlocImage, members: Sequence[Entry]) -> Picture:
        path = f"picture-{side}"
        self.shapes[path] = Shape("".join(self.choropleth.basemap.shapes[entry.iso3].data for entry in members))
        box = bounding_box([point for entry in members for ring in self._rings(entry.iso3) for point in ring])
        wide, high = box[2] - box[0], box[3] - box[1]
        sharp = min(max(_SHARP, self.map_placement.factor), _MOST_PIXELS / max(wide, high))
        pixels = (max(1, round(wide * sharp)), max(1, round(high * sharp)))
        return Picture(
            name=side,
            data=image.covering(pixels, _MOST_BYTES // len(self.map_style.images)),
            path=path,
            box=box,
            ground=self.fills[members[0].iso3].colour,
            plates=tuple(self.plates[entry.iso3] for entry in members if entry.iso3 in self.plates),
        )

    def _differ(self, first: str, second: str) -> bool:
        """Whether two neighbours are drawn and have different fills; a territory outside the region has none."""
        return self.choropleth.draws(first, second) and self.fills.get(first) != self.fills.get(second)

    def _alike_in(self, codes: Collection[str], first: str, second: str) -> bool:
        return first in codes and self.choropleth.draws(first, second) and not self._differ(first, second)

    def _rings(self, iso3: str) -> list[list[Point]]:
        """Return the rings of a territory on the page."""
        page = self.map_placement.placement.page
        return [[page(point) for point in ring] for ring in self.choropleth.basemap.shapes[iso3].lines]


def _longer_side(ring: Sequence[Point]) -> float:
    left, top, right, bottom = bounding_box(ring)
    return max(right - left, bottom - top)


def label_plate(lines: Sequence[Text]) -> Box:
    """Return the box around a label's lines that keeps patterns and images off its letters."""
    corners = (corner for line in lines for corner in (line.box[:2], line.box[2:]))
    return widened(bounding_box(corners), _CLEAR * lines[0].size)
