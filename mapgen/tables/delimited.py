"""CSV and its like: the sign between cells, quotes, and lines."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice

from mapgen.errors import InputError, shortened
from mapgen.tables.bounds import MOST_COLUMNS, check_size
from mapgen.tables.model import RawTable, TableRow, cell_of

_NAMES = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "pipe": "|", "space": " "}
# Where two cut the rows as evenly, the first is taken: the last ones stand inside of texts and numbers.
_SIGNS = ("\t", ";", "|", ",")
# Excel writes and obeys such a first line.
_SEPARATOR_LINE = re.compile(r"\ufeff?sep=(.)\r?\n?", re.IGNORECASE)
# Python's own lines would end at signs of Unicode, too, such as U+0085.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
# A list with a name and what it says on each line, as people write one: `Chile: left`.
_A_PAIR = re.compile(r"[^:]*[^:\s]:\s+[^:]*[^:\s][^:]*\r?\n?")
_SAMPLE_LINES = 200
# A sign that stands in no text: all of a line is one cell.
_NO_SIGN = "\x1f"
# Of a cell, in characters: a quote that is never closed takes no more than this into it.
_LONGEST_FIELD = 131_072
# Of a line; some may stand inside of quotes.
_MOST_SIGNS = 20 * MOST_COLUMNS


def delimited_rows(name: str, text: str, delimiter: str = "", notes: tuple[str, ...] = ()) -> RawTable:
    """Return the rows of a delimited text; the delimiter is found out where none is given.

    Raises InputError for a delimiter that is none, for a quote that is not closed, and for too many rows or columns.
    """
    separator = _SEPARATOR_LINE.fullmatch(text.split("\n", 1)[0] + "\n") if text[:4].lower() == "sep=" else None
    skipped = 1 if separator else 0
    lines = islice(_lines(name, text), skipped, None)
    sample = list(islice(lines, _SAMPLE_LINES))
    with _own_field_limit():
        used = _given(name, delimiter) or (separator[1] if separator else _likely_delimiter(sample))
        rows = list(_rows(name, chain(sample, lines), used, skipped))
    return RawTable(name, rows, row_word="line", notes=notes)


@contextmanager
def _own_field_limit() -> Iterator[None]:
    """Bound the cells of csv, whose bound is one for the whole process: other libraries lift it for all."""
    before = csv.field_size_limit(_LONGEST_FIELD)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _given(name: str, delimiter: str) -> str:
    sign = _NAMES.get(delimiter.lower(), delimiter)
    if len(sign) > 1 or sign in {'"', "\r", "\n", "\0"}:
        raise InputError.single(
            name, f'delimiter "{shortened(delimiter)}": write one character, or comma, semicolon, tab, pipe or space'
        )
    return sign


def _likely_delimiter(lines: Sequence[str]) -> str:
    """Return the sign that cuts most lines, or the first, into the same number of cells, two or more; or none.

    Where none of them stands in any line, a colon in each cuts it, too.
    """
    evenness, sign = max(((_evenness(lines, sign), sign) for sign in _SIGNS), key=lambda pair: pair[0])
    if not evenness and lines and all(map(_A_PAIR.fullmatch, filter(str.strip, lines))):
        return ":"
    return sign if evenness > 0.5 or (lines and sign in lines[0]) else _NO_SIGN  # noqa: PLR2004 (most of them)


def _evenness(lines: Sequence[str], sign: str) -> float:
    """Return the share of lines that a sign cuts into the usual number of cells, two or more."""
    try:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=sign) if cells)
    except csv.Error:
        return 0.0
    return max((count for width, count in widths.items() if width > 1), default=0) / max(widths.total(), 1)


def _rows(name: str, lines: Iterator[str], delimiter: str, skipped: int) -> Iterator[TableRow]:
    """Yield the rows, each with the line on which it begins."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    start, rows_read, cells_read = 1 + skipped, 0, 0
    try:
        for cells in reader:
            rows_read += any(cells)
            cells_read += len(cells)
            place = f"{name}, line {start}" if len(cells) > MOST_COLUMNS else name
            check_size(place, rows_read, len(cells), cells_read)
            yield TableRow(start, tuple(map(cell_of, cells)))
            start = reader.line_num + 1 + skipped
    except csv.Error as error:
        raise InputError.single(f"{name}, line {start}", _fault(str(error))) from None


def _lines(name: str, text: str) -> Iterator[str]:
    """Yield the lines of a text; raises InputError for one with very many cells before they are made."""
    for number, line in enumerate(_LINE.finditer(text), 1):
        if len(line[0]) > _MOST_SIGNS and (count := max(map(line[0].count, _SIGNS))) > _MOST_SIGNS:
            check_size(f"{name}, line {number}", 1, count + 1, 0)
        yield line[0]


def _fault(reason: str) -> str:
    if "end of data" in reason:
        return "a quote that begins in this row is not closed; close it, or write a quote that is part of a text twice"
    if "field limit" in reason:
        return f"a cell of this row has more than {_LONGEST_FIELD:,} characters; is a quote not closed?"
    return 'a text in quotes ends before its cell does; write a quote that is part of a text twice: "the ""new"" party"'
