"""The panels of small multiples: a day's map with its date, its counts, and the changes since the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mapgen.basemap.model import Shape
from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import box_ring
from mapgen.drawing.primitives import Border, Box, Group, Mark, Patch, Placement, Point, Text
from mapgen.drawing.typeface import cut, text_width, wrap
from mapgen.labels.discs import disc_places
from mapgen.labels.insets import inset_frames
from mapgen.layout.claim_marks import claim_marks
from mapgen.layout.ground import framed
from mapgen.layout.key import fill_outline, hatched
from mapgen.layout.outlines import outline_shapes, outlines
from mapgen.layout.territory_layer import MapPlacement, territory_layer
from mapgen.pens.metadata import territory_attributes
from mapgen.record.snapshots import Entry
from mapgen.record.spells import drawn_class
from mapgen.themes.style import MapStyle
from mapgen.timeline.captions import class_or_status_label, counted

# Heights of a panel's lines, in sizes of type: its date, its counts, the space below, each line of changes.
_DATE, _COUNTS, _BELOW, _LINE = 1.2, 1.4, 0.3, 1.25
# The patch of a count, the space after it and after its number, in sizes of type.
_PATCH, _AFTER_PATCH, _AFTER_COUNT = 0.72, 0.28, 0.75
# The height of a map on which the outline of changes is a CSS pixel wide, its least width and its greatest.
_OUTLINE, _THINNEST, _THICKEST = 130.0, 1.0, 1.8


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
        """The height of the texts above a panel's map, in CSS pixels."""
        return (_DATE + _COUNTS + _BELOW) * self.size

    @property
    def texts_height(self) -> float:
        """The height of all texts of a panel, in CSS pixels."""
        return self.head + _LINE * self.lines * self.size


def draw_panel(
    choropleth: Choropleth, heading: str, before: Choropleth | None, cell: Box, style: PanelStyle
) -> tuple[Group, Mapping[str, Shape]]:
    """Return a panel in a cell of the page, its map at the left under its texts, and the paths it adds.

    Territories in another colour than in the panel `before` have outlines, and words where there is room.
    """
    left, top, right, bottom = cell
    basemap, map_style, day = choropleth.basemap, style.map_style, choropleth.snapshot.as_of
    scale = min((right - left) / basemap.width, (bottom - top - style.texts_height) / basemap.height)
    placement = Placement(scale, round(left, 2), round(top + style.head, 2))
    choropleth = framed(choropleth, None, (0, 0, basemap.width, basemap.height))
    discs = disc_places(choropleth, map_style, placement, style.key)
    map_placement = MapPlacement(placement, style.key, style.factor, discs)
    territories, added = territory_layer(choropleth, map_style, map_placement, ())
    names = {name: name if map_style.theme.separators == "all" else f"{name}-{day}" for name in added}
    changed = changes(choropleth, before, map_style)
    members: list[Mark] = [_with_panel_path(mark, names) for mark in territories if not isinstance(mark, Group)]
    members += inset_frames(choropleth.region.drawn_insets, map_style.theme)
    members += claim_marks(choropleth, map_style, placement, style.key, ())
    members += outlines(changed, _outline_width(scale * basemap.height), map_style.theme, discs)
    members += _heading(choropleth, heading, (left, top), style)
    below = placement.y + scale * basemap.height
    members += _change_lines(change_words(changed, choropleth, map_style), (left, below, right - left), style)
    attributes = {entry.iso3: _entry_attributes(entry, map_style) for entry in choropleth.entries}
    about = {"as-of": day.isoformat(), "changed": " ".join(entry.iso3 for entry in changed)}
    shapes = {**{names[name]: added[name] for name in added}, **outline_shapes(choropleth, changed, placement, discs)}
    return Group("panel", tuple(members), placement, about, attributes), shapes


def _outline_width(height: float) -> float:
    """Return the width of the outline of changes on a map of a height, in CSS pixels."""
    return round(min(_THICKEST, max(_THINNEST, height / _OUTLINE)), 2)


def changes(choropleth: Choropleth, before: Choropleth | None, map_style: MapStyle) -> tuple[Entry, ...]:
    """Return the entries of states that are drawn in another class or status than in the panel before."""
    if before is None:
        return ()
    known = {entry.iso3: drawn_class(entry, map_style.classes) for entry in before.snapshot.entries}
    return tuple(
        entry for entry in choropleth.snapshot.entries if known[entry.iso3] != drawn_class(entry, map_style.classes)
    )


def change_words(changed: Sequence[Entry], choropleth: Choropleth, map_style: MapStyle) -> str:
    """Return the changes in words: `Brazil, Colombia → left`."""
    words = map_style.words
    to: dict[str, list[str]] = {}
    for entry in changed:
        to.setdefault(drawn_class(entry, map_style.classes), []).append(words.country(entry.iso3))
    return words.items(
        words.fill("span.arrow", {"countries": ", ".join(countries), "class": _lower(name, choropleth, map_style)})
        for name, countries in to.items()
    )


def _lower(name: str, choropleth: Choropleth, map_style: MapStyle) -> str:
    label = class_or_status_label(name, map_style, choropleth.snapshot)
    return label[:1].lower() + label[1:]


def lines_needed(text: str, size: float, width: float) -> int:
    """Return the number of lines of a text in a width."""
    return len(wrap(text, size, width)) if text else 0


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
    yield from _counts(choropleth, (left, top + (_DATE + _COUNTS - 0.4) * size), style)


def _change_lines(text: str, place: tuple[float, float, float], style: PanelStyle) -> Iterator[Text]:
    """Yield the lines of changes below a map."""
    left, top, width = place
    theme, size = style.map_style.theme, style.size
    for number, line in enumerate(_fitted_lines(text, style, width)):
        y = top + (_LINE * (number + 1) - 0.1) * size
        yield Text(line, left, y, size, text_width(line, size), theme.quiet, theme.page, role="change")


def _fitted_lines(text: str, style: PanelStyle, width: float) -> list[str]:
    """Return a text in the panel's lines, cut at a whole word where they are too few."""
    lines = wrap(text, style.size, width) if text and style.lines else []
    if len(lines) <= style.lines:
        return lines
    fitting = lines[: style.lines]
    words = fitting[-1].split(" ")
    while len(words) > 1 and text_width(f"{' '.join(words)} …", style.size) > width:
        words.pop()
    return [*fitting[:-1], cut(f"{' '.join(words).rstrip(',;→ ')} …", style.size, width)]


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
