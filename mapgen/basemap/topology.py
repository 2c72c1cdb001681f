"""Shared borders of shapes on a grid: the edges that two territories have in common, joined into lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from mapgen.basemap.model import GridLine, GridPoint

Edge = tuple[GridPoint, GridPoint]


def borders_of(
    rings: Mapping[str, Iterable[GridLine]], drawn: AbstractSet[str]
) -> dict[tuple[str, str], list[GridLine]]:
    """Return the lines along which two territories meet, at least one of them in `drawn`, by the pair in order.

    Lines end where a third territory or the coast begins, so that no line is drawn twice.
    """
    owners: dict[Edge, set[str]] = defaultdict(set)
    for code, of_code in rings.items():
        for ring in of_code:
            for edge in _edges(ring):
                owners[edge].add(code)
    by_pair: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge, codes in owners.items():
        if len(codes) > 1 and codes & drawn:
            one, other, *_ = sorted(codes)
            by_pair[one, other].append(edge)
    return {pair: list(_joined(by_pair[pair])) for pair in sorted(by_pair)}


def _edges(ring: GridLine) -> Iterator[Edge]:
    """Yield a ring's edges, each with its lesser end first, so that both neighbours name it alike."""
    for start, end in zip(ring, (*ring[1:], ring[0]), strict=True):
        yield (start, end) if start < end else (end, start)


def _joined(edges: Iterable[Edge]) -> Iterator[GridLine]:
    """Yield the edges joined end to end into as few lines as their forks allow, in a fixed order."""
    ends: dict[GridPoint, list[GridPoint]] = defaultdict(list)
    for start, end in sorted(edges):
        ends[start].append(end)
        ends[end].append(start)
    # Lines begin at loose ends and forks; what then remains are closed loops, which begin anywhere.
    starts = [point for point in ends if len(ends[point]) != 2]  # noqa: PLR2004 (a point in mid-line has two)
    for point in (*starts, *ends):
        while ends[point]:
            yield tuple(_walk(point, ends))


def _walk(point: GridPoint, ends: dict[GridPoint, list[GridPoint]]) -> Iterator[GridPoint]:
    yield point
    while ends[point]:
        following = ends[point].pop(0)
        ends[following].remove(point)
        yield following
        point = following
        if len(ends[point]) != 1:  # a fork, a loose end, or a loop that has closed
            return
