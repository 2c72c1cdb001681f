"""Write files whole or not at all: either all outputs of a command, or none of them."""

from __future__ import annotations

import glob
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from mapgen.errors import OutputError


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write each file to its path, and create missing folders.

    Every file is first written to a temporary file beside its path and then moved there, so that a full disk or an
    interruption leaves the earlier files unchanged. Raises OutputError with the path and the reason.
    """
    written: list[tuple[Path, Path]] = []
    try:
        for path, data in files.items():
            written.append((_written_beside(path, data), path))
        _put_all(written)
    finally:
        for temporary, _ in written:
            temporary.unlink(missing_ok=True)


def _put_all(written: Sequence[tuple[Path, Path]]) -> None:
    """Move every file to its path; if one move fails, restore the files that earlier moves replaced."""
    replaced: dict[Path, bytes | None] = {}
    for temporary, path in written:
        before = path.read_bytes() if len(written) > 1 and path.is_file() else None
        try:
            temporary.replace(path)
        except OSError as error:
            for earlier, data in replaced.items():
                _put_back(earlier, data)
            raise OutputError(_reason(path, error)) from None
        replaced[path] = before


def _put_back(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    else:
        _written_beside(path, data).replace(path)


def remove_leftovers(path: Path) -> None:
    """Remove temporary files that an interrupted write left beside a path.

    Call it only while no other process writes to the path.
    """
    for leftover in path.parent.glob(f"{glob.escape(_prefix(path))}*"):
        leftover.unlink(missing_ok=True)


def _prefix(path: Path) -> str:
    """Return how the names of temporary files start: with the file's own name, cut so that no name grows too long."""
    return f".{path.name[:60]}.mapgen-"


def _written_beside(path: Path, data: bytes) -> Path:
    temporary = None
    try:
        if path.is_dir():
            raise OutputError(f"{path}: this is a folder; name a file in it")
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=_prefix(path))
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
    """Return the permissions of the file to replace, or those of a new file: mkstemp's are for one user alone."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _reason(path: Path, error: OSError) -> str:
    if isinstance(error, FileExistsError | NotADirectoryError):
        blocking = next((parent for parent in path.parents if parent.exists() and not parent.is_dir()), path.parent)
        return f"{path}: cannot be written, as {blocking} is a file and not a folder"
    return f"{path}: cannot be written ({error.strerror}); what stood there before is untouched"
