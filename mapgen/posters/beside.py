"""The large type of a poster beside the land of its map."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from mapgen.basemap.model import LandMask
from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import bounding_box
from mapgen.drawing.primitives import Box, Placement, Point, Strokes, Text
from mapgen.drawing.sizes import Size
from mapgen.labels.discs import DiscPlace
from mapgen.layout.big_places import BigPlace, BigRoom, Edge, moved_to_land, places_together
from mapgen.layout.big_type import BlocText

# The largest type of slogans and of numbers and the smallest beside the land, in parts of the page's shorter side. The
# least gain of type for which the map leaves the middle.
_LARGEST, _SMALLEST = {"slogan": 0.17, "count": 0.25}, 0.05
_GAIN = 1.12
# How much smaller two counts may be so that they stand on one line.
_LEVEL = 0.85
_PAIR = 2

Line = tuple[Point, Point]


class Composition(Struct, frozen=True):
    """A map on a poster with its discs and labels, and the places of its large type."""

    placement: Placement
    places: tuple[BigPlace, ...]
    labels: tuple[Text, ...]
    leaders: tuple[Strokes, ...]
    discs: tuple[DiscPlace, ...]

    @property
    def size(self) -> float:
        """The size of the large type in CSS pixels; 0 without any."""
        return self.places[0].size if self.places else 0.0


class Beside(Struct, frozen=True):
    """The large type beside the land of a map on a page, and the cells of that land."""

    choropleth: Choropleth
    size: Size
    box: Box
    land: LandMask
    texts: Sequence[BlocText]

    def largest(self, maps: Sequence[Composition], *, strict: bool) -> Composition | None:
        """Return the map with the largest type, the first where a later one has little more; None without room."""
        short = min(self.size.width, self.size.height - 2 * self.size.inset)
        best: Composition | None = None
        for composition in maps:
            least = max(_SMALLEST * short, _GAIN * best.size if best else 0.0)
            room = self._room(composition, (_LARGEST[self.texts[0].role] * short, least))
            if places := places_together(self.texts, room, strict=strict):
                best = self._placed(composition, places, room)
        return best

    def level(self, best: Composition, maps: Sequence[Composition]) -> Composition:
        """Return two counts on one line, if they are little smaller there; else the composition as it is."""
        if len(best.places) != _PAIR or best.places[0].text.role != "count" or _are_level(best.places):
            return best
        for composition in (best, *maps):
            room = self._room(composition, (best.size, _LEVEL * best.size))
            if places := places_together(self.texts, room, strict=True, level=True):
                return self._placed(composition, places, room)
        return best

    def _room(self, composition: Composition, sizes: tuple[float, float]) -> BigRoom:
        lines, boxes = _taken(self.choropleth, composition)
        return BigRoom(composition.placement, self.box, self.land, sizes, boxes, lines, _edges(self.texts))

    def _placed(self, composition: Composition, places: tuple[BigPlace, ...], room: BigRoom) -> Composition:
        """Return the map with its large type, which is close to the land on a wide page."""
        if self.size.width > self.size.height:
            places = _moved_to_land(places, room)
        return replace(composition, places=places)


def _are_level(places: Sequence[BigPlace]) -> bool:
    return max(place.box[3] for place in places) - min(place.box[3] for place in places) < 1


def _moved_to_land(places: Sequence[BigPlace], room: BigRoom) -> tuple[BigPlace, ...]:
    """Return the places at the edges moved one after the other, each clear of where those before it stand now.

    A text with no edge of its own already stands beside its land.
    """
    moved = list(places)
    for number, (place, edge) in enumerate(zip(places, room.edges, strict=True)):
        if edge:
            moved[number] = moved_to_land(place, moved, room)
    return tuple(moved)


def _taken(choropleth: Choropleth, composition: Composition) -> tuple[tuple[Line, ...], tuple[Box, ...]]:
    """Return the lines and boxes that large type keeps clear of: leaders, labels, discs and frames of insets."""
    page, shapes = composition.placement.page, choropleth.basemap.shapes
    frames = [bounding_box(map(page, shapes[inset.path].lines[0])) for inset in choropleth.region.drawn_insets]
    boxes = (*(text.box for text in composition.labels), *(disc.box for disc in composition.discs), *frames)
    return tuple(line for strokes in composition.leaders for line in strokes.lines), boxes


def _edges(texts: Sequence[BlocText]) -> tuple[Edge, ...]:
    """Return the edges of the page at which texts stand: that of the westernmost bloc on the left, and so on."""
    if len(texts) == 1:
        return ("",)
    order = sorted(range(len(texts)), key=lambda number: texts[number].middle)
    by_number: dict[int, Edge] = {order[0]: "left", order[-1]: "right"}
    return tuple(by_number.get(number, "") for number in range(len(texts)))
