"""Still pictures of many days of a record: a `strip` of rows, or a `grid` of small maps."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from mapgen.drawing.primitives import Drawing
from mapgen.drawing.sizes import NAMED
from mapgen.errors import InputError, listed, nearest
from mapgen.pipeline import class_count
from mapgen.places.regions import region_identifier
from mapgen.record.snapshots import Basis
from mapgen.render_options import RenderOptions
from mapgen.timeline.date_range import EVERY, DateRange, regular_days
from mapgen.timeline.multiples import grid_drawing
from mapgen.timeline.strip import strip_drawing

STILLS = ("grid", "strip")
# Beside the lengths of time of spans.EVERY: each day on which a colour changes.
TURNING = "turning"


class StillOptions(Struct, frozen=True):
    """What of a span a still shows.

    A grid shows `days`, where there are any; else the last day of each of `every` (of spans.EVERY, or TURNING), and its
    page `grows` to hold them. A strip has its rows in an `order` of stretches.ORDERS.
    """

    days: tuple[date, ...] = ()
    every: str = "year"
    grows: bool = False
    order: str = "flip"


def still_drawing(
    kind: str, date_range: DateRange, options: RenderOptions, wanted: StillOptions | None = None
) -> Drawing:
    """Return the drawing of a still, `grid` or `strip`, of a span, with its metadata.

    Raises InputError for another kind or length of time, for a day outside the span, and as the two drawings do.
    """
    wanted = wanted or StillOptions()
    if kind not in STILLS:
        raise InputError.single(f'still "{kind}"', f"write {listed(STILLS)}{nearest(kind, STILLS)}")
    if kind == "strip":
        return strip_drawing(date_range, options, wanted.order)
    days = DateRange.of_days(date_range.record, _days(date_range, options, wanted), date_range.basis)
    return grid_drawing(days, options, grows=wanted.grows)


def _days(date_range: DateRange, options: RenderOptions, wanted: StillOptions) -> tuple[date, ...]:
    for day in wanted.days:
        if not date_range.first <= day <= date_range.last:
            raise InputError.single(
                f"date {day}", f"it is outside the days shown, from {date_range.first} to {date_range.last}"
            )
    if wanted.days:
        return wanted.days
    if wanted.every == TURNING:
        return date_range.turning(class_count(options.classes, date_range.at_last.scale))
    if wanted.every not in EVERY:
        lengths = (*EVERY, TURNING)
        raise InputError.single(f'every "{wanted.every}"', f"write {listed(lengths)}{nearest(wanted.every, lengths)}")
    return regular_days(date_range.first, date_range.last, wanted.every)


def still_paths(kind: str, date_range: DateRange, options: RenderOptions) -> tuple[Path, ...]:
    """Return where a still goes when nobody says: outputs/REGION-FIRST-LAST-KIND.png and .svg; for print .pdf."""
    endings = (".pdf",) if options.size == NAMED["print"] else (".png", ".svg")
    return tuple(Path("outputs") / f"{timeline_name(date_range)}-{kind}{ending}" for ending in endings)


def timeline_name(date_range: DateRange) -> str:
    """Return how names of files of a span begin: REGION-FIRST-LAST, with the basis if not office."""
    basis = "-elected" if date_range.basis is Basis.ELECTED else ""
    return f"{region_identifier(date_range.record.region)}-{date_range.first}-{date_range.last}{basis}"
