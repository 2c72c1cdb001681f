"""Choosing a place for every label beside its shape: as many labels as possible, near, and clear of each other.

A label's places are tried in order of cost, for a few orders of the labels; then each label looks for a cheaper place
and moves others away if that lowers the total cost. Places are computed when they are tried; most never are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, islice

from mapgen.drawing.primitives import Box
from mapgen.labels.candidate import LabelCandidate

# The cost of leaving a label out, for each rank: more than a leader of any length.
LEFT_OUT = 200.0
# With more labels than this only their first order is tried and improved fewer times, and only each label's cheapest
# places are considered, as the time grows with the cube of the number of labels. More places are worth more than more
# orders.
_SOME = 16
_FEW_PLACES = 60
_ROUNDS, _ROUNDS_OF_MANY = 4, 2
# What the sums of costs may differ by because of rounding.
_ROUNDING = 1e-6


# The number of the place of each label that has one, by the label's code.
Assignment = dict[str, int]


class Places:
    """The places of each label by its code, the cheapest first, computed on demand.

    Whether two places disturb each other is computed once and cached as a bit of an integer. `ranks` say which labels
    come before others; without them all are equal.
    """

    def __init__(self, places: Mapping[str, Iterator[LabelCandidate]], ranks: Mapping[str, int] | None = None) -> None:
        self.ranks = ranks or dict.fromkeys(places, 1)
        self.few = len(places) <= _SOME
        most = None if self.few else _FEW_PLACES
        self.every: list[LabelCandidate] = []
        self._more = {code: islice(of_code, most) for code, of_code in places.items()}
        self._numbers: dict[str, list[int]] = {code: [] for code in places}
        # The same numbers as bits; a label's later places have higher ones.
        self._bits = dict.fromkeys(places, 0)
        self._hulls: list[Box] = []
        self._costs: list[float] = []
        # For each place, as bits: the places it was compared with, and those of them that disturb it.
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
        """Compute a label's next place, and return whether there is one."""
        candidate = next(self._more[code], None)
        if candidate:
            self._numbers[code].append(len(self.every))
            self._bits[code] |= 1 << len(self.every)
            self._hulls.append(candidate.hull)
            self._costs.append(candidate.cost)
            self.every.append(candidate)
            self._tried.append(0)
            self._disturbed.append(0)
        return candidate is not None

    def least(self, code: str) -> float:
        """Return the least cost of a label."""
        numbers = self._numbers[code]
        return self.every[numbers[0]].cost if numbers or self._found_another(code) else self._left_out(code)

    def _left_out(self, code: str) -> float:
        """Return the cost of leaving a label out."""
        return LEFT_OUT * (1 + self.ranks[code])

    def total(self, assignment: Assignment) -> float:
        """Return the total cost of an assignment, including labels left out."""
        placed = sum(map(self._costs.__getitem__, assignment.values()))
        if len(assignment) == len(self._numbers):
            return placed
        return placed + sum(self._left_out(code) for code in self._numbers if code not in assignment)

    def is_best(self, assignment: Assignment) -> bool:
        """Whether every label has its cheapest place."""
        numbers = self._numbers
        return len(assignment) == len(numbers) and all(numbers[code][0] == at for code, at in assignment.items())

    def placed(self, order: Iterable[str], fixed: Assignment | None = None) -> Assignment:
        """Return the cheapest free place of each label, one label after the other, around places that are `fixed`."""
        return self._placed_within(math.inf, order, fixed or {}) or {}

    def _placed_within(self, spare: float, order: Iterable[str], fixed: Assignment) -> Assignment | None:
        """Return what `placed` does; None as soon as its labels cost more by `spare` than their cheapest places do."""
        assignment = dict(fixed)
        missing = [code for code in order if code not in assignment]
        if not missing:
            return assignment
        taken = sum(1 << number for number in assignment.values())
        # What is known to be disturbed is passed over at once: most places of a crowded map are.
        disturbed = 0
        for number in assignment.values():
            disturbed |= self._disturbed[number]
        for code in missing:
            best = self._free(code, taken, disturbed, spare + self.least(code))
            spare -= (self._left_out(code) if best is None else self._costs[best]) - self.least(code)
            if spare < 0:
                return None
            if best is not None:
                assignment[code] = best
                taken |= 1 << best
                disturbed |= self._disturbed[best]
        return assignment

    def _free(self, code: str, taken: int, disturbed: int, most: float) -> int | None:
        """Return the cheapest place of a label that none of the taken places disturbs, if it costs no more than `most`.

        They are given as bits, and so are the places that they are known to disturb.
        """
        for number in _numbers_of(self._bits[code] & ~disturbed):
            if self._costs[number] > most:
                return None
            if self._is_free(number, taken):
                return number
        while (not self._numbers[code] or self._costs[self._numbers[code][-1]] <= most) and self._found_another(code):
            if self._is_free(self._numbers[code][-1], taken):
                return self._numbers[code][-1]
        return None

    def _is_free(self, number: int, taken: int) -> bool:
        """Whether none of the taken places, given as bits, disturbs a place; the first that does ends the search."""
        if self._disturbed[number] & taken:
            return False
        untried = taken & ~self._tried[number]
        while untried:
            last = untried.bit_length() - 1
            if self._compared(number, last):
                return False
            untried ^= 1 << last
        return True

    def _in_the_way(self, number: int, candidates: int) -> int:
        """Return those of some candidates, given as bits, that disturb a place."""
        untried = candidates & ~self._tried[number]
        while untried:
            last = untried.bit_length() - 1
            self._compared(number, last)
            untried ^= 1 << last
        return self._disturbed[number] & candidates

    def _compared(self, first: int, second: int) -> bool:
        """Compare two places, and return whether they disturb each other."""
        # Most are far apart: this is the test of `overlap`, without a call of a function.
        left, top, right, bottom = self._hulls[first]
        other_left, other_top, other_right, other_bottom = self._hulls[second]
        disturbs = (
            left < other_right
            and other_left < right
            and top < other_bottom
            and other_top < bottom
            and self.every[first].disturbs(self.every[second])
        )
        self._tried[first] |= 1 << second
        self._tried[second] |= 1 << first
        if disturbs:
            self._disturbed[first] |= 1 << second
            self._disturbed[second] |= 1 << first
        return disturbs

    def improved(self, assignment: Assignment) -> Assignment:
        """Return the assignment after each label has moved to a cheaper place, with others moved if the total falls."""
        for _ in range(_ROUNDS if self.few else _ROUNDS_OF_MANY):
            before = assignment
            for code in self._numbers:
                assignment = self._with_better(code, assignment)
            # A label that was left out may have room after others have moved.
            assignment = self.placed(self._numbers, assignment)
            if assignment == before:
                break
        return assignment

    def _with_better(self, code: str, assignment: Assignment) -> Assignment:
        """Return the assignment with one label in its cheapest place that lowers the total cost."""
        now = self.every[assignment[code]].cost if code in assignment else self._left_out(code)
        total = self.total(assignment)
        codes = {place: other_code for other_code, place in assignment.items() if other_code != code}
        taken = sum(1 << place for place in codes)
        for number in self.of(code):
            saved = now - self.every[number].cost
            if saved <= 0:
                break
            disturbed = self._in_the_way(number, taken)
            moving = [other_code for place, other_code in codes.items() if disturbed >> place & 1]
            # None of the labels in its way can be placed for less than its least cost.
            spare = saved + sum(self._costs[assignment[moved]] - self.least(moved) for moved in moving) + _ROUNDING
            if spare < 0:
                continue
            fixed = {other_code: place for place, other_code in codes.items() if other_code not in moving}
            moved = self._placed_within(spare, moving, {**fixed, code: number})
            if moved is not None and self.total(moved) < total:
                return moved
        return assignment

    def ranked(self, assignment: Assignment) -> Assignment:
        """Return the assignment in which no label is left out whose place labels of lower rank alone disturb."""
        for code in sorted(self._numbers, key=lambda code: -self.ranks[code]):
            if code in assignment:
                continue
            codes = {place: placed for placed, place in assignment.items()}
            taken = sum(1 << place for place in codes)
            for number in self.of(code):
                disturbed = self._in_the_way(number, taken)
                moving = [placed for place, placed in codes.items() if disturbed >> place & 1]
                if all(self.ranks[placed] < self.ranks[code] for placed in moving):
                    kept = {placed: place for placed, place in assignment.items() if placed not in moving}
                    by_rank = sorted(moving, key=lambda moved: -self.ranks[moved])
                    assignment = self.placed(by_rank, {**kept, code: number})
                    break
        return assignment


def _numbers_of(bits: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def chosen(places: Places, orders: Iterable[Sequence[str]]) -> list[LabelCandidate]:
    """Return the chosen places in the order of codes: the cheapest assignment that several orders of labels give."""
    tries: list[Assignment] = []
    for order in orders if places.few else islice(orders, 1):
        assignment = places.placed(order)
        if places.is_best(assignment):
            return [places.every[assignment[code]] for code in sorted(assignment)]
        if assignment not in tries:
            tries.append(assignment)
    best = min(map(places.improved, tries), key=places.total)
    best = places.ranked(best)
    return [places.every[best[code]] for code in sorted(best)]
