"""A map laid out for every language at once: with headline, key and notes around it, or the map alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Box, Drawing, Placement, Primitive, Text
from mapgen.drawing.sizes import Size
from mapgen.drawing.stand_ins import measured_by
from mapgen.labels.blocks import LabelStyle
from mapgen.labels.discs import DiscPlace, disc_places
from mapgen.labels.placing import PlacedLabels, has_leader_lines, place_labels, says_less
from mapgen.labels.room import LabelRoom
from mapgen.layout.claim_marks import claim_marks
from mapgen.layout.ground import LABEL_SIDE, framed, ground, placed
from mapgen.layout.note_marks import led_to, marks_of
from mapgen.layout.page_drawing import page_drawing
from mapgen.layout.page_texts import TypeSizes
from mapgen.layout.place_names import NameRoom, has_place_names, place_names
from mapgen.layout.territory_layer import MapPlacement, territory_layer
from mapgen.places.countries import element_id
from mapgen.wikimedia.blocks import heading_block, key_block, keys_of, notes_of_sheet
from mapgen.wikimedia.editions import Edition
from mapgen.wikimedia.model import Lettering, Line, Sheet
from mapgen.wikimedia.translations import Translations

# The width of the page in CSS pixels, and the page from which the sizes of type come.
SIZE = Size(640, 800, 2)
# The width of a map alone, which is most often shown small, beside an article's text: its names are larger then.
_ALONE = 480
# The least and the most height of the map by its width.
_LOWEST, _HIGHEST = 0.55, 1.05
# The most room on each side of the map for labels, in sizes of small type, and what of it is tried.
_SIDE, _PARTS = 9.0, (0.0, 1.0)
# The space around a map alone, above a map and above the notes, in sizes of type.
_EDGE, _ABOVE, _BETWEEN = 0.5, 0.8, 0.8


class _Labelled(Struct, frozen=True):
    """A map placed and labelled in a box of the page."""

    placement: Placement
    box: Box
    labels: PlacedLabels
    discs: tuple[DiscPlace, ...]
    missing: int


def full_sheet(choropleth: Choropleth, editions: Sequence[Edition]) -> Sheet:
    """Return the page with headline, key and notes.

    A note has a number where the map names one of its territories.
    """
    named = {entry.iso3 for entry in choropleth.entries if editions[0].map_style.labels != "none"}
    while True:
        notes = editions[0].notes(named)
        translations = Translations(choropleth, editions, marks_of(notes))
        with measured_by(translations.width):
            sheet, on_map = _around(choropleth, editions, named, translations)
        if led_to(notes, on_map):
            return sheet
        named = named & on_map


def map_alone(choropleth: Choropleth, editions: Sequence[Edition]) -> Sheet:
    """Return the map without headline, key and notes, up to the edges of the page."""
    translations, edge = Translations(choropleth, editions, {}), _EDGE * TypeSizes.of_map(SIZE).key
    with measured_by(translations.width):
        labelled = _labelled(choropleth, editions[0], {}, (edge, edge, _ALONE - 2 * edge))
        left, top, right, bottom = labelled.box
        page = (0.0, 0.0, right + left, float(round(bottom + top)))
        drawing = _drawn(choropleth, editions[0], labelled, page, page[2:])
    return _sheet(drawing, translations, {})


def _around(
    choropleth: Choropleth, editions: Sequence[Edition], named: set[str], translations: Translations
) -> tuple[Sheet, set[str]]:
    """Return the page, and the codes of the territories that its map names."""
    sizes, first = TypeSizes.of_map(SIZE), editions[0]
    left, width = sizes.margin, SIZE.width - 2 * sizes.margin
    marked = {edition.lang: edition.notes(named) for edition in editions}
    marks = marks_of(marked[first.lang])
    head, end = heading_block(editions, sizes, (left, sizes.margin, width))
    patches, key, end = key_block(keys_of(choropleth, editions, marks), first, sizes.key, (left, end, width))
    labelled = _labelled(choropleth, first, marks, (left, end + _ABOVE * sizes.key, width))
    notes, end = notes_of_sheet(editions, marked, sizes, (left, labelled.box[3] + _BETWEEN * sizes.note, width))
    drawing = _drawn(choropleth, first, labelled, labelled.box, (SIZE.width, float(round(end + sizes.margin))))
    drawing = replace(drawing, layers={**drawing.layers, "legend": tuple(patches)})
    sheet = _sheet(drawing, translations, {"legend": (*head, *key), "notes": tuple(notes)})
    return sheet, {text.iso3 for text in labelled.labels.texts}


def _labelled(
    choropleth: Choropleth, edition: Edition, marks: Mapping[str, str], place: tuple[float, float, float]
) -> _Labelled:
    """Return the largest map at a left, a top and in a width that names the most states."""
    sizes = TypeSizes.of_map(SIZE)
    style = LabelStyle(edition.map_style, sizes.label, sizes.small_label, marks)
    parts = _PARTS if has_leader_lines(choropleth, edition.map_style.labels) else _PARTS[:1]
    tried: list[_Labelled] = []
    for part in parts:
        tried.append(_with_sides(choropleth, style, place, part * _SIDE * sizes.small_label))
        if not tried[-1].missing:
            break
    return min(tried, key=lambda labelled: labelled.missing)


def _with_sides(
    choropleth: Choropleth, style: LabelStyle, place: tuple[float, float, float], sides: float
) -> _Labelled:
    """Return the map with so much room at its sides for labels."""
    (left, top, width), basemap = place, choropleth.basemap
    free = width - 2 * min(LABEL_SIDE * width, sides)
    height = min(max(free * basemap.height / basemap.width, _LOWEST * width), _HIGHEST * width)
    box = (left, top, left + width, top + round(height))
    placement = placed(choropleth, box, sides)
    discs = disc_places(choropleth, style.map_style, placement, style.large)
    labels = place_labels(choropleth, LabelRoom(basemap, placement, box, discs), style)
    missing = sum(says_less(entry, labels.texts, style.map_style) for entry in choropleth.snapshot.entries)
    return _Labelled(placement, box, labels, discs, missing)


def _drawn(
    choropleth: Choropleth, edition: Edition, labelled: _Labelled, frame: Box, page: tuple[float, float]
) -> Drawing:
    """Return the drawing of a map whose ground fills a frame, on a page of a width and a height."""
    size, sizes, map_style = replace(SIZE, width=page[0], height=page[1]), TypeSizes.of_map(SIZE), edition.map_style
    placement, labels = labelled.placement, labelled.labels
    choropleth = framed(choropleth, placement, frame)
    map_placement = MapPlacement(placement, sizes.key, size.factor, labelled.discs)
    territories, shapes = territory_layer(choropleth, map_style, map_placement, labels.texts)
    inside = [text for text in labels.texts if text.anchor == "middle"]
    layers: dict[str, tuple[Primitive, ...]] = {
        "context": ground(choropleth.region, map_style.theme, map_placement.unit),
        "territories": territories,
        "claims": tuple(claim_marks(choropleth, map_style, placement, sizes.key, inside)),
        "places": _places(choropleth, edition, labelled, frame),
        "labels": (*labels.leaders, *labels.texts),
    }
    return page_drawing(size, map_style, placement, {**choropleth.basemap.shapes, **shapes}, layers, frame)


def _places(choropleth: Choropleth, edition: Edition, labelled: _Labelled, frame: Box) -> tuple[Text, ...]:
    """Return the names of neighbours and seas, clear of everything else on the map."""
    if not has_place_names(choropleth, edition.map_style, SIZE):
        return ()
    boxes = (*(text.box for text in labelled.labels.texts), *(disc.box for disc in labelled.discs))
    lines = tuple(line for strokes in labelled.labels.leaders for line in strokes.lines)
    size = TypeSizes.of_map(SIZE).small_label - 1
    return place_names(choropleth, edition.map_style, NameRoom(labelled.placement, frame, size, boxes, lines))


def _sheet(drawing: Drawing, translations: Translations, around: Mapping[str, tuple[Lettering, ...]]) -> Sheet:
    """Return a page whose texts on the map are in every language, with the texts around it."""
    layers = {name: tuple(_graphics(marks)) for name, marks in drawing.layers.items()}
    on_map = {name: tuple(_letterings(drawing.layers[name], translations)) for name in ("places", "labels")}
    return Sheet(replace(drawing, layers=layers), {**on_map, **around})


def _graphics(marks: Sequence[Primitive]) -> Iterator[Primitive]:
    return (mark for mark in marks if not isinstance(mark, Text))


def _letterings(marks: Sequence[Primitive], translations: Translations) -> Iterator[Lettering]:
    """Yield the labels of a layer, each with all its lines."""
    texts = [mark for mark in marks if isinstance(mark, Text)]
    for number, (iso3, lines) in enumerate(groupby(texts, key=lambda text: text.iso3 or text.text), 1):
        label = list(lines)
        name = _name(label[0], iso3, number)
        editions = {
            lang: tuple(
                Line.of(text, words)
                for text, words in zip(label, translations.lines(label, place), strict=True)
                if words
            )
            for place, lang in enumerate(translations.langs)
        }
        yield Lettering(name, label[0].role, editions)


def _name(text: Text, code: str, number: int) -> str:
    return f"label-{element_id(code)}" if text.iso3 else f"{text.role}-{number}"
