"""The blocks of text of a page as its content and detail determine them: above the map, below it, and at the foot."""

from __future__ import annotations

from mapgen.drawing.primitives import Patch, Text
from mapgen.layout.content import LayoutContent
from mapgen.layout.key_lists import ListStyle, draw_paragraphs
from mapgen.layout.page_texts import Column, Detail, TypeSizes, brief_heading, heading, key_below, notes_block
from mapgen.layout.share_bars import draw_bars


def texts_above(
    content: LayoutContent, sizes: TypeSizes, detail: Detail, place: Column, *, columns: bool = True
) -> tuple[list[Patch | Text], float]:
    """Return headline, standfirst and key at a left, a top and in a width, and the y at which they end."""
    head = brief_heading if content.brief else heading
    texts, top = head(content.captions, content.theme, sizes, detail, place)
    left, _, width = place
    key, end = key_below(content.entries, content.theme, sizes, detail, (left, top, width), columns=columns)
    bars, end = bars_below(content, sizes, (left, end, width))
    return [*texts, *key, *bars], end


def bars_below(content: LayoutContent, sizes: TypeSizes, place: Column) -> tuple[list[Patch | Text], float]:
    """Return the bars of shares that a user has asked for, and the y at which they end."""
    left, top, width = place
    if not content.bars:
        return [], top
    return draw_bars(content.bars, (left, top), width, sizes.small_label, content.theme)


def list_below(
    content: LayoutContent, sizes: TypeSizes, detail: Detail, place: tuple[float, float]
) -> tuple[list[Patch | Text], float]:
    """Return the countries that no label names, as if at the page's top, from a left and in a width, and their height.

    Empty for a detail without it.
    """
    left, width = place
    entries = [entry for entry in content.entries if entry.unlabelled] if detail.unlabelled else []
    return draw_paragraphs(entries, (left, 0.0), width, ListStyle(sizes.key, sizes.note, content.theme))


def notes_of_page(
    content: LayoutContent, sizes: TypeSizes, detail: Detail, place: tuple[float, float]
) -> tuple[list[Text], float]:
    """Return notes and source line as if at the page's top, from a left and in a width, and their height."""
    return notes_block(content.notes, content.captions.last_line, content.theme, sizes, detail, place)
