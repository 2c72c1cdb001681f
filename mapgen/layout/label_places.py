"""Choosing a place for every label beside its shape, so that most stand, near, and none is in another's way.

A label's places are tried from the cheapest on, in a few orders of the labels; then each label looks for a cheaper
place, moving others out of its way where that pays. Places are looked for when they are tried, and most never are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count, islice

from msgspec import Struct

from mapgen.drawing.primitives import Anchor, Box, Point, Text, crosses, lines_cross, overlap
from mapgen.layout.label_blocks import LabelBlock

# What leaving a label out costs: more than a leader of any length.
LEFT_OUT = 2_000.0
# With more labels than this only the best of the orders is improved, and of each label's places only the cheapest are
# looked at: it takes time that grows with the cube of the labels.
_SOME = 16
_FEW_PLACES = 40
_ROUNDS = 4


class LabelCandidate(Struct, frozen=True, eq=False, dict=True):
    """A label beside its shape: what it says and where, its box with the space kept around it, and its leader.

    `place` and `side` are its block's, `colours` those of its letters and of the ground; the leader begins at the
    anchor. `cost` says how unwelcome it is there.
    """

    block: LabelBlock
    place: Point
    side: Anchor
    colours: tuple[str, str]
    box: Box
    leader: tuple[Point, Point]
    cost: float

    @property
    def iso3(self) -> str:
        """The code of the territory it names."""
        return self.block.iso3

    @property
    def texts(self) -> tuple[Text, ...]:
        """Its lines."""
        return self.block.texts(self.place, self.side, self.colours)

    @cached_property
    def hull(self) -> Box:
        """The box around label and leader: what lies outside of it is not in its way."""
        (x1, y1), (x2, y2) = self.leader
        left, top, right, bottom = self.box
        return min(left, x1, x2), min(top, y1, y2), max(right, x1, x2), max(bottom, y1, y2)

    def disturbs(self, other: LabelCandidate) -> bool:
        """Whether either label or leader is in the way of the other's."""
        return overlap(self.hull, other.hull) and (
            overlap(self.box, other.box)
            or crosses(self.leader, other.box)
            or crosses(other.leader, self.box)
            or lines_cross(self.leader, other.leader)
        )


# The chosen place of each label that has one, by its number among all that were looked for.
Chosen = dict[str, int]


class Places:
    """Each label's places by its code, the cheapest first, looked for as far as they are asked for.

    Which of them are in each other's way is found out once, and kept as the bits of a whole number.
    """

    def __init__(self, places: Mapping[str, Iterator[LabelCandidate]]) -> None:
        self.few = len(places) <= _SOME
        most = None if self.few else _FEW_PLACES
        self.every: list[LabelCandidate] = []
        self._more = {code: islice(of_code, most) for code, of_code in places.items()}
        self._numbers: dict[str, list[int]] = {code: [] for code in places}
        # Of each place, those that it was held against, and those of them that are in its way.
        self._tried: list[int] = []
        self._disturbed: list[int] = []

    def of(self, code: str) -> Iterator[int]:
        """Yield the numbers of a label's places."""
        numbers = self._numbers[code]
        for place in count():
            if place == len(numbers) and not self._found_another(code):
                return
            yield numbers[place]

    def _found_another(self, code: str) -> bool:
        one = next(self._more[code], None)
        if one:
            self._numbers[code].append(len(self.every))
            self.every.append(one)
            self._tried.append(0)
            self._disturbed.append(0)
        return one is not None

    def least(self, code: str) -> float:
        """Return what a label costs at the least."""
        return next((self.every[number].cost for number in self.of(code)), LEFT_OUT)

    def total(self, found: Chosen) -> float:
        """Return what places cost together, labels left out included."""
        left_out = len(self._numbers) - len(found)
        return sum(self.every[number].cost for number in found.values()) + LEFT_OUT * left_out

    def placed(self, order: Iterable[str], kept: Chosen | None = None) -> Chosen:
        """Return the cheapest free place of each label, one after the other, around those that are kept."""
        found = dict(kept or {})
        taken = sum(1 << number for number in found.values())
        for code in order:
            if code not in found:
                best = next((number for number in self.of(code) if not self._in_the_way(number, taken)), None)
                if best is not None:
                    found[code] = best
                    taken |= 1 << best
        return found

    def _in_the_way(self, number: int, others: int) -> int:
        """Return those of other places, given as bits, that are in the way of one."""
        untried = others & ~self._tried[number]
        self._tried[number] |= untried
        while untried:
            last = untried.bit_length() - 1
            if self.every[number].disturbs(self.every[last]):
                self._disturbed[number] |= 1 << last
            untried ^= 1 << last
        return self._disturbed[number] & others

    def improved(self, found: Chosen) -> Chosen:
        """Return the labels after each has looked for a cheaper place, others placed anew around it where that pays."""
        for _ in range(_ROUNDS):
            before = found
            for code in self._numbers:
                found = self._with_better(code, found)
            # What was left out may have room where others have moved.
            found = self.placed(self._numbers, found)
            if found == before:
                break
        return found

    def _with_better(self, code: str, found: Chosen) -> Chosen:
        """Return the labels with one in the cheapest of its places that makes them cheaper together."""
        now = self.every[found[code]].cost if code in found else LEFT_OUT
        total = self.total(found)
        for number in self.of(code):
            if self.every[number].cost >= now:
                break
            moved = self._with_moved(code, number, found)
            if self.total(moved) < total:
                return moved
        return found

    def _with_moved(self, code: str, number: int, found: Chosen) -> Chosen:
        """Return the labels with one in a place of its own, those in its way placed anew or left out."""
        disturbed = self._in_the_way(number, sum(1 << place for place in found.values()))
        kept = {other: place for other, place in found.items() if other != code and not disturbed >> place & 1}
        return self.placed((other for other in found if other != code), {**kept, code: number})


def chosen(places: Places, orders: Iterable[Sequence[str]]) -> list[LabelCandidate]:
    """Return the chosen places by code; of a few orders of placing the labels, what places most, nearest."""
    tries: list[Chosen] = []
    for order in orders:
        if (found := places.placed(order)) not in tries:
            tries.append(found)
    tries.sort(key=places.total)
    best = min(map(places.improved, tries if places.few else tries[:1]), key=places.total)
    return [places.every[best[code]] for code in sorted(best)]
