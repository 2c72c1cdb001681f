"""Notes on a page: their numbers, small raised figures that lead from a territory to its notes, and their lines."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from mapgen.drawing.primitives import Patch, Text
from mapgen.drawing.sizes import Size
from mapgen.words.captions import Captions
from mapgen.words.note_budget import count_words, within_budget
from mapgen.words.notes import Note

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


Page = TypeVar("Page")


class MarkedNote(Struct, frozen=True):
    """A note with its mark, a raised number; the mark is empty if the note is about the whole map."""

    mark: str
    note: Note

    @property
    def text(self) -> str:
        """The text on the page: the mark and the sentence, with a no-break space between them."""
        return f"{self.mark}\u00a0{self.note.text}" if self.mark else self.note.text


def marked(notes: Iterable[Note], named: Container[str]) -> tuple[MarkedNote, ...]:
    """Return notes with their numbers, in order, from 1.

    A note about territories none of which is named on the page (in `named`) has no number: nothing would lead to it.
    """
    marked_notes: list[MarkedNote] = []
    number = 0
    for note in notes:
        counts = any(code in named for code in note.about)
        number += counts
        marked_notes.append(MarkedNote(str(number).translate(_RAISED) if counts else "", note))
    return tuple(marked_notes)


def led_to(notes: Iterable[MarkedNote], named: Container[str]) -> bool:
    """Whether each number leads from a territory that is named on the page: from one of its note's is enough."""
    return all(any(code in named for code in note.note.about) for note in notes if note.mark)


def marks_of(notes: Sequence[MarkedNote]) -> Mapping[str, str]:
    """Return the marks of each territory by its code, those of two notes as `¹,²`."""
    marks: dict[str, list[str]] = {}
    for note in notes:
        for code in note.note.about if note.mark else ():
            marks.setdefault(code, []).append(note.mark)
    return {code: ",".join(of_code) for code, of_code in marks.items()}


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


def within_lines(
    captions: Captions,
    size: Size,
    draw: Callable[[Captions], Page],
    notes_of: Callable[[Page], Sequence[Patch | Text]],
) -> Page:
    """Return the page that is drawn with no more words of notes than its size may have.

    A card has a line of notes and a line for the source: the days of the source give way, then words of notes.
    """
    most, in_line = size.note_words, False
    while True:
        brief = within_budget(captions, most, on_card=size.is_card, in_line=in_line)
        page = draw(brief)
        lines = note_lines(notes_of(page), brief.last_line)
        if size.is_card and lines.source > 1 and not in_line:
            in_line = True
        elif size.is_card and len(lines.notes) > 1 and most > 0:
            # A note without a mark is counted as if it had one.
            fitting = count_words(brief.source) - captions.given_words + lines.notes[0] + 1
            most = max(0, min(most - 1, fitting))
        else:
            return page
