"""What `mapgen export` does with a whole record or list: a data package, or all its tables in one file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from mapgen.cli.options import FilePath, question_of
from mapgen.cli.outputs import check_outputs, print_written, write_outputs
from mapgen.cli.sources import read_located
from mapgen.record.model import Record
from mapgen.record.snapshots import Snapshot

# Options of an export that say how one day is written.
_OF_A_DAY = {"shapes": "--shapes", "scale": "--scale", "territories": "--territory"}
_OF_YEARS = {"as_of": "--as-of", "basis": "--basis", "codes": "--codes"}


def whole_options(command: Any) -> Any:  # noqa: ANN401 (a function of any signature)
    """Add --package and --whole, which export a whole record or list."""
    package = click.option(
        "--package",
        metavar="DIR",
        type=FilePath(not_hyphen="--package writes a folder"),
        help="Folder for a Frictionless data package of the whole record.",
    )
    whole = click.option("--whole", is_flag=True, help="All tables of the record in one file, .xlsx or .json.")
    return package(whole(command))


def exports_whole(options: Mapping[str, Any], outputs: Sequence[Path]) -> bool:
    """Return whether a whole source is asked for; raises UsageError for options that have no meaning then."""
    folder, whole = options["package"], options["whole"]
    if not folder and not whole:
        return False
    if folder and (outputs or whole):
        raise click.UsageError("--package DIR writes a folder of files; leave -o and --whole out, or run it twice.")
    if whole and not outputs:
        raise click.UsageError("Missing option -o; name a file, such as -o record.xlsx.")
    option, ctx = "--package" if folder else "--whole", click.get_current_context()
    for name, typed in {**_OF_A_DAY, **(_OF_YEARS if whole else {})}.items():
        if ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            raise click.UsageError(f"{typed} has no meaning for a whole record; leave out {typed} or {option}.")
    return True


def export_whole(source: str | None, outputs: Sequence[Path], options: dict[str, Any], *, force: bool) -> None:
    """Write a record or list as a data package, or with all its tables in each of some files; print each path."""
    from mapgen.exporting.package import package_files  # noqa: PLC0415 (not needed for help)
    from mapgen.exporting.whole import check_endings, whole_files  # noqa: PLC0415
    from mapgen.record.snapshots import Basis  # noqa: PLC0415
    from mapgen.sources.locating import region_files  # noqa: PLC0415
    from mapgen.sources.reading import answer, check_region  # noqa: PLC0415

    check_endings(outputs)
    folder, question = options["package"], question_of(options)
    source_path, read = read_located(source, question)
    check_region(read, question)
    if isinstance(read, Snapshot) or question.as_of:
        answer(read, question)  # it refuses a day of which the source says nothing
    if folder:
        originals, basis = _originals(source_path, read), question.basis or Basis.OFFICE
        files = package_files(read, folder, originals, years=(basis, question.as_of), codes=options["codes"])
    else:
        files = whole_files(read, outputs)
    check_outputs([*files], (source_path, *region_files(read.region)))
    about = {
        "origin": read.origin,
        "days": "a data package" if folder else "all tables",
        "as-of": str(question.as_of or ""),
        "basis": str(question.basis or ""),
    }
    write_outputs(files, force=force, named=folder, about=about)
    print_written(files)


def _originals(path: Path, read: Record | Snapshot) -> dict[str, bytes]:
    """Return the files of which a package is made, by what it calls them: the source, and a region of the user's own.

    What cannot be read a second time, such as a pipe, is left out.
    """
    from hashlib import sha256  # noqa: PLC0415 (not needed for help)

    from mapgen.disk.paths import is_file  # noqa: PLC0415
    from mapgen.disk.reading import read_bytes  # noqa: PLC0415
    from mapgen.exporting.package import original_name  # noqa: PLC0415

    data = read_bytes(path) if is_file(path) else b""
    originals = {original_name(read, path): data} if sha256(data).hexdigest() == read.sha256 else {}
    if read.region.endswith(".toml"):
        originals[Path(read.region).name] = read_bytes(Path(read.region))
    return originals
