"""The gate for themes: contrast by WCAG 2.2, and colours that people who see fewer of them still tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from coloraide import Color

from mapgen.theme import Theme, contrast

# WCAG 2.2, 1.4.11: graphics against what is next to them; 1.4.3: text.
LEAST_CONTRAST = 3.0
LEAST_TEXT_CONTRAST = 4.5
# CIEDE2000 between left, centre and right, under each simulation (Machado, Oliveira and Fernandes 2009).
LEAST_DIFFERENCE = 15.0
DEFICIENCIES = ("deutan", "protan", "tritan")


def theme_problems(theme: Theme) -> list[str]:
    """Return what would keep readers from telling a theme's colours apart, each with the figure and what is needed."""
    return [
        *_against_page(theme, theme.three, "three"),
        *_against_page(theme, theme.five, "five"),
        *_sides(theme),
        *_colour_vision(theme.three),
        *_texts(theme),
    ]


def _against_page(theme: Theme, colours: Mapping[str, str], table: str) -> Iterator[str]:
    for name, colour in colours.items():
        for what, ground in (("the page", theme.page), ("separators", theme.border)):
            found = contrast(colour, ground)
            if found < LEAST_CONTRAST:
                yield f"[{table}] {name} = {colour}: {found:.2f}:1 to {what} {ground}; at least {LEAST_CONTRAST:.0f}:1"


def _sides(theme: Theme) -> Iterator[str]:
    """Yield whether left and right of three classes are too alike for greyscale."""
    left, right = theme.three["left"], theme.three["right"]
    found = contrast(left, right)
    if found < LEAST_CONTRAST:
        yield (
            f"[three] left = {left} and right = {right}: {found:.2f}:1 to each other, too alike in greyscale;"
            f" at least {LEAST_CONTRAST:.0f}:1"
        )


def _colour_vision(colours: Mapping[str, str]) -> Iterator[str]:
    for (one, first), (other, second) in combinations(colours.items(), 2):
        for deficiency in DEFICIENCIES:
            found = difference(first, second, deficiency)
            if found < LEAST_DIFFERENCE:
                yield (
                    f"[three] {one} = {first} and {other} = {second}: a difference of {found:.1f} to a reader with"
                    f" {deficiency} vision; at least {LEAST_DIFFERENCE:.0f} (CIEDE2000)"
                )


def difference(one: str, other: str, deficiency: str) -> float:
    """Return the CIEDE2000 difference of two colours as simulated for a colour-vision deficiency."""
    seen = [Color(colour).filter(deficiency, method="machado") for colour in (one, other)]
    return float(seen[0].delta_e(seen[1], method="2000"))


def _texts(theme: Theme) -> Iterator[str]:
    """Yield texts of the page that are hard to read, and colours on which neither ink nor page can be read."""
    for name, colour in (("ink", theme.ink), ("quiet", theme.quiet)):
        found = contrast(colour, theme.page)
        if found < LEAST_TEXT_CONTRAST:
            yield f"[page] {name} = {colour}: {found:.2f}:1 to the page; text needs {LEAST_TEXT_CONTRAST}:1"
    statuses = [(f"[status.{status}] colour", fill.colour) for status, fill in theme.statuses.items()]
    classes = [
        (f"[{table}] {name}", colour) for table in ("three", "five") for name, colour in getattr(theme, table).items()
    ]
    for name, colour in (*classes, *statuses):
        found = contrast(theme.legible(colour), colour)
        if found < LEAST_TEXT_CONTRAST:
            yield f"{name} = {colour}: labels on it reach {found:.2f}:1; text needs {LEAST_TEXT_CONTRAST}:1"
