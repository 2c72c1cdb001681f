"""The text of a record, edited table by table, so that every other line stays as its editor wrote it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit.items import Array

_HEADER = re.compile(r"^[ \t]*(\[\[?)[ \t]*([A-Za-z_-]+)[ \t]*\]\]?[ \t]*(#.*)?$")
_KEY = re.compile(r"^([A-Za-z_-]+)([ \t]*)=")


@dataclass(frozen=True, slots=True)
class Block:
    """One table of a file: its name, its number among those of that name, and its lines.

    `first` is the line of its header, `stop` the line after its last key; comments and blank lines below belong to
    nobody and never move.
    """

    name: str
    number: int
    first: int
    stop: int


class RecordText:
    """The lines of a record file, and where its tables lie in them."""

    def __init__(self, text: str) -> None:
        self.lines = _lines(text)
        if self.lines and not self.lines[-1].endswith("\n"):
            self.lines[-1] += "\n"

    def __str__(self) -> str:
        return "".join(self.lines)

    def blocks(self) -> list[Block]:
        """Return the tables in the order of the file."""
        headers = [(number, found[2]) for number, line in enumerate(self.lines) if (found := _HEADER.match(line))]
        seen: dict[str, int] = {}
        blocks = []
        for (first, name), after in zip(headers, [*headers[1:], (len(self.lines), "")], strict=True):
            stop = after[0]
            while stop > first + 1 and self.lines[stop - 1].strip()[:1] in {"", "#"}:
                stop -= 1
            blocks.append(Block(name, seen.get(name, 0), first, stop))
            seen[name] = seen.get(name, 0) + 1
        return blocks

    def block(self, name: str, number: int = 0) -> Block | None:
        """Return a table by its name and its number among those of that name."""
        return next((one for one in self.blocks() if (one.name, one.number) == (name, number)), None)

    def set(self, block: Block, key: str, value: Any, order: Sequence[str]) -> None:  # noqa: ANN401 (what TOML holds)
        """Give a key of a table a value, keeping its line's spacing and comment.

        A key that is not there yet is put where `order` has it, spaced like its neighbours.
        """
        spans = dict(self._spans(block))
        if key in spans:
            first, stop = spans[key]
            document = tomlkit.parse("".join(self.lines[first:stop]))
            document[key] = value
            self.lines[first:stop] = _lines(tomlkit.dumps(document))
            return
        earlier = [spans[name][1] for name in order[: order.index(key)] if name in spans]
        at = max(earlier, default=block.first + 1)
        self.lines[at:at] = [f"{key}{' ' * (self._width(block) - len(key))} = {toml(value)}\n"]

    def append(self, block: Block, key: str, value: Any, order: Sequence[str]) -> None:  # noqa: ANN401
        """Add an item to a key's list, on a line of its own where the others have one each."""
        spans = dict(self._spans(block))
        if key not in spans:
            self.set(block, key, [value], order)
            return
        first, stop = spans[key]
        document = tomlkit.parse("".join(self.lines[first:stop]))
        array = document[key]
        assert isinstance(array, Array)  # noqa: S101 (the record was valid a moment ago)
        if stop - first > 1:
            array.add_line(_item(value), indent="  ")
        else:
            array.append(_item(value))
        self.lines[first:stop] = _lines(tomlkit.dumps(document))

    def insert(self, name: str, values: Sequence[tuple[str, Any]], after: Block | None) -> None:
        """Put a new table after another, or at the end, with its equals signs in one column."""
        width = max(len(key) for key, _ in values)
        at = after.stop if after else len(self.lines)
        table = [f"{key:<{width}} = {toml(value)}\n" for key, value in values]
        self.lines[at:at] = ["\n", f"[[{name}]]\n", *table]

    def remove(self, block: Block) -> None:
        """Take a table out, with the blank line above it; lines of comment in it stay."""
        first = block.first
        if first and not self.lines[first - 1].strip():
            first -= 1
        comments = [line for line in self.lines[first : block.stop] if line.lstrip().startswith("#")]
        self.lines[first : block.stop] = comments

    def _spans(self, block: Block) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield each key of a table and its lines: a key begins where what stands before it is whole TOML."""
        starts = []
        for number in range(block.first + 1, block.stop):
            found = _KEY.match(self.lines[number])
            if found and _is_whole("".join(self.lines[block.first : number])):
                starts.append((found[1], number))
        for (key, first), (_, after) in zip(starts, [*starts[1:], ("", block.stop)], strict=True):
            stop = after
            while self.lines[stop - 1].strip()[:1] in {"", "#"}:
                stop -= 1
            yield key, (first, stop)

    def _width(self, block: Block) -> int:
        """Return the column of a table's equals signs, or 0 where they are not aligned."""
        widths = {
            len(found[1]) + len(found[2]) - 1
            for number in range(block.first + 1, block.stop)
            if (found := _KEY.match(self.lines[number]))
        }
        return widths.pop() if len(widths) == 1 else 0


def _lines(text: str) -> list[str]:
    """Return the lines with their ends; str.splitlines also breaks at characters that TOML allows within a line."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


def _is_whole(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _item(value: Any) -> Any:  # noqa: ANN401 (what TOML holds)
    """Return a value as tomlkit's, spaced as `toml` spaces it."""
    return tomlkit.parse(f"item = {toml(value)}")["item"]


def toml(value: Any) -> str:  # noqa: ANN401 (what TOML holds)
    """Return a value as TOML writes it; a list of tables has one on each line."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + "".join(f"  {toml(item)},\n" for item in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + " }"
    return str(tomlkit.item(value).as_string())
