"""Still pictures of many days of a record: a `strip` of rows, or a `grid` of small maps."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from mapgen.drawing.primitives import Drawing
from mapgen.errors import InputError, listed, nearest
from mapgen.files.periods import PERIODS, PERIODS_OR_TURNING, TURNING, regular_days
from mapgen.map_style import class_count
from mapgen.pipeline import named_outputs
from mapgen.places.regions import region_identifier
from mapgen.record.snapshots import Basis
from mapgen.render_options import RenderOptions
from mapgen.timeline.date_range import DateRange
from mapgen.timeline.multiples import grid_drawing
from mapgen.timeline.strip import strip_drawing

STILLS = ("grid", "strip")


class StillOptions(Struct, frozen=True):
    """The choices for a still of a date range.

    A grid shows `days`, where there are any; else the last day of each of `every` (of PERIODS, or TURNING), and its
    page `grows` to hold them. A strip has its rows in an `order` of spells.ORDERS.
    """

    days: tuple[date, ...] = ()
    every: str = "year"
    grows: bool = False
    order: str = "flip"


def still_drawing(
    kind: str, date_range: DateRange, options: RenderOptions, choices: StillOptions | None = None
) -> Drawing:
    """Return the drawing of a still, `grid` or `strip`, of a date range, with its metadata.

    Raises InputError for another kind or period, for a day outside the date range, and as the two drawings do.
    """
    choices = choices or StillOptions()
    if kind not in STILLS:
        raise InputError.single(f'still "{kind}"', f"write {listed(STILLS)}{nearest(kind, STILLS)}")
    if kind == "strip":
        return strip_drawing(date_range, options, choices.order)
    days = DateRange.of_days(date_range.record, _days(date_range, options, choices), date_range.basis)
    return grid_drawing(days, options, grows=choices.grows)


def _days(date_range: DateRange, options: RenderOptions, choices: StillOptions) -> tuple[date, ...]:
    for day in choices.days:
        if not date_range.first <= day <= date_range.last:
            raise InputError.single(
                f"date {day}", f"it is outside the days shown, from {date_range.first} to {date_range.last}"
            )
    if choices.days:
        return choices.days
    if choices.every == TURNING:
        return date_range.turning(class_count(options.classes, date_range.at_last.scale))
    if choices.every not in PERIODS:
        hint = f"write {listed(PERIODS_OR_TURNING)}{nearest(choices.every, PERIODS_OR_TURNING)}"
        raise InputError.single(f'every "{choices.every}"', hint)
    return regular_days(date_range.first, date_range.last, choices.every)


def still_paths(kind: str, date_range: DateRange, options: RenderOptions) -> tuple[Path, ...]:
    """Return the default paths of a still: outputs/REGION-FIRST-LAST-KIND.png and .svg; see pipeline.named_outputs."""
    return named_outputs(f"{timeline_name(date_range)}-{kind}", options)


def timeline_name(date_range: DateRange) -> str:
    """Return the stem of file names of a date range: REGION-FIRST-LAST, with the basis if it is not office."""
    basis = "-elected" if date_range.basis is Basis.ELECTED else ""
    return f"{region_identifier(date_range.record.region)}-{date_range.first}-{date_range.last}{basis}"
