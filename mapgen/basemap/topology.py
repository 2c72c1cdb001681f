"""Shared borders of shapes on a grid: the common parts of the outlines of two neighbours, joined into lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

import numpy as np
import shapely
from shapely import MultiLineString

from mapgen.basemap.model import GridLine, GridPoint


def borders_of(
    rings: Mapping[str, Iterable[GridLine]], drawn: AbstractSet[str]
) -> dict[tuple[str, str], list[GridLine]]:
    """Return the lines along which two territories meet, at least one of them in `drawn`, by the sorted pair of codes.

    Lines end where a third territory or the coast begins, so that no line is drawn twice. Their order and directions
    depend on their points alone.
    """
    outlines = {code: _outline(rings[code]) for code in sorted(rings)}
    codes = list(outlines)
    tree = shapely.STRtree(list(outlines.values()))
    borders: dict[tuple[str, str], list[GridLine]] = {}
    for first, second in sorted(zip(*tree.query(tree.geometries, predicate="intersects").tolist(), strict=True)):
        pair = codes[first], codes[second]
        if first < second and not drawn.isdisjoint(pair) and (lines := _shared(*(outlines[code] for code in pair))):
            borders[pair] = lines
    return borders


def _outline(rings: Iterable[GridLine]) -> MultiLineString:
    closed = [np.array((*ring, ring[0]), dtype=float) for ring in rings]
    if not closed:
        return MultiLineString()
    number = np.repeat(np.arange(len(closed)), [len(ring) for ring in closed])
    lines = np.asarray(shapely.linestrings(np.concatenate(closed), indices=number))
    return MultiLineString(lines.tolist())


def _shared(first: MultiLineString, second: MultiLineString) -> list[GridLine]:
    """Return the common lines of two outlines, each from fork to fork."""
    parts = shapely.get_parts(shapely.intersection(first, second))
    merged = shapely.line_merge(MultiLineString([part for part in parts if part.geom_type == "LineString"]))
    return sorted((_directed(_grid_points(line.coords)) for line in shapely.get_parts(merged)), key=_place)


def _grid_points(coordinates: Iterable[tuple[float, ...]]) -> GridLine:
    """Return the points that lie on the grid; the others are crossings within an edge, which stays straight."""
    return tuple((int(x), int(y)) for x, y in coordinates if x.is_integer() and y.is_integer())


def _directed(line: GridLine) -> GridLine:
    """Return a line from its first end; a closed one from its least point by the lesser of that point's neighbours."""
    if line[0] == line[-1]:
        start = line.index(min(line))
        closed = (*line[start:-1], *line[: start + 1])
        return min(closed, closed[::-1])
    return min(line, line[::-1], key=_place)


def _place(line: GridLine) -> tuple[bool, tuple[GridPoint, GridPoint], bool]:
    """Return the sort key of a line: open lines first, then by the first edge, then by the direction of that edge."""
    start, following = line[:2]
    return line[0] == line[-1], (min(start, following), max(start, following)), start > following
