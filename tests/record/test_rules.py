"""Spells of one country never overlap, and the message about an overlap names both."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.record.model import Government, Vacancy, Win
from mapgen.record.rules import rule_problems

DAY = date(2001, 1, 1)


def day(number: int | None) -> date | None:
    """Return a day of early 2001 by its number; None for None."""
    return None if number is None else DAY + timedelta(days=number)


def government(name: str, start: int | None, end: int | None = None, country: str = "AAA") -> tuple[str, Government]:
    """Return a government as a row of the file: its place is its own name, its days count from 2001-01-01."""
    wins = () if start is not None else (Win(DAY, DAY),)
    return f"line {name}", Government(country, name, "left", start=day(start), end=day(end), wins=wins)


def vacancy(name: str, start: int, end: int, country: str = "AAA") -> tuple[str, Vacancy]:
    """Return a vacancy as a row of the file."""
    return f"line {name}", Vacancy(country, DAY + timedelta(days=start), DAY + timedelta(days=end))


def messages(*rows: tuple[str, Government | Vacancy]) -> list[str]:
    """Return the messages of the rules about some rows."""
    governments = [(where, row) for where, row in rows if isinstance(row, Government)]
    vacancies = [(where, row) for where, row in rows if isinstance(row, Vacancy)]
    return [str(problem) for problem in rule_problems(governments, vacancies)]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([government("Ada", 0, 5), government("Bo", 5)], id="handover on a day"),
        pytest.param([government("Ada", 0, 5), government("Bo", 9)], id="gap"),
        pytest.param([government("Ada", 0, 5), vacancy("V", 5, 9), government("Bo", 9)], id="vacancy between"),
        pytest.param([government("Ada", 0), government("Bo", 0, country="BBB")], id="two countries"),
        pytest.param([government("Ada", 0), vacancy("V", 3, 4, country="BBB")], id="vacancy elsewhere"),
        pytest.param([government("Ada", 0, 5), government("Bo", 5, 5), government("Cy", 5)], id="hours in office"),
        pytest.param([government("Ada", 0), government("Bo", 3, 3)], id="hours within a spell"),
        pytest.param([government("Ada", 0), government("Bo", None), government("Cy", None)], id="elects"),
        pytest.param([], id="nothing"),
    ],
)
def test_spells_that_touch_or_never_meet_are_sound(rows: list[tuple[str, Government | Vacancy]]) -> None:
    """A spell may start on the day another ends; a spell with start = end covers no day."""
    assert messages(*rows) == messages(*reversed(rows)) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [government("Ada", 0), government("Bo", 5)],
            "line Bo: Bo (from 2001-01-06) overlaps Ada (from 2001-01-01); end the earlier one with `end = 2001-01-06`",
            id="predecessor not closed",
        ),
        pytest.param(
            [government("Ada", 0, 6), government("Bo", 5, 9)],
            "line Bo: Bo (2001-01-06 to 2001-01-10) overlaps Ada (2001-01-01 to 2001-01-07); "
            "end the earlier one with `end = 2001-01-06`",
            id="one day",
        ),
        pytest.param(
            [government("Ada", 0), vacancy("V", 5, 6)],
            "line V: the vacancy (2001-01-06 to 2001-01-07) overlaps Ada (from 2001-01-01); "
            "end the earlier one with `end = 2001-01-06`",
            id="vacancy in a spell",
        ),
        pytest.param(
            [vacancy("V", 0, 6), government("Ada", 5)],
            "line Ada: Ada (from 2001-01-06) overlaps the vacancy (2001-01-01 to 2001-01-07); "
            "end the earlier one with `end = 2001-01-06`",
            id="vacancy not closed",
        ),
        pytest.param(
            [vacancy("V", 0, 6), vacancy("W", 5, 7)],
            "line W: the vacancy (2001-01-06 to 2001-01-08) overlaps the vacancy (2001-01-01 to 2001-01-07); "
            "end the earlier one with `end = 2001-01-06`",
            id="two vacancies",
        ),
        pytest.param(
            [government("Ada", 0, 6), government("Bo", 0)],
            "line Bo: Bo (from 2001-01-01) overlaps Ada (2001-01-01 to 2001-01-07); both start on that day",
            id="one start",
        ),
        pytest.param(
            [vacancy("V", 0, 6), government("Ada", 0)],
            "line Ada: Ada (from 2001-01-01) overlaps the vacancy (2001-01-01 to 2001-01-07); both start on that day",
            id="one start with a vacancy, which cannot be empty",
        ),
    ],
)
def test_an_overlap_names_both_neighbours(rows: list[tuple[str, Government | Vacancy]], expected: str) -> None:
    """The problem is at the later spell, whatever the order of the file, and says how to end the earlier one."""
    assert messages(*rows) == messages(*reversed(rows)) == [expected]


def test_every_overlap_with_a_long_spell_is_found() -> None:
    """A spell is compared with all earlier ones, even if another lies between."""
    found = messages(government("Ada", 0), government("Bo", 2, 3), vacancy("V", 5, 6), government("Cy", 8, 9))
    assert [message.partition(" overlaps ")[0] for message in found] == [
        "line Bo: Bo (2001-01-03 to 2001-01-04)",
        "line V: the vacancy (2001-01-06 to 2001-01-07)",
        "line Cy: Cy (2001-01-09 to 2001-01-10)",
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (government("Ada", 5, 4), "line Ada: end = 2001-01-05: before its start (2001-01-06)"),
        (vacancy("V", 5, 4), "line V: end = 2001-01-05: a vacancy ends after it starts (2001-01-06)"),
        (vacancy("V", 5, 5), "line V: end = 2001-01-06: a vacancy ends after it starts (2001-01-06)"),
        (
            government("Ada", None, 5),
            "line Ada: end = 2001-01-06: without a start; give `start`, or leave `end` out for an elect",
        ),
        (
            ("line Ada", Government("AAA", "Ada", "left", start=DAY, end=DAY, void=True)),
            "line Ada: void = true: but it took office on 2001-01-01; leave one of the two out",
        ),
        (
            ("line Ada", Government("AAA", "Ada", "left")),
            "line Ada: has neither `start` nor `elected`: when did it take office, or win?",
        ),
    ],
)
def test_a_spell_must_be_one(row: tuple[str, Government | Vacancy], expected: str) -> None:
    """A spell starts before it ends, and a government has a start or a vote; an invalid spell overlaps nothing."""
    assert messages(row, government("Bo", 0, 100)) == [expected]


spells = st.lists(st.tuples(st.booleans(), st.integers(0, 12), st.integers(0, 5)), max_size=6)


@given(spells=spells)
def test_overlaps_are_found_exactly_where_a_day_has_two(spells: list[tuple[bool, int, int]]) -> None:
    """The rules find an overlap exactly if a brute-force search finds a day with two spells."""
    rows = [
        government(str(number), start, start + length) if governs else vacancy(str(number), start, start + length + 1)
        for number, (governs, start, length) in enumerate(spells)
    ]
    days = [day for governs, start, length in spells for day in range(start, start + length + (not governs))]
    assert bool(messages(*rows)) == (len(days) != len(set(days)))
