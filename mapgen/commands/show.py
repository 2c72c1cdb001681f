"""The command `show`, which prints who governs where, of a day, of many days, or of a whole record."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from mapgen.cli.codes import codes_option
from mapgen.cli.help import GroupedCommand
from mapgen.cli.options import Day, Word, question_of, question_options
from mapgen.cli.outputs import (
    check_outputs,
    echo_data,
    for_spreadsheet,
    force_option,
    outputs_option,
    outputs_to_write,
    print_written,
    purpose_option,
    refuse_other_formats,
    write_outputs,
)
from mapgen.cli.sources import read_located, source_argument
from mapgen.errors import InputError, listed
from mapgen.files.periods import PERIODS
from mapgen.record.model import Record
from mapgen.record.snapshots import Snapshot

if TYPE_CHECKING:
    from mapgen.sources.question import Question

# The format of each ending of a file of `show`.
_ENDINGS = {".txt": "table", ".json": "json", ".csv": "csv", ".md": "markdown", ".xlsx": "xlsx"}
_WHOLE = ("spells", "readings")


@click.command(cls=GroupedCommand)
@source_argument
@question_options
@click.option("--from", "first", type=Day(), help="First day of a table of many days, with --to.")
@click.option("--to", "last", type=Day(), help="Last possible day of the table.")
@click.option("--every", type=Word("PERIOD", PERIODS), help="Time between two days of the table [year].")
@codes_option
@click.option("--spells", is_flag=True, help="All governments of the record instead, one row for each.")
@click.option("--readings", is_flag=True, help="What coders say of these governments, one row for each reading.")
@click.option("--format", "form", type=Word("FORMAT", tuple(_ENDINGS.values())), help="[table; PATH's]")
@purpose_option
@outputs_option(f"File to write, {listed(_ENDINGS)}, or - for standard output; may be given again.")
@force_option
def show(
    source: str | None,
    codes: tuple[str, ...],
    form: str | None,
    purpose: str,
    outputs: tuple[Path, ...],
    force: bool,  # noqa: FBT001 (click passes flags by keyword)
    **options: Any,  # noqa: ANN401
) -> None:
    """Print who governs where, on a day or at the end of each year.

    The table is of one day, or with --from and --to of the last day of each year, quarter or month. With --spells, it
    has all governments of the record. With -o, it goes to files, in the formats of their endings; prints each path
    written.

    \b
    Examples:
      mapgen show --as-of 2025-12-15 --basis elected -o elected.csv
      mapgen show --from 1998-12-31 --to 2025-12-31 --every year --format csv
      mapgen show --spells -o governments.csv
    """
    outputs = outputs_to_write(outputs, form or "table", {name: ending for ending, name in _ENDINGS.items()})
    if form == "xlsx" and not outputs:
        raise InputError.single("--format xlsx", "is no text; write -o FILE.xlsx, or -o - and send it on")
    forms = _forms_of(outputs, form)
    spreadsheet = for_spreadsheet(purpose, (*forms.values(), form))
    whole = {name for name in _WHOLE if options.pop(name)}
    from mapgen.record.tables import headings_in  # noqa: PLC0415
    from mapgen.sources.locating import region_files  # noqa: PLC0415 (not needed for help)

    days = {key: options.pop(key) for key in ("first", "last", "every")}
    question = question_of(options)
    source_path, read = read_located(source, question)
    table = _whole_table(read, question, days, whole) if whole else _table_of_days(read, question, days)
    table = _with_codes(table._replace(headings=headings_in(read.region, table.headings)), codes)
    if not outputs:
        echo_data(_text(table, form or "table", spreadsheet=spreadsheet), form)
        return
    check_outputs(outputs, (source_path, *region_files(read.region)))
    files = {path: _file(table, forms[path], spreadsheet=spreadsheet) for path in outputs}
    write_outputs(files, force=force, today=question.as_of is None, about=_about(table))
    print_written(files)


class _PrintedTable(NamedTuple):
    """What is printed: rows, for JSON perhaps with parts of their own, the headings that people see, and a title."""

    rows: Sequence[Mapping[str, Any]]
    headings: Mapping[str, str]
    title: str
    nested: Sequence[Mapping[str, Any]]


def _table_of_days(read: Record | Snapshot, question: Question, days: Mapping[str, Any]) -> _PrintedTable:
    """Return who governs where on a day, or at the end of each year."""
    if any(days.values()):
        from mapgen.record.snapshots import from_file  # noqa: PLC0415 (not needed for help)
        from mapgen.sources.periods import PERIOD_HEADINGS, periods_of  # noqa: PLC0415 (only for a table of many days)

        rows = periods_of(read, question, **days)
        title = f"{read.title}, {rows[0]['as_of']} to {rows[-1]['as_of']}, basis: {rows[0]['basis']}{from_file(read)}"
        return _PrintedTable(rows, PERIOD_HEADINGS, title, rows)
    from mapgen.record.tables import TERMINAL, rows_of, table_title  # noqa: PLC0415 (not needed for help)
    from mapgen.sources.reading import answer  # noqa: PLC0415

    snapshot = answer(read, question)
    rows = rows_of(snapshot)
    return _PrintedTable(rows, TERMINAL, table_title(snapshot), rows)


def _whole_table(
    read: Record | Snapshot, question: Question, days: Mapping[str, Any], whole: Container[str]
) -> _PrintedTable:
    """Return all governments of a record, or their readings."""
    from mapgen.exporting.shown import spell_table  # noqa: PLC0415 (only for a table of the whole record)

    table = spell_table(read, question, days, readings="readings" in whole)
    return _PrintedTable(table.rows, table.headings, table.title, table.nested)


def _forms_of(outputs: Sequence[Path], form: str | None) -> dict[Path, str]:
    """Return the format of each file, by its ending; raises InputError for another ending, or another --format."""
    forms = {}
    for path in outputs:
        of_ending = _ENDINGS.get(path.suffix.lower())
        if of_ending is None:
            raise InputError.single(str(path), f'the ending "{path.suffix}" has no format; write {listed(_ENDINGS)}')
        forms[path] = of_ending
    refuse_other_formats(outputs, form, _ENDINGS)
    return forms


def _with_codes(table: _PrintedTable, codes: Sequence[str]) -> _PrintedTable:
    from mapgen.record.tables import code_headings, with_codes  # noqa: PLC0415 (not needed for help)

    rows = with_codes(table.rows, codes)
    nested = rows if table.nested is table.rows else with_codes(table.nested, codes)
    return _PrintedTable(rows, {**code_headings(rows), **table.headings}, table.title, nested)


def _file(table: _PrintedTable, form: str, *, spreadsheet: bool) -> bytes:
    if form != "xlsx":
        return _text(table, form, spreadsheet=spreadsheet, to_file=True).encode()
    from mapgen.record.tables import workbook_of  # noqa: PLC0415 (not needed for help)

    header = list(table.rows[0] if table.rows else table.headings)
    return workbook_of({"readings" if "reading" in table.headings else "governments": (header, table.rows)})


def _about(table: _PrintedTable) -> dict[str, str]:
    """Return which question a table answers, for a file that cannot say it itself."""
    from mapgen.proof.replacing import question_of_rows  # noqa: PLC0415 (not needed for help)

    return question_of_rows(table.rows) if table.rows else {}


def _text(table: _PrintedTable, form: str, *, spreadsheet: bool, to_file: bool = False) -> str:
    """Return a table in a format of _ENDINGS; one for people is as wide as the terminal, or fits a file."""
    if form != "table":
        from mapgen.record.tables import formatted  # noqa: PLC0415 (not needed for help)

        rows = table.nested if form == "json" else table.rows
        return formatted(rows, form, table.headings, spreadsheet=spreadsheet)
    from mapgen.cli.terminal import file_table, terminal_table  # noqa: PLC0415 (not needed for JSON and CSV)

    # terminal_table checks what the terminal can show.
    draw = file_table if to_file else terminal_table
    return draw(table.rows, table.title, table.headings)
