"""Questions about paths, answered for any path: a link to itself, a name too long, a folder that nobody may enter."""

from __future__ import annotations

import os
from pathlib import Path

from mapgen.disk.standard_input import is_standard_input
from mapgen.errors import InputError


def is_file(path: Path) -> bool:
    """Whether a path is that of a file, or of standard input where a command takes it as one.

    A name that no file can have, or that cannot be looked up, is none.
    """
    try:
        return is_standard_input(path) or path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether a path is that of a folder; a name that no folder can have, or that cannot be looked up, is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def exists(path: Path) -> bool:
    """Whether there is anything at a path; raises InputError, with the reason, where that cannot be looked up."""
    try:
        return path.exists()
    except (OSError, ValueError) as error:
        raise InputError.single(str(path), f"cannot be looked up ({reason_of(error)})") from None


def resolved(path: Path) -> Path:
    """Return the absolute path without links; raises InputError where there is none."""
    try:
        return path.resolve()
    except RuntimeError:  # Python before 3.13
        raise InputError.single(str(path), "cannot be looked up (the link leads back to itself)") from None
    except (OSError, ValueError) as error:
        raise InputError.single(str(path), f"cannot be looked up ({reason_of(error)})") from None


def behind_link(path: Path) -> Path:
    """Return the path of the file that a link leads to, as resolved does; a path that is no link is returned itself."""
    return resolved(path) if os.path.islink(path) else path  # noqa: PTH114 (Path raises)


def reason_of(error: OSError | ValueError) -> str:
    """Return why a path cannot be used, in the system's words, or in ours where it has none."""
    if isinstance(error, UnicodeError):
        return "a character in it is none of this system's names"
    return getattr(error, "strerror", None) or str(error)
