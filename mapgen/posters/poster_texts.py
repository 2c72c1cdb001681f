"""The small texts of a poster: a title if there is one, and the quiet line at the foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapgen.drawing.primitives import Text
from mapgen.drawing.sizes import Size
from mapgen.drawing.typeface import balanced, text_width, wrap
from mapgen.layout.page_texts import Column, TypeSizes
from mapgen.themes.theme import Theme
from mapgen.words.poster_words import PosterWords

_BETWEEN = " · "
# The largest type of the line at the foot, in sizes of notes, and the step by which it gets smaller, in CSS pixels.
_LARGEST, _STEP = 1.25, 0.5
# The lines that the foot may have so that it names the source.
_MOST_LINES = 2
# The title's type, in sizes of an article's headline.
_TITLE = 1.15
# From line to line, and the space between title and map, in sizes of type.
_LEADING, _BELOW_TITLE = 1.3, 0.5


def poster_title(words: PosterWords, theme: Theme, sizes: TypeSizes, place: Column) -> tuple[list[Text], float]:
    """Return the lines of the title and of the text under it, if the user gives them, and the y at which they end."""
    left, top, width = place
    texts = []
    for text, size, bold in (
        (words.title, round(_TITLE * sizes.headline), True),
        (words.subtitle, sizes.standfirst, False),
    ):
        for line in balanced(text, size, width, bold=bold) if text else ():
            top += 1.12 * size
            wide = text_width(line, size, bold=bold)
            role = "headline" if bold else "standfirst"
            texts.append(Text(line, left, top - 0.3 * size, size, wide, theme.ink, theme.page, bold=bold, role=role))
    return texts, top + (_BELOW_TITLE * sizes.standfirst if texts else 0.0)


def foot_line(
    words: PosterWords, theme: Theme, sizes: TypeSizes, size: Size, place: Column
) -> tuple[list[Text], float]:
    """Return the line at the foot, and the y of its top; `place` is its left, its bottom and its width.

    It is set in the largest type in which it fits on one line. Where none is small enough it says less. Before it
    leaves out the source, and where saying less does not help either, it has a second line or more.
    """
    left, bottom, width = place
    least = max(size.least_type, sizes.note if size.is_card else 0.0)
    pixels, lines = _fitted(words, width, (max(least, _LARGEST * sizes.note), least), size.note_words)
    texts = []
    for number, line in enumerate(reversed(lines)):
        y = bottom - 0.24 * pixels - number * _LEADING * pixels
        texts.append(Text(line, left, y, pixels, text_width(line, pixels), theme.quiet, theme.page, role="foot"))
    return texts[::-1], bottom - (1 + (len(lines) - 1) * _LEADING) * pixels


def _fitted(
    words: PosterWords, width: float, largest_and_least: tuple[float, float], most_words: int
) -> tuple[float, list[str]]:
    """Return the size of type and the lines; the tool's own parts have no more words than a page of its size may."""
    sourced, bare = words.lines[: len(words.lines) - words.bare], words.lines[len(words.lines) - words.bare :]
    least = largest_and_least[1]
    if fitted := _on_one_line(sourced, width, largest_and_least, words.own, most_words):
        return fitted
    if sourced and len(lines := list(_broken(sourced[-1], least, width))) <= _MOST_LINES:
        return least, lines
    fitted = _on_one_line(bare, width, largest_and_least, words.own, most_words)
    return fitted or (least, list(_broken(words.lines[-1], least, width)))


def _on_one_line(
    lines: Sequence[Sequence[str]], width: float, largest_and_least: tuple[float, float], own: int, most_words: int
) -> tuple[float, list[str]] | None:
    """Return the first line that fits in some type, in the largest; `most_words` bound the tool's own parts."""
    for parts in lines:
        if parts != lines[-1] and len(" ".join(parts[: len(parts) - own]).split()) > most_words:
            continue
        for pixels in _sizes(*largest_and_least):
            if text_width(_BETWEEN.join(parts), pixels) <= width:
                return pixels, [_BETWEEN.join(parts)]
    return None


def _sizes(largest: float, least: float) -> Iterator[float]:
    size = round(2 * largest) / 2
    while size > least:
        yield size
        size -= _STEP
    yield least


def _broken(parts: Sequence[str], pixels: float, width: float) -> Iterator[str]:
    """Yield lines that end between two parts; a part that is wider than the page has several."""
    line = ""
    for part in parts:
        joined = f"{line}{_BETWEEN}{part}" if line else part
        if text_width(joined, pixels) <= width:
            line = joined
            continue
        if line:
            yield line
        *full, line = wrap(part, pixels, width)
        yield from full
    yield line
