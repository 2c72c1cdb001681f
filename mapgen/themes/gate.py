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

from mapgen.drawing.hatch import HATCH_PATTERNS, HatchPattern
from mapgen.record.alignments import BLOC_OF, Bloc
from mapgen.record.snapshots import Status
from mapgen.themes.measures import (
    LEAST_BETWEEN_FILLS,
    LEAST_DIFFERENCE,
    LEAST_FROM_CENTRE,
    LEAST_FROM_CONTEXT,
    TABLES,
    confused,
    fills,
    illegible,
    lightness,
    too_faint,
)
from mapgen.themes.theme import Fill, Pattern, Theme
from mapgen.themes.tones import LEAST_CONTRAST, LEAST_TEXT_CONTRAST, contrast, contrast_of

# An elect has stripes or bands; neither may be a class's.
_WIDENED = {"stripes": "bands"}


def theme_problems(theme: Theme) -> list[str]:
    """Return a message for each pair of fills that readers cannot tell apart, with the figure and the least needed."""
    return [
        *(problem for number in TABLES for problem in _classes(theme, number)),
        *_sides(theme),
        *(problem for number in TABLES for problem in _centres(theme, number)),
        *_extremes(theme),
        *(problem for number in TABLES for problem in _alike(theme, number)),
        *(problem for number in theme.patterns for problem in _patterns(theme, number)),
        *_elects(theme),
        *_statuses(theme),
        *_lines(theme),
        *_texts(theme),
        *_ground(theme),
    ]


def _classes(theme: Theme, number: int) -> Iterator[str]:
    """Yield classes that fade into the page or into the separators between them."""
    for name, fill in fills(theme, number).items():
        seen = (fill.colour, fill.under.colour) if fill.under else (fill.colour,)
        yield from too_faint(name, seen, "the page", (theme.page,))
        lines = (theme.border, theme.casing) if theme.casing else (theme.border,)
        yield from too_faint(name, (fill.colour,), "separators", lines)
        if theme.outline or contrast(fill.colour, theme.page) >= LEAST_CONTRAST or not fill.under:
            continue
        yield f"{name} = {fill.colour}: its coast fades into the page {theme.page}; give [land] an outline"


def _sides(theme: Theme) -> Iterator[str]:
    """Yield a message if left and right of three classes are too alike in greyscale."""
    left, right = fills(theme, 3)["[three] left"], fills(theme, 3)["[three] right"]
    ratio = contrast(left.colour, right.colour)
    if ratio < LEAST_CONTRAST and not _patterned_apart(left, right):
        yield (
            f"[three] left = {left.colour} and right = {right.colour}: {ratio:.2f}:1 to each other, too alike in"
            f" greyscale; at least {LEAST_CONTRAST:.0f}:1"
        )


def _centres(theme: Theme, number: int) -> Iterator[str]:
    """Yield a message for each class of the left that is as light as the centre."""
    drawn = fills(theme, number)
    table = TABLES[number]
    centre = f"[{table}] centre"
    for name in (f"[{table}] {side}" for side in getattr(theme, table) if BLOC_OF[side] is Bloc.LEFT):
        ratio = contrast_of(lightness(drawn[name]), lightness(drawn[centre]))
        if ratio < LEAST_FROM_CENTRE:
            yield (
                f"{name} = {drawn[name].colour} and {centre} = {drawn[centre].colour}: {ratio:.2f}:1 to each other, too"
                f" alike in greyscale; at least {LEAST_FROM_CENTRE}:1"
            )


def _extremes(theme: Theme) -> Iterator[str]:
    """Yield a message if one side of five classes gets darker towards its extreme, and the other lighter."""
    light = {name: lightness(fill) for name, fill in fills(theme, 5).items()}
    darker = [light[f"[five] {side}"] < light[f"[five] centre-{side}"] for side in ("left", "right")]
    if darker[0] != darker[1]:
        side, opposite = ("left", "right") if darker[0] else ("right", "left")
        yield (
            f"[five] {side} is darker than centre-{side}, and {opposite} lighter than centre-{opposite}: both sides"
            " must get darker to their extremes, or both lighter"
        )


def _alike(theme: Theme, number: int) -> Iterator[str]:
    """Yield any two fills of a map that some readers cannot tell apart."""
    classes = fills(theme, number)
    plain = {f"[status.{status}]": fill for status, fill in theme.statuses.items() if status is not Status.ELECTED}
    for (first_name, first_fill), (second_name, second_fill) in combinations({**classes, **plain}.items(), 2):
        blocs = number == len(theme.three) and first_name in classes and second_name in classes
        least = LEAST_DIFFERENCE if blocs else LEAST_BETWEEN_FILLS
        # Two statuses are reported with the three classes alone.
        repeated = first_name in plain and number != len(theme.three)
        if not repeated and not _patterned_apart(first_fill, second_fill):
            yield from confused((first_name, first_fill.colour), (second_name, second_fill.colour), least)


def _patterned_apart(first: Fill, second: Fill) -> bool:
    """Whether two fills have different patterns, or only one of them has a pattern."""
    return [pattern.kind for pattern in first.patterns] != [pattern.kind for pattern in second.patterns]


def _patterns(theme: Theme, number: int) -> Iterator[str]:
    """Yield patterns whose strokes fade into their class, and patterns that two classes, or class and status, share."""
    table, patterns = f"[patterns.{TABLES[number]}]", theme.patterns[number]
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
    for number in TABLES:
        elects = {name: theme.marked(fill, overlay) for name, fill in fills(theme, number).items()}
        for name, fill in elects.items():
            yield from too_faint("[status.elected] pattern_colour", (fill.pattern_colour,), name, (fill.colour,))
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
            yield from too_faint(f"[status.{status}]", seen, "the page", (theme.page,))
    for status, fill in theme.statuses.items():
        for pattern in fill.patterns if status is not Status.ELECTED else ():
            yield from too_faint(f"[status.{status}] pattern_colour", (pattern.colour,), "its colour", (fill.colour,))
    quiet = theme.statuses[Status.NOT_APPLICABLE]
    if not quiet.patterns:
        name = f"[status.{Status.NOT_APPLICABLE}]"
        yield from confused((name, quiet.colour), ("[land] context", theme.context), LEAST_FROM_CONTEXT)


def _lines(theme: Theme) -> Iterator[str]:
    """Yield outlines that fade into the page, and a separator that fades into its casing."""
    if theme.outline:
        yield from too_faint("[land] outline", (theme.outline,), "the page", (theme.page,))
    elif theme.coast:
        for name, ground in (("the page", theme.page), ("the sea", theme.sea)):
            yield from too_faint("[land] coast", (theme.coast,), name, (ground,))
    if theme.casing:
        yield from too_faint("[land] border", (theme.border,), "its casing", (theme.casing,))


def _texts(theme: Theme) -> Iterator[str]:
    """Yield texts of the page that are hard to read, and colours on which neither ink nor page is legible."""
    for name, colour in (("ink", theme.ink), ("quiet", theme.quiet)):
        yield from illegible(f"[page] {name}", colour, theme.page, "the page")
    statuses = {f"[status.{status}] colour": fill for status, fill in theme.statuses.items()}
    for name, fill in {**fills(theme, 3), **fills(theme, 5), **statuses}.items():
        ratio = contrast(theme.legible(fill.colour), fill.colour)
        if ratio < LEAST_TEXT_CONTRAST:
            yield f"{name} = {fill.colour}: labels on it reach {ratio:.2f}:1; text needs {LEAST_TEXT_CONTRAST}:1"


def _ground(theme: Theme) -> Iterator[str]:
    """Yield what fades into the sea: classes, statuses, texts on it; and names of neighbours that are hard to read."""
    yield from _texts_on_ground(theme)
    if theme.sea == theme.page:
        return
    for number in TABLES:
        for name, fill in fills(theme, number).items():
            seen = (fill.colour, fill.under.colour) if fill.under else (fill.colour,)
            yield from too_faint(name, seen, "the sea", (theme.sea,))
    yield from confused(("[land] sea", theme.sea), ("[land] context", theme.context), LEAST_FROM_CONTEXT)


def _texts_on_ground(theme: Theme) -> Iterator[str]:
    """Yield texts that are hard to read on the sea or on a neighbour; of the page as ground, _texts has them."""
    texts = [("[page] ink", theme.ink, theme.sea), ("[page] quiet", theme.quiet, theme.sea)]
    for name, ink, ground in (
        ("sea_ink", theme.sea_ink, theme.sea),
        ("context_ink", theme.context_ink, theme.context),
    ):
        # Such an ink that a theme leaves out is its quiet one.
        texts.append(("[page] quiet" if ink == theme.quiet else f"[land] {name}", ink, ground))
    for key, ink, ground in dict.fromkeys(texts):
        if ground != theme.page or key.startswith("[land]"):
            yield from illegible(key, ink, ground, f"{ground}, on which it stands on the map")
