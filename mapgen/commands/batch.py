"""The command `batch`, which makes many maps from one manifest."""

from __future__ import annotations

import gc
import json
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from signal import SIGINT
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from mapgen.cli.messages import Verbosity, error, note, shows_progress, summary, verbosity
from mapgen.cli.options import FilePath, Word
from mapgen.cli.streams import json_text
from mapgen.disk.standard_input import is_standard_input
from mapgen.errors import InputError, MapgenError, printable, screenful

if TYPE_CHECKING:
    from mapgen.batch.plan import Plan
    from mapgen.batch.run import BatchOptions, Result
    from mapgen.cli.stopping import Stop

# How many files that failed for one reason are named.
_NAMED = 2


@click.command()
@click.argument("manifest", type=FilePath())
@click.option("--watch", is_flag=True, help="Keep running, and draw again whenever an input file is saved.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="NUMBER", help="Processes at once [one for each core].")
@click.option("--force", is_flag=True, help="Draw every map, even if it is up to date.")
@click.option("--dry-run", is_flag=True, help="Print what would be drawn and why, and draw nothing.")
@click.option("--format", "form", type=Word("FORMAT", ("text", "json")), default="text")
def batch(manifest: Path, watch: bool, form: str, **options: Any) -> None:  # noqa: ANN401, FBT001
    """Draw the maps of a manifest, where something changed.

    Each table [[map]] is drawn for all its days, bases, languages, sizes, themes and formats. A map is drawn again if
    the facts it shows, its style, the boundaries or mapgen itself have changed, or if its file is missing or altered.
    Prints each path drawn, then a table. Exit code 2 if a map failed; the others are drawn.

    \b
    Examples:
      mapgen batch maps.toml --dry-run
      mapgen batch maps.toml --jobs 2 --format json
    """
    from mapgen.batch.run import BatchOptions  # noqa: PLC0415 (not needed for help)
    from mapgen.cli.stopping import stop_on_signals  # noqa: PLC0415

    gc.enable()  # many files leave garbage to collect; see __main__

    how = BatchOptions(options["jobs"], options["force"], options["dry_run"])
    with stop_on_signals() as stop:
        code = _watch(manifest, how, form, stop) if watch else _run(manifest, how, form, stop)
    click.get_current_context().exit(code)


def _watch(manifest: Path, how: BatchOptions, form: str, stop: Stop) -> int:
    """Run a batch whenever it is due, until stopped, and return the exit code; errors are printed and end nothing."""
    from mapgen.batch.watch import runs_due  # noqa: PLC0415

    if is_standard_input(manifest):
        raise InputError.single(str(manifest), "it is read once and cannot be watched; name the manifest's file")

    note(f"watching {manifest} and what it depends on; Ctrl-C ends it")
    for _ in runs_due(manifest, stop):
        try:
            _run(manifest, how, form, stop)
        except MapgenError as fault:
            error(str(fault))
    with suppress(OSError):  # the terminal may be gone
        note("no longer watching")
    return 0 if stop.number == SIGINT else stop.exit_code


def _run(manifest: Path, how: BatchOptions, form: str, stop: Stop) -> int:
    """Run a batch, print its results, and return the exit code."""
    from mapgen.batch.manifest import read_manifest  # noqa: PLC0415
    from mapgen.batch.plan import plan_of  # noqa: PLC0415
    from mapgen.batch.run import run_batch  # noqa: PLC0415 (not needed for help)
    from mapgen.batch.state import BatchState  # noqa: PLC0415

    begun = monotonic()
    plan = plan_of(read_manifest(manifest))
    for source in plan.sources:
        note(f"read {source}")
    with click.progressbar(length=1, label="Drawing", file=sys.stderr, hidden=not shows_progress()) as bar:

        def drawn(_: int, count: int) -> None:
            bar.length = count
            bar.update(1)

        results = run_batch(plan, how, drawn, stop)
    if any(result.state == "not drawn" for result in results):
        return _stopped(results, form, begun, stop)
    forgotten = BatchState(manifest).forgotten(path for job in plan.jobs for path in job.outputs)
    if form == "json":
        click.echo(json_text(json.dumps(_plain(results, forgotten, monotonic() - begun), ensure_ascii=False, indent=2)))
    else:
        _print(plan, results, forgotten, monotonic() - begun)
    return 2 if any(one.state == "failed" for one in results) else 0


def _stopped(results: Sequence[Result], form: str, begun: float, stop: Stop) -> int:
    """Print what a stopped batch has drawn, and return its exit code."""
    drawn = [result for result in results if result.state == "drawn"]
    left = sum(result.state == "not drawn" for result in results)
    with suppress(OSError):  # the terminal may be gone
        if form == "json":
            click.echo(json.dumps(_plain(results, (), monotonic() - begun), ensure_ascii=False, indent=2))
        for result in drawn if form == "text" else ():
            click.echo(result.path)
        message = f"{len(drawn)} files are drawn and noted, {left} are left for the next run"
        error(f"stopped by {stop.name}; {message}")
    return stop.exit_code


def _plain(results: Sequence[Result], forgotten: Sequence[Path], seconds: float) -> dict[str, Any]:
    files = [
        {"path": str(one.path), "map": one.job.table.number + 1, "state": one.state, "why": one.why or None}
        for one in results
    ]
    counts = Counter(one.state for one in results)
    return {"counts": dict(counts), "seconds": round(seconds, 2), "files": files, "forgotten": [*map(str, forgotten)]}


def _print(plan: Plan, results: Sequence[Result], forgotten: Sequence[Path], seconds: float) -> None:
    """Print each path drawn, or the path to be drawn and why; then, on stderr, failures and a summary table."""
    for result in results:
        if result.state == "to draw":
            click.echo(f"{printable(str(result.path))}: {result.why}")
        elif result.state == "drawn":
            click.echo(result.path)
    for line in screenful(_failures(results), "; --format json has them all"):
        error(line)
    for line in screenful([f"{path}: no longer in the manifest; left as it is" for path in forgotten]):
        note(line)
    if verbosity() is Verbosity.QUIET:
        return
    click.echo(_summary(plan, results), nl=False, err=True)
    counts = Counter(result.state for result in results)
    counted = ", ".join(f"{count} {state}" for state, count in counts.items())
    summary(f"{len(results)} files of {len(plan.jobs)} maps: {counted}, in {seconds:.1f} s")


def _failures(results: Sequence[Result]) -> list[str]:
    """Return a line for each reason for which maps failed, with the first files and the number of the others."""
    by_reason: dict[str, list[str]] = {}
    for result in results:
        if result.state == "failed":
            by_reason.setdefault(result.why, []).append(str(result.path))
    lines = []
    for why, paths in by_reason.items():
        more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
        lines.append(f"{', '.join(paths[:_NAMED])}{more}: {why}")
    return lines


def _summary(plan: Plan, results: Sequence[Result]) -> str:
    """Return a table with one row per `[[map]]`."""
    from mapgen.cli.terminal import terminal_table  # noqa: PLC0415 (not needed for JSON)

    states = ("to draw", "drawn", "unchanged", "failed")
    states_shown = [state for state in states if any(one.state == state for one in results)]
    rows = []
    for table in plan.manifest.tables:
        of_table = [one for one in results if one.job.table is table]
        name = table.values.get("name") or table.values.get("source") or of_table[0].job.snapshot.origin
        counts = Counter(one.state for one in of_table)
        maps = str(sum(job.table is table for job in plan.jobs))
        rows.append(
            {
                "title": printable(f"{table.number + 1} {name}"),
                "maps": maps,
                **{key: str(counts[key]) for key in states_shown},
            }
        )
    headings = {"title": "Map", "maps": "Maps", **{state: state.capitalize() for state in states_shown}}
    return terminal_table(rows, printable(str(plan.manifest.path)), headings)
