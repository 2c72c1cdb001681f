"""The composition of a poster: how large its map is, where it stands, and where its large type stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import bounding_box
from mapgen.drawing.primitives import Box, Placement, Point, Strokes, Text
from mapgen.drawing.sizes import Size
from mapgen.errors import InputError
from mapgen.labels.blocks import LabelStyle
from mapgen.labels.discs import DiscPlace, disc_places
from mapgen.labels.placing import place_labels
from mapgen.labels.room import LabelRoom
from mapgen.layout.big_places import BigPlace, BigRoom, Edge, moved_to_land, places_together
from mapgen.layout.big_type import LARGE_TYPE, BlocText, bloc_text, count_settings, is_legible
from mapgen.layout.page_texts import TypeSizes
from mapgen.layout.slogans import no_room, slogans_of
from mapgen.posters.count_rows import rows_of_counts
from mapgen.posters.land_cells import land_cells
from mapgen.record.snapshots import Entry
from mapgen.themes.style import MapStyle
from mapgen.words.poster_words import PosterWords

# The height of the map, in heights of the page without the parts that stay free, where the page is no wider than it.
_HIGH = 0.78
# How far the map may stand to the left or right of the middle, in widths of its box, so that the type gets larger.
_SHIFTS = (0.0, -0.05, 0.05)
# The largest type of slogans and of numbers and the smallest beside the land, in parts of the page's shorter side. The
# least gain of type for which the map leaves the middle.
_LARGEST, _SMALLEST = {"slogan": 0.17, "count": 0.25}, 0.05
_GAIN = 1.12
# More texts than these stand in rows: beside the land of each there would be no order.
_MOST_BESIDE = 3
# A map that takes less of its box's height than this has its texts in a row below it.
_WIDE = 0.62
# On a page wider than this, in heights, rows stand beside the map, which takes at least this part of the width.
_LANDSCAPE, _LEAST_WIDTH = 1.2, 0.36

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


def composed(choropleth: Choropleth, words: PosterWords, map_style: MapStyle, size: Size, box: Box) -> Composition:
    """Return the map with its large type beside it, else with the type in rows below it."""
    slogans = slogans_of(choropleth, map_style, capitals=True)
    texts = slogans or tuple(_counts(choropleth, words, map_style))
    sizes = TypeSizes.of_map(size)
    if not texts:
        return _labelled(choropleth, map_style, sizes, _placed(choropleth, box, box[3] - box[1], 0.0), box)
    composition = None
    if len(texts) <= _MOST_BESIDE and not _is_wide(choropleth, box):
        composition = _beside(choropleth, map_style, size, box, texts)
    composition = composition or _in_rows(choropleth, map_style, size, box, texts)
    if composition is None:
        raise no_room(texts) if slogans else _no_room_for_counts(size)
    return composition


def _in_rows(
    choropleth: Choropleth, map_style: MapStyle, size: Size, box: Box, texts: Sequence[BlocText]
) -> Composition | None:
    """Return the map with its large type in rows below it, on a wide page beside it; None without room for them.

    Map and rows stand in the middle of the height together.
    """
    sizes = TypeSizes.of_map(size)
    left, top, right, bottom = map_box = box
    beside = size.width > _LANDSCAPE * size.height and not _is_wide(choropleth, box)
    if beside:
        split = right - max(_LEAST_WIDTH * (right - left), choropleth.basemap.width * _scale(choropleth, box))
        rows = rows_of_counts(texts, (left, top, min(split, right), bottom), size.least_type, 1.0)
        map_box = (split + 2 * sizes.key, top, right, bottom)
    else:
        rows = rows_of_counts(texts, box, size.least_type)
    if rows is None:
        return None
    if not beside:
        map_box = (left, top, right, min(place.box[1] for place in rows) - sizes.key)
    placement = _placed(choropleth, map_box, map_box[3] - map_box[1], 0.0)
    high = choropleth.basemap.height * placement.scale
    lift = (min(place.box[1] for place in rows) - top if beside else map_box[3] - map_box[1] - high) / 2
    rows = tuple(place.lowered(-lift) for place in rows)
    return replace(_labelled(choropleth, map_style, sizes, placement, map_box), places=rows)


def _is_wide(choropleth: Choropleth, box: Box) -> bool:
    """Whether a map is so much wider than its box that there is more room below it than beside its land."""
    return choropleth.basemap.height * _scale(choropleth, box) < _WIDE * (box[3] - box[1])


def _scale(choropleth: Choropleth, box: Box) -> float:
    """Return the scale at which the map fills a box."""
    basemap = choropleth.basemap
    return min((box[2] - box[0]) / basemap.width, (box[3] - box[1]) / basemap.height)


def _no_room_for_counts(size: Size) -> InputError:
    return InputError.single(
        f"size {size.words}", "there is no room for the counts of the classes; choose a larger one"
    )


def _counts(choropleth: Choropleth, words: PosterWords, map_style: MapStyle) -> Iterator[BlocText]:
    """Yield the number of countries of each class that has some, with its word in capitals.

    Where the colour of a class is too pale for type, and where classes have patterns, each number has a bar above it.
    """
    classes, scale = map_style.classes, choropleth.snapshot.scale
    counts = {
        name: sum(entry.class_name(classes) == name and not entry.follows for entry in choropleth.entries)
        for name in scale.class_names(classes)
    }
    counts = {name: count for name, count in counts.items() if count}
    colours = [map_style.class_fill(name, scale).colour for name in counts]
    bar = map_style.patterns or not all(is_legible(colour, LARGE_TYPE, map_style.theme) for colour in colours)
    for name, count in counts.items():
        word = words.classes.get(name) or map_style.words.class_label(name, scale)

        def belongs(entry: Entry, name: str = name) -> bool:
            return entry.class_name(classes) == name

        settings = tuple(count_settings(count, word, bar=bar))
        yield bloc_text(f"{count} {word}", settings, choropleth, map_style, belongs, "count")


def _beside(
    choropleth: Choropleth, map_style: MapStyle, size: Size, box: Box, texts: Sequence[BlocText]
) -> Composition | None:
    """Return the composition with the largest type beside the land; None if there is no room for any.

    A place where the land of another bloc is nearer is taken only if there is none without one, on any composition.
    """
    free_height, short = size.height - 2 * size.inset, min(size.width, size.height - 2 * size.inset)
    height = box[3] - box[1] if size.width > size.height else min(box[3] - box[1], _HIGH * free_height)
    land = land_cells([ring for entry in choropleth.entries for ring in choropleth.basemap.shapes[entry.iso3].lines])
    edges, largest = _edges(texts), _LARGEST[texts[0].role] * short
    maps = [
        _labelled(choropleth, map_style, TypeSizes.of_map(size), _placed(choropleth, box, height, shift), box)
        for shift in _SHIFTS
    ]
    for strict in (True, False):
        best: Composition | None = None
        for composition in maps:
            least = max(_SMALLEST * short, _GAIN * best.size if best else 0.0)
            lines, boxes = _taken(choropleth, composition)
            room = BigRoom(composition.placement, box, land, (largest, least), boxes, lines, edges)
            if places := places_together(texts, room, strict=strict):
                if size.width > size.height:
                    places = _moved_to_land(places, room)
                best = replace(composition, places=places)
        if best:
            return best
    return None


def _moved_to_land(places: Sequence[BigPlace], room: BigRoom) -> tuple[BigPlace, ...]:
    """Return places moved one after the other, each clear of where those before it stand now."""
    moved = list(places)
    for number, place in enumerate(places):
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


def _placed(choropleth: Choropleth, box: Box, height: float, shift: float) -> Placement:
    """Return the placement of the map in a box, no higher than a height, and off its middle by a part of its width."""
    basemap, (left, top, right, bottom) = choropleth.basemap, box
    scale = max(min(_scale(choropleth, box), height / basemap.height), 1e-6)
    x = (left + right - basemap.width * scale) / 2 + shift * (right - left)
    x = min(max(x, left), right - basemap.width * scale)
    return Placement(scale, round(x, 2), round((top + bottom - basemap.height * scale) / 2, 2))


def _labelled(
    choropleth: Choropleth, map_style: MapStyle, sizes: TypeSizes, placement: Placement, box: Box
) -> Composition:
    """Return the map with its discs and, if a user asks for them, its labels."""
    discs = disc_places(choropleth, map_style, placement, sizes.key)
    if map_style.labels == "none":
        return Composition(placement, (), (), (), discs)
    room = LabelRoom(choropleth.basemap, placement, box, discs)
    placed = place_labels(choropleth, room, LabelStyle(map_style, sizes.label, sizes.small_label))
    return Composition(placement, (), placed.texts, placed.leaders, discs)
