"""The rows of a strip: time across, a bar for each spell, names where they fit, ticks of votes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from mapgen.drawing.boxes import box_ring
from mapgen.drawing.primitives import Box, Group, Mark, Patch, Placement, Point, Strokes, Text
from mapgen.drawing.typeface import cut, text_width
from mapgen.layout.territory_layer import label_plate
from mapgen.record.snapshots import Entry, Status
from mapgen.record.spells import Row, Spell
from mapgen.record.surnames import shorter_names
from mapgen.themes.style import MapStyle, fill_outline, hatched
from mapgen.themes.tones import LEAST_TEXT_CONTRAST, contrast
from mapgen.timeline.key import TICK_WIDTH
from mapgen.timeline.time_axis import Axis

# The parts of a row's height for its bar, and for the ticks of votes above it.
BAR, TICKS = 0.74, 0.17
# The space before and after a name in its bar, and the least height of a bar with a name, in sizes of type.
_INSIDE = 0.35
# The space between the last bar and who holds office, in sizes of type, and how many forms a name has.
AFTER_BARS = 0.5
_FORMS = 3
_NAMED = 1.02
# The line where two bars meet, and the least width of both bars for it, in CSS pixels.
_SEPARATOR, _NARROW = 1.0, 3.0
PAGE = Placement(1.0, 0.0, 0.0)


class RowStyle(Struct, frozen=True):
    """The style of rows; the sizes of type of countries, leaders and the key, and the page's margin, in CSS pixels."""

    map_style: MapStyle
    size: float
    small: float
    key: float
    margin: float


def last_names(rows: Sequence[Row], style: RowStyle, widths: tuple[float, float]) -> dict[str, str]:
    """Return by country what stands after its last bar: who holds office on the last day, or why nobody does.

    All names have the longest form (whole, surnames, first surname) that fits into the first of the widths, or the
    shortest; none is wider than the second.
    """
    usual, most = widths
    for form in range(_FORMS):
        names = {row.iso3: _last_name(row.spells[-1].entry, form, style.map_style) for row in rows}
        if max(text_width(name, style.small) for name in names.values()) <= usual:
            break
    return {iso3: cut(name, style.small, most) for iso3, name in names.items()}


def _last_name(entry: Entry, form: int, map_style: MapStyle) -> str:
    if not entry.leader:
        return map_style.words.say(f"status.{entry.status}")
    names = shorter_names(entry.leader, entry.iso3)
    return names[min(form, len(names) - 1)]


def draw_row(row: Row, holder: str, axis: Axis, between: tuple[float, float], style: RowStyle) -> Group:
    """Return a country's row as a group between a top and a bottom: its name, its bars and ticks, and the `holder`.

    The last bar has no name, as the holder stands after it.
    """
    top, bottom = between
    height = bottom - top
    high, low = top + TICKS * height, top + (TICKS + BAR) * height
    name = style.map_style.words.country(row.iso3)
    members: list[Mark] = [_country(name, row.iso3, (style.margin, (high + low) / 2), style)]
    for spell in row.spells:
        box = (axis.at(spell.first), high, axis.after(spell.last), low)
        members += _bar(spell, box, style, named=spell is not row.spells[-1])
    members.append(_holder(holder, row.iso3, (axis.right + AFTER_BARS * style.small, (high + low) / 2), style))
    members += _separators(row, axis, (high, low), style)
    members += _ticks(row, axis, (top + 0.02 * height, high), style)
    return Group("row", tuple(members), PAGE, {"iso3": row.iso3, "name": name})


def _country(name: str, iso3: str, place: Point, style: RowStyle) -> Text:
    theme, size = style.map_style.theme, style.size
    width = text_width(name, size)
    return Text(name, place[0], place[1] + 0.34 * size, size, width, theme.ink, theme.page, iso3=iso3, role="row")


def _holder(name: str, iso3: str, place: Point, style: RowStyle) -> Text:
    theme, size = style.map_style.theme, style.small
    width = text_width(name, size)
    return Text(name, place[0], place[1] + 0.34 * size, size, width, theme.ink, theme.page, iso3=iso3, role="holder")


def _bar(spell: Spell, box: Box, style: RowStyle, *, named: bool) -> Iterator[Patch | Text]:
    """Yield a bar and, if it is `named` and has room, a name in it; patterns keep clear of the name."""
    map_style = style.map_style
    fill = map_style.fill(spell.entry)
    name = _name(spell.entry, fill.colour, box, style) if named else None
    rings = [box_ring(box)]
    if name and fill.patterns:
        rings.append(box_ring(label_plate([name])))
    outline, width = fill_outline(fill, map_style.theme)
    yield Patch(
        box,
        fill.colour,
        hatched(fill, rings, style.key) if fill.patterns and box[2] - box[0] >= _NARROW else (),
        outline,
        width,
        role="bar",
        about=_about(spell, map_style),
    )
    if name:
        yield name


def _name(entry: Entry, ground: str, box: Box, style: RowStyle) -> Text | None:
    """Return the longest form of the leader's name that fits into a bar; None where none fits, or none is legible."""
    theme, size = style.map_style.theme, style.small
    colour = theme.legible(ground)
    if not entry.leader or box[3] - box[1] < _NAMED * size or contrast(colour, ground) < LEAST_TEXT_CONTRAST:
        return None
    room = box[2] - box[0] - 2 * _INSIDE * size
    for name in shorter_names(entry.leader, entry.iso3):
        if (width := text_width(name, size)) <= room:
            y = (box[1] + box[3]) / 2 + min(0.34 * size, (box[3] - box[1]) / 2 - 0.25 * size)  # within a low bar
            return Text(name, box[0] + _INSIDE * size, y, size, width, colour, ground, iso3=entry.iso3, role="bar")
    return None


def _separators(row: Row, axis: Axis, between: tuple[float, float], style: RowStyle) -> Iterator[Strokes]:
    """Yield the lines where the bars of two governments meet, in the colour of borders."""
    theme = style.map_style.theme
    edges = [axis.at(spell.first) for spell in row.spells] + [axis.right]
    wide = [after - before for before, after in pairwise(edges)]
    lines = tuple(
        ((edges[number], between[0]), (edges[number], between[1]))
        for number in range(1, len(wide))
        if min(wide[number - 1], wide[number]) >= _NARROW
    )
    if lines:
        if theme.casing:
            yield Strokes(lines, theme.casing, 2.5 * _SEPARATOR)
        yield Strokes(lines, theme.border, _SEPARATOR)


def _ticks(row: Row, axis: Axis, between: tuple[float, float], style: RowStyle) -> Iterator[Strokes]:
    middles = ((axis.at(day) + axis.after(day)) / 2 for day in row.votes)
    if lines := tuple(((x, between[0]), (x, between[1])) for x in middles):
        yield Strokes(lines, style.map_style.theme.ink, round(TICK_WIDTH * style.key / 14, 2))


def _about(spell: Spell, map_style: MapStyle) -> dict[str, str]:
    """Return the attributes of a bar: leader, class, status, first and last day, and a title in words."""
    entry = spell.entry
    about = {"from": spell.first.isoformat(), "to": spell.last.isoformat(), "status": entry.status.value}
    about["bloc"] = entry.bloc.value
    if entry.alignment:
        about["alignment"] = entry.alignment
    if entry.leader:
        about["leader"] = entry.leader
    return {"title": spell_words(spell, map_style), **about}


def spell_words(spell: Spell, map_style: MapStyle) -> str:
    """Return a spell in words: who governs, or why nobody does, from when to when, for how many days."""
    words, entry = map_style.words, spell.entry
    values = {"first": words.day(spell.first), "last": words.day(spell.last), "days": spell.days}
    status = words.say(f"status.{entry.status}")
    name = entry.class_name(map_style.classes)
    if not (entry.government and name):
        return words.fill("span.status", {**values, "status": status})
    party = words.party(entry.government) or "–"
    label = words.class_label(name, entry.scale)
    sentence = words.fill("span.until", {**values, "leader": entry.leader, "party": party, "class": label})
    return words.say("span.elect", said=sentence, status=status) if entry.status is Status.ELECTED else sentence
