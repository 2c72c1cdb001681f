"""Files written whole or not at all: all of a command's outputs, or none of them."""

from __future__ import annotations

import glob
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from mapgen.errors import OutputError


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files, each to its path, creating missing folders.

    Everything is first written beside its place and then put there, so that a full disk or an interruption leaves
    what stood there before. Raises OutputError naming the path and the reason.
    """
    written: list[tuple[Path, Path]] = []
    try:
        for path, data in files.items():
            written.append((_written_beside(path, data), path))
        for temporary, path in written:
            _put(temporary, path)
    finally:
        for temporary, _ in written:
            temporary.unlink(missing_ok=True)


def remove_leftovers(path: Path) -> None:
    """Remove what an interrupted write left beside a path; to be called only while nobody else writes it."""
    for leftover in path.parent.glob(f".{glob.escape(path.name)}.mapgen-*"):
        leftover.unlink(missing_ok=True)


def _written_beside(path: Path, data: bytes) -> Path:
    temporary = None
    try:
        if path.is_dir():
            raise OutputError(f"{path}: this is a folder; name a file in it")
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.mapgen-")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(path))
    except OSError as error:
        if temporary:
            temporary.unlink(missing_ok=True)
        raise OutputError(_reason(path, error)) from None
    return temporary


def _mode(path: Path) -> int:
    """Return the permissions of the file replaced, or what a new file gets: mkstemp's own are for one user alone."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _put(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except OSError as error:
        raise OutputError(_reason(path, error)) from None


def _reason(path: Path, error: OSError) -> str:
    if isinstance(error, FileExistsError | NotADirectoryError):
        blocking = next((parent for parent in path.parents if parent.exists() and not parent.is_dir()), path.parent)
        return f"{path}: cannot be written, as {blocking} is a file and not a folder"
    return f"{path}: cannot be written ({error.strerror}); what stood there before is untouched"
