"""Read an untrusted file in a process of its own, whose time and memory the system bounds.

So are compiled libraries called that a damaged or hostile file can make run out of memory, or work for minutes.
"""

from __future__ import annotations

import json
import subprocess
import sys

from msgspec import Struct

# The other process finds this package and what it needs where this one does.
_CODE = (
    "import json, sys; sys.path[:], module, *bounds = json.loads(sys.argv[1]); "
    "from mapgen.files.bounded_process import bind; bind(*bounds); "
    "from importlib import import_module; import_module(module).main()"
)


class Bounds(Struct, frozen=True):
    """What a process may take: memory, and time of its own. It is ended after twice that time by the clock."""

    megabytes: int
    seconds: int


class Ended(Struct, frozen=True):
    """What a process wrote until it ended, whether it ended by itself and well, or because its time was up."""

    output: bytes
    well: bool
    late: bool = False


def run_bounded(module: str, data: bytes, bounds: Bounds) -> Ended:
    """Run the function `main` of a module of this package with bytes on its standard input.

    Raises OSError where no process can be started.
    """
    asked = json.dumps([sys.path, module, bounds.megabytes, bounds.seconds])
    command = [sys.executable, "-P", "-c", _CODE, asked]
    try:
        done = subprocess.run(  # noqa: S603 (this Python, and a module of this package)
            command, input=data, capture_output=True, timeout=bounds.seconds * 2, check=False
        )
    except subprocess.TimeoutExpired as error:
        return Ended(error.stdout or b"", well=False, late=True)
    return Ended(done.stdout, well=done.returncode == 0)


def bind(megabytes: int, seconds: int) -> None:
    """Let the system end this process where it takes more, if the system can: Linux does, Windows does not."""
    try:
        import resource  # noqa: PLC0415 (it is there on POSIX alone)
    except ImportError:
        return
    for limit, most in (
        (resource.RLIMIT_AS, megabytes * 1_000_000),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(limit, (most, most))
        except (ValueError, OSError):
            continue
