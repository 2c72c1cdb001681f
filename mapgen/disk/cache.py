"""Files in the user's cache folder: results that can be computed again at any time.

Each file begins with a digest of its kind, its name and its content. What does not fit its digest, what another user
owns and what is no file counts as missing, so that a damaged or strange cache costs time and changes nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from msgspec import MsgspecError, Struct, msgpack

from mapgen.errors import OutputError

Value = TypeVar("Value")

# The folders of the cache. Earlier versions kept the locks of records there.
_KINDS = ("answers", "basemaps", "locks", "records", "tables")
# The names of cached files, and of what a kill may leave of them.
_OURS = r".+\.(msgpack|json|lock)|\..*\.mapgen-.+|\.mapgen-[0-9a-f]+|\.cached-.+"
# The number of files of each kind that stay in the cache: the basemaps of all shipped regions at each scale, and some
# more. Nobody works with that many at once; older ones are obsolete.
_MOST = 120
# A cached file has at most some megabytes; one that is larger than this is not mapgen's.
_LARGEST = 100_000_000
_DIGEST_SIZE = 16
# Links are not followed, and a pipe is not waited for. (Windows has neither flag.)
_READING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
# The folder of a cache that has no place: nothing can be read or written there.
NOWHERE = Path(os.devnull) / "mapgen"


def cache_folder() -> Path:
    """Return the folder of mapgen's cache, which need not exist.

    A user without a home, or with a relative XDG_CACHE_HOME, has no cache: it must not appear in the current folder.
    """
    import platformdirs  # noqa: PLC0415 (5 ms, only for commands that use the cache)

    folder = Path(platformdirs.user_cache_dir("mapgen", appauthor=False))
    return folder if folder.is_absolute() else NOWHERE


def cache_path(kind: str, name: str) -> Path:
    """Return the path of a cached file of a kind; its name must identify everything it was computed from."""
    return cache_folder() / kind / name


def read_cached(path: Path) -> bytes | None:
    """Return the content of a cached file.

    Return None if it is missing or unreadable, belongs to another user, or is not what was written under this name.
    """
    try:
        data = _own_file(path)
    except OSError:
        return None
    content = memoryview(data)[_DIGEST_SIZE:]
    return bytes(content) if data[:_DIGEST_SIZE] == _digest(path, content) else None


def cached_value(path: Path, value_type: type[Value]) -> Value | None:
    """Return the value that `cache_value` wrote; None where `read_cached` returns None."""
    content = read_cached(path)
    try:
        return msgpack.decode(content, type=value_type) if content is not None else None
    except (MsgspecError, ValueError):  # another version wrote another type under this name
        return None


def cache_value(path: Path, value: object) -> None:
    """Write a value into the cache as MessagePack, as `write_cached` does."""
    write_cached(path, msgpack.encode(value))


def file_stamp(path: Path) -> object:
    """Return a value that differs once a file has changed: its modification time, size and inode number.

    Return None for a file that is missing.
    """
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino


def write_cached(path: Path, content: bytes) -> None:
    """Write a file into the cache, whole or not at all, for its user alone.

    Errors are ignored: without the cache, commands are slower and otherwise the same.
    """
    from mapgen.disk.writing import write_all  # noqa: PLC0415 (whoever finds everything in the cache writes nothing)

    with suppress(OutputError):
        write_all({path: _digest(path, content) + content}, durable=False, mode=0o600)
        _forget_old(path.parent)


def _own_file(path: Path) -> bytes:
    """Return the bytes of a file of the user; empty where it is no file, or another user's, or far too large."""
    descriptor = os.open(path, _READING)
    try:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode) or about.st_uid != _user(about) or about.st_size > _LARGEST:
            return b""
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(descriptor)


def _digest(path: Path, content: bytes | memoryview) -> bytes:
    """Return the digest of a cached file. It names the file too, so that no copy under another name is taken."""
    digest = hashlib.blake2b(os.fsencode(f"{path.parent.name}/{path.name}\0"), digest_size=_DIGEST_SIZE)
    digest.update(content)
    return digest.digest()


def _user(about: os.stat_result) -> int:
    """Return the number of the user; where the system has none, the owner of the file."""
    return os.geteuid() if hasattr(os, "geteuid") else about.st_uid


def _forget_old(folder: Path) -> None:
    with suppress(OSError):  # another process may remove files at the same time
        files = [entry for entry in os.scandir(folder) if entry.is_file(follow_symlinks=False)]
        files.sort(key=lambda entry: entry.stat(follow_symlinks=False).st_mtime, reverse=True)
        for entry in files[_MOST:]:
            Path(entry).unlink()


class CachedFiles(Struct, frozen=True):
    """The cached files of a kind: their number, and their size in bytes."""

    name: str
    files: int
    size: int


def cached_files(folder: Path) -> list[CachedFiles]:
    """Return what a cache folder holds of each kind."""
    return [_counted(kind, sizes) for kind in _KINDS if (sizes := list(_ours(folder / kind).values()))]


def clear_cache(folder: Path) -> list[CachedFiles]:
    """Remove the cached files of a cache folder, and its folders where nothing else is in them; return what went.

    Raises OutputError where the folder is a link, or a file cannot be removed.
    """
    if folder.is_symlink():
        raise OutputError(f"{folder}: this is a link to {folder.readlink()}; nothing is removed through a link")
    removed = []
    for kind in _KINDS:
        files = _ours(folder / kind)
        for path in files:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise OutputError(f"{path}: cannot be removed ({error.strerror})") from None
        removed += [_counted(kind, list(files.values()))] if files else []
        _remove_empty(folder / kind)
    _remove_empty(folder)
    return removed


def _ours(folder: Path) -> dict[Path, int]:
    """Return the cached files in the folder of a kind with their sizes; links are not followed."""
    found: dict[Path, int] = {}
    with suppress(OSError):
        for entry in [] if folder.is_symlink() else list(os.scandir(folder)):
            if re.fullmatch(_OURS, entry.name) and entry.is_file(follow_symlinks=False):
                found[Path(entry)] = entry.stat(follow_symlinks=False).st_size
    return found


def _counted(kind: str, sizes: list[int]) -> CachedFiles:
    return CachedFiles(kind, len(sizes), sum(sizes))


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()
