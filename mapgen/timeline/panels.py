"""The panels of small multiples: a day's map with its date, its counts, and the changes since the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mapgen.basemap.model import Shape
from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import box_ring
from mapgen.drawing.primitives import Border, Box, Group, Mark, Patch, Placement, Point, Text
from mapgen.drawing.typeface import text_width
from mapgen.labels.discs import disc_places
from mapgen.labels.insets import inset_frames
from mapgen.layout.claim_marks import claim_marks
from mapgen.layout.ground import framed
from mapgen.layout.territory_layer import MapPlacement, territory_layer
from mapgen.pens.metadata import territory_attributes
from mapgen.record.snapshots import Entry
from mapgen.record.spells import drawn_class
from mapgen.themes.style import MapStyle, fill_outline, hatched, is_coloured
from mapgen.timeline.captions import counted
from mapgen.timeline.change_words import TextRoom, change_lines, changes

# Heights of a panel's lines, in sizes of type: its date, its counts, the space below, each line of changes.
_DATE, _COUNTS, _BELOW, _LINE = 1.2, 1.4, 0.3, 1.25
# The patch of a count, the space after it and after its number, in sizes of type.
_PATCH, _AFTER_PATCH, _AFTER_COUNT = 0.72, 0.28, 0.75


class PanelStyle(Struct, frozen=True):
    """The style of panels; the sizes of their type and of the key's in CSS pixels, and the page's pixels per CSS pixel.

    `lines` is the number of lines for changes.
    """

    map_style: MapStyle
    size: float
    key: float
    factor: float
    lines: int

    @property
    def head(self) -> float:
        """The height of the texts above a panel's map, in CSS pixels: its date, and counts if it is not bare."""
        return (_DATE + (0.0 if self.map_style.bare else _COUNTS) + _BELOW) * self.size

    @property
    def texts_height(self) -> float:
        """The height of all texts of a panel, in CSS pixels."""
        return self.head + _LINE * self.lines * self.size


def draw_panel(
    choropleth: Choropleth, heading: str, before: Choropleth | None, cell: Box, style: PanelStyle
) -> tuple[Group, Mapping[str, Shape]]:
    """Return a panel in a cell of the page, its map at the left under its texts, and the paths it adds.

    Territories in the colour that they have in the panel `before` recede, as the key says; the others have words where
    there is room. A bare panel has neither key nor words, and nothing recedes in it.
    """
    left, top, right, bottom = cell
    basemap, map_style, day = choropleth.basemap, style.map_style, choropleth.snapshot.as_of
    scale = min((right - left) / basemap.width, (bottom - top - style.texts_height) / basemap.height)
    placement = Placement(scale, round(left, 2), round(top + style.head, 2))
    choropleth = framed(choropleth, None, (0, 0, basemap.width, basemap.height))
    discs = disc_places(choropleth, map_style, placement, style.key)
    map_placement = MapPlacement(placement, style.key, style.factor, discs)
    changed = changes(choropleth.snapshot, before.snapshot if before else None, map_style)
    receded = receding(choropleth, changed, map_style) if before and not map_style.bare else map_style
    territories, added = territory_layer(choropleth, receded, map_placement, ())
    names = {name: name if map_style.theme.separators == "all" else f"{name}-{day}" for name in added}
    members: list[Mark] = [_with_panel_path(mark, names) for mark in territories if not isinstance(mark, Group)]
    members += inset_frames(choropleth.region.drawn_insets, map_style.theme)
    members += claim_marks(choropleth, map_style, placement, style.key, ())
    members += _heading(choropleth, heading, (left, top), style)
    below = placement.y + scale * basemap.height
    lines = change_lines(changed, choropleth.snapshot, map_style, TextRoom(style.size, right - left, style.lines))
    members += _change_texts(lines, (left, below), style)
    attributes = {entry.iso3: _entry_attributes(entry, map_style) for entry in choropleth.entries}
    about = {"as-of": day.isoformat(), "changed": " ".join(entry.iso3 for entry in changed)}
    shapes = {names[name]: added[name] for name in added}
    return Group("panel", tuple(members), placement, about, attributes), shapes


def receding(choropleth: Choropleth, changed: Sequence[Entry], map_style: MapStyle) -> MapStyle:
    """Return a style in which all recedes but the changed, what follows them, and what is quiet anyway."""
    loud = {entry.iso3 for entry in changed}
    quiet = [entry for entry in choropleth.entries if is_coloured(entry) and (entry.follows or entry).iso3 not in loud]
    return replace(map_style, fills={entry.iso3: map_style.theme.quieted(map_style.fill(entry)) for entry in quiet})


def _with_panel_path(mark: Mark, names: Mapping[str, str]) -> Mark:
    """Return a mark; a path of the panel alone gets its name among the paths of all panels."""
    return replace(mark, path=names[mark.path]) if isinstance(mark, Border) and mark.path in names else mark


def _entry_attributes(entry: Entry, map_style: MapStyle) -> dict[str, str]:
    """Return the SVG attributes of a territory, without ids and names, which the panels would repeat."""
    attributes = territory_attributes(entry, map_style)
    return {key: value for key, value in attributes.items() if key not in {"id", "name"}}


def _heading(choropleth: Choropleth, heading: str, place: Point, style: PanelStyle) -> Iterator[Text | Patch]:
    left, top = place
    theme, size = style.map_style.theme, style.size
    wide = text_width(heading, size, bold=True)
    yield Text(heading, left, top + 0.9 * size, size, wide, theme.ink, theme.page, bold=True, role="date")
    if not style.map_style.bare:
        yield from _counts(choropleth, (left, top + (_DATE + _COUNTS - 0.4) * size), style)


def _change_texts(lines: Sequence[str], place: Point, style: PanelStyle) -> Iterator[Text]:
    """Yield the lines of changes below a map."""
    left, top = place
    theme, size = style.map_style.theme, style.size
    for number, line in enumerate(lines):
        y = top + (_LINE * (number + 1) - 0.1) * size
        yield Text(line, left, y, size, text_width(line, size), theme.quiet, theme.page, role="change")


def counts_width(choropleth: Choropleth, style: PanelStyle) -> float:
    """Return the width of a panel's counts, in CSS pixels."""
    numbers = [str(count) for count in counted(choropleth.snapshot, style.map_style).values()]
    each = (_PATCH + _AFTER_PATCH) * style.size
    between = _AFTER_COUNT * style.size * (len(numbers) - 1)
    return sum(each + text_width(number, style.size) for number in numbers) + between


def _counts(choropleth: Choropleth, place: Point, style: PanelStyle) -> Iterator[Text | Patch]:
    """Yield a patch and a number for each class and status that has states."""
    x, y = place
    theme, size = style.map_style.theme, style.size
    for name, count in counted(choropleth.snapshot, style.map_style).items():
        entry = next(
            entry for entry in choropleth.snapshot.entries if drawn_class(entry, style.map_style.classes) == name
        )
        fill = style.map_style.fill(entry)
        number, side = str(count), _PATCH * size
        wide = text_width(number, size)
        box = (x, y - side + 0.04 * size, x + side, y + 0.04 * size)
        outline, width = fill_outline(fill, theme)
        width = round(width * size / 14, 2)
        yield Patch(box, fill.colour, hatched(fill, [box_ring(box)], style.key), outline, width, role="count")
        x += side + _AFTER_PATCH * size
        yield Text(number, x, y, size, wide, theme.ink, theme.page, role="count")
        x += wide + _AFTER_COUNT * size
