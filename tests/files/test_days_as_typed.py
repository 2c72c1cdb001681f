"""Tests of days as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.files import dates
from mapgen.files.dates import day_fault, day_words, likely_day, parse_day, relative_day, typed_day
from mapgen.places.languages import languages, phrases_of

TODAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def on_a_fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let today be TODAY."""
    monkeypatch.setattr(dates, "today", lambda: TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TODAY),
        ("Yesterday", date(2026, 2, 28)),
        ("hoy", TODAY),
        ("AYER", date(2026, 2, 28)),
        ("hoje", TODAY),
        ("Ontem", date(2026, 2, 28)),
        ("2025-12-14", date(2025, 12, 14)),
        (" 2025-12-14 ", date(2025, 12, 14)),
        ("2025-02-29", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_a_day_is_a_date_or_a_word(text: str, day: date | None) -> None:
    """A day is YYYY-MM-DD, or a word for today or yesterday in a language of the map, in any case."""
    assert typed_day(text) == day


def test_every_language_has_its_words() -> None:
    """The words are those of every language's file, so that a language stays one file."""
    for lang in languages():
        words = phrases_of(lang)["day"]
        assert {name: relative_day(word) for name, word in words.items()} == {
            "today": "today",
            "yesterday": "yesterday",
        }
    assert len(day_words()) == 2 * len(languages())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("28/11/2026", "is no date; write 2026-11-28"),
        ("11/28/2026", "is no date; write 2026-11-28"),
        ("03/04/2026", "is no date; write 2026-04-03 or 2026-03-04"),
        ("28/11/26", "is no date; write 2026-11-28"),
        ("03/04/26", "is no date; write 2026-04-03 or 2026-03-04"),
        ("3.4.26", "is no date; write 2026-04-03"),
        ("26-11-28", "is no date; write 2026-11-28 or 2028-11-26"),
        ("31/11/26", "is no day: November has 30 days"),
        ("03/03/2026", "is no date; write 2026-03-03"),
        ("03-04-2026", "is no date; write 2026-04-03 or 2026-03-04"),
        ("28.11.2026", "is no date; write 2026-11-28"),
        ("03.04.2026", "is no date; write 2026-04-03"),
        ("20261128", "is no date; write 2026-11-28"),
        ("2026-1-5", "is no date; write 2026-01-05"),
        ("2026/11/28", "is no date; write 2026-11-28"),
        ("2026-11-28T10:00", "is no date; write 2026-11-28"),
        ("Nov 28 2026", "is no date; write 2026-11-28"),
        ("November 28th, 2026", "is no date; write 2026-11-28"),
        ("28 de noviembre de 2026", "is no date; write 2026-11-28"),
        ("28 de novembro de 2026", "is no date; write 2026-11-28"),
        ("3 março 2026", "is no date; write 2026-03-03"),
        ("2026-11-31", "is no day: November has 30 days"),
        ("31/11/2026", "is no day: November has 30 days"),
        ("2025-02-29", "is no day: February 2025 has 28 days"),
        ("2024-02-30", "is no day: February 2024 has 29 days"),
        ("2026-13-01", "is no day: there is no month 13; months run from 01 to 12"),
        ("2026-01-00", "is no day: days run from 01; January has 31 days"),
        ("0000-01-01", "is no day: years run from 0001 to 9999"),
        ("2026-11", "is no day but a month; write the day as well, such as 2026-11-01"),
        ("2026", "is no day but a year; write the day as well, such as 2026-01-01"),
        ("todya", 'is no date; write YYYY-MM-DD, such as 2025-12-14; did you mean "today"?'),
        ("soon", "is no date; write YYYY-MM-DD, such as 2025-12-14"),
        ("", "is no date; write YYYY-MM-DD, such as 2025-12-14"),
        ("28/11/6", "is no date; write YYYY-MM-DD, such as 2025-12-14"),
    ],
)
def test_what_is_no_day_is_answered_with_what_to_write(text: str, fault: str) -> None:
    """The answer is the day to write, both readings of an ambiguous one, or what the calendar says of it."""
    assert day_fault(text) == fault


def test_words_are_offered_where_they_are_days() -> None:
    """A fact of a record needs a day, and its message offers no word."""
    assert day_fault("yesterdy", words=False) == "is no date; write YYYY-MM-DD, such as 2025-12-14"


@pytest.mark.parametrize(
    ("text", "likely"), [("28/11/2026", True), ("2026-11-31", True), ("soon", False), ("a/b", False)]
)
def test_a_date_is_recognized_where_a_name_may_stand(text: str, likely: bool) -> None:  # noqa: FBT001 (by parametrize)
    """Where a file or a date may stand, a text of numbers in the order of a date was meant as one."""
    assert likely_day(text) is likely


@given(st.text(st.sampled_from("0123456789-/. TZaàdeMmarnov１²"), max_size=14) | st.text(max_size=12))
def test_every_text_has_an_answer(text: str) -> None:
    """Whatever is typed, it is a day or has an answer; a day that the answer proposes is one."""
    if typed_day(text) is None:
        written = day_fault(text).partition("; write ")[2]
        proposed = [] if written.startswith(("YYYY", "the day")) else written.split(" or ")
        assert all(parse_day(day) for day in proposed if day)
