"""The composition of a poster: how large its map is, where it stands, and where its large type stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Box, Placement
from mapgen.drawing.sizes import Size
from mapgen.errors import InputError
from mapgen.labels.blocks import LabelStyle
from mapgen.labels.discs import disc_places
from mapgen.labels.placing import place_labels
from mapgen.labels.room import LabelRoom
from mapgen.layout.big_type import LARGE_TYPE, BlocText, bloc_text, count_settings, is_legible
from mapgen.layout.page_texts import TypeSizes
from mapgen.layout.slogans import no_room, slogans_of
from mapgen.posters.beside import Beside, Composition
from mapgen.posters.count_rows import rows_of_counts
from mapgen.posters.land_cells import land_cells
from mapgen.record.snapshots import Entry
from mapgen.themes.style import MapStyle
from mapgen.words.poster_words import PosterWords

# The height of the map, in heights of the page without the parts that stay free, where the page is no wider than it.
_HIGH = 0.78
# How far the map may stand to the left or right of the middle, in widths of its box, so that the type gets larger.
_SHIFTS = (0.0, -0.05, 0.05)
# The height of the map where long slogans have no room beside a larger one, and how far down its box it then stands.
_LESS_HIGH, _DOWN = 0.74, (0.5, 0.0, 1.0)
# More texts than these stand in rows: beside the land of each there would be no order.
_MOST_BESIDE = 3
# A map that takes less of its box's height than this has its texts in a row below it.
_WIDE = 0.62
# On a page wider than this, in heights, rows stand beside the map, which takes at least this part of the width.
_LANDSCAPE, _LEAST_WIDTH = 1.2, 0.36


def composed(choropleth: Choropleth, words: PosterWords, map_style: MapStyle, size: Size, box: Box) -> Composition:
    """Return the map with its large type beside it, else with the type in rows below it."""
    slogans = slogans_of(choropleth, map_style, capitals=True)
    texts = slogans or (() if map_style.bare else tuple(_counts(choropleth, words, map_style)))
    sizes = TypeSizes.of_map(size)
    if not texts:
        return _labelled(choropleth, map_style, sizes, _placed(choropleth, box, box[3] - box[1], 0.0), box)
    composition = None
    if len(texts) <= _MOST_BESIDE and not _is_wide(choropleth, box):
        composition = _beside(choropleth, map_style, size, box, texts)
    # Slogans in a row stand as their blocs do, from west to east; counts in the order of the scale.
    row = sorted(texts, key=lambda text: text.middle[0]) if slogans else texts
    composition = composition or _in_rows(choropleth, map_style, size, box, row)
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

    A place where the land of another bloc is nearer is taken only if there is none without one, on any composition, and
    a smaller map if there is none beside a large one.
    """
    land = land_cells([ring for entry in choropleth.entries for ring in choropleth.basemap.shapes[entry.iso3].lines])
    beside = Beside(choropleth, size, box, land, texts)

    def labelled(height: float, shift: float, down: float) -> Composition:
        placement = _placed(choropleth, box, height, shift, down)
        return _labelled(choropleth, map_style, TypeSizes.of_map(size), placement, box)

    large = [labelled(_height(size, box, _HIGH), shift, 0.5) for shift in _SHIFTS]
    if best := beside.largest(large, strict=True):
        return beside.level(best, large)
    small = [labelled(_height(size, box, _LESS_HIGH), shift, down) for down, shift in product(_DOWN, _SHIFTS)]
    tried = ((small, True), (large, False), (small, False))
    return next((best for maps, strict in tried if (best := beside.largest(maps, strict=strict))), None)


def _height(size: Size, box: Box, part: float) -> float:
    """Return the most height of a map: all of its box on a wide page, else a part of the page that is in use."""
    high = box[3] - box[1]
    return high if size.width > size.height else min(high, part * (size.height - 2 * size.inset))


def _placed(choropleth: Choropleth, box: Box, height: float, shift: float, down: float = 0.5) -> Placement:
    """Return the placement of the map in a box, no higher than a height, and off its middle by a part of its width.

    `down` is the part of the height left over that is above the map.
    """
    basemap, (left, top, right, bottom) = choropleth.basemap, box
    scale = max(min(_scale(choropleth, box), height / basemap.height), 1e-6)
    x = (left + right - basemap.width * scale) / 2 + shift * (right - left)
    x = min(max(x, left), right - basemap.width * scale)
    return Placement(scale, round(x, 2), round(top + down * (bottom - top - basemap.height * scale), 2))


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
