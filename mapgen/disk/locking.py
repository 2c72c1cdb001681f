"""Lock a file that several people edit, on the file itself, so that everybody who reaches it meets the same lock."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import SoftFileLock, Timeout
from msgspec import Struct

from mapgen.errors import InputError, OutputError

_PAUSE = 0.02  # seconds between two attempts


class LockedFile(Struct, frozen=True):
    """A locked file: its path as its user gave it, its own path behind symbolic links, and what it was when locked."""

    path: Path
    target: Path
    about: os.stat_result

    def is_in_place(self) -> bool:
        """Whether its path still names it: an editor may have moved a new file there."""
        try:
            return os.path.samestat(self.target.stat(), self.about)
        except FileNotFoundError:
            return False


@contextmanager
def locked(path: Path, wait: float) -> Iterator[LockedFile]:
    """Hold the lock of a file.

    The operating system locks the file and not its name, so two links to one file share its lock, and no file appears
    beside it; the lock ends with its process. Windows has no such lock, and a network disk may have none: there a file
    `.NAME.lock` beside it serves. Raises InputError if the file is gone, and OutputError if others hold the lock for
    more than `wait` seconds.
    """
    deadline = time.monotonic() + wait
    while True:
        target = Path(os.path.realpath(path))
        with ExitStack() as held:
            handle = _opened(path, target)
            held.callback(os.close, handle)
            file = LockedFile(path, target, os.fstat(handle))
            try:
                while not _try_lock(handle):
                    if time.monotonic() >= deadline:
                        raise _held_by_others(path, wait)
                    time.sleep(_PAUSE)
            except OSError:
                held.close()  # Windows puts no new file in the place of an open one
                held.enter_context(_lock_beside(path, target, wait))
            if file.is_in_place():
                yield file
                return
        # Another file has taken its place while this one waited.


def _opened(path: Path, target: Path) -> int:
    """Open a file for reading and writing: a lock over NFS needs both. Return its number."""
    try:
        return os.open(target, os.O_RDWR)
    except FileNotFoundError:
        raise InputError.single(str(path), "is gone: somebody took it away meanwhile; nothing is written") from None
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); nothing is written") from None


def _try_lock(handle: int) -> bool:
    """Lock an open file unless another process has locked it; raises OSError where locks are not to be had."""
    try:
        import fcntl  # noqa: PLC0415 (Windows has none)
    except ImportError:
        raise OSError from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


@contextmanager
def _lock_beside(path: Path, target: Path, wait: float) -> Iterator[None]:
    lock = SoftFileLock(target.with_name(f".{target.name[:60]}.lock"))
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise _held_by_others(path, wait, f"; if none is running, remove {lock.lock_file}") from None
    except OSError as error:
        raise OutputError(f"{path}: cannot be locked ({error.strerror}); nothing is written") from None
    try:
        yield
    finally:
        lock.release()


def _held_by_others(path: Path, wait: float, hint: str = "") -> OutputError:
    return OutputError(f"{path}: another mapgen is writing it; gave up after {wait:.0f} seconds{hint}")
