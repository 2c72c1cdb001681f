"""Tables of Markdown, also with text around them."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from mapgen.errors import InputError
from mapgen.tables.model import RawTable, TableRow, cell_of

if TYPE_CHECKING:
    from markdown_it.token import Token

# A line of dashes, as it stands under a header: first any line of its signs, which costs little, and then exactly.
_LIKE_A_RULE = re.compile(r"^[ \t|:-]{3,5000}\r?$", re.MULTILINE)
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\r?")
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]+\]")
# Of what stands inside of a line, these are no text; a line break stands between words.
_SPACES = {"html_inline", "softbreak", "hardbreak"}
# The library takes 2 s for as much, and longer for lines of open brackets.
_MOST_CHARACTERS = 1_000_000
_LONGEST_LINE = 10_000


def table_start(text: str) -> int | None:
    """Return where the first table of a text begins: a line with a pipe over a line of dashes; None where none does."""
    for rule in _LIKE_A_RULE.finditer(text):
        header = text.rfind("\n", 0, max(rule.start() - 1, 0)) + 1
        if "|" in text[header : rule.start()] and _RULE.fullmatch(rule[0]):
            return header
    return None


def markdown_rows(name: str, text: str, start: int) -> RawTable:
    """Return the rows of the table that begins at a place of a text, without the markup of their cells.

    Emphasis, code, links and pictures become their text; HTML becomes a space. Raises InputError for a very large one.
    """
    from markdown_it import MarkdownIt  # noqa: PLC0415 (only such tables need it)

    block = re.split(r"\n[ \t\r]*\n", text[start:], maxsplit=1)[0]
    first = text.count("\n", 0, start) + 1
    if len(block) > _MOST_CHARACTERS:
        raise InputError.single(name, f"its table has more than {_MOST_CHARACTERS:,} characters; save it as CSV")
    for number, line in enumerate(block.splitlines(), first):
        if len(line) > _LONGEST_LINE:
            where = f"{name}, line {number}"
            raise InputError.single(where, f"it has {len(line):,} characters; at most {_LONGEST_LINE:,} are read")
    cells = [token for token in MarkdownIt("commonmark").enable("table").parse(block) if token.type == "inline"]
    rows = [
        TableRow(first + line, tuple(map(_plain, row)))
        for line, row in groupby(cells, lambda cell: (cell.map or [0])[0])
    ]
    return RawTable(name, rows, row_word="line", header_is_first=True)


def _plain(cell: Token) -> str:
    parts = (" " if token.type in _SPACES else token.content for token in cell.children or [])
    return cell_of(_FOOTNOTE_MARK.sub("", "".join(parts)))
