"""The difference that a change makes to a record: shown, and confirmed by whoever asked for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from mapgen.cli.messages import note
from mapgen.errors import printable

# How many comments are shown, the most relevant first.
_COMMENTS = 5


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
