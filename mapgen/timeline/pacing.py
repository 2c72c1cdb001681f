"""The steps of an animation: its days, the changes on each, and how long each is held."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from mapgen.errors import InputError, listed, nearest
from mapgen.files.periods import PERIODS_OR_TURNING, TURNING, regular_days
from mapgen.record.snapshots import Entry, Snapshot
from mapgen.record.spells import drawn_class
from mapgen.timeline.date_range import DateRange

# The seconds that an animation takes by itself, at least and at most, and the least of a step that a reader looks at.
LEAST_TOTAL, MOST_TOTAL, LEAST_HELD = 10.0, 12.0, 0.7
# The seconds that are welcome for the first step and the last, for a change, for each further country that changed with
# it up to some, and for a step without a change; no step is shorter than the last of these.
_FIRST, _LAST, _CHANGE, _MORE, _MANY, _PASSING = 1.2, 2.0, 1.0, 0.25, 5, 0.12
# The months that steps may sum up where there are more changes than can be held, none for each change by itself.
_MONTHS = (0, 1, 3, 6, 12, 24, 36, 48, 60, 120, 240, 600, 1200, 2400, 6000, 12_000, 120_000)
# Longer lists of days than this many times those that can be held are not compared one by one.
_HOPELESS = 8


class Step(Struct, frozen=True):
    """A day, its snapshot, the entries drawn differently from the step before, and the seconds that it is shown.

    `before` is the day of the step before, None for the first.
    """

    day: date
    snapshot: Snapshot
    changed: tuple[Entry, ...]
    seconds: float = 0.0
    before: date | None = None


class Pace(Struct, frozen=True):
    """The steps of an animation, and the months of changes that one sums up: none where each change has its own.

    `every` is the period that a user has chosen, if any.
    """

    steps: tuple[Step, ...]
    months: int = 0
    every: str | None = None

    @property
    def seconds(self) -> float:
        """The length of the animation."""
        return sum(step.seconds for step in self.steps)


def pace_of(date_range: DateRange, classes: int, seconds: float | None = None, every: str | None = None) -> Pace:
    """Return the steps: the first day, one for each change, and the last day again, at rest.

    Where there are more changes than can be held in the seconds (10 to 12 by themselves), a step sums up those of a
    month, a quarter, half a year, a year or more, as few as will do. With `every` there are steps for the ends of these
    periods, or with TURNING for each day of a change; without seconds they then take as long as they need. Raises
    InputError for another period, and where the seconds are too few for its steps.
    """
    if every:
        steps, months = _rested(_stepped(date_range, _days_of(every, date_range, classes), classes), date_range), 0
    else:
        steps, months = _summed_up(date_range, classes, int((seconds or MOST_TOTAL) / LEAST_HELD + 1e-9))
    return Pace(tuple(_held(steps, seconds)), months, every)


def _days_of(every: str, date_range: DateRange, classes: int) -> Iterable[date]:
    if every not in PERIODS_OR_TURNING:
        raise InputError.single(
            f'every "{every}"', f"write {listed(PERIODS_OR_TURNING)}{nearest(every, PERIODS_OR_TURNING)}"
        )
    if every == TURNING:
        return date_range.turning(classes)
    return regular_days(date_range.first, date_range.last, every)


def _summed_up(date_range: DateRange, classes: int, most: int) -> tuple[list[Step], int]:
    """Return at most so many steps, if that can be, that sum up the fewest months, with that number of months."""
    turning = date_range.turning(classes)[1:]
    for months in _MONTHS:
        days = sorted({_end(day, date_range, months) for day in turning} if months else turning)
        if len(days) > _HOPELESS * max(1, most):
            continue
        steps = _stepped(date_range, days, classes)
        steps = _rested([step for step in steps if step.changed or step.before is None], date_range)
        if len(steps) <= most:
            break
    return steps, months


def _end(day: date, date_range: DateRange, months: int) -> date:
    """Return the last day of a period of months that a day is in; periods begin with the first day's year."""
    origin = date_range.first.year * 12
    ended = origin + ((day.year * 12 + day.month - 1 - origin) // months + 1) * months - 1
    year, month = divmod(ended, 12)
    if year > date_range.last.year:
        return date_range.last
    return min(date_range.last, date(year, month + 1, calendar.monthrange(year, month + 1)[1]))


def _rested(steps: list[Step], date_range: DateRange) -> list[Step]:
    """Return steps that end with the last day at rest, without a change."""
    if steps[-1].day < date_range.last or steps[-1].changed:
        steps.append(Step(date_range.last, date_range.at_last, (), before=steps[-1].day))
    return steps


def _held(steps: Sequence[Step], seconds: float | None) -> list[Step]:
    """Return steps that take the given seconds in all, or as many as they need, 10 to 12 if that can be."""
    shown = [bool(step.changed) or number in {0, len(steps) - 1} for number, step in enumerate(steps)]
    wanted = [_wanted(step) for step in steps]
    wanted[0], wanted[-1] = _FIRST, _LAST
    least = [LEAST_HELD if is_shown else _PASSING for is_shown in shown]
    total = seconds or max(LEAST_TOTAL, min(sum(wanted), MOST_TOTAL), sum(least))
    if total < _PASSING * len(steps) and len(steps) > 1:
        message = f"{len(steps)} steps take {_PASSING * len(steps):.1f} seconds or more to be seen"
        raise InputError.single(f"seconds {total:g}", f"{message}; give that, or a longer --every")
    if total >= sum(wanted):
        factor = total / sum(wanted) if seconds else 1.0
        held = [factor * each for each in wanted]
        held[-1] += total - sum(held)
    elif total >= sum(least):
        held = _between(least, wanted, total)
    else:
        held = _between([min(_PASSING, total)] * len(steps), least, total)
    return [replace(step, seconds=each) for step, each in zip(steps, held, strict=True)]


def _wanted(step: Step) -> float:
    return _CHANGE + _MORE * (min(len(step.changed), _MANY) - 1) if step.changed else _PASSING


def _between(least: Sequence[float], most: Sequence[float], total: float) -> list[float]:
    """Return lengths that add up to a total, each as far from its least towards its most as the others."""
    spare = sum(most) - sum(least)
    part = (total - sum(least)) / spare if spare else 0.0
    return [low + part * (high - low) for low, high in zip(least, most, strict=True)]


def _stepped(date_range: DateRange, days: Iterable[date], classes: int) -> list[Step]:
    """Return a step for the first day and for each other day, in order."""
    steps: list[Step] = []
    before: dict[str, str] = {}
    intervals = iter(date_range.intervals)
    interval = next(intervals)
    for day in sorted({date_range.first, *days}):
        while interval.last < day:
            interval = next(intervals)
        drawn = {entry.iso3: drawn_class(entry, classes) for entry in interval.snapshot.entries}
        changed = tuple(
            entry for entry in interval.snapshot.entries if before and before[entry.iso3] != drawn[entry.iso3]
        )
        steps.append(Step(day, interval.snapshot, changed, before=steps[-1].day if steps else None))
        before = drawn
    return steps


def pacing_note(kind: str, steps: Sequence[Step]) -> str:
    """Return what a user should know who chose the pace of an animation; an empty text where there is nothing."""
    seconds = sum(step.seconds for step in steps)
    shortest = min((step.seconds for step in steps if step.changed), default=LEAST_HELD)
    if shortest < LEAST_HELD - 0.005:
        return f"the shortest change is shown for {shortest:.2f} seconds; to be seen, it takes {LEAST_HELD:g}"
    if kind != "mp4" and seconds > MOST_TOTAL + 0.005:
        return f"the {kind} moves for {seconds:.0f} seconds, and nobody can pause it; an mp4 has controls"
    return ""
