"""One rule says which texts are allowed in files, options and Python."""

from __future__ import annotations

import unicodedata
from re import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.errors import InputError
from mapgen.files.texts import _PLAIN, LONGEST_NAME, _fault_of, checked_line, fault_of, line_of, without_footnote_marks

FAULTS = {
    "\u200b\u2060\ufeff": "it is empty; write the text, or leave the key out",
    "a\u202eb": "it holds U+202E, right-to-left override, which would turn the text around it; take it out",
    "a\u2066b\u2069": "it holds U+2066, left-to-right isolate, which would turn the text around it; take it out",
    "a\u009bb": "it holds the control character U+009B; write it on one line",
    "a\ud800b": "it holds bytes that are no text in this system's encoding; write it in UTF-8",
    "a\ufdd0b": "it holds the control character U+FDD0; write it on one line",
    "o" + "\u0336\u0337" * 30: "it holds 60 combining marks on one letter; at most 4 are taken",
    "x" * 10_000: "it has 10,000 characters; at most 2,000 are taken",
}


@pytest.mark.parametrize("text", FAULTS, ids=ascii)
def test_a_fault_is_said_with_what_would_be_right(text: str) -> None:
    """Texts that break a line, a file format or their surroundings, or that nobody can read, are refused by name."""
    assert fault_of(text) == FAULTS[text]
    with pytest.raises(InputError, match=f"^text title: .*: {escape(FAULTS[text])}$") as caught:
        checked_line("text title", text)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 220


@pytest.mark.parametrize(
    "text", ["Tamer \u200fعدنان\u200e", "שָׁלוֹם", "བསྒྲུབས", "Nguyễn Xuân Phúc", "🏳️‍🌈 👩‍👩‍👧", "<b>&amp;</b>", "x" * 200]
)
def test_every_script_and_every_markup_is_text(text: str) -> None:
    """Letters and marks of any language, emoji with their joiners and all markup are allowed."""
    assert fault_of(text, LONGEST_NAME) is None


def test_a_name_is_shorter_than_a_text() -> None:
    """A name has at most 200 characters."""
    assert fault_of("x" * 201, LONGEST_NAME) == "it has 201 characters; at most 200 are taken"


@given(st.text(st.characters(), max_size=30))
def test_what_is_taken_can_stand_in_any_file(text: str) -> None:
    """A valid text can be encoded, is one line, has something visible, and has only characters that XML allows."""
    if fault_of(text) is None:
        kept = line_of(text)
        assert kept.encode().decode() == kept
        assert kept.strip()
        assert len(kept.splitlines()) == 1
        assert not {unicodedata.category(one) for one in kept} & {"Cc", "Cs", "Zl", "Zp"}
        assert fault_of(kept) is None


def test_plain_text_is_what_the_long_way_finds_nothing_wrong_with() -> None:
    """Every character that skips the full check also passes it, and is stored unchanged."""
    plain = [chr(number) for number in range(0x3000) if _PLAIN.fullmatch(chr(number))]
    assert len(plain) > 500
    for one in plain:
        assert _fault_of(one) is None
        assert unicodedata.category(one) not in {"Mn", "Me", "Cf", "Cc"}
        assert unicodedata.normalize("NFC", one) == one


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Right-wing[2][3]", "Right-wing"),
        ("Milei [a]", "Milei"),
        ("Republic[Note 12] of[citation needed] x†", "Republic of x"),
        ("Kosovo¹", "Kosovo"),
        ("[1]", "[1]"),
        ("type [A]", "type [A]"),
        ("A*", "A*"),
        ("[1984]", "[1984]"),
    ],
)
def test_marks_of_footnotes_are_no_part_of_a_text(text: str, without: str) -> None:
    """Those of encyclopedias and tables; what may tell texts apart stays."""
    assert without_footnote_marks(text) == without
