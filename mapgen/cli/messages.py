"""What commands say on stderr beside their data, how much of it the user wants, and how they ask before they write."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum

import click

from mapgen.errors import cut, printable

_KEY = "mapgen.verbosity"
# How many comments of a record are shown, the most relevant first.
_COMMENTS = 5


class Verbosity(IntEnum):
    """How much a command says on stderr: errors alone, notes too, or details too."""

    QUIET = 0
    NORMAL = 1
    VERBOSE = 2


def verbosity() -> Verbosity:
    """Return how much the running command says; NORMAL where no command runs."""
    context = click.get_current_context(silent=True)
    return context.meta.get(_KEY, Verbosity.NORMAL) if context else Verbosity.NORMAL


def note(text: str) -> None:
    """Print a note or a warning on stderr, a line of its own for each line of the text; nothing with --quiet."""
    if verbosity() >= Verbosity.NORMAL:
        _say(text)


def detail(text: str) -> None:
    """Print on stderr, with --verbose only, what a command did and why."""
    if verbosity() >= Verbosity.VERBOSE:
        _say(text)


def summary(text: str) -> None:
    """Print on stderr, as it stands, what a command found in all; nothing with --quiet."""
    if verbosity() >= Verbosity.NORMAL:
        click.echo(printable(text), err=True)


def shows_progress() -> bool:
    """Whether long work shows how far it has come: on a terminal, unless --quiet."""
    return verbosity() >= Verbosity.NORMAL and sys.stderr.isatty()


@contextmanager
def status(text: str) -> Iterator[Callable[[str], None]]:
    """Show on one line of a terminal what long work does, and clear the line at its end.

    The function that it gives names the part of the work that is done now.
    """
    shown = shows_progress()

    def show(part: str) -> None:
        if shown:
            click.echo(f"\r\x1b[K{printable(f'{text} {part}'.strip())} …", nl=False, err=True)

    show("")
    try:
        yield show
    finally:
        if shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def error(text: str) -> None:
    """Print an error on stderr, whatever the user wants to hear."""
    _say(text)


def _say(text: str) -> None:
    for line in text.splitlines():
        click.echo(f"mapgen: {cut(printable(line))}", err=True)


def _set(level: Verbosity) -> object:
    def callback(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 (as click calls it)
        if value:
            context.meta[_KEY] = level

    return callback


def message_options() -> list[click.Option]:
    """Return new options -q and -v, for `mapgen` itself and for each command; the last one given counts."""
    return [
        click.Option(
            ["-q", "--quiet"],
            is_flag=True,
            expose_value=False,
            callback=_set(Verbosity.QUIET),
            help="Print errors only on stderr: no notes, no progress.",
        ),
        click.Option(
            ["-v", "--verbose"],
            is_flag=True,
            expose_value=False,
            callback=_set(Verbosity.VERBOSE),
            help="Say more on stderr: what was read, chosen and written.",
        ),
    ]


def confirmed_change(diff: str, comments: Sequence[str] = ()) -> bool:
    """Show a diff and ask; a no, and the end of the input, end the command with exit code 1."""
    show_difference(diff, comments)
    try:
        agreed = click.confirm("Write this?", err=True)
    except click.Abort as stopped:
        if isinstance(stopped.__context__, KeyboardInterrupt):
            raise
        click.echo(err=True)
        agreed = False
    if not agreed:
        click.echo("Nothing is written.", err=True)
        click.get_current_context().exit(1)
    return True


def show_difference(diff: str, comments: Sequence[str] = ()) -> None:
    """Print a diff, in colour on a terminal unless NO_COLOR is set, and on stderr what becomes of comments."""
    colours = {"+": "green", "-": "red", "@": "cyan"}
    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for raw in diff.split("\n")[:-1]:
        # Lines of the file may hold control characters, which a terminal would obey.
        line = "\t".join(map(printable, raw.split("\t")))
        click.echo(click.style(line, fg=colours.get(line[:1])) if coloured else line)
    for comment in comments[:_COMMENTS]:
        note(f"a comment {comment}")
    if len(comments) > _COMMENTS:
        note(f"and {len(comments) - _COMMENTS} more comments that may be false now")
