"""The command `check`, which reports what is wrong or out of date in a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from mapgen.cli.messages import summary
from mapgen.cli.options import Day, NameOrFile, Word, completion_of
from mapgen.cli.sources import read_located, source_argument
from mapgen.errors import InputError, printable
from mapgen.record.model import Record
from mapgen.record.snapshots import Snapshot

if TYPE_CHECKING:
    from mapgen.record.findings import Finding


@click.command()
@source_argument
@click.option(
    "--theme",
    type=NameOrFile(),
    metavar="NAME|FILE",
    shell_complete=completion_of("theme"),
    help="Check a theme's colours instead of a source.",
)
@click.option("--as-of", type=Day(), help="The day to check for; today by default.")
@click.option("--max-age", type=click.IntRange(min=0), metavar="DAYS", help="Stale if not reviewed for longer.")
@click.option("--format", "form", type=Word("FORMAT", ("table", "json")), default="table")
def check(source: str | None, theme: str | None, as_of: date | None, max_age: int | None, form: str) -> None:
    """Report what is wrong or out of date in a file.

    SOURCE is a record or a list, or - for standard input. Every problem of it is reported at once. Exit code 2 for an
    error, 1 if something is out of date or a list's own colours cannot be told apart, 0 otherwise. With --theme, check
    whether a theme's colours can be told apart, by everybody and in greyscale (exit code 1 if not).

    \b
    Examples:
      mapgen check my-record.toml --as-of 2026-11-23
      mapgen check --theme my-theme.toml
    """
    from mapgen.record.findings import Finding, Level  # noqa: PLC0415 (not needed for help)
    from mapgen.record.tables import findings_text  # noqa: PLC0415
    from mapgen.sources.locating import called  # noqa: PLC0415
    from mapgen.sources.question import Question  # noqa: PLC0415

    if theme and source:
        raise click.UsageError("--theme checks a theme, SOURCE a record or snapshot; give one of the two.")
    day = as_of or date.today()  # noqa: DTZ011 (the user's own calendar day is meant)
    checked = theme or source or "the record"
    try:
        if theme:
            findings = _theme_findings(theme)
        else:
            path, read = read_located(source, Question(as_of=as_of))
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

    found = findings_of(read, day, max_age) if isinstance(read, Record) else _colour_findings(read)
    return [*found, *_boundary_findings(read.region)]


def _colour_findings(read: Snapshot) -> list[Finding]:
    """Return what readers cannot tell apart among the colours that a list gives to its classes."""
    if not read.scale.colours:
        return []
    from mapgen.record.findings import Finding, Level  # noqa: PLC0415 (not needed for help)
    from mapgen.render_options import DEFAULT_THEME  # noqa: PLC0415 (few lists have colours)
    from mapgen.themes.file import read_theme  # noqa: PLC0415
    from mapgen.themes.own_gate import class_problems  # noqa: PLC0415

    problems = class_problems(read.scale, read_theme(DEFAULT_THEME))
    return [Finding(Level.UNFIT, "colours", problem) for problem in problems]


def _boundary_findings(name: str) -> list[Finding]:
    """Return the notices on the own boundaries of a region; raises InputError where they cannot be drawn."""
    if not name.endswith(".toml"):
        return []
    from mapgen.basemap.cache import boundary_notices  # noqa: PLC0415 (few regions have a file)
    from mapgen.places.regions import read_region  # noqa: PLC0415
    from mapgen.record.findings import Finding, Level  # noqa: PLC0415

    region = read_region(name)
    return [Finding(Level.NOTICE, region.where, notice) for notice in boundary_notices(region)]


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
