"""The colours of a table's own classes: categories that readers can tell apart, and those of the left and right."""

from __future__ import annotations

from collections.abc import Mapping

# Colours for categories. The more of them a map has, the closer the closest two are: at least 8.8 apart in CIEDE2000 to
# readers with any colour vision, and 3:1 to light and to dark pages. A test holds them to the gate of the themes. The
# first two are a light and a dark one, for greyscale; more steps of grey than that do not fit between the two pages.
CATEGORY_COLOURS = (
    *("#f05a00", "#964b87", "#0f96f0", "#3c785a", "#b478a5", "#699669"),
    *("#d20f00", "#9600ff", "#c32d4b", "#00a53c", "#c300b4", "#f04bd2"),
)
# A class with a side has the side's colour in the region, whatever stands first in the table: a left in blue misleads.
SIDE_COLOURS: Mapping[str, str] = {
    "far-left": "#c32d4b",
    "left": "#d20f00",
    "centre-left": "#f05a00",
    "centre": "#699669",
    "centre-right": "#b478a5",
    "right": "#0f96f0",
    "far-right": "#9600ff",
}


def colours_of(places: Mapping[str, str | None]) -> dict[str, str]:
    """Return a colour for each class; `places` says where on the scale from far left to far right it is, or None.

    Two classes never have one colour; of two in one place, the first has the one of its side. There may be at most as
    many as CATEGORY_COLOURS.
    """
    if not any(places.values()):
        return dict(zip(places, CATEGORY_COLOURS, strict=False))
    first = {place: name for name, place in reversed([*places.items()]) if place}
    sides = {name: SIDE_COLOURS[place] for place, name in first.items()}
    free = [colour for colour in CATEGORY_COLOURS if colour not in SIDE_COLOURS.values()]
    free += [colour for colour in CATEGORY_COLOURS if colour not in {*free, *sides.values()}]
    others = dict(zip((name for name in places if name not in sides), free, strict=False))
    return {name: sides.get(name) or others[name] for name in places}
