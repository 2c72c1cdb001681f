"""Small multiples: one small map for each chosen day, with one headline, one key and one source line for all."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from mapgen.basemap.model import Shape
from mapgen.drawing.primitives import Drawing, Group, Patch, Primitive, Text
from mapgen.drawing.sizes import LARGEST, Size
from mapgen.drawing.typeface import text_width
from mapgen.errors import InputError
from mapgen.layout.ground import framed
from mapgen.layout.note_marks import marked
from mapgen.layout.page_drawing import page_drawing
from mapgen.layout.page_texts import LESS_AND_LESS, Detail, TypeSizes, heading, notes_block
from mapgen.pens.metadata import boundary_metadata, unsaid_metadata
from mapgen.proof.displayed import followed, view_of
from mapgen.render_options import RenderOptions
from mapgen.timeline.captions import timeline_alt
from mapgen.timeline.change_words import lines_needed
from mapgen.timeline.date_range import DateRange
from mapgen.timeline.grid_content import GridContent, grid_content, grid_description
from mapgen.timeline.key import draw_grid_key
from mapgen.timeline.metadata import timeline_metadata
from mapgen.timeline.page_style import type_sizes
from mapgen.timeline.panels import PanelStyle, counts_width, draw_panel
from mapgen.timeline.strip_rows import PAGE
from mapgen.words.note_budget import within_budget

# The distances between panels side by side, and one below the other, in sizes of type.
_GUTTER, _BETWEEN = 1.4, 1.5
# The least width and height of a map in CSS pixels, and the least width on a page that grows before its maps shrink; a
# panel is also as wide as its date and its counts.
_LEAST_MAP, _LEAST_GROWN = 52.0, 104.0
# The least height of a map in CSS pixels with lines that name the changed states, and the least part of the height that
# it has with those that number them.
_ROOM_FOR_NAMES, _FOR_NAMES = 100.0, 0.85
# What a map's height is worth where one map stands alone in the last row.
_ALONE = 0.85


class _Cells(Struct, frozen=True):
    """The cells of panels: the number of columns, the width and height of a cell, the lines for changes; CSS pixels."""

    columns: int
    width: float
    height: float
    lines: int


def grid_drawing(date_range: DateRange, options: RenderOptions, *, grows: bool = False) -> Drawing:
    """Return the drawing of small multiples of the days of a date range (see DateRange.of_days), with its metadata.

    A page that `grows` becomes as high as its panels need. Raises InputError as drawing_of does, for slogans and
    images, and for more panels than the page can show legibly, with the number that fits.
    """
    content = grid_content(date_range, options)
    size, sizes, cells, detail = _arranged(content, options.size, type_sizes(options.size), grows=grows)
    drawing = _drawn(content, cells, size, sizes, detail)
    days = ",".join(interval.first.isoformat() for interval in date_range.intervals)
    settings = f"format=grid labels=none{f' svg-text={options.svg_text}' if options.svg_text != 'text' else ''}"
    alt_and_description = (
        timeline_alt("grid", date_range, content.map_style, len(content.maps)),
        grid_description(content),
    )
    shows = view_of([interval.snapshot for interval in date_range.intervals], followed(content.maps[0].entries))
    metadata = {
        **timeline_metadata(date_range, content.captions, content.map_style, alt_and_description, shows, settings),
        "dates": days,
    }
    metadata |= boundary_metadata(content.maps[0]) | unsaid_metadata(content.captions, drawing.texts)
    return replace(drawing, metadata=metadata, lettering=options.svg_text)


Arranged = tuple[Size, TypeSizes, _Cells, Detail]


def _arranged(content: GridContent, size: Size, sizes: TypeSizes, *, grows: bool) -> Arranged:
    """Return the page, perhaps grown, its sizes of type, the cells of its panels, and its level of detail."""
    if grows:
        return _grown(content, size, sizes)
    for told in (False,) if content.map_style.bare else (True, False):
        for detail in LESS_AND_LESS:
            for smaller in _type_sizes(sizes, size):
                _, top, _, bottom = _surroundings(content, size, smaller, detail)
                if cells := _fitting(content, size, smaller, bottom - top, told=told):
                    return size, smaller, cells, detail
    room = bottom - top
    most = next((n for n in range(len(content.maps), 0, -1) if _fitting(content, size, smaller, room, n)), 0)
    raise InputError.single(
        f"size {size.words}",
        f"has room for {most} maps that can be read, and {len(content.maps)} are asked for; choose dates or a longer "
        "--every, or a larger size",
    )


def _type_sizes(sizes: TypeSizes, size: Size) -> Iterator[TypeSizes]:
    """Yield a page's sizes of type with decreasing sizes for panels, from its own to the page's least."""
    small = sizes.small_label
    while small > size.least_type:
        yield replace(sizes, small_label=small)
        small -= 1.0
    yield replace(sizes, small_label=size.least_type)


def _grown(content: GridContent, size: Size, sizes: TypeSizes) -> Arranged:
    """Return a page as high as its panels need, with the fewest columns for which its own height is enough."""
    wide, narrowest = size.width - 2 * sizes.margin, max(_LEAST_GROWN, _narrowest(content, sizes))
    gutter = _GUTTER * sizes.small_label
    most = max(1, min(len(content.maps), int((wide + gutter) / (narrowest + gutter))))
    for columns in range(1, most + 1):
        width = (wide - (columns - 1) * gutter) / columns
        lines = _lines(content, sizes, width)[0]
        rows = ceil(len(content.maps) / columns)
        height = width / content.aspect + _style(content, sizes, lines).texts_height
        _, top, _, bottom = _surroundings(content, size, sizes, Detail())
        needed = ceil(top + size.height - bottom + rows * height + (rows - 1) * _BETWEEN * sizes.small_label)
        if needed <= size.height:
            break
    if needed * size.factor > LARGEST:
        fitting = int(len(content.maps) * LARGEST / (needed * size.factor))
        message = f"a page {size.width:g} wide has room for some {fitting}; choose dates or a longer --every"
        raise InputError.single(f"{len(content.maps)} maps", message)
    even = _columns(len(content.maps), columns)
    cells = _Cells(even, (wide - (even - 1) * gutter) / even, height, lines)
    return replace(size, height=needed), sizes, cells, Detail()


def _columns(count: int, columns: int) -> int:
    """Return the columns of as many rows, with which no map stands alone in the last row if there are some."""
    fewer = (fewer for fewer in range(columns - 1, 1, -1) if ceil(count / fewer) == ceil(count / columns))
    return next((even for even in fewer if count % even != 1), columns) if count % columns == 1 else columns


def _narrowest(content: GridContent, sizes: TypeSizes) -> float:
    """Return the least width of a panel: that of a map, of the widest date and of the widest counts, in CSS pixels."""
    style = _style(content, sizes, 0)
    dates = max(text_width(heading, style.size, bold=True) for heading in content.headings)
    counts = max(counts_width(choropleth, style) for choropleth in content.maps)
    return max(_LEAST_MAP, _LEAST_MAP * content.aspect, dates, counts)


def _lines(content: GridContent, sizes: TypeSizes, width: float) -> tuple[int, int]:
    """Return the lines for changes in a width: those that name all states, and those that give their number.

    None where a word is too wide.
    """
    if content.map_style.bare:
        return 0, 0
    needed = [
        lines_needed(changed, choropleth.snapshot, content.map_style, sizes.small_label, width)
        for choropleth, changed in zip(content.maps, content.changes, strict=True)
        if changed
    ]
    if not all(numbers for _, numbers in needed):
        return 0, 0
    return (
        max((names or numbers for names, numbers in needed), default=0),
        max((numbers for _, numbers in needed), default=0),
    )


def _fitting(
    content: GridContent, size: Size, sizes: TypeSizes, room: float, count: int = 0, *, told: bool = False
) -> _Cells | None:
    """Return the cells with the largest maps on a page, for all panels or a count; None where they are too small.

    Changes that are `told` have lines, for their number at least.
    """
    count = count or len(content.maps)
    wide, narrowest = size.width - 2 * sizes.margin, _narrowest(content, sizes)
    gutter, between = _GUTTER * sizes.small_label, _BETWEEN * sizes.small_label
    best: tuple[float, _Cells] | None = None
    for columns in range(1, count + 1):
        width, rows = (wide - (columns - 1) * gutter) / columns, ceil(count / columns)
        height = (room - (rows - 1) * between) / rows
        if width < narrowest:
            break
        names, numbers = _lines(content, sizes, width) if told else (0, 0)
        if told and not numbers and any(content.changes):
            continue
        highest = min(height - _style(content, sizes, numbers).texts_height, width / content.aspect)
        for lines in range(names, numbers - 1, -1):
            high = min(height - _style(content, sizes, lines).texts_height, width / content.aspect)
            if lines > numbers and high < max(_ROOM_FOR_NAMES, _FOR_NAMES * highest):
                continue
            worth = high * (_ALONE if count % columns == 1 < columns else 1.0)
            if min(high, high * content.aspect) >= _LEAST_MAP and (best is None or worth > best[0]):
                best = worth, _Cells(columns, width, height, lines)
            break
    return best[1] if best else None


def _style(content: GridContent, sizes: TypeSizes, lines: int, factor: float = 1.0) -> PanelStyle:
    return PanelStyle(content.map_style, sizes.small_label, sizes.small_label, factor, lines)


Surroundings = tuple[tuple[Patch | Text, ...], float, tuple[Text, ...], float]


def _surroundings(content: GridContent, size: Size, sizes: TypeSizes, detail: Detail) -> Surroundings:
    """Return headline and key and the top for panels, and the notes and the bottom for panels."""
    theme = content.map_style.theme
    left, width, edge = sizes.margin, size.width - 2 * sizes.margin, max(sizes.margin, size.inset)
    if content.map_style.bare:
        return (), edge, (), size.height - edge
    captions = within_budget(content.captions, size.note_words, on_card=size.is_card)
    texts, top = heading(captions, theme, sizes, detail, (left, edge, width))
    place = (left, top - 0.4 * sizes.key, width)
    key, top = draw_grid_key(content, place, sizes.small_label)
    marked_notes = marked(captions.notes, ())
    notes, height = notes_block(marked_notes, captions.last_line, theme, sizes, detail, (left, width))
    bottom = size.height - edge - height
    return (*texts, *key), top + 1.2 * sizes.key, tuple(note.lowered(bottom) for note in notes), bottom - sizes.note


def _drawn(content: GridContent, cells: _Cells, size: Size, sizes: TypeSizes, detail: Detail) -> Drawing:
    legend, top, notes, _ = _surroundings(content, size, sizes, detail)
    style = _style(content, sizes, cells.lines, size.factor)
    groups: list[Group] = []
    basemap = content.maps[0].basemap
    shapes: dict[str, Shape] = dict(framed(content.maps[0], None, (0, 0, basemap.width, basemap.height)).basemap.shapes)
    for number, (choropleth, date_heading) in enumerate(zip(content.maps, content.headings, strict=True)):
        row, column = divmod(number, cells.columns)
        x = sizes.margin + column * (cells.width + _GUTTER * style.size)
        y = top + row * (cells.height + _BETWEEN * style.size)
        before = content.maps[number - 1] if number else None
        group, added = draw_panel(choropleth, date_heading, before, (x, y, x + cells.width, y + cells.height), style)
        groups.append(group)
        shapes |= added
    layers: dict[str, tuple[Primitive, ...]] = {"territories": tuple(groups), "legend": legend, "notes": notes}
    return page_drawing(size, content.map_style, PAGE, shapes, layers)
