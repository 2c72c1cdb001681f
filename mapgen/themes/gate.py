"""The gate for themes: contrast by WCAG 2.2, and looks that people who see fewer colours, or none, still tell apart.

A class without a pattern is measured by its colour. A class that always has its pattern is measured by its strokes:
they must stand out from the class's own colour, and either of the two from the page; two such classes differ where
their patterns do, in kind, direction or density. A status is carried by its colour or by its strokes. Territories that
are not counted are quiet on purpose, as land outside the region is: they need not stand out from the page, but must
look like nothing else. A slogan has its class's colour where that is legible in its size, and the ink otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from coloraide import Color

from mapgen.record.snapshots import Status
from mapgen.themes.theme import LEAST_CONTRAST, LEAST_TEXT_CONTRAST, Fill, Pattern, Theme, contrast

# CIEDE2000 between left, centre and right, under each simulation (Machado, Oliveira and Fernandes 2009); half of it
# between any two looks of a map; and between land that is not counted and land outside the region.
LEAST_DIFFERENCE = 15.0
LEAST_BETWEEN_LOOKS = LEAST_DIFFERENCE / 2
LEAST_FROM_CONTEXT = 5.0
DEFICIENCIES = ("deutan", "protan", "tritan")
_TABLES = {3: "three", 5: "five"}
# An elect's stripes are drawn as bands on a class with a pattern.
_WIDENED = {"stripes": "bands"}


def theme_problems(theme: Theme) -> list[str]:
    """Return what would keep readers from telling a theme's looks apart, each with the figure and what is needed."""
    return [
        *(problem for number in _TABLES for problem in _classes(theme, number)),
        *_sides(theme),
        *(problem for number in _TABLES for problem in _alike(theme, number)),
        *(problem for number in theme.patterns for problem in _patterns(theme, number)),
        *_elects(theme),
        *_statuses(theme),
        *_lines(theme),
        *_texts(theme),
    ]


def _fills(theme: Theme, number: int) -> dict[str, Fill]:
    """Return how each class of so many looks, by its table and name, with its pattern if that is always drawn."""
    table = _TABLES[number]
    return {
        f"[{table}] {name}": theme.class_fill(name, number, patterns=theme.patterns_always)
        for name in getattr(theme, table)
    }


def _classes(theme: Theme, number: int) -> Iterator[str]:
    """Yield classes that fade into the page or into what lies between them."""
    for name, fill in _fills(theme, number).items():
        seen = (fill.colour, fill.under.colour) if fill.under else (fill.colour,)
        yield from _short(name, seen, "the page", (theme.page,))
        lines = (theme.border, theme.casing) if theme.casing else (theme.border,)
        yield from _short(name, (fill.colour,), "separators", lines)
        if theme.outline or contrast(fill.colour, theme.page) >= LEAST_CONTRAST or not fill.under:
            continue
        yield f"{name} = {fill.colour}: its coast fades into the page {theme.page}; give [land] an outline"


def _short(name: str, seen: tuple[str, ...], what: str, grounds: tuple[str, ...]) -> Iterator[str]:
    """Yield that no colour of a class has 3:1 to any of a few grounds."""
    found, ground = max((contrast(colour, ground), ground) for colour in seen for ground in grounds)
    if found < LEAST_CONTRAST:
        yield f"{name} = {seen[0]}: {found:.2f}:1 to {what} {ground}; at least {LEAST_CONTRAST:.0f}:1"


def _sides(theme: Theme) -> Iterator[str]:
    """Yield whether left and right of three classes are too alike for greyscale."""
    left, right = _fills(theme, 3)["[three] left"], _fills(theme, 3)["[three] right"]
    found = contrast(left.colour, right.colour)
    if found < LEAST_CONTRAST and not _patterned_apart(left, right):
        yield (
            f"[three] left = {left.colour} and right = {right.colour}: {found:.2f}:1 to each other, too alike in"
            f" greyscale; at least {LEAST_CONTRAST:.0f}:1"
        )


def _alike(theme: Theme, number: int) -> Iterator[str]:
    """Yield any two looks of a map that some readers take for each other."""
    classes = _fills(theme, number)
    plain = {f"[status.{one}]": fill for one, fill in theme.statuses.items() if one is not Status.ELECTED}
    for (one, first), (other, second) in combinations({**classes, **plain}.items(), 2):
        blocs = number == len(theme.three) and one in classes and other in classes
        least = LEAST_DIFFERENCE if blocs else LEAST_BETWEEN_LOOKS
        told = one in plain and number != len(theme.three)  # with three classes already
        if not told and not _patterned_apart(first, second):
            yield from _confused((one, first.colour), (other, second.colour), least)


def _patterned_apart(one: Fill, other: Fill) -> bool:
    """Whether two looks have different patterns, or one of them alone has one."""
    return [pattern.kind for pattern in one.patterns] != [pattern.kind for pattern in other.patterns]


def _confused(one: tuple[str, str], other: tuple[str, str], least: float) -> Iterator[str]:
    """Yield each kind of vision for which two colours, given with their names, differ by less than is needed."""
    for deficiency in DEFICIENCIES:
        found = difference(one[1], other[1], deficiency)
        if found < least:
            yield (
                f"{one[0]} = {one[1]} and {other[0]} = {other[1]}: a difference of {found:.1f} to a reader with"
                f" {deficiency} vision; at least {least:g} (CIEDE2000)"
            )


def difference(one: str, other: str, deficiency: str) -> float:
    """Return the CIEDE2000 difference of two colours as simulated for a colour-vision deficiency."""
    seen = [Color(colour).filter(deficiency, method="machado") for colour in (one, other)]
    return float(seen[0].delta_e(seen[1], method="2000"))


def _patterns(theme: Theme, number: int) -> Iterator[str]:
    """Yield patterns whose strokes fade into their class, and one that two classes share, or a class and a status."""
    table, patterns = f"[patterns.{_TABLES[number]}]", theme.patterns[number]
    for name, pattern in patterns.items():
        ground = theme.class_colour(name, number)
        found = contrast(pattern.colour, ground)
        if found < LEAST_CONTRAST:
            yield (
                f"{table} {name}: strokes {pattern.colour} have {found:.2f}:1 to their class {ground};"
                f" at least {LEAST_CONTRAST:.0f}:1"
            )
    yield from _same_kind(table, patterns, theme.statuses)


def _same_kind(table: str, patterns: Mapping[str, Pattern], statuses: Mapping[Status, Fill]) -> Iterator[str]:
    kinds = {f"{table} {name}": pattern.kind for name, pattern in patterns.items()}
    others = {f"[status.{status}]": fill.pattern for status, fill in statuses.items() if fill.pattern != "none"}
    for (one, kind), (other, same) in combinations({**kinds, **others}.items(), 2):
        if one in kinds and _WIDENED.get(kind, kind) == _WIDENED.get(same, same):
            yield f'{one} and {other}: both have the pattern "{kind}"; each needs its own'


def _elects(theme: Theme) -> Iterator[str]:
    """Yield classes on which the pattern of an elect stands out neither from their colour nor from their strokes."""
    overlay = theme.statuses[Status.ELECTED]
    if overlay.pattern == "none":
        yield '[status.elected] pattern = "none": an elect would look like one in office'
        return
    for number in _TABLES:
        for name, fill in _fills(theme, number).items():
            seen = (fill.colour, fill.under.colour) if fill.under else (fill.colour,)
            yield from _short("[status.elected] pattern_colour", (overlay.pattern_colour,), name, seen)


def _statuses(theme: Theme) -> Iterator[str]:
    """Yield statuses that neither colour nor strokes carry, and the uncounted where it looks like land outside."""
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
    """Yield an outline that fades into the page, and a separator that fades into its casing."""
    if theme.outline:
        yield from _short("[land] outline", (theme.outline,), "the page", (theme.page,))
    if theme.casing:
        yield from _short("[land] border", (theme.border,), "its casing", (theme.casing,))


def _texts(theme: Theme) -> Iterator[str]:
    """Yield texts of the page that are hard to read, and colours on which neither ink nor page can be read."""
    for name, colour in (("ink", theme.ink), ("quiet", theme.quiet)):
        found = contrast(colour, theme.page)
        if found < LEAST_TEXT_CONTRAST:
            yield f"[page] {name} = {colour}: {found:.2f}:1 to the page; text needs {LEAST_TEXT_CONTRAST}:1"
    statuses = {f"[status.{status}] colour": fill for status, fill in theme.statuses.items()}
    for name, fill in {**_fills(theme, 3), **_fills(theme, 5), **statuses}.items():
        found = contrast(theme.legible(fill.colour), fill.colour)
        if found < LEAST_TEXT_CONTRAST:
            yield f"{name} = {fill.colour}: labels on it reach {found:.2f}:1; text needs {LEAST_TEXT_CONTRAST}:1"
