"""A note of a map: a sentence that a reader must know, and what stands of it where there is little room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum

from msgspec import Struct


class Weight(IntEnum):
    """What comes first where there is no room for all: what nothing else on the map says."""

    DISPUTES = 0
    NOT_COUNTED = 1
    NO_WINNER = 2
    BORDERS_OF_TODAY = 3
    CONTESTED = 4
    IN_THE_KEY = 5
    REVIEW = 6
    IN_THE_STANDFIRST = 7


class Note(Struct, frozen=True):
    """A sentence that a reader must know, and the codes of the territories it is about, if any.

    `text` stands on the picture, or one of `shorter`, which say less and less, where there is no room for it. `full`
    is the whole sentence, where `text` is a shorter one. Notes of the least `weight` are the first to be taken; a
    `minor` one adds to standfirst, key or source line, and is the first to be left out where a page is small. What a
    user has `given` is never left out.
    """

    text: str
    about: tuple[str, ...] = ()
    minor: bool = False
    full: str = ""
    shorter: tuple[str, ...] = ()
    weight: int = Weight.DISPUTES
    given: bool = False

    @property
    def whole(self) -> str:
        """The whole sentence, for captions and descriptions."""
        return self.full or self.text


def beginnings(names: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield the beginnings of a list, the longest first, each with how many names it leaves out: two or more.

    One that leaves out more than it names says less than their number.
    """
    for shown in range(len(names) - 2, (len(names) - 1) // 2, -1):
        yield ", ".join(names[:shown]), len(names) - shown
