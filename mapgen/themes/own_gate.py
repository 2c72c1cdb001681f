"""The gate for the colours that a user gives to classes: what readers cannot tell apart on a map of a theme."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from mapgen.record.alignments import Scale
from mapgen.record.snapshots import Status
from mapgen.themes.measures import DEFICIENCIES, LEAST_BETWEEN_FILLS, LEAST_FROM_CENTRE, difference
from mapgen.themes.theme import Theme
from mapgen.themes.tones import LEAST_TEXT_CONTRAST, contrast

# Plain fills, without strokes, that a class may be taken for.
_PLAIN = (Status.NO_DATA, Status.NOT_APPLICABLE)
_PAIR = 2


def class_problems(scale: Scale, theme: Theme, classes: int = 5) -> list[str]:
    """Return a message for each two fills of a map, one of them a user's, that readers cannot tell apart.

    It has the names of the classes, their colours, how close these are and how far apart they must be. A theme that
    always draws patterns ignores such colours. A class as pale as the page has a line around it.
    """
    if theme.patterns_always or not scale.colours:
        return []
    colours = {name: theme.class_colour(name, classes, scale) for name in scale.class_names(classes)}
    own = [name for name in colours if name in scale.colours]
    return [
        *_alike(colours, own, scale),
        *_like_statuses(colours, own, scale, theme),
        *_in_greyscale(colours, own, scale),
        *_illegible(colours, own, scale, theme),
    ]


def _alike(colours: dict[str, str], own: list[str], scale: Scale) -> Iterator[str]:
    for first, second in combinations(colours, 2):
        if first in own or second in own:
            named = (_named(first, colours[first], scale), _named(second, colours[second], scale))
            yield from _confused(named, (colours[first], colours[second]))


def _like_statuses(colours: dict[str, str], own: list[str], scale: Scale, theme: Theme) -> Iterator[str]:
    for name in own:
        for status in _PLAIN:
            colour = theme.statuses[status].colour
            yield from _confused((_named(name, colours[name], scale), f"{status} ({colour})"), (colours[name], colour))


def _confused(named: tuple[str, str], colours: tuple[str, str]) -> Iterator[str]:
    """Yield a message for the kind of vision for which two colours differ least, if that is less than is needed."""
    distance, deficiency = min((difference(*colours, kind), kind) for kind in DEFICIENCIES)
    if colours[0] == colours[1]:
        yield f"{named[0]} and {named[1]} have one colour; give each its own"
    elif distance < LEAST_BETWEEN_FILLS:
        yield (
            f"{named[0]} and {named[1]}: a difference of {distance:.1f} to a reader with {deficiency} vision; at least"
            f" {LEAST_BETWEEN_FILLS:g} (CIEDE2000)"
        )


def _in_greyscale(colours: dict[str, str], own: list[str], scale: Scale) -> Iterator[str]:
    """Yield a message if two classes, and no more, are alike in greyscale; more of them cannot all differ in it."""
    if len(colours) != _PAIR or not own:
        return
    first, second = colours
    ratio = contrast(colours[first], colours[second])
    if ratio < LEAST_FROM_CENTRE:
        named = f"{_named(first, colours[first], scale)} and {_named(second, colours[second], scale)}"
        yield f"{named}: {ratio:.2f}:1 to each other, too alike in greyscale; at least {LEAST_FROM_CENTRE}:1"


def _illegible(colours: dict[str, str], own: list[str], scale: Scale, theme: Theme) -> Iterator[str]:
    for name in own:
        ratio = contrast(theme.legible(colours[name]), colours[name])
        if ratio < LEAST_TEXT_CONTRAST:
            yield (
                f"{_named(name, colours[name], scale)}: labels on it reach {ratio:.2f}:1; text needs"
                f" {LEAST_TEXT_CONTRAST}:1"
            )


def _named(name: str, colour: str, scale: Scale) -> str:
    label = scale.labels.get(name, {}).get("en")
    return f'class {name} "{label}" ({colour})' if label else f"class {name} ({colour})"
