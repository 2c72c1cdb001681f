"""Numbers of notes: small raised figures that lead from a territory on the map to its notes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from msgspec import Struct

from mapgen.words.notes import Note

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


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
