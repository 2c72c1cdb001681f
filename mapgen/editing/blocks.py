"""The text of a record cut into its tables: an edit of one moves no line of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from mapgen.files.toml_places import Statement, statements


class TableBlock:
    """The lines of one table and its subtables, with the comments and blank lines below, up to the next table.

    The lines before a file's first table are a block without a name.
    """

    def __init__(self, name: str, lines: list[str], found: Sequence[Statement] | None = None) -> None:
        """Make a block of its lines, and of its headers and keys where they were found in a longer text."""
        self.name = name
        self.lines = lines
        self._found = found
        # The line of that text with which the block begins.
        self._first = found[0].first if found and name else 0

    def replace(self, first: int, stop: int, lines: Sequence[str]) -> None:
        """Put lines in place of others; a last line of the file gets its end before another follows it."""
        if first == len(self.lines) and lines:
            self.end_last_line()
        self.lines[first:stop] = lines
        self._found, self._first = None, 0

    def end_last_line(self) -> None:
        """Give the last line its end, where the file ends without one."""
        if self.lines and not self.lines[-1].endswith("\n"):
            self.lines[-1] += "\n"

    @property
    def stop(self) -> int:
        """The line after its last subtable's last; comments and blank lines below belong to no table and never move."""
        statements_here = self._statements()
        return statements_here[-1].stop - self._first if statements_here else 0

    @property
    def keys(self) -> dict[str, tuple[int, int]]:
        """The lines of each key of the table's own, those of its subtables left out: the first, and the one after."""
        return {own.path[0]: self._lines_of(own) for own in self._own_keys()}

    def key_lines(self, key: str) -> list[str]:
        """Return the lines of one key of the table's own; none if it has no such key."""
        places = (self._lines_of(own) for own in self._own_keys() if own.path[0] == key)
        first, stop = next(places, (0, 0))
        return self.lines[first:stop]

    def _statements(self) -> Sequence[Statement]:
        if self._found is None:
            self._found = tuple(statements("".join(self.lines)))
        return self._found

    def _own_keys(self) -> Iterator[Statement]:
        own = takewhile(lambda statement: not statement.is_header, islice(self._statements(), 1, None))
        return (statement for statement in own if len(statement.path) == 1)

    def _lines_of(self, statement: Statement) -> tuple[int, int]:
        return statement.first - self._first, statement.stop - self._first


def blocks_of(text: str) -> tuple[list[TableBlock], frozenset[str]]:
    """Return the blocks of a text, and the names of tables that do not stand under headers of their own."""
    lines = text_lines(text)
    found = list(statements(text))
    tops = [number for number, statement in enumerate(found) if statement.is_header and len(statement.path) == 1]
    first = found[tops[0]].first if tops else len(lines)
    blocks = [TableBlock("", lines[:first], found[: tops[0]] if tops else found)]
    for number, after in zip(tops, [*tops[1:], len(found)], strict=True):
        stop = found[after].first if after < len(found) else len(lines)
        blocks.append(TableBlock(found[number].path[0], lines[found[number].first : stop], found[number:after]))
    foreign: set[str] = set()
    table = ""
    for statement in found:
        if statement.is_header and len(statement.path) == 1:
            table = statement.path[0]
        elif (statement.is_header or not table) and statement.path[0] != table:
            foreign |= {statement.path[0], table}
    return blocks, frozenset(foreign - {""})


def text_lines(text: str) -> list[str]:
    """Return the lines with their ends; str.splitlines also breaks at characters that TOML allows within a line."""
    return [line for line in re.split(r"(?<=\n)", text) if line]
