"""The texts around a map in every language: headline, key and notes, each as high as the longest language needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Patch, Text
from mapgen.layout.claim_marks import claim_entries
from mapgen.layout.key import (
    KEY_GAP,
    KEY_LINE,
    KeyEntry,
    KeyTexts,
    draw_label,
    draw_patch,
    entry_width,
    fitted,
    key_entries,
    patch_width,
)
from mapgen.layout.note_marks import MarkedNote
from mapgen.layout.page_texts import Column, Detail, TypeSizes, heading, notes_block
from mapgen.wikimedia.editions import Edition
from mapgen.wikimedia.model import Lettering, Line

_DETAIL = Detail()
# The most lines of a headline, and the parts of its size that are tried for that.
_LINES = 2
_GIVING_WAY = (1.0, 0.93, 0.87, 0.8, 0.73)


def heading_block(editions: Sequence[Edition], sizes: TypeSizes, place: Column) -> tuple[list[Lettering], float]:
    """Return headline and standfirst at a left, a top and in a width, and the y at which the longest ends.

    The headline is smaller where it would take more lines than two in a language.
    """
    sizes = next(
        (smaller for smaller in _smaller(sizes) if all(_lines(one, smaller, place) <= _LINES for one in editions)),
        [*_smaller(sizes)][-1],
    )
    texts, ends = {}, []
    for edition in editions:
        texts[edition.lang], end = heading(edition.captions, edition.map_style.theme, sizes, _DETAIL, place)
        ends.append(end)
    return [*_by_role(texts)], max(ends)


def _smaller(sizes: TypeSizes) -> Iterator[TypeSizes]:
    """Yield sizes with smaller and smaller headlines."""
    return (replace(sizes, headline=float(round(part * sizes.headline))) for part in _GIVING_WAY)


def _lines(edition: Edition, sizes: TypeSizes, place: Column) -> int:
    """Return how many lines the headline of an edition has."""
    texts, _ = heading(edition.captions, edition.map_style.theme, sizes, _DETAIL, place)
    return sum(text.role == "headline" for text in texts)


def notes_of_sheet(
    editions: Sequence[Edition], marked: Mapping[str, tuple[MarkedNote, ...]], sizes: TypeSizes, place: Column
) -> tuple[list[Lettering], float]:
    """Return notes and source line at a left, a top and in a width, and the y at which the longest end."""
    left, top, width = place
    texts, heights = {}, []
    for edition in editions:
        theme, source = edition.map_style.theme, edition.brief.last_line
        drawn, height = notes_block(marked[edition.lang], source, theme, sizes, _DETAIL, (left, width))
        texts[edition.lang] = [text.lowered(top) for text in drawn]
        heights.append(height)
    return [*_by_role(texts)], top + max(heights)


def _by_role(texts: Mapping[str, Sequence[Text]]) -> Iterator[Lettering]:
    """Yield the texts of each role as one, named after it."""
    roles = dict.fromkeys(text.role for of_language in texts.values() for text in of_language)
    for role in roles:
        lines = {lang: tuple(Line.of(text) for text in found if text.role == role) for lang, found in texts.items()}
        yield Lettering(role, role, lines)


def keys_of(
    choropleth: Choropleth, editions: Sequence[Edition], marks: Mapping[str, str]
) -> Mapping[str, tuple[KeyEntry, ...]]:
    """Return the entries of the key in each language, without lists of members on the page."""
    return {
        edition.lang: (
            *key_entries(choropleth, edition.map_style, KeyTexts(marks=marks)),
            *claim_entries(choropleth, edition.map_style),
        )
        for edition in editions
    }


def key_block(
    keys: Mapping[str, tuple[KeyEntry, ...]], edition: Edition, size: float, place: Column
) -> tuple[list[Patch], list[Lettering], float]:
    """Return the key's patches and texts at a left, a top and in a width, and the y at which it ends.

    An entry has the room of its widest language, so that every language has the same patches.
    """
    left, top, width = place
    rows = zip(*keys.values(), strict=True)
    patches, letterings, x, y = [], [], left, top + KEY_LINE * size
    for number, entries in enumerate(rows, 1):
        fitting = [fitted(entry, size, width) for entry in entries]
        wide = max(entry_width(entry, size) for entry in fitting)
        if x > left and x + wide > left + width:
            x, y = left, y + KEY_LINE * size
        baseline = y - 0.35 * size
        patches += draw_patch(fitting[0], x, baseline, size, edition.map_style.theme)
        start = x + patch_width(size, fitting[0])
        draw = _drawer(edition, start, baseline, size)
        lines = {lang: draw(entry) for lang, entry in zip(keys, fitting, strict=True)}
        letterings.append(Lettering(f"key-{number}", "key", lines))
        x += wide + KEY_GAP * size
    return patches, letterings, y


def _drawer(edition: Edition, x: float, y: float, size: float) -> Callable[[KeyEntry], tuple[Line, ...]]:
    def draw(entry: KeyEntry) -> tuple[Line, ...]:
        label, *_ = draw_label(entry, x, y, size, edition.map_style.theme)
        return (Line.of(label, tail=entry.count),)

    return draw
