"""The commands for a record's editor: update it, list coming events and past governments, start a new record."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import click

from mapgen.cli.help import GroupedCommand
from mapgen.cli.messages import confirmed_change, note, show_difference
from mapgen.cli.options import Day, FilePath, TextLine, Word, completion_of
from mapgen.cli.record_values import Alignment, PartialDay
from mapgen.cli.sources import editable_record, read_located, source_argument
from mapgen.disk.paths import exists
from mapgen.errors import InputError, printable
from mapgen.record.model import CameBy, Outcome, Record, SourceStatus

# A record that is changed is written again, which a stream is not.
_EDITED = FilePath(not_hyphen="only a file can be changed")


@click.command(cls=GroupedCommand)
@click.argument("country", shell_complete=completion_of("country"))
@click.option("--record", "path", type=_EDITED, metavar="FILE", help="The record; by default the one here.")
@click.option("--leader", type=TextLine(), help="Who won, or took office; for a new one give --alignment too.")
@click.option("--party", type=TextLine(), help="Party or coalition.")
@click.option("--alignment", type=Alignment(), help="On the record's scale, or no-data.")
@click.option("--elected", type=Day(), help="Day of the decisive vote won.")
@click.option("--declared", type=Day(), help="Day its result was known, if later.")
@click.option("--start", type=Day(), help="First day in office; ends the predecessor's spell that day.")
@click.option("--end", type=Day(), help="First day no longer in office.")
@click.option("--term-ends", type=PartialDay(), help="Scheduled end of the term.")
@click.option("--came-by", type=Word("WAY", CameBy), help="The first way into office.")
@click.option("--source", type=TextLine(), help="Address or citation; adds it.")
@click.option("--source-status", type=Word("STATUS", [s for s in SourceStatus if s != "unsourced"]), help="[quoted]")
@click.option("--note", type=TextLine(), help="Anything a reader should know.")
@click.option("--void", is_flag=True, default=None, help="The elect will never take office.")
@click.option("--reviewed", type=Day(), help="Last day for which you saw evidence of the holder.")
@click.option("--vote", type=PartialDay(), help="A vote to schedule, to give its day, or to settle.")
@click.option("--outcome", type=Word("OUTCOME", Outcome), help="What became of --vote.")
@click.option("--government", type=Day(), help="Start of the government to change, if not the current one.")
@click.option("--rename", type=TextLine(), help="Correct the name of the leader meant.")
@click.option("--new", is_flag=True, default=None, help="--leader is another person than one of a similar name.")
@click.option("--dry-run", is_flag=True, help="Show the change, write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def update(country: str, path: Path | None, dry_run: bool, yes: bool, **fields: Any) -> None:  # noqa: ANN401, FBT001
    """Record what happened in a country.

    COUNTRY is a code, or a name in English, Spanish or Portuguese. A leader with --elected and no --start has won; with
    --start, has taken office, which ends the predecessor's spell that day. The current leader with --elected is
    re-elected. Other options alone change the current government. Exit code 1 means that you declined the change;
    `mapgen undo` takes a change back.

    \b
    Examples:
      mapgen update Chile --leader "José Antonio Kast" --elected 2025-12-14 \\
        --alignment right
      mapgen update Chile --leader "José Antonio Kast" --start 2026-03-11
      mapgen update Brazil --vote 2026-10-25 --outcome not-recorded
      mapgen update CHL --reviewed 2026-10-05 --yes
    """
    from mapgen.editing.model import Update  # noqa: PLC0415
    from mapgen.editing.saving import change_record, proposed  # noqa: PLC0415 (help does without)
    from mapgen.editing.update import updated_text  # noqa: PLC0415

    path = editable_record(path, "--record")
    comments: list[str] = []

    def change(text: str, record: Record) -> str:
        comments.clear()
        said = Update(country=_code(country, record), **fields)
        return updated_text(text, record, said, today=date.today(), warn=comments.append)  # noqa: DTZ011 (the user's day)

    def confirmed(diff: str) -> bool:
        return confirmed_change(diff, comments)

    if dry_run:
        show_difference(proposed(path, change), comments)
        return

    def shown(diff: str) -> None:
        show_difference(diff, comments)

    # With --yes the change is shown first: where that fails, nothing is written.
    change_record(path, change, confirm=None if yes else confirmed, show=shown if yes else None, warn=note)


@click.command(cls=GroupedCommand)
@click.argument("path", required=False, type=_EDITED, metavar="[RECORD]")
@click.option("--redo", is_flag=True, help="Make the change again that was taken back last.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def undo(path: Path | None, redo: bool, yes: bool) -> None:  # noqa: FBT001
    """Take the last change by `update` back.

    Again, it takes back the change before. RECORD is the one of the current folder unless you name one. It must still
    be as your last update left it: what was edited since, or updated by somebody else, is never undone. Exit code 1
    means that you declined.

    \b
    Examples:
      mapgen undo
      mapgen undo my-record.toml --yes
      mapgen undo --redo
    """
    from mapgen.editing.saving import undo_change  # noqa: PLC0415 (help does without)

    confirm, show = (None, show_difference) if yes else (confirmed_change, None)
    undo_change(editable_record(path, "RECORD"), redo=redo, confirm=confirm, show=show)


def _code(country: str, record: Record) -> str:
    from mapgen.places.region_names import code_in_region, unknown_in_region  # noqa: PLC0415 (not needed for help)
    from mapgen.places.regions import read_region  # noqa: PLC0415

    region = read_region(record.region)
    code = code_in_region(region, country, (*region.states, *region.sovereigns))
    if code is None:
        raise InputError.single(f'country "{country}"', unknown_in_region(region, country))
    return code


@click.command(name="calendar")
@source_argument
@click.option("--as-of", type=Day(), help="List what comes after this day; today by default.")
@click.option("--format", "form", type=Word("FORMAT", ("table", "json", "ics")), default="table", help="[table]")
def calendar(source: str | None, as_of: date | None, form: str) -> None:
    """List coming votes, inaugurations and ends of terms.

    \b
    Example:
      mapgen calendar --format ics > votes.ics
    """
    from mapgen.cli.terminal import terminal_table  # noqa: PLC0415 (not needed for JSON and iCalendar)
    from mapgen.record.calendar import CALENDAR_HEADINGS, calendar_ics, calendar_of, calendar_rows  # noqa: PLC0415 (not needed for help)
    from mapgen.record.snapshots import from_file  # noqa: PLC0415
    from mapgen.record.tables import formatted  # noqa: PLC0415

    record = _record_of_many_days(source)
    events = calendar_of(record, as_of or date.today())  # noqa: DTZ011 (the user's own calendar day is meant)
    if form == "ics":
        click.echo(calendar_ics(events, record), nl=False)
    elif form == "json":
        click.echo(formatted(_with_origin(calendar_rows(events), record), "json"), nl=False)
    else:
        title = f"{record.title}: what is to come{from_file(record)}"
        click.echo(terminal_table(calendar_rows(events), title, CALENDAR_HEADINGS), nl=False)


@click.command()
@click.argument("country", shell_complete=completion_of("country"))
@source_argument
@click.option("--format", "form", type=Word("FORMAT", ("text", "json")), default="text", help="[text]")
def log(country: str, source: str | None, form: str) -> None:
    """Print who governed a country, one after the other.

    It gives reasons and sources. COUNTRY is a code, or a name in English, Spanish or Portuguese; SOURCE is a record,
    or - for standard input; without it, it is the record here, else the shipped one.

    \b
    Examples:
      mapgen log Peru
      mapgen log BRA my-record.toml --format json
    """
    from mapgen.record.history import history_rows, history_text  # noqa: PLC0415 (not needed for help)
    from mapgen.record.tables import formatted  # noqa: PLC0415

    record = _record_of_many_days(source)
    code = _code(country, record)
    if form == "json":
        click.echo(formatted(_with_origin(history_rows(record, code), record), "json"), nl=False)
        return
    for line in history_text(record, code, min(shutil.get_terminal_size().columns, 120)).splitlines():
        # Texts of the record may hold control characters, which a terminal would obey.
        click.echo(printable(line))


def _with_origin(rows: list[dict[str, Any]], record: Record) -> list[dict[str, Any]]:
    """Return rows with what the file of their record is called."""
    return [{**row, "record": record.origin} for row in rows]


def _record_of_many_days(source: str | None) -> Record:
    path, record = read_located(source)
    if not isinstance(record, Record):
        raise InputError.single(str(path), "a snapshot knows one day only; name a record")
    return record


@click.command()
@click.argument("folder", required=False, default=".", type=FilePath(not_hyphen="init makes a folder"), metavar="[DIR]")
def init(folder: Path) -> None:
    """Make a folder of your own files: a record, a list, a manifest.

    DIR is the current folder by default. If one of these files exists, nothing is written.

    \b
    Example:
      mapgen init my-maps
    """
    from mapgen.disk.writing import write_all  # noqa: PLC0415
    from mapgen.editing.starter import starter_files  # noqa: PLC0415 (not needed for help)

    files = starter_files(folder)
    there = [path for path in files if exists(path) or path.is_symlink()]  # never through a link to nowhere
    if there:
        raise InputError.single(str(there[0]), "is there already; name another folder, or move it away")
    write_all(files)
    for path in files:
        click.echo(path)
