"""The gate for themes: contrast by WCAG 2.2, and fills that people who see fewer colours, or none, can tell apart.

A class without a pattern is measured by its colour. A class that always has its pattern is measured by its strokes:
they must stand out from the class's colour, and either of the two from the page; two such classes differ if their
patterns differ in kind, direction or density. In greyscale left, centre and right differ; a pattern counts as the mean
of its strokes and its ground. A status is shown by its colour or by its strokes, and its coast by a line where its
colour is as pale as the page. Territories that are not counted are quiet on purpose, as land outside the region is:
they need not stand out from the page, but must look like nothing else. A slogan has its class's colour if that is
legible in its size, and the ink otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from coloraide import Color

from mapgen.drawing.hatch import HATCH_PATTERNS, HatchPattern, coverage
from mapgen.files.colours import luminance
from mapgen.record.alignments import BLOC_OF, Bloc
from mapgen.record.snapshots import Status
from mapgen.themes.theme import Fill, Pattern, Theme
from mapgen.themes.tones import LEAST_CONTRAST, LEAST_TEXT_CONTRAST, contrast, contrast_of

# The least CIEDE2000 difference under each simulation (Machado, Oliveira and Fernandes 2009): between left, centre and
# right; half of it between any two fills of a map; and between land that is not counted and land outside the region.
LEAST_DIFFERENCE = 15.0
LEAST_BETWEEN_FILLS = LEAST_DIFFERENCE / 2
LEAST_FROM_CONTEXT = 5.0
# The least contrast in greyscale between the centre and a class of the left.
LEAST_FROM_CENTRE = 1.5
DEFICIENCIES = ("deutan", "protan", "tritan")
_TABLES = {3: "three", 5: "five"}
# An elect has stripes or bands; neither may be a class's.
_WIDENED = {"stripes": "bands"}


def theme_problems(theme: Theme) -> list[str]:
    """Return a message for each pair of fills that readers cannot tell apart, with the figure and the least needed."""
    return [
        *(problem for number in _TABLES for problem in _classes(theme, number)),
        *_sides(theme),
        *(problem for number in _TABLES for problem in _centres(theme, number)),
        *_extremes(theme),
        *(problem for number in _TABLES for problem in _alike(theme, number)),
        *(problem for number in theme.patterns for problem in _patterns(theme, number)),
        *_elects(theme),
        *_statuses(theme),
        *_lines(theme),
        *_texts(theme),
        *_ground(theme),
    ]


def _fills(theme: Theme, number: int) -> dict[str, Fill]:
    """Return the fills of 3 or 5 classes by table and name, with the patterns if they are always drawn."""
    table = _TABLES[number]
    return {
        f"[{table}] {name}": theme.class_fill(name, number, patterns=theme.patterns_always)
        for name in getattr(theme, table)
    }


def _classes(theme: Theme, number: int) -> Iterator[str]:
    """Yield classes that fade into the page or into the separators between them."""
    for name, fill in _fills(theme, number).items():
        seen = (fill.colour, fill.under.colour) if fill.under else (fill.colour,)
        yield from _short(name, seen, "the page", (theme.page,))
        lines = (theme.border, theme.casing) if theme.casing else (theme.border,)
        yield from _short(name, (fill.colour,), "separators", lines)
        if theme.outline or contrast(fill.colour, theme.page) >= LEAST_CONTRAST or not fill.under:
            continue
        yield f"{name} = {fill.colour}: its coast fades into the page {theme.page}; give [land] an outline"


def _short(name: str, seen: tuple[str, ...], what: str, backgrounds: tuple[str, ...]) -> Iterator[str]:
    """Yield a message if no colour in `seen` has a contrast of 3:1 to any of the backgrounds."""
    ratio, background = max((contrast(colour, background), background) for colour in seen for background in backgrounds)
    if ratio < LEAST_CONTRAST:
        yield f"{name} = {seen[0]}: {ratio:.2f}:1 to {what} {background}; at least {LEAST_CONTRAST:.0f}:1"


def _sides(theme: Theme) -> Iterator[str]:
    """Yield a message if left and right of three classes are too alike in greyscale."""
    left, right = _fills(theme, 3)["[three] left"], _fills(theme, 3)["[three] right"]
    ratio = contrast(left.colour, right.colour)
    if ratio < LEAST_CONTRAST and not _patterned_apart(left, right):
        yield (
            f"[three] left = {left.colour} and right = {right.colour}: {ratio:.2f}:1 to each other, too alike in"
            f" greyscale; at least {LEAST_CONTRAST:.0f}:1"
        )


def _centres(theme: Theme, number: int) -> Iterator[str]:
    """Yield a message for each class of the left that is as light as the centre."""
    fills = _fills(theme, number)
    table = _TABLES[number]
    centre = f"[{table}] centre"
    for name in (f"[{table}] {side}" for side in getattr(theme, table) if BLOC_OF[side] is Bloc.LEFT):
        ratio = contrast_of(lightness(fills[name]), lightness(fills[centre]))
        if ratio < LEAST_FROM_CENTRE:
            yield (
                f"{name} = {fills[name].colour} and {centre} = {fills[centre].colour}: {ratio:.2f}:1 to each other, too"
                f" alike in greyscale; at least {LEAST_FROM_CENTRE}:1"
            )


def _extremes(theme: Theme) -> Iterator[str]:
    """Yield a message if one side of five classes gets darker towards its extreme, and the other lighter."""
    light = {name: lightness(fill) for name, fill in _fills(theme, 5).items()}
    darker = [light[f"[five] {side}"] < light[f"[five] centre-{side}"] for side in ("left", "right")]
    if darker[0] != darker[1]:
        side, opposite = ("left", "right") if darker[0] else ("right", "left")
        yield (
            f"[five] {side} is darker than centre-{side}, and {opposite} lighter than centre-{opposite}: both sides"
            " must get darker to their extremes, or both lighter"
        )


def lightness(fill: Fill) -> float:
    """Return the mean luminance of a fill: of its strokes by the share that they cover, and of its colour."""
    mean = luminance(fill.colour)
    for pattern in fill.patterns:
        share = coverage(pattern.kind)
        mean = share * luminance(pattern.colour) + (1 - share) * mean
    return mean


def _alike(theme: Theme, number: int) -> Iterator[str]:
    """Yield any two fills of a map that some readers cannot tell apart."""
    classes = _fills(theme, number)
    plain = {f"[status.{status}]": fill for status, fill in theme.statuses.items() if status is not Status.ELECTED}
    for (first_name, first_fill), (second_name, second_fill) in combinations({**classes, **plain}.items(), 2):
        blocs = number == len(theme.three) and first_name in classes and second_name in classes
        least = LEAST_DIFFERENCE if blocs else LEAST_BETWEEN_FILLS
        # Two statuses are reported with the three classes alone.
        repeated = first_name in plain and number != len(theme.three)
        if not repeated and not _patterned_apart(first_fill, second_fill):
            yield from _confused((first_name, first_fill.colour), (second_name, second_fill.colour), least)


def _patterned_apart(first: Fill, second: Fill) -> bool:
    """Whether two fills have different patterns, or only one of them has a pattern."""
    return [pattern.kind for pattern in first.patterns] != [pattern.kind for pattern in second.patterns]


def _confused(first: tuple[str, str], second: tuple[str, str], least: float) -> Iterator[str]:
    """Yield each kind of vision for which two colours, given with their names, differ by less than is needed."""
    for deficiency in DEFICIENCIES:
        distance = difference(first[1], second[1], deficiency)
        if distance < least:
            yield (
                f"{first[0]} = {first[1]} and {second[0]} = {second[1]}: a difference of {distance:.1f} to a reader"
                f" with {deficiency} vision; at least {least:g} (CIEDE2000)"
            )


def difference(first: str, second: str, deficiency: str) -> float:
    """Return the CIEDE2000 difference of two colours as simulated for a colour-vision deficiency."""
    simulated = [Color(colour).filter(deficiency, method="machado") for colour in (first, second)]
    return float(simulated[0].delta_e(simulated[1], method="2000"))


def _patterns(theme: Theme, number: int) -> Iterator[str]:
    """Yield patterns whose strokes fade into their class, and patterns that two classes, or class and status, share."""
    table, patterns = f"[patterns.{_TABLES[number]}]", theme.patterns[number]
    for name, pattern in patterns.items():
        class_colour = theme.class_colour(name, number)
        ratio = contrast(pattern.colour, class_colour)
        if ratio < LEAST_CONTRAST:
            yield (
                f"{table} {name}: strokes {pattern.colour} have {ratio:.2f}:1 to their class {class_colour};"
                f" at least {LEAST_CONTRAST:.0f}:1"
            )
    yield from _same_kind(table, patterns, theme.statuses)


def _same_kind(table: str, patterns: Mapping[str, Pattern], statuses: Mapping[Status, Fill]) -> Iterator[str]:
    """Yield each pair of classes, or of a class and a status, that have the same kind of pattern."""
    kinds = {f"{table} {name}": pattern.kind for name, pattern in patterns.items()}
    status_kinds = {f"[status.{status}]": fill.pattern for status, fill in statuses.items() if fill.pattern != "none"}
    for (first, first_kind), (second, second_kind) in combinations({**kinds, **status_kinds}.items(), 2):
        if first in kinds and _WIDENED.get(first_kind, first_kind) == _WIDENED.get(second_kind, second_kind):
            yield f'{first} and {second}: both have the pattern "{first_kind}"; each needs its own'


def _elects(theme: Theme) -> Iterator[str]:
    """Yield classes on which an elect's strokes do not stand out, or on which they are those of another elect."""
    overlay = theme.statuses[Status.ELECTED]
    if overlay.pattern == "none":
        yield '[status.elected] pattern = "none": an elect would look like one in office'
        return
    for number in _TABLES:
        elects = {name: theme.marked(fill, overlay) for name, fill in _fills(theme, number).items()}
        for name, fill in elects.items():
            yield from _short("[status.elected] pattern_colour", (fill.pattern_colour,), name, (fill.colour,))
        for (first, first_fill), (second, second_fill) in combinations(elects.items(), 2):
            if first_fill.colour == second_fill.colour and _strokes(first_fill) == _strokes(second_fill):
                yield f"{first} and {second}: their elects would look alike, as their strokes have one density"


def _strokes(fill: Fill) -> tuple[HatchPattern, str]:
    return HATCH_PATTERNS[fill.pattern], fill.pattern_colour


def _statuses(theme: Theme) -> Iterator[str]:
    """Yield statuses that neither colour nor strokes show, and land not counted that looks like land outside."""
    for status, fill in theme.statuses.items():
        if status not in {Status.ELECTED, Status.NOT_APPLICABLE}:
            seen = (fill.colour, *(pattern.colour for pattern in fill.patterns))
            yield from _short(f"[status.{status}]", seen, "the page", (theme.page,))
    for status, fill in theme.statuses.items():
        for pattern in fill.patterns if status is not Status.ELECTED else ():
            yield from _short(f"[status.{status}] pattern_colour", (pattern.colour,), "its colour", (fill.colour,))
    quiet = theme.statuses[Status.NOT_APPLICABLE]
    if not quiet.patterns:
        name = f"[status.{Status.NOT_APPLICABLE}]"
        yield from _confused((name, quiet.colour), ("[land] context", theme.context), LEAST_FROM_CONTEXT)


def _lines(theme: Theme) -> Iterator[str]:
    """Yield outlines that fade into the page, and a separator that fades into its casing."""
    if theme.outline:
        yield from _short("[land] outline", (theme.outline,), "the page", (theme.page,))
    elif theme.coast:
        for name, ground in (("the page", theme.page), ("the sea", theme.sea)):
            yield from _short("[land] coast", (theme.coast,), name, (ground,))
    if theme.casing:
        yield from _short("[land] border", (theme.border,), "its casing", (theme.casing,))


def _texts(theme: Theme) -> Iterator[str]:
    """Yield texts of the page that are hard to read, and colours on which neither ink nor page is legible."""
    for name, colour in (("ink", theme.ink), ("quiet", theme.quiet)):
        ratio = contrast(colour, theme.page)
        if ratio < LEAST_TEXT_CONTRAST:
            yield f"[page] {name} = {colour}: {ratio:.2f}:1 to the page; text needs {LEAST_TEXT_CONTRAST}:1"
    statuses = {f"[status.{status}] colour": fill for status, fill in theme.statuses.items()}
    for name, fill in {**_fills(theme, 3), **_fills(theme, 5), **statuses}.items():
        ratio = contrast(theme.legible(fill.colour), fill.colour)
        if ratio < LEAST_TEXT_CONTRAST:
            yield f"{name} = {fill.colour}: labels on it reach {ratio:.2f}:1; text needs {LEAST_TEXT_CONTRAST}:1"


def _ground(theme: Theme) -> Iterator[str]:
    """Yield what fades into the sea: classes, statuses, texts on it; and names of neighbours that are hard to read."""
    for number in _TABLES if theme.sea != theme.page else ():
        for name, fill in _fills(theme, number).items():
            seen = (fill.colour, fill.under.colour) if fill.under else (fill.colour,)
            yield from _short(name, seen, "the sea", (theme.sea,))
    texts = {"[page] ink": (theme.ink, theme.sea), "[page] quiet": (theme.quiet, theme.sea)}
    texts |= {"[land] sea_ink": (theme.sea_ink, theme.sea), "[land] context_ink": (theme.context_ink, theme.context)}
    for name, (colour, ground) in texts.items():
        ratio = contrast(colour, ground)
        if ratio < LEAST_TEXT_CONTRAST:
            where = f"{ground}, on which it stands on the map"
            yield f"{name} = {colour}: {ratio:.2f}:1 to {where}; text needs {LEAST_TEXT_CONTRAST}:1"
    if theme.sea != theme.page:
        yield from _confused(("[land] sea", theme.sea), ("[land] context", theme.context), LEAST_FROM_CONTEXT)
