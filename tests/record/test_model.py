"""The values of a record: spells, wins and the history of a country."""

from __future__ import annotations

from datetime import date

import pytest

from mapgen.files.dates import exact
from mapgen.record.model import Government, Outcome, Record, Vacancy, Vote, Win


def on(day: int) -> date:
    """Return a day of January 2001."""
    return date(2001, 1, day)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        pytest.param(3, 6, {3, 4, 5}, id="spell"),
        pytest.param(3, None, {3, 4, 5, 6, 7}, id="while it lasts"),
        pytest.param(3, 3, set(), id="hours"),
        pytest.param(None, None, set(), id="elect"),
    ],
)
def test_a_spell_is_half_open(start: int | None, end: int | None, days: set[int]) -> None:
    """A day belongs to the government in office at its end: start <= day < end."""
    one = Government("AAA", "Ada", "left", start=on(start) if start else None, end=on(end) if end else None)
    assert {day for day in range(1, 8) if one.holds(on(day))} == days


def test_a_vacancy_is_half_open() -> None:
    """A vacancy covers start <= day < end."""
    vacancy = Vacancy("AAA", on(3), on(5))
    assert [day for day in range(1, 8) if vacancy.covers(on(day))] == [3, 4]


def test_the_win_known_last_counts() -> None:
    """Of the wins known by a day, the one known last counts, or of several known at once that of the latest vote."""
    late, early, later = Win(on(1), on(9)), Win(on(4), on(4)), Win(on(6), on(9))
    one = Government("AAA", "Ada", "left", wins=(late, early, later))
    assert one.won_by(on(3)) is None
    assert one.won_by(on(4)) is one.won_by(on(8)) is early
    assert one.won_by(on(9)) is later


def test_only_votes_that_took_place_can_decide() -> None:
    """Annulled and cancelled votes have no winner to record."""
    assert {outcome for outcome in Outcome if outcome.can_decide} == {Outcome.SCHEDULED, Outcome.NOT_RECORDED}


def test_a_history_holds_all_of_one_country_in_order() -> None:
    """Governments are sorted by start whatever their order in the file; elects come last in the order of the file."""
    first, second = (Government("AAA", str(day), "left", start=on(day)) for day in (1, 2))
    elects = [Government("AAA", name, "left", wins=(Win(on(5), on(5)),)) for name in "yx"]
    other = Government("BBB", "other", "left", start=on(1))
    vote, vacancy = Vote("CCC", exact(on(9)), Outcome.SCHEDULED), Vacancy("AAA", on(3), on(4))
    record = Record(
        "Made up",
        "south-america",
        on(1),
        "test",
        ("left",),
        governments=(elects[0], second, other, first, elects[1]),
        votes=(vote,),
        vacancies=(vacancy,),
        reviewed={"AAA": on(8), "DDD": on(9)},
    )
    assert list(record.histories) == ["AAA", "BBB", "CCC", "DDD"]
    assert record.histories["AAA"].governments == (first, second, *elects)
    assert record.histories["AAA"].vacancies == (vacancy,)
    assert record.histories["AAA"].reviewed == on(8)
    assert record.histories["BBB"].governments == (other,)
    assert record.histories["BBB"].reviewed is None
    assert record.histories["CCC"].votes == (vote,)
