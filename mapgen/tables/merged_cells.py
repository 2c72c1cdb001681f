"""Merged cells of a sheet: what is merged over several rows holds for each of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from mapgen.errors import InputError
from mapgen.tables.bounds import MOST_CELLS

Range = tuple[tuple[int, int], tuple[int, int]]


def filled_down(
    place: str, rows: Mapping[int, list[str]], merged: Iterable[Range]
) -> tuple[frozenset[tuple[int, int]], int]:
    """Write the value of each merged cell into all its rows; return where it was written, and how many cells these are.

    `rows` are changed; they have their numbers, from 1, in order. Ranges count from 0: first row and column, last row
    and column. Raises InputError for ranges that lie over each other without end.
    """
    numbers = list(rows)
    written: set[tuple[int, int]] = set()
    count, cells = 0, 0
    for (top, left), (bottom, _) in merged:
        first = rows.get(top + 1, [])
        lower = numbers[bisect_right(numbers, top + 1) : bisect_right(numbers, bottom + 1)]
        if not lower or left >= len(first) or not first[left]:
            continue
        count += len(lower)
        if count > MOST_CELLS:
            raise InputError.single(
                place, "its merged cells lie over each other; unmerge them, or save the sheet as CSV"
            )
        for number in lower:
            rows[number].extend([""] * (left + 1 - len(rows[number])))
            rows[number][left] = first[left]
            written.add((number, left))
        cells += 1
    return frozenset(written), cells
