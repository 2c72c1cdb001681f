"""Colours for categories: a user's own classes that have neither colours nor sides, up to twelve of them.

The first eight are the hues of Matthew Petroff's sequence of ten ("Accessible Color Sequences for Data Visualization",
arXiv:2107.02270, 2021; without its two greys), chosen for readers with any colour vision; two are of Paul Tol's scheme
"muted" (SRON technical note SRON/EPS/TN/09-002), two of Okabe and Ito's set ("Color Universal Design", 2008). Lists of
colours are facts. Any two of the twelve are 9.6 apart in CIEDE2000 under deutan, protan and tritan simulation.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations, pairwise

from mapgen.files.colours import luminance, rgb
from mapgen.files.vocabulary import folded
from mapgen.record.alignments import Scale

_PETROFF = ("#3f90da", "#ffa90e", "#bd1f01", "#832db6", "#a96b59", "#e76300", "#b9ac70", "#92dadd")
_TOL = ("#117733", "#332288")
_OKABE_ITO = ("#56b4e9", "#cc79a7")
CATEGORY_PALETTE = (*_PETROFF, *_TOL, *_OKABE_ITO)
# Of few, those that are calm beside each other and differ in greyscale: 1.4:1 at the least from one to the next.
_FEW = {
    1: ("#3f90da",),
    2: ("#832db6", "#ffa90e"),
    3: ("#3f90da", "#ffa90e", "#832db6"),
    4: ("#3f90da", "#ffa90e", "#bd1f01", "#332288"),
    5: ("#3f90da", "#b9ac70", "#bd1f01", "#332288", "#92dadd"),
}
# What a class of those who abstained is called in a language of the map, folded: how its name or label begins.
_ABSTENTIONS = ("absten", "abstain", "abstent", "abstuv", "seabstuv", "absteve")
# Nearer than this in red, green and blue to a colour that a user gives, one of the palette would be taken for it.
_NEAR = 70


def is_abstention(name: str, scale: Scale) -> bool:
    """Whether a class is that of those who abstained, by its name or its label in a language of the map."""
    return means_abstention(name, *scale.labels.get(name, {}).values())


def means_abstention(*texts: str) -> bool:
    """Whether one of some texts is what a class of those who abstained is called in a language of the map."""
    return any(folded(text).replace(" ", "").startswith(_ABSTENTIONS) for text in texts)


def category_colours(scale: Scale) -> dict[str, str]:
    """Return a colour for each class without its own, but not for abstentions, whose grey depends on the page.

    They are colours of the palette that differ in greyscale; more classes than it has take them again.
    """
    names = [name for name in scale.names if name not in scale.colours and not is_abstention(name, scale)]
    free = tuple(colour for colour in CATEGORY_PALETTE if not any(_near(colour, own) for own in scale.colours.values()))
    chosen = _FEW.get(len(names), ())
    if not set(chosen) <= set(free) or not chosen:
        chosen = spread_in_greyscale(free or CATEGORY_PALETTE, len(names))
    return {name: chosen[number % len(chosen)] for number, name in enumerate(names)}


def _near(first: str, second: str) -> bool:
    return sum((one - other) ** 2 for one, other in zip(rgb(first), rgb(second), strict=True)) < _NEAR**2


@lru_cache(maxsize=32)
def spread_in_greyscale(palette: tuple[str, ...], number: int) -> tuple[str, ...]:
    """Return the colours of a palette, as many as are asked for, of which the most alike in greyscale differ most."""
    if number >= len(palette):
        return palette
    if number <= 1:
        return palette[:1]

    def least(colours: tuple[str, ...]) -> float:
        light = sorted(luminance(colour) + 0.05 for colour in colours)
        return min(after / before for before, after in pairwise(light))

    return max(combinations(palette, number), key=least)
