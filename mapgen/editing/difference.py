"""The difference of two texts, in time that grows with their length and not with its square."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

Lines = Sequence[str]
# What happened to lines, their range before, and their range after.
Opcode = tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]
_CONTEXT = 3  # equal lines around each change, as in every unified diff


class _FoundDifference(difflib.SequenceMatcher[str]):
    """Operations found elsewhere, for difflib to put into groups."""

    def __init__(self, codes: list[Opcode]) -> None:
        super().__init__()
        self._codes = codes

    def get_opcodes(self) -> list[Opcode]:
        return self._codes


def unified_diff(path: Path, before: Lines, after: Lines) -> str:
    """Return the difference of two lists of lines as a unified diff; it is empty where there is none."""
    groups = list(_FoundDifference(opcodes(before, after)).get_grouped_opcodes(_CONTEXT))
    lines = [f"--- {path} (before)\n", f"+++ {path} (after)\n"] if groups else []
    for group in groups:
        first, last = group[0], group[-1]
        lines.append(f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n")
        for name, start, stop, new_start, new_stop in group:
            if name == "equal":
                lines += [f" {line}" for line in before[start:stop]]
            else:
                lines += [f"-{line}" for line in before[start:stop]]
                lines += [f"+{line}" for line in after[new_start:new_stop]]
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def opcodes(before: Lines, after: Lines) -> list[Opcode]:
    """Return what turns lines into others, as difflib's get_opcodes does.

    difflib compares every line with all its equals, and a long record has thousands of lines `[[government]]`. So the
    tables that are equal are set aside first, and difflib sees the lines of the others alone.
    """
    found: list[Opcode] = []
    for name, start, stop, new_start, new_stop in _coarse(before, after):
        if name == "equal":
            _add(found, (name, start, stop, new_start, new_stop))
            continue
        matcher = difflib.SequenceMatcher(None, before[start:stop], after[new_start:new_stop], autojunk=False)
        for inner, first, last, new_first, new_last in matcher.get_opcodes():
            _add(found, (inner, start + first, start + last, new_start + new_first, new_start + new_last))
    return found


def _add(found: list[Opcode], code: Opcode) -> None:
    """Add an operation, joined with the one before where both are equal lines."""
    if found and found[-1][0] == code[0] == "equal":
        code = ("equal", found[-1][1], code[2], found.pop()[3], code[4])
    found.append(code)


def _coarse(before: Lines, after: Lines) -> Iterator[Opcode]:
    """Yield the ranges of equal lines, and those of whole tables that differ."""
    shorter = min(len(before), len(after))
    head = next((number for number in range(shorter) if before[number] != after[number]), shorter)
    most = shorter - head
    tail = next((number for number in range(most) if before[-1 - number] != after[-1 - number]), most)
    if head:
        yield "equal", 0, head, 0, head
    old, new = _tables(before, head, len(before) - tail), _tables(after, head, len(after) - tail)
    old_texts = ["".join(before[start:stop]) for start, stop in old]
    new_texts = ["".join(after[start:stop]) for start, stop in new]
    for name, start, stop, new_start, new_stop in difflib.SequenceMatcher(None, old_texts, new_texts).get_opcodes():
        yield name, *_lines_of(old, start, stop, head), *_lines_of(new, new_start, new_stop, head)
    if tail:
        yield "equal", len(before) - tail, len(before), len(after) - tail, len(after)


def _tables(lines: Lines, start: int, stop: int) -> list[tuple[int, int]]:
    """Return the ranges of lines that begin at a header, or below a blank line."""
    starts = [
        number
        for number in range(start, stop)
        if number == start or lines[number].lstrip().startswith("[") or not lines[number - 1].strip()
    ]
    return list(zip(starts, [*starts[1:], stop], strict=True)) if starts else []


def _lines_of(ranges: Sequence[tuple[int, int]], start: int, stop: int, head: int) -> tuple[int, int]:
    """Return the lines of tables; of none, the place where they would stand."""
    if start < stop:
        return ranges[start][0], ranges[stop - 1][1]
    at = ranges[start][0] if start < len(ranges) else (ranges[-1][1] if ranges else head)
    return at, at


def _range(start: int, stop: int) -> str:
    """Return a range of lines as a unified diff writes it."""
    length = stop - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"
