"""Left to right: the scale a record is written on, and its folding into three blocs."""

from __future__ import annotations

from enum import StrEnum

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


def bloc_of(alignment: str | None) -> Bloc:
    """Return the bloc of an alignment of the standard scale; none for None."""
    return BLOC_OF[alignment] if alignment is not None else Bloc.NONE


def class_of(alignment: str | None, classes: int) -> str | None:
    """Return the class an alignment is drawn in: its bloc with 3 classes, itself with 5, None for None."""
    if alignment is None:
        return None
    return alignment if classes == len(STANDARD_SCALE) else BLOC_OF[alignment].value
