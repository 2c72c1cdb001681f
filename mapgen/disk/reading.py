"""Read the whole of a file that a user names, up to a bound: no device or endless stream fills the memory."""

from __future__ import annotations

import stat
from pathlib import Path

from mapgen.disk.paths import reason_of
from mapgen.disk.standard_input import is_standard_input, standard_input_bytes
from mapgen.errors import InputError

_MEGABYTE = 1_000_000
# A record of 100,000 governments has some 40 MB.
_LARGEST_TOML = 60
# Where shells and systems put the streams of a process: `mapgen check /dev/stdin`, `mapgen check <(command)`.
_STREAMS = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")


def read_whole(path: Path, megabytes: int, hint: str) -> bytes:
    """Return the bytes of a file of at most some megabytes, or of a stream of this process up to its end.

    Standard input is one such stream, where a command takes it as a file.
    Raises InputError for a file that is missing, cannot be read or is larger; for a folder, with the hint what to name;
    and for a device, a socket or a pipe of another program.
    """
    if is_standard_input(path):
        return standard_input_bytes(megabytes)
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise InputError.single(str(path), f"this is a folder; {hint}")
        if not (stat.S_ISREG(kind) or (stat.S_ISFIFO(kind) and str(path).startswith(_STREAMS))):
            raise InputError.single(str(path), f"this is a device, a socket or a pipe, and no file; {hint}")
        with path.open("rb") as file:
            data = file.read(megabytes * _MEGABYTE + 1)
    except FileNotFoundError:
        raise InputError.single(str(path), "there is no such file") from None
    except (OSError, ValueError) as error:
        raise InputError.single(str(path), f"cannot be read ({reason_of(error)})") from None
    if len(data) > megabytes * _MEGABYTE:
        raise InputError.single(str(path), f"it is larger than {megabytes} MB; nothing larger is read")
    return data


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a TOML file; raises InputError as read_whole does."""
    return read_whole(path, _LARGEST_TOML, "name a record or snapshot file (.toml)")
