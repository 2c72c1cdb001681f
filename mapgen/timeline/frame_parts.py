"""The moving parts of an animation's page: the map of a day, the day with its counts, and the words on changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mapgen.basemap.model import Shape
from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Box, Drawing, Patch, Placement, Point, Primitive, Text
from mapgen.drawing.typeface import cut, text_width, wrap
from mapgen.labels.blocks import LabelStyle
from mapgen.labels.discs import DiscPlace, disc_places
from mapgen.labels.placing import labels_inside
from mapgen.labels.room import LabelRoom
from mapgen.layout.claim_marks import claim_marks
from mapgen.layout.ground import framed, ground
from mapgen.layout.key import KeyEntry, draw_entry, fitted
from mapgen.layout.outlines import outline_shapes, outlines
from mapgen.layout.page import placed
from mapgen.layout.page_drawing import page_drawing
from mapgen.layout.territory_layer import MapPlacement, territory_layer
from mapgen.record.snapshots import Entry, Status
from mapgen.record.spells import drawn_class
from mapgen.themes.style import MapStyle
from mapgen.timeline.captions import class_or_status_label
from mapgen.timeline.frame_page import FramePage, year_size
from mapgen.timeline.pacing import Step
from mapgen.timeline.panels import change_words
from mapgen.timeline.strip_rows import PAGE

# The width of the outline of changes, in CSS pixels where the key's type has 14.
_OUTLINE = 2.2
# Statuses explained beside the classes: an elect's stripes, and the grey of territories that are not counted.
_EXPLAINED = (Status.ELECTED, Status.NOT_APPLICABLE)
# The line spacing, in sizes of type.
_LINE = 1.3
# Up to this many simultaneous changes name who governs; more name only the class.
_TOLD = 2
_A_QUARTER = 100  # days


class FrameStyle(Struct, frozen=True):
    """What all frames share: style, page, the map's placement, labels inside shapes, discs, an entry for each class."""

    map_style: MapStyle
    page: FramePage
    placement: Placement
    labels: tuple[Text, ...]
    discs: tuple[DiscPlace, ...]
    examples: dict[str, Entry]


def frame_placement(
    choropleth: Choropleth, map_style: MapStyle, page: FramePage
) -> tuple[Placement, tuple[Text, ...], tuple[DiscPlace, ...]]:
    """Return the placement of the map, the labels that fit inside shapes, as leaders would disturb, and the discs."""
    placement = placed(choropleth, page.map, 0.0)
    discs = disc_places(choropleth, map_style, placement, page.sizes.key)
    room, style = LabelRoom(choropleth.basemap, placement, page.map, discs), LabelStyle(map_style, *_label_sizes(page))
    return placement, labels_inside(choropleth, room, style), discs


def _label_sizes(page: FramePage) -> tuple[float, float]:
    return page.sizes.label, page.sizes.small_label


def map_drawing(choropleth: Choropleth, changed: Sequence[Entry], style: FrameStyle) -> Drawing:
    """Return the map of a step as a drawing of the whole page without texts; `changed` entries have outlines."""
    map_style, page = style.map_style, style.page
    choropleth = framed(choropleth, style.placement, page.map)
    fills = {entry.iso3: map_style.land_fill(entry).colour for entry in choropleth.entries}
    labels = [_recoloured(text, fills[text.iso3], map_style) for text in style.labels]
    territories, shapes = territory_layer(
        choropleth, map_style, MapPlacement(style.placement, page.sizes.key, page.size.factor, style.discs), labels
    )
    outline_paths = outline_shapes(choropleth, changed, style.placement, style.discs)
    lines = tuple(outlines(changed, round(_OUTLINE * page.sizes.key / 14, 2), map_style.theme, style.discs))
    layers: dict[str, tuple[Primitive, ...]] = {
        "context": ground(choropleth.region, map_style.theme, page.sizes.key / 14),
        "territories": (*territories, *lines),
        "claims": tuple(claim_marks(choropleth, map_style, style.placement, page.sizes.key, labels)),
        "labels": tuple(labels),
    }
    return _drawn(layers, style, {**choropleth.basemap.shapes, **shapes, **outline_paths}, style.placement)


def _recoloured(text: Text, ground: str, map_style: MapStyle) -> Text:
    """Return a label in a colour that is legible on a ground."""
    return replace(text, colour=map_style.theme.legible(ground), ground=ground)


def date_drawings(step: Step, style: FrameStyle) -> tuple[tuple[str, Drawing, Box], ...]:
    """Return year and day of a step: the text of each, its drawing of the whole page, and its box on the page."""
    sizes, page = style.page.sizes, style.page
    large, small, (x, y, _, _) = year_size(sizes), sizes.standfirst, page.year
    year, day = str(step.day.year), style.map_style.words.day_of_year(step.day)
    texts = (
        (_text(year, (x, y + 0.86 * large), large, style, bold=True, role="date"), page.year),
        (_text(day, (x, page.day[1] + _LINE * small), small, style, role="date"), page.day),
    )
    return tuple((text.text, _drawn({"legend": (text,)}, style, {}, PAGE), box) for text, box in texts)


def column_drawing(change: Step, choropleth: Choropleth, style: FrameStyle) -> Drawing:
    """Return the counts of a map, and the changes of the step `change`, as a drawing of the whole page."""
    x, y, right, bottom = style.page.column
    counts, y = _counts(choropleth, (x, y), style)
    changes = _changes(change, choropleth, (x, y, right, bottom), style)
    return _drawn({"legend": (*counts, *changes)}, style, {}, PAGE)


def _counts(choropleth: Choropleth, place: Point, style: FrameStyle) -> tuple[list[Patch | Text], float]:
    """Return a line for each class that occurs in the animation, and for each status of this day."""
    map_style, size, (x, y), right = style.map_style, style.page.sizes.key, place, style.page.column[2]
    occurring = [drawn_class(entry, map_style.classes) for entry in choropleth.snapshot.entries]
    classes = choropleth.snapshot.scale.class_names(map_style.classes)
    drawn: list[Patch | Text] = []
    for name, entry in style.examples.items():
        if name not in classes and name not in occurring:
            continue
        y += 1.55 * size
        label = class_or_status_label(name, map_style, choropleth.snapshot)
        line = fitted(KeyEntry(map_style.fill(entry), label, str(occurring.count(name))), size, right - x)
        drawn += draw_entry(line, x, y, size, map_style.theme)
    for status in _EXPLAINED:
        example = next((entry for entry in choropleth.entries if entry.status is status and not entry.follows), None)
        if example:
            y += 1.55 * size
            line = fitted(KeyEntry(map_style.fill(example), map_style.words.say(f"status.{status}")), size, right - x)
            drawn += draw_entry(line, x, y, size, map_style.theme)
    return drawn, y + 0.8 * size


def _changes(change: Step, choropleth: Choropleth, box: Box, style: FrameStyle) -> Iterator[Text]:
    """Yield the changes in lines: few countries each with who governs, more only with the class."""
    size, (x, y, right, bottom) = style.page.sizes.key, box
    lines = list(_lines(change, choropleth, right - x, style))
    fitting = int((bottom - y) / (_LINE * size))
    if len(lines) > fitting > 0:
        lines = [*lines[: fitting - 1], ("…", False)]
    for number, (line, bold) in enumerate(lines[: max(0, fitting)], 1):
        yield _text(line, (x, y + number * _LINE * size), size, style, bold=bold, role="change")


def _when(change: Step, style: FrameStyle) -> str:
    """Return the date of a change as exactly as its step knows it: these words stay until the next change."""
    apart = (change.day - change.before).days if change.before else 0
    if change.regular and apart > _A_QUARTER:
        return str(change.day.year)
    return style.map_style.words.month(change.day) if change.regular else style.map_style.words.short_day(change.day)


def _lines(change: Step, choropleth: Choropleth, width: float, style: FrameStyle) -> Iterator[tuple[str, bool]]:
    size, map_style = style.page.sizes.key, style.map_style
    if change.changed:
        yield cut(_when(change, style), size, width), False
    if len(change.changed) > _TOLD:
        for line in wrap(change_words(change.changed, choropleth, map_style), size, width):
            yield line, False
        return
    for entry in change.changed:
        for line in wrap(change_words([entry], choropleth, map_style), size, width, bold=True):
            yield line, True
        for line in wrap(entry.leader, size, width) if entry.leader else ():
            yield line, False


def _text(text: str, place: Point, size: float, style: FrameStyle, *, bold: bool = False, role: str) -> Text:
    theme = style.map_style.theme
    return Text(text, *place, size, text_width(text, size, bold=bold), theme.ink, theme.page, bold=bold, role=role)


def _drawn(
    layers: dict[str, tuple[Primitive, ...]], style: FrameStyle, shapes: dict[str, Shape], placement: Placement
) -> Drawing:
    return page_drawing(style.page.size, style.map_style, placement, shapes, layers)
