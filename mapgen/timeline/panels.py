"""The panels of small multiples: each a day's map with its date, its counts, and what changed since the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mapgen.basemap.model import Shape
from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import box_ring
from mapgen.drawing.primitives import Border, Box, Group, Mark, Patch, Placement, Point, Strokes, Text
from mapgen.drawing.typeface import cut, text_width, wrap
from mapgen.layout.claim_marks import claim_marks
from mapgen.layout.inset_layer import inset_frames
from mapgen.layout.key import hatched
from mapgen.layout.outlines import outline_shapes, outlines
from mapgen.layout.territory_layer import MapPlacement, territory_layer
from mapgen.pens.metadata import territory_attributes
from mapgen.record.snapshots import Entry
from mapgen.record.spells import drawn_class
from mapgen.themes.style import MapStyle
from mapgen.themes.theme import Fill
from mapgen.timeline.captions import counted, look_label

# Heights of a panel's lines, in sizes of type: its date, its counts, the space below, each line of what changed.
_DATE, _COUNTS, _BELOW, _LINE = 1.2, 1.4, 0.3, 1.25
# The patch of a count, the space after it and after its number, in sizes of type.
_PATCH, _AFTER_PATCH, _AFTER_COUNT = 0.72, 0.28, 0.75
# The height of a map on which the outline of what changed is a CSS pixel wide, its least width and its most.
_OUTLINE, _THINNEST, _THICKEST = 130.0, 1.0, 1.8


class PanelStyle(Struct, frozen=True):
    """The look of panels; the sizes of their type and of the key's in CSS pixels, and a page's pixels for each of them.

    `lines` is how many lines there are for what changed.
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
    def around(self) -> float:
        """The height of all texts of a panel, in CSS pixels."""
        return self.head + _LINE * self.lines * self.size


def draw_panel(
    choropleth: Choropleth, heading: str, before: Choropleth | None, cell: Box, style: PanelStyle
) -> tuple[Group, Mapping[str, Shape]]:
    """Return a panel in a cell of the page, its map at the left under its texts, and the paths it adds.

    What has another colour than in the panel `before` has an outline and stands in words where there is room.
    """
    left, top, right, bottom = cell
    basemap, map_style, day = choropleth.basemap, style.map_style, choropleth.snapshot.as_of
    scale = min((right - left) / basemap.width, (bottom - top - style.around) / basemap.height)
    placement = Placement(scale, round(left, 2), round(top + style.head, 2))
    map_placement = MapPlacement(placement, style.key, style.factor)
    territories, own = territory_layer(choropleth, map_style, map_placement, ())
    names = {name: name if map_style.theme.separators == "all" else f"{name}-{day}" for name in own}
    changed = changes(choropleth, before, map_style)
    members: list[Mark] = [_renamed(one, names) for one in territories if not isinstance(one, Group)]
    members += inset_frames(choropleth.region.drawn_insets, map_style.theme)
    members += claim_marks(choropleth, map_style, placement, style.key, ())
    members += outlines(changed, _outline_width(scale * basemap.height), map_style.theme)
    members += _heading(choropleth, heading, (left, top), style)
    below = placement.y + scale * basemap.height
    members += _told(change_words(changed, choropleth, map_style), (left, below, right - left), style)
    attributes = {entry.iso3: _said(entry, map_style) for entry in choropleth.entries}
    about = {"as-of": day.isoformat(), "changed": " ".join(entry.iso3 for entry in changed)}
    shapes = {**{names[name]: own[name] for name in own}, **outline_shapes(choropleth, changed)}
    return Group("panel", tuple(members), placement, about, attributes), shapes


def _outline_width(height: float) -> float:
    """Return how wide the outline of what changed is on a map so high, in CSS pixels."""
    return round(min(_THICKEST, max(_THINNEST, height / _OUTLINE)), 2)


def changes(choropleth: Choropleth, before: Choropleth | None, map_style: MapStyle) -> tuple[Entry, ...]:
    """Return the entries of states that are drawn in another class or status than in the panel before."""
    if before is None:
        return ()
    known = {entry.iso3: drawn_class(entry, map_style.classes) for entry in before.snapshot.entries}
    return tuple(one for one in choropleth.snapshot.entries if known[one.iso3] != drawn_class(one, map_style.classes))


def change_words(changed: Sequence[Entry], choropleth: Choropleth, map_style: MapStyle) -> str:
    """Return what changed in words: `Brazil, Colombia → left`."""
    words = map_style.words
    to: dict[str, list[str]] = {}
    for entry in changed:
        to.setdefault(drawn_class(entry, map_style.classes), []).append(words.country(entry.iso3))
    return "; ".join(
        words.fill("span.arrow", {"countries": ", ".join(countries), "class": _lower(name, choropleth, map_style)})
        for name, countries in to.items()
    )


def _lower(name: str, choropleth: Choropleth, map_style: MapStyle) -> str:
    label = look_label(name, map_style, choropleth.snapshot)
    return label[:1].lower() + label[1:]


def lines_needed(said: str, size: float, width: float) -> int:
    """Return how many lines a text takes in a width."""
    return len(wrap(said, size, width)) if said else 0


def _renamed(one: Mark, names: Mapping[str, str]) -> Mark:
    """Return a mark whose path is a panel's own under the name that it has among the paths of all."""
    return replace(one, path=names[one.path]) if isinstance(one, Border) and one.path in names else one


def _said(entry: Entry, map_style: MapStyle) -> dict[str, str]:
    """Return what a territory's element says; ids and names would stand once too often."""
    attributes = territory_attributes(entry, map_style)
    return {key: value for key, value in attributes.items() if key not in {"id", "name"}}


def _heading(choropleth: Choropleth, heading: str, place: Point, style: PanelStyle) -> Iterator[Text | Patch]:
    left, top = place
    theme, size = style.map_style.theme, style.size
    wide = text_width(heading, size, bold=True)
    yield Text(heading, left, top + 0.9 * size, size, wide, theme.ink, theme.page, bold=True, role="date")
    yield from _counts(choropleth, (left, top + (_DATE + _COUNTS - 0.4) * size), style)


def _told(said: str, place: tuple[float, float, float], style: PanelStyle) -> Iterator[Text]:
    """Yield the lines below a map on what changed."""
    left, top, width = place
    theme, size = style.map_style.theme, style.size
    for number, line in enumerate(_shown(said, style, width)):
        y = top + (_LINE * (number + 1) - 0.1) * size
        yield Text(line, left, y, size, text_width(line, size), theme.quiet, theme.page, role="change")


def _shown(said: str, style: PanelStyle, width: float) -> list[str]:
    """Return a text in the lines there are for it, its end left out with whole words where they are too few."""
    lines = wrap(said, style.size, width) if said and style.lines else []
    if len(lines) <= style.lines:
        return lines
    kept = lines[: style.lines]
    words = kept[-1].split(" ")
    while len(words) > 1 and text_width(f"{' '.join(words)} …", style.size) > width:
        words.pop()
    return [*kept[:-1], cut(f"{' '.join(words).rstrip(',;→ ')} …", style.size, width)]


def counts_width(choropleth: Choropleth, style: PanelStyle) -> float:
    """Return how wide a panel's counts are, in CSS pixels."""
    numbers = [str(count) for count in counted(choropleth.snapshot, style.map_style).values()]
    each = (_PATCH + _AFTER_PATCH) * style.size
    between = _AFTER_COUNT * style.size * (len(numbers) - 1)
    return sum(each + text_width(one, style.size) for one in numbers) + between


def _counts(choropleth: Choropleth, place: Point, style: PanelStyle) -> Iterator[Text | Patch]:
    """Yield a patch and a number for each class and status that has states."""
    x, y = place
    theme, size = style.map_style.theme, style.size
    for name, count in counted(choropleth.snapshot, style.map_style).items():
        entry = next(one for one in choropleth.snapshot.entries if drawn_class(one, style.map_style.classes) == name)
        fill = style.map_style.fill(entry)
        said, side = str(count), _PATCH * size
        wide = text_width(said, size)
        box = (x, y - side + 0.04 * size, x + side, y + 0.04 * size)
        outline = round(theme.outline_width * size / 14, 2)
        yield Patch(box, fill.colour, _hatch(fill, box, style), theme.outline, outline, role="count")
        x += side + _AFTER_PATCH * size
        yield Text(said, x, y, size, wide, theme.ink, theme.page, role="count")
        x += wide + _AFTER_COUNT * size


def _hatch(fill: Fill, box: Box, style: PanelStyle) -> tuple[Strokes, ...]:
    return hatched(fill, [box_ring(box)], style.key)
