"""Write files whole or not at all: either all outputs of a command, or none of them, whatever ends the process."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from mapgen.disk.journal import Journal, Move, finish_interrupted
from mapgen.disk.paths import exists, is_file, is_folder, reason_of
from mapgen.errors import InputError, OutputError


def write_all(files: Mapping[Path, bytes], *, durable: bool = True, mode: int | None = None) -> None:
    """Write each file to its path, and create missing folders.

    Every file is first written to a temporary file beside its path and then moved there, so that a full disk or an
    interruption leaves the earlier files unchanged. What a killed process leaves is cleared up, and begun moves are
    finished, by the next process that writes into the folder. Files that need not survive a power cut are not
    `durable`. Without `mode`, files have the permissions of the files they replace, or those of new files.

    Raises OutputError with the path and the reason.
    """
    write = _Write(durable=durable, mode=mode)
    try:
        for path, data in files.items():
            write.prepare(path, data)
        write.put_all()
    finally:
        write.end()


def check_places(paths: Iterable[Path]) -> None:
    """Raise OutputError, as write_all will, where no file can be made in the folder of a path: before a long drawing.

    A missing folder will be made in the nearest one above it, which is then asked.
    """
    for folder, path in {path.parent: path for path in paths}.items():
        _check_folder(folder, path)


def check_folder_of_files(folder: Path) -> None:
    """Raise InputError for a folder that is a file, and OutputError, as check_places does, for one of no use."""
    if exists(folder) and not is_folder(folder):
        raise InputError.single(str(folder), "this is a file; name the folder that the files go to")
    _check_folder(folder, folder)


def _check_folder(folder: Path, path: Path) -> None:
    from tempfile import TemporaryFile  # noqa: PLC0415 (few of those who read this module write)

    try:
        with TemporaryFile(dir=_nearest(folder)):
            pass
    except (OSError, ValueError) as error:
        raise OutputError(_reason(path, error)) from None


def _nearest(folder: Path) -> Path:
    """Return a folder, or the nearest one above it that is there."""
    try:
        folder.lstat()
    except FileNotFoundError:
        return folder if folder == folder.parent else _nearest(folder.parent)
    return folder


def remove_leftovers(path: Path) -> None:
    """Clear up what killed processes left in the folder of a path, and what earlier versions left beside the path.

    Call it only while no other process writes to the path: earlier versions wrote without a journal.
    """
    finish_interrupted(path.parent)
    earlier = re.compile(re.escape(f".{path.name[:60]}.mapgen-") + "[a-z0-9_]{8}")
    with suppress(OSError):
        _remove([leftover for leftover in path.parent.iterdir() if earlier.fullmatch(leftover.name)])


class _Write:
    """One call of `write_all`: its moves, and a journal for each folder."""

    def __init__(self, *, durable: bool, mode: int | None) -> None:
        self.durable, self.mode = durable, mode
        self.moves: list[Move] = []
        self.journals: dict[Path, Journal] = {}

    def prepare(self, path: Path, data: bytes) -> None:
        """Write the data to a temporary file beside its path."""
        try:
            if path.is_dir():
                raise OutputError(f"{path}: this is a folder; name a file in it")
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.parent not in self.journals:
                self.journals[path.parent] = Journal(path.parent)
            temporary = self.journals[path.parent].temporary(path)
            self.moves.append((temporary, path))
            _write(temporary, data, self.mode or _present_mode(path), durable=self.durable)
        except (OSError, ValueError) as error:  # a name with a NUL, or that the system's encoding lacks
            raise OutputError(_reason(path, error)) from None

    def put_all(self) -> None:
        """Move every file to its path; if one move fails, restore the files that earlier moves replaced."""
        if len(self.moves) > 1:
            for folder, journal in self.journals.items():
                try:
                    journal.commit(self.moves, durable=self.durable)
                except OSError as error:
                    first = next(path for _, path in self.moves if path.parent == folder)
                    raise OutputError(_reason(first, error)) from None
        moves = list(self.moves)
        try:
            self._move(moves)
        except KeyboardInterrupt:
            self._move([move for move in moves if move[0].exists()])
            raise

    def _move(self, moves: Sequence[Move]) -> None:
        replaced: dict[Path, bytes | None] = {}
        for temporary, path in moves:
            try:
                before = path.read_bytes() if len(moves) > 1 and path.is_file() else None
                temporary.replace(path)
            except OSError as error:
                for journal in self.journals.values():
                    journal.void()
                for earlier, data in replaced.items():
                    self._put_back(earlier, data)
                raise OutputError(_reason(path, error)) from None
            replaced[path] = before

    def _put_back(self, path: Path, data: bytes | None) -> None:
        if data is None:
            path.unlink(missing_ok=True)
        else:
            self.prepare(path, data)
            self.moves[-1][0].replace(path)

    def end(self) -> None:
        """Remove what is left of the temporary files, then the journals."""
        _remove(temporary for temporary, _ in self.moves)
        for journal in self.journals.values():
            journal.end()


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink()


def _write(path: Path, data: bytes, mode: int | None, *, durable: bool) -> None:
    """Write a new file; without a mode, its permissions are those that new files have."""
    descriptor = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666 if mode is None else 0o600
    )
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        if durable:
            os.fsync(descriptor)
    if mode is not None:
        path.chmod(mode)


def _present_mode(path: Path) -> int | None:
    """Return the permissions of the file to replace; None for a new file."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        return None


def _reason(path: Path, error: OSError | ValueError) -> str:
    if isinstance(error, FileExistsError | NotADirectoryError):
        blocking = next((parent for parent in path.parents if is_file(parent)), None)
        if blocking:
            return f"{path}: cannot be written, as {blocking} is a file and not a folder"
    return f"{path}: cannot be written ({reason_of(error)}); what stood there before is untouched"
