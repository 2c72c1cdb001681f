"""The text of a record, edited table by table, so that every other line stays as its editor wrote it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain, islice, takewhile
from json import dumps
from typing import Any

import tomlkit
from tomlkit.items import Array

from mapgen.editing.blocks import TableBlock, blocks_of, text_lines
from mapgen.editing.comments import HEADING, Subject, comment_lines, comments_about, joined, trailing_comments
from mapgen.errors import InputError

_BARE_KEY = re.compile("[A-Za-z0-9_-]+")
_KEY = re.compile(r"""^([ \t]*)("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)([ \t]*)=""")


class RecordText:
    """The text of a record file, table by table.

    `code` returns the code of a country as the record may write it, None for what is none of its region. `comments`
    says which comments an edit has taken away, or may have made false.
    """

    def __init__(self, text: str, code: Callable[[str], str | None] = lambda _: None) -> None:
        self._blocks, self._foreign = blocks_of(text)
        self._code = code
        self.comments: list[str] = []

    def __str__(self) -> str:
        return "".join(chain.from_iterable(block.lines for block in self._blocks))

    def blocks(self) -> list[TableBlock]:
        """Return the tables in the order of the file."""
        return self._blocks[1:]

    def block(self, name: str, number: int = 0) -> TableBlock | None:
        """Return a table by its name and its number among those of that name.

        Raises InputError where such tables do not stand under headers of their own.
        """
        self._refuse_foreign(name)
        return next(islice((block for block in self._blocks if block.name == name), number, None), None)

    def row(self, block: TableBlock) -> dict[str, Any]:
        """Return the content of a table."""
        table = tomllib.loads("".join(block.lines[: block.stop]))[block.name]
        row: dict[str, Any] = table[0] if isinstance(table, list) else table
        return row

    def value(self, block: TableBlock, key: str) -> Any:  # noqa: ANN401 (what TOML holds)
        """Return the value of a key of a table; None where the table has no such key."""
        lines = block.key_lines(key)
        return _read_value("".join(lines), key) if lines else None

    def country(self, block: TableBlock) -> str:
        """Return the code of the country of a table, which may write its name; an empty text if it has none."""
        name = str((self.value(block, "country") if block.name else None) or "")
        return (self._code(name) or name) if name else ""

    def set(self, block: TableBlock, key: str, value: Any, order: Sequence[str]) -> None:  # noqa: ANN401 (what TOML holds)
        """Set the value of a key of a table; its line keeps spacing and comment, and an equal value stays as written.

        A new key is put at its place in `order`, spaced like its neighbours.
        """
        keys = block.keys
        if key in keys:
            first, stop = keys[key]
            document = tomlkit.parse("".join(block.lines[first:stop]))
            if document[key].unwrap() != value:
                self._doubt([document[key].trivia.comment])
                document[key] = value
                block.replace(first, stop, text_lines(tomlkit.dumps(document)))
            return
        self._refuse_subtable(block, key)
        earlier = [keys[name][1] for name in order[: order.index(key)] if name in keys]
        indent, width = _key_layout(block)
        at = max(earlier, default=1)
        block.replace(at, at, text_lines(f"{indent}{toml_key(key):<{width}} = {toml(value)}\n"))

    def append(self, block: TableBlock, key: str, value: Any, order: Sequence[str]) -> None:  # noqa: ANN401
        """Add an item to a key's list, on its own line where the others have one each."""
        if key not in block.keys:
            self.set(block, key, [value], order)
            return
        first, stop = block.keys[key]
        document = tomlkit.parse("".join(block.lines[first:stop]))
        array = document[key]
        assert isinstance(array, Array)  # noqa: S101 (the record was valid a moment ago)
        if stop - first > 1:
            array.add_line(_item(value), indent=_indent(block.lines[first + 1 : stop - 1]))
        else:
            array.append(_item(value))
        block.replace(first, stop, text_lines(tomlkit.dumps(document)))

    def insert(self, header: str, values: Sequence[tuple[str, Any]], after: TableBlock | None) -> None:
        """Put a new table after another, or at the end, with its equals signs in one column.

        Raises InputError where tables of its name do not stand under headers of their own.
        """
        name = header.strip("[]")
        self._refuse_foreign(name)
        written = [(toml_key(key), value) for key, value in values]
        width = max(len(key) for key, _ in written)
        table = [line for key, value in written for line in text_lines(f"{key:<{width}} = {toml(value)}\n")]
        block = after or self._blocks[-1]
        at = self._below(after) if after else len(block.lines)
        below = block.lines[at:]
        block.replace(at, len(block.lines), [])
        block.end_last_line()
        block.lines.append("\n")
        self._blocks.insert(self._blocks.index(block) + 1, TableBlock(name, [f"{header}\n", *table, *below]))

    def remove(self, block: TableBlock) -> None:
        """Remove a table, the blank line above it, and a comment that stands directly above it and a blank line below.

        Lines of comment in the table stay, and so do headings, such as `# ---- Chile`.
        """
        place = self._blocks.index(block)
        above, below = self._blocks[place - 1], block.lines[block.stop :]
        comments = comment_lines(block)
        self._doubt(comments)
        for trailing in trailing_comments(block):
            self._doubt([trailing])
        attached = self._attached(block)
        if attached and (below[:1] or ["\n"])[0].strip() == "" and not any(map(HEADING.match, attached)):
            stop = len(above.lines)
            above.replace(stop - len(attached), stop, [])
            self.comments.append(f"removed with its table: {joined(attached)}")
        else:
            self._doubt(attached)
        stop = len(above.lines)
        blank = bool(above.lines) and not above.lines[-1].strip()
        above.replace(stop - blank, stop, [*comments, *below])
        del self._blocks[place]

    def doubt(self, block: TableBlock) -> None:
        """Note the comments directly above a table and on lines of their own in it as some that may be false now."""
        self._doubt(self._attached(block))
        self._doubt(comment_lines(block))

    def doubt_about(self, subject: Subject) -> None:
        """Note the comments anywhere that name what a change speaks of, or stand under its country's heading."""
        for text in comments_about(self._blocks, self.country, subject):
            if not any(text in noted for noted in self.comments):
                self._doubt([text])

    def _doubt(self, comments: Sequence[str]) -> None:
        text = joined(comments)
        if text and f"may be false now: {text}" not in self.comments:
            self.comments.append(f"may be false now: {text}")

    def _attached(self, block: TableBlock) -> list[str]:
        """Return the lines of comment directly above a table."""
        above = self._blocks[self._blocks.index(block) - 1]
        lines = reversed(above.lines[above.stop :])
        return list(takewhile(lambda line: line.lstrip().startswith("#"), lines))[::-1]

    def _below(self, block: TableBlock) -> int:
        """Return the line below a table and below a comment that directly follows it."""
        at = block.stop
        while at < len(block.lines) and block.lines[at].lstrip().startswith("#"):
            at += 1
        if at < len(block.lines):
            return block.stop if block.lines[at].strip() else at
        return at if block is self._blocks[-1] else block.stop

    # What cannot be edited line by line

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


@lru_cache(maxsize=1024)
def _read_value(text: str, key: str) -> Any:  # noqa: ANN401 (what TOML holds)
    """Return the value of a key from its own lines; those of a long record are often the same."""
    return tomllib.loads(text)[key]


def _key_layout(block: TableBlock) -> tuple[str, int]:
    """Return the layout of a table's keys: their indent, and the width of their column, 0 where there is none."""
    matches = [_KEY.match(block.lines[first]) for first, _ in block.keys.values()]
    widths = {len("".join(match.group(2, 3))) - 1 for match in matches if match}
    indents = [match[1] for match in matches if match]
    return (indents or [""])[0], widths.pop() if len(widths) == 1 else 0


def _indent(lines: Sequence[str]) -> str:
    """Return the indent of the items of a list on these lines."""
    indents = [line[: len(line) - len(line.lstrip())] for line in lines if line.strip()]
    return (indents or ["  "])[-1]


def _item(value: Any) -> Any:  # noqa: ANN401 (what TOML holds)
    """Return a value as tomlkit's, spaced as `toml` does."""
    return tomlkit.parse(f"item = {toml(value)}")["item"]


def toml_key(key: str) -> str:
    """Return a key in TOML, in quotes where it needs them: a code of one's own may be any text."""
    return key if _BARE_KEY.fullmatch(key) else dumps(key, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml(value: Any) -> str:  # noqa: ANN401 (what TOML holds)
    """Return a value in TOML; a list of tables has one on each line."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + "".join(f"  {toml(item)},\n" for item in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{toml_key(key)} = {toml(item)}" for key, item in value.items()) + " }"
    return str(tomlkit.item(value).as_string())
