"""The steps of an animation: which days it shows, what changed on each, and for how long each is held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from mapgen.errors import InputError, listed, nearest
from mapgen.record.snapshots import Entry, Snapshot
from mapgen.record.spells import drawn_class
from mapgen.timeline.date_range import EVERY, DateRange, regular_days

# Beside the lengths of time of spans.EVERY: each day on which a colour changes.
TURNING = "turning"
PERIODS = (*EVERY, TURNING)
# Seconds that a change is held, one more country that changed with it, a step without a change, the first and the last.
_CHANGE, _MORE, _PASSING, _FIRST, _LAST = 0.8, 0.15, 0.04, 1.2, 3.0
# Steps of a short animation are no shorter than this, in seconds, and its last is this part of all.
_SHORTEST, _END = 0.12, 0.16


class Step(Struct, frozen=True):
    """A day, its snapshot, what is drawn otherwise than in the step before, and how many seconds it is shown.

    `regular` ones are the end of a year, a quarter or a month, others the day of a change; `before` is the day of the
    step before, None for the first.
    """

    day: date
    snapshot: Snapshot
    changed: tuple[Entry, ...]
    seconds: float
    regular: bool = True
    before: date | None = None


def long_steps(date_range: DateRange, classes: int, every: str | None = None) -> tuple[Step, ...]:
    """Return steps that let every change be read on its own day, with time passing by in months between them.

    With `every` there are steps for the ends of these periods alone, or with TURNING for the days of changes alone.
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
    held = [replace(one, seconds=_held(one)) for one in steps]
    held[0] = replace(held[0], seconds=max(_FIRST, held[0].seconds))
    held[-1] = replace(held[-1], seconds=max(_LAST, held[-1].seconds))
    return tuple(held)


def short_steps(date_range: DateRange, classes: int, seconds: float, every: str | None = None) -> tuple[Step, ...]:
    """Return steps that take so many seconds: the ends of years, or of quarters or months if all can still be seen.

    Steps with more changes are held longer, the last one for a moment. Raises InputError for another period, and
    where the seconds are too few for its steps.
    """
    periods = [_checked(every)] if every else [*reversed(EVERY)]
    for period in periods:
        days = (
            date_range.turning(classes)
            if period == TURNING
            else regular_days(date_range.first, date_range.last, period)
        )
        if len(days) * _SHORTEST <= (1 - _END) * seconds:
            break
    else:
        if every:
            message = f"{len(days)} steps take {len(days) * _SHORTEST / (1 - _END):.1f} seconds or more to be seen"
            raise InputError.single(f"seconds {seconds:g}", f"{message}; give that, or a longer --every")
    steps = _stepped(date_range, sorted({*days, date_range.last}), classes, set())
    return _within(steps, seconds)


def lasting(steps: Sequence[Step], seconds: float) -> tuple[Step, ...]:
    """Return steps that take so many seconds in all, each its part of them."""
    factor = seconds / sum(one.seconds for one in steps)
    return tuple(replace(one, seconds=one.seconds * factor) for one in steps)


def _checked(every: str) -> str:
    if every not in PERIODS:
        raise InputError.single(f'every "{every}"', f"write {listed(PERIODS)}{nearest(every, PERIODS)}")
    return every


def _held(step: Step) -> float:
    return _CHANGE + _MORE * (len(step.changed) - 1) if step.changed else _PASSING


def _within(steps: Sequence[Step], seconds: float) -> tuple[Step, ...]:
    """Return steps held as long as they have changes, within some seconds of which the last has its part."""
    room = seconds * (1 - _END if len(steps) > 1 else 1)
    least = min(_SHORTEST, room / len(steps))
    weights = [len(one.changed) for one in steps]
    spare = (room - least * len(steps)) / max(1, sum(weights))
    held = [replace(one, seconds=least + spare * weight) for one, weight in zip(steps, weights, strict=True)]
    held[-1] = replace(held[-1], seconds=seconds - sum(one.seconds for one in held[:-1]))
    return tuple(held)


def _stepped(date_range: DateRange, days: Sequence[date], classes: int, turning: set[date]) -> list[Step]:
    steps: list[Step] = []
    before: dict[str, str] = {}
    intervals = iter(date_range.intervals)
    interval = next(intervals)
    for day in days:
        while interval.last < day:
            interval = next(intervals)
        looks = {entry.iso3: drawn_class(entry, classes) for entry in interval.snapshot.entries}
        changed = tuple(one for one in interval.snapshot.entries if before and before[one.iso3] != looks[one.iso3])
        last = steps[-1].day if steps else None
        steps.append(Step(day, interval.snapshot, changed, 0.0, day not in turning, last))
        before = looks
    return steps
