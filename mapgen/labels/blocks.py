"""The lines of a label: a country's name, with its leader below, or its code, as measured text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field

from mapgen.drawing.primitives import Anchor, Box, Point, Text
from mapgen.drawing.typeface import text_width
from mapgen.labels.line_breaks import halves
from mapgen.record.snapshots import Entry, Status
from mapgen.themes.style import MapStyle

# The space between two lines of a label, in parts of the lower one's type size.
_LEADING = 0.06
# The distance from a line's top to its baseline, in parts of its type size.
_ASCENT = 0.76


class LabelStyle(Struct, frozen=True):
    """The style of labels: the map style, the two sizes of type in CSS pixels, and the notes' marks by code.

    Leaders are called by their whole names, or all by their `surnames`.
    """

    map_style: MapStyle
    large: float
    small: float
    marks: Mapping[str, str] = field(default_factory=dict)
    surnames: bool = False


class LabelLine(Struct, frozen=True):
    """One line of a label, with its width at its size in CSS pixels."""

    text: str
    size: float
    width: float
    role: str
    bold: bool = False


def label_box(place: Point, anchor: Anchor, width: float, height: float) -> Box:
    """Return the box of a label that begins, is centred or ends at x, with its middle at y."""
    x, y = place
    left = x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    return left, y - height / 2, left + width, y + height / 2


class LabelBlock(Struct, frozen=True, dict=True):
    """The lines of a label; `shortened` where it says less than its mode asks for. Width and height in CSS pixels."""

    iso3: str
    lines: tuple[LabelLine, ...]
    shortened: bool = False

    @cached_property
    def width(self) -> float:
        """The width of its widest line."""
        return max(line.width for line in self.lines)

    @cached_property
    def height(self) -> float:
        """The height of its lines, from the first one's ascenders to the last one's descenders."""
        return sum(line.size for line in self.lines) + sum(_LEADING * line.size for line in self.lines[1:])

    @property
    def size(self) -> float:
        """The type size of its first line."""
        return self.lines[0].size

    def box(self, place: Point, anchor: Anchor) -> Box:
        """Return the box of all its lines when the label begins, is centred or ends at x, with its middle at y."""
        return label_box(place, anchor, self.width, self.height)

    def texts(self, place: Point, anchor: Anchor, colours: tuple[str, str]) -> tuple[Text, ...]:
        """Return its lines placed likewise; `colours` are those of the letters and of the background."""
        return tuple(self._lines(place, anchor, colours))

    def _lines(self, place: Point, anchor: Anchor, colours: tuple[str, str]) -> Iterator[Text]:
        top = place[1] - self.height / 2
        for number, line in enumerate(self.lines):
            top += _LEADING * line.size if number else 0
            yield Text(
                line.text,
                place[0],
                top + _ASCENT * line.size,
                line.size,
                line.width,
                *colours,
                bold=line.bold,
                anchor=anchor,
                iso3=self.iso3,
                role=line.role,
            )
            top += line.size


def blocks_inside(entry: Entry, style: LabelStyle) -> list[LabelBlock]:
    """Return the labels that may stand inside a shape, the best first: large before small, one line before two."""
    is_quiet = entry.status is Status.NOT_APPLICABLE
    sizes = [style.small] if is_quiet or style.large == style.small else [style.large, style.small]
    mode = style.map_style.labels
    if entry.iso3 in style.map_style.own_labels:
        return _own_blocks(entry, sizes, style)
    if mode == "leaders" and entry.leader:
        return [*_with_leaders(entry, sizes, style), *_alone(entry, (style.small,), style)]
    return _name_blocks(entry, sizes, style)


def blocks_beside(entry: Entry, style: LabelStyle) -> list[LabelBlock]:
    """Return the labels that may stand beside a shape: first everything the mode asks for, then the name alone."""
    if entry.iso3 in style.map_style.own_labels:
        return _own_blocks(entry, (style.small,), style)
    if style.map_style.labels == "leaders" and entry.leader:
        return [*_with_leaders(entry, (style.small,), style), *_alone(entry, (style.small,), style)]
    return _name_blocks(entry, (style.small,), style)


def _name_blocks(entry: Entry, sizes: Sequence[float], style: LabelStyle, *, bold: bool = False) -> list[LabelBlock]:
    """Return a country's name, or its code, on one line in each size, and then on two lines where it may break.

    The short form of the name comes last, likewise.
    """
    words, mark = style.map_style.words, style.marks.get(entry.iso3, "")
    if style.map_style.labels == "codes":
        names = [words.code(entry.iso3)]
    else:
        names = [name for name in (words.country(entry.iso3), words.short_country(entry.iso3)) if name]
    lines: list[tuple[tuple[str, ...], float]] = []
    for name in names:
        lines += [((name + mark,), size) for size in sizes]
        lines += [(parts, size) for size in sizes if (parts := halves(name + mark, size, bold=bold))]
    return [LabelBlock(entry.iso3, tuple(_line(part, size, bold=bold) for part in parts)) for parts, size in lines]


def _alone(entry: Entry, sizes: Sequence[float], style: LabelStyle) -> list[LabelBlock]:
    """Return the name of a country that has no room for its leader's: in the same weight as where there is room."""
    blocks = _name_blocks(entry, sizes, style, bold=True)
    return [LabelBlock(block.iso3, block.lines, shortened=True) for block in blocks]


def _own_blocks(entry: Entry, sizes: Sequence[float], style: LabelStyle) -> list[LabelBlock]:
    """Return the labels that replace a territory's usual ones: the first line semibold with its mark, others below."""
    blocks = []
    for number, (name, *other_lines) in enumerate(style.map_style.own_labels[entry.iso3]):
        for size in sizes:
            first = _line(name + style.marks.get(entry.iso3, ""), size, bold=True)
            below = (_line(text, min(size, style.small), role="leader") for text in other_lines)
            blocks.append(LabelBlock(entry.iso3, (first, *below), shortened=bool(number)))
    return blocks


def _with_leaders(entry: Entry, sizes: Sequence[float], style: LabelStyle) -> list[LabelBlock]:
    """Return a country's name in semibold with its leader's below it, whose surnames may be one or several."""
    from mapgen.record.surnames import shorter_names  # noqa: PLC0415 (most maps name no leaders)

    whole, *surnames = shorter_names(str(entry.leader), entry.iso3)
    called = surnames if style.surnames and surnames else [whole]
    name = style.map_style.words.country(entry.iso3) + style.marks.get(entry.iso3, "")
    return [
        LabelBlock(entry.iso3, (_line(name, size, bold=True), _line(leader, min(size, style.small), role="leader")))
        for leader in called
        for size in sizes
    ]


def _line(text: str, size: float, role: str = "label", *, bold: bool = False) -> LabelLine:
    return LabelLine(text, size, text_width(text, size, bold=bold), role, bold)
