"""The argument SOURCE of a command, and the note on stderr that says which file is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapgen.cli.completion import source_names, words_or_files
from mapgen.cli.messages import detail, note
from mapgen.cli.options import F, NameOrFile
from mapgen.disk.paths import is_file
from mapgen.errors import InputError

if TYPE_CHECKING:
    from mapgen.record.model import Record
    from mapgen.record.snapshots import Snapshot


def source_argument(command: F) -> F:
    """Add the argument SOURCE: a file, `-`, or the name of a shipped one; without it, what read_located finds."""
    complete = words_or_files(source_names)
    return click.argument("source", required=False, type=NameOrFile(), shell_complete=complete)(command)


def read_located(source: str | None) -> tuple[Path, Record | Snapshot]:
    """Return the path of the record or list that a command reads, and what it holds; say on stderr which it is.

    Without a source that is MAPGEN_RECORD, else the record of the current folder, else the shipped one. Raises
    InputError with every problem of the file, and with the nearest shipped name where there is none.
    """
    from mapgen.sources.locating import called, located_source, nearest_source  # noqa: PLC0415 (not needed for help)
    from mapgen.sources.reading import read_source  # noqa: PLC0415

    path = located_source(source)
    try:
        read = read_source(path)
    except InputError as error:
        if source and not is_file(path) and (hint := nearest_source(source)):
            where, message = error.problems[0].where, error.problems[0].message
            raise InputError.single(where, f"{message}{hint}") from None
        raise
    note(f"read {called(path, read)}")
    detail(f'"{read.title}", of the region {read.region}: {path}')
    return path, read
