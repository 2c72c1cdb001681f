"""The outlines of changed territories: along land borders only, as a line along a coast would fill the fjords."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from mapgen.basemap.model import Shape, path_data
from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Border, Placement
from mapgen.labels.discs import DiscPlace
from mapgen.record.snapshots import Entry
from mapgen.themes.theme import Theme

# The width of the line below an outline, in the page's colour, in widths of the outline.
_CASING = 2.1
# The width of the line around a disc, in widths of the outline: discs lie close to each other.
_AROUND_DISC = 0.7


def outline_shapes(
    choropleth: Choropleth, changed: Iterable[Entry], placement: Placement, discs: Iterable[DiscPlace]
) -> Mapping[str, Shape]:
    """Return the land borders of entries by the names of their outlines; an island has the shape of its coast.

    A state with a disc has the edge of its ring, which leaves the disc to be seen.
    """
    by_code = {disc.iso3: disc for disc in discs}
    return {
        _name(entry): _around(by_code[entry.iso3], placement)
        if entry.iso3 in by_code
        else _edge(choropleth, entry.iso3)
        for entry in changed
    }


def outlines(changed: Iterable[Entry], width: float, theme: Theme, discs: Iterable[DiscPlace]) -> Iterator[Border]:
    """Yield the lines of outlines, of a width in CSS pixels, each on a wider one; those around discs are thinner."""
    with_disc = {disc.iso3 for disc in discs}
    for entry in changed:
        if entry.iso3 in with_disc:
            yield Border(_name(entry), theme.ink, round(_AROUND_DISC * width, 2))
            continue
        yield Border(_name(entry), theme.page, round(_CASING * width, 2))
        yield Border(_name(entry), theme.ink, width)


def _name(entry: Entry) -> str:
    return f"edge-{entry.iso3}"


def _around(disc: DiscPlace, placement: Placement) -> Shape:
    ring = replace(disc, radius=disc.reach)
    points = [placement.grid(point) for point in ring.outline]
    return Shape(path_data([tuple((round(x), round(y)) for x, y in points)], closed=True))


def _edge(choropleth: Choropleth, code: str) -> Shape:
    land = choropleth.basemap.borders_between(
        lambda first, second: choropleth.draws(first, second) and code in {first, second}
    )
    return land if land.data else choropleth.basemap.shapes[code]
