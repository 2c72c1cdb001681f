"""The commands `show` and `check`, which read a record or a published list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mapgen.cli.codes import codes_option
from mapgen.cli.completion import theme_names, words_or_files
from mapgen.cli.help import GroupedCommand
from mapgen.cli.messages import summary
from mapgen.cli.options import Day, NameOrFile, Word, question_of, question_options
from mapgen.cli.outputs import (
    check_outputs,
    force_option,
    outputs_option,
    outputs_to_write,
    print_written,
    refuse_other_formats,
    write_outputs,
)
from mapgen.cli.sources import read_located, source_argument
from mapgen.errors import InputError, listed, printable
from mapgen.files.periods import PERIODS
from mapgen.record.model import Record
from mapgen.record.snapshots import Snapshot

if TYPE_CHECKING:
    from mapgen.record.findings import Finding

# The format of each ending of a file of `show`.
_ENDINGS = {".txt": "table", ".json": "json", ".csv": "csv", ".md": "markdown"}


@click.command(cls=GroupedCommand)
@source_argument
@question_options
@click.option("--from", "first", type=Day(), help="First day of a table of many days, with --to.")
@click.option("--to", "last", type=Day(), help="Last possible day of the table.")
@click.option("--every", type=Word("PERIOD", PERIODS), help="Time between two days of the table [year].")
@codes_option
@click.option("--format", "form", type=Word("FORMAT", tuple(_ENDINGS.values())), help="[table; PATH's]")
@outputs_option(f"File to write, {listed(_ENDINGS)}, or - for standard output; may be given again.")
@force_option
def show(
    source: str | None,
    codes: tuple[str, ...],
    form: str | None,
    outputs: tuple[Path, ...],
    force: bool,  # noqa: FBT001 (click passes flags by keyword)
    **options: Any,  # noqa: ANN401
) -> None:
    """Print who governs where, on a day or at the end of each year.

    The table is of one day, or with --from and --to of the last day of each year, quarter or month. With -o, it goes to
    files, in the formats of their endings; prints each path written.

    \b
    Examples:
      mapgen show --as-of 2025-12-15 --basis elected -o elected.csv
      mapgen show --from 1998-12-31 --to 2025-12-31 --every year --format csv
    """
    from mapgen.record.snapshots import from_file  # noqa: PLC0415 (not needed for help)
    from mapgen.record.tables import TERMINAL, code_headings, rows_of, table_title, with_codes  # noqa: PLC0415
    from mapgen.sources.reading import answer  # noqa: PLC0415

    outputs = outputs_to_write(outputs, form or "table", {name: ending for ending, name in _ENDINGS.items()})
    forms = _forms_of(outputs, form)
    source_path, read = read_located(source)
    date_range = {key: options.pop(key) for key in ("first", "last", "every")}
    question = question_of(options)
    if any(date_range.values()):
        from mapgen.sources.periods import PERIOD_HEADINGS, periods_of  # noqa: PLC0415 (only for a table of many days)

        rows, headings = periods_of(read, question, **date_range), PERIOD_HEADINGS
        title = f"{read.title}, {rows[0]['as_of']} to {rows[-1]['as_of']}, basis: {rows[0]['basis']}{from_file(read)}"
    else:
        snapshot = answer(read, question)
        rows, headings, title = rows_of(snapshot), TERMINAL, table_title(snapshot)
    rows = with_codes(rows, codes)
    headings = {**code_headings(rows), **headings}
    if not outputs:
        click.echo(_table(rows, title, headings, form or "table"), nl=False)
        return
    check_outputs(outputs, (source_path, read.region if read.region.endswith(".toml") else None))
    files = {path: _table(rows, title, headings, forms[path], to_file=True).encode() for path in outputs}
    write_outputs(files, force=force, today=question.as_of is None)
    print_written(files)


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


def _table(
    rows: Sequence[Mapping[str, Any]], title: str, headings: Mapping[str, str], form: str, *, to_file: bool = False
) -> str:
    """Return rows in a format of _ENDINGS; a table for people is as wide as the terminal, or fits a file."""
    if form != "table":
        from mapgen.record.tables import formatted  # noqa: PLC0415 (not needed for help)

        return formatted(rows, form)
    from mapgen.cli.terminal import file_table, terminal_table  # noqa: PLC0415 (not needed for JSON and CSV)

    # terminal_table checks what the terminal can show.
    return file_table(rows, title, headings) if to_file else terminal_table(rows, title, headings)


@click.command()
@source_argument
@click.option(
    "--theme",
    type=NameOrFile(),
    metavar="NAME|FILE",
    shell_complete=words_or_files(theme_names),
    help="Check a theme's colours instead of a source.",
)
@click.option("--as-of", type=Day(), help="The day to check for; today by default.")
@click.option("--max-age", type=click.IntRange(min=0), metavar="DAYS", help="Stale if not reviewed for longer.")
@click.option("--format", "form", type=Word("FORMAT", ("table", "json")), default="table")
def check(source: str | None, theme: str | None, as_of: date | None, max_age: int | None, form: str) -> None:
    """Report what is wrong or out of date in a file.

    SOURCE is a record or a list, or - for standard input. Every problem of it is reported at once. Exit code 2 for an
    error, 1 if something is out of date, 0 otherwise. With --theme, check whether a theme's colours can be told apart,
    by everybody and in greyscale (exit code 1 if not).

    \b
    Examples:
      mapgen check my-record.toml --as-of 2026-11-23
      mapgen check --theme my-theme.toml
    """
    from mapgen.record.findings import Finding, Level  # noqa: PLC0415 (not needed for help)
    from mapgen.record.tables import findings_text  # noqa: PLC0415
    from mapgen.sources.locating import called  # noqa: PLC0415

    if theme and source:
        raise click.UsageError("--theme checks a theme, SOURCE a record or snapshot; give one of the two.")
    day = as_of or date.today()  # noqa: DTZ011 (the user's own calendar day is meant)
    checked = theme or source or "the record"
    try:
        if theme:
            findings = _theme_findings(theme)
        else:
            path, read = read_located(source)
            checked, findings = called(path, read), _source_findings(read, day, max_age)
    except InputError as error:
        findings = [Finding(Level.ERROR, printable(one.where), printable(one.message)) for one in error.problems]
    if form == "json":
        click.echo(findings_text(findings, form), nl=False)
    else:
        bad = any(one.level is Level.ERROR for one in findings)
        click.echo(findings_text(findings, form), nl=False, err=bad)
        summary(_summary(checked, findings))
    levels = {one.level for one in findings}
    answered_no = Level.STALE in levels or Level.UNFIT in levels
    click.get_current_context().exit(2 if Level.ERROR in levels else 1 if answered_no else 0)


def _source_findings(read: Record | Snapshot, day: date, max_age: int | None) -> list[Finding]:
    from mapgen.record.findings import findings_of  # noqa: PLC0415 (not needed for help)

    return findings_of(read, day, max_age) if isinstance(read, Record) else []


def _theme_findings(name: str) -> list[Finding]:
    from mapgen.record.findings import Finding, Level  # noqa: PLC0415 (not needed for help)
    from mapgen.themes.file import read_theme  # noqa: PLC0415
    from mapgen.themes.gate import theme_problems  # noqa: PLC0415

    return [Finding(Level.UNFIT, name, problem) for problem in theme_problems(read_theme(name))]


def _summary(checked: str, findings: Sequence[Finding]) -> str:
    """Return the last line of a check: the number of findings of each weight."""
    counts = Counter(one.level for one in findings)
    counted = ", ".join(f"{counts[level]} {level}" for level in counts)
    return f"{checked}: {counted or 'nothing to report'}"
