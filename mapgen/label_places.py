"""Choosing a place for every label beside its shape, so that most stand, near, and none is in another's way.

A label's candidates are tried from the cheapest on, in a few orders of the labels; then each label looks for a cheaper
place, moving others out of its way where that pays. Which candidates are in a chosen one's way is found once and kept
as the bits of a whole number, so that trying one costs a shift.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from mapgen.drawing import Box, Point, Text, crosses, lines_cross, overlap

# What leaving a label out costs: more than a leader of any length.
LEFT_OUT = 2_000.0
# With more labels than this only the best of the orders is improved, and of each label's places only the cheapest are
# looked at: it takes time that grows with the cube of the labels.
_SOME = 16
_FEW_PLACES = 40
_ROUNDS = 2


class Beside(Struct, frozen=True, eq=False, dict=True):
    """A label beside its shape: its texts, their box with the space kept around it, and its leader from the anchor."""

    texts: tuple[Text, ...]
    box: Box
    leader: tuple[Point, Point]
    cost: float

    @property
    def iso3(self) -> str:
        """The code of the territory it names."""
        return self.texts[0].iso3

    @cached_property
    def hull(self) -> Box:
        """The box around label and leader: what lies outside of it is not in its way."""
        (x1, y1), (x2, y2) = self.leader
        left, top, right, bottom = self.box
        return min(left, x1, x2), min(top, y1, y2), max(right, x1, x2), max(bottom, y1, y2)

    def disturbs(self, other: Beside) -> bool:
        """Whether either label or leader is in the way of the other's."""
        return overlap(self.hull, other.hull) and (
            overlap(self.box, other.box)
            or crosses(self.leader, other.box)
            or crosses(other.leader, self.box)
            or lines_cross(self.leader, other.leader)
        )


Candidates = Mapping[str, Sequence[Beside]]
# The chosen candidate of each label, by its number among all candidates.
Chosen = dict[str, int]


def chosen(candidates: Candidates, orders: Iterable[Sequence[str]]) -> list[Beside]:
    """Return the chosen places by code; of a few orders of placing the labels, what places most, nearest.

    `candidates` are each label's, the cheapest first.
    """
    places = _Places(candidates)
    tries = sorted((places.placed(order) for order in orders), key=places.total)
    best = min(map(places.improved, tries if len(candidates) <= _SOME else tries[:1]), key=places.total)
    return [places.every[best[code]] for code in sorted(best)]


class _Places:
    """All candidates, numbered, and which are in the way of which."""

    def __init__(self, candidates: Candidates) -> None:
        self.every: list[Beside] = []
        self.numbers: dict[str, range] = {}
        self._hulls: dict[str, Box] = {}
        most = _FEW_PLACES if len(candidates) > _SOME else None
        for code, of_code in candidates.items():
            self.numbers[code] = range(len(self.every), len(self.every) + len(of_code[:most]))
            self.every += of_code[:most]
            lefts, tops, rights, bottoms = (
                zip(*(one.hull for one in of_code[:most]), strict=True) if of_code else ((0,),) * 4
            )
            self._hulls[code] = min(lefts), min(tops), max(rights), max(bottoms)
        self._disturbed: dict[int, int] = {}

    def disturbed(self, number: int) -> int:
        """Return the candidates that one is in the way of, as bits."""
        found = self._disturbed.get(number)
        if found is None:
            one = self.every[number]
            near = (numbers for code, numbers in self.numbers.items() if overlap(one.hull, self._hulls[code]))
            found = sum(1 << other for numbers in near for other in numbers if self.every[other].disturbs(one))
            self._disturbed[number] = found
        return found

    def total(self, found: Chosen) -> float:
        """Return what places cost together, labels left out included."""
        return sum(self.every[number].cost for number in found.values()) + LEFT_OUT * (len(self.numbers) - len(found))

    def placed(self, order: Iterable[str], kept: Chosen | None = None) -> Chosen:
        """Return the cheapest free place of each label, one after the other, around those that are kept."""
        found = dict(kept or {})
        blocked = 0
        for number in found.values():
            blocked |= self.disturbed(number)
        for code in order:
            if code not in found:
                free = (number for number in self.numbers[code] if not blocked >> number & 1)
                if (best := next(free, None)) is not None:
                    found[code] = best
                    blocked |= self.disturbed(best)
        return found

    def improved(self, found: Chosen) -> Chosen:
        """Return the labels after each has looked for a cheaper place, others placed anew around it where that pays."""
        for _ in range(_ROUNDS if len(self.numbers) <= _SOME else 1):
            before = found
            for code, numbers in self.numbers.items():
                now = self.every[found[code]].cost if code in found else LEFT_OUT
                for number in numbers:
                    if self.every[number].cost >= now:
                        break
                    moved = self._with_moved(code, number, found)
                    if self.total(moved) < self.total(found):
                        found = moved
                        break
            if found is before:
                break
        return found

    def _with_moved(self, code: str, number: int, found: Chosen) -> Chosen:
        """Return the labels with one in a place of its own, those in its way placed anew or left out."""
        in_the_way = self.disturbed(number)
        kept = {other: place for other, place in found.items() if other != code and not in_the_way >> place & 1}
        kept[code] = number
        return self.placed(self.numbers, kept)
