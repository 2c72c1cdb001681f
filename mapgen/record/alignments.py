"""Left to right: the scale a record is written on, and its folding into three blocs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

NO_DATA = "no-data"


class Bloc(StrEnum):
    """The alignment folded into three; `none` where there is no alignment to fold."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    NONE = "none"


# From left to right. Centre is its own bloc: it is never forced into a side.
BLOC_OF = {
    "left": Bloc.LEFT,
    "centre-left": Bloc.LEFT,
    "centre": Bloc.CENTRE,
    "centre-right": Bloc.RIGHT,
    "right": Bloc.RIGHT,
}
STANDARD_SCALE = tuple(BLOC_OF)
CLASSES = {3: ("left", "centre", "right"), 5: STANDARD_SCALE}


class Scale(Struct, frozen=True):
    """An ordered scale that a snapshot is written on: the standard one, part of it, or a user's own.

    `blocs` folds its names, all or some; `labels` gives a name's label per language, `colours` its colour as
    `#rrggbb`, where they are the user's own.
    """

    names: tuple[str, ...] = STANDARD_SCALE
    blocs: Mapping[str, Bloc] = field(default_factory=lambda: BLOC_OF)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_standard(self) -> bool:
        """Whether its names are of the standard scale."""
        return all(name in BLOC_OF for name in self.names)

    @property
    def folds(self) -> bool:
        """Whether every name has a bloc."""
        return all(name in self.blocs for name in self.names)

    def bloc(self, alignment: str | None) -> Bloc:
        """Return the bloc of an alignment; none for None, and for a name without one."""
        return self.blocs.get(alignment, Bloc.NONE) if alignment is not None else Bloc.NONE

    def class_names(self, classes: int) -> tuple[str, ...]:
        """Return the classes that maps of so many are drawn in: the blocs for 3, the scale's own names otherwise."""
        if classes == len(CLASSES[3]):
            return CLASSES[3]
        return STANDARD_SCALE if self.is_standard else self.names

    def class_of(self, alignment: str | None, classes: int) -> str | None:
        """Return the class an alignment is drawn in; None for None."""
        if alignment is None or classes != len(CLASSES[3]):
            return alignment
        return self.bloc(alignment).value


STANDARD = Scale()
