"""Shares of the classes as plain numbers, without a map."""

from __future__ import annotations

from mapgen.choropleth.shares import Share, checked_measures, share_of
from mapgen.pipeline import staged
from mapgen.places.figures import MEASURES
from mapgen.record.snapshots import Snapshot
from mapgen.render_options import RenderOptions


def shares_of(snapshot: Snapshot, options: RenderOptions | None = None) -> tuple[Share, ...]:
    """Return the shares of each class of a map in its population, area and GDP, or in the measures that options name.

    They are the numbers of the bars, a Share for each measure: people, square kilometres of the shapes drawn, and
    dollars of 2021 at purchasing power parity (The World Factbook), with whole percents. Raises InputError as
    mapgen.render does.

    >>> import mapgen
    >>> snapshot = mapgen.answer(mapgen.read(), as_of="2025-12-15", basis="elected")
    >>> population = mapgen.shares_of(snapshot)[0]
    >>> [(part.name, part.percent) for part in population.parts]
    [('left', 69), ('right', 31)]
    """
    options = RenderOptions() if options is None else options
    choropleth, map_style = staged(snapshot, options)
    return tuple(
        share_of(choropleth, measure, map_style.classes) for measure in checked_measures(options.shares or MEASURES)
    )
