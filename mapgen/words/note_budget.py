"""The notes of a picture within its budget of words: what a reader must know first, in as few words as can be."""

from __future__ import annotations

from msgspec.structs import replace

from mapgen.words.captions import Captions
from mapgen.words.note import Note


def within_budget(captions: Captions, most: int, *, on_card: bool = False, in_line: bool = False) -> Captions:
    """Return captions whose source line and notes have at most so many words of mapgen's own.

    A user's own texts come on top. Notes are taken in the order of their weight while they fit, each with as many of
    its words as do, and stand in their own order. The source line is the short one, on a card without the boundaries,
    and without days where it must fit `in_line`; it stays whatever the budget.
    """
    sources = captions.brief_sources or (captions.source,)
    source = sources[min(on_card + in_line, len(sources) - 1)]
    shares_note = captions.brief_shares_note or captions.shares_note
    left = most - count_words(f"{source} {shares_note}") + captions.given_words
    taken: dict[int, Note] = {}
    for number in sorted(range(len(captions.notes)), key=lambda number: captions.notes[number].weight):
        note = captions.notes[number]
        if fitting := note if note.given else _fitting(note, left):
            taken[number] = fitting
            left -= 0 if note.given else _cost(fitting, fitting.text)
    return replace(
        captions, notes=tuple(taken[number] for number in sorted(taken)), source=source, shares_note=shares_note
    )


def count_words(text: str) -> int:
    """Return the number of words of a text, signs that stand alone included."""
    return len(text.split())


def _fitting(note: Note, room: int) -> Note | None:
    """Return a note with the first of its texts that has no more words than there is room for; None if none has."""
    text = next((text for text in (note.text, *note.shorter) if _cost(note, text) <= room), None)
    return None if text is None else replace(note, text=text, full=note.whole)


def _cost(note: Note, text: str) -> int:
    """Return the words of a text on the page: one more for the mark of a note that may have one."""
    return count_words(text) + bool(note.about)
