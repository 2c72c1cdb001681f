"""Small multiples: one small map for each of some days, with one headline, one key and one source line for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from mapgen.basemap.model import Shape
from mapgen.choropleth.join import Choropleth, joined
from mapgen.drawing.primitives import Drawing, Group, Patch, Text
from mapgen.drawing.sizes import LARGEST, Size
from mapgen.drawing.typeface import text_width
from mapgen.errors import InputError
from mapgen.layout.note_marks import marked
from mapgen.layout.page_texts import LESS_AND_LESS, SMALLEST_TYPE, Detail, TypeSizes, heading, notes_block
from mapgen.pens.metadata import boundary_facts
from mapgen.pipeline import staged
from mapgen.proof.displayed import followed, view_of
from mapgen.render_options import RenderOptions
from mapgen.themes.style import Look
from mapgen.timeline.panels import PanelStyle, change_words, changes, counts_width, draw_panel, lines_needed
from mapgen.timeline.span_captions import counted, look_label, span_alt, span_captions
from mapgen.timeline.span_key import draw_span_key, span_key
from mapgen.timeline.span_metadata import span_facts
from mapgen.timeline.spans import Span
from mapgen.timeline.strip import span_look
from mapgen.timeline.strip_rows import PAGE
from mapgen.words.captions import Captions
from mapgen.words.disputes import excluded, excluded_note, treatment_notes
from mapgen.words.notes import Note

# Between panels side by side, and one below the other, in sizes of type.
_GUTTER, _BETWEEN = 1.4, 1.5
# The least width and height of a map in CSS pixels, and the least width where the page grows rather than shrink maps
# further; a panel is also as wide as its date and its counts.
_LEAST_MAP, _LEAST_GROWN = 52.0, 104.0
# The most lines for what changed on a page that grows, and on another.
_MOST_LINES, _FEWER_LINES = 3, 2
# Two lines for what changed where maps are this high, one where they are somewhat smaller, in CSS pixels.
_ROOM_FOR_TWO, _ROOM_FOR_ONE = 110.0, 80.0


class _Matter(Struct, frozen=True):
    """What there is to draw: a map for each day, the headings over them, the texts around them all."""

    span: Span
    look: Look
    captions: Captions
    maps: tuple[Choropleth, ...]
    headings: tuple[str, ...]

    @property
    def aspect(self) -> float:
        """The width by height of a map."""
        return self.maps[0].basemap.width / self.maps[0].basemap.height

    @property
    def changes(self) -> tuple[str, ...]:
        """What changed from map to map, in words; nothing for the first."""
        told = (change_words(changes(one, before, self.look), one, self.look) for before, one in pairwise(self.maps))
        return ("", *told)


class _Cells(Struct, frozen=True):
    """How panels lie: so many columns, each so wide and each row so high, with lines for what changed; CSS pixels."""

    columns: int
    width: float
    height: float
    lines: int


def grid_drawing(span: Span, options: RenderOptions, *, grows: bool = False) -> Drawing:
    """Return the drawing of small multiples of the days of a span (see Span.of_days), with its metadata.

    A page that `grows` becomes as high as its panels need. Raises InputError as drawing_of does, for slogans and
    images, and for more panels than can be read on the page, saying how many fit.
    """
    matter = _matter(span, options)
    size, sizes, cells, detail = _arranged(matter, options.size, TypeSizes.of(options.size), grows=grows)
    drawing = _drawn(matter, cells, size, sizes, detail)
    days = ",".join(run.first.isoformat() for run in span.runs)
    said = f"format=grid labels=none{f' svg-text={options.svg_text}' if options.svg_text != 'text' else ''}"
    told = (span_alt("grid", span, matter.look, len(matter.maps)), _description(matter))
    shows = view_of([run.snapshot for run in span.runs], followed(matter.maps[0].entries))
    facts = {**span_facts(span, matter.captions, matter.look, told, shows, said), "dates": days}
    facts |= boundary_facts(matter.maps[0].basemap)
    return replace(drawing, facts=facts, lettering=options.svg_text)


def _matter(span: Span, options: RenderOptions) -> _Matter:
    look = replace(span_look(span, options), labels="none")
    first, _ = staged(span.runs[0].snapshot, options)
    maps = tuple(joined(run.snapshot, first.region, first.basemap, first.treatments) for run in span.runs)
    further = [*_regular(span, look), *([look.words.say("span.outlined")] if len(maps) > 1 else [])]
    captions = span_captions(
        span, look, options.texts, further=" ".join(further), notes=lasting_notes(maps[-1], look), maps=True
    )
    return _Matter(span, look, captions, maps, _headings(span, look))


def _yearly(days: Sequence[date]) -> bool:
    """Whether days are the same of each year, perhaps but for the last one."""
    return len(days) > 2 and len({(day.month, day.day) for day in days[:-1]}) == 1  # noqa: PLR2004 (two say nothing)


def _regular(span: Span, look: Look) -> list[str]:
    """Return the sentence on which day of each year is shown, where there is one."""
    days = [run.first for run in span.runs]
    if not _yearly(days):
        return []
    alike = (days[-1].month, days[-1].day) == (days[0].month, days[0].day)
    return [look.words.say("span.yearly" if alike else "span.yearly-but-last", day=look.words.day_of_year(days[0]))]


def _headings(span: Span, look: Look) -> tuple[str, ...]:
    """Return each panel's date: the year alone where all show the same day of it."""
    days = [run.first for run in span.runs]
    regular = {(days[0].month, days[0].day)} if _yearly(days) else set()
    return tuple(str(day.year) if (day.month, day.day) in regular else look.words.short_day(day) for day in days)


def lasting_notes(choropleth: Choropleth, look: Look) -> list[Note]:
    """Return the notes on what is not counted and what is disputed, which hold for every day."""
    codes = excluded(choropleth)
    told = [Note(excluded_note(codes, look.words), codes)] if codes else []
    return told + [Note(text, about) for text, about in treatment_notes(choropleth, look.words)]


Arranged = tuple[Size, TypeSizes, _Cells, Detail]


def _arranged(matter: _Matter, size: Size, sizes: TypeSizes, *, grows: bool) -> Arranged:
    """Return the page, perhaps grown, its sizes of type, how its panels lie, and how much it says."""
    if grows:
        return _grown(matter, size, sizes)
    for detail in LESS_AND_LESS:
        for smaller in _type_sizes(sizes):
            _, top, _, bottom = _around(matter, size, smaller, detail)
            if cells := _fitting(matter, size, smaller, bottom - top):
                return size, smaller, cells, detail
    room = bottom - top
    most = next((n for n in range(len(matter.maps), 0, -1) if _fitting(matter, size, smaller, room, n)), 0)
    raise InputError.single(
        f"size {size.width}x{size.height}",
        f"has room for {most} maps that can be read, and {len(matter.maps)} are asked for; choose dates or a longer "
        "--every, or a larger size",
    )


def _type_sizes(sizes: TypeSizes) -> Iterator[TypeSizes]:
    """Yield a page's sizes of type with that of panels as it is, then smaller ones down to the least."""
    small = sizes.small_label
    while small > SMALLEST_TYPE:
        yield replace(sizes, small_label=small)
        small -= 1.0
    yield replace(sizes, small_label=SMALLEST_TYPE)


def _grown(matter: _Matter, size: Size, sizes: TypeSizes) -> Arranged:
    """Return a page as high as its panels need, in the fewest columns that do not make it higher than it was."""
    wide, narrowest = size.width - 2 * sizes.margin, max(_LEAST_GROWN, _narrowest(matter, sizes))
    gutter = _GUTTER * sizes.small_label
    most = max(1, min(len(matter.maps), int((wide + gutter) / (narrowest + gutter))))
    for columns in range(1, most + 1):
        width = (wide - (columns - 1) * gutter) / columns
        lines = _lines(matter, sizes, width, _MOST_LINES)
        rows = ceil(len(matter.maps) / columns)
        height = width / matter.aspect + _style(matter, sizes, lines).around
        _, top, _, bottom = _around(matter, size, sizes, Detail())
        needed = ceil(top + size.height - bottom + rows * height + (rows - 1) * _BETWEEN * sizes.small_label)
        if needed <= size.height:
            return size, sizes, _Cells(columns, width, height, lines), Detail()
    if needed * size.factor > LARGEST:
        fitting = int(len(matter.maps) * LARGEST / (needed * size.factor))
        message = f"a page {size.width} wide has room for some {fitting}; choose dates or a longer --every"
        raise InputError.single(f"{len(matter.maps)} maps", message)
    return replace(size, height=needed), sizes, _Cells(columns, width, height, lines), Detail()


def _narrowest(matter: _Matter, sizes: TypeSizes) -> float:
    """Return the least width of a panel: that of a map, of the widest date and of the widest counts, in CSS pixels."""
    style = _style(matter, sizes, 0)
    dates = max(text_width(one, style.size, bold=True) for one in matter.headings)
    counts = max(counts_width(one, style) for one in matter.maps)
    return max(_LEAST_MAP, _LEAST_MAP * matter.aspect, dates, counts)


def _lines(matter: _Matter, sizes: TypeSizes, width: float, most: int) -> int:
    return min(most, max(lines_needed(said, sizes.small_label, width) for said in matter.changes))


def _fitting(matter: _Matter, size: Size, sizes: TypeSizes, room: float, count: int = 0) -> _Cells | None:
    """Return the cells on a page of a size with the largest maps, for all panels or a count; None where too small."""
    count = count or len(matter.maps)
    wide, narrowest = size.width - 2 * sizes.margin, _narrowest(matter, sizes)
    gutter, between = _GUTTER * sizes.small_label, _BETWEEN * sizes.small_label
    best: tuple[float, _Cells] | None = None
    for columns in range(1, count + 1):
        width, rows = (wide - (columns - 1) * gutter) / columns, ceil(count / columns)
        height = (room - (rows - 1) * between) / rows
        if width < narrowest:
            break
        for lines in range(_lines(matter, sizes, width, _FEWER_LINES), -1, -1):
            high = min(height - _style(matter, sizes, lines).around, width / matter.aspect)
            if high < (0.0, _ROOM_FOR_ONE, _ROOM_FOR_TWO)[lines]:
                continue
            if min(high, high * matter.aspect) >= _LEAST_MAP and (best is None or high > best[0]):
                best = high, _Cells(columns, width, height, lines)
            break
    return best[1] if best else None


def _style(matter: _Matter, sizes: TypeSizes, lines: int, factor: float = 1.0) -> PanelStyle:
    return PanelStyle(matter.look, sizes.small_label, sizes.small_label, factor, lines)


Around = tuple[tuple[Patch | Text, ...], float, tuple[Text, ...], float]


def _around(matter: _Matter, size: Size, sizes: TypeSizes, detail: Detail) -> Around:
    """Return headline and key and where the panels may begin, and the notes and where the panels must end."""
    theme, entries = matter.look.theme, [entry for one in matter.maps for entry in one.entries]
    left, width = sizes.margin, size.width - 2 * sizes.margin
    texts, top = heading(matter.captions, theme, sizes, detail, (left, max(sizes.margin, size.inset), width))
    place = (left, top - 0.4 * sizes.key, width)
    key, top = draw_span_key(span_key(entries, matter.look), "", place, sizes.small_label, theme)
    told = marked(matter.captions.notes, ())
    notes, height = notes_block(told, matter.captions.last_line, theme, sizes, detail, (left, width))
    bottom = size.height - max(sizes.margin, size.inset) - height
    return (*texts, *key), top + 1.2 * sizes.key, tuple(one.lowered(bottom) for one in notes), bottom - sizes.note


def _drawn(matter: _Matter, cells: _Cells, size: Size, sizes: TypeSizes, detail: Detail) -> Drawing:
    legend, top, notes, _ = _around(matter, size, sizes, detail)
    style = _style(matter, sizes, cells.lines, size.factor)
    groups: list[Group] = []
    shapes: dict[str, Shape] = dict(matter.maps[0].basemap.shapes)
    for number, (one, said) in enumerate(zip(matter.maps, matter.headings, strict=True)):
        row, column = divmod(number, cells.columns)
        x = sizes.margin + column * (cells.width + _GUTTER * style.size)
        y = top + row * (cells.height + _BETWEEN * style.size)
        before = matter.maps[number - 1] if number else None
        group, own = draw_panel(one, said, before, (x, y, x + cells.width, y + cells.height), style)
        groups.append(group)
        shapes |= own
    return Drawing(
        width=size.width,
        height=size.height,
        factor=size.factor,
        background=matter.look.theme.page,
        placement=PAGE,
        shapes=shapes,
        layers={"territories": tuple(groups), "legend": legend, "notes": notes},
        lang=matter.look.words.lang,
    )


def _description(matter: _Matter) -> str:
    """Return every panel in words, its counts and what changed, then span, notes and source."""
    words, look, captions = matter.look.words, matter.look, matter.captions
    told = []
    for one, changed in zip(matter.maps, matter.changes, strict=True):
        counts = ", ".join(
            f"{look_label(name, look, one.snapshot)} {count}" for name, count in counted(one.snapshot, look).items()
        )
        values = {"date": words.day(one.snapshot.as_of), "counts": counts, "changes": changed}
        told.append(words.fill("span.alt.day-changes" if changed else "span.alt.day", values))
    notes = (note.full or note.text for note in captions.notes)
    return " ".join([*told, captions.standfirst, *notes, captions.source])
