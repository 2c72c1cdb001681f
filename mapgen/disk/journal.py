"""The journal of a write: a hidden file in a folder as long as a process writes there, so that a kill does no harm.

The journal is made before the first temporary file and removed after the last one, and its process holds a lock on it.
A journal that can be locked is therefore that of a dead process. Before several files are moved to their places, the
journal lists the moves; from then on all temporary files are whole, and whoever comes next finishes the moves. Without
a list nothing has been moved, and the temporary files are removed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from mapgen.disk.cache import file_stamp

if sys.platform != "win32":
    import fcntl

# A temporary file and the path where it goes.
Move = tuple[Path, Path]

# A token begins with the host: some network disks hold locks for each host apart.
_HOST = hashlib.sha256(getattr(os, "uname", lambda: ("", "localhost"))()[1].encode()).hexdigest()[:6]
# Patterns of names, compiled only where such a name is met.
_JOURNAL = r"\.mapgen-([0-9a-f]{6})[0-9a-f]{12}"
_TEMPORARY = r"(?s:\..+)\.mapgen-([0-9a-f]{18})-\d+"
# After how many seconds the journal of another host counts as that of a dead process, if it can be locked.
_FOREIGN = 86_400


class Journal:
    """The journal of a write in one folder; making it first clears up what dead processes left there.

    Raises OSError where no file can be made in the folder.
    """

    def __init__(self, folder: Path) -> None:
        finish_interrupted(folder)
        self._folder, self._count = folder, 0
        while True:
            self._token = f"{_HOST}{os.urandom(6).hex()}"
            self._path = folder / f".mapgen-{self._token}"
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            # Another process may have taken the new file for that of a dead one, before this one has locked it.
            if _lock(self._descriptor) is not False and _is_at(self._descriptor, self._path):
                return
            os.close(self._descriptor)

    def temporary(self, path: Path) -> Path:
        """Return the path for a temporary file that will move to a path; its own name is cut to fit the system."""
        self._count += 1
        name = path.name[:60]
        while len(os.fsencode(name)) > 60:  # noqa: PLR2004 (bytes: a system's names have some 250)
            name = name[:-1]
        return self._folder / f".{name}.mapgen-{self._token}-{self._count}"

    def commit(self, moves: Iterable[Move], *, durable: bool) -> None:
        """List the moves to make, some perhaps in other folders; from now on, whoever comes next finishes them."""
        plain = [
            [os.path.relpath(temporary, self._folder), os.path.relpath(path, self._folder), file_stamp(path)]
            for temporary, path in moves
        ]
        os.write(self._descriptor, json.dumps(plain).encode())
        if durable:
            os.fsync(self._descriptor)

    def void(self) -> None:
        """Take the list back, as the moves are being undone."""
        os.ftruncate(self._descriptor, 0)

    def end(self) -> None:
        """Remove the journal."""
        with suppress(OSError):
            self._path.unlink()
        os.close(self._descriptor)


def finish_interrupted(folder: Path) -> Sequence[Path]:
    """Finish the moves that killed processes of this user began in a folder, and remove what else they left there.

    Return the paths whose files were moved. Files of living processes are untouched.
    """
    if sys.platform == "win32":
        return []  # mapgen is not tried there
    finished: list[Path] = []
    with suppress(OSError):
        names = [entry.name for entry in os.scandir(folder) if ".mapgen-" in entry.name]
        for name in names:
            if match := re.fullmatch(_JOURNAL, name):
                finished += _cleared(folder / name, match[1])
        for name in names:
            match = re.fullmatch(_TEMPORARY, name)
            if match and not (folder / f".mapgen-{match[1]}").exists():
                with suppress(OSError):
                    (folder / name).unlink()
    return finished


def _cleared(journal: Path, host: str) -> Iterator[Path]:
    """Remove the journal of a dead process, and yield each path that a move of it reached now."""
    try:
        descriptor = os.open(journal, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return  # it is gone by now, or another user's
    try:
        about = os.fstat(descriptor)
        # Another user's journal could name any of this user's files.
        if about.st_uid != os.geteuid() or not _lock(descriptor):
            return
        if host != _HOST and time.time() - about.st_mtime < _FOREIGN:
            return
        yield from _moved(journal.parent, os.read(descriptor, about.st_size))
        journal.unlink()
    except OSError:
        return  # the moves cannot be made now; the journal stays
    finally:
        os.close(descriptor)


def _moved(folder: Path, content: bytes) -> Iterator[Path]:
    """Make the moves that a journal lists and that are still to be made; yield their paths."""
    try:
        moves: list[Any] = json.loads(content)
    except ValueError:  # nothing was moved yet
        return
    left: list[Move] = []
    for temporary_name, name, stamp in moves:
        temporary, path = folder / temporary_name, folder / name
        as_before = json.loads(json.dumps(file_stamp(path))) == stamp
        if temporary.exists():
            left += (
                [(temporary, path)] if as_before else []
            )  # what somebody else has put there since is newer, and stays
        elif as_before:
            return  # the process was killed between its journals, and another folder has been cleared up already
    for temporary, path in left:
        temporary.replace(path)
        yield path


def _lock(descriptor: int) -> bool | None:
    """Lock an open file without waiting; return False if another process holds it, None if the disk has no locks."""
    if sys.platform != "win32":
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return None
    return True


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False
