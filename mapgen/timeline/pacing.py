"""The steps of an animation: its days, the changes on each, and how long each is held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from mapgen.errors import InputError, listed, nearest
from mapgen.files.periods import MOST_DAYS, PERIODS, PERIODS_OR_TURNING, TURNING, period_count, regular_days
from mapgen.record.snapshots import Entry, Snapshot
from mapgen.record.spells import drawn_class
from mapgen.timeline.date_range import DateRange

# Seconds for a change, for each further country that changed with it, for a step without a change, for the first and
# the last.
_CHANGE, _MORE, _PASSING, _FIRST, _LAST = 0.8, 0.15, 0.04, 1.2, 3.0
# The least seconds of a step of a short animation, and the part of all seconds for its last step.
_SHORTEST, _END = 0.12, 0.16


class Step(Struct, frozen=True):
    """A day, its snapshot, the entries drawn differently from the step before, and the seconds that it is shown.

    `regular` steps are the end of a year, a quarter or a month, others the day of a change; `before` is the day of the
    step before, None for the first.
    """

    day: date
    snapshot: Snapshot
    changed: tuple[Entry, ...]
    seconds: float
    regular: bool = True
    before: date | None = None


def long_steps(date_range: DateRange, classes: int, every: str | None = None) -> tuple[Step, ...]:
    """Return steps that show every change on its own day, with a step for each month between them.

    With `every` there are steps only for the ends of these periods, or with TURNING only for the days of changes.
    Raises InputError for another period.
    """
    turning = set(date_range.turning(classes))
    if every is None:
        days = turning | set(regular_days(date_range.first, date_range.last, "month"))
    else:
        days = (
            turning | {date_range.last}
            if _checked(every) == TURNING
            else set(regular_days(date_range.first, date_range.last, every))
        )
    steps = _stepped(date_range, sorted({date_range.first, *days}), classes, turning)
    held = [replace(step, seconds=_held(step)) for step in steps]
    held[0] = replace(held[0], seconds=max(_FIRST, held[0].seconds))
    held[-1] = replace(held[-1], seconds=max(_LAST, held[-1].seconds))
    return tuple(held)


def short_steps(date_range: DateRange, classes: int, seconds: float, every: str | None = None) -> tuple[Step, ...]:
    """Return steps within the given seconds: the ends of years, or of quarters or months if all remain visible.

    Steps with more changes are held longer, the last one for a moment. Raises InputError for another period, and where
    the seconds are too few for its steps.
    """
    first, last = date_range.first, date_range.last
    fitting = [period for period in reversed(PERIODS) if period_count(first, last, period) <= MOST_DAYS]
    periods = [_checked(every)] if every else fitting
    for period in periods:
        days = date_range.turning(classes) if period == TURNING else regular_days(first, last, period)
        if len(days) * _SHORTEST <= (1 - _END) * seconds:
            break
    else:
        if every:
            message = f"{len(days)} steps take {len(days) * _SHORTEST / (1 - _END):.1f} seconds or more to be seen"
            raise InputError.single(f"seconds {seconds:g}", f"{message}; give that, or a longer --every")
    steps = _stepped(date_range, sorted({*days, date_range.last}), classes, set())
    return _within(steps, seconds)


def lasting(steps: Sequence[Step], seconds: float) -> tuple[Step, ...]:
    """Return steps scaled to the given seconds in all."""
    factor = seconds / sum(step.seconds for step in steps)
    return tuple(replace(step, seconds=step.seconds * factor) for step in steps)


def _checked(every: str) -> str:
    if every not in PERIODS_OR_TURNING:
        raise InputError.single(
            f'every "{every}"', f"write {listed(PERIODS_OR_TURNING)}{nearest(every, PERIODS_OR_TURNING)}"
        )
    return every


def _held(step: Step) -> float:
    return _CHANGE + _MORE * (len(step.changed) - 1) if step.changed else _PASSING


def _within(steps: Sequence[Step], seconds: float) -> tuple[Step, ...]:
    """Return steps held in proportion to their changes, within the given seconds; the last has its own part of them."""
    room = seconds * (1 - _END if len(steps) > 1 else 1)
    least = min(_SHORTEST, room / len(steps))
    weights = [len(step.changed) for step in steps]
    spare = (room - least * len(steps)) / max(1, sum(weights))
    held = [replace(step, seconds=least + spare * weight) for step, weight in zip(steps, weights, strict=True)]
    held[-1] = replace(held[-1], seconds=seconds - sum(step.seconds for step in held[:-1]))
    return tuple(held)


def _stepped(date_range: DateRange, days: Sequence[date], classes: int, turning: set[date]) -> list[Step]:
    steps: list[Step] = []
    before: dict[str, str] = {}
    intervals = iter(date_range.intervals)
    interval = next(intervals)
    for day in days:
        while interval.last < day:
            interval = next(intervals)
        drawn = {entry.iso3: drawn_class(entry, classes) for entry in interval.snapshot.entries}
        changed = tuple(
            entry for entry in interval.snapshot.entries if before and before[entry.iso3] != drawn[entry.iso3]
        )
        last = steps[-1].day if steps else None
        steps.append(Step(day, interval.snapshot, changed, 0.0, day not in turning, last))
        before = drawn
    return steps
