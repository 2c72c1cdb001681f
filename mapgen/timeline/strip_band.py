"""The band above a strip's rows: the number of states in each class over time, one class upon another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mapgen.basemap.model import Shape, path_data
from mapgen.drawing.primitives import Anchor, Area, Group, Mark, Placement, Point, Text
from mapgen.drawing.typeface import text_width
from mapgen.record.snapshots import Entry, Status
from mapgen.record.spells import Count, drawn_class
from mapgen.themes.style import MapStyle, fill_outline, hatched
from mapgen.timeline.strip_rows import AFTER_BARS, RowStyle
from mapgen.timeline.time_axis import Axis

# A step of the band's grid in CSS pixels.
_STEP = 0.05
_GRID = Placement(_STEP, 0.0, 0.0)


def examples_by_class(entries: Iterable[Entry], map_style: MapStyle) -> dict[str, Entry]:
    """Return an entry for each class and status that occurs, by its name: classes from left to right, then statuses.

    A class is shown as in office where it ever was: an elect's stripes belong to a row, not to the band.
    """
    examples: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda one: (_place(one, map_style), one.status is Status.ELECTED)):
        examples.setdefault(drawn_class(entry, map_style.classes), entry)
    return examples


def _place(entry: Entry, map_style: MapStyle) -> int:
    name, classes = drawn_class(entry, map_style.classes), entry.scale.class_names(map_style.classes)
    return classes.index(name) if name in classes else len(classes) + list(Status).index(entry.status)


def draw_band(
    counts: Sequence[Count], examples: dict[str, Entry], axis: Axis, between: tuple[float, float], style: RowStyle
) -> tuple[Group, dict[str, Shape]]:
    """Return the band between a top and a bottom as a group, and the paths of its areas.

    `examples` are an entry for each class and status that occurs, in their order from the bottom up.
    """
    top, bottom = between
    total = sum(counts[0].of.values())
    unit = (bottom - top) / total
    members: list[Mark] = []
    shapes: dict[str, Shape] = {}
    edges: tuple[dict[str, Step], dict[str, Step]] = ({}, {})
    floors = dict.fromkeys(range(len(counts)), bottom)
    for name, entry in examples.items():
        steps = []
        for number, count in enumerate(counts):
            ceiling = floors[number] - unit * count.of.get(name, 0)
            steps.append((axis.at(count.first), axis.after(count.last), ceiling, floors[number]))
            floors[number] = ceiling
        rings = [_outline(piece) for piece in _pieces(steps)]
        edges[0][name], edges[-1][name] = steps[0], steps[-1]
        if gridded := _gridded(rings):
            shapes[f"band-{name}"] = Shape(path_data(gridded, closed=True))
            members.append(_area(name, entry, rings, style))
    gap = 0.4 * style.small
    members += _numbers(counts[0], edges[0], axis.left - gap, "end", style)
    members += _numbers(counts[-1], edges[-1], axis.right + AFTER_BARS * style.small, "start", style)
    return Group("band", tuple(members), _GRID), shapes


def _area(name: str, entry: Entry, rings: list[list[Point]], style: RowStyle) -> Area:
    fill = style.map_style.fill(entry)
    outline, width = fill_outline(fill, style.map_style.theme)
    return Area(
        f"band-{name}",
        fill.colour,
        hatch=hatched(fill, rings, style.key) if fill.patterns else (),
        outline=outline,
        outline_width=width,
    )


Step = tuple[float, float, float, float]  # left, right, top, bottom


def _pieces(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Yield the steps that have any height, grouped into connected pieces."""
    piece: list[Step] = []
    for step in steps:
        joined = piece and step[2] < piece[-1][3] and piece[-1][2] < step[3]
        if step[2] >= step[3] or (piece and not joined):
            if piece:
                yield piece
            piece = []
        if step[2] < step[3]:
            piece.append(step)
    if piece:
        yield piece


def _outline(piece: Sequence[Step]) -> list[Point]:
    over = [point for left, right, top, _ in piece for point in ((left, top), (right, top))]
    under = [point for left, right, _, bottom in reversed(piece) for point in ((right, bottom), (left, bottom))]
    return [*over, *under]


def _gridded(rings: Sequence[Sequence[Point]]) -> list[list[tuple[int, int]]]:
    """Return rings on the grid, without repeated points, and without rings thinner than a step of it."""
    gridded = []
    for ring in rings:
        points = [(round(x / _STEP), round(y / _STEP)) for x, y in ring]
        gridded.append([point for number, point in enumerate(points) if point != points[number - 1]])
    return [ring for ring in gridded if len({x for x, _ in ring}) > 1]


def _numbers(count: Count, steps: Mapping[str, Step], x: float, anchor: Anchor, style: RowStyle) -> Iterator[Text]:
    """Yield the number of states of each class on a day, beside the band, where it is high enough."""
    theme, size = style.map_style.theme, style.small
    for name, (_, _, top, bottom) in steps.items():
        number = str(count.of.get(name, 0))
        if bottom - top >= 1.05 * size:
            y = (top + bottom) / 2 + 0.34 * size
            width = text_width(number, size, bold=True)
            yield Text(number, x, y, size, width, theme.ink, theme.page, bold=True, anchor=anchor, role="band")
