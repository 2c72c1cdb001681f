"""The lines of a page's notes: those of its notes, and those of its source line, which comes last."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from mapgen.drawing.primitives import Patch, Text


class NoteLines(Struct, frozen=True):
    """How many words the lines of notes have, and how many lines the source has that is in none of them."""

    notes: tuple[int, ...]
    source: int


def note_lines(texts: Sequence[Patch | Text], source: str) -> NoteLines:
    """Return the lines of notes and of the source line, as they stand below each other."""
    words = [len(text.text.split()) for text in texts if isinstance(text, Text)]
    left, lines = len(source.split()), 0
    while words and 0 < words[-1] <= left:
        left -= words.pop()
        lines += 1
    return NoteLines(tuple(words), lines)
