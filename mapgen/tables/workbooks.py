"""XLSX, XLSB, XLS and ODS: the rows of one sheet, read in another process."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Struct, field

from mapgen.disk.paths import reason_of
from mapgen.errors import InputError, Problem, listed, nearest, shortened
from mapgen.files.bounded_process import Bounds, run_bounded
from mapgen.tables.merged_cells import filled_down
from mapgen.tables.model import RawTable, TableRow, cell_of

# 100,000 rows of 10 columns take 180 MB and 3 s. What takes four times as much is hostile, or no table.
_BOUNDS = Bounds(megabytes=750, seconds=20)


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
    cells = {number: list(map(cell_of, row)) for number, row in answer.rows}
    spread, filled = filled_down(f"{name}, sheet {shortened(answer.name)}", cells, answer.merged)
    rows = [TableRow(number, tuple(row)) for number, row in cells.items()]
    return RawTable(name, rows, answer.name, spread=spread, notes=tuple(_notes(answer, sheet, filled)))


def _notes(answer: SheetAnswer, sheet: str, filled: int) -> Iterator[str]:
    passed = [name for name in answer.names if name != answer.name]
    if passed and not sheet:
        yield f"the sheet {shortened(answer.name)} is read, not {listed(map(shortened, passed))}"
    if filled:
        cells = "a merged cell: its value" if filled == 1 else f"{filled:,} merged cells: the value of each"
        yield f"{cells} stands in all its rows"


def _answer(name: str, data: bytes, kind: str, sheet: str) -> SheetAnswer:
    asked = msgspec.json.encode({"name": _utf8(name), "kind": kind, "sheet": _utf8(sheet)})
    try:
        done = run_bounded("mapgen.tables.workbook_process", asked + b"\n" + data, _BOUNDS)
    except OSError as error:
        raise InputError.single(name, f"the process that reads workbooks cannot start ({reason_of(error)})") from None
    if done.late:
        raise InputError.single(name, f"its sheets could not be read in {_BOUNDS.seconds * 2} seconds; {_SMALLER}")
    whole_lines = done.output.split(b"\n")[:-1]
    answers = [msgspec.json.decode(line, type=SheetAnswer) for line in whole_lines]
    if done.well and answers:
        return answers[-1]
    tried = f"{name}, sheet {shortened(answers[-1].trying)}" if answers else name
    raise InputError.single(
        tried, f"it cannot be read in {_BOUNDS.megabytes:,} MB of memory, or is damaged; {_SMALLER}"
    )


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
