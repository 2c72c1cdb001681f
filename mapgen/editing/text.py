"""The text of a record, edited table by table, so that every other line stays as its editor wrote it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import tomlkit
from msgspec import Struct
from tomlkit.items import Array

from mapgen.errors import InputError

_HEADER = re.compile(r"^[ \t]*\[{1,2}[ \t]*([^\[\]]+?)[ \t]*\]{1,2}[ \t]*(#.*)?$")
_NAME = re.compile(r"""(["']?)([A-Za-z_-]+)\1""")
_KEY = re.compile(r"""^([ \t]*)(["']?)([A-Za-z_-]+)\2([ \t]*)=""")


class TableBlock(Struct, frozen=True):
    """One table of a file: its name, its number among those of that name, and its lines.

    `first` is the line of its header, `body` the line after its own last key, `stop` the line after its last
    subtable's; comments and blank lines below belong to no table and never move.
    """

    name: str
    number: int
    first: int
    body: int
    stop: int


class RecordText:
    """The lines of a record file, and the places of its tables in them."""

    def __init__(self, text: str) -> None:
        self.lines = text_lines(text)
        self._foreign = self._foreign_tables(tomllib.loads(text))

    def __str__(self) -> str:
        return "".join(self.lines)

    def blocks(self) -> list[TableBlock]:
        """Return the tables in the order of the file."""
        headers = list(self._headers())
        tops = [place for place, (_, name) in enumerate(headers) if name]
        seen: dict[str, int] = {}
        blocks = []
        for place, after in zip(tops, [*tops[1:], len(headers)], strict=True):
            first, name = headers[place]
            stops = [number for number, _ in headers[place + 1 : after + 1]] or [len(self.lines)]
            end = stops[-1] if after < len(headers) else len(self.lines)
            blocks.append(
                TableBlock(name, seen.get(name, 0), first, self._trimmed(first, stops[0]), self._trimmed(first, end))
            )
            seen[name] = seen.get(name, 0) + 1
        return blocks

    def block(self, name: str, number: int = 0) -> TableBlock | None:
        """Return a table by its name and its number among those of that name.

        Raises InputError where such tables do not stand under headers of their own.
        """
        self._refuse_foreign(name)
        return next((block for block in self.blocks() if (block.name, block.number) == (name, number)), None)

    def row(self, block: TableBlock) -> dict[str, Any]:
        """Return the content of a table."""
        table = tomllib.loads("".join(self.lines[block.first : block.stop]))[block.name]
        row: dict[str, Any] = table[0] if isinstance(table, list) else table
        return row

    def set(self, block: TableBlock, key: str, value: Any, order: Sequence[str]) -> None:  # noqa: ANN401 (what TOML holds)
        """Set the value of a key of a table; its line keeps spacing and comment, and an equal value stays as written.

        A new key is put at its place in `order`, spaced like its neighbours.
        """
        key_lines = self._key_lines(block)
        if key in key_lines:
            first, stop = key_lines[key]
            document = tomlkit.parse("".join(self.lines[first:stop]))
            if document[key].unwrap() != value:
                document[key] = value
                self.lines[first:stop] = text_lines(tomlkit.dumps(document))
            return
        self._refuse_subtable(block, key)
        earlier = [key_lines[name][1] for name in order[: order.index(key)] if name in key_lines]
        indent, width = self._key_layout(block)
        self._put(max(earlier, default=block.first + 1), [f"{indent}{key:<{width}} = {toml(value)}\n"])

    def append(self, block: TableBlock, key: str, value: Any, order: Sequence[str]) -> None:  # noqa: ANN401
        """Add an item to a key's list, on its own line where the others have one each."""
        key_lines = self._key_lines(block)
        if key not in key_lines:
            self.set(block, key, [value], order)
            return
        first, stop = key_lines[key]
        document = tomlkit.parse("".join(self.lines[first:stop]))
        array = document[key]
        assert isinstance(array, Array)  # noqa: S101 (the record was valid a moment ago)
        if stop - first > 1:
            array.add_line(_item(value), indent=self._indent(first + 1, stop - 1))
        else:
            array.append(_item(value))
        self.lines[first:stop] = text_lines(tomlkit.dumps(document))

    def insert(self, header: str, values: Sequence[tuple[str, Any]], after: TableBlock | None) -> None:
        """Put a new table after another, or at the end, with its equals signs in one column.

        Raises InputError where tables of its name do not stand under headers of their own.
        """
        self._refuse_foreign(header.strip("[]"))
        width = max(len(key) for key, _ in values)
        at = self._below(after) if after else len(self.lines)
        table = [line for key, value in values for line in text_lines(f"{key:<{width}} = {toml(value)}\n")]
        self._put(at, ["\n", f"{header}\n", *table])

    def remove(self, block: TableBlock) -> None:
        """Remove a table and the blank line above it; lines of comment in it stay."""
        first = block.first
        if first and not self.lines[first - 1].strip():
            first -= 1
        comments = [line for line in self.lines[first : block.stop] if line.lstrip().startswith("#")]
        self.lines[first : block.stop] = comments

    # Positions

    def _headers(self) -> Iterator[tuple[int, str]]:
        """Yield the line of each header and the table that it opens, an empty name for a subtable.

        A line that looks like a header within a string or a list is none: the text before a real header is complete
        TOML.
        """
        since = 0
        for number, line in enumerate(self.lines):
            header = _HEADER.match(line)
            if header and _is_whole("".join(self.lines[since:number])):
                name = _NAME.fullmatch(header[1])
                yield number, name[2] if name else ""
                since = number

    def _key_lines(self, block: TableBlock) -> dict[str, tuple[int, int]]:
        """Return the lines of each key of a table: the text before a key is complete TOML."""
        starts = []
        for number in range(block.first + 1, block.body):
            match = _KEY.match(self.lines[number])
            if match and _is_whole("".join(self.lines[block.first : number])):
                starts.append((match[3], number))
        stops = [number for _, number in starts[1:]] + [block.body]
        return {key: (first, self._trimmed(first, stop)) for (key, first), stop in zip(starts, stops, strict=True)}

    def _trimmed(self, first: int, stop: int) -> int:
        """Return the end of lines without the comments and blank lines below, unless those belong to a string."""
        end = stop
        while end > first + 1 and self.lines[end - 1].strip()[:1] in {"", "#"}:
            end -= 1
        return end if _is_whole("".join(self.lines[first:end])) else stop

    def _below(self, block: TableBlock) -> int:
        """Return the line below a table and below a comment that directly follows it."""
        at = block.stop
        while at < len(self.lines) and self.lines[at].lstrip().startswith("#"):
            at += 1
        return at if at == len(self.lines) or not self.lines[at].strip() else block.stop

    def _put(self, at: int, lines: Sequence[str]) -> None:
        if at == len(self.lines) and at and not self.lines[-1].endswith("\n"):
            self.lines[-1] += "\n"
        self.lines[at:at] = lines

    def _key_layout(self, block: TableBlock) -> tuple[str, int]:
        """Return the layout of a table's keys: their indent, and the width of their column, 0 where there is none."""
        matches = [_KEY.match(self.lines[first]) for first, _ in self._key_lines(block).values()]
        widths = {len("".join(match.group(2, 3, 2, 4))) - 1 for match in matches if match}
        indents = [match[1] for match in matches if match]
        return (indents or [""])[0], widths.pop() if len(widths) == 1 else 0

    def _indent(self, first: int, stop: int) -> str:
        """Return the indent of the items of a list."""
        indents = [line[: len(line) - len(line.lstrip())] for line in self.lines[first:stop] if line.strip()]
        return (indents or ["  "])[-1]

    # What cannot be edited line by line

    def _foreign_tables(self, tables: Mapping[str, Any]) -> frozenset[str]:
        """Return the names of tables that do not stand, with all their keys, under their own headers."""
        blocks = self.blocks()
        return frozenset(
            name
            for name, value in tables.items()
            if [self.row(block) for block in blocks if block.name == name]
            != (value if isinstance(value, list) else [value])
        )

    def _refuse_foreign(self, name: str) -> None:
        if name in self._foreign:
            message = "cannot be edited, as they do not each stand under a header of their own; edit the file by hand"
            raise InputError.single(f'the tables "{name}"', message)

    def _refuse_subtable(self, block: TableBlock, key: str) -> None:
        if key in self.row(block):
            message = (
                f"cannot be edited where it stands; write it as `{key} = …` in its table, or edit the file by hand"
            )
            raise InputError.single(f"[[{block.name}]], {key}", message)


def text_lines(text: str) -> list[str]:
    """Return the lines with their ends; str.splitlines also breaks at characters that TOML allows within a line."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


@lru_cache(maxsize=4096)
def _is_whole(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _item(value: Any) -> Any:  # noqa: ANN401 (what TOML holds)
    """Return a value as tomlkit's, spaced as `toml` does."""
    return tomlkit.parse(f"item = {toml(value)}")["item"]


def toml(value: Any) -> str:  # noqa: ANN401 (what TOML holds)
    """Return a value in TOML; a list of tables has one on each line."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + "".join(f"  {toml(item)},\n" for item in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + " }"
    return str(tomlkit.item(value).as_string())
