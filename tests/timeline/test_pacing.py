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
from mapgen.timeline.pacing import TURNING, Step, lasting, long_steps, short_steps

DAYS = st.dates(date(1998, 1, 1), date(2026, 11, 1))


def drawn_classes(step: Step, classes: int = 3) -> dict[str, str]:
    """Return how each state is drawn in a step."""
    return {entry.iso3: drawn_class(entry, classes) for entry in step.snapshot.entries}


def checked(steps: tuple[Step, ...], date_range: DateRange) -> None:
    """Assert what holds of all steps: days in order from first to last, each with its snapshot and its changes."""
    assert steps[-1].day == date_range.last
    assert all(before.day < after.day for before, after in pairwise(steps))
    for step in steps:
        assert step.snapshot.entries == date_range.snapshot_on(step.day).entries
    for before, after in pairwise(steps):
        classes_before, classes_after = drawn_classes(before), drawn_classes(after)
        assert [one.iso3 for one in after.changed] == [
            code for code in classes_before if classes_before[code] != classes_after[code]
        ]


@pytest.mark.parametrize("basis", ["office", "elected"])
@pytest.mark.parametrize("classes", [3, 5])
def test_every_change_has_a_step_of_its_own_day_and_is_held(basis: str, classes: int) -> None:
    """Each turning day is a step of at least 0.8 seconds; the first and the last are held longer."""
    date_range = timelines.date_range(basis)
    steps = long_steps(date_range, classes)
    if classes == 3:
        checked(steps, date_range)
    turning = set(date_range.turning(classes)) - {date_range.first}
    held = {step.day: step.seconds for step in steps if step.changed}
    assert held.keys() == turning
    assert min(held.values()) >= 0.8
    assert min(steps[0].seconds, steps[-1].seconds) >= 1.0
    assert {step.day for step in long_steps(date_range, classes, TURNING)} == turning | {
        date_range.first,
        date_range.last,
    }


@given(DAYS, DAYS, st.sampled_from([None, "year", "turning"]))
def test_a_short_animation_takes_the_seconds_it_has(day: date, another_day: date, every: str | None) -> None:
    """In any date range all steps together take the given seconds, and the last shows the last day."""
    first, last = min(day, another_day), max(day, another_day)
    date_range = timelines.date_range("office", first, last)
    steps = short_steps(date_range, 3, 20.0, every)
    checked(steps, date_range)
    assert sum(step.seconds for step in steps) == pytest.approx(20.0)
    assert all(step.seconds > 0 for step in steps)


def test_a_short_animation_has_the_finest_steps_that_can_be_seen() -> None:
    """Years from 1998, quarters within a few years, months within one."""
    for first, apart in ((date(1998, 1, 1), 12), (date(2020, 1, 1), 3), (date(2025, 1, 1), 1)):
        days = [step.day for step in short_steps(timelines.date_range("office", first), 3, 5.0)][:-1]
        months = {(after.year - day.year) * 12 + after.month - day.month for day, after in pairwise(days)}
        assert months == {apart}


def test_steps_can_be_made_to_last() -> None:
    """Each keeps its part of the whole."""
    steps = long_steps(timelines.date_range(), 3)
    faster = lasting(steps, 30.0)
    assert sum(step.seconds for step in faster) == pytest.approx(30.0)
    ratios = {round(after.seconds / before.seconds, 9) for before, after in zip(steps, faster, strict=True)}
    assert len(ratios) == 1


@pytest.mark.parametrize(
    ("seconds", "every", "message"),
    [
        (5.0, "monthly", r'every "monthly": write year, quarter, month or turning'),
        (5.0, "month", r"seconds 5: 347 steps take 49\.6 seconds or more to be seen; give that, or a longer --every"),
    ],
)
def test_what_cannot_be_shown_is_refused(seconds: float, every: str, message: str) -> None:
    """The message says what would be right."""
    with pytest.raises(InputError, match=message):
        short_steps(timelines.date_range(), 3, seconds, every)
