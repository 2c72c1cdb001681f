"""How light colours are, how much they contrast (WCAG 2.2), and lighter or darker tones of a colour."""

from __future__ import annotations

from functools import lru_cache

from mapgen.files.colours import luminance, rgb

# Contrast ratios of WCAG 2.2: 1.4.11 for graphics against adjacent colours, 1.4.3 for text.
LEAST_CONTRAST = 3.0
LEAST_TEXT_CONTRAST = 4.5
# The steps from a colour to another in which a tone is looked for.
_STEPS = 100


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    return contrast_of(luminance(first), luminance(second))


def contrast_of(first: float, second: float) -> float:
    """Return the contrast ratio of two luminances."""
    dark, light = sorted((first, second))
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, ground: str, share: float) -> str:
    """Return a colour on a ground of which it covers a share, 0 to 1."""
    pairs = zip(rgb(colour), rgb(ground), strict=True)
    return "#" + "".join(f"{round(share * own + (1 - share) * its):02x}" for own, its in pairs)


@lru_cache(maxsize=256)
def tone(colour: str, ratio: float, page: str, ink: str) -> str:
    """Return a tone of a colour, on its way to the page's colour or the ink's, that has a contrast ratio to it.

    Of the two it is the one that stands out more from the page; where neither has the ratio, it is page or ink.
    """
    tones = [found for end in (page, ink) if (found := _toward(end, colour, ratio))]
    if not tones:
        return max((page, ink), key=lambda end: contrast(end, colour))
    return max(tones, key=lambda found: contrast(found, page))


def _toward(end: str, colour: str, ratio: float) -> str:
    """Return the first tone on the way to another colour that has the ratio, or an empty text."""
    steps = (mixed(end, colour, step / _STEPS) for step in range(1, _STEPS + 1))
    return next((step for step in steps if contrast(step, colour) >= ratio), "")
