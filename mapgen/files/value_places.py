"""The line of each value of a TOML file, for messages: of tables, keys, items of arrays, and what stands inside them.

`toml_places` finds headers and keys, and steps over values. Here the values of several lines are read as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from mapgen.files.toml_places import Statement, parts_of, statements, value_begins

# The names and the numbers (from 0) by which a value is reached in tables and arrays, as in the tables of tomllib.
ValuePath = tuple[str | int, ...]
_TOKEN = re.compile(
    r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"|\'[^\'\n]*+\''
    r"|(?P<gap>[ \t\r\n]++|#[^\n]*+)|[\[{\]},=]|[^\s\"'#\[\]{},=]++"
)


class _Container(Struct):
    """An array or inline table that is being read: its path, and how far its present item, or key and value, is read.

    `begins` is where the key begins in the text, and `key` its parts once its equals sign is read.
    """

    path: ValuePath
    is_table: bool
    index: int = 0
    is_begun: bool = False
    begins: int = 0
    key: ValuePath = ()

    @property
    def inside(self) -> ValuePath:
        """The path of the present item or value."""
        return self.path + (self.key if self.is_table else (self.index,))

    def go_on(self) -> None:
        """Expect the next item, or key and value."""
        self.index, self.is_begun, self.key = self.index + 1, False, ()


def line_of_value(text: str, path: ValuePath) -> int | None:
    """Return the line, counted from 1, at which a value begins with its key, its header or its own first character.

    It is the line of the innermost table or array that the text has, where it has no such value; None where it has not
    even the outermost. The text is one that tomllib has read.
    """
    lines = _lines(text)
    return next((lines[outer] for n in range(len(path), 0, -1) if (outer := path[:n]) in lines), None)


@lru_cache(maxsize=2)
def _lines(text: str) -> Mapping[ValuePath, int]:
    """Return the lines of all values by their paths."""
    lines: dict[ValuePath, int] = {}
    rows: dict[ValuePath, int] = {}
    source = text.split("\n")
    table: ValuePath = ()
    for statement in statements(text):
        if statement.is_header:
            is_row = source[statement.first].lstrip(" \t").startswith("[[")
            path = table = _table_path(statement.path, rows, is_row=is_row)
        else:
            path = table + statement.path
        for length in range(1, len(path) + 1):
            lines.setdefault(path[:length], statement.first + 1)
        if not statement.is_header and statement.stop > statement.first + 1:
            _add_values(source, statement, path, lines)
    return lines


def _table_path(names: tuple[str, ...], rows: dict[ValuePath, int], *, is_row: bool) -> ValuePath:
    """Return the path of a header's table; `rows` are the numbers of the last rows so far, and are counted on."""
    path: ValuePath = ()
    for number, name in enumerate(names, start=1):
        path += (name,)
        if is_row and number == len(names):
            rows[path] = rows.get(path, -1) + 1
        if path in rows:
            path += (rows[path],)
    return path


def _add_values(source: list[str], statement: Statement, path: ValuePath, lines: dict[ValuePath, int]) -> None:
    """Add the lines of what stands inside the value of a key."""
    text = "\n".join(source[statement.first : statement.stop])
    position, line = value_begins(text), statement.first + 1
    containers: list[_Container] = []
    while token := _TOKEN.match(text, position):
        position = token.end()
        if not token["gap"]:
            if containers:
                _begin(containers[-1], token, lines, line)
            _read(token, text, containers, lines, (path, line))
            if not containers:
                return
        line += token[0].count("\n")


def _begin(container: _Container, token: re.Match[str], lines: dict[ValuePath, int], line: int) -> None:
    """Note where an item of an array begins, or a key of a table, if this token is its first."""
    if container.is_begun or token[0] in "]}":
        return
    container.is_begun, container.begins = True, token.start()
    if not container.is_table:
        lines.setdefault(container.inside, line)


def _read(
    token: re.Match[str],
    text: str,
    containers: list[_Container],
    lines: dict[ValuePath, int],
    place: tuple[ValuePath, int],
) -> None:
    """Go into an array or table, out of it, or on to its next item; after a key, note where it stands."""
    path, line = place
    if token[0] in "[{":
        containers.append(_Container(containers[-1].inside if containers else path, token[0] == "{"))
    elif token[0] in "]}":
        containers.pop()
    elif token[0] == ",":
        containers[-1].go_on()
    elif token[0] == "=":
        table = containers[-1]
        table.key = parts_of(text[table.begins : token.start()].strip())
        for length in range(1, len(table.key) + 1):
            lines.setdefault(table.path + table.key[:length], line)
