"""The files that a command writes: never over an input, and over another file only where --force says so."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapgen.cli.messages import detail, note
from mapgen.cli.options import F, FilePath
from mapgen.disk.paths import resolved
from mapgen.disk.same_file import FileNames
from mapgen.errors import InputError, Problem

if TYPE_CHECKING:
    from mapgen.proof.replacing import Passing


# Files of other endings, tables and animations, have no digest that shows an edit.
_WITH_DIGESTS = {".png", ".svg", ".pdf", ".html", ".htm"}


def outputs_option(text: str) -> Callable[[F], F]:
    """Return the option -o, --output, for files to write; its parameter is `outputs`, `text` its help."""
    path = FilePath()
    return click.option("-o", "--output", "outputs", multiple=True, metavar="PATH", type=path, help=text)


def force_option(command: F) -> F:
    """Add --force, which replaces files that are not ours or show something else."""
    return click.option("--force", is_flag=True, help="Replace files that exist, whatever they show.")(command)


def check_outputs(outputs: Sequence[Path], inputs: Iterable[Path | str | None]) -> None:
    """Raise InputError for an output that is an input, or the same file as another output.

    Links, `x/../a.svg`, and names that differ in upper and lower case count as one file: on some disks they are.
    """
    problems: list[Problem] = []
    read, written = FileNames(Path(path) for path in inputs if path), FileNames()
    for path in dict.fromkeys(outputs):
        source, first = read.known_name(path), written.first_name(path)
        if source:
            problems.append(Problem(str(path), f"it is the input {source}, which is never written; name another file"))
        elif first is not path:
            problems.append(Problem(str(path), f"it is the same file as {first}, or is on some disks; name it once"))
    if problems:
        raise InputError(problems)


def write_outputs(
    files: Mapping[Path, bytes], *, force: bool, today: bool = False, live: bool = False, folder: Path | None = None
) -> None:
    """Write files, all or none; raise InputError where one exists that may not be replaced, unless forced.

    `today` says that no day was asked for, so that the map of an earlier day, made on that day, is the same one; `live`
    that the files are to change with the day. The message proposes a name that is free: of the file, or of the folder
    that all files go to.
    """
    from mapgen.disk.writing import write_all  # noqa: PLC0415 (not needed for help)

    # A link stays, and the file that it leads to is written.
    files = {resolved(path) if os.path.islink(path) else path: data for path, data in files.items()}  # noqa: PTH114 (Path raises)
    finish_interrupted_writes(files)
    others = {path: data for path, data in files.items() if os.path.lexists(path) and not _holds(path, data)}
    if others and not force:
        from mapgen.proof.replacing import Passing, question_of  # noqa: PLC0415 (most outputs are new)

        _refuse({path: question_of(data) for path, data in others.items()}, Passing(today, live), folder)
    write_all(files)
    for path, data in files.items():
        if path.suffix.lower() not in _WITH_DIGESTS:
            from mapgen.disk.written import note_written  # noqa: PLC0415 (pictures of one day do without)

            note_written(data)
        detail(f"wrote {path}: {len(data):,} bytes")


def finish_interrupted_writes(paths: Iterable[Path]) -> None:
    """Finish what killed commands began to write where the paths are, so that no two files are of two runs; say so."""
    from mapgen.disk.journal import finish_interrupted  # noqa: PLC0415 (not needed for help)

    for folder in dict.fromkeys(path.parent for path in paths):
        if _has_rescue_files(folder):
            from mapgen.disk.replacing import mend_all  # noqa: PLC0415 (only after a kill)

            mend_all(folder)
        for path in finish_interrupted(folder):
            note(f"{path}: the command that wrote it was killed before it was in place; it is in place now")


def _has_rescue_files(folder: Path) -> bool:
    with suppress(OSError):  # writing there reports the error
        return any(path.name.startswith(".") and path.suffix == ".rescue" for path in folder.iterdir())
    return False


def check_replaceable(paths: Sequence[Path], metadata: Mapping[str, str], *, force: bool, today: bool = False) -> None:
    """Raise InputError as write_outputs will, before a long drawing of files with known metadata."""
    others = [path for path in paths if os.path.lexists(path)]
    if others and not force:
        from mapgen.proof.replacing import Passing  # noqa: PLC0415 (as above)

        _refuse(dict.fromkeys(others, metadata), Passing(today))


def _refuse(others: Mapping[Path, Mapping[str, str]], passing: Passing, folder: Path | None = None) -> None:
    from mapgen.proof.replacing import free_name, refusal  # noqa: PLC0415 (as above)

    problems = []
    for path, metadata in others.items():
        if reason := refusal(path, metadata, passing):
            remedy = f"Write -o {free_name(folder or path)}, or replace by --force"
            problems.append(Problem(str(path), f"{reason}; nothing is written. {remedy}"))
    if problems:
        raise InputError(problems)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
