"""Files in the user's cache folder: results that can be computed again at any time."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

# The number of files of each kind that stay in the cache. Nobody works with that many at once; older ones are obsolete.
_MOST = 40


def cache_path(kind: str, name: str) -> Path:
    """Return the path of a cached file of a kind; its name must identify everything it was computed from."""
    import platformdirs  # noqa: PLC0415 (5 ms, only for commands that use the cache)

    return Path(platformdirs.user_cache_dir("mapgen", appauthor=False)) / kind / name


def read_cached(path: Path) -> bytes | None:
    """Return the bytes of a cached file, or None if it is missing or unreadable."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def file_stamp(path: Path) -> object:
    """Return a value that differs once a file has changed: its modification time, size and inode number.

    Return None for a file that is missing.
    """
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino


def write_cached(path: Path, data: bytes) -> None:
    """Write a file into the cache, whole or not at all.

    Errors are ignored: without the cache, commands are slower and otherwise the same.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".cached-")
    except OSError:
        return
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.replace(path)
        _forget_old(path.parent)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _forget_old(folder: Path) -> None:
    newest_first = sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
    for path in newest_first[_MOST:]:
        path.unlink(missing_ok=True)
