"""Large type: the texts of blocs, each set in the ways in which its lines may be broken, measured at the size 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import box_ring
from mapgen.drawing.primitives import Anchor, Box, Patch, Placement, Point, Text
from mapgen.drawing.typeface import text_width, wrap
from mapgen.record.snapshots import Entry
from mapgen.themes.style import MapStyle, hatched
from mapgen.themes.theme import Fill, Theme
from mapgen.themes.tones import LEAST_CONTRAST, LEAST_TEXT_CONTRAST, contrast

_MOST_LINES = 4
# The type size at which lines are broken, in CSS pixels: they break alike at any other size.
_UNIT = 100.0
# A word of no more letters than this never stands alone in a line.
_SHORT_WORD = 3
# The words that stay together because of short ones, at most.
_MOST_BOUND = 4
_NO_BREAK = "\u00a0"
# From a block's top to its first baseline and from baseline to baseline, in sizes of type: of mixed letters, and of
# capitals, which have nothing below the line but the tails of these.
_ASCENT, _LEADING = 0.76, 1.02
_CAPITAL_ASCENT, _CAPITAL_LEADING = 0.7, 0.9
_TAILS = frozenset("ÇQ,;")
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ")
# From the last baseline of a block to its bottom.
_DEPTH, _CAPITAL_DEPTH = 0.26, 0.06
# The size of the word below a number, in sizes of the number, and the distance of their baselines.
_WORD, _WORD_BELOW = 0.36, 0.4
# The height of the bar above a number, and the space between them, in sizes of the number.
_BAR, _UNDER_BAR = 0.12, 0.12
# The cells along the longer side of the map in each of which one point stands for the coasts of a bloc.
_CELLS = 150
# WCAG 2.2, 1.4.3: type of this size in CSS pixels may have a contrast of 3:1.
LARGE_TYPE = 24.0


class BigLine(Struct, frozen=True):
    """A line of large type: its size and width, and its baseline below the top of its block, in sizes of the block."""

    text: str
    size: float
    width: float
    baseline: float


class Setting(Struct, frozen=True):
    """One way to set a text: its lines, and their width and height, in sizes of type.

    A `bar` of its colour may stand above it, so high.
    """

    lines: tuple[BigLine, ...]
    height: float
    bar: float = 0.0

    @property
    def width(self) -> float:
        """The width of the widest line."""
        return max(line.width for line in self.lines)

    @property
    def smallest(self) -> float:
        """The size of the smallest line."""
        return min(line.size for line in self.lines)


class BigStyle(Struct, frozen=True):
    """What large type is drawn in: the theme, and the size of the key's type, which patterns go by."""

    theme: Theme
    key: float


class BlocText(Struct, frozen=True):
    """A text in large type: the ways to set it, its fill, its role, and the coasts of the bloc it stands for.

    `name` is what a message calls it. `coast` and `other_coast` are points of the bloc's coasts and of those of other
    blocs on the basemap's grid.
    """

    name: str
    settings: tuple[Setting, ...]
    fill: Fill
    role: str
    coast: tuple[Point, ...]
    other_coast: tuple[Point, ...]

    def on_page(self, placement: Placement) -> BlocText:
        """Return the text with its coasts on a page, their points in order of x."""
        coasts = (tuple(sorted(map(placement.page, points))) for points in (self.coast, self.other_coast))
        return BlocText(self.name, self.settings, self.fill, self.role, *coasts)

    @property
    def middle(self) -> Point:
        """The middle of the bloc's coasts."""
        count = len(self.coast)
        return sum(x for x, _ in self.coast) / count, sum(y for _, y in self.coast) / count


def bloc_text(
    name: str,
    settings: Sequence[Setting],
    choropleth: Choropleth,
    map_style: MapStyle,
    belongs: Callable[[Entry], bool],
    role: str = "slogan",
) -> BlocText:
    """Return a text for the entries that belong to its bloc, in their most frequent fill."""
    members = [entry for entry in choropleth.entries if belongs(entry)]
    others = [entry for entry in choropleth.entries if entry.bloc != "none" and entry not in members]
    ((fill, _),) = Counter(map_style.fill(entry) for entry in members).most_common(1)
    return BlocText(name, tuple(settings), fill, role, _coast(members, choropleth), _coast(others, choropleth))


def _coast(entries: Sequence[Entry], choropleth: Choropleth) -> tuple[Point, ...]:
    """Return points along the outlines of territories, on the basemap's grid, one in each cell of it."""
    basemap = choropleth.basemap
    cell = max(basemap.width, basemap.height) / _CELLS
    shapes = (basemap.shapes[entry.iso3] for entry in entries)
    return tuple({(x // cell, y // cell): (x, y) for shape in shapes for ring in shape.lines for x, y in ring}.values())


def settings_of(text: str, *, capitals: bool = False) -> Iterator[Setting]:
    """Yield the ways to set a text in up to four lines, the fewest lines first; `capitals` sets it in capitals."""
    for lines in breaks(text.upper() if capitals else text):
        yield _setting(lines, capitals=capitals)


def _setting(lines: Sequence[str], *, capitals: bool) -> Setting:
    baseline = _CAPITAL_ASCENT if capitals else _ASCENT
    # Capitals stand closer, but where a tail would meet an accent.
    meet = any(not _TAILS.isdisjoint(upper) and not _PLAIN.issuperset(lower) for upper, lower in pairwise(lines))
    leading = _CAPITAL_LEADING if capitals and not meet else _LEADING
    set_lines = tuple(
        BigLine(line, 1.0, text_width(line, 1.0, bold=True), baseline + number * leading)
        for number, line in enumerate(lines)
    )
    tailed = not capitals or not _TAILS.isdisjoint(lines[-1])
    return Setting(set_lines, set_lines[-1].baseline + (_DEPTH if tailed else _CAPITAL_DEPTH))


def count_settings(count: int, word: str, *, bar: bool) -> Iterator[Setting]:
    """Yield the ways to set a number with a word in capitals below it, and with a bar above it or without."""
    number, ascent = str(count), _CAPITAL_ASCENT + (_BAR + _UNDER_BAR if bar else 0.0)
    for lines in breaks(word.upper()):
        first = BigLine(number, 1.0, text_width(number, 1.0, bold=True), ascent)
        below = [
            BigLine(
                line,
                _WORD,
                text_width(line, _WORD, bold=True),
                ascent + _WORD_BELOW + row * _WORD * _LEADING,
            )
            for row, line in enumerate(lines)
        ]
        yield Setting((first, *below), below[-1].baseline + _CAPITAL_DEPTH, _BAR if bar else 0.0)


def breaks(text: str) -> Iterator[tuple[str, ...]]:
    """Yield a text in one line, in two and so on, broken so that its widest line is as narrow as possible.

    A short word stays with the word after it, or at the end with the one before it.
    """
    bound = _bound(text)
    narrowest = max(text_width(word, _UNIT, bold=True) for word in bound.split(" "))
    for number in range(1, _MOST_LINES + 1):
        low, high = narrowest, text_width(bound, _UNIT, bold=True)
        while high - low > 1:
            middle = (low + high) / 2
            low, high = (low, middle) if len(wrap(bound, _UNIT, middle, bold=True)) <= number else (middle, high)
        lines = tuple(line.replace(_NO_BREAK, " ") for line in wrap(bound, _UNIT, high, bold=True))
        if len(lines) == number:
            yield lines


def _bound(text: str) -> str:
    """Return a text with no-break spaces after its short words, and before a short last one."""
    groups: list[list[str]] = []
    for word in text.split(" "):
        waiting = groups and len(groups[-1][-1]) <= _SHORT_WORD and len(groups[-1]) < _MOST_BOUND
        if waiting:
            groups[-1].append(word)
        else:
            groups.append([word])
    if len(groups) > 1 and len(groups[-1]) == 1 and len(groups[-1][0]) <= _SHORT_WORD:
        last = groups.pop()
        groups[-1] += last
    return " ".join(_NO_BREAK.join(group) for group in groups)


def marks_of(
    text: BlocText, setting: Setting, size: float, place: tuple[Box, Anchor], style: BigStyle
) -> Iterator[Patch | Text]:
    """Yield the bar, if there is one, and the lines of a setting at a size, from the side of its box that is named."""
    (left, top, right, _), anchor = place
    theme, x = style.theme, {"start": left, "middle": (left + right) / 2, "end": right}[anchor]
    if setting.bar:
        box = (left, top, right, top + setting.bar * size)
        yield Patch(box, text.fill.colour, hatched(text.fill, [box_ring(box)], style.key))
    for line in setting.lines:
        pixels = round(line.size * size, 1)
        colour = text.fill.colour
        if setting.bar or not is_legible(colour, pixels, theme):
            colour = theme.ink
        width = text_width(line.text, pixels, bold=True)
        y = top + line.baseline * size
        yield Text(line.text, x, y, pixels, width, colour, theme.sea, bold=True, anchor=anchor, role=text.role)


def is_legible(colour: str, pixels: float, theme: Theme) -> bool:
    """Whether semibold type of a colour and a size in CSS pixels has the contrast to the map's ground that it needs."""
    return contrast(colour, theme.sea) >= (LEAST_CONTRAST if pixels >= LARGE_TYPE else LEAST_TEXT_CONTRAST)
