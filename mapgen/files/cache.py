"""Files kept in the user's cache folder: what was worked out once, and can be again at any time."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

# Of one kind, so many are kept; more of them than anybody works with at once are old ones.
_MOST = 40


def cache_path(kind: str, name: str) -> Path:
    """Return where a file of a kind is kept; its name tells all that it was made of."""
    import platformdirs  # noqa: PLC0415 (5 ms that a command which keeps nothing does without)

    return Path(platformdirs.user_cache_dir("mapgen", appauthor=False)) / kind / name


def read_cached(path: Path) -> bytes | None:
    """Return the bytes of a kept file; None where there is none that can be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def file_stamp(path: Path) -> object:
    """Return what tells a file from what it was or will be: when it was written, how long it is, which one it is.

    None for one that is not there.
    """
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino


def keep(path: Path, data: bytes) -> None:
    """Keep a file whole or not at all; a cache that cannot be written costs time, and nothing else."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".kept-")
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
