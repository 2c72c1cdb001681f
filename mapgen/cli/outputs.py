"""What a command writes: files, never over an input, over another only where --force says so; and standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapgen.cli.messages import detail, note
from mapgen.cli.options import STANDARD_OUTPUT, F, FilePath, OutputPath, Word
from mapgen.disk.paths import behind_link
from mapgen.disk.same_file import FileNames
from mapgen.disk.standard_input import is_standard_input
from mapgen.errors import InputError, Problem, listed

if TYPE_CHECKING:
    from mapgen.proof.replacing import Passing


# By its key, the path that stands for standard output in the context of a command; formats that a terminal shows.
_KEY = "mapgen.standard_output"
_SHOWN_BY_TERMINALS = {".txt", ".json", ".csv", ".md", ".svg", ".html", ".toml"}
# Files of other endings, such as tables, have no digest that shows an edit.
_WITH_DIGESTS = {".png", ".svg", ".pdf", ".html", ".htm", ".js", ".css", ".gif", ".webp", ".mp4"}
_NOTHING: Mapping[str, str] = {}
_SPREADSHEET = "spreadsheet"
_CSV = "csv"


def outputs_option(text: str) -> Callable[[F], F]:
    """Return the option -o, --output, for files to write; its parameter is `outputs`, `text` its help.

    Hand `outputs` to outputs_to_write, which has the format of `-`, standard output.
    """
    path = OutputPath()
    return click.option("-o", "--output", "outputs", multiple=True, metavar="PATH", type=path, help=text)


def outputs_to_write(outputs: Sequence[Path], form: str | None, endings: Mapping[str, str]) -> tuple[Path, ...]:
    """Return outputs with the ending of a format at standard output, so that it is written as a file of that ending.

    `endings` has the ending of each format. Raises InputError for standard output without a format, given twice, or
    on a terminal that cannot show the format.
    """
    count = outputs.count(STANDARD_OUTPUT)
    if not count:
        return tuple(outputs)
    if count > 1:
        raise InputError.single("-o -", "is given twice; standard output takes one file")
    if form is None or form not in endings:
        raise InputError.single("-o -", f"standard output has no ending; say the format: --format {listed(endings)}")
    ending = endings[form]
    if ending not in _SHOWN_BY_TERMINALS and sys.stdout.isatty():
        message = f"standard output is a terminal, which shows no {form}; send it on, by > FILE or | COMMAND"
        raise InputError.single("-o -", message)
    standard = STANDARD_OUTPUT.with_suffix(ending)
    click.get_current_context().meta[_KEY] = standard
    return tuple(standard if path == STANDARD_OUTPUT else path for path in outputs)


def refuse_other_formats(outputs: Iterable[Path], form: str | None, formats: Mapping[str, str]) -> None:
    """Raise InputError for a file whose ending means another format than --format; `formats` has that of each ending.

    With standard output, --format is of that.
    """
    outputs = tuple(outputs)
    for path in () if any(map(_is_standard, outputs)) else outputs:
        of_ending = formats.get(path.suffix.lower())
        if form and of_ending and form != of_ending:
            message = f"the ending means {of_ending}, and --format {form}; leave --format out"
            raise InputError.single(str(path), message)


def writes_to_standard_output() -> bool:
    """Whether a file of the running command goes to standard output, where nothing else belongs then."""
    return _KEY in click.get_current_context().meta


def _is_standard(path: Path) -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and path == context.meta.get(_KEY)


def print_written(paths: Iterable[Path], *, data: bool = False) -> None:
    """Print the path of each file that was written; as a note, where standard output has a file, or `data`."""
    say = note if data or writes_to_standard_output() else click.echo
    for path in dict.fromkeys(paths):
        if not _is_standard(path):
            say(str(path))


def purpose_option(command: F) -> F:
    """Add --for: who reads a CSV."""
    words = Word("PURPOSE", ("programs", _SPREADSHEET))
    text = "Who reads a CSV [programs]: a spreadsheet runs no cell of it."
    return click.option("--for", "purpose", type=words, default="programs", help=text)(command)


def for_spreadsheet(purpose: str, forms: Iterable[str | None]) -> bool:
    """Return whether a CSV is for a spreadsheet; raises UsageError where that is said and no CSV is asked for."""
    if purpose == _SPREADSHEET and _CSV not in forms:
        raise click.UsageError("--for spreadsheet is about a CSV; ask for one, or leave --for out.")
    return purpose == _SPREADSHEET


def echo_data(text: str, form: str | None) -> None:
    """Print a table on standard output; a CSV that a program reads is UTF-8, whatever the encoding of the terminal.

    In JSON, what a narrow encoding lacks is written as its number, which programs read as the letter. In a CSV that
    would be another text.
    """
    if form == _CSV and not sys.stdout.isatty():
        click.echo(text.encode(), nl=False)
    else:
        click.echo(text, nl=False)


def folder_option(writer: str) -> Callable[[F], F]:
    """Return the option -o, --output, of a command that writes a folder of files; its parameter is `folder`."""
    return click.option(
        "-o",
        "--output",
        "folder",
        required=True,
        metavar="FOLDER",
        type=FilePath(not_hyphen=f"{writer} writes a folder of files"),
        help="Folder to write to.",
    )


def force_option(command: F) -> F:
    """Add --force, which replaces files that are not ours or show something else."""
    return click.option("--force", is_flag=True, help="Replace files that exist, whatever they show.")(command)


def check_outputs(outputs: Sequence[Path], inputs: Iterable[Path | str | None]) -> None:
    """Raise InputError for an output that is an input, the same file as another output, or in a folder of no use.

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
    from mapgen.disk.writing import check_places  # noqa: PLC0415 (not needed for help)

    check_places(behind_link(path) for path in outputs if not _is_standard(path))


def write_outputs(
    files: Mapping[Path, bytes],
    *,
    force: bool,
    today: bool = False,
    live: bool = False,
    named: Path | None = None,
    about: Mapping[str, str] = _NOTHING,
) -> None:
    """Write files, all or none; raise InputError where one exists that may not be replaced, unless forced.

    `today` says that no day was asked for, so that the map of an earlier day, made on that day, is the same one; `live`
    that the files are to change with the day. The message proposes a free name for what -o names: the file, or `named`,
    the folder of all files or the file that others lie beside. `about` is the question that files answer which cannot
    say so themselves. Standard output gets its bytes last, once the files are in place.
    """
    from mapgen.disk.writing import write_all  # noqa: PLC0415 (not needed for help)

    standard = [data for path, data in files.items() if _is_standard(path)]
    to_disk = {path: data for path, data in files.items() if not _is_standard(path)}
    # A link stays, and the file that it leads to is written.
    files = {behind_link(path): data for path, data in to_disk.items()}
    finish_interrupted_writes(files)
    others = {path: data for path, data in files.items() if os.path.lexists(path) and not _holds(path, data)}
    if others and not force:
        from mapgen.proof.replacing import Passing, question_of  # noqa: PLC0415 (most outputs are new)

        _refuse({path: question_of(data) or about for path, data in others.items()}, Passing(today, live), named)
    write_all(files)
    for path, data in files.items():
        if path.suffix.lower() not in _WITH_DIGESTS:
            from mapgen.disk.written import note_written  # noqa: PLC0415 (pictures of one day do without)

            note_written(data, about)
        detail(f"wrote {path}: {len(data):,} bytes")
    for data in standard:
        with click.open_file("-", "wb") as stream:
            stream.write(data)
            stream.flush()
        detail(f"wrote {STANDARD_OUTPUT}: {len(data):,} bytes")


def finish_interrupted_writes(paths: Iterable[Path]) -> None:
    """Finish what killed commands began to write where the paths are, so that no two files are of two runs; say so."""
    from mapgen.disk.journal import finish_interrupted  # noqa: PLC0415 (not needed for help)

    for folder in dict.fromkeys(path.parent for path in paths if not is_standard_input(path)):
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
    others = [path for path in paths if not _is_standard(path) and os.path.lexists(path)]
    if others and not force:
        from mapgen.proof.replacing import Passing  # noqa: PLC0415 (as above)

        _refuse(dict.fromkeys(others, metadata), Passing(today))


def _refuse(others: Mapping[Path, Mapping[str, str]], passing: Passing, named: Path | None = None) -> None:
    from mapgen.proof.replacing import free_name, refusal  # noqa: PLC0415 (as above)

    problems = []
    option = "--package" if click.get_current_context().params.get("package") else "-o"
    for path, metadata in others.items():
        if reason := refusal(path, metadata, passing):
            remedy = f"Write {option} {free_name(named or path)}, or replace by --force"
            problems.append(Problem(str(path), f"{reason}; nothing is written. {remedy}"))
    if problems:
        raise InputError(problems)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
