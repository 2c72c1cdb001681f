"""Standard input in the place of a file: a path that messages and outputs can name, and its bytes, read once.

The command line gives this path for `-`. To all else it is a path like any other, until its bytes are read.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from mapgen.errors import InputError

# What messages and outputs call standard input.
STANDARD_INPUT = Path("standard input")
_MEGABYTE = 1_000_000


class _Taken:
    """What the command that runs has taken of standard input; nothing is read before it is asked for."""

    taken = False
    data: bytes | None = None


_STATE = _Taken()


def take_standard_input() -> bool:
    """Say that a command takes standard input as one of its files; return whether it had not taken it before."""
    first, _STATE.taken = not _STATE.taken, True
    return first


def leave_standard_input() -> None:
    """Forget that a command took standard input, and what it read: the next command of this process begins anew."""
    _STATE.taken, _STATE.data = False, None


def is_standard_input(path: str | os.PathLike[str]) -> bool:
    """Whether a path is that of standard input; a file of such a name is none, where no command has typed `-`."""
    return _STATE.taken and os.fspath(path) == str(STANDARD_INPUT)


def standard_input_bytes(megabytes: int) -> bytes:
    """Return what standard input holds up to its end, the same however often it is asked for.

    Raises InputError where it is a terminal, empty, larger than some megabytes, or cannot be read.
    """
    if _STATE.data is None:
        _STATE.data = _read(megabytes * _MEGABYTE)
    return _STATE.data


def standard_input_status() -> os.stat_result:
    """Return what the system knows of standard input, which may be a file; raises OSError where it knows nothing."""
    return os.fstat(sys.stdin.fileno())


def _read(most_bytes: int) -> bytes:
    where = str(STANDARD_INPUT)
    try:
        if sys.stdin.isatty():
            message = "it is a terminal, where nothing waits to be read; send a file in, by < FILE or COMMAND |"
            raise InputError.single(where, message)
        data = sys.stdin.buffer.read(most_bytes + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError.single(where, f"cannot be read ({reason})") from None
    if not data:
        raise InputError.single(where, "it is empty; send a file in, by < FILE or COMMAND |")
    if len(data) > most_bytes:
        raise InputError.single(where, f"it is larger than {most_bytes // _MEGABYTE} MB; nothing larger is read")
    return data
