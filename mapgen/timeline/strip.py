"""The strip: who governed each country over time, as rows of bars, below a band that counts states by class."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from mapgen.basemap.model import Shape
from mapgen.drawing.primitives import Drawing, Group, Patch, Primitive, Text
from mapgen.drawing.sizes import Size
from mapgen.drawing.typeface import text_width
from mapgen.errors import InputError, listed, nearest
from mapgen.files.vocabulary import alphabetic
from mapgen.layout.key import KeyEntry
from mapgen.layout.note_marks import marked
from mapgen.layout.page_drawing import page_drawing
from mapgen.layout.page_texts import LESS_AND_LESS, Detail, TypeSizes, heading, notes_block
from mapgen.pens.metadata import unsaid_metadata
from mapgen.proof.displayed import intervals_view
from mapgen.record.snapshots import Entry
from mapgen.record.spells import ORDERS, Row, counts_of, drawn_class, ordered, rows_of_intervals
from mapgen.render_options import RenderOptions
from mapgen.themes.style import MapStyle
from mapgen.timeline.captions import class_or_status_label, timeline_alt, timeline_captions
from mapgen.timeline.date_range import DateRange
from mapgen.timeline.key import draw_timeline_key, timeline_key
from mapgen.timeline.metadata import timeline_metadata
from mapgen.timeline.page_style import timeline_style, type_sizes
from mapgen.timeline.strip_band import draw_band, examples_by_class
from mapgen.timeline.strip_rows import AFTER_BARS, PAGE, RowStyle, draw_row, last_names
from mapgen.timeline.time_axis import Axis, axis_marks
from mapgen.words.captions import Captions
from mapgen.words.note_budget import within_budget

# The least height of a row, that in whose bars there is room for names, the one where there is room for all, and the
# greatest, in sizes of the type of its country.
_LEAST_ROW, _NAMED_ROW, _ROOMY_ROW, _HIGHEST_ROW = 1.1, 1.4, 1.75, 3.4
# The height of the band in rows, and its least in CSS pixels; a page without room for it has none.
_BAND, _LEAST_BAND = 2.6, 30.0
# The distance from the names of countries to the first bar, in sizes of type.
_AFTER_NAMES = 0.8
# The part of the page's width for the names of those who hold office, usually and at most.
_USUAL_NAMES, _WIDEST_NAMES = 0.17, 0.26


class _StripContent(Struct, frozen=True):
    """The content of a strip: rows in order, the key's entries, one entry of each class from left to right."""

    date_range: DateRange
    map_style: MapStyle
    captions: Captions
    rows: tuple[Row, ...]
    key: tuple[KeyEntry, ...]
    examples: dict[str, Entry]


class _StripPage(Struct, frozen=True):
    """A page's texts above and below the rows, and the top and bottom for the rows."""

    legend: tuple[Patch | Text, ...]
    notes: tuple[Text, ...]
    top: float
    bottom: float


def strip_drawing(date_range: DateRange, options: RenderOptions, order: str = "flip") -> Drawing:
    """Return the drawing of a strip, with its metadata; `order` is one of spells.ORDERS.

    Raises InputError for another order, as drawing_of does, for slogans and images, and for a page on which the rows
    would be too low to read, with the number that fits.
    """
    if order not in ORDERS:
        raise InputError.single(f'order "{order}"', f"write {listed(ORDERS)}{nearest(order, ORDERS)}")
    content = _content(date_range, options, order)
    size, sizes = options.size, type_sizes(options.size)
    frame = _frame(content, size, sizes)
    drawing = _drawn(content, frame, size, sizes)
    alt_and_description = (timeline_alt("strip", date_range, content.map_style), _description(content))
    metadata = timeline_metadata(
        date_range,
        content.captions,
        content.map_style,
        alt_and_description,
        intervals_view(date_range.intervals),
        f"format=strip order={order}",
    )
    if options.svg_text != "text":
        metadata["options"] += f" svg-text={options.svg_text}"
    metadata |= unsaid_metadata(content.captions, drawing.texts)
    return replace(drawing, metadata=metadata, lettering=options.svg_text)


def _content(date_range: DateRange, options: RenderOptions, order: str) -> _StripContent:
    map_style = timeline_style(date_range, options)
    words, rows = map_style.words, rows_of_intervals(date_range.record, date_range.intervals)
    names = {row.iso3: words.country(row.iso3) for row in rows}
    classes = date_range.at_last.scale.class_names(map_style.classes)
    entries = [spell.entry for row in rows for spell in row.spells]
    captions = timeline_captions(date_range, map_style, options.texts)
    return _StripContent(
        date_range,
        map_style,
        captions,
        ordered(rows, order, classes, names),
        timeline_key(entries, map_style),
        examples_by_class(entries, map_style),
    )


def _frame(content: _StripContent, size: Size, sizes: TypeSizes) -> _StripPage:
    """Return the fullest texts that leave each row its full height, else room for names, else the least height."""
    frames = [_framed(content, size, sizes, detail) for detail in LESS_AND_LESS]
    for least in (_ROOMY_ROW, _NAMED_ROW, _LEAST_ROW):
        for frame in frames:
            if _row_height(content, frame, sizes) >= least * size.least_type:
                return frame
    room = frames[-1].bottom - frames[-1].top - _axis_height(sizes)
    fitting = max(0, int(room / (_LEAST_ROW * size.least_type)))
    needed = size.height + round(len(content.rows) * _LEAST_ROW * size.least_type - room) + 1
    raise InputError.single(
        f"size {size.words}",
        f"has room for {fitting} rows of a strip, and there are {len(content.rows)}; make it {needed} high or more",
    )


def _row_height(content: _StripContent, frame: _StripPage, sizes: TypeSizes) -> float:
    return (frame.bottom - frame.top - _axis_height(sizes)) / len(content.rows)


def _axis_height(sizes: TypeSizes) -> float:
    return 1.5 * sizes.small_label


def _framed(content: _StripContent, size: Size, sizes: TypeSizes, detail: Detail) -> _StripPage:
    theme, captions = content.map_style.theme, within_budget(content.captions, size.note_words, on_card=size.is_card)
    left, width, edge = sizes.margin, size.width - 2 * sizes.margin, max(sizes.margin, size.inset)
    if content.map_style.bare:
        return _StripPage((), (), edge, size.height - edge)
    texts, top = heading(captions, theme, sizes, detail, (left, edge, width))
    vote = content.map_style.words.say("span.vote") if any(row.votes for row in content.rows) else ""
    key, top = draw_timeline_key(content.key, vote, (left, top - 0.4 * sizes.key, width), sizes.key, theme)
    notes, height = notes_block(marked(captions.notes, ()), captions.last_line, theme, sizes, detail, (left, width))
    bottom = size.height - edge - height
    lowered = tuple(note.lowered(bottom) for note in notes)
    return _StripPage((*texts, *key), lowered, top + 0.7 * sizes.key, bottom - 0.7 * sizes.note)


def _drawn(content: _StripContent, frame: _StripPage, size: Size, sizes: TypeSizes) -> Drawing:
    map_style = content.map_style
    small = size.least_type if size.is_card else max(size.least_type, 0.92 * sizes.small_label)
    band, height = _heights(content, frame, sizes, size.least_type)
    country = max(size.least_type, min(sizes.small_label, height / _LEAST_ROW))
    style = RowStyle(map_style, country, small, sizes.key, sizes.margin)
    holders = last_names(content.rows, style, (_USUAL_NAMES * size.width, _WIDEST_NAMES * size.width))
    axis = _axis(content, size, style, holders)
    begin = frame.top + _axis_height(sizes)
    rows_top = begin + (band + 0.4 * height if band else 0.0)
    end = rows_top + len(content.rows) * height
    tops = [rows_top + number * height for number in range(len(content.rows) + 1)]
    rows = [
        draw_row(row, holders[row.iso3], axis, between, style)
        for row, between in zip(content.rows, pairwise(tops), strict=True)
    ]
    above, shapes = _banded(content, axis, (begin, begin + band), style)
    lines, labels = axis_marks(axis, (frame.top, end), style.small, map_style.theme)
    layers: dict[str, tuple[Primitive, ...]] = {
        "context": lines,
        "territories": (*(mark for mark in above if isinstance(mark, Group)), *rows),
        "labels": (*labels, *(mark for mark in above if isinstance(mark, Text))),
        "legend": frame.legend,
        # The notes follow the rows where the rows do not fill the page.
        "notes": tuple(note.lowered(min(0.0, end - frame.bottom)) for note in frame.notes),
    }
    if map_style.bare and size.shrinks:
        size = replace(size, height=ceil(end + sizes.margin))
    return page_drawing(size, map_style, PAGE, shapes, layers)


def _axis(content: _StripContent, size: Size, style: RowStyle, holders: Mapping[str, str]) -> Axis:
    """Return the axis between the names of countries and those who hold office on the last day."""
    words, date_range = content.map_style.words, content.date_range
    names = max(text_width(words.country(row.iso3), style.size) for row in content.rows)
    # The band's label is followed by a number of states.
    states = text_width(words.say("span.states"), style.size) + 1.4 * style.size
    left = style.margin + round(max(names, states) + _AFTER_NAMES * style.size)
    right = size.width - style.margin - round(max(text_width(name, style.small) for name in holders.values()))
    return Axis(date_range.first, date_range.last, left, right - round(AFTER_BARS * style.small))


def _heights(content: _StripContent, frame: _StripPage, sizes: TypeSizes, least: float) -> tuple[float, float]:
    """Return the height of the band, 0 where rows need its room, and the height of a row."""
    room = frame.bottom - frame.top - _axis_height(sizes)
    count, size = len(content.rows), sizes.small_label
    row = min(room / (count + _BAND + 0.4), _HIGHEST_ROW * size)
    if row >= _ROOMY_ROW * least and _BAND * row >= _LEAST_BAND:
        return min(_BAND * row, room - (count + 0.4) * row), row
    return 0.0, min(room / count, _HIGHEST_ROW * size)


def _banded(
    content: _StripContent, axis: Axis, between: tuple[float, float], style: RowStyle
) -> tuple[list[Group | Text], dict[str, Shape]]:
    """Return the band with its label before it, and its paths; nothing where it has no height."""
    top, bottom = between
    if bottom <= top:
        return [], {}
    map_style, left, size = content.map_style, style.margin, style.size
    order = content.date_range.at_last.scale.class_names(map_style.classes)
    counts = counts_of(content.date_range.intervals, map_style.classes, order)
    group, shapes = draw_band(counts, content.examples, axis, between, style)
    label, y = map_style.words.say("span.states"), (top + bottom) / 2 + 0.34 * size
    width = text_width(label, size)
    name = Text(label, left, y, size, width, map_style.theme.quiet, map_style.theme.page, role="row")
    return [group, name], shapes


def _description(content: _StripContent) -> str:
    """Return every row in words: a country's governments with class and start, then date range, notes and source."""
    words, captions, map_style = content.map_style.words, content.captions, content.map_style
    sentences = []
    for row in sorted(content.rows, key=lambda one: alphabetic(words.country(one.iso3))):
        spells = words.items(
            words.fill(
                "span.alt.held" if spell.entry.leader else "span.alt.nobody",
                {
                    "who": spell.entry.leader,
                    "class": class_or_status_label(
                        drawn_class(spell.entry, map_style.classes), map_style, content.date_range.at_last
                    ),
                    "first": words.short_day(spell.first),
                },
            )
            for spell in row.spells
        )
        sentences.append(words.say("span.alt.row", country=words.country(row.iso3), spells=spells))
    notes = (note.whole for note in captions.notes)
    return " ".join([*sentences, captions.standfirst, *notes, captions.source])
