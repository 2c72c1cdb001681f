"""What the gates of themes measure: contrast, lightness, how far apart colours are; and the messages for too little."""

from __future__ import annotations

from collections.abc import Iterator

from coloraide import Color

from mapgen.drawing.hatch import coverage
from mapgen.files.colours import luminance
from mapgen.themes.theme import Fill, Theme
from mapgen.themes.tones import LEAST_CONTRAST, LEAST_TEXT_CONTRAST, contrast

# The least CIEDE2000 difference under each simulation (Machado, Oliveira and Fernandes 2009): between left, centre and
# right; half of it between any two fills of a map; and between land that is not counted and land outside the region.
LEAST_DIFFERENCE = 15.0
LEAST_BETWEEN_FILLS = LEAST_DIFFERENCE / 2
LEAST_FROM_CONTEXT = 5.0
# The least contrast in greyscale between the centre and a class of the left.
LEAST_FROM_CENTRE = 1.5
DEFICIENCIES = ("deutan", "protan", "tritan")
TABLES = {3: "three", 5: "five"}


def fills(theme: Theme, number: int) -> dict[str, Fill]:
    """Return the fills of 3 or 5 classes by table and name, with the patterns if they are always drawn."""
    table = TABLES[number]
    return {
        f"[{table}] {name}": theme.class_fill(name, number, patterns=theme.patterns_always)
        for name in getattr(theme, table)
    }


def too_faint(name: str, seen: tuple[str, ...], what: str, backgrounds: tuple[str, ...]) -> Iterator[str]:
    """Yield a message if no colour in `seen` has a contrast of 3:1 to any of the backgrounds."""
    ratio, background = max((contrast(colour, background), background) for colour in seen for background in backgrounds)
    if ratio < LEAST_CONTRAST:
        yield f"{name} = {seen[0]}: {ratio:.2f}:1 to {what} {background}; at least {LEAST_CONTRAST:.0f}:1"


def illegible(name: str, colour: str, ground: str, where: str) -> Iterator[str]:
    """Yield a message if a text of a colour is hard to read on a ground, which `where` names."""
    ratio = contrast(colour, ground)
    if ratio < LEAST_TEXT_CONTRAST:
        yield f"{name} = {colour}: {ratio:.2f}:1 to {where}; text needs {LEAST_TEXT_CONTRAST}:1"


def lightness(fill: Fill) -> float:
    """Return the mean luminance of a fill: of its strokes by the share that they cover, and of its colour."""
    mean = luminance(fill.colour)
    for pattern in fill.patterns:
        share = coverage(pattern.kind)
        mean = share * luminance(pattern.colour) + (1 - share) * mean
    return mean


def confused(first: tuple[str, str], second: tuple[str, str], least: float) -> Iterator[str]:
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
