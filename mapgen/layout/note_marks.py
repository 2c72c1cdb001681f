"""Numbers of notes: small raised figures that lead from a territory on the map to what must be known of it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from msgspec import Struct

from mapgen.words.notes import Note

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class MarkedNote(Struct, frozen=True):
    """A note with its mark, a raised number; without one where it is about the whole map."""

    mark: str
    note: Note

    @property
    def text(self) -> str:
        """What stands on the page: the mark and the sentence, not to be parted."""
        return f"{self.mark}\u00a0{self.note.text}" if self.mark else self.note.text


def marked(notes: Iterable[Note], shown: Container[str]) -> tuple[MarkedNote, ...]:
    """Return notes with their numbers, in order, from 1.

    A note about territories of which none is named on the page (in `shown`) has no number: nothing would lead to it.
    """
    found: list[MarkedNote] = []
    number = 0
    for note in notes:
        counts = any(code in shown for code in note.about)
        number += counts
        found.append(MarkedNote(str(number).translate(_RAISED) if counts else "", note))
    return tuple(found)


def marks_of(notes: Sequence[MarkedNote]) -> Mapping[str, str]:
    """Return the marks of each territory by its code: of two notes `¹˒²`, as `¹,²`."""
    marks: dict[str, list[str]] = {}
    for one in notes:
        for code in one.note.about if one.mark else ():
            marks.setdefault(code, []).append(one.mark)
    return {code: ",".join(of_code) for code, of_code in marks.items()}
