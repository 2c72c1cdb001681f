"""The steps of an animation: no change is lost, each can be read, and the whole takes as long as it says."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
import timelines
from hypothesis import given
from hypothesis import strategies as st

from mapgen.errors import InputError
from mapgen.record.spells import drawn_class
from mapgen.timeline.date_range import DateRange
from mapgen.timeline.pacing import Pace, Step, pace_of

DAYS = st.dates(date(1998, 1, 1), date(2026, 11, 1))


def drawn_classes(step: Step, classes: int = 3) -> dict[str, str]:
    """Return how each state is drawn in a step."""
    return {entry.iso3: drawn_class(entry, classes) for entry in step.snapshot.entries}


def checked(pace: Pace, date_range: DateRange) -> None:
    """Assert what holds of all steps: days in order, each with its snapshot and its changes, the last at rest."""
    steps = pace.steps
    assert (steps[0].day, steps[-1].day) == (date_range.first, date_range.last)
    assert not steps[0].changed
    assert not steps[-1].changed
    assert all(before.day < after.day for before, after in pairwise(steps[:-1]))
    for step in steps:
        assert step.snapshot.entries == date_range.snapshot_on(step.day).entries
    for before, after in pairwise(steps):
        classes_before, classes_after = drawn_classes(before), drawn_classes(after)
        assert [one.iso3 for one in after.changed] == [
            code for code in classes_before if classes_before[code] != classes_after[code]
        ]


@given(DAYS, DAYS, st.sampled_from(["office", "elected"]))
def test_an_animation_takes_ten_to_twelve_seconds(day: date, another_day: date, basis: str) -> None:
    """In any date range every step has a change and is held for 0.7 seconds or more, in 10 to 12 seconds in all."""
    date_range = timelines.date_range(basis, min(day, another_day), max(day, another_day))
    pace = pace_of(date_range, 3)
    checked(pace, date_range)
    assert all(step.changed for step in pace.steps[1:-1])
    assert min(step.seconds for step in pace.steps) >= 0.7 - 1e-9
    assert 10 - 1e-9 <= pace.seconds <= 12 + 1e-9


@pytest.mark.parametrize(
    ("first", "months"), [(date(1998, 1, 1), 24), (date(2018, 1, 1), 6), (date(2020, 1, 1), 3), (date(2025, 1, 1), 0)]
)
def test_a_step_sums_up_the_fewest_months_that_will_do(first: date, months: int) -> None:
    """Each change has a step of its own day; where they are too many, one sums up a period that ends on its day."""
    date_range = timelines.date_range("office", first)
    pace = pace_of(date_range, 3)
    assert pace.months == months
    days = [step.day for step in pace.steps[1:-1]]
    if not months:
        assert days == list(date_range.turning(3)[1:])
    for day in days if months else ():
        since = (day.year - first.year) * 12 + day.month
        assert day == date_range.last or (day.day in {30, 31} and since % months == 0)


@given(DAYS, DAYS, st.sampled_from([None, "year", "turning"]))
def test_an_animation_takes_the_seconds_that_are_asked_for(day: date, another_day: date, every: str | None) -> None:
    """In any date range all steps together take the given seconds."""
    date_range = timelines.date_range("office", min(day, another_day), max(day, another_day))
    pace = pace_of(date_range, 3, 20.0, every)
    checked(pace, date_range)
    assert pace.seconds == pytest.approx(20.0)
    assert all(step.seconds > 0 for step in pace.steps)


@pytest.mark.parametrize("every", ["year", "quarter", "month", "turning"])
def test_steps_that_are_asked_for_are_all_there(every: str) -> None:
    """They take as long as their changes need, 0.7 seconds each, however long that is."""
    date_range = timelines.date_range("office")
    pace = pace_of(date_range, 3, every=every)
    checked(pace, date_range)
    assert pace.seconds > 12
    assert min(step.seconds for step in pace.steps if step.changed) >= 0.7
    if every == "turning":
        assert [step.day for step in pace.steps[:-1]] == list(date_range.turning(3))


def test_a_date_range_without_a_change_has_its_two_ends() -> None:
    """So has a single day, once."""
    still = timelines.date_range("office", date(2024, 1, 1), date(2024, 6, 1))
    assert [step.day for step in pace_of(still, 3).steps] == [still.first, still.last]
    day = timelines.date_range("office", date(2024, 1, 1), date(2024, 1, 1))
    assert [step.seconds for step in pace_of(day, 3).steps] == [10.0]


@pytest.mark.parametrize(
    ("seconds", "every", "message"),
    [
        (5.0, "monthly", r'every "monthly": write year, quarter, month or turning'),
        (5.0, "month", r"seconds 5: 348 steps take 41\.8 seconds or more to be seen; give that, or a longer --every"),
    ],
)
def test_what_cannot_be_shown_is_refused(seconds: float, every: str, message: str) -> None:
    """The message says what would be right."""
    with pytest.raises(InputError, match=message):
        pace_of(timelines.date_range(), 3, seconds, every)
