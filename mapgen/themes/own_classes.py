"""The colours and patterns of the classes of a user's own scale, however many it has."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mapgen.record.alignments import CLASSES, STANDARD_SCALE, Bloc, Scale
from mapgen.record.categories import category_colours, is_abstention
from mapgen.record.snapshots import Status
from mapgen.themes.tones import LEAST_CONTRAST, tone

if TYPE_CHECKING:
    from mapgen.themes.theme import Theme

# The classes of the theme whose colours a scale with sides takes, by the number of its classes.
_COLOURS_TAKEN = {
    1: ("left",),
    2: ("left", "right"),
    3: CLASSES[3],
    4: ("left", "centre-left", "centre-right", "right"),
    5: STANDARD_SCALE,
}
_TAKEN_BY_SIDE = {Bloc.LEFT: ("left", "centre-left"), Bloc.CENTRE: ("centre",), Bloc.RIGHT: ("right", "centre-right")}
# The contrast of the grey of abstentions to that of no data.
_FROM_NO_DATA = 2.0
# Patterns of much the same weight, so that none makes its class look stronger than the others; then heavier ones.
_EVEN = (
    "level-sparse",
    "upright-sparse",
    "pluses",
    "grid-wide",
    "level-wide",
    "upright-wide",
    "level",
    "upright",
    "grid",
)
_BY_SIDE = {
    Bloc.LEFT: ("level-sparse", "level-wide", "level"),
    Bloc.RIGHT: ("upright-sparse", "upright-wide", "upright"),
    Bloc.CENTRE: ("pluses", "grid-wide", "grid"),
}
# Of a theme without hues: from the lightest on its light ground to the darkest on its dark one.
_LIGHT = ("level-sparse", "upright-sparse", "grid-wide", "pluses", "upright", "level", "grid")
_DARK = ("level", "upright", "pluses", "grid-wide", "level-sparse", "upright-sparse")


def own_colour(theme: Theme, name: str, scale: Scale) -> str:
    """Return the colour of a class: the user's, else by its sides one of the theme's, else that of a category.

    A theme that always draws patterns has no hues, so it ignores colours.
    """
    if theme.patterns_always:
        return own_strokes(theme, name, scale)[0]
    if name in scale.colours:
        return scale.colours[name]
    if scale.folds and len(scale.names) in _COLOURS_TAKEN:
        return theme.five[_taken(name, scale)]
    if side := _side_taken(name, scale):
        return theme.five[side]
    if is_abstention(name, scale):
        return tone(theme.statuses[Status.NO_DATA].colour, _FROM_NO_DATA, theme.page, theme.ink)
    return category_colours(scale)[name]


def _side_taken(name: str, scale: Scale) -> str:
    """Return the class of the theme that a class with a side takes, or an empty text."""
    side = scale.bloc(name)
    alike = [one for one in scale.names if scale.bloc(one) is side and one not in scale.colours]
    taken = _TAKEN_BY_SIDE.get(side, ())
    return taken[alike.index(name)] if side in _TAKEN_BY_SIDE and alike.index(name) < len(taken) else ""


def own_strokes(theme: Theme, name: str, scale: Scale) -> tuple[str, str, str]:
    """Return the colour of a class, the kind of its pattern and the colour of its strokes."""
    if not theme.patterns_always:
        colour = own_colour(theme, name, scale)
        return colour, _kinds(scale)[name], tone(colour, LEAST_CONTRAST, theme.page, theme.ink)
    if len(scale.names) in _COLOURS_TAKEN:
        taken = _taken(name, scale)
        pattern = theme.patterns[len(STANDARD_SCALE)][taken]
        return theme.five[taken], pattern.kind, pattern.colour
    dark, kind = _grounds(len(scale.names))[scale.names.index(name)]
    side = "right" if dark else "left"
    return theme.five[side], kind, theme.patterns[len(STANDARD_SCALE)][side].colour


def _taken(name: str, scale: Scale) -> str:
    return _COLOURS_TAKEN[len(scale.names)][scale.names.index(name)]


@lru_cache(maxsize=16)
def _kinds_by_side(sides: tuple[Bloc, ...]) -> tuple[str, ...]:
    """Return the pattern of each of some classes with sides: level on the left, upright on the right."""
    kinds = []
    for number, side in enumerate(sides):
        family = _BY_SIDE[side]
        kinds.append(family[sides[:number].count(side) % len(family)])
    return tuple(kinds)


def _kinds(scale: Scale) -> dict[str, str]:
    """Return the pattern of each class by its name."""
    if scale.folds:
        return dict(zip(scale.names, _kinds_by_side(tuple(map(scale.bloc, scale.names))), strict=True))
    return {name: _EVEN[number % len(_EVEN)] for number, name in enumerate(scale.names)}


def _grounds(number: int) -> list[tuple[bool, str]]:
    """Return whether the ground is dark, and the pattern, for each of many classes of a theme without hues."""
    light = (number + 1) // 2
    return [
        *((False, kind) for kind in _spread(_LIGHT, light)),
        *((True, kind) for kind in _spread(_DARK, number - light)),
    ]


def _spread(kinds: tuple[str, ...], number: int) -> list[str]:
    """Return so many patterns of a list, spread evenly from its first to its last; all again if there are more."""
    if number > len(kinds):
        return [kinds[place % len(kinds)] for place in range(number)]
    return [kinds[round(place * (len(kinds) - 1) / max(1, number - 1))] for place in range(number)]
