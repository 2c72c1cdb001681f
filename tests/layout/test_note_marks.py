"""Numbers of notes: in order, only where something on the page leads to them, and the same on both ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapgen.layout.note_marks import led_to, marked, marks_of
from mapgen.words.notes import Note

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
