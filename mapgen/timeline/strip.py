"""The strip: who governed each country over time, as rows of bars, below a band of how many states each class had."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from mapgen.basemap.model import Shape
from mapgen.drawing.primitives import Drawing, Group, Patch, Text
from mapgen.drawing.sizes import Size
from mapgen.drawing.typeface import text_width
from mapgen.errors import InputError, listed, nearest
from mapgen.layout.key import KeyEntry
from mapgen.layout.note_marks import marked
from mapgen.layout.page_texts import LESS_AND_LESS, SMALLEST_TYPE, Detail, TypeSizes, heading, notes_block
from mapgen.pipeline import look_of
from mapgen.proof.displayed import span_view
from mapgen.record.snapshots import Entry
from mapgen.record.spells import ORDERS, Row, counts_of, looks_of, ordered, rows_of_runs
from mapgen.render_options import RenderOptions
from mapgen.themes.style import Look
from mapgen.timeline.span_captions import look_label, span_alt, span_captions
from mapgen.timeline.span_key import draw_span_key, span_key
from mapgen.timeline.span_metadata import span_facts
from mapgen.timeline.spans import Span
from mapgen.timeline.strip_band import draw_band, examples_of
from mapgen.timeline.strip_rows import PAGE, RowStyle, draw_row
from mapgen.timeline.time_axis import Axis, axis_marks
from mapgen.words.captions import Captions

# The least height of a row and the one that it is given where there is room, in sizes of the type of its country.
_LEAST_ROW, _ROOMY_ROW, _HIGHEST_ROW = 1.15, 1.75, 3.4
# The height of the band in rows, and its least in CSS pixels; a page without room for it has none.
_BAND, _LEAST_BAND = 2.6, 30.0
# From the names of countries to the first bar, in sizes of type.
_AFTER_NAMES = 0.8


class _Matter(Struct, frozen=True):
    """What there is to draw: rows in their order, the key's entries, one entry of each look from left to right."""

    span: Span
    look: Look
    captions: Captions
    rows: tuple[Row, ...]
    key: tuple[KeyEntry, ...]
    examples: dict[str, Entry]


class _Frame(Struct, frozen=True):
    """A page's texts above and below the rows, and where these may begin and must end."""

    legend: tuple[Patch | Text, ...]
    notes: tuple[Text, ...]
    top: float
    bottom: float


def strip_drawing(span: Span, options: RenderOptions, order: str = "flip") -> Drawing:
    """Return the drawing of a strip, with its metadata; `order` is one of stretches.ORDERS.

    Raises InputError for another order, as drawing_of does, for slogans and images, and for a page on which the rows
    would be too low to read, saying how many fit.
    """
    if order not in ORDERS:
        raise InputError.single(f'order "{order}"', f"write {listed(ORDERS)}{nearest(order, ORDERS)}")
    matter = _matter(span, options, order)
    size, sizes = options.size, TypeSizes.of(options.size)
    frame = _frame(matter, size, sizes)
    drawing = _drawn(matter, frame, size, sizes)
    told = (span_alt("strip", span, matter.look), _description(matter))
    facts = span_facts(span, matter.captions, matter.look, told, span_view(span.runs), f"format=strip order={order}")
    if options.svg_text != "text":
        facts["options"] += f" svg-text={options.svg_text}"
    return replace(drawing, facts=facts, lettering=options.svg_text)


def _matter(span: Span, options: RenderOptions, order: str) -> _Matter:
    look = span_look(span, options)
    words, rows = look.words, rows_of_runs(span.record, span.runs)
    names = {row.iso3: words.country(row.iso3) for row in rows}
    classes = span.at_last.scale.class_names(look.classes)
    entries = [stretch.entry for row in rows for stretch in row.stretches]
    captions = span_captions(span, look, options.texts)
    return _Matter(
        span, look, captions, ordered(rows, order, classes, names), span_key(entries, look), examples_of(entries, look)
    )


def span_look(span: Span, options: RenderOptions) -> Look:
    """Return how a picture of many days is drawn; raises InputError for slogans and images: these are of one day."""
    for kind, given in (("slogan", options.slogans), ("image", options.images), ("share", options.shares)):
        if given:
            raise InputError.single(kind, "a picture of many days has none; leave it out, or draw one day with render")
    options.texts.check()
    return look_of(span.at_last, options)


def _frame(matter: _Matter, size: Size, sizes: TypeSizes) -> _Frame:
    """Return the fullest texts that leave each row its room, or the sparest that leave it the least."""
    frames = [_framed(matter, size, sizes, detail) for detail in LESS_AND_LESS]
    for least in (_ROOMY_ROW, _LEAST_ROW):
        for frame in frames:
            if _row_height(matter, frame, sizes) >= least * SMALLEST_TYPE:
                return frame
    room = frames[-1].bottom - frames[-1].top - _axis_height(sizes)
    fitting = max(0, int(room / (_LEAST_ROW * SMALLEST_TYPE)))
    needed = size.height + round(len(matter.rows) * _LEAST_ROW * SMALLEST_TYPE - room) + 1
    raise InputError.single(
        f"size {size.width}x{size.height}",
        f"has room for {fitting} rows of a strip, and there are {len(matter.rows)}; make it {needed} high or more",
    )


def _row_height(matter: _Matter, frame: _Frame, sizes: TypeSizes) -> float:
    return (frame.bottom - frame.top - _axis_height(sizes)) / len(matter.rows)


def _axis_height(sizes: TypeSizes) -> float:
    return 1.5 * sizes.small_label


def _framed(matter: _Matter, size: Size, sizes: TypeSizes, detail: Detail) -> _Frame:
    theme = matter.look.theme
    left, width = sizes.margin, size.width - 2 * sizes.margin
    texts, top = heading(matter.captions, theme, sizes, detail, (left, max(sizes.margin, size.inset), width))
    vote = matter.look.words.say("span.vote") if any(row.votes for row in matter.rows) else ""
    key, top = draw_span_key(matter.key, vote, (left, top - 0.4 * sizes.key, width), sizes.key, theme)
    notes, height = notes_block(
        marked(matter.captions.notes, ()), matter.captions.last_line, theme, sizes, detail, (left, width)
    )
    bottom = size.height - max(sizes.margin, size.inset) - height
    lowered = tuple(one.lowered(bottom) for one in notes)
    return _Frame((*texts, *key), lowered, top + 0.7 * sizes.key, bottom - 0.7 * sizes.note)


def _drawn(matter: _Matter, frame: _Frame, size: Size, sizes: TypeSizes) -> Drawing:
    style = RowStyle(
        matter.look, sizes.small_label, max(SMALLEST_TYPE, 0.92 * sizes.small_label), sizes.key, sizes.margin
    )
    names = max(text_width(matter.look.words.country(row.iso3), style.size) for row in matter.rows)
    # What the band is called has a number of states after it.
    states = text_width(matter.look.words.say("span.states"), style.size) + 1.4 * style.size
    axis = Axis(
        matter.span.first,
        matter.span.last,
        sizes.margin + round(max(names, states) + _AFTER_NAMES * style.size),
        size.width - sizes.margin - round(text_width("12", style.small, bold=True) + 0.4 * style.small),
    )
    band, height = _heights(matter, frame, sizes)
    begin = frame.top + _axis_height(sizes)
    rows_top = begin + (band + 0.4 * height if band else 0.0)
    end = rows_top + len(matter.rows) * height
    rows = [
        draw_row(row, axis, (rows_top + number * height, rows_top + (number + 1) * height), style)
        for number, row in enumerate(matter.rows)
    ]
    above, shapes = _banded(matter, axis, (begin, begin + band), style)
    lines, labels = axis_marks(axis, (frame.top, end), style.small, matter.look.theme)
    # The notes follow the rows where these do not take the whole page.
    up = end - frame.bottom
    notes = tuple(one.lowered(up) for one in frame.notes) if up < 0 else frame.notes
    return Drawing(
        width=size.width,
        height=size.height,
        factor=size.factor,
        background=matter.look.theme.page,
        placement=PAGE,
        shapes=shapes,
        layers={
            "context": lines,
            "territories": (*(one for one in above if isinstance(one, Group)), *rows),
            "labels": (*labels, *(one for one in above if isinstance(one, Text))),
            "legend": frame.legend,
            "notes": notes,
        },
        lang=matter.look.words.lang,
    )


def _heights(matter: _Matter, frame: _Frame, sizes: TypeSizes) -> tuple[float, float]:
    """Return the heights of the band, or none where rows need its room, and of a row."""
    room = frame.bottom - frame.top - _axis_height(sizes)
    count, size = len(matter.rows), sizes.small_label
    row = min(room / (count + _BAND + 0.4), _HIGHEST_ROW * size)
    if row >= _ROOMY_ROW * SMALLEST_TYPE and _BAND * row >= _LEAST_BAND:
        return min(_BAND * row, room - (count + 0.4) * row), row
    return 0.0, min(room / count, _HIGHEST_ROW * size)


def _banded(
    matter: _Matter, axis: Axis, between: tuple[float, float], style: RowStyle
) -> tuple[list[Group | Text], dict[str, Shape]]:
    """Return the band with what it is called before it, and its paths; nothing where it has no height."""
    top, bottom = between
    if bottom <= top:
        return [], {}
    look, left, size = matter.look, style.margin, style.size
    order = matter.span.at_last.scale.class_names(look.classes)
    counts = counts_of(matter.span.runs, look.classes, order)
    group, shapes = draw_band(counts, matter.examples, axis, between, style)
    said, y = look.words.say("span.states"), (top + bottom) / 2 + 0.34 * size
    width = text_width(said, size)
    name = Text(said, left, y, size, width, look.theme.quiet, look.theme.page, role="row")
    return [group, name], shapes


def _description(matter: _Matter) -> str:
    """Return every row in words: a country's governments with class and first day, then span, notes and source."""
    words, captions, look = matter.look.words, matter.captions, matter.look
    told = []
    for row in sorted(matter.rows, key=lambda one: words.country(one.iso3)):
        stretches = "; ".join(
            words.fill(
                "span.alt.held",
                {
                    "who": one.entry.leader or words.say(f"status.{one.entry.status}"),
                    "class": look_label(looks_of(one.entry, look.classes), look, matter.span.at_last),
                    "first": words.short_day(one.first),
                },
            )
            for one in row.stretches
        )
        told.append(words.say("span.alt.row", country=words.country(row.iso3), stretches=stretches))
    notes = (note.full or note.text for note in captions.notes)
    return " ".join([*told, captions.standfirst, *notes, captions.source])
