"""Numbers of notes: in order, only where something on the page leads to them, and the same on both ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapgen.drawing.primitives import Text
from mapgen.drawing.sizes import NAMED
from mapgen.drawing.typeface import without_orphan
from mapgen.layout.note_marks import led_to, marked, marks_of, note_lines, within_lines
from mapgen.words.captions import Captions
from mapgen.words.note import Note, Weight

CODES = ("ARG", "BRA", "CHL", "GUF")
notes = st.lists(
    st.builds(Note, st.just("Said."), st.lists(st.sampled_from(CODES), unique=True).map(tuple)), max_size=14
)


@given(notes, st.sets(st.sampled_from(CODES)))
def test_numbers_run_from_one_without_gaps(some: list[Note], named: set[str]) -> None:
    """A note about something shown has the next number, every other note has none."""
    marked_notes = marked(some, named)
    numbers = [one.mark for one in marked_notes if one.mark]
    assert numbers == ["⁰¹²³⁴⁵⁶⁷⁸⁹"[n] if n < 10 else "¹" + "⁰¹²³⁴"[n - 10] for n in range(1, len(numbers) + 1)]
    assert [bool(one.mark) for one in marked_notes] == [bool(set(note.about) & named) for note in some]


@given(notes, st.sets(st.sampled_from(CODES)))
def test_a_territory_has_the_marks_of_every_numbered_note_about_it(some: list[Note], named: set[str]) -> None:
    """In the order of the notes, parted by commas."""
    marked_notes = marked(some, named)
    marks = marks_of(marked_notes)
    for code in CODES:
        assert marks.get(code, "") == ",".join(one.mark for one in marked_notes if one.mark and code in one.note.about)


def test_a_mark_is_not_parted_from_its_note() -> None:
    """No line ends with the number of what begins the next one."""
    (marked_note,) = marked([Note("Chile: elected.", ("CHL",))], {"CHL"})
    assert marked_note.text == "¹\u00a0Chile: elected."
    (marked_note,) = marked([Note("Chile: elected.", ("CHL",))], {"PER"})
    assert marked_note.text == "Chile: elected."


def test_a_number_leads_from_one_of_its_territories() -> None:
    """A note on two of which one is named keeps its number; one that nothing on the page leads to does not."""
    notes = marked([Note("Both are small.", ("FLK", "GUF")), Note("The whole map.")], {"FLK", "GUF"})
    assert led_to(notes, {"FLK", "BRA"})
    assert not led_to(notes, {"BRA"})


SOURCES = (
    "Source: A, 1 May 2026; B, 2 May 2026. Borders: C.",
    "Source: A, 1 May 2026; B, 2 May 2026.",
    "Source: A; B.",
)


def lines_of(texts: list[str]) -> list[Text]:
    """Return lines of notes, one below the other."""
    return [
        Text(text, 0.0, 20.0 * row, 10.0, 50.0, "#000000", "#ffffff", role="note") for row, text in enumerate(texts)
    ]


def drawn(captions: Captions, width: float) -> list[Text]:
    """Return the lines of notes and source in a width, each in a paragraph."""
    notes = " ".join(note.text for note in captions.notes)
    return lines_of([line for text in (notes, captions.source) if text for line in without_orphan(text, 10.0, width)])


def test_the_source_is_what_the_last_lines_say() -> None:
    """What stands above it are notes; a line that has both counts as a note's, as it takes no more room."""
    lines = note_lines(
        lines_of(["Dashed: claimed by B.", "Disputed: C.", "Source: A,", "1 May 2026."]), "Source: A, 1 May 2026."
    )
    assert (lines.notes, lines.source) == ((4, 2), 2)
    lines = note_lines(lines_of(["Disputed: C. Source: A."]), "Source: A.")
    assert (len(lines.notes), lines.source) == (1, 0)


def test_a_card_has_a_line_of_notes_and_one_of_source() -> None:
    """In a narrow column the source's days give way, and then the notes of the least weight."""
    notes = (Note("Disputed: D, E, F.", weight=Weight.DISPUTES), Note("Contested: G, H, I.", weight=Weight.CONTESTED))
    captions = Captions("H", "H", "", notes, "Whole source.", brief_sources=SOURCES)
    for width, lines in ((1000.0, 2), (130.0, 2)):
        page = within_lines(captions, NAMED["og"], lambda brief, width=width: drawn(brief, width), lambda page: page)
        assert len(page) == lines
        assert page[-1].text in SOURCES[1:]
    assert [text.text for text in page] == ["Disputed: D, E, F.", "Source: A; B."]
