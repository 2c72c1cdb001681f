"""The outlines of what has changed on a map: along its land borders, as along a coast a line would fill the fjords."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mapgen.basemap.model import Shape
from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Border
from mapgen.record.snapshots import Entry
from mapgen.themes.theme import Theme

# How much wider the line is that an outline stands on, in the page's colour.
_CASING = 2.1


def outline_shapes(choropleth: Choropleth, changed: Iterable[Entry]) -> Mapping[str, Shape]:
    """Return the land borders of entries by the names that outlines have; an island has the shape of its coast."""
    return {_name(entry): _edge(choropleth, entry.iso3) for entry in changed}


def outlines(changed: Iterable[Entry], width: float, theme: Theme) -> Iterator[Border]:
    """Yield the lines of outlines that are so wide, in CSS pixels, each on a wider one."""
    for entry in changed:
        yield Border(_name(entry), theme.page, round(_CASING * width, 2))
        yield Border(_name(entry), theme.ink, width)


def _name(entry: Entry) -> str:
    return f"edge-{entry.iso3}"


def _edge(choropleth: Choropleth, code: str) -> Shape:
    land = choropleth.basemap.borders_between(lambda one, other: choropleth.draws(one, other) and code in {one, other})
    return land if land.data else choropleth.basemap.shapes[code]
