"""XLSX, XLSB, XLS and ODS: the rows of one sheet, read in another process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import msgspec
from msgspec import Struct, field

from mapgen.disk.paths import reason_of
from mapgen.errors import InputError, Problem, listed, nearest, shortened
from mapgen.tables.merged_cells import filled_down
from mapgen.tables.model import RawTable, TableRow, cell_of

# The other process finds this package and what it needs where this one does.
_CODE = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from mapgen.tables.workbook_process import main; main()"
)
# 100,000 rows of 10 columns take 180 MB and 3 s. What takes four times as much is hostile, or no table.
_MEGABYTES = 750
_SECONDS = 20


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
    except OSError as error:
        raise InputError.single(name, f"the process that reads workbooks cannot start ({reason_of(error)})") from None
    whole_lines = done.stdout.split(b"\n")[:-1]
    answers = [msgspec.json.decode(line, type=SheetAnswer) for line in whole_lines]
    if done.returncode == 0 and answers:
        return answers[-1]
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
