"""The key with a caption, or the list of its countries, below each class."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from mapgen.drawing.primitives import Patch, Text
from mapgen.drawing.typeface import text_width, wrap
from mapgen.layout.key import (
    KEY_LINE,
    KeyEntry,
    draw_entry,
    draw_label,
    draw_patch,
    draw_rows,
    entry_width,
    key_rows,
    patch_width,
)
from mapgen.themes.theme import Theme

_LINE = 1.5
# From a line of a label to its next one.
_WRAPPED = 1.2
_LIST_LINE = 1.3
_AFTER_LIST = 0.35
# Columns of classes: the narrowest, and the space between two, in sizes of the list's type.
_NARROWEST_COLUMN = 15.0
_GUTTER = 1.6


class ListStyle(Struct, frozen=True):
    """The sizes of the key's type and of the lists below it in CSS pixels, and the theme."""

    size: float
    small: float
    theme: Theme


Drawn = list[Patch | Text]


def draw_list(
    entries: Sequence[KeyEntry], place: tuple[float, float], width: float, style: ListStyle
) -> tuple[Drawn, float]:
    """Return entries one below the other, each with its caption or countries under it, and the y at which they end.

    `place` is the left and top, `width` the available width, all in CSS pixels. Each entry lists the first of its
    `members`.
    """
    left, top = place
    drawn: Drawn = []
    for entry in entries:
        made, top = _with_list(entry, (left, top), width, style)
        drawn += made
    return drawn, top


def draw_stack(
    entries: Sequence[KeyEntry], place: tuple[float, float], width: float, size: float, theme: Theme
) -> tuple[Drawn, float]:
    """Return entries one below the other, none wider than a width, and the y at which they end.

    A label that is too long has several lines, if there is no shorter one.
    """
    left, top = place
    indent = max(patch_width(size, entry) for entry in entries)
    drawn: Drawn = []
    for entry in entries:
        label = entry.short if entry.short and entry_width(entry, size) > width else entry.label
        count = entry_width(replace(entry, label=""), size) - patch_width(size, entry)
        lines = wrap(label, size, width - indent - count)
        drawn += draw_patch(entry, left, top + (KEY_LINE - 0.35) * size, size, theme)
        for number, line in enumerate(lines, 1):
            top += (KEY_LINE if number == 1 else _WRAPPED) * size
            last = entry.count if number == len(lines) else ""
            drawn += draw_label(replace(entry, label=line, count=last), left + indent, top - 0.35 * size, size, theme)
    return drawn, top


def draw_columns(
    entries: Sequence[KeyEntry], place: tuple[float, float], width: float, style: ListStyle
) -> tuple[Drawn, float]:
    """Return the classes side by side in as many columns as fit, the other entries below, and where they end."""
    left, top = place
    listed = [entry for entry in entries if entry.members or entry.caption]
    plain_entries = tuple(entry for entry in entries if not (entry.members or entry.caption))
    columns = max(1, min(len(listed), int(width / (_NARROWEST_COLUMN * style.small))))
    gutter = _GUTTER * style.small
    wide = (width - (columns - 1) * gutter) / columns
    drawn: Drawn = []
    for first in range(0, len(listed), columns):
        ends = [top]
        for number, entry in enumerate(listed[first : first + columns]):
            made, end = _with_list(entry, (left + number * (wide + gutter), top), wide, style)
            drawn += made
            ends.append(end)
        top = max(ends)
    rows, top = draw_rows(key_rows(plain_entries, style.size, width), (left, top), style.size, style.theme)
    return [*drawn, *rows], top


def draw_paragraphs(
    entries: Sequence[KeyEntry], place: tuple[float, float], width: float, style: ListStyle
) -> tuple[Drawn, float]:
    """Return the countries of each entry that no label names, in a paragraph after its patch, and where they end."""
    left, top = place
    small, theme = style.small, style.theme
    indent = left + max((patch_width(small, entry) for entry in entries), default=0.0)
    drawn: Drawn = []
    for entry in entries:
        drawn += draw_patch(entry, left, top + (_LIST_LINE - 0.35) * small, small, theme)
        for line in _names_in_lines(entry.unlabelled, small, width - (indent - left)):
            top += _LIST_LINE * small
            wide = text_width(line, small)
            drawn.append(Text(line, indent, top - 0.35 * small, small, wide, theme.ink, theme.page, role="list"))
    return drawn, top


def _with_list(entry: KeyEntry, place: tuple[float, float], width: float, style: ListStyle) -> tuple[Drawn, float]:
    """Return an entry with its caption or countries under it, and the y at which they end."""
    left, top = place
    size, small, theme = style.size, style.small, style.theme
    top += _LINE * size
    drawn = draw_entry(entry, left, top - 0.35 * size, size, theme)
    indent = left + patch_width(size, entry)
    lines = _list_lines(entry, small, width - patch_width(size, entry))
    for line in lines:
        top += _LIST_LINE * small
        wide = text_width(line, small)
        drawn.append(Text(line, indent, top - 0.35 * small, small, wide, theme.ink, theme.page, role="list"))
    return drawn, top + (_AFTER_LIST * small if lines else 0)


def _list_lines(entry: KeyEntry, size: float, width: float) -> list[str]:
    """Return an entry's caption, or its countries, in lines that break between countries, not before a leader."""
    if entry.caption:
        return wrap(entry.caption, size, width)
    return _names_in_lines(entry.members[0], size, width) if entry.members else []


def _names_in_lines(names: Sequence[str], size: float, width: float) -> list[str]:
    """Return names in lines that break between them."""
    whole = [name.replace(" ", "\u00a0") if text_width(name, size) < 0.9 * width else name for name in names]
    return wrap(", ".join(whole), size, width)
