"""CSV and its like: the sign between cells, quotes, and lines."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence

from mapgen.errors import InputError, shortened
from mapgen.tables.bounds import check_size
from mapgen.tables.model import RawTable, TableRow, cell_of

_NAMES = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "pipe": "|", "space": " "}
# Where two cut the rows as evenly, the first is taken: the last ones stand inside of texts and numbers.
_SIGNS = ("\t", ";", "|", ",")
# Excel writes and obeys such a first line.
_SEPARATOR_LINE = "sep="
_SAMPLE_LINES = 200


def delimited_rows(name: str, text: str, delimiter: str = "") -> RawTable:
    """Return the rows of a delimited text; the delimiter is found out where none is given.

    Raises InputError for a delimiter that is none, a quote that is not closed and a table that is too large.
    """
    lines = text.splitlines(keepends=True)
    used = _given(name, delimiter)
    skipped = 0
    if (
        lines
        and lines[0].lower().startswith(_SEPARATOR_LINE)
        and len(lines[0].strip("\r\n")) == len(_SEPARATOR_LINE) + 1
    ):
        used = used or lines[0][len(_SEPARATOR_LINE)]
        skipped = 1
    used = used or _likely_delimiter(lines[skipped : skipped + _SAMPLE_LINES])
    return RawTable(name, list(_rows(name, lines[skipped:], used, skipped)), row_word="line")


def _given(name: str, delimiter: str) -> str:
    sign = _NAMES.get(delimiter.lower(), delimiter)
    if len(sign) > 1 or sign in {'"', "\r", "\n"}:
        raise InputError.single(
            name, f'delimiter "{shortened(delimiter)}": write one character, or comma, semicolon, tab, pipe or space'
        )
    return sign


def _likely_delimiter(lines: Sequence[str]) -> str:
    """Return the sign that cuts most of the lines into the same number of cells, at least two."""
    return max(_SIGNS, key=lambda sign: _evenness(lines, sign))


def _evenness(lines: Sequence[str], sign: str) -> tuple[float, int]:
    try:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=sign) if cells)
    except csv.Error:
        return (0.0, 0)
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return (0.0, 0)
    width, count = max(several.items(), key=lambda pair: (pair[1], pair[0]))
    return (round(count / widths.total(), 2), min(width, 2))


def _rows(name: str, lines: Sequence[str], delimiter: str, skipped: int) -> Iterator[TableRow]:
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter != "\t")
    start, cells_read, count = 1, 0, 0
    try:
        for cells in reader:
            count += any(cells)
            cells_read += len(cells)
            check_size(f"{name}, line {start + skipped}", count, len(cells), cells_read)
            yield TableRow(start + skipped, tuple(map(cell_of, cells)))
            start = reader.line_num + 1
    except csv.Error:
        raise InputError.single(
            f"{name}, line {start + skipped}",
            "a quote that begins here is not closed; close it, or write it twice inside quotes",
        ) from None
