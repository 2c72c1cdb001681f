"""XLSX, XLSB, XLS and ODS: the rows of one sheet, read in another process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence

import msgspec
from msgspec import Struct, field

from mapgen.errors import InputError, Problem, listed, nearest, shortened
from mapgen.tables.model import RawTable, TableRow, cell_of

# The other process finds this package and what it needs where this one does.
_CODE = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from mapgen.tables.workbook_process import main; main()"
)
# 100,000 rows of 10 columns take 180 MB and 3 s. What takes four times as much is hostile, or no table.
_MEGABYTES = 750
_SECONDS = 30


class SheetAnswer(Struct, frozen=True):
    """What the other process says: the rows of a sheet, or its fault; or which sheet it is about to read."""

    trying: str = ""
    fault: str = ""
    reason: str = ""
    name: str = ""
    names: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)


def workbook_rows(name: str, data: bytes, kind: str, sheet: str = "") -> RawTable:
    """Return the rows of a sheet: the one that is named, or the first with a table.

    The value of a cell that is merged over several rows stands in each of them. Raises InputError for a workbook that
    is damaged, protected or too large, for one without sheets or without that sheet, and for formulas without values.
    """
    answer = _answer(name, data, kind, sheet)
    if answer.problems:
        raise InputError(Problem(where, message) for where, message in answer.problems)
    if answer.fault:
        raise InputError.single(name, _fault(answer, sheet))
    rows, spread, filled = _spread(answer)
    passed = [other for other in answer.names if other != answer.name]
    notes = (
        [f"the sheet {shortened(answer.name)} is read, not {listed(map(shortened, passed))}"]
        if passed and not sheet
        else []
    )
    if filled:
        cells = "a merged cell: its value" if filled == 1 else f"{filled:,} merged cells: the value of each"
        notes.append(f"{cells} stands in all its rows")
    return RawTable(name, rows, answer.name, spread=spread, notes=tuple(notes))


def _answer(name: str, data: bytes, kind: str, sheet: str) -> SheetAnswer:
    asked = {"name": _utf8(name), "kind": kind, "sheet": _utf8(sheet), "megabytes": _MEGABYTES, "seconds": _SECONDS}
    command = [sys.executable, "-P", "-c", _CODE, json.dumps(sys.path)]
    try:
        done = subprocess.run(  # noqa: S603 (this Python, and a script of this package)
            command,
            input=msgspec.json.encode(asked) + b"\n" + data,
            capture_output=True,
            timeout=_SECONDS * 2,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise InputError.single(name, f"its sheets could not be read in {_SECONDS * 2} seconds; {_SMALLER}") from None
    answers = [msgspec.json.decode(line, type=SheetAnswer) for line in done.stdout.splitlines()]
    if done.returncode == 0 and answers:
        return answers[-1]
    if b"ModuleNotFoundError" in done.stderr:
        raise InputError.single(name, "workbooks need python-calamine; install it: pip install python-calamine")
    tried = f"{name}, sheet {shortened(answers[-1].trying)}" if answers else name
    raise InputError.single(tried, f"it cannot be read in {_MEGABYTES:,} MB of memory, or is damaged; {_SMALLER}")


_SMALLER = "delete what stands far to the right of the table and below it, or save the sheet as CSV"


def _utf8(text: str) -> str:
    """Return a text in which bytes of a path that are no text are written as messages show them: `\\udcff`."""
    return text.encode(errors="backslashreplace").decode()


def _fault(answer: SheetAnswer, sheet: str) -> str:
    match answer.fault:
        case "password":
            return "the workbook is protected by a password; save it without one"
        case "no sheet" if not sheet:
            return "no sheet of the workbook holds a table; a table has a header (country, class) and rows under it"
        case "no sheet":
            known = listed(map(shortened, answer.names)) if answer.names else "no sheet at all"
            return f'there is no sheet "{shortened(sheet)}"; there is {known}{nearest(sheet, answer.names)}'
    reason = f" ({shortened(answer.reason)})" if answer.reason else ""
    return (
        f"the workbook is damaged or cut off, or a sheet reaches too far{reason}; save its table alone, as XLSX or CSV"
    )


def _spread(answer: SheetAnswer) -> tuple[list[TableRow], frozenset[tuple[int, int]], int]:
    """Return the rows with the values of merged cells in all their rows, where these stand, and how many there are."""
    by_number = {number: [cell_of(cell) for cell in cells] for number, cells in answer.rows}
    spread: set[tuple[int, int]] = set()
    filled = 0
    last = answer.rows[-1][0] if answer.rows else 0
    for (top, left), (bottom, _) in answer.merged:
        value = _at(by_number.get(top + 1, []), left)
        lower = [row for row in range(top + 2, min(bottom + 1, last) + 1) if row in by_number] if value else []
        for row in lower:
            by_number[row] += [""] * (left + 1 - len(by_number[row]))
            by_number[row][left] = value
            spread.add((row, left))
        filled += bool(lower)
    return [TableRow(number, tuple(cells)) for number, cells in by_number.items()], frozenset(spread), filled


def _at(cells: Sequence[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""
