"""The moving parts of an animation's page: the map of a day, the day with its counts, and the words on changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mapgen.basemap.model import Shape
from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Box, Drawing, Patch, Placement, Point, Primitive, Text
from mapgen.drawing.typeface import text_width, wrap
from mapgen.labels.blocks import LabelStyle
from mapgen.labels.discs import DiscPlace, disc_places
from mapgen.labels.placing import labels_inside
from mapgen.labels.room import LabelRoom
from mapgen.layout.claim_marks import claim_marks
from mapgen.layout.ground import framed, ground, placed
from mapgen.layout.key import KeyEntry, draw_label, draw_patch, entry_width, patch_width, status_fills
from mapgen.layout.page_drawing import page_drawing
from mapgen.layout.territory_layer import MapPlacement, territory_layer
from mapgen.record.snapshots import Entry, Status
from mapgen.record.spells import drawn_class
from mapgen.themes.style import MapStyle
from mapgen.timeline.captions import class_or_status_label
from mapgen.timeline.change_words import TextRoom, change_lines
from mapgen.timeline.frame_page import DAY_LINE, YEAR_LINE, FramePage, change_size, year_size
from mapgen.timeline.pacing import Step
from mapgen.timeline.panels import receding
from mapgen.timeline.strip_rows import PAGE

# Statuses explained beside the classes: an elect's stripes, and the grey of territories that are not counted.
_EXPLAINED = (Status.ELECTED, Status.NOT_APPLICABLE)
# The line spacing, in sizes of type.
_LINE = 1.3
_A_QUARTER = 100  # days


class FrameStyle(Struct, frozen=True):
    """What all frames share: style, page, the map's placement, labels inside shapes, discs, an entry for each class.

    With `passing`, there are steps without a change, during which the words on the last one stay.
    """

    map_style: MapStyle
    page: FramePage
    placement: Placement
    labels: tuple[Text, ...]
    discs: tuple[DiscPlace, ...]
    examples: dict[str, Entry]
    passing: bool = False


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
    """Return the map of a step as a drawing of the whole page without texts; all but the `changed` recedes, if any."""
    page = style.page
    map_style = receding(choropleth, changed, style.map_style) if changed else style.map_style
    choropleth = framed(choropleth, style.placement, page.ground)
    fills = {entry.iso3: map_style.land_fill(entry).colour for entry in choropleth.entries}
    labels = [_recoloured(text, fills[text.iso3], map_style) for text in style.labels]
    territories, shapes = territory_layer(
        choropleth, map_style, MapPlacement(style.placement, page.sizes.key, page.size.factor, style.discs), labels
    )
    layers: dict[str, tuple[Primitive, ...]] = {
        "context": ground(choropleth.region, map_style.theme, page.sizes.key / 14),
        "territories": territories,
        "claims": tuple(claim_marks(choropleth, map_style, style.placement, page.sizes.key, labels)),
        "labels": tuple(labels),
    }
    return _drawn(layers, style, {**choropleth.basemap.shapes, **shapes}, style.placement)


def _recoloured(text: Text, ground: str, map_style: MapStyle) -> Text:
    """Return a label in a colour that is legible on a ground."""
    return replace(text, colour=map_style.theme.legible(ground), ground=ground)


def date_drawings(step: Step, style: FrameStyle) -> tuple[tuple[str, Drawing, Box], ...]:
    """Return year and day of a step: the text of each, its drawing of the whole page, and its box on the page."""
    sizes, page = style.page.sizes, style.page
    large, small, (x, y, _, _) = year_size(sizes), sizes.standfirst, page.year
    year, day = str(step.day.year), style.map_style.words.day_of_year(step.day)
    texts = (
        (_text(year, (x, y + YEAR_LINE * large), large, style, bold=True, role="date"), page.year),
        (_text(day, (page.day[0], page.day[1] + DAY_LINE * small), small, style, role="date"), page.day),
    )
    return tuple((text.text, _drawn({"legend": (text,)}, style, {}, PAGE), box) for text, box in texts)


def column_drawing(change: Step, choropleth: Choropleth, style: FrameStyle) -> Drawing:
    """Return the counts of a map, and the changes of the step `change`, as a drawing of the whole page.

    Where changes have no room below the counts, the counts are of the classes alone that occur on the day.
    """
    x, y, right, bottom = style.page.column
    for brief in (False, True):
        counts, end = _counts(choropleth, (x, y), style, brief=brief)
        changes = list(_changes(change, choropleth, (x, end, right, bottom), style))
        if changes or not change.changed:
            break
    return _drawn({"legend": (*counts, *changes)}, style, {}, PAGE)


def _counts(
    choropleth: Choropleth, place: Point, style: FrameStyle, *, brief: bool
) -> tuple[list[Patch | Text], float]:
    """Return a line for each class that occurs in the animation, or if `brief` on this day, and for each status."""
    (x, y), width = place, style.page.column[2] - place[0]
    drawn: list[Patch | Text] = []
    for entry in _key(choropleth, style):
        if brief and entry.count in {"", "0"}:
            continue
        lines, y = _key_lines(entry, (x, y), width, style)
        drawn += lines
    return drawn, y + 0.8 * style.page.sizes.key


def _key(choropleth: Choropleth, style: FrameStyle) -> Iterator[KeyEntry]:
    map_style, snapshot = style.map_style, choropleth.snapshot
    occurring = [drawn_class(entry, map_style.classes) for entry in snapshot.entries]
    for name, entry in style.examples.items():
        if name in snapshot.scale.class_names(map_style.classes) or name in occurring:
            label = class_or_status_label(name, map_style, snapshot)
            yield KeyEntry(map_style.fill(entry), label, str(occurring.count(name)))
    for status in _EXPLAINED:
        members = [entry for entry in choropleth.entries if entry.status is status and not entry.follows]
        if members:
            fill, *further = status_fills(members, map_style)
            yield KeyEntry(fill, map_style.words.say(f"status.{status}"), further=tuple(further))


def _key_lines(entry: KeyEntry, place: Point, width: float, style: FrameStyle) -> tuple[list[Patch | Text], float]:
    """Return an entry of the key in as many lines as its label needs, and the y of the last."""
    size, theme, (x, y) = style.page.sizes.key, style.map_style.theme, place
    y += 1.55 * size
    count = entry_width(entry, size) - entry_width(replace(entry, count=""), size)
    indent = patch_width(size, entry)
    *above, last = wrap(entry.label, size, width - indent - count)
    drawn: list[Patch | Text] = [*draw_patch(entry, x, y, size, theme)]
    for line in above:
        drawn += draw_label(replace(entry, label=line, count=""), x + indent, y, size, theme)
        y += 1.2 * size
    return [*drawn, *draw_label(replace(entry, label=last), x + indent, y, size, theme)], y


def _changes(change: Step, choropleth: Choropleth, box: Box, style: FrameStyle) -> Iterator[Text]:
    """Yield the changes in lines: of a single one also who governs, of more than there is room for their number."""
    size, (x, y, right, bottom) = change_size(style.page.sizes), box
    lines = [(_when(change, style), False)] if style.passing and change.changed else []
    room = TextRoom(size, right - x, int((bottom - y) / (_LINE * size)) - len(lines), bold=True)
    told = change_lines(change.changed, choropleth.snapshot, style.map_style, room, apart=True)
    leader = _leader(change.changed, replace(room, lines=room.lines - len(told)))
    for number, (line, bold) in enumerate([*lines, *((line, True) for line in told), *leader], 1):
        yield _text(line, (x, y + number * _LINE * size), size, style, bold=bold, role="change")


def _leader(changed: Sequence[Entry], room: TextRoom) -> list[tuple[str, bool]]:
    """Return who governs the only state that changed, in lines; nothing where they are too many."""
    leader = changed[0].leader if len(changed) == 1 else None
    lines = wrap(leader, room.size, room.width) if leader else []
    return [(line, False) for line in lines] if len(lines) <= room.lines and " ".join(lines) == leader else []


def _when(change: Step, style: FrameStyle) -> str:
    """Return the date of a change as its step knows it: the words stay while steps without a change pass."""
    apart = (change.day - change.before).days if change.before else 0
    return str(change.day.year) if apart > _A_QUARTER else style.map_style.words.month(change.day)


def _text(text: str, place: Point, size: float, style: FrameStyle, *, bold: bool = False, role: str) -> Text:
    theme = style.map_style.theme
    return Text(text, *place, size, text_width(text, size, bold=bold), theme.ink, theme.page, bold=bold, role=role)


def _drawn(
    layers: dict[str, tuple[Primitive, ...]], style: FrameStyle, shapes: dict[str, Shape], placement: Placement
) -> Drawing:
    return page_drawing(style.page.size, style.map_style, placement, shapes, layers)
