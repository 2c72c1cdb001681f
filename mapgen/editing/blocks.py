"""The text of a record cut into its tables: an edit of one moves no line of another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from mapgen.files.toml_places import Statement, statements


class TableBlock:
    """The lines of one table and its subtables, with the comments and blank lines below, up to the next table.

    The lines before a file's first table are a block without a name.
    """

    def __init__(self, name: str, lines: list[str]) -> None:
        self.name = name
        self.lines = lines
        self._statements: tuple[Statement, ...] | None = None

    def replace(self, first: int, stop: int, lines: Sequence[str]) -> None:
        """Put lines in place of others; a last line of the file gets its end before another follows it."""
        if first == len(self.lines) and lines:
            self.end_last_line()
        self.lines[first:stop] = lines
        self._statements = None

    def end_last_line(self) -> None:
        """Give the last line its end, where the file ends without one."""
        if self.lines and not self.lines[-1].endswith("\n"):
            self.lines[-1] += "\n"

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Its headers and keys, with their lines counted from the block's first."""
        if self._statements is None:
            self._statements = tuple(statements("".join(self.lines)))
        return self._statements

    @property
    def stop(self) -> int:
        """The line after its last subtable's last; comments and blank lines below belong to no table and never move."""
        return self.statements[-1].stop if self.statements else 0

    @property
    def keys(self) -> dict[str, tuple[int, int]]:
        """The lines of each key of the table's own, those of its subtables left out: the first, and the one after."""
        own = takewhile(lambda statement: not statement.is_header, self.statements[1:])
        return {statement.path[0]: (statement.first, statement.stop) for statement in own if len(statement.path) == 1}


def blocks_of(text: str) -> tuple[list[TableBlock], frozenset[str]]:
    """Return the blocks of a text, and the names of tables that do not stand under headers of their own."""
    lines = text_lines(text)
    found = list(statements(text))
    tops = [statement for statement in found if statement.is_header and len(statement.path) == 1]
    stops = [*(statement.first for statement in tops), len(lines)]
    blocks = [TableBlock("", lines[: stops[0]])]
    blocks += [TableBlock(top.path[0], lines[top.first : stop]) for top, stop in zip(tops, stops[1:], strict=True)]
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
