"""Read one sheet of a workbook, in a process of its own whose memory and time are bounded.

The library that reads workbooks is compiled: where a damaged or hostile file makes it run out of memory, it ends its
process. `main` takes a line of JSON (what is asked) and the bytes of a workbook on its standard input; it writes the
names of the sheets that it tries, and then the sheet or its faults, as lines of JSON.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from mapgen.errors import InputError, shortened
from mapgen.tables.archives import check_unpacked_size
from mapgen.tables.bounds import check_size
from mapgen.tables.formulas import check_formulas
from mapgen.tables.model import number_text

_MOST_MERGED = 100_000
# The first rows of a sheet show whether it is a table.
_SAMPLE = 200


def _say(**answer: Any) -> None:  # noqa: ANN401 (whatever JSON takes)
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _text(value: object) -> str:
    """Return the value of a cell as text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else str(value)


def _named(workbook: CalamineWorkbook, wanted: str) -> CalamineSheet | None:
    """Return the sheet that a name, or a number from 1, means; None for no sheet."""
    names = workbook.sheet_names
    by_number = {str(number): name for number, name in enumerate(names, 1)}
    by_folded = {name.strip().casefold(): name for name in reversed(names)}
    name = wanted if wanted in names else by_folded.get(wanted.strip().casefold(), by_number.get(wanted))
    if name is None:
        return None
    _say(trying=name)
    return workbook.get_sheet_by_name(name)


def _candidates(workbook: CalamineWorkbook) -> list[str]:
    """Return the sheets of cells, those that are visible first."""
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    return [sheet.name for sheet in sorted(sheets, key=lambda sheet: sheet.visible != SheetVisibleEnum.Visible)]


def _first_table(workbook: CalamineWorkbook) -> CalamineSheet | None:
    """Return the first sheet that looks like a table, or else the first that is not empty."""
    fallback = None
    for name in _candidates(workbook):
        _say(trying=name)
        sheet = workbook.get_sheet_by_name(name)
        if _is_like_a_table(sheet):
            return sheet
        if fallback is None and sheet.height:
            fallback = name
        del sheet
    if fallback is None:
        return None
    return workbook.get_sheet_by_name(fallback)


def _is_like_a_table(sheet: CalamineSheet) -> bool:
    """Return whether most rows fill two cells, and two rows do: covers and remarks mostly fill one."""
    filled = [sum(value != "" for value in row) for row in islice(sheet.iter_rows(), _SAMPLE)]
    several = sum(count > 1 for count in filled)
    return several > 1 and several * 2 >= sum(map(bool, filled))


def _rows(name: str, sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, each with its number; raises InputError for more than are read."""
    first_row, first_column = sheet.start or (0, 0)
    cells_read = 0
    rows_read = 0
    for number, values in enumerate(sheet.iter_rows(), first_row + 1):
        while values and values[-1] in ("", None):
            values.pop()
        if not values:
            continue
        rows_read += 1
        cells_read += first_column + len(values)
        check_size(name, rows_read, first_column + len(values), cells_read)
        yield number, [""] * first_column + [_text(value) for value in values]


def _answer(data: bytes, asked: dict[str, Any]) -> dict[str, Any]:
    name, kind = asked["name"], asked["kind"]
    if kind != "xls":
        check_unpacked_size(name, data)
    workbook = load_workbook(io.BytesIO(data))
    names = workbook.sheet_names
    sheet = _named(workbook, asked["sheet"]) if asked["sheet"] else _first_table(workbook)
    if sheet is None:
        return {"fault": "no sheet", "names": names}
    chosen = sheet.name
    answer = {
        "name": chosen,
        "names": names,
        "rows": list(_rows(f"{name}, sheet {shortened(chosen)}", sheet)),
        "merged": (sheet.merged_cell_ranges or [])[:_MOST_MERGED],
    }
    del sheet, workbook
    check_formulas(name, data, kind, chosen)
    return answer


def _answer_or_fault(data: bytes, asked: dict[str, Any]) -> dict[str, Any]:
    try:
        return _answer(data, asked)
    except PasswordError:
        return {"fault": "password"}
    except CalamineError as error:
        return {"fault": "damaged", "reason": str(error)}
    except InputError as error:
        return {"fault": "input", "problems": [[problem.where, problem.message] for problem in error.problems]}


def main() -> None:
    """Answer what is asked on the standard input."""
    asked = json.loads(sys.stdin.buffer.readline())
    _say(**_answer_or_fault(sys.stdin.buffer.read(), asked))
