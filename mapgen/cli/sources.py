"""The argument SOURCE of a command, and the note on stderr that says which file is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapgen.cli.messages import detail, note
from mapgen.cli.options import F, NameOrFile, completion_of
from mapgen.disk.paths import is_file, resolved
from mapgen.disk.shipped import package_path
from mapgen.errors import InputError, printable

if TYPE_CHECKING:
    from mapgen.record.model import Record
    from mapgen.record.snapshots import Snapshot
    from mapgen.sources.question import Question

_NEVER_EDITED = "the record shipped with mapgen is never edited"


def source_argument(command: F) -> F:
    """Add the argument SOURCE: a file, `-`, or the name of a shipped one; without it, what read_located finds."""
    complete = completion_of("source")
    return click.argument("source", required=False, type=NameOrFile(), shell_complete=complete)(command)


def read_located(source: str | None, question: Question | None = None) -> tuple[Path, Record | Snapshot]:
    """Return the path of the record or list that a command reads, and what it holds; say on stderr which it is.

    A table takes the day, basis and region of the question.
    Without a source that is MAPGEN_RECORD, else the record of the current folder, else the shipped one. Raises
    InputError with every problem of the file, and with the nearest shipped name where there is none.
    """
    from mapgen.sources.locating import called, located_source, nearest_source  # noqa: PLC0415 (not needed for help)
    from mapgen.sources.reading import read_source  # noqa: PLC0415

    path = located_source(source)
    try:
        read = read_source(path, question=question, say=note)
    except InputError as error:
        if source and not is_file(path) and (hint := nearest_source(source)):
            where, message = error.problems[0].where, error.problems[0].message
            raise InputError.single(where, f"{message}{hint}") from None
        raise
    note(f"read {called(path, read)}")
    detail(f'"{read.title}", of the region {read.region}: {path}')
    return path, read


def editable_record(path: Path | None, parameter: str) -> Path:
    """Return the record that a command edits: the one named, else the user's own.

    Raises InputError for the record shipped with mapgen, and where there is none; the message says by which parameter
    of the command to name one.
    """
    from mapgen.sources.locating import DEFAULT, own_record, source_names  # noqa: PLC0415 (not needed for help)

    if path is None and (path := own_record(Path())) is None:
        message = f"{_NEVER_EDITED}; get your own by `mapgen init`, or name one by {parameter}"
        raise InputError.single("no record here", message)
    shipped = not is_file(path) and str(path) in {*source_names()} - {DEFAULT}
    if shipped or package_path("geodata") in resolved(path).parents:
        raise InputError.single(printable(str(path)), f"{_NEVER_EDITED}; get your own by `mapgen init`")
    _refuse_table(path)
    return path


def _refuse_table(path: Path) -> None:
    from mapgen.sources.reading import is_table_path  # noqa: PLC0415 (not needed for help)

    if is_table_path(path) and is_file(path):
        from mapgen.disk.reading import read_bytes  # noqa: PLC0415 (records end in .toml)
        from mapgen.tables.formats import is_table_file  # noqa: PLC0415

        if is_table_file(path, read_bytes(path)):
            message = f"this is a table, and no record; make one of it by `mapgen import {path}`"
            raise InputError.single(printable(str(path)), message)
