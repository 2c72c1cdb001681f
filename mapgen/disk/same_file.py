"""Whether two paths name one file, on any disk: links are followed, and case is no difference."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from mapgen.disk.standard_input import is_standard_input, standard_input_status

Identity = tuple[int, int] | str


def identities(path: Path) -> tuple[Identity, ...]:
    """Return values of which two paths of one file share one: the folded real path, and the inode if the file exists.

    Names that differ in case or in the form of their accents alone are one file on the disks of macOS and Windows.
    """
    try:
        real = os.path.realpath(path)
    except (OSError, ValueError):
        real = os.fspath(path)
    folded = unicodedata.normalize("NFC", real).casefold()
    try:
        # A shell may have opened a file as standard input.
        about = standard_input_status() if is_standard_input(path) else path.stat()
    except (OSError, ValueError):
        return (folded,)
    # A disk that tells no inodes has 0 for each.
    return (folded, (about.st_dev, about.st_ino)) if about.st_ino else (folded,)


class FileNames:
    """The first path that was given for each file."""

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        self._first: dict[Identity, Path] = {}
        for path in paths:
            self.first_name(path)

    def first_name(self, path: Path) -> Path:
        """Return the first path of the same file that was given here; the path itself if it is the first."""
        keys = identities(path)
        first = next((self._first[key] for key in keys if key in self._first), path)
        for key in keys:
            self._first.setdefault(key, first)
        return first

    def known_name(self, path: Path) -> Path | None:
        """Return the first path of the same file; None if there is none yet. The path is not kept."""
        return next((self._first[key] for key in identities(path) if key in self._first), None)
