"""Give a file new content, and leave alone what else it is: its links, its owner and group, its mode.

A new file moved into its place is whole at every moment, and is what `put_content` does wherever it can. A file with
several hard links, or that belongs to somebody else, is written where it lies, in one step that leaves it whole; a copy
of both contents lies beside it until that is done, and `mend` restores the file where even that step was interrupted.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from io import FileIO
from pathlib import Path

import msgspec

from mapgen.disk.journal import Journal
from mapgen.disk.locking import LockedFile, locked
from mapgen.disk.reading import read_bytes
from mapgen.disk.writing import remove_leftovers
from mapgen.errors import InputError, OutputError

# The name of the file that is written in place, and its contents before and after.
_Rescue = tuple[str, bytes, bytes]


class ChangedMeanwhileError(InputError):
    """A file does not hold what it held when it was read."""


def refuse_read_only(path: Path) -> None:
    """Raise InputError for a file that cannot be read, and OutputError for one, or a folder, that is read-only.

    The mode decides even where the user is root, who may write everything: somebody has protected the file.
    """
    read_bytes(path)
    target = Path(os.path.realpath(path))
    for place, what in ((target, "it is"), (target.parent, f"its folder {target.parent} is")):
        if not place.stat().st_mode & 0o222 or not os.access(place, os.W_OK):
            raise OutputError(f"{path}: cannot be written, as {what} read-only; nothing is written")


def put_content(file: LockedFile, before: bytes, after: bytes) -> None:
    """Give a file new content if it still holds what it held before.

    Raises ChangedMeanwhileError if an editor has changed it, and OutputError if it cannot be written; it then holds
    what it held.
    """
    remove_leftovers(file.target)
    try:
        if not _is_replaceable(file.target) or not _replace(file, before, after):
            _write_in_place(file, before, after)
    except OSError as error:
        reason = f"cannot be written ({error.strerror}); what stood there before is untouched"
        raise OutputError(f"{file.path}: {reason}") from None


def mend(file: LockedFile) -> None:
    """Give a file its earlier content where a process was killed while it wrote in place."""
    target = file.target
    rescue = _rescue_path(target)
    try:
        _, before, after = msgspec.msgpack.decode(rescue.read_bytes(), type=_Rescue)
    except FileNotFoundError:
        return
    except (OSError, msgspec.DecodeError):
        before = after = b""  # killed while it wrote the rescue file: the file itself is whole
    data = target.read_bytes()
    pairs = enumerate(zip(data, after, strict=False))
    written = next((number for number, (old, new) in pairs if old != new), min(len(data), len(after)))
    if after and data == _padded(after, data):
        _overwrite(target, after)
    elif data not in {before, after} and data[written:] == before[written:]:
        _overwrite(target, before)
    rescue.unlink()


def mend_all(folder: Path) -> None:
    """Mend the files of a folder that a killed process was writing in place, but for those in use."""
    for rescue in folder.glob(".*.rescue"):
        with suppress(OSError, msgspec.DecodeError, InputError, OutputError):
            name, _, _ = msgspec.msgpack.decode(rescue.read_bytes(), type=_Rescue)
            with locked(folder / Path(name).name, 0) as file:
                mend(file)


def _is_replaceable(target: Path) -> bool:
    about = target.stat()
    return about.st_nlink == 1 and (not hasattr(os, "geteuid") or about.st_uid == os.geteuid())


def _replace(file: LockedFile, before: bytes, after: bytes) -> bool:
    """Move a new file into the place of one; return False where the new one cannot have the group of the old."""
    target = file.target
    journal = Journal(target.parent)
    temporary = journal.temporary(target)
    try:
        # Until it has the mode of the old file, nobody else reads it.
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as output:
            output.write(after)
            output.flush()
            os.fsync(output.fileno())
        if not _take_attributes(temporary, target):
            return False
        _refuse_changed(file, before)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
        journal.end()
    return True


def _take_attributes(temporary: Path, target: Path) -> bool:
    """Give a new file the group, the mode and the extended attributes of another."""
    group = target.stat().st_gid
    if temporary.stat().st_gid != group:
        try:
            os.chown(temporary, -1, group)
        except OSError:
            return False
    shutil.copystat(target, temporary)
    os.utime(temporary)  # its content is new, and copystat has given it the old time
    return True


def _write_in_place(file: LockedFile, before: bytes, after: bytes) -> None:
    target = file.target
    rescue = _rescue_path(target)
    try:
        with rescue.open("wb") as output:
            output.write(msgspec.msgpack.encode((target.name, before, after)))
            output.flush()
            os.fsync(output.fileno())
        _refuse_changed(file, before)
    except BaseException:
        rescue.unlink(missing_ok=True)
        raise
    try:
        _overwrite(target, after)
    except OSError:
        _overwrite(target, before)  # where this fails too, `mend` has the rescue file
        rescue.unlink()
        raise
    rescue.unlink()


def _overwrite(target: Path, data: bytes) -> None:
    """Write a text over a longer or shorter one in one step; blank lines stand for what is cut off after it."""
    with target.open("r+b", buffering=0) as file:
        _write_whole(file, _padded(data, target.read_bytes()))
        os.fsync(file.fileno())
        file.truncate(len(data))
        os.fsync(file.fileno())


def _write_whole(file: FileIO, data: bytes) -> None:
    written = 0
    while written < len(data):
        written += file.write(data[written:]) or 0


def _padded(text: bytes, other: bytes) -> bytes:
    """Return a text with line ends up to the length of another: no reader sees more of the other than its length."""
    return text.ljust(len(other), b"\n")


def _refuse_changed(file: LockedFile, before: bytes) -> None:
    """Raise ChangedMeanwhileError unless the file is in its place and holds what it held: an editor knows no lock."""
    data = None
    with suppress(OSError):
        data = file.target.read_bytes()
    if data != before or not file.is_in_place():
        message = "was changed meanwhile; nothing is written; run the command again"
        raise ChangedMeanwhileError.single(str(file.path), message)


def _rescue_path(target: Path) -> Path:
    return target.with_name(f".{target.name[:60]}.rescue")
