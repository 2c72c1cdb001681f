"""The key: a patch for every colour and pattern that occurs, with its count, close to what it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mapgen.drawing import Box, Patch, Point, Strokes, Text
from mapgen.hatch import strokes
from mapgen.join import Choropleth
from mapgen.look import Look
from mapgen.snapshots import Entry, Status
from mapgen.theme import Fill, Theme
from mapgen.typeface import text_width, wrap
from mapgen.wording import Wording

_STATUSES = (Status.ELECTED, Status.RESULT_PENDING, Status.VACANT, Status.NO_DATA, Status.NOT_APPLICABLE)
# Of a status with no more members than this, the key names the countries.
_NAMED_AT_MOST = 2
# The space between two entries of a row and from row to row, in sizes of type.
_GAP = 1.3
_LINE = 1.5
# The distance and the width of each pattern's strokes, in sizes of type.
_PATTERN_SIZES = {"stripes": (0.38, 0.11), "cross": (0.5, 0.05), "dots": (0.42, 0.14), "claimed": (0.34, 0.06)}


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A line of the key: how it looks, what it says, and the count in bold after it.

    `short` stands in for a label that names countries where there is no room for them. `members` names the countries of
    a class, first with their leaders where a record knows them and then without, for pages with room for a list.
    """

    fill: Fill
    label: str
    count: str = ""
    short: str = ""
    members: tuple[str, ...] = ()


def key_entries(choropleth: Choropleth, look: Look) -> tuple[KeyEntry, ...]:
    """Return an entry for every class with members, from left to right, then one for every status that shows."""
    theme, classes, words = look.theme, look.classes, look.words
    scale = choropleth.snapshot.scale
    entries = []
    for name in scale.class_names(classes):
        of_class = [entry for entry in choropleth.entries if entry.class_name(classes) == name]
        members = [entry for entry in of_class if not entry.follows]
        fill, label = Fill(theme.class_colour(name, classes, scale)), words.class_label(name, scale)
        if members:
            entries.append(KeyEntry(fill, label, str(len(members)), members=_listed(members, words)))
        elif of_class:  # only territories that are not counted: the colour is explained by their names
            named = words.series(words.country(entry.iso3) for entry in of_class)
            entries.append(KeyEntry(fill, f"{label}: {named}", short=label))
    for status in _STATUSES:
        if found := [entry for entry in choropleth.entries if (entry.follows or entry).status is status]:
            label, count, short = words.say(f"status.{status}"), "", ""
            if status is Status.NOT_APPLICABLE:
                pass  # they are not counted, and a note names them
            elif len(found) <= _NAMED_AT_MOST:
                short = label
                label += f": {words.series(words.country(entry.iso3) for entry in found)}"
            else:
                count = str(len(found))
            entries.append(KeyEntry(theme.fill(found[0], classes), label, count, short))
    return tuple(entries)


def _listed(members: Sequence[Entry], words: Wording) -> tuple[str, ...]:
    """Return the names of countries in the order of their alphabet, with their leaders and without."""
    named = sorted((words.country(entry.iso3), entry.leader) for entry in members)
    short = ", ".join(country for country, _ in named)
    full = ", ".join(f"{country} ({leader})" if leader else country for country, leader in named)
    return (full, short) if full != short else (short,)


def fitted(entry: KeyEntry, size: float, width: float) -> KeyEntry:
    """Return an entry with its short label where it is wider than a width in CSS pixels and has one."""
    return replace(entry, label=entry.short) if entry.short and entry_width(entry, size) > width else entry


def key_rows(entries: tuple[KeyEntry, ...], size: float, width: float) -> list[list[KeyEntry]]:
    """Return the entries in as many rows as a width in CSS pixels asks for."""
    rows: list[list[KeyEntry]] = []
    used = 0.0
    for entry in entries:
        wide = entry_width(entry, size)
        if rows and used + wide <= width:
            rows[-1].append(entry)
        else:
            rows.append([entry])
            used = 0.0
        used += wide + _GAP * size
    return rows


def draw_rows(
    rows: list[list[KeyEntry]], place: tuple[float, float], size: float, theme: Theme
) -> tuple[list[Patch | Text], float]:
    """Return rows of entries drawn from a left and a top, and where they end, in CSS pixels."""
    left, top = place
    drawn: list[Patch | Text] = []
    for row in rows:
        top += _LINE * size
        x = left
        for entry in row:
            drawn += draw_entry(entry, x, top - 0.35 * size, size, theme)
            x += entry_width(entry, size) + _GAP * size
    return drawn, top


def draw_list(
    entries: tuple[KeyEntry, ...], place: tuple[float, float], sizes: tuple[float, float], width: float, theme: Theme
) -> tuple[list[Patch | Text], float]:
    """Return entries one below the other, each with its countries under it, and where they end, in CSS pixels.

    `sizes` are those of the key's type and of the list's. Each entry lists the first of its `members`.
    """
    left, top = place
    size, small = sizes
    drawn: list[Patch | Text] = []
    for entry in entries:
        top += _LINE * size
        drawn += draw_entry(entry, left, top - 0.35 * size, size, theme)
        indent = left + _patch_width(size)
        for line in _list_lines(entry, small, width - _patch_width(size)):
            top += 1.3 * small
            wide = text_width(line, small)
            drawn.append(Text(line, indent, top - 0.35 * small, small, wide, theme.ink, theme.page, role="list"))
        top += 0.35 * small if entry.members else 0
    return drawn, top


def _list_lines(entry: KeyEntry, size: float, width: float) -> list[str]:
    """Return an entry's countries in lines that break between them, not between a country and its leader."""
    if not entry.members:
        return []
    names = entry.members[0].split(", ")
    whole = [name.replace(" ", "\u00a0") if text_width(name, size) < 0.9 * width else name for name in names]
    return wrap(", ".join(whole), size, width)


def entry_width(entry: KeyEntry, size: float) -> float:
    """Return how wide an entry is at a size of type, in CSS pixels."""
    count = text_width(f" {entry.count}", size, bold=True) + 0.1 * size if entry.count else 0.0
    return _patch_width(size) + text_width(entry.label, size) + count


def _patch_width(size: float) -> float:
    return 1.3 * size + 0.45 * size


def draw_entry(entry: KeyEntry, x: float, y: float, size: float, theme: Theme) -> list[Patch | Text]:
    """Return an entry's patch and texts, its text's baseline starting at y and its patch at x."""
    box = (x, y - 0.78 * size, x + 1.3 * size, y + 0.12 * size)
    patch = Patch(box, entry.fill.colour, hatched(entry.fill, [_ring(box)], size))
    left = x + _patch_width(size)
    width = text_width(entry.label, size)
    drawn: list[Patch | Text] = [
        patch,
        Text(entry.label, left, y, size, width, theme.ink, theme.page, role="key"),
    ]
    if entry.count:
        wide = text_width(entry.count, size, bold=True)
        start = left + width + text_width(" ", size, bold=True) + 0.1 * size
        drawn.append(Text(entry.count, start, y, size, wide, theme.ink, theme.page, bold=True, role="key"))
    return drawn


def _ring(box: Box) -> list[Point]:
    left, top, right, bottom = box
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def hatched(fill: Fill, rings: Sequence[Sequence[Point]], size: float) -> tuple[Strokes, ...]:
    """Return a fill's pattern inside rings of the page, for a key whose type has a size in CSS pixels.

    Key and map share it, so that a pattern looks the same in both.
    """
    if fill.pattern == "none":
        return ()
    spacing, width = _PATTERN_SIZES[fill.pattern]
    lines = strokes(fill.pattern, rings, spacing * size)
    return (Strokes(lines, fill.pattern_colour, round(width * size, 2), round_caps=fill.pattern == "dots"),)
